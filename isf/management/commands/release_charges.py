"""Free what is kept for early ends of orders that no provider billed in time."""

from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import cancellations
from isf.queries.cancellations import list_late


class Command(MoneyCommand):
    """`manage.py release_charges --on DATE` (ISF-POR-2)."""

    help = "Frees what is kept for early ends of orders whose days for bills are over."

    def handle(self, *_: Any, **options: Any) -> None:
        """Free fund by fund; each is its own transaction."""
        on, by = self.day(options), system("release_charges")
        funds = list_late(authority_id=self.authority_id(options), on=on)
        if options["dry_run"]:
            self.stdout.write(f"{counted(len(funds), 'fund')} would be looked at on {on}.")
            return
        total = 0
        for fund_id in self.progress(funds, total=len(funds), title="Releasing"):
            with self.passing_over(what=f"fund {fund_id}"):
                total += cancellations.release_late(fund_id=fund_id, by=by, at=self.now(), on=on)
        self.stdout.write(f"{pounds(total)} set free in {counted(len(funds), 'fund')} on {on}.")
        self.leave()
