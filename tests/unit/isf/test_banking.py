"""Until when money is saved for a purpose, and hours as money (ISF-ROL-3, ISF-ROL-4)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.banking import (
    BankedForThePast,
    BankedNothing,
    BankedTooLong,
    check_amount,
    check_target,
    drawn,
    hours_pence,
    minutes_bought,
)
from isf.rules.schedule import months_after

TODAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 4, 10), 12, date(2027, 4, 10)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
    ],
)
def test_months_keep_the_day_and_are_clamped(day: date, months: int, expected: date) -> None:
    assert months_after(day=day, months=months) == expected


@pytest.mark.rule("ISF-ROL-3")
def test_the_last_day_of_the_twelve_months_is_allowed_and_the_next_is_not() -> None:
    check_target(on=TODAY, target_on=date(2027, 4, 10), months=12, longer_agreed=False)
    with pytest.raises(BankedTooLong) as refusal:
        check_target(on=TODAY, target_on=date(2027, 4, 11), months=12, longer_agreed=False)
    assert refusal.value.latest_on == date(2027, 4, 10)
    check_target(on=TODAY, target_on=date(2027, 4, 11), months=12, longer_agreed=True)


@pytest.mark.rule("ISF-ROL-3")
def test_another_number_of_months_is_another_last_day() -> None:
    check_target(on=TODAY, target_on=date(2026, 7, 10), months=3, longer_agreed=False)
    with pytest.raises(BankedTooLong):
        check_target(on=TODAY, target_on=date(2026, 7, 11), months=3, longer_agreed=False)


@pytest.mark.rule("ISF-ROL-3")
def test_today_is_a_day_to_come_and_yesterday_is_not_whoever_agrees() -> None:
    check_target(on=TODAY, target_on=TODAY, months=12, longer_agreed=False)
    with pytest.raises(BankedForThePast):
        check_target(on=TODAY, target_on=date(2026, 4, 9), months=12, longer_agreed=True)


@pytest.mark.rule("ISF-ROL-3")
def test_a_penny_is_an_amount_and_nothing_is_not() -> None:
    check_amount(pence=1)
    for pence in (0, -1):
        with pytest.raises(BankedNothing):
            check_amount(pence=pence)


@pytest.mark.rule("ISF-ROL-4")
def test_two_hours_at_24_10_are_48_20_and_buy_114_minutes_at_25_30() -> None:
    assert hours_pence(hours=Fraction(2), price_pence=2410) == 4820
    assert minutes_bought(pence=4820, price_pence=2530) == 114
    assert minutes_bought(pence=4820, price_pence=2410) == 120


@pytest.mark.rule("ISF-ROL-4")
@given(pence=st.integers(0, 10**7), price=st.integers(1, 10**5))
def test_the_minutes_are_paid_for_and_one_more_is_not(pence: int, price: int) -> None:
    minutes = minutes_bought(pence=pence, price_pence=price)
    assert minutes * price <= pence * 60 < (minutes + 1) * price


def test_no_price_buys_no_minutes() -> None:
    with pytest.raises(ValueError, match="above nothing"):
        minutes_bought(pence=100, price_pence=0)


@pytest.mark.rule("ISF-ROL-3")
@pytest.mark.parametrize(
    ("lacking", "needed", "available", "saved", "expected"),
    [
        (0, 1000, 1000, 500, 0),
        (0, 1001, 1000, 500, 1),
        (300, 1000, 1000, 500, 300),
        (300, 1400, 1000, 500, 400),
        (600, 1000, 1000, 500, 500),
        (300, 200, 1000, 500, 200),
        (0, 900, 1000, 0, 0),
    ],
)
def test_an_order_draws_what_it_lacks_and_no_more(
    lacking: int, needed: int, available: int, saved: int, expected: int
) -> None:
    facts = {"needed_pence": needed, "available_pence": available, "saved_pence": saved}
    assert drawn(lacking_pence=lacking, **facts) == expected
