"""Safeguarding holds on their pages: put, read by few, lifted; and what everybody else reads."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.models import Fund, Hold
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-3")]
SECRET = "Her brother took the card"


@pytest.fixture
def fund() -> Fund:
    return Borough(today=clock.today()).fund()


def member(client: Client, fund: Fund, role: Role) -> None:
    sign_in(client, make.Membership(organisation=fund.authority, role=role).user)


def at(name: str, thing: Any) -> str:
    return reverse(f"isf:{name}", kwargs={"reference": thing.reference})


def put(client: Client, fund: Fund, what: str = "PERSON") -> Hold:
    sent = {"on_what": what, "reason": SECRET, "token": str(uuid4())}
    for _ in range(2):
        page = client.post(at("hold-create", fund), sent, follow=True).content.decode()
        assert "The hold is on" in page
    assert SECRET in page
    return Hold.objects.get()


def test_it_is_put_once_and_lifted_by_the_safeguarding_lead(client: Client, fund: Fund) -> None:
    member(client, fund, Role.CARE_MANAGER)
    hold = put(client, fund)
    assert client.get(at("hold-lift", hold)).status_code == 404
    member(client, fund, Role.SAFEGUARDING_LEAD)
    assert "Say why" in client.post(at("hold-lift", hold), {"reason": ""}).content.decode()
    for _ in range(2):
        sent = {"reason": "It was agreed"}
        page = client.post(at("hold-lift", hold), sent, follow=True).content.decode()
        assert "The hold was lifted. Nothing was waiting to be paid." in page
    assert_ledger_sound()


def test_everybody_reads_that_it_stands_still_and_few_read_why(client: Client, fund: Fund) -> None:
    member(client, fund, Role.SAFEGUARDING_LEAD)
    put(client, fund)
    holder = make.Membership(organisation=fund.holder, role=Role.PROVIDER_MANAGER).user
    finance = make.Membership(organisation=fund.authority, role=Role.FINANCE_OFFICER).user
    for user in (fund.person.user, holder, finance):
        sign_in(client, user)
        page = client.get(at("fund-detail", fund)).content.decode()
        assert "has stopped payments and new orders here" in page
        assert SECRET not in page
        assert client.get(reverse("isf:hold-list")).status_code == 404


def test_a_provider_is_chosen_from_those_of_the_fund(client: Client, fund: Fund) -> None:
    member(client, fund, Role.SAFEGUARDING_LEAD)
    assert fund.holder is not None
    hold = put(client, fund, what=str(fund.holder.reference))
    assert hold.provider == fund.holder
    sign_in(client, fund.person.user)
    page = client.get(at("fund-detail", fund)).content.decode()
    assert "has stopped payments" not in page


def test_another_councils_hold_does_not_exist(client: Client, fund: Fund) -> None:
    member(client, fund, Role.SAFEGUARDING_LEAD)
    hold = put(client, fund)
    elsewhere = Borough(today=clock.today(), name="Elsewhere").fund()
    member(client, elsewhere, Role.SAFEGUARDING_LEAD)
    assert client.get(at("hold-lift", hold)).status_code == 404
    assert client.get(at("hold-create", fund)).status_code == 404
    assert SECRET not in client.get(reverse("isf:hold-list")).content.decode()
