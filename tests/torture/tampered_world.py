"""A sealed borough whose rows are tampered with, and places where that must be found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from isf.models import Fund
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent
from isf.operations import seals
from tests.factories.borough import Borough
from tests.factories.lives import LATER, two_funds
from tests.factories.money import DAY, noon

GRANTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a change must be found: the fund, the number in its chain, and words of the finding."""

    fund: str
    seq: int
    says: str = ""


@dataclass(slots=True, kw_only=True)
class World:
    """A sealed borough of two funds, and a seeded choice among its rows."""

    random: Random
    borough: Borough = field(default_factory=two_funds)

    def __post_init__(self) -> None:
        """Grants at the end of each chain: entries that nothing else hangs on."""
        for fund in self.funds():
            for number in range(GRANTS):
                day = LATER + number * DAY
                self.borough.grant(fund, 100 + number, key=f"{fund.pk}-{number}", on=day)
        day = LATER + timedelta(days=GRANTS)
        seals.seal(
            authority_id=self.borough.authority.pk,
            day=day,
            by=self.borough.finance,
            at=noon(day),
        )

    def funds(self) -> list[Fund]:
        return list(Fund.objects.filter(authority=self.borough.authority).order_by("id"))

    def fund(self) -> Fund:
        return self.random.choice(self.funds())

    def posting(self, **which: Any) -> Posting:
        rows = Posting.objects.filter(entry__fund__in=self.funds(), **which)
        return self.random.choice(list(rows.select_related("entry").order_by("id")))

    def event(self) -> ReservationEvent:
        rows = ReservationEvent.objects.filter(entry__fund__in=self.funds())
        return self.random.choice(list(rows.select_related("entry").order_by("id")))

    def entry(self, *, before_last: int = 0) -> JournalEntry:
        fund = self.fund()
        rows = JournalEntry.objects.filter(fund=fund, seq__lte=fund.seq - before_last)
        return self.random.choice(list(rows.order_by("seq")))

    def place(self, entry: JournalEntry, says: str = "") -> Place:
        fund = Fund.objects.get(pk=entry.fund_id)
        return Place(fund=str(fund.reference), seq=entry.seq, says=says)
