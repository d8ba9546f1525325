"""A page says that an order fits exactly when placing it at that instant succeeds."""

from __future__ import annotations

import os
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from isf import api
from isf.operations import banking, endings
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, noon, planned
from tests.factories.policies import usual_numbers

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
ROUNDS = settings(
    max_examples=400 if DEEP else 30,
    deadline=None,
    derandomize=not DEEP,
    database=None,
    phases=(Phase.generate,),  # each round lives a life: making a failing one smaller takes minutes
    suppress_health_check=list(HealthCheck),
)
# Around what a week of 480.00 brings after its fee, 432.00, and well below.
prices = st.integers(43_150, 43_350) | st.integers(1, 10_000)
weekdays = st.sets(st.integers(0, 6), min_size=1, max_size=2)
lengths = st.none() | st.integers(0, 120)


def life(draw: Any) -> tuple[Borough, Any]:
    """A fund some way into its life: paid a while, spent from, promised from, its rate changed."""
    borough = Borough(numbers=usual_numbers(may_not_buy=("gambling",)))
    ends_on = draw(st.none() | st.just(MONDAY + 26 * WEEK))
    fund = borough.open_fund(ends_on=ends_on)
    weeks = draw(st.integers(1, 3))
    borough.pay(fund, weeks=weeks)
    if draw(st.booleans()):
        borough.buy(fund, weeks * 43_200 - draw(st.integers(0, 5_000)))
    if draw(st.booleans()):
        later = MONDAY + draw(st.integers(8, 30)) * WEEK
        lower = draw(st.integers(20_000, 48_000))
        borough.budget(lower, starts_on=later, rates={fund.deployment_id: lower})
    if draw(st.booleans()):
        begins = MONDAY + draw(st.integers(0, 70)) * DAY
        other = attempt(borough, fund, draw(st.integers(100, 30_000)), begins, None)
        if other is not None and draw(st.booleans()):
            endings.end(
                order=other,
                ends_on=begins + draw(st.integers(0, 90)) * DAY,
                by=borough.budget_holder,
                at=noon(MONDAY),
                on=MONDAY,
            )
    return borough, fund


def saved(draw: Any, borough: Borough, fund: Any) -> Any:
    """A purpose the order may draw from, or none; as much of the fund as there is."""
    row = account(fund)
    most = row.posted - row.reserved
    if most <= 0 or draw(st.booleans()):
        return None
    wish = banking.Wish(
        reference=uuid4(),
        name="Respite",
        target_on=MONDAY + 100 * DAY,
        pence=min(most, draw(st.integers(1, 30_000))),
    )
    return banking.bank(
        fund_id=fund.pk, wish=wish, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY
    ).reference


def attempt(borough: Borough, fund: Any, pence: int, begins: date, ends: date | None) -> Any:
    """A running order beside the one that is asked about, if the fund can bear it."""
    try:
        with transaction.atomic():
            return borough.order(fund, pence, weekdays=[1], starts_on=begins, ends_on=ends).order
    except Exception as refusal:
        if not hasattr(refusal, "rule"):
            raise
        return None


@pytest.mark.django_db
@pytest.mark.rule("ISF-RES-6")
@ROUNDS
@given(data=st.data())
def test_an_order_fits_exactly_when_it_is_taken(data: st.DataObject) -> None:
    with transaction.atomic():
        borough, fund = life(data.draw)
        starts_on = MONDAY + data.draw(st.integers(0, 20) | st.integers(-1, 100)) * DAY
        length = data.draw(lengths)
        plan = planned(
            data.draw(prices),
            weekdays=sorted(data.draw(weekdays)),
            starts_on=starts_on,
            ends_on=None if length is None else starts_on + length * DAY,
        )
        asked: dict[str, Any] = {
            "by": borough.budget_holder,
            "fund": fund.reference,
            "plan": plan,
            "what": data.draw(st.sampled_from(["support", "support", "support", "gambling"])),
            "set_aside_pence": data.draw(st.just(0) | st.integers(1, 20_000)),
            "at": noon(MONDAY),
            "purpose": saved(data.draw, borough, fund),
        }

        effect = api.effect_of(**asked)

        refusal: Exception | None = None
        try:
            placed = api.place(
                **asked, order=uuid4(), payee_id=borough.carer.pk, service="Support at home"
            )
            assert placed.reserved_pence == effect.needs_pence
        except Exception as refused:
            if not hasattr(refused, "rule"):
                raise
            refusal = refused
        assert effect.fits is (refusal is None), refusal
        if effect.refused is not None:
            assert type(effect.refused) is type(refusal)
        transaction.set_rollback(True)
