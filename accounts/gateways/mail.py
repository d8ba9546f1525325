"""Letters by e-mail: they hold a link and nothing about anybody."""

from __future__ import annotations

from django.core.mail import send_mail
from django.template.loader import render_to_string

from accounts.rules.invitations import LIFETIME


def send_invitation(*, email: str, link: str) -> None:
    """Send the link of an invitation; the letter does not say who invites, or to what."""
    context = {"link": link, "days": LIFETIME.days}
    send_mail(
        subject="You have an invitation",
        message=render_to_string("accounts/mail/invitation.txt", context),
        from_email=None,
        recipient_list=[email],
    )
