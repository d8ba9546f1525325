"""A bill is taken in line by line: each refusal once, with who must act and by when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.models import Fund, Invoice, InvoiceLine
from isf.operations import endings
from isf.operations.invoices import InvoiceEmpty, NumberUsed
from isf.operations.posting import KeyReused
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import (
    DAY,
    MONDAY,
    WEEK,
    Ordered,
    delivery_of,
    line_sent,
    noon,
)
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def delivered(**numbers: Any) -> tuple[Borough, Fund, Ordered]:
    """A week of visits of 20.00; Monday and Tuesday happened, Wednesday by half."""
    borough = Borough(numbers=usual_numbers(**numbers))
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    borough.deliver(order, MONDAY + DAY)
    borough.deliver(order, MONDAY + 2 * DAY, quantity="1/2")
    return borough, fund, order


def said(invoice: Invoice) -> list[tuple[str, str]]:
    rows = InvoiceLine.objects.filter(invoice=invoice).order_by("number")
    return [(row.state, row.refusal) for row in rows]


@pytest.mark.rule("ISF-BIL-1")
@pytest.mark.rule("ISF-BIL-8")
def test_lines_that_keep_the_rules_wait_for_the_person() -> None:
    borough, fund, order = delivered()
    lines = [
        line_sent(order, MONDAY),
        line_sent(order, MONDAY + 2 * DAY, quantity=line_sent(order, MONDAY).quantity / 2),
    ]
    invoice = borough.bill(fund, lines, on=MONDAY + 3 * DAY)
    assert said(invoice) == [("WAITING", ""), ("WAITING", "")]
    assert [row.amount.amount for row in invoice.lines.all()] == [20, 10]
    assert (invoice.person_id, invoice.payee_id) == (fund.person_id, borough.carer.pk)
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-2")
def test_each_reason_is_said_exactly_once() -> None:
    borough, fund, order = delivered()
    borough.bill(fund, [line_sent(order, MONDAY)], number="B0")
    other_week = MONDAY + WEEK
    lines = {
        "NO_ORDER": line_sent(order, MONDAY + 5 * DAY),  # a Saturday
        "NOTHING_BILLED": line_sent(order, MONDAY + DAY, price_pence=0),
        "BILLED_BEFORE": line_sent(order, MONDAY),
        "NOT_DELIVERED": line_sent(order, MONDAY + 3 * DAY),
        "PRICE_ABOVE_ORDER": line_sent(order, MONDAY + DAY, price_pence=2001),
        "BILLED_ABOVE_DELIVERED": line_sent(order, MONDAY + 2 * DAY),
    }
    invoice = borough.bill(fund, list(lines.values()), on=MONDAY + 3 * DAY)
    rows = {row.refusal: row for row in invoice.lines.all()}
    assert list(rows) == list(lines)
    for row in rows.values():
        assert row.state == "REFUSED"
        assert row.must_act == "PROVIDER"
        assert row.act_by == MONDAY + 3 * DAY + timedelta(days=28)
    # A visit no money and no delivery has touched was ordered all the same.
    late = borough.bill(fund, [line_sent(order, other_week)], number="B2", on=other_week)
    assert said(late) == [("REFUSED", "NOT_DELIVERED")]


@pytest.mark.rule("ISF-BIL-2")
def test_more_than_ordered_is_refused_unless_the_council_tolerates_it() -> None:
    borough, fund, order = delivered()
    borough.deliver(order, MONDAY + 3 * DAY, quantity="11/10")
    more = line_sent(order, MONDAY + 3 * DAY, quantity=line_sent(order, MONDAY).quantity * 11 / 10)
    invoice = borough.bill(fund, [more], on=MONDAY + 3 * DAY)
    assert said(invoice) == [("REFUSED", "ABOVE_ORDERED")]
    assert invoice.lines.get().must_act == "BUDGET_HOLDER"


@pytest.mark.rule("ISF-BIL-2")
def test_what_is_tolerated_takes_available_money_when_it_is_approved() -> None:
    """A tenth more than ordered: 22.00, of which 20.00 were set aside."""
    borough, fund, order = delivered(tolerance_bp=1000)
    borough.deliver(order, MONDAY + 3 * DAY, quantity="11/10")
    more = line_sent(order, MONDAY + 3 * DAY, quantity=line_sent(order, MONDAY).quantity * 11 / 10)
    invoice = borough.bill(fund, [more], on=MONDAY + 3 * DAY)
    assert said(invoice) == [("WAITING", "")]
    assert borough.approve(invoice, on=MONDAY + 3 * DAY).paid_pence == 2200
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-2")
def test_the_same_visit_twice_on_one_bill_is_billed_once() -> None:
    borough, fund, order = delivered()
    invoice = borough.bill(fund, [line_sent(order, MONDAY), line_sent(order, MONDAY)])
    assert said(invoice) == [("WAITING", ""), ("REFUSED", "BILLED_BEFORE")]


@pytest.mark.rule("ISF-BIL-2")
def test_a_refused_line_may_be_billed_again() -> None:
    borough, fund, order = delivered()
    borough.bill(fund, [line_sent(order, MONDAY, price_pence=2001)])
    again = borough.bill(fund, [line_sent(order, MONDAY)], number="B2")
    assert said(again) == [("WAITING", "")]


@pytest.mark.rule("ISF-BIL-1")
def test_a_line_points_to_the_delivery_of_that_visit() -> None:
    borough, fund, order = delivered()
    tuesday = delivery_of(order, MONDAY + DAY)
    invoice = borough.bill(
        fund,
        [line_sent(order, MONDAY, delivery=uuid4()), line_sent(order, MONDAY, delivery=tuesday)],
    )
    assert said(invoice) == [("REFUSED", "NOT_DELIVERED")] * 2


@pytest.mark.rule("ISF-BIL-1")
def test_one_bill_one_person_one_provider() -> None:
    """Another provider's order, and another person's, are no order of this bill."""
    borough, fund, order = delivered()
    other = make.ProviderOrganisation()
    other_provider = make.actor_with_role(other, Role.PROVIDER_FINANCE)
    foreign = borough.bill(fund, [line_sent(order, MONDAY)], by=other_provider, payee=other)
    assert said(foreign) == [("REFUSED", "NO_ORDER")]
    stranger = borough.open_fund(person=make.Person(authority=borough.authority))
    wrong_fund = borough.bill(stranger, [line_sent(order, MONDAY)], number="B2")
    assert said(wrong_fund) == [("REFUSED", "NO_ORDER")]


@pytest.mark.rule("ISF-BIL-1")
def test_visits_after_an_order_ended_are_no_order_but_delivered_ones_are_owed() -> None:
    borough, fund, order = delivered()
    endings.end(
        order=order.order,
        ends_on=MONDAY,
        by=borough.budget_holder,
        at=noon(MONDAY + 3 * DAY),
        on=MONDAY + 3 * DAY,
    )
    lines = [line_sent(order, MONDAY + DAY), line_sent(order, MONDAY + 3 * DAY)]
    invoice = borough.bill(fund, lines, on=MONDAY + 3 * DAY)
    assert said(invoice) == [("WAITING", ""), ("REFUSED", "NO_ORDER")]


@pytest.mark.rule("ISF-LED-3")
def test_the_same_bill_again_is_the_first_one() -> None:
    borough, fund, order = delivered()
    reference = uuid4()
    first = borough.bill(fund, [line_sent(order, MONDAY)], reference=reference)
    before = fingerprint()
    assert borough.bill(fund, [line_sent(order, MONDAY)], reference=reference) == first
    for other in (
        {"lines": [line_sent(order, MONDAY + DAY)]},
        {"lines": [line_sent(order, MONDAY, price_pence=1999)]},
        {"lines": [line_sent(order, MONDAY)], "number": "B9"},
    ):
        with pytest.raises(KeyReused):
            borough.bill(fund, reference=reference, **other)  # type: ignore[arg-type]
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-1")
def test_a_number_is_used_once_and_a_bill_has_lines() -> None:
    borough, fund, order = delivered()
    borough.bill(fund, [line_sent(order, MONDAY)])
    before = fingerprint()
    with pytest.raises(NumberUsed) as refusal:
        borough.bill(fund, [line_sent(order, MONDAY + DAY)])
    assert refusal.value.number == "B1"
    with pytest.raises(InvoiceEmpty):
        borough.bill(fund, [], number="B2")
    assert fingerprint() == before


def test_only_the_payee_itself_sends_its_bills() -> None:
    borough, fund, order = delivered()
    volunteer = make.actor_with_role(borough.carer, Role.COMMUNITY_WORKER)
    other_provider = Borough().provider
    before = fingerprint()
    for by in (borough.budget_holder, borough.finance, other_provider, volunteer):
        with pytest.raises(NotAllowed):
            borough.bill(fund, [line_sent(order, MONDAY)], by=by)
    assert fingerprint() == before
