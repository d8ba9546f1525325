"""Charge the management fee of every month that is over; run it again and nothing is charged."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from accounts.permissions import Actor, system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.models import Fund
from isf.operations import fees
from isf.queries import due


class Command(MoneyCommand):
    """`manage.py charge_fees --on DATE [--dry-run]` (ISF-FEE-2, ISF-FEE-7)."""

    help = "Charges the management fee of months that are over, never above the caps."

    def handle(self, *_: Any, **options: Any) -> None:
        """Charge fund by fund, month by month; each is its own transaction."""
        on, by = self.day(options), system("charge_fees")
        rows = due.list_months(authority_id=self.authority_id(options), on=on)
        count = total = owed = 0
        for fund, months in self.progress(rows, total=len(rows), title="Charging fees"):
            last = None
            with self.passing_over(what=f"fund {fund.reference}"):
                for last in self.charge(
                    fund=fund, months=months, by=by, on=on, dry=options["dry_run"]
                ):
                    new = options["dry_run"] or last.is_new
                    count, total = count + new, total + last.charged_pence
            owed += last.owed_pence if last else 0
        word = "would be charged" if options["dry_run"] else "charged"
        self.stdout.write(
            f"{counted(count, 'fee')} {word} on {on}, {pounds(total)}; {pounds(owed)} owed."
        )
        self.leave()

    def charge(
        self, *, fund: Fund, months: list[date], by: Actor, on: date, dry: bool
    ) -> Iterator[fees.FeeCharged]:
        """Charge a fund's months; tried out, the last one includes those before it."""
        for month in months[-1:] if dry else months:
            done = fees.charge(
                fund_id=fund.pk, month=month, by=by, at=self.now(), on=on, keep=not dry
            )
            if dry:
                self.stdout.write(f"{fund.reference}  {month:%Y-%m}  {pounds(done.charged_pence)}")
            yield done
