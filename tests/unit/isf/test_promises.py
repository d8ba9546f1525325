"""An order is promised week by week: what fits to the penny, and the first week that does not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from accounts.enums import DayType, Nation
from isf.rules.promises import (
    PlanImpossible,
    PromiseTooLarge,
    check_plan,
    check_promise,
    horizon,
    visit_pence,
    visits,
    weeks,
)
from tests.unit.isf.plans import DAY, MONDAY, WEEK, plan, plan_line, terms

DEARER_DAYS = {
    DayType.WEEKDAY: 2000,
    DayType.SATURDAY: 2500,
    DayType.SUNDAY: 3000,
    DayType.BANK_HOLIDAY: 4000,
}


def too_large(**given: object) -> PromiseTooLarge | None:
    arguments = {"running": [], "terms": terms(), "set_aside_pence": 0} | given
    try:
        check_promise(**arguments)  # type: ignore[arg-type]
    except PromiseTooLarge as refusal:
        return refusal
    return None


@pytest.mark.rule("ISF-BIL-8")
def test_a_visit_costs_the_price_of_its_day_for_all_workers() -> None:
    line = plan_line(DEARER_DAYS, quantity="3/4", workers=2)
    prices = [
        visit_pence(line=line, nation=Nation.ENGLAND, day=day)
        for day in (date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 7), date(2026, 5, 25))
    ]
    assert prices == [3000, 3750, 4500, 6000]


def test_a_bank_holiday_of_one_nation_is_a_weekday_in_another() -> None:
    line, day = plan_line(DEARER_DAYS), date(2026, 8, 31)
    assert visit_pence(line=line, nation=Nation.ENGLAND, day=day) == 4000
    assert visit_pence(line=line, nation=Nation.SCOTLAND, day=day) == 2000


def test_visits_come_by_day_and_only_inside_the_plan() -> None:
    two = plan(
        plan_line(100, weekdays=(0, 2), number=1), plan_line(50, weekdays=(2,), number=2), weeks=1
    )
    found = list(visits(plan=two, first_on=MONDAY - WEEK, last_on=MONDAY + 9 * WEEK))
    assert [(v.day - MONDAY, v.line.int, v.pence) for v in found] == [
        (0 * DAY, 1, 100),
        (2 * DAY, 1, 100),
        (2 * DAY, 2, 50),
    ]
    assert list(visits(plan=two, first_on=MONDAY + DAY, last_on=MONDAY + DAY)) == []


@pytest.mark.rule("ISF-RES-6")
def test_a_week_may_be_promised_to_the_penny() -> None:
    """480.00 less a fee of 48.00 leaves 432.00 a week."""
    assert too_large(plan=plan(plan_line(43200))) is None
    refusal = too_large(plan=plan(plan_line(43201)))
    assert refusal is not None
    assert (refusal.week, refusal.promised, refusal.may_promise) == (MONDAY, 43201, 43200)


@pytest.mark.rule("ISF-RES-6")
def test_comparisons_are_exact_and_never_rounded_up() -> None:
    """480.01 less 48.001 leaves 432.009: 432.00 fits, 432.01 does not."""
    odd = terms(48001)
    assert too_large(plan=plan(plan_line(43200)), terms=odd) is None
    refusal = too_large(plan=plan(plan_line(43201)), terms=odd)
    assert refusal is not None
    assert refusal.may_promise == Fraction(432009, 10)


@pytest.mark.rule("ISF-RES-6")
def test_running_orders_count_in_every_week_they_share() -> None:
    running = plan(plan_line(21000, weekdays=(6,)), weeks=2)
    assert too_large(plan=plan(plan_line(22200)), running=[running]) is None
    assert too_large(plan=plan(plan_line(22201)), running=[running]) is not None
    after = plan(plan_line(43200), starts_on=MONDAY + 2 * WEEK)
    assert too_large(plan=after, running=[running]) is None


@pytest.mark.rule("ISF-RES-6")
def test_only_days_inside_the_agreement_bring_money() -> None:
    """An agreement from Thursday on has four sevenths of 432.00 that week: 246.857."""
    thursday = MONDAY + 3 * DAY
    young = terms(starts_on=thursday)
    order = plan(plan_line(24686, weekdays=(4,)), starts_on=thursday, ends_on=MONDAY + 6 * DAY)
    refusal = too_large(plan=order, terms=young)
    assert refusal is not None
    assert refusal.may_promise == Fraction(43200 * 4, 7)
    fits = plan(plan_line(24685, weekdays=(4,)), starts_on=thursday, ends_on=MONDAY + 6 * DAY)
    assert too_large(plan=fits, terms=young) is None


@pytest.mark.rule("ISF-RES-6")
def test_an_open_ended_order_meets_a_cut_that_is_already_known() -> None:
    cut = terms(later=((MONDAY + 30 * WEEK, 40000),))
    assert too_large(plan=plan(plan_line(36000), weeks=None), terms=cut) is None
    refusal = too_large(plan=plan(plan_line(36001), weeks=None), terms=cut)
    assert refusal is not None
    assert refusal.week == MONDAY + 30 * WEEK


@pytest.mark.rule("ISF-RES-6")
def test_an_open_ended_order_meets_the_dearest_week_of_a_year() -> None:
    """Christmas Day 2026 is a Friday: that week costs more than all others."""
    line = plan_line({**dict.fromkeys(DayType, 43200), DayType.BANK_HOLIDAY: 43201}, weekdays=(4,))
    refusal = too_large(plan=plan(line, weeks=None))
    assert refusal is not None
    assert refusal.week == date(2026, 12, 21)


@pytest.mark.rule("ISF-RES-6")
@pytest.mark.parametrize(("set_aside_pence", "fits"), [(399, False), (400, True)])
def test_what_all_weeks_lack_together_must_be_set_aside(set_aside_pence: int, fits: bool) -> None:
    """Four weeks of 433.00 where 432.00 come in."""
    refusal = too_large(plan=plan(plan_line(43300)), set_aside_pence=set_aside_pence)
    assert (refusal is None) is fits
    assert refusal is None or refusal.week == MONDAY + 3 * WEEK


@pytest.mark.rule("ISF-RES-6")
def test_what_another_order_set_aside_is_not_asked_for_again() -> None:
    """The running order lacks 8.00 a week and has set it aside; the new one lacks its own 5.00."""
    running = plan(plan_line(44000))
    small = plan(plan_line(500), weeks=1)
    assert too_large(plan=small, running=[running], set_aside_pence=500) is None
    assert too_large(plan=small, running=[running], set_aside_pence=499) is not None


def test_the_horizon_is_the_end_or_a_year_past_the_last_known_change() -> None:
    ending = plan(plan_line(1), weeks=3)
    assert horizon(plan=ending, terms=terms(), running=[]) == MONDAY + 3 * WEEK - DAY
    cut = terms(later=((MONDAY + 30 * WEEK, 40000),))
    open_ended = horizon(plan=plan(plan_line(1), weeks=None), terms=cut, running=[])
    assert open_ended == MONDAY + 30 * WEEK + 371 * DAY
    beside = plan(plan_line(1), starts_on=MONDAY + 40 * WEEK)
    longer = horizon(plan=plan(plan_line(1), weeks=None), terms=cut, running=[beside])
    assert longer > open_ended


def test_weeks_run_from_monday_to_sunday() -> None:
    found = list(weeks(plans=[], terms=terms(), first_on=MONDAY + 2 * DAY, last_on=MONDAY + WEEK))
    assert [week.monday for week in found] == [MONDAY, MONDAY + WEEK]
    assert [week.may_promise for week in found] == [43200, 43200]


@pytest.mark.parametrize(
    ("impossible", "what"),
    [
        (plan(plan_line(1), ends_on=MONDAY - DAY), "ends before"),
        (plan(), "no day"),
        (plan(plan_line(1, weekdays=())), "no day"),
        (plan(plan_line(1, weekdays=(7,))), "no day"),
        (plan(plan_line(1, quantity=0)), "no length"),
        (plan(plan_line(1, quantity=-1)), "no length"),
        (plan(plan_line(1, workers=0)), "no length"),
        (plan(plan_line(-1)), "below nothing"),
    ],
)
def test_what_nobody_could_deliver_is_refused(impossible: object, what: str) -> None:
    with pytest.raises(PlanImpossible, match=what):
        check_plan(plan=impossible, set_aside_pence=0)  # type: ignore[arg-type]


def test_setting_aside_less_than_nothing_is_refused() -> None:
    check_plan(plan=plan(plan_line(0)), set_aside_pence=0)
    with pytest.raises(PlanImpossible):
        check_plan(plan=plan(plan_line(0)), set_aside_pence=-1)
