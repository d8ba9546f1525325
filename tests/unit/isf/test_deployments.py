"""The parts of a budget, compared as weekly rates on every day something begins or ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from isf.rules.deployments import OverDeployed, check_deployments, view_on
from isf.rules.entitlement import Rate, Term

APRIL = date(2026, 4, 1)
DAY = timedelta(days=1)


def rates(*given: tuple[int, int]) -> tuple[Rate, ...]:
    return tuple(Rate(starts_on=APRIL + after * DAY, weekly_pence=p) for after, p in given)


def part(*given: tuple[int, int], first: int = 0, last: int | None = None) -> Term:
    return Term(
        starts_on=APRIL + first * DAY,
        ends_on=None if last is None else APRIL + last * DAY,
        rates=rates(*given),
    )


def overdeployed(budget: tuple[Rate, ...], *parts: Term, from_on: date = APRIL) -> date | None:
    """The day a refusal names, or None where everything fits."""
    try:
        check_deployments(budget=budget, parts=parts, from_on=from_on)
    except OverDeployed as refusal:
        return refusal.day
    return None


@pytest.mark.rule("ISF-RES-3")
def test_parts_may_fill_the_budget_and_not_a_penny_more() -> None:
    budget = rates((0, 48000))
    assert overdeployed(budget, part((0, 38000)), part((0, 10000))) is None
    with pytest.raises(OverDeployed) as refusal:
        check_deployments(budget=budget, parts=[part((0, 38000)), part((0, 10001))], from_on=APRIL)
    assert (refusal.value.day, refusal.value.budget_pence) == (APRIL, 48000)
    assert refusal.value.deployed_pence == 48001


@pytest.mark.rule("ISF-RES-3")
def test_a_part_that_begins_later_is_seen_on_its_day() -> None:
    budget = rates((0, 48000))
    later = part((10, 10001), first=10)
    assert overdeployed(budget, part((0, 38000)), later) == APRIL + 10 * DAY


@pytest.mark.rule("ISF-RES-3")
def test_two_parts_may_follow_each_other_but_not_share_a_day() -> None:
    budget = rates((0, 48000))
    next_one = part((10, 48000), first=10)
    assert overdeployed(budget, part((0, 48000), last=9), next_one) is None
    assert overdeployed(budget, part((0, 48000), last=10), next_one) == APRIL + 10 * DAY


@pytest.mark.rule("ISF-RES-3")
def test_a_cut_of_the_budget_names_the_day_it_no_longer_fits() -> None:
    budget = rates((0, 52000), (11, 48000))
    assert overdeployed(budget, part((0, 52000))) == APRIL + 11 * DAY
    assert overdeployed(budget, part((0, 52000), (11, 48000))) is None


@pytest.mark.rule("ISF-RES-3")
def test_days_before_the_change_are_not_judged_again() -> None:
    budget = rates((0, 100), (11, 48000))
    assert overdeployed(budget, part((0, 48000))) == APRIL
    assert overdeployed(budget, part((0, 48000)), from_on=APRIL + 11 * DAY) is None


@pytest.mark.rule("ISF-RES-3")
def test_what_is_not_taken_is_unallocated_and_two_kinds_are_a_mix() -> None:
    view = view_on(
        budget=rates((0, 48000)),
        parts=[("ISF", part((0, 38000))), ("DIRECT_PAYMENT", part((0, 9000), last=4))],
        day=APRIL,
    )
    assert (view.budget_pence, view.deployed_pence, view.unallocated_pence) == (48000, 47000, 1000)
    assert view.mixed
    after = view_on(
        budget=rates((0, 48000)),
        parts=[("ISF", part((0, 38000))), ("DIRECT_PAYMENT", part((0, 9000), last=4))],
        day=APRIL + 5 * DAY,
    )
    assert (after.unallocated_pence, after.mixed) == (10000, False)


def test_two_parts_of_one_kind_are_no_mix() -> None:
    view = view_on(
        budget=rates((0, 48000)),
        parts=[("ISF", part((0, 10000))), ("ISF", part((0, 9000)))],
        day=APRIL,
    )
    assert not view.mixed
