"""Write the journal as plain-text accounting, for an independent program to balance."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from isf.feeds import journal


class Command(BaseCommand):
    """`manage.py export_journal --format hledger|beancount` (ISF-LED-8)."""

    help = "Writes every entry with its hash, and a balance assertion per account and month."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which program will read it."""
        parser.add_argument("--format", choices=sorted(journal.FORMATS), required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        """Write line by line to standard output."""
        for line in journal.lines(form=options["format"]):
            self.stdout.write(line)
