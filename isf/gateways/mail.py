"""E-mail that says a statement is ready, and nothing about anybody."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse


class NotSent(Exception):
    """The message was not taken; `problem` is the kind of trouble, without any address."""

    def __init__(self, *, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


def send_statement_ready(*, email: str, code: str) -> None:
    """Say that a statement is ready: no name, no amount, no fund, a link to the sign-in page.

    The message keeps its number when it is tried again, so a mailbox can tell that it is the same.
    Errors: `NotSent`.
    """
    if not email:
        raise NotSent(problem="NO_ADDRESS")
    link = settings.SITE_ADDRESS + reverse("account_login")
    host = urlsplit(settings.SITE_ADDRESS).hostname
    try:
        EmailMessage(
            subject="A statement is ready",
            body=render_to_string("isf/mail/statement_ready.txt", {"link": link, "code": code}),
            to=[email],
            headers={"Message-ID": f"<statement-{code}@{host}>"},
        ).send()
    except (OSError, ValueError) as error:  # what smtplib raises, and addresses it cannot write
        raise NotSent(problem=type(error).__name__) from error
