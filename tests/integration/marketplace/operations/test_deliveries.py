"""Recording visits: which, how much, how often, and who may."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.models.journal import LedgerAccount
from marketplace.enums import DeliveryState, EndReason, MissedReason
from marketplace.models import Delivery, OrderLine
from marketplace.operations import deliveries, orders
from marketplace.rules import deliveries as rules
from marketplace.rules.states import NotInThisState
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 6, 1)
THURSDAY = date(2026, 6, 4)


def available(order):
    account = LedgerAccount.objects.get(fund__reference=order.fund, purpose="")
    return account.posted - account.reserved


def record(order, day=MONDAY, quantity="2", workers=1, *, by=None, on=None):
    return deliveries.record(
        by=by or make.manager(order.provider),
        line=order.lines.get().reference,
        day=day,
        quantity=Fraction(quantity),
        workers=workers,
        at=make.noon(on or day),
        on=on or day,
    )


def miss(order, day=MONDAY, reason=MissedReason.PERSON_AWAY):
    return deliveries.record_missed(
        by=make.manager(order.provider),
        line=order.lines.get().reference,
        day=day,
        reason=reason,
        at=make.noon(day),
        on=day,
    )


def test_a_visit_is_recorded_as_it_was():
    order = make.accepted()
    before = available(order)

    row = record(order, quantity="3/2")

    assert (row.state, row.quantity, row.workers) == (DeliveryState.DELIVERED, Fraction(3, 2), 1)
    assert available(order) - before == 2410 // 2
    assert AuditEvent.objects.get(action="VISIT_DELIVERED").person_id == order.person_id


def test_recording_the_same_again_changes_nothing():
    order = make.accepted()
    first, second = record(order), record(order)

    assert first == second
    assert Delivery.objects.count() == 1
    assert AuditEvent.objects.filter(action="VISIT_DELIVERED").count() == 1


def test_a_record_can_be_put_right_until_it_is_billed():
    order = make.accepted()
    record(order)
    half = available(order)
    record(order, quantity="1")
    assert available(order) - half == 2410
    Delivery.objects.update(invoice=uuid4())

    with pytest.raises(deliveries.AlreadyBilled):
        record(order, quantity="2")
    assert Delivery.objects.get().quantity == 1


def test_a_missed_visit_frees_its_money_and_has_a_reason():
    order = make.accepted()
    before = available(order)

    row = miss(order)

    assert (row.state, row.workers, row.missed_reason) == (
        DeliveryState.MISSED,
        0,
        MissedReason.PERSON_AWAY,
    )
    assert available(order) - before == 2 * 2410


def test_a_visit_that_was_missed_by_mistake_is_recorded_after_all():
    order = make.accepted()
    before = available(order)
    miss(order)
    record(order)

    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    assert available(order) == before


@pytest.mark.parametrize(
    ("day", "on", "refusal"),
    [
        (THURSDAY, THURSDAY - timedelta(days=1), rules.InTheFuture),
        (MONDAY - timedelta(days=7), MONDAY, rules.NotPlanned),
        (MONDAY + timedelta(days=1), THURSDAY, rules.NotPlanned),
    ],
)
def test_other_days_are_refused(day, on, refusal):
    order = make.accepted()
    with pytest.raises(refusal):
        record(order, day, on=on)
    assert not Delivery.objects.exists()


def test_nothing_is_recorded_after_the_end():
    order = make.accepted()
    orders.end(
        by=make_accounts.actor_for_person(order.person),
        order=order.reference,
        last_day=THURSDAY,
        reason=EndReason.OTHER,
        at=make.noon(MONDAY),
        on=MONDAY,
    )

    assert record(order, THURSDAY).day == THURSDAY
    with pytest.raises(rules.NotPlanned):
        record(order, date(2026, 6, 8))


@pytest.mark.parametrize(("quantity", "workers"), [("25/12", 1), ("2", 2)])
def test_more_than_was_ordered_is_refused(quantity, workers):
    order = make.accepted()
    with pytest.raises(rules.MoreThanOrdered):
        record(order, quantity=quantity, workers=workers)
    assert not Delivery.objects.exists()


def test_an_order_nobody_accepted_has_no_visits_to_record():
    order = make.placed()
    with pytest.raises(NotInThisState):
        record(order)


@pytest.mark.parametrize("role", [Role.PROVIDER_FINANCE, Role.COMMISSIONER])
def test_other_roles_do_not_record(role):
    order = make.accepted()
    with pytest.raises(NotAllowed):
        record(order, by=make_accounts.actor_with_role(order.provider.organisation, role))


def planned(order, *days):
    return [(order.lines.get().reference, day) for day in days]


def many(order, visits, *, by=None, on=THURSDAY):
    return deliveries.record_as_planned(
        by=by or make.manager(order.provider), visits=visits, at=make.noon(on), on=on
    )


def test_many_visits_are_recorded_as_planned_in_one_step():
    order = make.accepted()

    assert many(order, planned(order, MONDAY, THURSDAY)) == 2
    assert many(order, planned(order, MONDAY, THURSDAY)) == 0
    assert [row.quantity for row in Delivery.objects.all()] == [2, 2]


def test_what_was_recorded_otherwise_stays_so():
    order = make.accepted()
    miss(order)

    assert many(order, planned(order, MONDAY, THURSDAY)) == 1
    assert Delivery.objects.get(day=MONDAY).state == DeliveryState.MISSED


def test_one_that_cannot_be_recorded_holds_back_all():
    order = make.accepted()
    with pytest.raises(rules.InTheFuture):
        many(order, planned(order, MONDAY, THURSDAY), on=MONDAY)
    assert not Delivery.objects.exists()


def test_visits_of_another_provider_hold_back_all():
    order, other = make.accepted(), make.accepted()
    with pytest.raises(NotAllowed):
        many(order, planned(order, MONDAY) + planned(other, MONDAY))
    with pytest.raises(OrderLine.DoesNotExist):
        many(order, [*planned(order, MONDAY), (uuid4(), MONDAY)])
    assert not Delivery.objects.exists()


def test_each_further_visit_takes_one_statement():
    order, week = make.accepted(), timedelta(weeks=1)
    manager, counts = make.manager(order.provider), []
    for days in ((MONDAY,), (MONDAY + week, THURSDAY + week)):
        visits = planned(order, *days)
        with CaptureQueriesContext(connection) as asked:
            assert many(order, visits, by=manager, on=days[-1]) == len(days)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1
