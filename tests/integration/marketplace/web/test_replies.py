"""A provider answers a queried line on a page, or takes it back and bills the visit again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from isf.enums import LineState
from isf.models import Deployment, Invoice, InvoiceLine
from isf.operations import decisions
from marketplace.models import Delivery
from tests import signing_in
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.integration.marketplace.operations.test_invoices import asked, delivered, send

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 6, 1)
TWICE = 2


@pytest.fixture
def order(fund):
    return make.accepted(fund=fund)


@pytest.fixture
def bill(order):
    """One visit, billed and asked about."""
    received = send(order, asked(order, delivered(order, MONDAY)))
    bill = Invoice.objects.get(reference=received.reference)
    ask(bill, order.person)
    return bill


def ask(bill, person, words="Who came?"):
    decisions.query(
        invoice_id=bill.pk,
        lines=[0],
        words=words,
        by=make_accounts.actor_for_person(person),
        at=make.noon(MONDAY),
    )


@pytest.fixture
def seller(client, order):
    member = make_accounts.Membership(
        organisation=order.provider.organisation, role=Role.PROVIDER_FINANCE
    )
    signing_in.sign_in(client, member.user)
    return client


def page(bill):
    return reverse("marketplace:invoice-reply", args=[bill.reference, 0])


def detail(bill):
    return reverse("marketplace:invoice-detail", args=[bill.reference])


def form_on(client, bill, **typed):
    shown = client.get(page(bill)).context["form"]["shown"].value()
    return {"shown": shown, **typed}


def line_of(bill):
    return InvoiceLine.objects.get(invoice=bill)


def test_the_invoice_leads_to_the_answer_and_shows_what_was_said(seller, bill):
    invoice = seller.get(detail(bill)).content.decode()
    assert "Who came?" in invoice
    assert page(bill) in invoice

    sent = form_on(seller, bill, do="explain", words="Jo came at nine.")
    answered = seller.post(page(bill), sent, follow=True).content.decode()

    assert line_of(bill).state == LineState.WAITING
    assert "Your answer was sent" in answered
    assert "Jo came at nine." in answered


def test_the_person_reads_the_answer_beside_the_line(client, seller, bill, order):
    seller.post(page(bill), form_on(seller, bill, do="explain", words="Jo came at nine."))
    signing_in.sign_in(client, order.person.user)
    shown = client.get(reverse("isf:invoice-detail", args=[bill.reference])).content.decode()
    assert "Who came?" in shown
    assert "Jo came at nine." in shown


def test_a_line_taken_back_can_be_billed_again(seller, bill, order):
    sent = form_on(seller, bill, do="take_back", words="That was wrong.")
    taken = seller.post(page(bill), sent, follow=True).content.decode()
    assert "The line was taken back" in taken
    assert line_of(bill).state == LineState.CREDITED
    assert Delivery.objects.get().invoice is None
    assert order.person.full_name in seller.get(reverse("marketplace:invoice-new")).content.decode()

    again = send(order, asked(order, Delivery.objects.all(), number="INV-0002"))
    assert (again.accepted, again.refused) == ((0,), ())
    twice = seller.post(page(bill), sent, follow=True).content.decode()
    assert "The line was taken back" in twice
    assert Delivery.objects.get().invoice == again.reference


def test_a_double_click_says_it_once(seller, bill):
    sent = form_on(seller, bill, do="explain", words="Jo came at nine.")
    seller.post(page(bill), sent)
    again = seller.post(page(bill), sent, follow=True).content.decode()
    assert line_of(bill).said.count() == TWICE
    assert line_of(bill).state == LineState.WAITING
    assert "Your answer was sent" in again


def test_an_old_page_says_that_the_line_changed(seller, bill, order):
    sent = form_on(seller, bill, do="explain", words="Jo came at nine.")
    ask(bill, order.person, "And when?")
    answered = seller.post(page(bill), sent, follow=True).content.decode()
    assert "That line changed while you wrote" in answered
    assert line_of(bill).state == LineState.QUERIED


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"do": "explain", "words": " "}, "Write what you tell the person"),
        ({"words": "Jo came."}, "Say whether you explain the line or take it back"),
        ({"do": "pay", "words": "Jo came."}, "not one of the available choices"),
    ],
)
def test_what_is_missing_is_said(seller, bill, typed, problem):
    answered = seller.post(page(bill), form_on(seller, bill, **typed))
    assert problem in answered.content.decode()
    assert line_of(bill).state == LineState.QUERIED


def test_a_line_nobody_asked_about_is_only_taken_back(seller, order):
    received = send(order, asked(order, delivered(order, MONDAY)))
    bill = Invoice.objects.get(reference=received.reference)
    sent = form_on(seller, bill, words="Billed by mistake.")
    assert "do" not in seller.get(page(bill)).context["form"].fields
    seller.post(page(bill), {**sent, "do": "explain"})
    assert line_of(bill).state == LineState.WAITING
    seller.post(page(bill), sent)
    assert line_of(bill).state == LineState.CREDITED


def test_a_decided_line_leads_back_to_its_invoice(seller, bill, order):
    decisions.approve(
        invoice_id=bill.pk,
        lines=[0],
        by=make_accounts.actor_for_person(order.person),
        at=make.noon(MONDAY),
        on=MONDAY,
    )
    answered = seller.get(page(bill), follow=True)
    assert answered.redirect_chain[-1][0] == detail(bill)
    assert "does not wait for you" in answered.content.decode()


@pytest.mark.parametrize("line", [1, 999999999999])
def test_a_line_that_is_not_there_leads_back(seller, bill, line):
    address = reverse("marketplace:invoice-reply", args=[bill.reference, line])
    assert seller.get(address).status_code == 302


@pytest.mark.rule("ISF-POR-3")
@pytest.mark.parametrize(("days", "can"), [(28, True), (29, False)])
def test_after_the_days_for_late_bills_the_page_says_first_that_nothing_is_billed_again(
    client, seller, bill, order, days, can
):
    """The fund ends on 1 June 2026; bills are taken in until the 29th."""
    Deployment.objects.update(ends_on=MONDAY)
    with time_machine.travel(make.noon(MONDAY + timedelta(days=days)), tick=False):
        organisation = order.provider.organisation
        member = make_accounts.Membership(organisation=organisation, role=Role.PROVIDER_FINANCE)
        signing_in.sign_in(client, member.user)
        shown = client.get(page(bill)).content.decode()
        assert ("billed again until 29 June 2026" in shown) is can
        assert ("taken until 29 June 2026: a line that is taken back now cannot" in shown) is not (
            can
        )
        sent = form_on(client, bill, do="take_back", words="That was wrong.")
        taken = client.post(page(bill), sent, follow=True).content.decode()
    assert "The line was taken back" in taken
    assert ("bill it again" in taken) is can
