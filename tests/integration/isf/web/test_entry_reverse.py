"""The page on which the council's finance takes back what was posted by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.web import clock
from isf.models import Case, Fund, Reversal
from isf.models.journal import JournalEntry, LedgerAccount
from isf.operations import months
from isf.queries.balances import fund_balance
from tests import counting
from tests.factories import isf
from tests.factories.money import account
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
SAID = {"reason": "The receipt says 12.50"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def borough() -> isf.Borough:
    return isf.Borough(today=TODAY)


@pytest.fixture
def fund(borough: isf.Borough) -> Fund:
    return borough.fund(weeks_ago=5)


@pytest.fixture
def purchase(borough: isf.Borough, fund: Fund) -> JournalEntry:
    """A taxi of 12.50 that was typed as 1,250.00."""
    borough.buy(fund, pence=125_000)
    return JournalEntry.objects.filter(fund=fund).latest("seq")


def books() -> list[object]:
    """The whole ledger and what stands beside it; not who looked."""
    rows = (
        JournalEntry.objects.order_by("pk").values_list("hash"),
        LedgerAccount.objects.order_by("pk").values_list("posted", "reserved"),
        Reversal.objects.order_by("pk").values_list("reason", "entry"),
        Case.objects.order_by("pk").values_list("state", "figures"),
    )
    return [list(each) for each in rows]


def at(name: str, entry: JournalEntry) -> str:
    return reverse(f"isf:{name}", args=[entry.fund.reference, entry.seq])


def opened(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


@pytest.fixture
def finance(borough: isf.Borough) -> Client:
    return opened(borough.finance_officer.user)


@pytest.mark.rule("ISF-LED-2")
def test_a_purchase_recorded_by_mistake_is_taken_back(
    borough: isf.Borough, finance: Client, fund: Fund, purchase: JournalEntry
) -> None:
    before = account(fund).posted
    assert at("entry-reverse", purchase) in finance.get(at("entry-detail", purchase)).text
    page = finance.get(at("entry-reverse", purchase)).text
    for words in ("Taxi on 10 June 2026, Station Taxis", "Money out", "£1,250.00", "posted again"):
        assert words in page

    answer = finance.post(at("entry-reverse", purchase), SAID)

    new = JournalEntry.objects.get(reverses=purchase)
    assert answer["Location"] == at("entry-detail", new)
    shown = finance.get(answer["Location"]).text
    assert f"Entry {purchase.seq} was taken back by this one." in shown
    assert "Take this back" not in shown
    assert account(fund).posted == before + 125_000
    kept = Reversal.objects.get()
    assert (kept.reason, kept.asked_by_id) == (SAID["reason"], borough.finance.user_id)
    assert "Take this back" not in finance.get(at("entry-detail", purchase)).text
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_the_same_form_sent_twice_leads_to_the_first_result(
    finance: Client, purchase: JournalEntry
) -> None:
    first = finance.post(at("entry-reverse", purchase), SAID)
    before = books()

    again = finance.post(at("entry-reverse", purchase), SAID, follow=True)

    assert again.redirect_chain == [(first["Location"], 302)]
    assert "was taken back by this one" in again.text
    assert books() == before


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize("who", ["themself", "the commissioner"])
def test_another_wish_in_another_tab_is_told_that_it_was_done(
    borough: isf.Borough, finance: Client, purchase: JournalEntry, who: str
) -> None:
    other = finance if who == "themself" else opened(borough.commissioner.user)
    assert other.get(at("entry-reverse", purchase)).status_code == 200
    finance.post(at("entry-reverse", purchase), SAID)
    before = books()

    for said in ({"reason": "It was never bought"}, {}):
        answer = other.post(at("entry-reverse", purchase), said, follow=True)
        assert answer.redirect_chain == [(at("entry-detail", purchase), 302)]
        assert "cannot be taken back: it was taken back before." in answer.text
        assert "This was taken back later" in answer.text

    assert books() == before


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "Say in your own words why it is taken back"),
        (" \n ", "Say in your own words why it is taken back"),
        ("\u200b\u2060\u00ad", "Say in your own words why it is taken back"),
        ("\u3164\u2800", "Say in your own words why it is taken back"),
        ("x" * 2001, "2000"),
    ],
)
def test_without_words_nothing_is_taken_back(
    finance: Client, purchase: JournalEntry, reason: str, words: str
) -> None:
    before = books()
    answer = finance.post(at("entry-reverse", purchase), {"reason": reason})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert words in answer.text
    assert books() == before


@pytest.mark.rule("ISF-LED-2")
def test_where_money_is_lacking_one_case_says_how_much(
    borough: isf.Borough, finance: Client, fund: Fund
) -> None:
    borough.grant(fund, pence=100_000)
    grant = JournalEntry.objects.filter(fund=fund).latest("seq")
    left = fund_balance(fund=fund).available_pence
    borough.buy(fund, pence=left - 99_999)
    assert "a case is opened" in finance.get(at("entry-reverse", grant)).text
    posted = account(fund).posted

    for said in (SAID, SAID, {"reason": "Another"}):
        answer = finance.post(at("entry-reverse", grant), said, follow=True)
        case = Case.objects.get()
        assert answer.redirect_chain == [(reverse("isf:case-detail", args=[case.reference]), 302)]
        assert "£1,000.00 is needed, and £999.99 was left to use" in answer.text

    assert (account(fund).posted, Reversal.objects.count()) == (posted, 1)
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-2")
def test_what_cannot_be_taken_back_says_so_and_offers_nothing(
    finance: Client, fund: Fund, purchase: JournalEntry
) -> None:
    finance.post(at("entry-reverse", purchase), SAID)
    set_aside = JournalEntry.objects.filter(fund=fund, kind="RESERVATION").earliest("seq")
    mirror = JournalEntry.objects.get(reverses=purchase)
    before = books()
    for entry, words in (
        (set_aside, "it has a correction of its own"),
        (mirror, "it takes another entry back itself"),
        (purchase, "it was taken back before"),
    ):
        assert at("entry-reverse", entry) not in finance.get(at("entry-detail", entry)).text
        for answer in (
            finance.get(at("entry-reverse", entry), follow=True),
            finance.post(at("entry-reverse", entry), {"reason": "Wrong"}, follow=True),
        ):
            assert answer.redirect_chain == [(at("entry-detail", entry), 302)]
            assert f"This entry cannot be taken back: {words}." in answer.text
    assert books() == before


@pytest.mark.rule("ISF-LED-5")
def test_where_the_books_are_closed_it_is_said_and_nothing_is_posted(
    borough: isf.Borough, finance: Client, purchase: JournalEntry
) -> None:
    """A clock that was put back: the day it counts for lies in a closed month."""
    with time_machine.travel(isf.noon(date(2026, 7, 1)), tick=False):
        months.close(
            authority_id=borough.authority.pk,
            month=date(2026, 6, 1),
            by=borough.finance,
            at=clock.now(),
            on=clock.today(),
        )
    before = books()
    answer = finance.post(at("entry-reverse", purchase), SAID)
    assert "The books are closed for 10 June 2026." in answer.text
    assert SAID["reason"] in answer.text
    assert books() == before


def test_who_may_not_take_back_reads_whom_to_ask(
    borough: isf.Borough, fund: Fund, purchase: JournalEntry
) -> None:
    before = books()
    for user in (fund.person.user, borough.care_manager.user):
        client = opened(user)
        page = client.get(at("entry-detail", purchase)).text
        assert "Ask the finance officer of People&#x27;s Borough" in page
        assert "Take this back" not in page
        assert client.get(at("entry-reverse", purchase)).status_code == 404
        assert client.post(at("entry-reverse", purchase), SAID).status_code == 404
    assert books() == before


def test_to_another_council_it_does_not_exist(purchase: JournalEntry) -> None:
    client = opened(isf.Borough(today=TODAY, name="Elsewhere").finance_officer.user)
    before = books()
    nowhere = reverse("isf:entry-reverse", args=[uuid4(), purchase.seq])
    for hidden, missing in (
        (client.get(at("entry-reverse", purchase)), client.get(nowhere)),
        (client.post(at("entry-reverse", purchase), SAID), client.post(nowhere, SAID)),
    ):
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content == missing.content
    assert books() == before


def test_the_list_of_purchases_marks_what_was_taken_back_in_the_same_queries(
    borough: isf.Borough, finance: Client, fund: Fund, purchase: JournalEntry
) -> None:
    path = reverse("isf:purchase-list", args=[fund.reference])
    for_one = counting.queries(finance, path)
    borough.buy(fund, pence=1250)
    assert ">Taken back<" not in finance.get(path).text.replace("\n", "").replace(" <", "<")

    finance.post(at("entry-reverse", purchase), SAID)

    shown = finance.get(path).text
    assert (shown.count("Taken back"), shown.count("£1,250.00")) == (1, 1)
    assert counting.queries(finance, path) == for_one


@pytest.mark.rule("ISF-LED-2")
def test_why_it_was_taken_back_stands_on_both_entries(
    finance: Client, fund: Fund, purchase: JournalEntry
) -> None:
    finance.post(at("entry-reverse", purchase), SAID)
    back = JournalEntry.objects.get(reverses=purchase)
    person = opened(fund.person.user)
    for entry in (purchase, back):
        assert SAID["reason"] in person.get(at("entry-detail", entry)).content.decode()
    first = JournalEntry.objects.filter(fund=fund).earliest("seq")
    assert "Why it was taken back" not in person.get(at("entry-detail", first)).content.decode()
