"""The pages on which a person follows and ends an order, and who else may not."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from marketplace.enums import OrderState
from tests import signing_in
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

TODAY = date(2026, 6, 1)
pytestmark = [pytest.mark.django_db]


def url(name, version):
    return reverse(f"marketplace:{name}", args=[version.offer.reference])


def test_an_order_is_ended_in_one_step_with_its_terms_stated(holder, version, fund):
    order = make.accepted(version=version, fund=fund)
    address = reverse("marketplace:order-end", args=[order.reference])
    page = holder.get(address).content.decode()
    assert "The provider asks for 7 days of notice." in page
    assert "8 June 2026" in page

    holder.post(
        address,
        {
            "last_day_day": "8",
            "last_day_month": "6",
            "last_day_year": "2026",
            "reason": "TOO_EXPENSIVE",
        },
    )

    order.refresh_from_db()
    assert (order.state, order.ends_on) == (OrderState.ENDED, date(2026, 6, 8))
    detail = holder.get(reverse("marketplace:order-detail", args=[order.reference]))
    assert "Ends on 8 June 2026" in detail.content.decode()


def test_an_end_in_the_past_is_refused_in_words(holder, version, fund):
    order = make.accepted(version=version, fund=fund)
    page = holder.post(
        reverse("marketplace:order-end", args=[order.reference]),
        {"last_day_day": "31", "last_day_month": "5", "last_day_year": "2026", "reason": "OTHER"},
    ).content.decode()

    assert "The last day must be today or later" in page
    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED


def test_taking_back_an_unanswered_order_asks_only_why(holder, version, fund):
    order = make.placed(version=version, fund=fund)
    address = reverse("marketplace:order-end", args=[order.reference])
    assert "last_day" not in holder.get(address).content.decode()

    holder.post(address, {"reason": "NO_LONGER_NEEDED"})
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED


def test_orders_of_others_answer_like_orders_that_do_not_exist(holder):
    theirs = make.accepted()
    for name in ("order-detail", "order-end"):
        answered = {
            (page.status_code, page.content)
            for page in (
                holder.get(reverse(f"marketplace:{name}", args=[reference]))
                for reference in (theirs.reference, uuid4())
            )
        }
        assert len(answered) == 1
        assert answered.pop()[0] == 404


def test_who_may_only_see_cannot_order(client, version, fund):
    seeing = make_accounts.Representative(person=fund.person, scopes=[Scope.SEE])
    order = make.accepted(version=version, fund=fund)
    signing_in.sign_in(client, seeing.user)

    detail = client.get(reverse("marketplace:order-detail", args=[order.reference]))
    assert detail.status_code == 200
    assert "End this order" not in detail.content.decode()
    assert AuditEvent.objects.filter(action="ORDER_VIEWED", user=seeing.user).count() == 1
    assert "Order this" not in client.get(url("offer-detail", version)).content.decode()
    assert client.get(url("order-create", version)).status_code == 404
    assert client.post(url("order-check", version), {}).status_code == 404
    assert client.get(reverse("marketplace:order-end", args=[order.reference])).status_code == 404


@pytest.mark.parametrize("name", ["order-create", "order-check"])
def test_providers_do_not_order(client, version, name):
    member = make_accounts.Membership(
        organisation=version.offer.provider.organisation, role=Role.PROVIDER_OWNER
    )
    signing_in.sign_in(client, member.user)
    assert client.get(url(name, version)).status_code == 404


def test_nobody_orders_without_signing_in(client, version, fund):
    answer = client.get(url("order-check", version))
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


def test_the_list_costs_the_same_queries_for_one_order_and_for_many(holder, fund):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page = holder.get(reverse("marketplace:order-list"))
        assert "Help at home" in page.content.decode()
        return len(queries)

    small = make.published(prices=make.grid(pence=500))
    make.placed(version=small, fund=fund)
    one = count()
    for _ in range(3):
        make.placed(version=small, fund=fund)
    assert count() == one


def test_the_search_costs_the_same_queries_for_one_offer_and_for_many(holder, version):
    def count():
        with CaptureQueriesContext(connection) as queries:
            holder.get(reverse("marketplace:offer-list"), {"quantity": "4"})
        return len(queries)

    one = count()
    for _ in range(3):
        make.published()
    assert count() == one
