"""Raising invoices from deliveries: what is billed, once, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.models import InvoiceLine
from marketplace import funding
from marketplace.enums import MissedReason
from marketplace.models import Delivery
from marketplace.operations import deliveries, invoices
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 6, 1)
THURSDAY = date(2026, 6, 4)
NOW = make.noon(THURSDAY)


def delivered(order, *days, quantity="2"):
    return [
        deliveries.record(
            by=make.manager(order.provider),
            line=order.lines.get().reference,
            day=day,
            quantity=Fraction(quantity),
            workers=1,
            at=make.noon(day),
            on=day,
        )
        for day in days
    ]


def asked(order, rows, **changes):
    complete = invoices.Asked(
        token=uuid4(),
        person=order.person.reference,
        fund=order.fund,
        number="INV-0001",
        deliveries=[row.reference for row in rows],
    )
    return replace(complete, **changes)


def send(order, request, *, by=None):
    return invoices.raise_invoice(
        by=by or make.finance(order.provider),
        organisation_id=order.provider.organisation_id,
        asked=request,
        at=NOW,
    )


def test_what_was_delivered_is_billed_at_the_ordered_price():
    order = make.accepted()
    rows = delivered(order, MONDAY, quantity="3/4") + delivered(order, THURSDAY)
    request = asked(order, rows)

    received = send(order, request)

    assert received.accepted == (0, 1)
    assert received.refused == ()
    lines = InvoiceLine.objects.order_by("number")
    assert [str(line.amount.amount) for line in lines] == ["18.08", "48.20"]
    assert {row.invoice for row in Delivery.objects.all()} == {request.token}


def test_sending_the_form_twice_bills_once():
    order = make.accepted()
    request = asked(order, delivered(order, MONDAY))

    assert send(order, request) == send(order, request)
    assert InvoiceLine.objects.count() == 1
    assert AuditEvent.objects.filter(action="INVOICE_RAISED").count() == 1


def test_a_delivery_is_billed_once():
    order = make.accepted()
    rows = delivered(order, MONDAY)
    send(order, asked(order, rows))

    with pytest.raises(invoices.NothingToBill):
        send(order, asked(order, rows, number="INV-0002"))
    assert InvoiceLine.objects.count() == 1


def test_a_number_is_used_once():
    order = make.accepted()
    rows = delivered(order, MONDAY, THURSDAY)
    send(order, asked(order, rows[:1]))

    with pytest.raises(funding.NumberUsed) as refused:
        send(order, asked(order, rows[1:]))
    assert refused.value.number == "INV-0001"
    assert Delivery.objects.filter(invoice__isnull=True).count() == 1


def test_missed_visits_and_those_of_others_are_never_billed():
    order, other = make.accepted(), make.accepted()
    missed = deliveries.record_missed(
        by=make.manager(order.provider),
        line=order.lines.get().reference,
        day=MONDAY,
        reason=MissedReason.PERSON_NOT_IN,
        at=NOW,
        on=THURSDAY,
    )
    foreign = delivered(other, MONDAY)

    with pytest.raises(invoices.NothingToBill):
        send(order, asked(order, [missed, *foreign]))
    assert not InvoiceLine.objects.exists()


@pytest.mark.parametrize("role", [Role.PROVIDER_MANAGER, Role.COMMISSIONER])
def test_other_roles_do_not_raise_invoices(role):
    order = make.accepted()
    rows = delivered(order, MONDAY)
    other = make_accounts.actor_with_role(order.provider.organisation, role)
    with pytest.raises(NotAllowed):
        send(order, asked(order, rows), by=other)


def test_finance_of_another_provider_cannot_bill_for_this_one():
    order = make.accepted()
    rows = delivered(order, MONDAY)
    with pytest.raises(NotAllowed):
        send(order, asked(order, rows), by=make.finance(make.Provider()))
