"""The pages of what is bought outside the marketplace: recorded, asked, answered, its receipt."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.models import Fund, Purchase, PurchaseRequest
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.factories.money import account
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n picture"


@pytest.fixture
def place() -> Borough:
    return Borough(today=clock.today(), may_not_buy=("Gambling",))


@pytest.fixture
def fund(place: Borough) -> Fund:
    return place.fund()


@pytest.fixture
def holder(place: Borough) -> Any:
    return make.Membership(organisation=place.holder, role=Role.PROVIDER_FINANCE.value).user


def said(**changes: Any) -> dict[str, Any]:
    day = clock.today()
    return {
        "what": "Taxi to the day centre",
        "payee": "Blue Cabs",
        "bought_on_day": str(day.day),
        "bought_on_month": str(day.month),
        "bought_on_year": str(day.year),
        "pence": "12.50",
        "paid": "PAYEE",
        "receipt": "T-1",
        "token": str(uuid4()),
    } | changes


def at(name: str, thing: Any) -> str:
    return reverse(f"isf:{name}", kwargs={"reference": thing.reference})


def test_the_person_records_once_however_often_it_is_sent(client: Client, fund: Fund) -> None:
    sign_in(client, fund.person.user)
    before = account(fund).posted
    sent = said()
    for _ in range(2):
        file = SimpleUploadedFile("holiday.exe", PNG)
        answer = client.post(at("purchase-create", fund), sent | {"file": file}, follow=True)
        assert "It was recorded and is paid from the fund." in answer.content.decode()
    assert account(fund).posted == before - 1250
    page = client.get(at("purchase-list", fund)).content.decode()
    assert "Taxi to the day centre" in page
    receipt = client.get(at("purchase-receipt", Purchase.objects.get()))
    assert (receipt["Content-Type"], receipt.content) == ("image/png", PNG)
    assert receipt["Content-Disposition"].startswith('attachment; filename="receipt-')
    assert receipt["Content-Disposition"].endswith('.png"')
    assert_ledger_sound()


def test_the_holder_asks_and_the_person_says_yes(client: Client, fund: Fund, holder: Any) -> None:
    before = account(fund).posted
    sign_in(client, holder)
    answer = client.post(at("purchase-create", fund), said(), follow=True)
    assert "Nothing is paid before they say yes" in answer.content.decode()
    request = PurchaseRequest.objects.get()
    assert "Take the request back" in answer.content.decode()
    assert client.post(at("purchase-decide", request), {"answer": "YES"}).status_code == 404
    assert account(fund).posted == before
    sign_in(client, fund.person.user)
    assert "1 purchase to answer" in client.get(at("fund-detail", fund)).content.decode()
    for _ in range(2):
        answer = client.post(at("purchase-decide", request), {"answer": "YES"}, follow=True)
        assert "It is paid from the fund." in answer.content.decode()
    assert account(fund).posted == before - 1250
    assert "purchase to answer" not in client.get(at("fund-detail", fund)).content.decode()


def test_a_no_needs_words_and_reaches_who_asked(client: Client, fund: Fund, holder: Any) -> None:
    sign_in(client, holder)
    client.post(at("purchase-create", fund), said())
    request = PurchaseRequest.objects.get()
    sign_in(client, fund.person.user)
    answer = client.post(at("purchase-decide", request), {"answer": "NO"})
    assert "Say why it should not be paid" in answer.content.decode()
    client.post(at("purchase-decide", request), {"answer": "NO", "words": "I walked"})
    answer = client.post(at("purchase-decide", request), {"answer": "YES"}, follow=True)
    assert "The first answer stands." in answer.content.decode()
    sign_in(client, holder)
    assert "I walked" in client.get(at("purchase-decide", request)).content.decode()
    taken = client.post(at("purchase-withdraw", request), follow=True).content.decode()
    assert "The first answer stands." in taken


def test_what_waits_can_be_taken_back(client: Client, fund: Fund, holder: Any) -> None:
    sign_in(client, holder)
    client.post(at("purchase-create", fund), said())
    request = PurchaseRequest.objects.get()
    answer = client.post(at("purchase-withdraw", request), follow=True)
    assert "The request was taken back" in answer.content.decode()
    sign_in(client, fund.person.user)
    answer = client.post(at("purchase-decide", request), {"answer": "YES"}, follow=True)
    assert "answered or taken back before" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": ""}, "Say what was bought"),
        ({"payee": ""}, "Say from whom it was bought"),
        ({"receipt": ""}, "Say where the receipt is"),
        ({"pence": "0"}, "Enter an amount of £0.01 or more"),
        ({"pence": "99999"}, "is left to use. Nothing was changed."),
        ({"bought_on_year": "2199"}, "It cannot have been bought on that day."),
        ({"listed": "Gambling"}, "says that a budget may not buy this: Gambling"),
        ({"what": "gambling"}, "says that a budget may not buy this: gambling"),
        ({"listed": "Something"}, "There is a problem"),
        ({"file": b"MZ not a picture"}, "Choose a photo (JPEG or PNG) or a PDF."),
        ({"file": b"%PDF-" + b" " * 3_000_000}, "The file is larger than 3 MB."),
        ({"token": "1"}, "There is a problem"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_changes(
    client: Client, fund: Fund, changes: dict[str, Any], words: str
) -> None:
    sign_in(client, fund.person.user)
    before = fingerprint()
    if "file" in changes:
        changes = {"file": SimpleUploadedFile("receipt.pdf", changes["file"])}
    answer = client.post(at("purchase-create", fund), said(**changes))
    assert words in answer.content.decode()
    assert fingerprint() == before


def test_a_receipt_of_somebody_else_does_not_exist(
    client: Client, place: Borough, fund: Fund
) -> None:
    sign_in(client, fund.person.user)
    client.post(at("purchase-create", fund), said() | {"file": SimpleUploadedFile("r.png", PNG)})
    other = place.fund()
    sign_in(client, other.person.user)
    purchase = Purchase.objects.get()
    found = client.get(at("purchase-receipt", purchase))
    missing = client.get(reverse("isf:purchase-receipt", kwargs={"reference": uuid4()}))
    assert (found.status_code, missing.status_code) == (404, 404)
    assert found.content == missing.content
