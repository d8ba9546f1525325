"""Budgets that rise together: each one's new amounts to the penny, and who is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.enums import ContributionMode, LeftOut
from isf.rules.contributions import Contribution
from isf.rules.entitlement import Rate, Term
from isf.rules.uprating import Known, Terms, Uplift, find_reason, rise

BEGAN, APRIL = date(2025, 4, 7), date(2026, 4, 6)
DAY = timedelta(days=1)
NOTHING = Uplift()
BUDGET = [Rate(starts_on=BEGAN, weekly_pence=48_000)]
TERMS = Terms(starts_on=APRIL, budget=Uplift(rate_bp=350), contribution=NOTHING)


def part(weekly_pence: int, number: int = 1, **more: Any) -> Known:
    term = Term(
        starts_on=BEGAN,
        ends_on=more.pop("ends_on", None),
        rates=(Rate(starts_on=more.pop("rate_from", BEGAN), weekly_pence=weekly_pence),),
    )
    facts: dict[str, Any] = {"is_open": True, "contributions": ()} | more
    return Known(deployment_id=number, term=term, **facts)


def paying(weekly_pence: int, starts_on: date = BEGAN) -> tuple[Contribution, ...]:
    mode = ContributionMode.NET
    return (Contribution(starts_on=starts_on, weekly_pence=weekly_pence, mode=mode),)


@pytest.mark.rule("ISF-RES-3")
def test_a_mixed_budget_rises_in_proportion_and_what_is_free_rises_too() -> None:
    """480.00 + 3.5% = 496.80; 300.00 : 100.00 : 80.00 free = 310.50 + 103.50 + 82.80."""
    found = rise(budget=BUDGET, parts=[part(30_000), part(10_000, 2)], terms=TERMS)
    assert (found.before_pence, found.pence) == (48_000, 49_680)
    assert [(one.before_pence, one.pence) for one in found.parts] == [
        (30_000, 31_050),
        (10_000, 10_350),
    ]


@pytest.mark.rule("ISF-RES-3")
def test_the_pennies_of_a_rise_go_to_the_largest_remainders() -> None:
    """100.00 + 0.01 over three parts of 33.33 + 33.33 + 33.34: the last has the largest share."""
    terms = replace(TERMS, budget=Uplift(weekly_pence=1))
    parts = [part(3_333), part(3_333, 2), part(3_334, 3)]
    budget = [Rate(starts_on=BEGAN, weekly_pence=10_000)]
    found = rise(budget=budget, parts=parts, terms=terms)
    assert [one.pence for one in found.parts] == [3_333, 3_333, 3_335]


@pytest.mark.rule("ISF-FUN-2")
def test_only_who_contributes_contributes_more() -> None:
    """A contribution of 40.00 + 2.50 = 42.50; who pays nothing, or nothing any more, pays none."""
    terms = replace(TERMS, budget=NOTHING, contribution=Uplift(weekly_pence=250))
    parts = [
        part(30_000, contributions=paying(4_000)),
        part(10_000, 2),
        part(8_000, 3, contributions=paying(0)),
    ]
    found = rise(budget=BUDGET, parts=parts, terms=terms)
    (wanted, *others) = [one.contribution for one in found.parts]
    assert wanted == Contribution(starts_on=APRIL, weekly_pence=4_250, mode=ContributionMode.NET)
    assert others == [None, None]
    assert found.pence == found.before_pence


@pytest.mark.rule("ISF-RES-3")
@pytest.mark.parametrize(
    ("reason", "more"),
    [
        (None, {}),
        (LeftOut.DIED, {"died_on": BEGAN}),
        (LeftOut.NOTHING, {"budget": [Rate(starts_on=APRIL + DAY, weekly_pence=1)]}),
        (LeftOut.CHANGED, {"budget": [*BUDGET, Rate(starts_on=APRIL, weekly_pence=48_000)]}),
        (LeftOut.CHANGED, {"budget": [*BUDGET, Rate(starts_on=APRIL + DAY, weekly_pence=1)]}),
        (None, {"budget": [*BUDGET, Rate(starts_on=APRIL - DAY, weekly_pence=49_000)]}),
        (LeftOut.CHANGED, {"parts": [part(100, rate_from=APRIL)]}),
        (LeftOut.ENDING, {"parts": [part(100, is_open=False)]}),
        (LeftOut.ENDING, {"parts": [part(100, ends_on=APRIL)]}),
        (None, {"parts": [part(100, ends_on=APRIL - DAY, is_open=False)]}),
        (None, {"parts": [part(100, contributions=paying(10, APRIL))]}),
        (LeftOut.SAME, {"budget": [Rate(starts_on=BEGAN, weekly_pence=1)]}),
    ],
)
def test_who_is_left_out(reason: LeftOut | None, more: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"budget": BUDGET, "parts": [], "died_on": None, "terms": TERMS}
    assert find_reason(**facts | more) == reason


@pytest.mark.rule("ISF-RES-3")
@pytest.mark.parametrize(("begins_on", "reason"), [(APRIL, LeftOut.CONTRIBUTION), (BEGAN, None)])
def test_a_contribution_agreed_from_that_day_is_not_overwritten(
    begins_on: date, reason: LeftOut | None
) -> None:
    found = find_reason(
        budget=BUDGET,
        parts=[part(100, contributions=paying(10, begins_on))],
        died_on=None,
        terms=replace(TERMS, contribution=Uplift(rate_bp=1_000)),
    )
    assert found == reason


@pytest.mark.rule("ISF-RES-3")
def test_contributions_alone_rise_after_budgets_rose_from_that_day() -> None:
    terms = replace(TERMS, budget=NOTHING, contribution=Uplift(rate_bp=1_000))
    raised = [*BUDGET, Rate(starts_on=APRIL, weekly_pence=49_680)]
    parts = [part(49_680, rate_from=APRIL, contributions=paying(4_000))]
    assert find_reason(budget=raised, parts=parts, died_on=None, terms=terms) is None
    assert rise(budget=raised, parts=parts, terms=terms).figures == "49680-49680-4400"


@pytest.mark.rule("ISF-RES-3")
@given(
    rates=st.lists(st.integers(0, 100_000), max_size=5),
    free=st.integers(0, 50_000),
    rate_bp=st.integers(0, 10_000),
    weekly_pence=st.integers(0, 10_000),
)
def test_parts_never_exceed_the_raised_budget_and_none_falls(
    rates: list[int], free: int, rate_bp: int, weekly_pence: int
) -> None:
    whole = sum(rates) + free
    if not whole:
        return
    terms = replace(TERMS, budget=Uplift(rate_bp=rate_bp, weekly_pence=weekly_pence))
    parts = [part(rate, number) for number, rate in enumerate(rates)]
    found = rise(budget=[Rate(starts_on=BEGAN, weekly_pence=whole)], parts=parts, terms=terms)
    shares = [one.pence for one in found.parts]
    assert sum(shares) <= found.pence
    assert all(new >= old for new, old in zip(shares, rates, strict=True))
    if not free:
        assert sum(shares) == found.pence
