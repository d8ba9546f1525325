"""What a fund sets against a new order: what still runs, in as many queries however much ran."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from isf import api
from isf.operations import endings
from isf.queries.standing import get_standing
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, noon, planned

pytestmark = pytest.mark.django_db


@pytest.mark.rule("ISF-RES-6")
def test_orders_that_ended_before_cost_and_count_nothing() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)

    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            effect = api.effect_of(
                by=borough.budget_holder,
                fund=fund.reference,
                plan=planned(10000, weekdays=[0], starts_on=MONDAY + WEEK),
                what="support",
                at=noon(MONDAY),
            )
        assert effect.fits
        assert (effect.promised_weekly_pence, effect.left_weekly_pence) == (100, 33100)
        return len(told)

    borough.order(fund, 100, weekdays=[1])
    before = queries()
    for _ in range(3):
        borough.order(fund, 1000, weekdays=[2], ends_on=MONDAY + WEEK - DAY)
    ended = borough.order(fund, 1000, weekdays=[3])
    endings.end(
        order=ended.order,
        ends_on=MONDAY + WEEK - DAY,
        by=borough.budget_holder,
        at=noon(MONDAY),
        on=MONDAY,
    )
    assert queries() == before
    standing = get_standing(fund=fund, state="OPEN", from_on=MONDAY + WEEK, on=MONDAY)
    assert [plan.lines[0].weekdays for plan in standing.running] == [frozenset({1})]
    assert standing.funded_through == MONDAY + WEEK - DAY


@pytest.mark.rule("ISF-RES-6")
def test_an_order_that_ends_in_the_week_still_counts_in_it() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.order(fund, 40000, weekdays=[0], ends_on=MONDAY + WEEK)
    effect = api.effect_of(
        by=borough.budget_holder,
        fund=fund.reference,
        plan=planned(3201, weekdays=[4], starts_on=MONDAY + WEEK + 4 * DAY),
        what="support",
        at=noon(MONDAY),
    )
    assert (effect.week, effect.fits) == (MONDAY + WEEK, False)
    assert (effect.promised_weekly_pence, effect.left_weekly_pence) == (40000, -1)


@pytest.mark.rule("ISF-RES-6")
@pytest.mark.parametrize(("over", "fits"), [(0, True), (1, False)])
def test_all_that_is_available_may_be_asked_for_and_not_a_penny_more(over: int, fits: bool) -> None:
    """One week of 480.00 less the fee leaves 432.00, of which 32.00 are spent."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.buy(fund, 3200 + over)
    effect = api.effect_of(
        by=borough.budget_holder,
        fund=fund.reference,
        plan=planned(40000, weekdays=[4], ends_on=MONDAY + WEEK - DAY),
        what="support",
        at=noon(MONDAY),
    )
    assert (effect.available_pence, effect.needs_pence) == (40000 - over, 40000)
    assert (effect.refused, effect.fits) == (None, fits)
