"""Issue the statements of closed months that have none; run it again and nothing is issued."""

from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted
from isf.models import Fund
from isf.operations import statements
from isf.queries import issued


class Command(MoneyCommand):
    """`manage.py issue_statements --on DATE [--dry-run]` (ISF-LED-7)."""

    help = "Issues the statement of every closed month of every fund, once."

    def handle(self, *_: Any, **options: Any) -> None:
        """Issue fund by fund, month by month; each is its own transaction."""
        on, by = self.day(options), system("issue_statements")
        authority_id = self.authority_id(options)
        funds = Fund.objects.all()
        if authority_id is not None:
            funds = funds.filter(authority_id=authority_id)
        due = [row for row in issued.list_due(funds=funds) if row.month <= on]
        if options["dry_run"]:
            months = sorted({f"{row.month:%Y-%m}" for row in due})
            said = f" ({', '.join(months)})" if months else ""
            self.stdout.write(f"{counted(len(due), 'statement')} would be issued on {on}{said}.")
            return
        issued_now, loaded = 0, issued.list_funds(due=due)
        for row in self.progress(due, total=len(due), title="Issuing statements"):
            fund = loaded[row.fund_id]
            with self.passing_over(what=f"{fund.reference} {row.month:%Y-%m}"):
                issued_now += statements.issue_once(
                    fund=fund, month=row.month, by=by, at=self.now(), on=on
                )[1]
        self.stdout.write(f"{counted(issued_now, 'statement')} issued on {on}.")
        self.leave()
