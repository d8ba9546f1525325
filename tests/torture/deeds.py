"""Deeds that have a key of their own: done again, they are the same deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from isf.models import Fund
from isf.models.journal import JournalEntry
from isf.operations import purchases
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, bought, noon
from tests.torture.findings import must

SMALL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something asked for under a key, and the entry it must leave exactly once."""

    name: str
    key: str
    ask: Callable[[], Any]
    writes: str = "isf_posting"

    def times(self) -> int:
        return JournalEntry.objects.filter(key=self.key).count()

    def must_be_done(self, times: int, when: str) -> None:
        found = self.times()
        must(found == times, f"{self.name} {self.key} was done {found} times {when}")


@dataclass(slots=True)
class Desk:
    """Funds with plenty of money, and deeds of a few pence; committed, not rolled back."""

    number: int = 0
    borough: Borough = field(default_factory=Borough)
    funds: list[Fund] = field(default_factory=list)
    actors: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for _ in range(3):
            person = make.Person(authority=self.borough.authority)
            by_themself = make.actor_for_person(person)
            fund = self.borough.open_fund(person=person)
            self.borough.pay(fund, weeks=4)
            self.funds.append(fund)
            self.actors[fund.pk] = by_themself

    def next(self) -> Deed:
        """A grant, a purchase and an order, one after the other."""
        self.number += 1
        kinds = (self.grant, self.buy, self.order)
        return kinds[self.number % 3](self.number, self.funds[self.number % len(self.funds)])

    def grant(self, number: int, fund: Fund) -> Deed:
        key = f"{self.borough.authority.pk}-{number}"
        ask = partial(self.borough.grant, fund, SMALL, key=key)
        return Deed(name="a grant", key=f"grant:{key}", ask=ask)

    def buy(self, number: int, fund: Fund, pence: int = SMALL) -> Deed:
        reference = UUID(int=(self.borough.authority.pk << 64) + number)
        shop = Shop(by=self.actors[fund.pk], fund=fund, pence=pence, reference=reference)
        return Deed(name="a purchase", key=f"purchase:{reference}", ask=shop.buy)

    def order(self, number: int, fund: Fund) -> Deed:
        order = UUID(int=(self.borough.authority.pk << 64) + number)
        ends_on, by = MONDAY + 6 * DAY, self.actors[fund.pk]
        facts = {"weekdays": [0], "ends_on": ends_on, "order": order, "by": by}
        ask = partial(self.borough.order, fund, SMALL, **facts)
        key = f"order:{order}:place"
        return Deed(name="an order", key=key, ask=ask, writes="isf_reservationevent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """One purchase, by the person whose fund it is."""

    by: Any
    fund: Fund
    pence: int
    reference: UUID

    def buy(self) -> Any:
        return purchases.record(
            fund_id=self.fund.pk,
            bought=bought(self.pence),
            by=self.by,
            at=noon(MONDAY),
            on=MONDAY,
            reference=self.reference,
        )
