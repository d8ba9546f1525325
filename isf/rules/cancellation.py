"""Charges for ending an order with less notice than its provider published."""

from datetime import date, timedelta

from accounts.rules.registry import rule
from isf.enums import CancellationKind
from isf.rules.entitlement import ONE_DAY
from isf.rules.promises import ONE_WEEK, CancellationTerms, Plan, visits


class ChargeNotShown(Exception):
    """A charge above what was shown to who ends an order (ISF-POR-2)."""

    rule = "ISF-POR-2"

    def __init__(self, *, pence: int, shown_pence: int, bill_until: date) -> None:
        self.pence = pence
        self.shown_pence = shown_pence
        self.bill_until = bill_until
        super().__init__(f"Ending it costs {pence} pence, and {shown_pence} were shown.")


@rule("ISF-POR-2", "Ending early costs what was published: an amount, or n days from being told.")
def charge_for(*, terms: CancellationTerms, plan: Plan, told_on: date, last_day: date) -> int:
    """What it costs to end a plan on a day, where its provider is told on another.

    Nothing where the notice is kept (told on 1 June with 7 days, 8 June keeps it), or where no
    visit was planned after the last day. Days count from the day after the provider is told.
    Units: whole pence. Source: ISF-POR-2.
    """
    if last_day >= told_on + timedelta(days=terms.notice_days):
        return 0
    first_on = last_day + ONE_DAY
    if terms.kind is CancellationKind.AMOUNT:
        begins = max(first_on, plan.starts_on)
        week = visits(plan=plan, first_on=begins, last_on=begins + ONE_WEEK - ONE_DAY)
        return terms.pence if any(True for _ in week) else 0
    until = told_on + timedelta(days=terms.days)
    first_on = max(first_on, told_on + ONE_DAY)
    return sum(visit.pence for visit in visits(plan=plan, first_on=first_on, last_on=until))
