"""An order whose fund was given a last day shows the day it really ends, and why."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from isf.enums import NoticeParty
from marketplace.enums import OrderState
from tests import signing_in
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories.notices import given

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-2")]
LAST = "29 June 2026"  # notice received on 1 June 2026, of 28 days


def page(client: Client, name: str, order=None) -> str:
    args = [order.reference] if order else []
    return client.get(reverse(f"marketplace:{name}", args=args)).content.decode()


def give_notice(fund):
    by = make_accounts.actor_for_person(fund.person)
    assert given(fund, by=by, party=NoticeParty.PERSON).last_day == date(2026, 6, 29)


def seller(order) -> Client:
    client = Client()
    organisation = order.provider.organisation
    member = make_accounts.Membership(organisation=organisation, role=Role.PROVIDER_MANAGER)
    signing_in.sign_in(client, member.user)
    return client


@pytest.mark.parametrize("ends_on", [None, date(2026, 7, 30)])
def test_both_sides_read_the_last_day_and_why(holder, version, fund, ends_on):
    order = make.accepted(version=version, fund=fund, ends_on=ends_on)
    assert f"1 to {LAST}" not in page(holder, "order-detail", order)
    give_notice(fund)
    for client, detail, rows in (
        (holder, "order-detail", "order-list"),
        (seller(order), "sale-detail", None),
    ):
        shown = page(client, detail, order)
        assert f"Its fund was given a last day, {LAST}." in shown
        assert f"Ends on {LAST}" in shown
        assert f"1 to {LAST}" in shown
        if rows:
            assert f"Ends on {LAST}" in page(client, rows)
    assert "30 July" not in page(holder, "order-detail", order)


def test_an_order_that_ends_before_the_fund_says_nothing_of_it(holder, version, fund):
    order = make.accepted(version=version, fund=fund, ends_on=date(2026, 6, 20))
    give_notice(fund)
    shown = page(holder, "order-detail", order)
    assert "20 June 2026" in shown
    assert "Its fund" not in shown


def test_an_order_beyond_the_last_day_does_not_begin_and_cannot_be_accepted(holder, version, fund):
    order = make.placed(version=version, fund=fund, starts_on=date(2026, 7, 6))
    give_notice(fund)
    assert "Does not begin" in page(holder, "order-detail", order)
    client = seller(order)
    assert "Accept the order" not in page(client, "sale-detail", order)
    accept = reverse("marketplace:sale-accept", args=[order.reference])
    answer = client.post(accept, follow=True).content.decode()
    assert "The fund ends before the first visit. Decline this order." in answer
    order.refresh_from_db()
    assert order.state == OrderState.PLACED


def test_it_cannot_be_ended_on_a_day_that_is_not_paid(holder, version, fund):
    order = make.accepted(version=version, fund=fund)
    give_notice(fund)
    answer = holder.post(
        reverse("marketplace:order-end", args=[order.reference]),
        {
            "last_day_day": "30",
            "last_day_month": "6",
            "last_day_year": "2026",
            "reason": "OTHER",
        },
    ).content.decode()
    assert "The order already ends before that. Enter an earlier day" in answer
    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED


def test_visits_after_the_last_paid_day_are_not_asked_for(holder, version, fund):
    order = make.accepted(version=version, fund=fund)
    beyond = make.accepted(version=version, fund=fund, starts_on=date(2026, 7, 6))
    give_notice(fund)
    with time_machine.travel("2026-07-08T09:00:00+01:00", tick=False):
        client = seller(order)
        weeks = {
            week: client.get(reverse("marketplace:visit-list"), {"week": week}).content.decode()
            for week in ("2026-06-29", "2026-07-06")
        }
    asked = re.compile(r'name="visit" value="([^"]+)"')
    keys = asked.findall(weeks["2026-06-29"])
    assert len(keys) == 1
    assert "2026-06-29" in keys[0]
    assert asked.findall(weeks["2026-07-06"]) == []
    assert str(beyond.lines.get().reference) not in weeks["2026-07-06"]
