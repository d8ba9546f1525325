"""Pay what is due on a day, in advance, to every fund; run it again and nothing is paid twice."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from accounts.permissions import Actor, system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.models import Fund
from isf.operations import allocations
from isf.queries import due
from isf.rules.schedule import Period


class Command(MoneyCommand):
    """`manage.py pay_allocations --on DATE [--dry-run]` (ISF-FUN-1)."""

    help = "Pays the allocations due on a day, and sets aside the fee and running orders."

    def handle(self, *_: Any, **options: Any) -> None:
        """Pay fund by fund; each is its own transaction."""
        on, by = self.day(options), system("pay_allocations")
        rows = due.list_periods(authority_id=self.authority_id(options), on=on)
        paid = total = 0
        for fund, periods in self.progress(rows, total=len(rows), title="Paying allocations"):
            with self.passing_over(what=f"fund {fund.reference}"):
                for amount in self.pay(fund=fund, periods=periods, by=by, on=on, options=options):
                    paid, total = paid + 1, total + amount
        word = "would be paid" if options["dry_run"] else "paid"
        self.stdout.write(f"{counted(paid, 'allocation')} {word} on {on}, {pounds(total)} in all.")
        self.leave()

    def pay(
        self, *, fund: Fund, periods: list[Period], by: Actor, on: date, options: dict[str, Any]
    ) -> Iterator[int]:
        """Pay a fund's periods, and give what each of them got now; whole pence."""
        dry, before = options["dry_run"], 0
        for period in periods:
            done = allocations.pay(
                fund_id=fund.pk, period=period, by=by, at=self.now(), on=on, keep=not dry
            )
            amount = max(done.amount_pence - before, 0) if dry or done.is_new else 0
            if dry:  # nothing was written, so the next amount includes this one
                before += amount
            if (amount and options["verbosity"] > 1) or dry:
                days = f"{period.first_on} to {period.last_on}"
                self.stdout.write(f"{fund.reference}  {days}  {pounds(amount)}")
            if amount:
                yield amount
