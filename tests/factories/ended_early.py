"""An order that ends with too little notice: 20.00 a day, and 15.00 published for that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
from typing import Any
from uuid import UUID

from accounts.permissions import Actor
from isf.models import CancellationCharge, Fund, Invoice
from isf.operations import cancellations, endings
from isf.operations.judging import LineSent
from isf.rules.promises import CancellationTerms
from tests.factories.borough import Borough
from tests.factories.money import DAY, FIFTEEN, MONDAY, Ordered, account, noon

LAST = MONDAY + 6 * DAY


@dataclass(kw_only=True)
class EndedEarly:
    """480.00 a week, paid for four weeks; `end` ends the order, told on the first day."""

    borough: Borough = field(default_factory=Borough)
    terms: CancellationTerms | None = FIFTEEN
    fund: Fund = field(init=False)
    order: Ordered = field(init=False)

    def __post_init__(self) -> None:
        self.fund = self.borough.open_fund()
        self.borough.pay(self.fund)
        self.order = self.borough.order(self.fund, 2000, weekdays=range(7), cancellation=self.terms)

    def end(
        self,
        last_day: date = LAST,
        *,
        on: date = MONDAY,
        by: Actor | None = None,
        shown_pence: int | None = None,
    ) -> int:
        return endings.end(
            order=self.order.order,
            ends_on=last_day,
            by=by or self.borough.budget_holder,
            at=noon(on),
            on=on,
            shown_pence=shown_pence,
        )

    @property
    def charge(self) -> CancellationCharge:
        return CancellationCharge.objects.get(promise__order=self.order.order)

    def line(self, pence: int = 1500, **more: Any) -> LineSent:
        charge: UUID = more.pop("charge", None) or self.charge.reference
        facts: dict[str, Any] = {
            "delivery": charge,
            "order": self.order.order,
            "line": self.order.line,
            "service": "Support at home",
            "day": LAST,
            "starts_at": time(0),
            "quantity": Fraction(1),
            "price_pence": pence,
            "is_charge": True,
        }
        return LineSent(**facts | more)

    def bill(self, *lines: LineSent, on: date = MONDAY, **more: Any) -> Invoice:
        return self.borough.bill(self.fund, lines or [self.line()], on=on, **more)

    def let_go(self, on: date, *, by: Actor | None = None) -> int:
        by = by or self.borough.finance
        return cancellations.release_late(fund_id=self.fund.pk, by=by, at=noon(on), on=on)

    @property
    def held(self) -> tuple[int, int]:
        """Posted and set aside, whole pence."""
        row = account(self.fund)
        return row.posted, row.reserved
