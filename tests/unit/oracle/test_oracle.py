"""The oracle itself, against sums that stand in the rules."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.oracle import days, pence
from tests.oracle.plans import Held, Order, review, too_much
from tests.oracle.purse import Purse
from tests.oracle.story import Story
from tests.oracle.worth import Worth

APRIL = date(2026, 4, 1)
CAPS = ((date(2020, 1, 1), 1000, 1500),)


def worth(*rates: tuple[date, int], last: date = date(2027, 3, 31), **facts: Any) -> Worth:
    known: dict[str, Any] = {"ends": None, "caps": CAPS, "fees": ((APRIL, "RATE", 1000),)} | facts
    return Worth(Story(begins=rates[0][0], rates=rates, **known), last)


def test_a_rate_raised_in_the_middle_of_what_was_paid_posts_one_difference() -> None:
    four_weeks = APRIL + timedelta(days=27)
    raised = (four_weeks - timedelta(days=16), 52_000)
    before, after = worth((APRIL, 48_000)), worth((APRIL, 48_000), raised)
    assert before.entitled(four_weeks) == 192_000
    assert after.entitled(four_weeks) - before.entitled(four_weeks) == 9_714
    end, raised = date(2026, 4, 30), (date(2026, 4, 14), 52_000)
    after = worth((APRIL, 48_000), raised)
    assert after.entitled(end) - before.entitled(end) == 9_715


def test_the_fee_of_a_year_and_its_ceiling() -> None:
    year = worth((APRIL, 48_000))
    months = [year.fee(date(2026, 4, 30)), year.fee(date(2026, 5, 31))]
    assert months == [20_571, 20_571 + 21_257]
    assert year.fee(date(2027, 3, 31)) == 250_285
    assert year.ceilings(date(2027, 3, 31)) == (250_285, 250_285, 375_428)


def test_a_death_takes_back_the_days_after_it() -> None:
    paid = worth((APRIL, 48_000)).entitled(date(2026, 4, 28))
    assert paid - worth((APRIL, 48_000), ends=date(2026, 4, 10)).entitled(date(2026, 4, 28)) == (
        123_429
    )


def test_splits_and_visits() -> None:
    thirds = [Fraction(1)] * 3
    assert pence.shares(10_000, thirds) == [3_334, 3_333, 3_333]
    purposes = [Fraction(75), Fraction(20), Fraction(5)]
    assert pence.shares(99_777, purposes) == [74_833, 19_955, 4_989]
    assert pence.visit(2_410, Fraction(3, 4)) == 1_808


@pytest.mark.parametrize(
    ("left", "person", "council"), [(300_000, 24_000, 276_000), (1_234, 98, 1_136)]
)
def test_what_is_left_belongs_to_its_funders(left: int, person: int, council: int) -> None:
    weights = {"COUNCIL": Fraction(92), "PERSON": Fraction(8)}
    assert pence.to_funders(left, weights) == {"COUNCIL": council, "PERSON": person}


def test_notice_by_days_and_by_the_month() -> None:
    assert days.notice_ends(date(2027, 1, 31), "month") == date(2027, 2, 28)
    assert days.notice_ends(date(2026, 4, 27), "28") == date(2026, 5, 25)


def test_day_29_of_a_stay_is_nil_and_stays_a_week_apart_begin_anew() -> None:
    first = date(2026, 4, 6)
    back = first + timedelta(days=30)
    assert days.nil([(first, back)], back) == {back - timedelta(days=n) for n in (1, 2)}
    for home, nil in ((6, 3), (7, 2)):
        again = back + timedelta(days=home)
        stays = [(first, back), (again, again + timedelta(days=1))]
        assert len(days.nil(stays, again)) == nil


def test_a_surplus_is_more_than_so_many_weeks() -> None:
    for posted, is_case in ((192_000, False), (192_001, True)):
        held = Held(
            posted=posted,
            reserved=0,
            for_later_days=0,
            resting_on_later_days=0,
            saved_and_overdue=0,
            expired=Fraction(0),
            weekly=48_000,
        )
        assert review(held, 4) == (posted, is_case)


def test_a_week_promises_what_it_brings_after_the_fee_and_what_is_set_aside() -> None:
    monday = date(2026, 4, 6)
    fund = worth((monday, 48_000), fees=((monday, "RATE", 1000),))
    sunday = monday + timedelta(days=6)
    order = Order(first=monday, last=sunday, weekdays=frozenset({0}), pence=43_201)
    assert too_much(fund, order, [], 0) == monday
    assert too_much(fund, order, [], 1) is None


def test_tranches_are_spent_in_turn_and_alike_ones_in_proportion() -> None:
    purse = Purse()
    shares = {"COUNCIL": Fraction(92), "PERSON": Fraction(8)}
    for number, day in ((1, APRIL), (2, APRIL + days.ONE)):
        purse.bring(number, shares, received=day, purpose="", expires=None)
    purse.spend(3, 150, "", APRIL + days.ONE)
    assert purse.left() == {
        ("COUNCIL", APRIL + days.ONE, "", None): 46,
        ("PERSON", APRIL + days.ONE, "", None): 4,
    }
    purse.give_back([3], 75)
    assert purse.left()["PERSON", APRIL, "", None] == 2
    assert purse.left()["PERSON", APRIL + days.ONE, "", None] == 8
