"""The same form sent from two tabs, after going back, or after acting for somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from marketplace.models import Order
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories import money
from tests.ordering import answers

pytestmark = pytest.mark.django_db


def available(fund):
    row = money.account(fund)
    return row.posted - row.reserved


def url(name, version):
    return reverse(f"marketplace:{name}", args=[version.offer.reference])


@pytest.mark.rule("ISF-LED-3")
def test_two_tabs_with_the_same_form_order_once_and_say_so(holder, version, fund):
    sent = answers(version, fund)
    with time_machine.travel("2026-06-01T09:00:00+01:00", tick=False) as clock:
        first = holder.post(url("order-check", version), sent, follow=True)
        spent = available(fund)
        clock.shift(timedelta(seconds=1))
        second = holder.post(url("order-check", version), sent, follow=True)

    assert "Your order was sent to the provider." in first.content.decode()
    page = second.content.decode()
    assert "You sent this order before. It was not ordered a second time." in page
    assert "Your order was sent to the provider." not in page
    assert second.redirect_chain == first.redirect_chain
    assert Order.objects.count() == 1
    assert available(fund) == spent


@pytest.mark.rule("ISF-LED-3")
def test_going_back_to_change_what_was_sent_changes_nothing(holder, version, fund):
    sent = answers(version, fund)
    holder.post(url("order-check", version), sent)
    spent = available(fund)

    page = holder.post(url("order-check", version), {**sent, "quantity_1": "3"}).content.decode()

    assert "You have already sent this order once, and changed it since" in page
    assert "begin again from the offer" in page
    assert Order.objects.get().lines.get().quantity == 2
    assert available(fund) == spent


def test_two_tabs_with_a_form_of_their_own_are_two_orders(holder, version, fund):
    for _ in range(2):
        holder.post(url("order-check", version), answers(version, fund))

    assert Order.objects.count() == 2


def test_a_tab_left_open_orders_nothing_for_whom_one_acts_for_since(holder, version, fund):
    other = make.fund(person=make_accounts.Person(authority=fund.authority))
    power = make_accounts.Representative(user=fund.person.user, person=other.person)
    sent = answers(version, fund)
    holder.post(reverse("accounts:acting-switch"), {"hat": f"person:{power.person.reference}"})

    answer = holder.post(url("order-check", version), sent, follow=True)

    assert "There is a problem" in answer.content.decode()
    assert not Order.objects.exists()
