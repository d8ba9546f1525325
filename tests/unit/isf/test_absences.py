"""Time away: each boundary from both sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from isf.rules.absences import (
    AbsenceTerms,
    Stay,
    StayImpossible,
    StaysOverlap,
    check_stay,
    day_away,
    join,
    nil_days,
)
from isf.rules.entitlement import Days

pytestmark = pytest.mark.rule("ISF-LIF-1")
MAY = date(2026, 5, 4)
DAY = timedelta(days=1)
TERMS = AbsenceTerms(starts_on=date(2026, 1, 1), funded_days=28, apart_days=7, review_day=56)


def away(start: int, days: int | None) -> Stay:
    """A stay from a day so many after 4 May, of so many full days."""
    first_on = MAY + start * DAY
    return Stay(first_on=first_on, returned_on=None if days is None else first_on + days * DAY)


def nil(*stays: Stay, terms: tuple[AbsenceTerms, ...] = (TERMS,)) -> list[int]:
    """The nil days, counted from 4 May, up to a hundred days."""
    found = nil_days(stays=stays, terms=terms)
    return [n for n in range(100) if any(days.cover(MAY + n * DAY) for days in found)]


def test_the_28th_day_is_funded_and_the_29th_is_not() -> None:
    assert nil(away(0, 28)) == []
    assert nil(away(0, 29)) == [28]


def test_the_day_before_the_return_is_nil_and_the_return_is_funded() -> None:
    assert nil(away(0, 37)) == list(range(28, 37))


def test_an_open_stay_is_nil_until_the_return_is_recorded() -> None:
    assert nil_days(stays=[away(0, None)], terms=[TERMS]) == (
        Days(starts_on=MAY + 28 * DAY, ends_on=None),
    )


def test_six_days_at_home_join_two_stays_and_seven_do_not() -> None:
    """20 days away, home from day 20; away again after 6 days at home, or after 7."""
    assert nil(away(0, 20), away(26, 10)) == [34, 35]
    assert nil(away(0, 20), away(27, 10)) == []


def test_home_days_are_funded_even_after_the_28th_day_away() -> None:
    assert nil(away(0, 30), away(33, 2)) == [28, 29, 33, 34]


def test_three_stays_can_be_one() -> None:
    assert nil(away(0, 14), away(17, 14), away(35, 3)) == [35, 36, 37]


def test_joining_looks_at_the_last_return() -> None:
    """The third is 7 days from the second: a new stay, with 28 funded days of its own."""
    assert nil(away(0, 28), away(30, 1), away(38, 20)) == [30]


def test_the_order_of_recording_does_not_matter() -> None:
    assert nil(away(26, 10), away(0, 20)) == [34, 35]


def test_the_56th_day_away_is_found_and_the_55th_is_not_enough() -> None:
    assert day_away(joined=join(stays=[away(0, 55)], terms=[TERMS])[0], number=56) is None
    full = join(stays=[away(0, 56)], terms=[TERMS])[0]
    assert day_away(joined=full, number=56) == MAY + 55 * DAY
    parted = join(stays=[away(0, 50), away(53, None)], terms=[TERMS])[0]
    assert day_away(joined=parted, number=56) == MAY + 58 * DAY


def test_a_stay_keeps_the_numbers_of_the_day_it_began() -> None:
    other = AbsenceTerms(starts_on=MAY + DAY, funded_days=5, apart_days=1, review_day=10)
    assert nil(away(0, 28), terms=(TERMS, other)) == []
    assert nil(away(1, 6), terms=(TERMS, other)) == [6]
    assert nil(away(0, 20), away(26, 10), terms=(TERMS, other)) == [34, 35]
    assert nil(away(1, 4), away(6, 4), terms=(other, TERMS)) == []


def test_numbers_reach_back_to_stays_before_them() -> None:
    later = AbsenceTerms(starts_on=MAY + 90 * DAY, funded_days=2, apart_days=7, review_day=56)
    assert nil(away(0, 3), terms=(later,)) == [2]


def test_nothing_funded_is_possible() -> None:
    none = AbsenceTerms(starts_on=MAY, funded_days=0, apart_days=0, review_day=1)
    assert nil(away(0, 2), away(3, 1), terms=(none,)) == [0, 1, 3]


@pytest.mark.parametrize(
    ("stay", "fine"),
    [
        (away(1, None), True),  # tomorrow: admitted today
        (away(2, None), False),
        (away(-3, 3), True),  # back today
        (away(-3, 4), False),
        (away(-3, 1), True),
        (away(-3, 0), False),
        (away(-3, -1), False),
    ],
)
def test_a_stay_has_begun_and_lasted_a_full_day(stay: Stay, fine: bool) -> None:
    if fine:
        check_stay(stay=stay, others=(), on=MAY)
        return
    with pytest.raises(StayImpossible) as refusal:
        check_stay(stay=stay, others=(), on=MAY)
    assert refusal.value.latest_on == MAY


@pytest.mark.parametrize(
    ("stay", "fine"),
    [
        (away(-20, 9), True),  # back on the 11th day before; the other begins the day after
        (away(-20, 10), False),  # back on its first day
        (away(-5, 1), False),
        (away(-4, 1), False),  # begins on the day of return
        (away(-3, 1), True),
        (away(-20, None), False),
        (away(-3, None), True),
    ],
)
def test_stays_do_not_touch(stay: Stay, fine: bool) -> None:
    other = away(-10, 6)
    if fine:
        check_stay(stay=stay, others=[other], on=MAY)
        return
    with pytest.raises(StaysOverlap) as refusal:
        check_stay(stay=stay, others=[other], on=MAY)
    assert refusal.value.first_on == other.first_on


def test_nothing_is_recorded_after_an_open_stay() -> None:
    with pytest.raises(StaysOverlap):
        check_stay(stay=away(-1, 1), others=[away(-30, None)], on=MAY)
