"""Which visits carried-over money is held for, before their days are funded."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from isf.rules.promises import Plan
from isf.rules.set_aside import early_holds, round_up
from tests.unit.isf.plans import DAY, MONDAY, WEEK, plan, plan_line, terms


def held(
    order: Plan, *others: Plan, set_aside_pence: int, after: date | None = None
) -> list[tuple[int, int]]:
    """Days after the first Monday, and the pence held for the visit of that day."""
    found = early_holds(
        plan=order,
        running=others,
        terms=terms(),
        after=after,
        set_aside_pence=set_aside_pence,
    )
    return [((visit.day - MONDAY).days, pence) for visit, pence in found]


@pytest.mark.parametrize(("value", "expected"), [("0", 0), ("1/7", 1), ("1", 1), ("8/7", 2)])
def test_up_covers_what_is_lacking(value: str, expected: int) -> None:
    assert round_up(Fraction(value)) == expected


@pytest.mark.rule("ISF-RES-6")
def test_each_week_holds_what_it_lacks() -> None:
    assert held(plan(plan_line(43300), weeks=2), set_aside_pence=200) == [(0, 100), (7, 100)]


@pytest.mark.rule("ISF-RES-6")
def test_what_a_week_lacks_lies_on_its_last_visits() -> None:
    """Three visits of 200.00 in a week of 432.00: 168.00 is lacking, all of it on the last."""
    order = plan(plan_line(20000, weekdays=(0, 2, 4)), weeks=1)
    assert held(order, set_aside_pence=20000) == [(4, 16800)]
    dearer = plan(plan_line(30000, weekdays=(0, 2, 4)), weeks=1)
    assert held(dearer, set_aside_pence=50000) == [(4, 30000), (2, 16800)]


@pytest.mark.rule("ISF-RES-6")
def test_never_more_than_the_person_said() -> None:
    assert held(plan(plan_line(43300)), set_aside_pence=150) == [(0, 100), (7, 50)]


@pytest.mark.rule("ISF-RES-6")
def test_funded_days_are_held_otherwise() -> None:
    order = plan(plan_line(43300), weeks=3)
    assert held(order, set_aside_pence=300, after=MONDAY + WEEK - DAY) == [(7, 100), (14, 100)]


@pytest.mark.rule("ISF-RES-6")
def test_nothing_is_held_for_what_another_order_lacks() -> None:
    """The other order lacks 8.00 itself; this one lacks its own 5.00 and no more."""
    other = plan(plan_line(44000), weeks=1)
    own = plan(plan_line(500, weekdays=(1,), number=2), weeks=1)
    assert held(own, other, set_aside_pence=600) == [(1, 500)]


def test_a_week_that_suffices_holds_nothing() -> None:
    assert held(plan(plan_line(43200)), set_aside_pence=1000) == []
