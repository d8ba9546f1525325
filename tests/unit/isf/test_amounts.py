"""The only roundings there are, and splits that always add up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.amounts import line_amount, round_down, round_half_up, split

exact = st.fractions(max_denominator=1000)
weights = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=50), min_size=1).filter(
    lambda given: sum(given) > 0
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0),
        ("1/2", 1),  # a half goes up
        ("49/100", 0),  # just below a half does not
        ("51/100", 1),
        ("3615/2", 1808),  # 18.075 is 18.08
        ("-1/2", -1),  # taking back mirrors paying
        ("-49/100", 0),
    ],
)
def test_half_up(value: str, expected: int) -> None:
    assert round_half_up(Fraction(value)) == expected


@given(exact)
def test_half_up_is_never_further_than_a_half(value: Fraction) -> None:
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -round_half_up(value)


@pytest.mark.parametrize(
    ("value", "expected"), [("0", 0), ("999/1000", 0), ("1", 1), ("-1/1000", -1)]
)
def test_down_leaves_the_stray_penny(value: str, expected: int) -> None:
    assert round_down(Fraction(value)) == expected


@pytest.mark.rule("ISF-BIL-8")
@pytest.mark.parametrize(
    ("price_pence", "quantity", "expected"),
    [
        (2410, "3/4", 1808),  # 24.10 x 3/4 = 18.075
        (2410, "2", 4820),
        (2400, "3/4", 1800),  # nothing to round
        (2411, "1/3", 804),  # 8.0366... is nearer to 8.04
        (1, "1/2", 1),  # a halfpenny goes up
        (1, "49/100", 0),  # just under a halfpenny is nothing
        (0, "5", 0),
    ],
)
def test_a_line_is_rounded_once(price_pence: int, quantity: str, expected: int) -> None:
    assert line_amount(price_pence=price_pence, quantity=Fraction(quantity)) == expected


@pytest.mark.rule("ISF-BIL-8")
def test_twenty_visits_are_rounded_per_visit_and_not_together() -> None:
    """20 x 18.08 = 361.60; 15 hours x 24.10 would be 361.50."""
    visit = line_amount(price_pence=2410, quantity=Fraction(3, 4))
    assert 20 * visit == 36160
    assert line_amount(price_pence=2410, quantity=20 * Fraction(3, 4)) == 36150


@pytest.mark.rule("ISF-RES-4")
@pytest.mark.parametrize(
    ("total_pence", "shares", "expected"),
    [
        (10000, [1, 1, 1], [3334, 3333, 3333]),  # 100.00 = 3 x 33.33 + 0.01 to the first
        (99777, [75, 20, 5], [74833, 19955, 4989]),  # the two largest remainders get a penny
        (1, [1, 1], [1, 0]),  # a tie goes to the earlier
        (0, [3, 1], [0, 0]),
        (10, [1, 0], [10, 0]),
        (-1, [1, 1], [0, -1]),
    ],
)
def test_a_split_adds_up(total_pence: int, shares: list[int], expected: list[int]) -> None:
    assert split(total_pence=total_pence, weights=shares) == expected


@pytest.mark.parametrize("shares", [[], [0, 0], [2, -1]])
def test_a_split_needs_weights(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="Weights"):
        split(total_pence=100, weights=shares)


@given(st.integers(-10_000, 10_000), weights)
def test_shares_always_add_up_and_stay_within_a_penny(total: int, given: list[Fraction]) -> None:
    shares = split(total_pence=total, weights=given)
    assert sum(shares) == total
    for share, weight in zip(shares, given, strict=True):
        assert abs(share - weight * total / sum(given)) < 1
