"""The page of letters: what to print, what failed, and the buttons beside each."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.enums import LettersBy, Role
from accounts.models import AuditEvent
from isf.enums import LetterState
from isf.models import Letter
from tests.counting import queries
from tests.factories import isf
from tests.factories.issuing import APRIL, TODAY, close, issue
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/money/letters/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


def one(borough: isf.Borough, *, way: LettersBy, name: str = "Ada Ford", **more: Any) -> Letter:
    person = borough.person(
        full_name=name, email=f"{uuid4()}@example.org", letters_by=way.value, **more
    )
    fund = borough.fund(weeks_ago=9, person=person, paid=False)
    close(borough, APRIL)
    return issue(fund, APRIL).letter


def finance(borough: isf.Borough) -> Client:
    client = Client()
    sign_in(client, borough.finance_officer.user)
    return client


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_print_all_and_mark_them_as_posted() -> None:
    borough = isf.Borough(today=TODAY)
    ada = one(borough, way=LettersBy.POST, address="Flat 2\n14 Long Lane\nTown", postcode="AB1 2CD")
    one(borough, way=LettersBy.POST, name="Bea Gray", address="", postcode="")
    client = finance(borough)
    said = words(client.get(PAGE))
    assert "Ada Ford, April 2026, S-000001" in said
    assert "there is no address on the record" in said

    answer = client.get(reverse("isf:letter-print"))
    assert answer["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert "Ada Ford\nFlat 2\n14 Long Lane\nTown\nAB1 2CD" in pages[0]
    assert "Statement S-000001 for April 2026" in pages[1]
    assert not any("Bea Gray" in page for page in pages)
    one_only = client.get(reverse("isf:letter-document", args=[ada.reference]))
    assert one_only.content == answer.content
    assert AuditEvent.objects.filter(action="STATEMENT_LETTER_LISTED").exists()

    post = reverse("isf:letter-post")
    assert "1 letter marked as posted." in words(
        client.post(post, {"letter": [str(ada.reference)]}, follow=True)
    )
    for ticked in ([], ["nonsense"]):
        said = words(client.post(post, {"letter": ticked}, follow=True))
        assert "Tick the letters that were posted." in said
    ada.refresh_from_db()
    assert ada.state == LetterState.POSTED
    assert client.get(reverse("isf:letter-print")).status_code == 404


def test_the_address_is_where_the_window_of_the_envelope_is() -> None:
    borough = isf.Borough(today=TODAY)
    one(borough, way=LettersBy.POST, address="14 Long Lane\nUpper Town\nTown", postcode="AB1 2CD")
    answer = finance(borough).get(reverse("isf:letter-print"))
    page = PdfReader(io.BytesIO(answer.content)).pages[0]
    found: dict[str, tuple[float, float]] = {}

    def see(text: str, cm: Any, tm: list[float], *_: Any) -> None:
        for line in ("Ada Ford", "14 Long Lane", "AB1 2CD", "Your statement"):
            if line in text:
                x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
                found.setdefault(line, (x * 25.4 / 72, 297 - y * 25.4 / 72))

    page.extract_text(visitor_text=see)
    for line in ("Ada Ford", "14 Long Lane", "AB1 2CD"):
        across, down = found[line]
        assert 19.9 <= across <= 105
        assert 47 <= down <= 80
    assert found["Your statement"][1] > 90


def test_try_again_or_print_instead() -> None:
    borough = isf.Borough(today=TODAY)
    first, second = (one(borough, way=LettersBy.EMAIL, address="1 Lane") for _ in range(2))
    Letter.objects.update(state=LetterState.FAILED)
    client = finance(borough)
    assert "Failed: 2" in words(client.get(PAGE, {"state": "FAILED"}))

    again = reverse("isf:letter-again", args=[first.reference])
    assert "The message was sent." in words(client.post(again, follow=True))
    assert "did not need sending again" in words(client.post(again, follow=True))
    paper = reverse("isf:letter-paper", args=[second.reference])
    assert "waits to be printed" in words(client.post(paper, follow=True))
    assert "needs no other way" in words(client.post(paper, follow=True))

    assert len(mail.outbox) == 1
    states = Letter.objects.order_by("id").values_list("way", "state")
    assert list(states) == [("EMAIL", "SENT"), ("POST", "WAITING")]


def test_who_has_no_business_with_letters() -> None:
    borough = isf.Borough(today=TODAY)
    letter = one(borough, way=LettersBy.POST, address="1 Lane")
    elsewhere = isf.Borough(today=TODAY, name="Next Borough").finance_officer
    users = [
        borough.care_manager.user,
        letter.statement.fund.person.user,
        isf.member(borough.holder, Role.PROVIDER_MANAGER).user,
    ]
    for user in users:
        client = Client()
        sign_in(client, user)
        assert client.get(PAGE).status_code == 404
    client = Client()
    sign_in(client, elsewhere.user)
    assert "Ada Ford" not in words(client.get(PAGE))
    assert client.get(reverse("isf:letter-document", args=[letter.reference])).status_code == 404
    for name in ("isf:letter-again", "isf:letter-paper"):
        assert client.post(reverse(name, args=[letter.reference])).status_code == 404
        assert client.post(reverse(name, args=[uuid4()])).status_code == 404


def test_a_long_log_asks_no_more_than_a_short_one() -> None:
    borough = isf.Borough(today=TODAY)
    client = finance(borough)
    one(borough, way=LettersBy.POST, address="1 Lane")
    before = queries(client, PAGE)
    for _ in range(2):
        one(borough, way=LettersBy.POST, address="1 Lane")
    assert queries(client, PAGE) == before


def test_the_command_sends_what_waits() -> None:
    borough = isf.Borough(today=TODAY)
    one(borough, way=LettersBy.EMAIL)
    said = io.StringIO()
    call_command("send_letters", dry_run=True, stdout=said)
    assert "1 message would be sent." in said.getvalue()
    assert mail.outbox == []
    call_command("send_letters", stdout=said)
    call_command("send_letters", stdout=said)
    assert "1 message sent, 0 failed" in said.getvalue()
    assert "0 messages sent, 0 failed" in said.getvalue()
    assert len(mail.outbox) == 1
