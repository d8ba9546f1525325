"""How money carried from week to week, as the page of a fund draws it."""

from __future__ import annotations

import pytest

from isf.queries.carried import WEEKS_SHOWN, list_weeks
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK

pytestmark = pytest.mark.django_db


@pytest.mark.rule("ISF-ROL-1")
def test_what_is_not_spent_is_there_at_the_end_of_every_week() -> None:
    """1,920.00 on Monday, 20.00 spent on the first Sunday and 30.00 on the next Monday."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    borough.buy(fund, 2_000, on=MONDAY + 6 * DAY)
    borough.buy(fund, 3_000, on=MONDAY + WEEK)
    assert list_weeks(fund=fund, on=MONDAY + 6 * DAY) == []
    weeks = list_weeks(fund=fund, on=MONDAY + 3 * WEEK)
    assert [(week.monday, week.pence) for week in weeks] == [
        (MONDAY, 190_000),
        (MONDAY + WEEK, 187_000),
        (MONDAY + 2 * WEEK, 187_000),
    ]


@pytest.mark.rule("ISF-ROL-1")
def test_only_the_last_half_year_is_shown_and_it_begins_with_what_was_there() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    weeks = list_weeks(fund=fund, on=MONDAY + 40 * WEEK)
    assert len(weeks) == WEEKS_SHOWN
    assert (weeks[0].monday, weeks[-1].monday) == (MONDAY + 14 * WEEK, MONDAY + 39 * WEEK)
    assert {week.pence for week in weeks} == {192_000}
