"""How long the money lasts if everything goes as planned."""

from __future__ import annotations

from dataclasses import replace

from isf.rules.money_left import WEEKS_SHOWN, planned, weeks_ahead
from isf.web.presenters.fund_pages import chart
from tests.unit.isf.plans import DAY, MONDAY, WEEK, plan, plan_line, terms

SUNDAY = MONDAY + WEEK - DAY


def test_each_week_adds_what_comes_in_and_takes_what_is_planned() -> None:
    """480.00 in, 48.00 fee and 400.00 of visits out: 32.00 more each week."""
    shown = weeks_ahead(
        left_pence=1000,
        terms=terms(),
        plans=[plan(plan_line(40000), weeks=None)],
        from_on=MONDAY,
        funded_through=MONDAY - DAY,
    )
    assert len(shown) == WEEKS_SHOWN
    assert [(w.comes_in, w.goes_out, w.left) for w in shown[:2]] == [
        (48000, 44800, 4200),
        (48000, 44800, 7400),
    ]


def test_weeks_that_are_paid_already_change_nothing() -> None:
    """Their money has come in and their visits are set aside."""
    shown = weeks_ahead(
        left_pence=1000,
        terms=terms(),
        plans=[plan(plan_line(43200), weeks=None)],
        from_on=MONDAY,
        funded_through=SUNDAY,
    )
    assert [(w.comes_in, w.goes_out, w.left) for w in shown[:2]] == [
        (0, 0, 1000),
        (48000, 48000, 1000),
    ]


def test_the_week_in_which_the_paid_days_end_counts_the_rest_of_its_days() -> None:
    """Paid through Wednesday: four sevenths of 480.00 and of the fee remain."""
    shown = weeks_ahead(
        left_pence=0,
        terms=terms(),
        plans=[plan(plan_line(100, weekdays=(0, 6)), weeks=None)],
        from_on=MONDAY,
        funded_through=MONDAY + 2 * DAY,
    )
    assert (shown[0].comes_in, shown[0].goes_out) == (27428, 2842)  # 274.28, 27.428 + 1.00


def test_money_can_run_out() -> None:
    shown = weeks_ahead(
        left_pence=100,
        terms=terms(0),
        plans=[plan(plan_line(60), weeks=None)],
        from_on=MONDAY,
        funded_through=MONDAY - DAY,
    )
    assert [week.left for week in shown[:3]] == [40, -20, -80]


def test_planned_is_the_sum_of_the_visits() -> None:
    two = [plan(plan_line(100, weekdays=(0, 2))), plan(plan_line(7, weekdays=(1,)), weeks=1)]
    assert planned(plans=two, first_on=MONDAY, last_on=MONDAY + WEEK) == 100 + 100 + 7 + 100


def test_the_weeks_end_with_the_last_day_of_the_fund() -> None:
    """Three weeks and two days: the last brings two sevenths of 480.00 and takes of the fee."""
    last_day = MONDAY + 3 * WEEK + DAY
    bound = replace(terms(), term=replace(terms().term, ends_on=last_day))
    shown = weeks_ahead(
        left_pence=1000, terms=bound, plans=[], from_on=MONDAY, funded_through=MONDAY - DAY
    )
    assert [week.comes_in for week in shown] == [48000, 48000, 48000, 13714]
    drawn = chart(weeks=shown, ends_on=last_day)
    assert drawn is not None
    assert f"until the fund ends on {last_day.day} {last_day:%B %Y}: £1,429.42" in drawn.meaning


def test_a_fund_that_is_over_lasts_no_more() -> None:
    bound = replace(terms(0), term=replace(terms(0).term, ends_on=MONDAY - DAY))
    after = weeks_ahead(
        left_pence=1000, terms=bound, plans=[], from_on=MONDAY, funded_through=MONDAY - DAY
    )
    assert after == []
