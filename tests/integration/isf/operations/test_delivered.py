"""What was delivered, or missed: what is set aside shrinks to it, and never grows beyond money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from accounts.permissions import NotAllowed
from isf.models import Fund, PlannedVisit
from isf.operations import delivered, endings
from isf.operations.delivered import Outcome, OutcomeImpossible, VisitBilled, VisitUnknown
from isf.operations.posting import KeyReused
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, Ordered, account, delivery_of, line_sent, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def ordered(*, weeks: int = 1, **plan: object) -> tuple[Borough, Fund, Ordered]:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=weeks)
    return borough, fund, borough.order(fund, 2000, **plan)  # type: ignore[arg-type]


def held(order: Ordered, day: date = MONDAY) -> tuple[str, int]:
    row = PlannedVisit.objects.get(line__reference=order.line, day=day)
    return row.state, row.reserved_pence


@pytest.mark.rule("ISF-RES-6")
def test_a_reservation_shrinks_to_what_was_delivered() -> None:
    borough, fund, order = ordered()
    before = account(fund).reserved
    borough.deliver(order, MONDAY, quantity="1/2")
    assert held(order) == ("DELIVERED", 1000)
    assert account(fund).reserved == before - 1000
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-6")
def test_a_missed_visit_is_free_and_a_correction_takes_it_back() -> None:
    borough, fund, order = ordered()
    borough.deliver(order, MONDAY, quantity=0)
    assert held(order) == ("MISSED", 0)
    borough.deliver(order, MONDAY, quantity=1, on=MONDAY + DAY)
    assert held(order) == ("DELIVERED", 2000)
    borough.deliver(order, MONDAY, quantity=0, on=MONDAY + DAY)
    borough.deliver(order, MONDAY, quantity=1, on=MONDAY + DAY)
    assert account(fund).reserved == 4800 + 10000
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_recording_the_same_again_changes_nothing() -> None:
    borough, _, order = ordered()
    borough.deliver(order, MONDAY, quantity="1/2")
    before = fingerprint()
    borough.deliver(order, MONDAY, quantity="1/2", on=MONDAY + DAY)
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-6")
def test_a_visit_holds_at_most_what_was_ordered() -> None:
    borough, fund, order = ordered()
    borough.deliver(order, MONDAY, quantity=2)
    assert held(order) == ("DELIVERED", 2000)
    assert account(fund).reserved == 4800 + 10000


@pytest.mark.rule("ISF-RES-6")
def test_two_workers_of_whom_one_came() -> None:
    borough, _, order = ordered(workers=2)
    assert held(order) == ("RESERVED", 4000)
    borough.deliver(order, MONDAY, workers=1)
    assert held(order) == ("DELIVERED", 2000)


@pytest.mark.rule("ISF-RES-6")
def test_a_visit_delivered_before_its_money_came_is_set_aside_with_the_next() -> None:
    borough, fund, order = ordered(weekdays=[0])
    tuesday = MONDAY + WEEK + DAY
    borough.deliver(order, MONDAY + WEEK, on=tuesday)
    assert held(order, MONDAY + WEEK) == ("DELIVERED", 0)
    borough.pay(fund, MONDAY + WEEK, weeks=1, on=tuesday)
    assert held(order, MONDAY + WEEK) == ("DELIVERED", 2000)
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-1")
@pytest.mark.parametrize("after", [-1, 1, 7])
def test_a_day_the_order_does_not_plan_is_unknown(after: int) -> None:
    """The day before it starts, another weekday, and the day after it ended."""
    borough, _, order = ordered(weeks=2, weekdays=[0], ends_on=MONDAY + 6 * DAY)
    before = fingerprint()
    with pytest.raises(VisitUnknown):
        borough.deliver(order, MONDAY + after * DAY)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-1")
def test_a_declined_order_takes_no_deliveries() -> None:
    borough, _, order = ordered()
    endings.release(order=order.order, by=borough.provider, at=noon(MONDAY), on=MONDAY)
    before = fingerprint()
    with pytest.raises(VisitUnknown):
        borough.deliver(order, MONDAY)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-2")
def test_what_cannot_have_happened_is_refused() -> None:
    borough, _, order = ordered()
    before = fingerprint()
    with pytest.raises(OutcomeImpossible) as refusal:
        borough.deliver(order, MONDAY + DAY, on=MONDAY)
    assert refusal.value.day == MONDAY + DAY
    with pytest.raises(OutcomeImpossible):
        borough.deliver(order, MONDAY, quantity=-1)
    with pytest.raises(OutcomeImpossible):
        borough.deliver(order, MONDAY, workers=-1)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-2")
def test_a_billed_visit_is_not_recorded_anew() -> None:
    borough, fund, order = ordered()
    borough.deliver(order, MONDAY)
    borough.bill(fund, [line_sent(order, MONDAY)], on=MONDAY)
    before = fingerprint()
    borough.deliver(order, MONDAY)  # the very same is no change
    with pytest.raises(VisitBilled):
        borough.deliver(order, MONDAY, quantity="1/2")
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_one_delivery_is_not_recorded_for_two_visits() -> None:
    borough, _, order = ordered()
    borough.deliver(order, MONDAY)
    tuesday, same = MONDAY + DAY, delivery_of(order, MONDAY)
    before = fingerprint()
    with pytest.raises(KeyReused):
        borough.deliver(order, tuesday, delivery=same)
    fresh = uuid4()
    twice = [
        Outcome(line=order.line, day=day, delivery=fresh, quantity=1, workers=1)  # type: ignore[arg-type]
        for day in (tuesday, tuesday + DAY)
    ]
    with pytest.raises(KeyReused):
        delivered.record(
            order=order.order,
            outcomes=twice,
            by=borough.provider,
            at=noon(tuesday + DAY),
            on=tuesday + DAY,
        )
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-6")
def test_many_visits_are_one_entry_or_none() -> None:
    borough, fund, order = ordered()
    friday, sunday = MONDAY + 4 * DAY, MONDAY + 6 * DAY

    def outcome(day: date, quantity: object) -> Outcome:
        return Outcome(
            line=order.line,
            day=day,
            delivery=delivery_of(order, day),
            quantity=quantity,  # type: ignore[arg-type]
            workers=1,
        )

    def record(outcomes: list[Outcome]) -> None:
        delivered.record(
            order=order.order, outcomes=outcomes, by=borough.provider, at=noon(sunday), on=sunday
        )

    before, seq = fingerprint(), Fund.objects.get(pk=fund.pk).seq
    with pytest.raises(VisitUnknown):
        record([outcome(MONDAY, 0), outcome(MONDAY + 5 * DAY, 1)])
    assert fingerprint() == before
    record([outcome(MONDAY, 0), outcome(MONDAY + DAY, 0), outcome(friday, 1)])
    assert Fund.objects.get(pk=fund.pk).seq == seq + 1
    assert account(fund).reserved == 4800 + 3 * 2000
    assert_ledger_sound()


def test_only_the_provider_of_the_order_records() -> None:
    borough, _, order = ordered()
    other = Borough()
    before = fingerprint()
    for by in (other.provider, borough.budget_holder, borough.finance):
        with pytest.raises(NotAllowed):
            borough.deliver(order, MONDAY, by=by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-2")
def test_an_order_nobody_placed_has_no_visits() -> None:
    borough, _, order = ordered()
    before = fingerprint()
    with pytest.raises(VisitUnknown, match="no such order"):
        borough.deliver(replace(order, order=uuid4()), MONDAY)
    assert fingerprint() == before
