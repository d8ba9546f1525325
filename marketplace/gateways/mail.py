"""E-mail about what somebody wrote: a link to the sign-in page, and nothing about anybody."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


def send_review_hidden(*, email: str) -> None:
    """Say that a review of theirs is out of sight: not which one, why, or of whom."""
    link = settings.SITE_ADDRESS + reverse("account_login")
    send_mail(
        subject="About a review you wrote",
        message=render_to_string("marketplace/mail/review_hidden.txt", {"link": link}),
        from_email=None,
        recipient_list=[email],
    )
