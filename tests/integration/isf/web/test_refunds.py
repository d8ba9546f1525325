"""A provider gives money back on a page, and everybody concerned sees it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from isf.models import InvoiceLine, Refund
from isf.models.journal import LedgerAccount
from tests.factories import accounts as make
from tests.factories import isf
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-BIL-7")]
TODAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def line() -> InvoiceLine:
    """A paid line of a provider that does not hold the fund."""
    borough, fund = isf.lived_in(today=TODAY)
    lines = InvoiceLine.objects.filter(invoice__fund=fund, invoice__payee=borough.provider)
    return lines.order_by("id")[0]


def finance(client: Client, line: InvoiceLine) -> Client:
    member = make.Membership(organisation=line.invoice.payee, role=Role.PROVIDER_FINANCE)
    sign_in(client, member.user)
    return client


def address(line: InvoiceLine) -> str:
    return reverse("isf:invoice-refund", args=[line.invoice.reference, line.number])


def words_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_from_the_bill_to_the_fund_and_seen_by_the_person(
    client: Client, line: InvoiceLine
) -> None:
    provider = finance(client, line)
    bill = reverse("isf:invoice-detail", args=[line.invoice.reference])
    assert address(line) in provider.get(bill).content.decode()
    asked = provider.get(address(line))
    assert "Can still be given back £45.00" in words_of(asked)
    before = LedgerAccount.objects.get(fund=line.invoice.fund).posted
    sent = {"pence": "12.50", "reason": "It ended early", "token": str(uuid4())}
    provider.post(address(line), sent)
    said = provider.post(address(line), sent, follow=True)
    assert "£12.50 went back to the fund" in words_of(said)
    assert Refund.objects.count() == 1
    assert LedgerAccount.objects.get(fund=line.invoice.fund).posted == before + 1250
    assert "Can still be given back £32.50" in words_of(provider.get(address(line)))

    sign_in(client, line.invoice.person.user)
    seen = client.get(bill)
    assert "gave back £12.50 on 10 June 2026" in words_of(seen)
    assert "“It ended early”" in words_of(seen)
    assert address(line) not in seen.content.decode()
    entries = client.get(reverse("isf:entry-list", args=[line.invoice.fund.reference]))
    assert "Money given back by a provider" in words_of(entries)
    statement = reverse(
        "isf:statement-detail", args=[line.invoice.fund.reference, date(2026, 6, 1)]
    )
    spent = words_of(client.get(statement))
    assert "12.50" in spent
    assert_ledger_sound()


def test_more_than_is_left_is_refused_in_words(client: Client, line: InvoiceLine) -> None:
    provider = finance(client, line)
    page = provider.post(
        address(line), {"pence": "45.01", "reason": "Too much", "token": str(uuid4())}
    )
    assert "£45.00 of this line can still be given back" in words_of(page)
    nothing = provider.post(address(line), {"pence": "", "reason": "", "token": str(uuid4())})
    assert "Say why the money goes back" in words_of(nothing)
    assert not Refund.objects.exists()


def test_with_all_of_it_back_there_is_nothing_to_give(client: Client, line: InvoiceLine) -> None:
    provider = finance(client, line)
    provider.post(address(line), {"pence": "45.00", "reason": "Nobody", "token": str(uuid4())})
    page = provider.get(address(line), follow=True)
    assert "Nothing of that line can be given back" in words_of(page)
    assert address(line) not in page.content.decode()


def test_others_find_no_such_page(client: Client, line: InvoiceLine) -> None:
    sign_in(client, line.invoice.person.user)
    assert client.get(address(line)).status_code == 404
    unknown = reverse("isf:invoice-refund", args=[line.invoice.reference, 99])
    assert finance(client, line).get(unknown).status_code == 404
