"""Charge the management fee of every month that is over; run it again and nothing is charged."""

from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import fees
from isf.queries import due


class Command(MoneyCommand):
    """`manage.py charge_fees --on DATE [--dry-run]` (ISF-FEE-2, ISF-FEE-7)."""

    help = "Charges the management fee of months that are over, never above the caps."

    def handle(self, *_: Any, **options: Any) -> None:
        """Charge fund by fund, month by month; each is its own transaction."""
        on, by = self.day(options), system("charge_fees")
        funds = due.list_funds(authority_id=self.authority_id(options), on=on)
        count = total = owed = 0
        for fund in self.progress(funds, total=len(funds), title="Charging fees"):
            last = None
            months = list(due.list_months(fund=fund, on=on))
            for month in months[-1:] if options["dry_run"] else months:
                last = fees.charge(
                    fund_id=fund.pk,
                    month=month,
                    by=by,
                    at=self.now(),
                    on=on,
                    keep=not options["dry_run"],
                )
                count, total = count + 1, total + last.charged_pence
                if options["dry_run"]:
                    self.stdout.write(
                        f"{fund.reference}  {month:%Y-%m}  {pounds(last.charged_pence)}"
                    )
            owed += last.owed_pence if last else 0
        word = "would be charged" if options["dry_run"] else "charged"
        self.stdout.write(
            f"{counted(count, 'fee')} {word} on {on}, {pounds(total)}; {pounds(owed)} owed."
        )
