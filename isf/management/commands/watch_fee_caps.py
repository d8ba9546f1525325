"""Open a case on the day a cap begins to limit a fee; run it again and nothing is opened."""

from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted
from isf.operations import fees
from isf.queries import due


class Command(MoneyCommand):
    """`manage.py watch_fee_caps --on DATE` (ISF-FEE-3)."""

    help = "Opens a case for the commissioner on the day a cap begins to limit a fee."

    def handle(self, *_: Any, **options: Any) -> None:
        """Look at all funds, then open the cases fund by fund; each is its own transaction."""
        on, by = self.day(options), system("watch_fee_caps")
        funds = list(due.list_capped(authority_id=self.authority_id(options), on=on))
        if options["dry_run"]:
            self.stdout.write(f"{counted(len(funds), 'fund')} would be looked at on {on}.")
            return
        opened = 0
        for fund in self.progress(funds, total=len(funds), title="Looking at caps"):
            with self.passing_over(what=f"fund {fund.reference}"):
                opened += fees.watch_caps(fund_id=fund.pk, by=by, at=self.now(), on=on)
        self.stdout.write(f"{counted(opened, 'case')} opened on {on}.")
        self.leave()
