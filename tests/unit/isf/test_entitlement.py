"""A day is a seventh of its week; what is posted follows the sum of days and never restarts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.entitlement import Rate, Term, entitlement, instalment, rate_on, spans, weekly_on

APRIL = date(2026, 4, 1)
DAY = timedelta(days=1)


def term(*rates: tuple[int, int], days: int | None = None) -> Term:
    """A deployment from 1 April; each rate is days after that, and pence a week."""
    return Term(
        starts_on=APRIL,
        ends_on=None if days is None else APRIL + (days - 1) * DAY,
        rates=tuple(Rate(starts_on=APRIL + after * DAY, weekly_pence=p) for after, p in rates),
    )


def through(days: int) -> date:
    return APRIL + (days - 1) * DAY


def test_rates_hold_from_their_day_on() -> None:
    rates = term((0, 48000), (11, 52000)).rates
    assert rate_on(rates=rates, day=APRIL - DAY) == 0
    assert rate_on(rates=rates, day=APRIL) == 48000
    assert rate_on(rates=rates, day=APRIL + 10 * DAY) == 48000
    assert rate_on(rates=rates, day=APRIL + 11 * DAY) == 52000


def test_of_two_rates_from_one_day_the_later_word_holds() -> None:
    assert rate_on(rates=term((0, 48000), (0, 50000)).rates, day=APRIL) == 50000


def test_a_deployment_is_worth_nothing_outside_its_life() -> None:
    life = term((0, 700), days=10)
    assert [
        weekly_on(term=life, day=day)
        for day in (APRIL - DAY, APRIL, through(10), through(10) + DAY)
    ] == [0, 700, 700, 0]


def test_spans_cover_every_day_once() -> None:
    life = term((0, 48000), (11, 52000), days=28)
    found = spans(term=life, first_on=APRIL - 5 * DAY, last_on=through(100))
    assert [(s.first_on, s.last_on, s.days, s.weekly_pence) for s in found] == [
        (APRIL, through(11), 11, 48000),
        (through(12), through(28), 17, 52000),
    ]
    assert spans(term=life, first_on=through(29), last_on=through(40)) == []


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.parametrize(
    ("rates", "days", "posted_pence", "expected"),
    [
        ([(0, 48000)], 28, 0, 192000),  # 4 x 480.00
        ([(0, 48000)], 365, 2496000, 6857),  # 365 x 480/7 = 25,028.571; 13 x 1,920.00 are paid
        ([(0, 48000), (11, 52000)], 28, 192000, 9714),  # (11 x 480 + 17 x 520)/7 = 2,017.142
        ([(0, 48000), (13, 52000)], 30, 205714, 9715),  # (13 x 480 + 17 x 520)/7 = 2,154.285
        ([(0, 48000)], 10, 192000, -123429),  # 10 x 480/7 = 685.714; 1,920.00 were paid
        ([(0, 48000), (7, 0)], 14, 48000, 0),  # a nil week brings nothing
        ([(0, 1)], 3, 0, 0),  # 3/7 of a penny is less than a half
        ([(0, 1)], 4, 0, 1),  # 4/7 is more
    ],
)
def test_an_instalment_is_what_is_still_missing(
    rates: list[tuple[int, int]], days: int, posted_pence: int, expected: int
) -> None:
    found = instalment(term=term(*rates), through_on=through(days), posted_pence=posted_pence)
    assert found == expected


@pytest.mark.rule("ISF-FUN-4")
def test_the_same_change_again_posts_nothing() -> None:
    raised = term((0, 48000), (11, 52000))
    assert instalment(term=raised, through_on=through(28), posted_pence=192000 + 9714) == 0


def test_entitlement_stays_exact() -> None:
    whole = entitlement(term=term((0, 48000)), first_on=APRIL, last_on=APRIL)
    assert whole == Fraction(48000, 7)
    assert entitlement(term=term((0, 48000)), first_on=APRIL, last_on=APRIL - DAY) == 0


lives = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 100_000)), min_size=1, max_size=5
).map(lambda rates: term(*sorted(rates)))


@given(lives, st.integers(0, 90))
def test_entitlement_is_the_sum_over_the_days(life: Term, days: int) -> None:
    by_day = sum(
        Fraction(weekly_on(term=life, day=APRIL + after * DAY), 7) for after in range(days)
    )
    assert entitlement(term=life, first_on=APRIL, last_on=through(days)) == by_day


@given(lives, st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_however_it_is_cut_the_same_is_paid(life: Term, lengths: list[int]) -> None:
    """Rounding happens on the cumulative sum: ten instalments drift no penny from one."""
    posted = days = 0
    for length in lengths:
        days += length
        posted += instalment(term=life, through_on=through(days), posted_pence=posted)
    assert posted == instalment(term=life, through_on=through(days), posted_pence=0)
