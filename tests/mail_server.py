"""A mail server that takes no letters."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPServerDisconnected

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

CLOSED = f"{__name__}.Closed"


class Closed(BaseEmailBackend):
    """Fails as one does that cannot be reached."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take nothing."""
        raise SMTPServerDisconnected("Connection unexpectedly closed")
