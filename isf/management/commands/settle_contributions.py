"""Settle what people contribute for weeks that are over; run it again and nothing is settled."""

from datetime import date
from typing import Any

from accounts.permissions import Actor, system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.models import Fund
from isf.operations import contribution_weeks
from isf.queries import contributions


class Command(MoneyCommand):
    """`manage.py settle_contributions --on DATE [--dry-run]` (ISF-FUN-2, ISF-FUN-3)."""

    help = "Settles each week's contribution: at most the care delivered, the rest goes back."

    def handle(self, *_: Any, **options: Any) -> None:
        """Settle fund by fund; each is its own transaction."""
        on, by = self.day(options), system("settle_contributions")
        funds = contributions.list_to_settle(authority_id=self.authority_id(options), on=on)
        weeks = due = returned = 0
        for fund in self.progress(funds, total=len(funds), title="Settling contributions"):
            with self.passing_over(what=f"fund {fund.reference}"):
                done = self.settle(fund=fund, by=by, on=on, options=options)
                weeks += len(done.weeks)
                due += sum(week.due_pence for week in done.weeks)
                returned += done.returned_pence
        word = "would be settled" if options["dry_run"] else "settled"
        self.stdout.write(
            f"{counted(weeks, 'week')} {word} on {on}: {pounds(due)} due, "
            f"{pounds(returned)} returned to the council."
        )
        self.leave()

    def settle(
        self, *, fund: Fund, by: Actor, on: date, options: dict[str, Any]
    ) -> contribution_weeks.Settled:
        """One fund; tried out, each week that would be settled is named."""
        if not options["dry_run"]:
            return contribution_weeks.settle(fund_id=fund.pk, by=by, at=self.now(), on=on)
        tried = contributions.list_open_weeks(fund=fund, on=on)
        for week in tried:
            self.stdout.write(
                f"{fund.reference}  week from {week.monday}: {pounds(week.agreed_pence)} agreed, "
                f"{pounds(week.care_pence)} delivered, {pounds(week.due_pence)} due, "
                f"{pounds(week.gross_not_due_pence)} to return"
            )
        back = sum(week.gross_not_due_pence for week in tried)
        return contribution_weeks.Settled(weeks=tuple(tried), returned_pence=back)
