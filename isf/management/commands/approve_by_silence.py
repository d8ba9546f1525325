"""Approve bills that have waited longer than the policy says, only where that was consented to."""

from contextlib import suppress
from typing import Any

from accounts.permissions import system
from isf.management.runs import MoneyCommand, counted, pounds
from isf.operations import decisions
from isf.queries import due


class Command(MoneyCommand):
    """`manage.py approve_by_silence --on DATE` (ISF-BIL-3)."""

    help = "Approves lines nobody answered in time, where the person agreed to that."

    def handle(self, *_: Any, **options: Any) -> None:
        """Approve invoice by invoice; each is its own transaction."""
        on, by = self.day(options), system("approve_by_silence")
        invoices = due.list_silent(authority_id=self.authority_id(options), on=on)
        if options["dry_run"]:
            self.stdout.write(f"{counted(len(invoices), 'invoice')} would be looked at on {on}.")
            return
        count = total = 0
        for invoice_id in self.progress(invoices, total=len(invoices), title="Approving"):
            with suppress(decisions.NothingToDecide), self.passing_over(what=f"bill {invoice_id}"):
                done = decisions.approve_by_silence(
                    invoice_id=invoice_id, by=by, at=self.now(), on=on
                )
                count, total = count + len(done.approved), total + done.paid_pence
        self.stdout.write(f"{counted(count, 'line')} approved by silence on {on}, {pounds(total)}.")
        self.leave()
