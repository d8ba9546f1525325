"""An operator's command on a day, and the e-mails that went out: a file for each."""

from __future__ import annotations

import io

import time_machine
from django.core.management import call_command
from django.test import override_settings


def run(*command: str, on: str, post: str) -> str:
    """What the command says; its messages are kept in the folder `post`."""
    said = io.StringIO()
    into_files = override_settings(
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=post
    )
    with time_machine.travel(on, tick=False), into_files:
        call_command(*command, stdout=said)
    return said.getvalue()
