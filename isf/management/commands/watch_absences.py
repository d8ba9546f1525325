"""Open the review of everybody who has been away for long; run it again and nothing is opened."""

from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted
from isf.operations import absences
from isf.queries.absences import list_reviews_due, list_watched


class Command(MoneyCommand):
    """`manage.py watch_absences --on DATE [--dry-run]` (ISF-LIF-1)."""

    help = "Opens a case for the care manager when somebody has been away for many days."

    def handle(self, *_: Any, **options: Any) -> None:
        """Look budget by budget; each is its own transaction."""
        on, by = self.day(options), system("watch_absences")
        budgets = list_watched(authority_id=self.authority_id(options))
        if options["dry_run"]:
            due = sum(len(list_reviews_due(budget_id=one, on=on)) for one in budgets)
            self.stdout.write(f"{counted(due, 'case')} would be opened on {on}.")
            return
        opened = 0
        for one in self.progress(budgets, total=len(budgets), title="Looking at time away"):
            with self.passing_over(what=f"budget {one}"):
                opened += absences.watch(budget_id=one, by=by, at=self.now(), on=on)
        self.stdout.write(f"{counted(opened, 'case')} opened on {on}.")
        self.leave()
