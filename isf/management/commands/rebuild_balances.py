"""Work balances, reservations and heads out again from the journal; or only say what differs."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.permissions import system
from accounts.web import clock
from isf.management.runs import counted, progress
from isf.models import Fund
from isf.operations import rebuilding


class Command(BaseCommand):
    """`manage.py rebuild_balances [--check]` (ISF-LED-6)."""

    help = "Writes what the journal adds up to over stored balances, reservations and heads."

    def add_arguments(self, parser: CommandParser) -> None:
        """It may only look."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit status 1 where any differs"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Fund by fund; each is its own transaction. A damaged journal is named and left alone."""
        by, rows, damaged = system("rebuild_balances"), 0, 0
        funds = list(Fund.objects.order_by("id").values_list("pk", "reference"))
        for fund_id, reference in progress(funds, total=len(funds), title="Reading the journal"):
            try:
                rows += rebuilding.rebuild(
                    fund_id=fund_id, by=by, at=clock.now(), keep=not options["check"]
                )
            except rebuilding.JournalDamaged as damage:
                damaged += 1
                self.stdout.write(f"DAMAGED: fund {reference}: {damage}")
        word = "differ from" if options["check"] else "written from"
        self.stdout.write(
            f"{counted(len(funds), 'fund')} read, {counted(rows, 'row')} {word} the journal."
        )
        if damaged or (options["check"] and rows):
            sys.exit(1)
