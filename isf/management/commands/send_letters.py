"""Send the messages about statements that wait or failed; what was sent is not sent again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.permissions import system
from accounts.web import clock
from isf.management.runs import counted, progress
from isf.operations import letters as operations
from isf.queries import letters


class Command(BaseCommand):
    """`manage.py send_letters [--dry-run]` (ISF-LED-7)."""

    help = "Sends messages about statements that wait, and tries failed ones again, five times."

    def add_arguments(self, parser: CommandParser) -> None:
        """It may be tried out."""
        parser.add_argument("--dry-run", action="store_true", help="show how many would be sent")

    def handle(self, *_: Any, **options: Any) -> None:
        """Send one by one; a mail server that refuses one does not stop the others."""
        unsent = letters.list_unsent()
        if options["dry_run"]:
            self.stdout.write(f"{counted(len(unsent), 'message')} would be sent.")
            return
        by, sent = system("send_letters"), 0
        for letter_id in progress(unsent, total=len(unsent), title="Sending"):
            sent += operations.send(letter_id=letter_id, by=by, at=clock.now())
        self.stdout.write(
            f"{counted(sent, 'message')} sent, {len(unsent) - sent} failed or already taken."
        )
