"""A fund on its way out: notice given, an order running, another place for the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.permissions import Actor
from isf.enums import ClosingPlace
from isf.models import Fund
from isf.operations import closing_places, closings
from isf.operations.closings import Stepped
from tests.factories.ending import Ending
from tests.factories.money import DAY, noon
from tests.factories.notices import LAST, give

UNTIL = LAST + 28 * DAY


@dataclass(kw_only=True)
class Leaving(Ending):
    """480.00 a week paid for five weeks, notice on the first day, one visit of 20.00 a day."""

    target: Fund | None = None

    def __post_init__(self) -> None:
        self.fund = self.borough.open_fund()
        self.borough.pay(self.fund, weeks=5)
        self.order = self.borough.order(self.fund, 2000, weekdays=range(7), ends_on=LAST)
        give(self.fund, self.borough.budget_holder)

    def other(self, **more: Any) -> Fund:
        """The fund after this one, which begins the day after."""
        return self.borough.open_fund(starts_on=LAST + DAY, **more)

    def choose(
        self,
        place: ClosingPlace,
        target: Fund | None = None,
        *,
        by: Actor | None = None,
        reference: UUID | None = None,
    ) -> Any:
        return closing_places.choose(
            fund_id=self.fund.pk,
            place=place,
            target=target.reference if target else None,
            reference=reference or uuid4(),
            by=by or self.borough.budget_holder,
            at=noon(LAST),
        )

    def begin(self, on: date = LAST, *, by: Actor | None = None, keep: bool = True) -> Stepped:
        by = by or self.borough.finance
        return closings.begin(fund_id=self.fund.pk, by=by, at=noon(on), on=on, keep=keep)
