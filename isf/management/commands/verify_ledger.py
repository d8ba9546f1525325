"""Read the whole ledger again; say what was read, and the place of the first damage."""

import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from isf.management.runs import counted
from isf.models import Fund
from isf.queries import verification


class Command(BaseCommand):
    """`manage.py verify_ledger [--head FUND:NUMBER:HASH]` (ISF-LED-4)."""

    help = "Verifies chains, balances, reservations and seals; exit status 1 when damaged."

    def add_arguments(self, parser: CommandParser) -> None:
        """A printed head may be checked beside the whole."""
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="FUND:NUMBER:HASH",
            help="also check a head printed on a statement",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Verify, report, and leave with 1 where anything is damaged."""
        lost = [text for text in options["head"] if not self.has_head(text)]
        console = Console(stderr=True)
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("Verifying", total=Fund.objects.count())

            def advance() -> Iterator[None]:
                while True:
                    bar.advance(task)
                    yield

            report = verification.verify(progress=advance())
        self.stdout.write(
            f"{counted(report.funds, 'fund')}, {counted(report.entries, 'entry', 'entries')}, "
            f"{counted(report.postings, 'posting')}, "
            f"{counted(report.events, 'reservation event')}, {counted(report.seals, 'seal')} read."
        )
        for text in lost:
            self.stdout.write(f"DAMAGED: the printed head {text} is not in the ledger.")
        for damage in report.damages:
            place = f"fund {damage.fund} entry {damage.seq}" if damage.fund else "the ledger"
            self.stdout.write(f"DAMAGED: {place}: {damage.what}.")
        if report.damages or lost:
            sys.exit(1)
        self.stdout.write("Sound: everything is as it was posted.")

    def has_head(self, text: str) -> bool:
        """Whether a printed head is in the ledger."""
        try:
            reference, number, head_hash = text.split(":")
            fund = Fund.objects.filter(reference=UUID(reference)).first()
            seq = int(number)
        except ValueError as error:
            raise CommandError(f"--head takes FUND:NUMBER:HASH, not “{text}”.") from error
        return fund is not None and verification.verify_head(
            fund=fund, seq=seq, head_hash=head_hash
        )
