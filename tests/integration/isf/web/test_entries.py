"""The entries of a fund: narrowed by a query string that is never trusted."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent
from isf.models import Fund
from isf.operations import reversals
from tests import counting
from tests.factories import isf
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def borough() -> isf.Borough:
    return isf.Borough(today=TODAY)


@pytest.fixture
def fund(borough: isf.Borough, client: Client) -> Fund:
    """Two instalments and the fee set aside with each: four entries."""
    fund = borough.fund(weeks_ago=5)
    sign_in(client, fund.person.user)
    return fund


def address(fund: Fund, query: str = "") -> str:
    return f"{reverse('isf:entry-list', args=[fund.reference])}?{query}"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("term=IN", 2),
        ("term=IN&term=NONE", 4),
        ("kind=ALLOCATION", 2),
        ("kind=BILL", 0),
        ("sum=RESERVED&reason=FEE", 2),
        ("from=2026-05-05", 2),
        ("to=2026-05-04", 2),
        ("from=2026-05-04&to=2026-05-04&sum=POSTED", 1),
        ("order=00000000-0000-4000-8000-000000000001", 0),
    ],
)
def test_narrowing(client: Client, fund: Fund, query: str, found: int) -> None:
    answer = client.get(address(fund, query))

    assert answer.status_code == 200
    assert answer.context["page"].paginator.count == found


@pytest.mark.parametrize(
    "query",
    [
        "term=OUTER",
        "kind=GIFT",
        "sum=EVERYTHING",
        "reason=WHIM",
        "order=12",
        "account=999999999999999999999999",
        "account=-1",
        "account=1 or 1=1",
        "from=yesterday",
        "from=2026-02-30",
        "from=0001-01-01",
        "to=9999-12-31",
        "from=2026-05-02&to=2026-05-01",
        "term=%00",
    ],
)
def test_what_cannot_be_read_is_said_so(client: Client, fund: Fund, query: str) -> None:
    answer = client.get(address(fund, quote(query, safe="=&%")))

    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
    assert answer.context["total"] is None


def test_an_account_of_another_fund_cannot_be_asked_for(
    client: Client, borough: isf.Borough, fund: Fund
) -> None:
    other = borough.fund()
    borough.buy(other, pence=500)
    sign_in(client, other.person.user)
    theirs = client.get(address(other)).context["form"].fields["account"].choices[-1][0]
    sign_in(client, fund.person.user)

    assert client.get(address(fund, f"account={theirs}")).status_code == 400


def test_somebody_elses_entries_do_not_exist(
    client: Client, borough: isf.Borough, fund: Fund
) -> None:
    stranger = borough.fund()
    hidden = client.get(address(stranger))
    missing = client.get(reverse("isf:entry-list", args=[uuid4()]))

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content
    assert client.get(reverse("isf:entry-detail", args=[stranger.reference, 1])).status_code == 404


@pytest.mark.parametrize("seq", ["0", "999", "999999999", "9999999999999999999999"])
def test_an_entry_that_is_not_there(client: Client, fund: Fund, seq: str) -> None:
    assert client.get(f"/money/funds/{fund.reference}/entries/{seq}/").status_code == 404


def test_an_entry_says_what_was_taken_back_and_by_what(
    client: Client, borough: isf.Borough, fund: Fund
) -> None:
    borough.grant(fund, pence=5000)
    grant = fund.seq = 5
    reversals.reverse(
        entry_id=fund.pk * 10_000_000 + grant,
        reason="wrong",
        by=borough.finance,
        at=isf.noon(TODAY),
        on=TODAY,
    )

    first = client.get(reverse("isf:entry-detail", args=[fund.reference, 5])).content.decode()
    second = client.get(reverse("isf:entry-detail", args=[fund.reference, 6])).content.decode()

    assert "This was taken back later" in first
    assert "Taken back: one-off payment from the council" in second
    assert f"/money/funds/{fund.reference}/entries/5/" in second


def test_who_looks_is_recorded_but_not_the_person(
    client: Client, borough: isf.Borough, fund: Fund
) -> None:
    client.get(address(fund))
    assert not AuditEvent.objects.filter(action="ENTRIES_VIEWED").exists()

    sign_in(client, isf.member(borough.holder, Role.PROVIDER_FINANCE).user)
    client.get(address(fund))

    look = AuditEvent.objects.get(action="ENTRIES_VIEWED")
    assert (look.person_id, look.subject) == (fund.person_id, f"fund:{fund.reference}")


def test_one_entry_and_many_take_the_same_queries(
    client: Client, borough: isf.Borough, fund: Fund
) -> None:
    order = borough.order(fund, price_pence=1000)
    days = [borough.monday(weeks_ago=weeks) for weeks in (3, 2, 1)]
    for day in days[:1]:
        borough.approve(borough.invoice(order, done=borough.deliver(order, days=[day])))
    borough.buy(fund, pence=100)
    for_few = counting.queries(client, address(fund))
    for day in days[1:]:
        borough.approve(borough.invoice(order, done=borough.deliver(order, days=[day])))
    borough.buy(fund, pence=100)

    assert counting.queries(client, address(fund)) == for_few
