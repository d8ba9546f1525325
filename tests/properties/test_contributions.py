"""What must hold of contributions, whatever was agreed: nothing is lost, the entitlement stays."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.enums import ContributionMode
from isf.rules.amounts import round_half_up
from isf.rules.contributions import (
    BOTH,
    NET,
    Contribution,
    gross_part,
    spread,
    to_date,
    week,
    without,
)
from isf.rules.entitlement import Days, Rate, Term, entitlement, instalment

MONDAY = date(2026, 4, 6)
days = st.integers(min_value=0, max_value=200)
pence = st.integers(min_value=0, max_value=100_000)
modes = st.sampled_from(ContributionMode)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


rates = st.lists(st.builds(lambda n, p: Rate(starts_on=day(n), weekly_pence=p), days, pence))
nil = st.lists(
    st.builds(lambda n, m: Days(starts_on=day(n), ends_on=day(n + m)), days, days), max_size=2
)
terms = st.builds(
    lambda first, more, away: Term(
        starts_on=MONDAY,
        ends_on=None,
        rates=(Rate(starts_on=MONDAY, weekly_pence=first), *more),
        nil=tuple(away),
    ),
    pence,
    rates,
    nil,
)
agreed = st.lists(
    st.builds(
        lambda n, p, m: Contribution(starts_on=day(n), weekly_pence=p, mode=m), days, pence, modes
    ),
    max_size=4,
)


def whole(term: Term, through: date) -> Fraction:
    return entitlement(term=term, first_on=MONDAY, last_on=through)


@pytest.mark.rule("ISF-FUN-2")
@given(terms, agreed, days)
def test_council_and_person_bring_the_whole_entitlement_net_or_gross(term, contributions, number):
    """What the council pays in and what is owed to the fund are the rounded entitlement."""
    through = day(number)
    paid_in = without(term=term, contributions=contributions, modes=NET)
    council = instalment(term=paid_in, through_on=through, posted_pence=0)
    to_fund = to_date(term=term, contributions=contributions, modes=NET, through_on=through)
    assert council >= 0
    assert council + to_fund == round_half_up(whole(term, through))


@pytest.mark.rule("ISF-FUN-2")
@given(terms, agreed, days, st.integers(min_value=1, max_value=1_000_000))
def test_gross_shares_are_exact_and_inside_the_money(term, contributions, number, amount):
    own = gross_part(
        term=term, contributions=contributions, days=(MONDAY, day(number)), pence=amount
    )
    assert 0 <= own <= amount


@pytest.mark.rule("ISF-FUN-2")
@given(terms, agreed, days)
def test_net_or_gross_the_persons_part_is_the_same(term, contributions, number):
    turned = [
        Contribution(
            starts_on=one.starts_on,
            weekly_pence=one.weekly_pence,
            mode=next(mode for mode in ContributionMode if mode is not one.mode),
        )
        for one in contributions
    ]
    parts = [
        to_date(term=term, contributions=each, modes=BOTH, through_on=day(number))
        for each in (contributions, turned)
    ]
    assert parts[0] == parts[1]


@pytest.mark.rule("ISF-FUN-2")
@given(terms, agreed, st.integers(min_value=0, max_value=30), st.integers(-1_000, 200_000))
def test_a_week_is_never_due_above_what_was_agreed_or_delivered(term, contributions, number, care):
    found = week(term=term, contributions=contributions, monday=day(7 * number), care_pence=care)
    assert 0 <= found.net_due_pence <= found.due_pence <= min(found.agreed_pence, max(care, 0))
    assert found.gross_not_due_pence >= 0


@pytest.mark.rule("ISF-FUN-3")
@given(st.lists(pence, max_size=8), st.integers(-1_000, 500_000))
def test_what_is_paid_is_spread_whole_and_never_above_what_is_due(due, paid_pence):
    found = spread(due=due, paid_pence=paid_pence)
    assert sum(found) == min(sum(due), max(paid_pence, 0))
    assert all(0 <= part <= most for part, most in zip(found, due, strict=True))
