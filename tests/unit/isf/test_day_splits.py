"""Each day of a budget: its parts, what time away brings not, and what is not agreed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isf.rules.day_splits import runs, split_on
from isf.rules.entitlement import ONE_DAY, Days, Rate, Term

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)
BUDGET = [Rate(starts_on=date(2026, 3, 1), weekly_pence=48_000)]


def part(weekly_pence: int, *, starts_on: date = date(2026, 3, 1), **more: Any) -> Term:
    facts: dict[str, Any] = {"starts_on": starts_on, "ends_on": None} | more
    rates = (Rate(starts_on=starts_on, weekly_pence=weekly_pence),)
    return Term(**facts, rates=rates)


@pytest.mark.rule("ISF-RES-3")
@pytest.mark.rule("ISF-LIF-1")
def test_a_month_with_a_raise_a_new_part_and_days_away() -> None:
    """480.00 = 300.00 + 100.00 + 80.00 free; from the 11th 500.00; from the 21st nothing comes."""
    nil = (Days(starts_on=date(2026, 4, 21), ends_on=date(2026, 4, 22)),)
    budget = [*BUDGET, Rate(starts_on=date(2026, 4, 11), weekly_pence=50_000)]
    parts = [part(30_000, nil=nil), part(10_000, starts_on=date(2026, 4, 6), nil=nil)]
    found = runs(budget=budget, parts=parts, first_on=FIRST, last_on=LAST)
    assert [
        (run.first_on.day, run.last_on.day, run.days, run.split.parts, run.split.away_pence)
        for run in found
    ] == [
        (1, 5, 5, (30_000, 0), 0),
        (6, 10, 5, (30_000, 10_000), 0),
        (11, 20, 10, (30_000, 10_000), 0),
        (21, 22, 2, (0, 0), 40_000),
        (23, 30, 8, (30_000, 10_000), 0),
    ]
    assert [run.split.unallocated_pence for run in found] == [18_000, 8_000, 10_000, 10_000, 10_000]


days = st.integers(-40, 60).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    starts_on = draw(days)
    nil_on = draw(days)
    return part(
        draw(st.integers(0, 20_000)),
        starts_on=starts_on,
        ends_on=draw(st.none() | st.just(starts_on + timedelta(days=20))),
        nil=(Days(starts_on=nil_on, ends_on=nil_on + timedelta(days=3)),),
    )


@pytest.mark.rule("ISF-RES-3")
@given(parts=st.lists(terms(), max_size=4), raised_on=days, weekly=st.integers(0, 90_000))
def test_every_day_adds_up_and_is_in_one_run(
    parts: list[Term], raised_on: date, weekly: int
) -> None:
    budget = [*BUDGET, Rate(starts_on=raised_on, weekly_pence=weekly)]
    found = runs(budget=budget, parts=parts, first_on=FIRST, last_on=LAST)
    assert [found[0].first_on, found[-1].last_on] == [FIRST, LAST]
    assert all(a.last_on + ONE_DAY == b.first_on for a, b in pairwise(found))
    assert all(a.split != b.split for a, b in pairwise(found))
    for run in found:
        split = run.split
        for day in (run.first_on, run.last_on):
            assert split_on(budget=budget, parts=parts, day=day) == split
        whole = sum(split.parts) + split.away_pence + split.unallocated_pence
        assert whole == split.budget_pence
