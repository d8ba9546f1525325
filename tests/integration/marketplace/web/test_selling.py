"""The pages on which a provider answers orders, records visits and bills; and who may not."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent
from isf.models import InvoiceLine
from marketplace.enums import OrderState
from marketplace.models import Delivery, Order
from tests import signing_in
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 6, 1)


@pytest.fixture
def order(fund):
    return make.accepted(fund=fund)


def enter(client, provider, role=Role.PROVIDER_OWNER):
    member = make_accounts.Membership(organisation=provider.organisation, role=role)
    signing_in.sign_in(client, member.user)
    return client


def at(name, *args):
    return reverse(f"marketplace:{name}", args=args)


def visit(order, day=MONDAY):
    return at("visit-record", order.lines.get().reference, day.isoformat())


def test_an_order_is_accepted_with_one_button_and_then_shows_how_to_reach_the_person(client, fund):
    fund.person.address = "1 Quay Street"
    fund.person.save()
    order = make.placed(fund=fund)
    page = enter(client, order.provider).get(at("sale-list")).content.decode()
    assert fund.person.full_name in page
    before = client.get(at("sale-detail", order.reference)).content.decode()
    assert "1 Quay Street" not in before

    client.post(at("sale-accept", order.reference))

    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED
    assert "1 Quay Street" in client.get(at("sale-detail", order.reference)).content.decode()
    assert AuditEvent.objects.filter(action="ORDER_VIEWED", person=fund.person).exists()


def test_declining_needs_a_reason_and_tells_it_to_the_person(client, fund):
    order = make.placed(fund=fund)
    enter(client, order.provider)
    address = at("sale-decline", order.reference)
    assert "There is a problem" in client.post(address, {}).content.decode()

    client.post(address, {"reason": "NO_WORKER"})

    assert Order.objects.get().state == OrderState.DECLINED
    signing_in.sign_in(client, fund.person.user)
    page = client.get(at("order-detail", order.reference)).content.decode()
    assert "We have nobody free at these times" in page


def test_finance_reads_orders_and_does_not_answer_them(client, fund):
    order = make.placed(fund=fund)
    enter(client, order.provider, Role.PROVIDER_FINANCE)

    page = client.get(at("sale-detail", order.reference)).content.decode()
    assert "Accept the order" not in page
    assert client.post(at("sale-accept", order.reference)).status_code == 404


def test_ticked_visits_are_recorded_as_planned_in_one_step(client, order):
    enter(client, order.provider)
    key = f"{order.lines.get().reference}:{MONDAY.isoformat()}"
    assert key in client.get(at("visit-list")).content.decode()

    sent = {"visit": [key, "rubbish", f"{uuid4()}"], "week": MONDAY.isoformat()}
    page = client.post(at("visit-confirm"), sent, follow=True).content.decode()

    assert "1 visit recorded as planned." in page
    assert "Every visit of this week so far has a record." in page
    assert Delivery.objects.get().quantity == 2


def test_a_visit_that_is_not_planned_records_nothing_of_all_that_was_ticked(client, order):
    enter(client, order.provider)
    line = order.lines.get().reference
    sent = {"visit": [f"{line}:2026-06-01", f"{line}:2026-06-04"]}

    page = client.post(at("visit-confirm"), sent, follow=True).content.decode()

    assert "None was recorded" in page
    assert not Delivery.objects.exists()


def test_a_visit_is_recorded_as_it_was(client, order):
    enter(client, order.provider)
    client.post(visit(order), {"outcome": "DELIVERED", "quantity": "1.5"})
    assert str(Delivery.objects.get().quantity) == "3/2"

    client.post(visit(order), {"outcome": "MISSED", "reason": "PERSON_AWAY"})
    assert Delivery.objects.get().missed_reason == "PERSON_AWAY"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "There is a problem"),
        ({"outcome": "DELIVERED"}, "Enter how much was delivered"),
        ({"outcome": "DELIVERED", "quantity": "2.25"}, "no more was ordered"),
        ({"outcome": "DELIVERED", "quantity": "0"}, "above 0"),
        ({"outcome": "MISSED"}, "Say why"),
        ({"outcome": "MISSED", "reason": "DRAGONS"}, "There is a problem"),
    ],
)
def test_what_cannot_be_recorded_is_said(client, order, answers, words):
    page = enter(client, order.provider).post(visit(order), answers).content.decode()
    assert words in page
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "day", ["2026-06-02", "2026-06-04", "2026-05-25", "yesterday", "2026-13-01"]
)
def test_days_without_a_visit_to_record_do_not_exist(client, order, day):
    enter(client, order.provider)
    line = order.lines.get().reference
    assert client.get(at("visit-record", line, day)).status_code == 404


@pytest.mark.parametrize("week", ["", "soon", "9999-12-31", "0001-01-01", "2026-06-01"])
def test_any_week_in_the_address_shows_a_week(client, order, week):
    enter(client, order.provider)
    assert client.get(at("visit-list"), {"week": week}).status_code == 200


def bill(client, order, **changes):
    reference = Delivery.objects.get().reference
    sent = {"token": str(uuid4()), "number": "A-1", "deliveries": [str(reference)], **changes}
    return client.post(at("invoice-create", order.person.reference, order.fund), sent)


def test_what_was_delivered_is_billed_and_the_invoice_shows_each_line(client, order):
    enter(client, order.provider)
    client.post(visit(order), {"outcome": "DELIVERED", "quantity": "0.75"})
    assert order.person.full_name in client.get(at("invoice-new")).content.decode()
    draft = client.get(at("invoice-create", order.person.reference, order.fund)).content.decode()
    assert "£18.08" in draft

    page = client.get(bill(client, order)["Location"]).content.decode()

    assert "Waiting for the person" in page
    assert "£18.08" in page
    assert InvoiceLine.objects.count() == 1
    assert "There is nothing to bill" in client.get(at("invoice-new")).content.decode()


def test_a_second_click_shows_the_first_invoice(client, order):
    enter(client, order.provider)
    client.post(visit(order), {"outcome": "DELIVERED", "quantity": "1"})
    token = str(uuid4())
    first, second = (bill(client, order, token=token) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert InvoiceLine.objects.count() == 1


def test_a_number_that_was_used_is_said_and_nothing_is_billed(client, order):
    enter(client, order.provider)
    client.post(visit(order), {"outcome": "DELIVERED", "quantity": "1"})
    bill(client, order)
    Delivery.objects.update(invoice=None)

    page = bill(client, order).content.decode()
    assert "You have used this number before" in page
    assert InvoiceLine.objects.count() == 1


def test_managers_do_not_bill_and_finance_does_not_record(client, order):
    enter(client, order.provider, Role.PROVIDER_MANAGER)
    assert client.get(at("invoice-new")).status_code == 404
    enter(client, order.provider, Role.PROVIDER_FINANCE)
    assert client.get(visit(order)).status_code == 404


def test_another_provider_finds_nothing_of_this_one(client, order):
    enter(client, make.Provider())
    line, person = order.lines.get().reference, order.person.reference
    for hidden, missing in (
        (at("sale-detail", order.reference), at("sale-detail", uuid4())),
        (visit(order), at("visit-record", uuid4(), MONDAY.isoformat())),
        (at("visit-record", line, "2026-06-01"), at("visit-record", uuid4(), "2026-06-01")),
        (at("invoice-create", person, order.fund), at("invoice-create", uuid4(), uuid4())),
        (
            at("catalogue-preview", order.offer_version.offer.reference),
            at("catalogue-preview", uuid4()),
        ),
    ):
        answers = [client.get(address) for address in (hidden, missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


@pytest.mark.parametrize("name", ["sale-list", "visit-list"])
def test_lists_cost_the_same_queries_for_one_row_and_for_many(client, fund, name):
    def count():
        query = urlencode({"show": "running"})
        with CaptureQueriesContext(connection) as queries:
            assert fund.person.full_name in client.get(f"{at(name)}?{query}").content.decode()
        return len(queries)

    version = make.published(prices=make.grid(pence=500))
    make.accepted(fund=fund, version=version)
    enter(client, version.offer.provider)
    one = count()
    for _ in range(3):
        make.accepted(fund=fund, version=version)
    assert count() == one
