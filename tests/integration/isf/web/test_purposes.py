"""The pages on which a person saves money for something and takes it back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.web import clock
from isf.models import Fund, Purpose
from tests.factories.isf import Borough
from tests.factories.money import account
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund() -> Fund:
    return Borough(today=clock.today()).fund()


def said(**changes: Any) -> dict[str, Any]:
    day: date = changes.pop("target_on", clock.today() + timedelta(days=60))
    return {
        "name": "Respite in August",
        "target_on_day": str(day.day),
        "target_on_month": str(day.month),
        "target_on_year": str(day.year),
        "as_what": "MONEY",
        "pence": "150.00",
        "token": str(uuid4()),
    } | changes


def at(name: str, thing: Fund | Purpose) -> str:
    return reverse(f"isf:{name}", kwargs={"reference": thing.reference})


def test_money_is_saved_shown_and_taken_back_with_one_press(client: Client, fund: Fund) -> None:
    sign_in(client, fund.person.user)
    before = account(fund).reserved
    answer = client.post(at("purpose-create", fund), said(), follow=True)
    assert "saved for “Respite in August”" in answer.content.decode()
    purpose = Purpose.objects.get()
    assert account(fund).reserved == before + 15_000
    page = client.get(at("fund-detail", fund)).content.decode()
    assert "Respite in August" in page
    assert "£150.00" in page
    shown = client.get(at("purpose-detail", purpose)).content.decode()
    token = re.findall(r'name="token" value="([^"]+)"', shown)[0]
    for words in ("£150.00 was taken back", "£150.00 was taken back"):
        answer = client.post(at("purpose-back", purpose), {"token": token}, follow=True)
        assert words in answer.content.decode()
    assert account(fund).reserved == before
    assert_ledger_sound()


def test_hours_are_saved_as_money(client: Client, fund: Fund) -> None:
    sign_in(client, fund.person.user)
    before = account(fund).reserved
    asked = said(as_what="HOURS", pence="", hours="2", price="24.10")
    client.post(at("purpose-create", fund), asked)
    assert account(fund).reserved == before + 4820


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Say what you are saving for"),
        ({"pence": ""}, "Enter how much money you want to save"),
        ({"pence": "0"}, "Enter an amount of £0.01 or more"),
        ({"pence": "-5"}, "Enter an amount of £0.01 or more"),
        ({"pence": "99999.00"}, "is left to use. Nothing was changed."),
        ({"as_what": "HOURS", "hours": "2"}, "Enter what an hour costs"),
        ({"target_on": clock.today() - timedelta(days=1)}, "Money is saved for a day to come"),
        ({"target_on": clock.today() + timedelta(days=367)}, "ask your care manager"),
        ({"token": "x"}, "There is a problem"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_changes(
    client: Client, fund: Fund, changes: dict[str, Any], words: str
) -> None:
    sign_in(client, fund.person.user)
    before = fingerprint()
    answer = client.post(at("purpose-create", fund), said(**changes))
    assert words in answer.content.decode()
    assert fingerprint() == before


def test_more_and_less_and_too_much_back(client: Client, fund: Fund) -> None:
    sign_in(client, fund.person.user)
    client.post(at("purpose-create", fund), said())
    purpose = Purpose.objects.get()
    before = account(fund).reserved
    more = {"pence": "25.00", "token": str(uuid4())}
    for _ in range(2):
        client.post(at("purpose-add", purpose), more)
    assert account(fund).reserved == before + 2500
    client.post(at("purpose-back", purpose), {"pence": "100.00", "token": str(uuid4())})
    assert account(fund).reserved == before - 7500
    unchanged = fingerprint()
    answer = client.post(at("purpose-back", purpose), {"pence": "75.01", "token": str(uuid4())})
    assert "Less is set aside than this would use" in answer.content.decode()
    assert fingerprint() == unchanged
    assert_ledger_sound()
