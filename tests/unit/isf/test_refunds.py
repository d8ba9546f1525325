"""How much a provider can give back, and to which account of the fund it goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.refunds import RefundIncomplete, RefundTooLarge, check_refund, shares

pytestmark = pytest.mark.rule("ISF-BIL-7")


def test_the_last_penny_can_be_given_back_and_one_more_cannot() -> None:
    check_refund(pence=1500, reason="Too long", paid_pence=2000, refunded_pence=500)
    with pytest.raises(RefundTooLarge) as refusal:
        check_refund(pence=1501, reason="Too long", paid_pence=2000, refunded_pence=500)
    assert (refusal.value.left_pence, refusal.value.asked_pence) == (1500, 1501)


@pytest.mark.parametrize(("pence", "reason"), [(0, "Why"), (-1, "Why"), (1, " ")])
def test_nothing_and_no_words_are_refused(pence: int, reason: str) -> None:
    with pytest.raises(RefundIncomplete):
        check_refund(pence=pence, reason=reason, paid_pence=2000, refunded_pence=0)


def test_what_was_taken_last_comes_back_first() -> None:
    """500 of money added for the line, 300 of its part, 1,200 untied."""
    taken = [500, 300, 1200]
    assert shares(taken=taken, before=0, pence=1300) == [0, 100, 1200]
    assert shares(taken=taken, before=1300, pence=700) == [500, 200, 0]


@given(
    taken=st.lists(st.integers(0, 10_000), min_size=1, max_size=3),
    cuts=st.lists(st.integers(0, 30_000), max_size=4),
)
def test_many_refunds_do_what_one_of_their_sum_does(taken: list[int], cuts: list[int]) -> None:
    whole = sum(taken)
    edges = [0, *sorted(min(cut, whole) for cut in cuts), whole]
    sums = [0] * len(taken)
    for before, after in pairwise(edges):
        parts = shares(taken=taken, before=before, pence=after - before)
        assert all(part >= 0 for part in parts)
        assert sum(parts) == after - before
        sums = [one + part for one, part in zip(sums, parts, strict=True)]
    assert sums == taken
