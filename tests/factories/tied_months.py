"""A tied budget that lived a month and a bit, with something of everything."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from isf.models import Fund, IssuedStatement
from isf.operations import months, topups
from isf.queries import issued
from isf.web.forms.tied_parts import named
from tests.factories import isf, issuing
from tests.factories.borough import Borough
from tests.factories.leaving import Leaving
from tests.factories.money import MONDAY, WEEK, line_sent, noon
from tests.factories.notices import give
from tests.factories.tied import buy, tied_fund

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
APRIL_30, JUNE_2 = date(2026, 4, 30), date(2026, 6, 2)
MONDAYS = (0,)
# Five weeks paid, of which the days to the last stay: 29 of 35.
LEFT = {"core": 310_022, "personal": 82_671, "cash": 20_669}


def lived(borough: Borough) -> Fund:
    """997.77 a week in three parts with a fee of a tenth, paid for eight weeks.

    In April: a visit of 100.00 for the core, a purchase of 205.00 for which cash has not enough,
    10.00 granted and 5.00 added for an order, and the fee.
    """
    fund = tied_fund(borough, rate_bp=1_000)
    borough.pay(fund)
    borough.grant(fund, 1_000)
    order = borough.order(fund, 10_000, weekdays=MONDAYS, part="core")
    borough.deliver(order, MONDAY)
    borough.approve(borough.bill(fund, [line_sent(order, MONDAY)]))
    topups.receive(
        fund_id=fund.pk,
        paid=topups.Paid(reference=UUID(int=5), order=order.order, pence=500),
        by=borough.finance,
        at=noon(MONDAY),
        on=MONDAY,
    )
    buy(borough, fund, 18_000, "cash")
    borough.charge(fund, APRIL_30, on=APRIL_30)
    borough.pay(fund, MONDAY + 4 * WEEK)
    return fund


def close(borough: Borough, *each: date, on: date = JUNE_2) -> None:
    for month in each:
        months.close(
            authority_id=borough.authority.pk,
            month=month,
            by=borough.finance,
            at=noon(on),
            on=on,
        )


def issue(fund: Fund, month: date, *, on: date = JUNE_2) -> IssuedStatement:
    """The statement of a month; the fund is loaded with its people first."""
    due = list(issued.list_due(funds=Fund.objects.filter(pk=fund.pk)))
    loaded = issued.list_funds(due=due)[fund.pk]
    return issuing.issue(loaded, month, on=on)


class LeavingTied(Leaving):
    """A fund of 997.77 a week in three parts, paid for five weeks, notice on the first day."""

    def __post_init__(self) -> None:
        self.fund = tied_fund(self.borough)
        self.borough.pay(self.fund, weeks=5)
        give(self.fund, self.borough.budget_holder)


def tied_month(place: isf.Borough, **person: Any) -> IssuedStatement:
    """The first month of a tied fund of an invented borough, closed and issued today."""
    fund = place.fund(
        person=place.person(**person),
        weeks_ago=9,
        weekly_pence=99_777,
        parts=[named(name="Core", share_bp=9_500), named(name="Cash", share_bp=500)],
    )
    month = fund.deployment.starts_on.replace(day=1)
    place.grant(fund, pence=5_000, on=fund.deployment.starts_on)
    for part, pence in (("core", 20_000), ("cash", 4_500), ("", 250)):
        place.buy(fund, pence=pence, on=fund.deployment.starts_on, part=part)
    place.charge(fund, month=month)
    issuing.close(place, month)
    return issuing.issue(fund, month, on=place.today)
