"""Whose funds a list shows depends on for whom one acts; every name shown is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent
from isf.enums import DeploymentKind
from tests import counting
from tests.factories import accounts, isf
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
LIST = "/money/funds/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


def text_of(client: Client, path: str = LIST) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_sees_their_own_funds_in_one_sentence(client: Client) -> None:
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=1)
    borough.fund()
    sign_in(client, fund.person.user)

    text = text_of(client)

    # 4 weeks of 480.00 less the fee of 192.00 set aside for them
    assert "You have £1,728.00 left to use. Another £192.00 is already set aside" in text
    assert text.count("Individual service fund held by Goodcare") == 1


def test_a_representative_reads_the_name(client: Client) -> None:
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=1, person=borough.person(full_name="Ada Ford"))
    sign_in(client, borough.representative(fund.person).user)

    assert "Ada Ford has £1,728.00 left to use." in text_of(client)


def test_a_holder_sees_what_it_holds_and_nothing_else(client: Client) -> None:
    borough = isf.Borough(today=TODAY)
    borough.fund(person=borough.person(full_name="Ada Ford"))
    borough.fund(person=borough.person(full_name="Bo Frey"), holder=borough.provider)
    sign_in(client, isf.member(borough.holder, Role.PROVIDER_FINANCE).user)

    text = text_of(client)

    assert "Ada Ford" in text
    assert "Bo Frey" not in text


def test_the_council_sees_totals_of_every_holder_and_the_room_for_fee(client: Client) -> None:
    borough = isf.Borough(today=TODAY)
    held = borough.fund(weeks_ago=9)
    borough.fund(kind=DeploymentKind.DIRECT_PAYMENT, weeks_ago=1)
    borough.charge(held, month=date(2026, 4, 30))
    borough.charge(held, month=date(2026, 5, 31))
    sign_in(client, borough.commissioner.user)

    text = text_of(client)

    # 8 April to 31 May is 54 days from Monday 6 April: 56 days at 48.00 / 7 = 384.00
    assert "Goodcare<br>1 fund" in text
    assert "Not held by a provider<br>1 fund" in text
    assert "Together<br>2 funds" in text
    assert "£384.00</span> up to <time" in text
    assert "£192.00</span> up to the highest" in text  # 576.00 at 15%, less 384.00


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=ada", 1), ("q=goodcare", 2), ("q=nobody", 0), ("state=OPEN", 2), ("state=CLOSED", 0)],
)
def test_narrowing(client: Client, query: str, found: int) -> None:
    borough = isf.Borough(today=TODAY)
    borough.fund(person=borough.person(full_name="Ada Ford"))
    borough.fund(person=borough.person(full_name="Bo Frey"))
    sign_in(client, borough.finance_officer.user)

    text = text_of(client, f"{LIST}?{query}")

    assert (f"{found} fund found" if found == 1 else f"{found} funds found") in text


@pytest.mark.parametrize("query", ["state=SOLD", "kind=PURSE", "q=" + "x" * 101, "q=%00"])
def test_a_query_that_cannot_be_read_is_said_so(client: Client, query: str) -> None:
    sign_in(client, isf.Borough(today=TODAY).finance_officer.user)

    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "two", "9" * 30])
def test_a_page_that_is_not_there_gives_the_nearest(client: Client, page: str) -> None:
    borough = isf.Borough(today=TODAY)
    borough.fund()
    sign_in(client, borough.finance_officer.user)

    assert "1 fund" in text_of(client, f"{LIST}?page={page}")


def test_who_has_no_business_with_funds_finds_no_page(client: Client) -> None:
    helper = accounts.Membership(
        organisation=accounts.Community(), role=Role.COMMUNITY_WORKER.value
    )
    sign_in(client, helper.user)

    assert client.get(LIST).status_code == 404


def test_somebody_not_signed_in_is_asked_to(client: Client) -> None:
    answer = client.get(LIST)

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_every_name_shown_is_recorded(client: Client) -> None:
    borough = isf.Borough(today=TODAY)
    seen = borough.fund(person=borough.person(full_name="Ada Ford"))
    borough.fund(person=borough.person(full_name="Bo Frey"))
    sign_in(client, borough.commissioner.user)

    text_of(client, f"{LIST}?q=ada")

    looks = AuditEvent.objects.filter(action="FUND_LISTED")
    assert [look.person_id for look in looks] == [seen.person_id]


@pytest.mark.parametrize("who", ["council", "holder"])
def test_one_fund_and_many_take_the_same_queries(client: Client, who: str) -> None:
    borough = isf.Borough(today=TODAY)
    borough.charge(borough.fund(weeks_ago=9), month=date(2026, 4, 30))
    holder = isf.member(borough.holder, Role.PROVIDER_OWNER)
    sign_in(client, (borough.commissioner if who == "council" else holder).user)
    for_one = counting.queries(client, LIST)
    for _ in range(2):
        borough.charge(borough.fund(weeks_ago=9), month=date(2026, 4, 30))

    assert counting.queries(client, LIST) == for_one
