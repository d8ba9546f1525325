"""An order is promised by the week and set aside by the day, or refused with nothing written."""

from __future__ import annotations

from datetime import date

import pytest

from isf.models import Fund, PlannedVisit, Promise
from isf.models.reservations import ReservationEvent
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.rules.placing import FundNotOpen, NotFundable
from isf.rules.promises import PlanImpossible, PromiseTooLarge
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def funded(weeks: int = 4) -> tuple[Borough, Fund]:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=weeks)
    return borough, fund


def spare(fund: Fund) -> int:
    row = account(fund)
    return row.posted - row.reserved


@pytest.mark.rule("ISF-RES-6")
def test_days_that_are_funded_are_set_aside_now() -> None:
    """Two weeks are paid: ten visits of 20.00 of an open-ended order."""
    borough, fund = funded(2)
    order = borough.order(fund, 2000)
    rows = PlannedVisit.objects.filter(line__reference=order.line)
    assert [row.reserved_pence for row in rows] == [2000] * 10
    assert max(row.day for row in rows) == MONDAY + WEEK + 4 * DAY
    assert spare(fund) == 96000 - 9600 - 20000
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-6")
def test_an_order_before_any_money_is_a_promise_alone() -> None:
    borough = Borough()
    fund = borough.open_fund()
    order = borough.order(fund, 2000)
    assert Promise.objects.get(order=order.order).state == "RUNNING"
    assert (account(fund).posted, account(fund).reserved) == (0, 0)
    borough.pay(fund, weeks=1)
    assert account(fund).reserved == 4800 + 10000
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-6")
def test_a_week_promised_too_much_is_refused_and_nothing_is_written() -> None:
    borough, fund = funded()
    borough.order(fund, 21000, weekdays=[0])
    before = fingerprint()
    with pytest.raises(PromiseTooLarge) as refusal:
        borough.order(fund, 22201, weekdays=[1])
    assert (refusal.value.week, refusal.value.promised) == (MONDAY, 43201)
    assert refusal.value.may_promise == 43200
    assert fingerprint() == before
    borough.order(fund, 22200, weekdays=[1])
    assert spare(fund) == 0


@pytest.mark.rule("ISF-RES-6")
def test_the_week_an_order_starts_in_counts_from_its_monday() -> None:
    """The running order's Monday visit is before the new order's Wednesday, in the same week."""
    borough, fund = funded()
    borough.order(fund, 21000, weekdays=[0])
    wednesday = MONDAY + 2 * DAY
    before = fingerprint()
    with pytest.raises(PromiseTooLarge):
        borough.order(
            fund, 22201, weekdays=[2], starts_on=wednesday, ends_on=wednesday, on=wednesday
        )
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-2")
def test_available_money_is_what_may_be_set_aside() -> None:
    """The promise fits, but 431.00 of the 432.00 are spent: 1.00 is left, once."""
    borough, fund = funded(1)
    borough.buy(fund, 43100)
    first = {"weekdays": [2], "ends_on": MONDAY + 6 * DAY}
    borough.order(fund, 100, **first)
    before = fingerprint()
    with pytest.raises(InsufficientFunds) as refusal:
        borough.order(fund, 100, **first)
    assert (refusal.value.available_pence, refusal.value.requested_pence) == (0, 100)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_the_same_order_again_returns_what_it_first_did() -> None:
    borough, fund = funded(2)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY, quantity="1/2")  # it now holds less than it first did
    before = fingerprint()
    again = borough.place(order, on=MONDAY + DAY)
    assert (again.reserved_pence, again.is_new) == (20000, False)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize(
    "other",
    [
        {"price_pence": 2001},
        {"quantity": 2},
        {"workers": 2},
        {"weekdays": [0]},
        {"ends_on": MONDAY + WEEK},
        {"set_aside_pence": 1},
        {"what": "cleaning"},
    ],
)
def test_the_same_order_with_other_contents_is_refused(other: dict[str, object]) -> None:
    borough, fund = funded(2)
    order = borough.order(fund, 2000)
    before = fingerprint()
    changed = {"price_pence": 2000} | other
    with pytest.raises(KeyReused):
        borough.order(fund, order=order.order, **changed)  # type: ignore[arg-type]
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-6")
def test_set_aside_money_is_reserved_when_the_order_is_placed() -> None:
    """Week two promises 433.00 where 432.00 come in: 1.00 of carried money is held now."""
    borough, fund = funded(1)
    ends_on = MONDAY + 2 * WEEK - DAY
    starts_on = MONDAY + WEEK
    with pytest.raises(PromiseTooLarge):
        borough.order(fund, 43300, weekdays=[0], starts_on=starts_on, ends_on=ends_on)
    order = borough.order(
        fund, 43300, weekdays=[0], starts_on=starts_on, ends_on=ends_on, set_aside_pence=100
    )
    row = PlannedVisit.objects.get(line__reference=order.line)
    assert (row.planned_pence, row.reserved_pence) == (43300, 100)
    assert_ledger_sound()

    borough.pay(fund, MONDAY + WEEK, weeks=1)

    row.refresh_from_db()
    assert row.reserved_pence == 43300
    changes = ReservationEvent.objects.filter(reservation__reference=str(order.order))
    assert [event.pence for event in changes.order_by("id")] == [100, 43200]
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-2")
def test_more_cannot_be_set_aside_than_is_there() -> None:
    borough, fund = funded(1)
    borough.buy(fund, 43200)
    before = fingerprint()
    with pytest.raises(InsufficientFunds) as refusal:
        borough.order(
            fund,
            43300,
            weekdays=[0],
            starts_on=MONDAY + WEEK,
            ends_on=MONDAY + 2 * WEEK - DAY,
            set_aside_pence=100,
        )
    assert (refusal.value.available_pence, refusal.value.requested_pence) == (0, 100)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BUY-1")
def test_only_the_published_list_refuses_what_is_bought() -> None:
    borough = Borough(numbers=usual_numbers(may_not_buy=("gambling",)))
    fund = borough.open_fund()
    borough.pay(fund)
    before = fingerprint()
    with pytest.raises(NotFundable) as refusal:
        borough.order(fund, 100, what="gambling")
    assert refusal.value.what == "gambling"
    assert fingerprint() == before
    borough.order(fund, 100, what="fishing")


@pytest.mark.rule("ISF-RES-6")
def test_only_days_of_the_fund_can_be_ordered() -> None:
    borough = Borough()
    last = MONDAY + 4 * WEEK - DAY
    fund = borough.open_fund(ends_on=last)
    borough.pay(fund)
    before = fingerprint()
    for plan in (
        {"starts_on": MONDAY - DAY, "ends_on": last},
        {"ends_on": last + DAY},
        {"ends_on": None},
    ):
        with pytest.raises(FundNotOpen) as refusal:
            borough.order(fund, 100, **plan)  # type: ignore[arg-type]
        assert (refusal.value.first_on, refusal.value.last_on) == (MONDAY, last)
    assert fingerprint() == before
    borough.order(fund, 100, ends_on=last)


@pytest.mark.parametrize("state", ["CLOSING", "CLOSED"])
@pytest.mark.damages_the_books("a fund is said to be closed while it holds money")
def test_a_fund_that_closes_takes_no_orders(state: str) -> None:
    borough, fund = funded()
    Fund.objects.filter(pk=fund.pk).update(state=state)
    with pytest.raises(FundNotOpen):
        borough.order(fund, 100)
    assert Promise.objects.count() == 0


def test_what_nobody_could_deliver_is_refused() -> None:
    borough, fund = funded()
    before = fingerprint()
    for price, plan in ((-1, {}), (1, {"quantity": 0}), (1, {"weekdays": []}), (1, {"workers": 0})):
        with pytest.raises(PlanImpossible):
            borough.order(fund, price, **plan)  # type: ignore[arg-type]
    assert fingerprint() == before


def test_visits_without_a_price_hold_nothing_and_are_planned_all_the_same() -> None:
    borough, fund = funded(1)
    order = borough.order(fund, 0, weekdays=[0])
    row = PlannedVisit.objects.get(line__reference=order.line)
    assert (row.planned_pence, row.reserved_pence, row.day) == (0, 0, date(2026, 4, 6))
    assert_ledger_sound()
