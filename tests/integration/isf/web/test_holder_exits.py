"""The page on which a commissioner ends all funds of a holder that fails."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.web import clock
from isf.models import Fund, HolderExit, Notice
from tests.factories.isf import Borough
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-6")]
LIST = reverse("isf:holder-exit-list")


@pytest.fixture
def borough(client: Client) -> Borough:
    borough = Borough(today=clock.today())
    sign_in(client, borough.commissioner.user)
    return borough


def create(borough: Borough) -> str:
    return reverse("isf:holder-exit-create", args=[borough.holder.reference])


def typed(**more: str) -> dict[str, str]:
    today = clock.today()
    return {
        "last_day_day": str(today.day),
        "last_day_month": str(today.month),
        "last_day_year": str(today.year),
        "bank": "1,000.00",
        "reason": "It cannot pay its staff",
        "token": str(uuid4()),
    } | more


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_funds_are_shown_first_and_end_when_it_is_confirmed(
    borough: Borough, settings: Any
) -> None:
    """Two funds of 1,920.00; the bank holds 1,000.00: 2,840.00 too little."""
    # Notice is given fund by fund, each under its own lock: that is no page asking once per row.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "zeal" not in name]
    names = ("Ada Ford", "Bea Ford")
    funds = [borough.fund(person=borough.person(full_name=n), weeks_ago=0) for n in names]
    elsewhere = borough.fund(person=borough.person(full_name="Cy Ford"), holder=borough.provider)
    client = Client()
    sign_in(client, borough.commissioner.user)
    asked = typed()
    shown = plain(client.post(create(borough), asked).content.decode())
    assert "The bank holds £2,840.00 less than the funds add up to." in shown
    assert all(name in shown for name in names)
    assert "Cy Ford" not in shown
    assert not HolderExit.objects.exists()
    assert not Notice.objects.exists()
    seen = AuditEvent.objects.filter(person__in=[fund.person_id for fund in funds])
    assert seen.filter(action="FUNDS_LISTED").count() == 2

    told = client.post(create(borough), asked | {"confirmed": "on"}, follow=True).content.decode()
    assert "2 funds ended with" in plain(told)
    assert "£2,840.00 less" in told
    assert {notice.fund_id for notice in Notice.objects.all()} == {fund.pk for fund in funds}
    elsewhere.deployment.refresh_from_db()
    assert elsewhere.deployment.ends_on is None
    client.post(create(borough), asked | {"confirmed": "on"})
    assert (HolderExit.objects.count(), Notice.objects.count()) == (1, 2)
    assert_ledger_sound()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"bank": ""}, "Enter what its bank account holds"),
        ({"reason": " "}, "Say why its funds end"),
        ({"last_day_year": "2025"}, "is over. Enter another day."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_ends(
    client: Client, borough: Borough, wrong: dict[str, str], said: str
) -> None:
    borough.fund()
    shown = plain(client.post(create(borough), typed(confirmed="on", **wrong)).content.decode())
    assert said in shown
    assert not HolderExit.objects.exists()


def test_a_holder_of_another_council_is_not_there(client: Client, borough: Borough) -> None:
    borough.fund()
    other = Borough(today=clock.today(), name="Elsewhere")
    foreign: Fund = other.fund()
    assert client.post(create(other), typed(confirmed="on")).status_code == 404
    foreign.deployment.refresh_from_db()
    assert foreign.deployment.ends_on is None


def test_only_commissioners_find_the_pages(client: Client, borough: Borough) -> None:
    assert reverse("isf:holder-exit-list") in client.get(reverse("isf:overview")).content.decode()
    for member in (borough.care_manager, borough.finance_officer):
        sign_in(client, member.user)
        assert client.get(LIST).status_code == client.get(create(borough)).status_code == 404
        assert LIST not in client.get(reverse("isf:overview")).content.decode()
