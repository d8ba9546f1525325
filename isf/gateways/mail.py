"""E-mail that says a statement or a letter is ready, and nothing about anybody."""

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
    _send(
        email=email,
        code=code,
        subject="A statement is ready",
        template="isf/mail/statement_ready.txt",
        kind="statement",
    )


def send_letter_ready(*, email: str, code: str) -> None:
    """Say that there is a letter to read and to answer: no name, no amount, no fund.

    Errors: `NotSent`.
    """
    _send(
        email=email,
        code=code,
        subject="There is a letter for you to read and answer",
        template="isf/mail/letter_ready.txt",
        kind="letter",
    )


def _send(*, email: str, code: str, subject: str, template: str, kind: str) -> None:
    if not email:
        raise NotSent(problem="NO_ADDRESS")
    link = settings.SITE_ADDRESS + reverse("account_login")
    host = urlsplit(settings.SITE_ADDRESS).hostname
    try:
        EmailMessage(
            subject=subject,
            body=render_to_string(template, {"link": link, "code": code}),
            to=[email],
            headers={"Message-ID": f"<{kind}-{code}@{host}>"},
        ).send()
    except (OSError, ValueError) as error:  # what smtplib raises, and addresses it cannot write
        raise NotSent(problem=type(error).__name__) from error
