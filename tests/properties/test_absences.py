"""Random times away: the one entitlement agrees with counting the days one by one."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.absences import AbsenceTerms, Stay, nil_days
from isf.rules.entitlement import Rate, Term, entitlement, spans
from isf.rules.fees import Caps, FeeTerms, FeeVersion, figures_to

FIRST = date(2026, 4, 1)
DAY = timedelta(days=1)


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Stay], AbsenceTerms]:
    """Stays one after the other with days at home between them, the last perhaps open."""
    day, stays = FIRST + draw(st.integers(-10, 30)) * DAY, []
    for _ in range(draw(st.integers(0, 5))):
        back = day + draw(st.integers(1, 40)) * DAY
        stays.append(Stay(first_on=day, returned_on=back))
        day = back + draw(st.integers(1, 12)) * DAY
    if draw(st.booleans()):
        stays.append(Stay(first_on=day, returned_on=None))
    terms = AbsenceTerms(
        starts_on=FIRST,
        funded_days=draw(st.integers(0, 40)),
        apart_days=draw(st.integers(0, 10)),
        review_day=56,
    )
    return stays, terms


def funded_by_hand(stays: list[Stay], terms: AbsenceTerms, days: int) -> list[bool]:
    """Walk through the days: away or not, how many away so far, how many at home since."""
    found, away, home = [], 0, 10**6
    for number in range(-400, days):
        day = FIRST + number * DAY
        is_away = any(
            s.first_on <= day and (s.returned_on is None or day < s.returned_on) for s in stays
        )
        if is_away:
            if home >= terms.apart_days and home > 0:
                away = 0
            away, home = away + 1, 0
        else:
            home += 1
        if number >= 0:
            found.append(not is_away or away <= terms.funded_days)
    return found


@pytest.mark.rule("ISF-LIF-1")
@given(life=lives(), days=st.integers(1, 250), weekly=st.integers(0, 100000))
def test_entitlement_is_the_count_of_funded_days(
    life: tuple[list[Stay], AbsenceTerms], days: int, weekly: int
) -> None:
    stays, terms = life
    raised = FIRST + 40 * DAY
    term = Term(
        starts_on=FIRST,
        ends_on=None,
        rates=(
            Rate(starts_on=FIRST, weekly_pence=weekly),
            Rate(starts_on=raised, weekly_pence=weekly + 777),
        ),
        nil=nil_days(stays=stays, terms=[terms]),
    )
    last_on = FIRST + (days - 1) * DAY
    funded = funded_by_hand(stays, terms, days)
    rates = [weekly if n < 40 else weekly + 777 for n in range(days)]
    expected = sum(
        (Fraction(r, 7) for r, yes in zip(rates, funded, strict=True) if yes), Fraction()
    )
    assert entitlement(term=term, first_on=FIRST, last_on=last_on) == expected
    whole = spans(term=term, first_on=FIRST, last_on=last_on)
    assert sum(span.days for span in whole) == days


@pytest.mark.rule("ISF-FEE-2")
@given(life=lives(), days=st.integers(1, 250))
def test_the_fee_follows_the_funded_days(life: tuple[list[Stay], AbsenceTerms], days: int) -> None:
    """A weekly amount is earned on funded days only, and its cap is counted over the same days."""
    stays, terms = life
    term = Term(
        starts_on=FIRST,
        ends_on=None,
        rates=(Rate(starts_on=FIRST, weekly_pence=48000),),
        nil=nil_days(stays=stays, terms=[terms]),
    )
    fees = FeeTerms(
        term=term,
        versions=(FeeVersion(starts_on=FIRST, weekly_pence=4700),),
        caps=(Caps(starts_on=FIRST, soft_bp=1000, hard_bp=1500),),
    )
    funded = sum(funded_by_hand(stays, terms, days))
    figures = figures_to(terms=fees, through_on=FIRST + (days - 1) * DAY)
    assert figures.due_pence == 4700 * funded // 7
    assert figures.cap_pence == 4800 * funded // 7
