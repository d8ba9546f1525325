"""A fund that ends with an order running: what tests do to it, and look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from accounts.permissions import Actor
from isf.models import Fund, Invoice
from isf.operations import closings
from isf.operations.closings import Stepped
from tests.factories.borough import Borough
from tests.factories.money import Ordered, account, line_sent, noon


@dataclass(kw_only=True)
class Ending:
    """The fund and the order are made by who knows why they end."""

    borough: Borough = field(default_factory=Borough)
    fund: Fund = field(init=False)
    order: Ordered = field(init=False)

    def finish(self, on: date, *, by: Actor | None = None) -> Stepped:
        by = by or self.borough.finance
        return closings.finish(fund_id=self.fund.pk, by=by, at=noon(on), on=on)

    def deliver(self, *days: date) -> None:
        for day in days:
            self.borough.deliver(self.order, day)

    def bill(self, *days: date, on: date, number: str = "B1") -> Invoice:
        lines = [line_sent(self.order, day) for day in days]
        return self.borough.bill(self.fund, lines, on=on, number=number)

    def held(self, fund: Fund | None = None) -> tuple[int, int]:
        """Posted and set aside, whole pence."""
        row = account(fund or self.fund)
        return row.posted, row.reserved

    def state(self) -> str:
        return str(Fund.objects.get(pk=self.fund.pk).state)
