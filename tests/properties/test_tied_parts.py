"""Whatever the shares, rates and days: parts are the whole, and none pays for another."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from isf.rules.entitlement import Rate, Term, entitlement
from isf.rules.tied_parts import (
    WHOLE_BP,
    Part,
    fee_shares,
    instalments,
    part_terms,
    split_rate,
    with_fee,
)
from tests.factories.tied import part

FIRST = date(2026, 4, 1)
weights = st.lists(st.integers(1, 100), min_size=1, max_size=6)
flags = st.lists(st.booleans(), min_size=6, max_size=6)
weekly = st.integers(0, 300_000)
days = st.integers(0, 400)


def shared(found: list[int], carry: list[bool]) -> tuple[Part, ...]:
    """Parts of these weights that are exactly the whole; the last takes what is left."""
    shares = [max(weight * WHOLE_BP // sum(found), 1) for weight in found[:-1]]
    shares.append(WHOLE_BP - sum(shares))
    return with_fee(
        parts=[
            part(f"part-{place}", share, carries_fee=carry[place])
            for place, share in enumerate(shares)
        ]
    )


def lived(rates: list[tuple[int, int]]) -> Term:
    """A life whose weekly rate changes after so many days."""
    return Term(
        starts_on=FIRST,
        ends_on=None,
        rates=tuple(
            Rate(starts_on=FIRST + timedelta(days=after), weekly_pence=pence)
            for after, pence in [(0, 50_000), *rates]
        ),
    )


@given(weekly=weekly, found=weights, carry=flags)
def test_the_parts_of_a_rate_are_the_rate_each_within_a_penny(
    weekly: int, found: list[int], carry: list[bool]
) -> None:
    parts = shared(found, carry)
    amounts = split_rate(weekly_pence=weekly, parts=parts)
    assert sum(amounts) == weekly
    for one, amount in zip(parts, amounts, strict=True):
        assert abs(amount - Fraction(weekly * one.share_bp, WHOLE_BP)) < 1


@given(rates=st.lists(st.tuples(days, weekly), max_size=3), found=weights, carry=flags, last=days)
def test_what_the_parts_are_entitled_to_is_what_the_whole_is(
    rates: list[tuple[int, int]], found: list[int], carry: list[bool], last: int
) -> None:
    term, through = lived(rates), FIRST + timedelta(days=last)
    terms = part_terms(term=term, parts=shared(found, carry))
    each = [entitlement(term=one, first_on=FIRST, last_on=through) for one in terms.values()]
    assert sum(each) == entitlement(term=term, first_on=FIRST, last_on=through)


@given(
    rates=st.lists(st.tuples(days, weekly), max_size=3),
    found=weights,
    carry=flags,
    stops=st.lists(days, min_size=1, max_size=5),
)
def test_whatever_the_periods_each_part_is_paid_what_one_payment_would_bring(
    rates: list[tuple[int, int]], found: list[int], carry: list[bool], stops: list[int]
) -> None:
    term, parts = lived(rates), shared(found, carry)
    posted: dict[str, int] = {}
    for stop in sorted(stops):
        through = FIRST + timedelta(days=stop)
        for code, pence in instalments(
            term=term, parts=parts, through_on=through, posted=posted
        ).items():
            posted[code] = posted.get(code, 0) + pence
    at_once = instalments(
        term=term, parts=parts, through_on=FIRST + timedelta(days=max(stops)), posted={}
    )
    assert posted == at_once


@given(pence=st.integers(-500_000, 500_000), found=weights, carry=flags)
def test_fee_falls_only_on_who_carries_it_and_adds_up(
    pence: int, found: list[int], carry: list[bool]
) -> None:
    parts = shared(found, carry)
    shares = fee_shares(pence=pence, parts=parts)
    assert sum(shares.values()) == pence
    assert set(shares) == {one.code for one in parts if one.carries_fee}
    assert all(share * pence >= 0 for share in shares.values())
