"""What a person may ask of an offer, at the edges."""

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from marketplace.enums import Grade, Unit
from marketplace.rules import orders
from marketplace.rules.orders import Problem

TODAY = date(2026, 6, 1)  # a Monday
OFFERED = orders.Offered(
    unit=Unit.HOUR,
    grades=frozenset({Grade.BASIC}),
    weekdays=frozenset(range(5)),
    opens_at=time(8),
    closes_at=time(20),
)
VISIT = orders.Line(weekdays=frozenset({0, 2}), starts_at=time(8), quantity=Fraction(2), workers=1)
SPAN = {"starts_on": TODAY, "ends_on": None, "grade": Grade.BASIC}


def check(*lines, offered=OFFERED, **changes):
    request = orders.Request(
        token=UUID(int=1),
        offer=UUID(int=2),
        version=1,
        fund=UUID(int=3),
        lines=lines,
        **(SPAN | changes),
    )
    return orders.check(offered=offered, request=request, today=TODAY)


def problems(*lines, **changes):
    with pytest.raises(orders.NotOrderable) as refused:
        check(*lines, **changes)
    return [refusal.problem for refusal in refused.value.refusals]


def test_what_the_offer_covers_can_be_ordered():
    assert check(VISIT) is None


@pytest.mark.parametrize(
    "edge",
    [
        {"starts_at": time(18)},
        {"quantity": Fraction(12)},
        {"quantity": Fraction(3, 4)},
        {"workers": 4},
    ],
)
def test_the_last_visit_that_is_still_possible(edge):
    assert check(replace(VISIT, **edge)) is None


@pytest.mark.parametrize("edge", [{"starts_on": TODAY + timedelta(days=365)}, {"ends_on": TODAY}])
def test_the_last_days_that_are_still_possible(edge):
    assert check(VISIT, **edge) is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"weekdays": frozenset()}, Problem.DAYS_MISSING),
        ({"weekdays": frozenset({5})}, Problem.DAY_NOT_OFFERED),
        ({"starts_at": time(7, 59)}, Problem.TIME_NOT_OFFERED),
        ({"starts_at": time(18, 1)}, Problem.TIME_NOT_OFFERED),
        ({"quantity": Fraction(0)}, Problem.QUANTITY_WRONG),
        ({"quantity": Fraction(1, 7)}, Problem.QUANTITY_NOT_WHOLE),
        ({"workers": 0}, Problem.WORKERS_WRONG),
        ({"workers": 5}, Problem.WORKERS_WRONG),
    ],
)
def test_each_refusal_of_a_visit_has_its_own_name(change, problem):
    assert problems(replace(VISIT, **change)) == [problem]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"starts_on": TODAY - timedelta(days=1)}, Problem.STARTS_IN_THE_PAST),
        ({"starts_on": TODAY + timedelta(days=366)}, Problem.STARTS_TOO_FAR_AHEAD),
        ({"starts_on": TODAY + timedelta(days=1), "ends_on": TODAY}, Problem.ENDS_BEFORE_START),
        ({"grade": Grade.SKILLED}, Problem.GRADE_NOT_OFFERED),
    ],
)
def test_each_refusal_of_the_whole_has_its_own_name(change, problem):
    assert problems(VISIT, **change) == [problem]


def test_a_visit_that_never_comes_before_the_end_is_named_with_its_place():
    thursday = replace(VISIT, weekdays=frozenset({3}))
    with pytest.raises(orders.NotOrderable) as refused:
        check(VISIT, thursday, ends_on=TODAY + timedelta(days=2))
    assert refused.value.refusals == (orders.Refusal(problem=Problem.NO_VISIT_BEFORE_END, line=1),)


def test_an_order_without_visits():
    assert problems() == [Problem.NO_LINES]


def test_two_visits_at_the_same_time_are_one_visit_with_two_workers():
    assert problems(VISIT, replace(VISIT, weekdays=frozenset({2, 3}))) == [Problem.SAME_TIME_TWICE]
    assert check(VISIT, replace(VISIT, weekdays=frozenset({1}))) is None


def test_items_come_whole_and_a_week_has_one_day():
    meals = replace(OFFERED, unit=Unit.ITEM)
    assert problems(replace(VISIT, quantity=Fraction(3, 2)), offered=meals) == [
        Problem.QUANTITY_NOT_WHOLE
    ]
    weeks = replace(OFFERED, unit=Unit.WEEK)
    assert problems(replace(VISIT, quantity=Fraction(1)), offered=weeks) == [
        Problem.ONE_DAY_FOR_A_WEEK
    ]


def test_without_opening_times_any_time_is_possible():
    always = replace(OFFERED, opens_at=None, closes_at=None)
    assert check(replace(VISIT, starts_at=time(23)), offered=always) is None
