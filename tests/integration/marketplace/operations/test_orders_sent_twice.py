"""An order sent twice is one order; one that met another transaction is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from accounts.models import AuditEvent
from marketplace.enums import EndReason
from marketplace.models import Order
from marketplace.operations import orders
from marketplace.rules.orders import Line
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import money

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
NOW = make.noon(TODAY)


def available(fund):
    row = money.account(fund)
    return row.posted - row.reserved


def place(version, fund):
    request = make.asked(version=version, fund=fund)
    by = make_accounts.actor_for_person(fund.person)
    return orders.place(by=by, person_id=fund.person_id, request=request, at=NOW, on=TODAY)


def test_the_same_form_sent_twice_orders_once():
    fund, version = make.fund(), make.published()
    request = make.asked(version=version, fund=fund)
    by = make_accounts.actor_for_person(fund.person)

    first, second = (
        orders.place(by=by, person_id=fund.person_id, request=request, at=NOW, on=TODAY)
        for _ in range(2)
    )

    assert first == second
    assert Order.objects.count() == 1
    assert AuditEvent.objects.filter(action="ORDER_PLACED").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": (Line(weekdays=frozenset({0, 3}), starts_at=time(10), quantity=Fraction(3)),)},
        {"starts_on": date(2026, 6, 2)},
        {"ends_on": date(2026, 8, 30)},
        {"set_aside_pence": 100},
        {"fund": UUID(int=1)},
        {"version": 2},
    ],
)
def test_the_same_token_for_anything_else_is_refused(changes):
    fund, version = make.fund(), make.published()
    by = make_accounts.actor_for_person(fund.person)
    request = make.asked(version=version, fund=fund)
    send = {"by": by, "person_id": fund.person_id, "at": NOW, "on": TODAY}
    order = orders.place(request=request, **send)

    with pytest.raises(orders.TokenReused) as refused:
        orders.place(request=replace(request, **changes), **send)

    assert refused.value.order == order.reference
    assert Order.objects.count() == 1


def test_an_order_that_was_ended_since_is_still_the_one_the_form_placed():
    fund, version = make.fund(), make.published()
    by = make_accounts.actor_for_person(fund.person)
    send = {"by": by, "person_id": fund.person_id, "at": NOW, "on": TODAY}
    request = make.asked(version=version, fund=fund)
    order = orders.place(request=request, **send)
    orders.accept(by=make.manager(order.provider), order=order.reference, at=NOW)
    ended = orders.end(
        by=by,
        order=order.reference,
        last_day=TODAY + timedelta(days=20),
        reason=EndReason.OTHER,
        at=NOW,
        on=TODAY,
    )

    assert orders.place(request=request, **send) == ended


class Serialisation(Exception):
    """What the driver of PostgreSQL says when two transactions met."""

    sqlstate = "40001"


def failing(*, times):
    """The first so many statements that write an order fail as if two transactions had met."""
    left = [times]

    def execute(run, sql, params, many, context):
        if left[0] and sql.startswith("INSERT INTO") and "marketplace_orderline" in sql:
            left[0] -= 1
            raise OperationalError("could not serialize access") from Serialisation()
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


@pytest.mark.django_db(transaction=True)
def test_an_order_that_met_another_transaction_is_tried_again():
    fund, version = make.fund(), make.published()
    before = available(fund)

    with failing(times=2):
        place(version, fund)

    assert Order.objects.count() == 1
    assert AuditEvent.objects.filter(action="ORDER_PLACED").count() == 1
    assert available(fund) < before


@pytest.mark.django_db(transaction=True)
def test_an_order_that_always_fails_is_told_and_leaves_nothing():
    fund, version = make.fund(), make.published()
    before = available(fund)

    with failing(times=99), pytest.raises(OperationalError):
        place(version, fund)

    assert not Order.objects.exists()
    assert available(fund) == before
