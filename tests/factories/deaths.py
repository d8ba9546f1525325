"""A person who died: a fund that was paid beyond the day, an order that ran on, money saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from accounts.permissions import Actor
from isf.enums import AccountKind
from isf.models import Closing, Fund, Purpose
from isf.models.journal import JournalEntry
from isf.operations import banking, closings, deaths, grants, origins
from isf.operations.closings import Stepped
from isf.operations.deaths import Recorded, Said
from isf.rules.tranches import Party, Tranche
from tests.factories.borough import Borough
from tests.factories.ending import Ending
from tests.factories.money import DAY, MONDAY, WEEK, noon

DIED = MONDAY + 9 * DAY
TOLD = DIED + 2 * DAY
UNTIL = DIED + 28 * DAY
PAID_TO = MONDAY + 4 * WEEK - DAY


def die(
    borough: Borough,
    day: date | None = DIED,
    *,
    on: date = TOLD,
    by: Actor | None = None,
    reference: UUID | None = None,
    seen: int = 0,
    reason: str = "",
    person: Any = None,
    keep: bool = True,
) -> Recorded:
    """Record a death, or correct the record `seen`."""
    said = Said(reference=reference or uuid4(), day=day, seen=seen, reason=reason)
    return deaths.record(
        person_id=(person or borough.person).pk,
        said=said,
        by=by or borough.care_manager,
        at=noon(on),
        on=on,
        keep=keep,
    )


def shared_money(borough: Borough, fund: Fund, *, persons: int, council: int) -> None:
    """A grant that is the person's for one part and the council's for the rest, in pence."""
    pence = persons + council
    grants.pay(
        fund_id=fund.pk,
        pence=pence,
        key=f"shared-{pence}",
        by=borough.finance,
        at=noon(MONDAY),
        on=MONDAY,
    )
    entry = JournalEntry.objects.filter(fund=fund).latest("seq")
    parts = {AccountKind.PERSON: persons, AccountKind.COUNCIL: council}
    origins.keep(
        entry_id=entry.pk,
        pence=pence,
        tranches=[
            Tranche(
                entry_id=entry.pk,
                funder=Party(kind=kind),
                received_on=MONDAY,
                purpose="",
                expires_on=None,
                pence=Fraction(part),
            )
            for kind, part in parts.items()
        ],
    )


@dataclass(kw_only=True)
class Bereaved(Ending):
    """480.00 a week paid for four weeks, one visit of 20.00 a day without an end."""

    def __post_init__(self) -> None:
        self.fund = self.borough.open_fund()
        self.borough.pay(self.fund)
        self.order = self.borough.order(self.fund, 2000, weekdays=range(7))

    def die(self, day: date | None = DIED, **more: Any) -> Recorded:
        return die(self.borough, day, **more)

    def save(self, pence: int) -> Purpose:
        """Money saved for a purpose."""
        wish = banking.Wish(reference=uuid4(), name="A bed", target_on=PAID_TO, pence=pence)
        by = self.borough.budget_holder
        return banking.bank(fund_id=self.fund.pk, wish=wish, by=by, at=noon(MONDAY), on=MONDAY)

    def begin(self, on: date = TOLD) -> Stepped:
        by = self.borough.finance
        return closings.begin(fund_id=self.fund.pk, by=by, at=noon(on), on=on)

    def last_day(self) -> date | None:
        return Fund.objects.select_related("deployment").get(pk=self.fund.pk).deployment.ends_on

    def closing(self) -> Closing:
        return Closing.objects.get(fund=self.fund)
