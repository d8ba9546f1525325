"""An order that ends with less notice than was published: shown, kept, billed, paid."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from isf.enums import EntryKind
from isf.models import CancellationCharge, Invoice, InvoiceLine
from isf.models.journal import JournalEntry
from isf.operations import decisions
from marketplace.enums import CancellationKind, OrderState
from tests import signing_in
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-2")]

SOON = {"last_day_day": "3", "last_day_month": "6", "last_day_year": "2026", "reason": "OTHER"}
NOTICE_KEPT = SOON | {"last_day_day": "8"}


@pytest.fixture
def order(fund):
    version = make.published(cancellation=CancellationKind.AMOUNT, cancellation_pence=1500)
    return make.accepted(version=version, fund=fund)


@pytest.fixture
def address(order):
    return reverse("marketplace:order-end", args=[order.reference])


def words_of(answer):
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def finance(client, order):
    member = make_accounts.Membership(
        organisation=order.provider.organisation, role=Role.PROVIDER_FINANCE
    )
    signing_in.sign_in(client, member.user)
    return client


def test_what_an_early_end_costs_is_shown_before_it_ends(holder, order, address):
    before = fingerprint()
    answer = holder.post(address, SOON)
    page = words_of(answer)
    assert "Ending it on 3 June 2026 costs £15.00" in page
    assert "bill it until 1 July 2026" in page
    assert 'name="shown_pence" value="1500"' in answer.content.decode()
    assert fingerprint() == before
    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED

    holder.post(address, SOON | {"shown_pence": "1500"})
    order.refresh_from_db()
    assert (order.state, order.ends_on) == (OrderState.ENDED, date(2026, 6, 3))
    assert CancellationCharge.objects.get().reserved_pence == 1500


def test_with_the_notice_kept_it_ends_in_one_step_and_costs_nothing(holder, order, address):
    assert "you see how much before" in holder.get(address).content.decode()
    holder.post(address, NOTICE_KEPT)
    order.refresh_from_db()
    assert order.state == OrderState.ENDED
    assert not CancellationCharge.objects.exists()


def test_who_was_shown_less_sees_the_new_amount_first(holder, order, address):
    page = words_of(holder.post(address, SOON | {"shown_pence": "1499"}))
    assert "costs £15.00" in page
    order.refresh_from_db()
    assert order.state == OrderState.ACCEPTED


def test_its_provider_bills_it_and_the_person_pays_what_was_shown(holder, client, order, address):
    holder.post(address, SOON | {"shown_pence": "1500"})
    provider = finance(client, order)
    people = provider.get(reverse("marketplace:invoice-new")).content.decode()
    assert "An order that ended early, until 1 July 2026" in people
    create = reverse("marketplace:invoice-create", args=[order.person.reference, order.fund])
    draft = provider.get(create)
    assert "Help at home ended with too little notice" in draft.content.decode()
    charge = CancellationCharge.objects.get()
    sent = {
        "token": draft.context["form"]["token"].value(),
        "number": "E1",
        "deliveries": [str(charge.reference)],
    }
    provider.post(create, sent)
    provider.post(create, sent)
    bill = Invoice.objects.get()
    shown = provider.get(reverse("marketplace:invoice-detail", args=[bill.reference]))
    assert "Help at home, ended with too little notice" in shown.content.decode()
    assert (
        "There is nothing to bill"
        in provider.get(reverse("marketplace:invoice-new")).content.decode()
    )

    signing_in.sign_in(client, order.person.user)
    page = client.get(reverse("isf:invoice-detail", args=[bill.reference])).content.decode()
    assert "For ending the order with less notice than the provider asked for" in page
    by = make_accounts.actor_for_person(order.person)
    on = date(2026, 6, 1)
    paid = decisions.approve(invoice_id=bill.pk, by=by, at=make.noon(on), on=on)
    assert paid.paid_pence == 1500
    assert JournalEntry.objects.filter(kind=EntryKind.CANCELLATION).count() == 1
    assert_ledger_sound()


def test_an_order_nobody_accepted_costs_nothing_and_cannot_be_billed(client, fund):
    version = make.published(cancellation=CancellationKind.AMOUNT, cancellation_pence=1500)
    order = make.placed(version=version, fund=fund)
    signing_in.sign_in(client, order.person.user)
    client.post(reverse("marketplace:order-end", args=[order.reference]), {"reason": "OTHER"})
    assert not CancellationCharge.objects.exists()
    provider = finance(client, order)
    create = reverse("marketplace:invoice-create", args=[order.person.reference, order.fund])
    assert "nothing left to bill" in provider.get(create).content.decode()


def test_after_the_days_for_bills_there_is_nothing_to_tick(holder, client, order, address):
    holder.post(address, SOON | {"shown_pence": "1500"})
    provider = finance(client, order)
    create = reverse("marketplace:invoice-create", args=[order.person.reference, order.fund])
    for day, words in (("2026-07-01", "too little notice"), ("2026-07-02", "nothing left")):
        with time_machine.travel(f"{day}T12:00:00Z", tick=False):
            signing_in.sign_in(
                client,
                make_accounts.Membership(
                    organisation=order.provider.organisation, role=Role.PROVIDER_FINANCE
                ).user,
            )
            assert words in provider.get(create).content.decode()
    assert not InvoiceLine.objects.exists()
