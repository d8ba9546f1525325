"""Every amount of money on the pages of a fund opens, and what it opens adds up to it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from isf.models import Fund
from isf.operations import banking, reversals
from isf.queries import entries
from tests import amounts_isf as amounts
from tests.factories import accounts as make
from tests.factories import isf
from tests.factories.tied_months import tied_month
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
OUTGOING = {"FEE", "FEE_BACK", "BILL", "CANCELLATION", "REFUND", "PURCHASE"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def fund(client: Client) -> Fund:
    """A life with something taken back, read by the person."""
    borough, fund = isf.lived_in(today=TODAY)
    borough.grant(fund, pence=5000)
    taken_back = reversals.reverse(
        entry_id=fund.allocations.order_by("-id")[0].entry_id,
        reason="paid twice",
        by=borough.finance,
        at=isf.noon(TODAY),
        on=TODAY,
    )
    assert taken_back is not None
    fee_back = reversals.reverse(
        entry_id=fund.fee_charges.order_by("id")[0].entry_id,
        reason="charged too early",
        by=borough.finance,
        at=isf.noon(TODAY),
        on=TODAY,
    )
    assert fee_back is not None
    sign_in(client, fund.person.user)
    return fund


def check_opens(client: Client, found: amounts.Found) -> None:
    """The page behind an amount says the same, and its rows add up to it on all its pages."""
    path = found.href
    posted = reserved = 0
    pages = 0
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, path
        seen = amounts.read(answer.content.decode())
        assert seen.total == found.pence, path
        body = [row for row in seen.rows if len(row) == 4][1:]
        posted += sum(amounts.pence_in(row[2]) for row in body)
        reserved += sum(amounts.pence_in(row[3]) for row in body)
        page = answer.context["page"]
        pages += 1
        path = f"{found.href}&page={page.next_page_number()}" if page.has_next() else ""
    asked = parse_qs(urlsplit(found.href).query)
    added = {"POSTED": posted, "RESERVED": reserved, "AVAILABLE": posted - reserved}
    kinds, terms = set(asked.get("kind", [])), set(asked.get("term", []))
    leaves = bool(kinds or terms) and kinds <= OUTGOING and terms <= {"OUT"}
    assert added[asked["sum"][0]] * (-1 if leaves else 1) == found.pence, found


def check_page(client: Client, path: str) -> int:
    answer = client.get(path)
    assert answer.status_code == 200
    seen = amounts.read(answer.content.decode())
    to_entries = [found for found in seen.opened if "/entries/" in found.href]
    known = {found.pence for found in to_entries}
    assert [pence for pence in seen.stray if pence not in known] == []
    for found in to_entries:
        check_opens(client, found)
    return len(to_entries)


def test_every_amount_of_the_fund_page_opens(client: Client, fund: Fund) -> None:
    assert check_page(client, reverse("isf:fund-detail", args=[fund.reference])) == 8


@pytest.mark.parametrize("month", [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)])
def test_every_amount_of_a_statement_opens(client: Client, fund: Fund, month: date) -> None:
    assert check_page(client, reverse("isf:statement-detail", args=[fund.reference, month])) >= 10


@pytest.mark.rule("ISF-RES-5")
def test_every_amount_of_a_purpose_opens(client: Client) -> None:
    kept = tied_month(isf.Borough(today=TODAY))
    sign_in(client, kept.fund.person.user)
    for name in ("isf:statement-detail", "isf:statement-issued"):
        path = reverse(name, args=[kept.fund.reference, kept.month])
        seen = amounts.read(client.get(path).content.decode())
        of_purposes = [found for found in seen.opened if "purpose=" in found.href]
        assert len(of_purposes) == 18
        for found in of_purposes:
            check_opens(client, found)
        named = {row[0] for row in seen.rows if len(row) == 7}
        assert named == {"Purpose", "Core", "Cash", "Not tied to a purpose", "Together"}
    of_cash = next(found for found in seen.opened if "purpose=cash" in found.href)
    said = client.get(of_cash.href).content.decode()
    assert "Only money of one purpose is counted: Cash." in said


def test_every_amount_opens_also_over_many_pages(
    client: Client, fund: Fund, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "ENTRIES_A_PAGE", 3)

    assert check_page(client, reverse("isf:fund-detail", args=[fund.reference])) == 8


def test_every_entry_opens_and_its_sides_make_nothing(client: Client, fund: Fund) -> None:
    for seq in range(1, fund.seq + 1):
        answer = client.get(reverse("isf:entry-detail", args=[fund.reference, seq]))
        assert answer.status_code == 200
        assert sum(side.pence for side in answer.context["sheet"].sides) == 0


@pytest.mark.rule("ISF-ROL-3")
def test_what_is_saved_for_each_purpose_opens(client: Client, fund: Fund) -> None:
    for name, pence in (("A bed", 1500), ("Respite", 2500)):
        saved = banking.bank(
            fund_id=fund.pk,
            wish=banking.Wish(reference=uuid4(), name=name, target_on=TODAY, pence=pence),
            by=make.actor_for_person(fund.person),
            at=isf.noon(TODAY),
            on=TODAY,
        )
        assert check_page(client, reverse("isf:purpose-detail", args=[saved.reference])) == 1
    assert check_page(client, reverse("isf:fund-detail", args=[fund.reference])) == 11


@pytest.mark.rule("ISF-FEE-6")
def test_a_fee_that_was_put_back_is_shown_as_owed(client: Client, fund: Fund) -> None:
    """What the fund page says was charged and is owed is what the last charge keeps."""
    last = fund.fee_charges.order_by("-id")[0]
    owed = last.due_pence - last.cumulative_fee_pence
    assert owed > 0
    page = client.get(reverse("isf:fund-detail", args=[fund.reference]))
    found = amounts.read(page.content.decode())
    assert last.cumulative_fee_pence in {shown.pence for shown in found.opened}
    told = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert f"Still owed £{owed / 100:.2f} There was not enough money" in told
    assert "or some was put back" in told
