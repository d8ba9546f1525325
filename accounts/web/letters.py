"""Saying on the next page whether a letter went out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from accounts.models import Invitation


def say_whether_sent(*, request: HttpRequest, invitation: Invitation) -> None:
    """Never claim that a message is on its way when it is not."""
    if invitation.sent_at is not None:
        messages.success(request, "The invitation was sent. It must be accepted within 7 days.")
    else:
        messages.warning(
            request,
            "The invitation is written down, but the e-mail could not be sent. "
            "Send it again from the list of those invited.",
        )
