"""Shares of a budget: one whole, split once, paid by part (ISF-RES-5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from isf.rules.entitlement import Rate, Term
from isf.rules.tied_parts import (
    PartsImpossible,
    check_parts,
    fee_shares,
    instalments,
    part_first,
    part_terms,
    split_rate,
    with_fee,
)
from tests.factories.tied import CORE_PAYS, RESIDENTIAL, part

FIRST = date(2026, 4, 1)
TERM = Term(starts_on=FIRST, ends_on=None, rates=(Rate(starts_on=FIRST, weekly_pence=99_777),))


def test_the_weekly_rate_is_split_once_by_largest_remainders() -> None:
    assert split_rate(weekly_pence=99_777, parts=RESIDENTIAL) == [74_833, 19_955, 4_989]


def test_four_weeks_are_the_sum_of_their_parts() -> None:
    paid = instalments(
        term=TERM, parts=RESIDENTIAL, through_on=FIRST + timedelta(days=27), posted={}
    )
    assert paid == {"core": 299_332, "personal": 79_820, "cash": 19_956}


def test_each_part_is_paid_by_its_own_sum_never_restarted() -> None:
    """One day is 106.90 and 28.51 and 7.13; two days 213.81 and 57.01 and 14.25."""
    one = instalments(term=TERM, parts=RESIDENTIAL, through_on=FIRST, posted={})
    assert one == {"core": 10_690, "personal": 2_851, "cash": 713}
    two = instalments(
        term=TERM, parts=RESIDENTIAL, through_on=FIRST + timedelta(days=1), posted=one
    )
    assert two == {"core": 21_381 - 10_690, "personal": 5_701 - 2_851, "cash": 1_425 - 713}


@pytest.mark.parametrize("share_bp", [499, 501])
def test_shares_that_miss_the_whole_by_a_hundredth_are_refused(share_bp: int) -> None:
    parts = (*RESIDENTIAL[:2], part("cash", share_bp))
    with pytest.raises(PartsImpossible) as refused:
        check_parts(parts=parts)
    assert refused.value.total_bp == 9_500 + share_bp


def test_shares_that_are_the_whole_are_taken() -> None:
    check_parts(parts=RESIDENTIAL)
    check_parts(parts=(part("core", 10_000),))


def test_a_part_of_nothing_is_refused() -> None:
    with pytest.raises(PartsImpossible):
        check_parts(parts=(part("core", 10_000), part("cash", 0)))


def test_two_parts_of_one_name_are_refused_by_that_name() -> None:
    with pytest.raises(PartsImpossible) as refused:
        check_parts(parts=(part("core", 5_000), part("core", 5_000)))
    assert refused.value.twice == "core"


def test_a_part_without_a_name_is_refused() -> None:
    with pytest.raises(PartsImpossible):
        check_parts(parts=(part("", 10_000),))


def test_without_a_word_every_part_carries_the_fee() -> None:
    assert [one.carries_fee for one in with_fee(parts=RESIDENTIAL)] == [True, True, True]


def test_a_word_on_the_fee_is_kept() -> None:
    assert [one.carries_fee for one in with_fee(parts=CORE_PAYS)] == [True, False, False]


def test_fee_is_split_over_the_parts_that_carry_it() -> None:
    """399.10 over 75, 20 and 5: 299.325 and 79.82 and 19.955, the penny to the first of equals."""
    shares = fee_shares(pence=39_910, parts=with_fee(parts=RESIDENTIAL))
    assert shares == {"core": 29_933, "personal": 7_982, "cash": 1_995}


def test_fee_of_which_one_part_carries_all() -> None:
    assert fee_shares(pence=39_910, parts=CORE_PAYS) == {"core": 39_910}
    two = (*CORE_PAYS[:2], replace(CORE_PAYS[2], carries_fee=True))
    assert fee_shares(pence=16, parts=two) == {"core": 15, "cash": 1}


def test_fee_given_back_is_split_as_it_was_taken() -> None:
    shares = fee_shares(pence=-39_910, parts=with_fee(parts=RESIDENTIAL))
    assert shares == {"core": -29_933, "personal": -7_982, "cash": -1_995}


@pytest.mark.parametrize(
    ("of_part", "expected"), [(500, (300, 0)), (300, (300, 0)), (299, (299, 1)), (-5, (0, 300))]
)
def test_a_part_pays_first_and_untied_money_adds(of_part: int, expected: tuple[int, int]) -> None:
    assert part_first(pence=300, of_part=of_part) == expected


def test_a_budget_that_is_not_tied_has_no_terms_by_part() -> None:
    assert part_terms(term=TERM, parts=()) == {}
    assert part_terms(term=TERM, parts=RESIDENTIAL).keys() == {"core", "personal", "cash"}
