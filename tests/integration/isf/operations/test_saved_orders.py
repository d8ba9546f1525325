"""Saved money turned into an order's: what the order lacks of it, once, and back when declined."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from isf import api
from isf.enums import ReservationKind
from isf.models import Fund, Promise, Purpose
from isf.models.reservations import Reservation
from isf.operations import banking, endings
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.rules.promises import PromiseTooLarge
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db

# 480.00 a week, 10% fee: 432.00 a week may be promised; four weeks are paid: 1,728.00 available.
FUNDED, LATER = MONDAY + 3 * WEEK, MONDAY + 6 * WEEK


@pytest.fixture
def borough() -> Borough:
    return Borough()


@pytest.fixture
def fund(borough: Borough) -> Fund:
    fund = borough.open_fund()
    borough.pay(fund)
    return fund


def save(borough: Borough, fund: Fund, pence: int) -> Purpose:
    wish = banking.Wish(
        reference=uuid4(), name="Respite", target_on=MONDAY + timedelta(days=200), pence=pence
    )
    return banking.bank(
        fund_id=fund.pk, wish=wish, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY
    )


def left(purpose: Purpose) -> int:
    return Reservation.objects.get(
        kind=ReservationKind.BANK, reference=str(purpose.reference)
    ).remaining


def held(order: UUID) -> int:
    return Reservation.objects.get(kind=ReservationKind.ORDER, reference=str(order)).remaining


@pytest.mark.rule("ISF-ROL-3")
def test_a_later_week_that_lacks_money_takes_what_it_lacks_from_the_purpose(
    borough: Borough, fund: Fund
) -> None:
    purpose = save(borough, fund, 30_000)
    last = LATER + 6 * DAY
    order = borough.order(
        fund,
        60_000,
        weekdays=[0],
        starts_on=LATER,
        ends_on=last,
        purpose=purpose.reference,
    )
    assert (left(purpose), held(order.order)) == (30_000 - 16_800, 16_800)
    assert Promise.objects.get().drawn_pence == 16_800
    assert account(fund).reserved == 19_200 + 30_000
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
@pytest.mark.parametrize(("saved", "fits"), [(16_800, True), (16_799, False)])
def test_a_penny_less_saved_than_the_week_lacks_is_refused(
    borough: Borough, fund: Fund, saved: int, fits: bool
) -> None:
    purpose = save(borough, fund, saved)
    asked = {"weekdays": [0], "starts_on": LATER, "ends_on": LATER, "purpose": purpose.reference}
    if fits:
        borough.order(fund, 60_000, **asked)
        assert left(purpose) == 0
        return
    before = fingerprint()
    with pytest.raises(PromiseTooLarge) as refusal:
        borough.order(fund, 60_000, **asked)
    assert refusal.value.set_aside == saved
    assert fingerprint() == before


@pytest.mark.rule("ISF-ROL-3")
def test_an_order_that_fits_leaves_the_saved_money_alone(borough: Borough, fund: Fund) -> None:
    purpose = save(borough, fund, 5_000)
    borough.order(fund, 1_000, weekdays=[0], ends_on=FUNDED, purpose=purpose.reference)
    assert (left(purpose), Promise.objects.get().drawn_pence) == (5_000, 0)


@pytest.mark.rule("ISF-RES-2")
@pytest.mark.parametrize("missing", [0, 1])
def test_funded_days_take_from_the_purpose_what_the_fund_lacks(
    borough: Borough, fund: Fund, missing: int
) -> None:
    """Everything is saved but what was bought: the visit needs the saved money to the penny."""
    purpose = save(borough, fund, 40_000)
    borough.buy(fund, 172_800 - 40_000 - 3_200 + missing)
    ask = {"weekdays": [0], "ends_on": MONDAY, "purpose": purpose.reference}
    if missing:
        before = fingerprint()
        with pytest.raises(InsufficientFunds) as refusal:
            borough.order(fund, 43_200, **ask)
        found = (refusal.value.available_pence, refusal.value.requested_pence)
        assert found == (43_199, 43_200)
        assert fingerprint() == before
        return
    order = borough.order(fund, 43_200, **ask)
    assert (left(purpose), held(order.order)) == (0, 43_200)
    assert account(fund).posted == account(fund).reserved
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
def test_declined_it_is_saved_again_and_only_once(borough: Borough, fund: Fund) -> None:
    purpose = save(borough, fund, 20_000)
    order = borough.order(
        fund, 60_000, weekdays=[0], starts_on=LATER, ends_on=LATER, purpose=purpose.reference
    )
    assert left(purpose) == 3_200
    freed = [
        endings.release(order=order.order, by=borough.provider, at=noon(MONDAY), on=MONDAY)
        for _ in range(2)
    ]
    assert freed == [16_800, 0]
    assert (left(purpose), held(order.order)) == (20_000, 0)
    assert account(fund).reserved == 19_200 + 20_000
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_sent_twice_it_draws_once_and_without_the_purpose_it_is_another(
    borough: Borough, fund: Fund
) -> None:
    purpose = save(borough, fund, 20_000)
    order = borough.order(
        fund, 60_000, weekdays=[0], starts_on=LATER, ends_on=LATER, purpose=purpose.reference
    )
    again = borough.place(order, purpose=purpose.reference)
    assert (again.reserved_pence, again.is_new) == (16_800, False)
    assert left(purpose) == 3_200
    with pytest.raises(KeyReused):
        borough.place(order)


@pytest.mark.rule("ISF-RES-1")
def test_what_somebody_else_saved_does_not_exist(borough: Borough, fund: Fund) -> None:
    other = borough.open_fund(person=make.Person(authority=borough.authority))
    borough.pay(other)
    wish = banking.Wish(
        reference=uuid4(), name="Theirs", target_on=MONDAY + 100 * DAY, pence=20_000
    )
    theirs = banking.bank(
        fund_id=other.pk, wish=wish, by=borough.care_manager, at=noon(MONDAY), on=MONDAY
    )
    before = fingerprint()
    with pytest.raises(Purpose.DoesNotExist):
        borough.order(fund, 1_000, weekdays=[0], purpose=theirs.reference)
    assert fingerprint() == before


@pytest.mark.rule("ISF-ROL-3")
@pytest.mark.parametrize("price", [43_200, 60_000, 60_001])
def test_what_the_page_says_is_what_placing_does(borough: Borough, fund: Fund, price: int) -> None:
    purpose = save(borough, fund, 16_800)
    order = borough.order(fund, 100, weekdays=[6], starts_on=LATER + WEEK, ends_on=LATER + WEEK)
    plan = order.plan
    asked = type(plan)(
        starts_on=LATER,
        ends_on=LATER,
        nation=plan.nation,
        lines=tuple(
            type(line)(
                reference=uuid4(),
                weekdays=frozenset({0}),
                starts_at=line.starts_at,
                quantity=line.quantity,
                price_pence=dict.fromkeys(line.price_pence, price),
            )
            for line in plan.lines
        ),
    )
    facts = {"by": borough.budget_holder, "fund": fund.reference, "what": "support"}
    facts |= {"plan": asked, "at": noon(MONDAY), "purpose": purpose.reference}
    effect = api.effect_of(**facts)
    place = {"order": uuid4(), "payee_id": borough.carer.pk, "service": "Support"}
    if effect.fits:
        api.place(**facts, **place)
        assert left(purpose) == 16_800 - max(0, price - 43_200)
    else:
        with pytest.raises(PromiseTooLarge):
            api.place(**facts, **place)
    assert effect.fits is (price <= 60_000)


@pytest.mark.rule("ISF-ROL-3")
def test_ended_before_its_first_day_it_is_saved_again(borough: Borough, fund: Fund) -> None:
    purpose = save(borough, fund, 20_000)
    order = borough.order(
        fund, 60_000, weekdays=[0], starts_on=LATER, ends_on=LATER, purpose=purpose.reference
    )
    for _ in range(2):
        endings.end(
            order=order.order, ends_on=MONDAY, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY
        )
    assert (left(purpose), held(order.order)) == (20_000, 0)
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
def test_no_more_is_saved_again_than_the_order_still_held(borough: Borough, fund: Fund) -> None:
    """Two dear weeks draw; the second is ended, what it freed is spent, then the order ends."""
    purpose = save(borough, fund, 33_600)
    order = borough.order(
        fund,
        60_000,
        weekdays=[0],
        starts_on=LATER,
        ends_on=LATER + WEEK,
        purpose=purpose.reference,
    )
    assert (left(purpose), held(order.order)) == (0, 33_600)

    def end(day: Any) -> None:
        endings.end(
            order=order.order, ends_on=day, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY
        )

    end(LATER)
    row = account(fund)
    borough.buy(fund, row.posted - row.reserved)
    end(MONDAY)
    assert (left(purpose), held(order.order)) == (16_800, 0)
    assert_ledger_sound()
