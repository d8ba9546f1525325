"""Close funds whose last day has come, step by step; run it again and nothing moves twice."""

from datetime import date
from typing import Any

from accounts.permissions import system
from isf.enums import FundState
from isf.management.runs import MoneyCommand, counted, pounds
from isf.models import Fund
from isf.operations import closings
from isf.queries import closings as reads
from isf.rules.closing import StillDue, StillReserved


class Command(MoneyCommand):
    """`manage.py close_funds --on DATE [--dry-run]` (ISF-POR-3)."""

    help = "Takes the steps of closing that are due: on the last day, and when bills are settled."

    def handle(self, *_: Any, **options: Any) -> None:
        """Take one fund after the other; each step is its own transaction."""
        on, dry = self.day(options), options["dry_run"]
        rows = reads.list_due(authority_id=self.authority_id(options), on=on)
        begun = closed = moved = 0
        for fund in self.progress(rows, total=len(rows), title="Closing funds"):
            with self.passing_over(what=f"fund {fund.reference}"):
                for step in self.steps(fund=fund, on=on, dry=dry):
                    begun += step.state is FundState.CLOSING and fund.state == FundState.OPEN
                    closed += step.state is FundState.CLOSED != fund.state
                    moved += step.moved_pence
                    if dry:
                        self.stdout.write(f"{fund.reference}  {pounds(step.moved_pence)}")
        word = "would begin to close" if dry else "began to close"
        self.stdout.write(
            f"{counted(begun, 'fund')} {word} on {on}, {closed} closed, {pounds(moved)} moved."
        )
        self.leave()

    def steps(self, *, fund: Fund, on: date, dry: bool) -> list[closings.Stepped]:
        """The steps that may be taken now; what waits for bills or money waits."""
        done, by = [], system("close_funds")
        if fund.state == FundState.OPEN:
            done.append(closings.begin(fund_id=fund.pk, by=by, at=self.now(), on=on, keep=not dry))
            if dry:
                return done
        try:
            done.append(closings.finish(fund_id=fund.pk, by=by, at=self.now(), on=on, keep=not dry))
        except (StillReserved, StillDue) as waits:
            self.stdout.write(f"WAITS: fund {fund.reference}: {waits}")
        return done
