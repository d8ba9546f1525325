"""Look for unspent money above what may lie in a fund; run it again and no second case opens."""

from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import surplus as operations
from isf.queries import surplus
from isf.rules.surplus import review


class Command(MoneyCommand):
    """`manage.py review_surplus --on DATE [--dry-run]` (ISF-ROL-5)."""

    help = "Opens a case for each fund with more unspent money than its council lets lie."

    def handle(self, *_: Any, **options: Any) -> None:
        """Read many funds at once; each that has too much is a transaction of its own."""
        on, by = self.day(options), system("review_surplus")
        looked = opened = 0
        rows = surplus.list_standings(authority_id=self.authority_id(options), on=on)
        for fund, standing in rows:
            looked += 1
            found = review(standing=standing)
            if not found.is_case:
                continue
            if options["dry_run"]:
                free, limit = pounds(found.uncommitted_pence), pounds(found.threshold_pence)
                self.stdout.write(f"{fund.reference}  {free} without plans, {limit} may lie")
                opened += not operations.is_under_review(fund=fund, on=on)
                continue
            with self.passing_over(what=f"fund {fund.reference}"):
                done = operations.review_fund(fund_id=fund.pk, by=by, at=self.now(), on=on)
                opened += done.opened is not None
        word = "would be opened" if options["dry_run"] else "opened"
        funds = counted(looked, "fund")
        self.stdout.write(f"{funds} looked at, {counted(opened, 'case')} {word} on {on}.")
        self.leave()
