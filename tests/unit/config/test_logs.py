"""The log says what happened and never to whom."""

from __future__ import annotations

import logging
import sys

import pytest
from django.conf import settings

from marketplace.config.logs import WithoutPersons


def line(message: str, *, error: Exception | None = None) -> str:
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.LogRecord("site", logging.ERROR, "x.py", 1, message, (), info)
    return WithoutPersons("{levelname} {message}", style="{").format(record)


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("Code sent to rosa.o'neill+care@mail.example.org", "ERROR Code sent to [address]"),
        (
            '"GET /offers/?q=incontinence&near=PB1 HTTP/1.1" 200',
            'ERROR "GET /offers/?[left out] HTTP/1.1" 200',
        ),
        ("Not Found: /funds/7c0c/", "ERROR Not Found: /funds/7c0c/"),
    ],
)
def test_line_names_nobody(message: str, written: str) -> None:
    assert line(message) == written


def test_traceback_keeps_the_place_and_loses_the_values() -> None:
    refused = ValueError(
        'duplicate key value violates unique constraint "user_email"\n'
        "DETAIL:  Key (email)=(rosa@example.org) already exists."
    )
    written = line("Internal Server Error: /sign-up/", error=refused)
    assert "test_logs.py" in written
    assert "user_email" in written
    assert "rosa" not in written
    assert "DETAIL: [left out]" in written


def test_every_handler_writes_so() -> None:
    formatters = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert formatters == {"line"}
    assert settings.LOGGING["formatters"]["line"]["()"].endswith("WithoutPersons")
