"""Signing somebody in for a test, as if they had just passed both steps."""

from __future__ import annotations

import time

from django.conf import settings
from django.test import Client

from accounts.models import User


def sign_in(client: Client, user: User, *, second_step: bool = True) -> None:
    """Give the client a session of the user; `second_step=False` leaves that step out."""
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if not second_step:
        return
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
