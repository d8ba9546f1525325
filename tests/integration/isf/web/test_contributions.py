"""The pages on which a contribution is agreed, taken in and read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.models import ContributionPaid, ContributionVersion, Fund
from isf.models.journal import JournalEntry
from tests.browser.pages.isf_contributions import contributing
from tests.counting import queries
from tests.factories.contributions import GROSS, NET
from tests.factories.isf import Borough, member
from tests.factories.money import account
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def at(name: str, fund: Fund, **more: Any) -> str:
    return reverse(f"isf:{name}", kwargs={"reference": fund.reference, **more})


def said(day: date, **changes: Any) -> dict[str, Any]:
    return {
        "weekly": "40.00",
        "mode": "NET",
        "starts_on_day": str(day.day),
        "starts_on_month": str(day.month),
        "starts_on_year": str(day.year),
    } | changes


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.rule("ISF-FUN-2")
def test_a_care_manager_agrees_it_from_the_budget_and_twice_is_once(client: Client) -> None:
    borough = Borough(today=clock.today())
    fund = borough.fund(paid=False)
    sign_in(client, borough.care_manager.user)
    budget = reverse("isf:budget-detail", kwargs={"reference": fund.deployment.budget.reference})
    assert at("contribution-detail", fund) in client.get(budget).content.decode()
    for _ in range(2):
        sent = said(fund.deployment.starts_on)
        answer = client.post(at("contribution-create", fund), sent, follow=True)
        assert "The contribution was agreed." in text(answer)
        assert "£40.00 a week, paid into this fund" in text(answer)
    assert ContributionVersion.objects.count() == 1
    assert "Of it the person contributes £40.00 a week" in text(client.get(budget))


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weekly": "480.01"}, "the contribution would be £480.01"),
        ({"weekly": "-1"}, "There is a problem"),
        ({"weekly": "lots"}, "Enter an amount in pounds"),
        ({"mode": ""}, "Say where the contribution is paid"),
        ({"mode": "BOTH"}, "Say where the contribution is paid"),
    ],
)
def test_what_cannot_be_agreed_says_why_and_changes_nothing(
    client: Client, changes: dict[str, str], words: str
) -> None:
    borough = Borough(today=clock.today())
    fund = borough.fund(paid=False)
    sign_in(client, borough.care_manager.user)
    sent = said(fund.deployment.starts_on, **changes)
    before = fingerprint()
    answer = client.post(at("contribution-create", fund), sent)
    assert words in text(answer)
    assert ContributionVersion.objects.count() == 0
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-2")
def test_a_change_begins_tomorrow_at_the_earliest(client: Client) -> None:
    borough, fund = contributing()
    sign_in(client, borough.care_manager.user)
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    refused = client.post(at("contribution-create", fund), said(today, weekly="30.00"))
    assert "changes no day that has begun" in text(refused)
    client.post(at("contribution-create", fund), said(tomorrow, weekly="30.00"))
    assert ContributionVersion.objects.count() == 2


@pytest.mark.rule("ISF-FUN-3")
def test_the_person_sees_what_they_owe_and_why_week_by_week(client: Client) -> None:
    """60.00 of support, then 30.00: 40.00 and 30.00 are due, 40.00 was paid, 30.00 is owed."""
    _, fund = contributing()
    sign_in(client, fund.person.user)
    shown = text(client.get(at("contribution-detail", fund)))
    assert "Due so far £70.00" in shown
    assert "Owed £30.00" in shown
    assert "Support goes on, whatever is owed." in shown
    assert re.search(r"£40\.00 £60\.00 £40\.00 £40\.00", shown)
    why = "No more is due than the support of the week cost £40.00 £30.00 £30.00 £0.00"
    assert why in shown
    assert "Take in a payment" not in shown
    on_fund = text(client.get(at("fund-detail", fund)))
    assert "Owed £30.00" in on_fund
    month = clock.today().replace(day=1)
    assert "Owed £30.00" in text(client.get(at("statement-detail", fund, month=month)))


@pytest.mark.rule("ISF-FUN-2")
def test_finance_takes_in_a_payment_once_however_often_the_button_is_pressed(
    client: Client,
) -> None:
    borough, fund = contributing(weeks=0)
    before = account(fund).posted
    sign_in(client, borough.finance_officer.user)
    page = client.get(at("contribution-receive", fund)).content.decode()
    token = re.findall(r'name="token" value="([^"]+)"', page)[0]
    for _ in range(2):
        sent = {"mode": "NET", "pence": "40.00", "token": token}
        answer = client.post(at("contribution-receive", fund), sent, follow=True)
        assert "£40.00 was taken in." in text(answer)
    assert account(fund).posted == before + 4_000
    other = client.post(at("contribution-receive", fund), sent | {"pence": "41.00"})
    assert "sent before with something else" in text(other)
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize("pence", ["0", "0.00", "-4", "forty", "", "1.234"])
def test_a_payment_of_nothing_or_nonsense_says_what_to_enter(client: Client, pence: str) -> None:
    borough, fund = contributing(weeks=0)
    sign_in(client, borough.finance_officer.user)
    page = client.get(at("contribution-receive", fund)).content.decode()
    token = re.findall(r'name="token" value="([^"]+)"', page)[0]
    before = fingerprint()
    sent = {"mode": "NET", "pence": pence, "token": token}
    assert "There is a problem" in text(client.post(at("contribution-receive", fund), sent))
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": "GROSS"}, "Say where it was paid: into the fund"),
        ({"token": "1"}, "Open this page again and fill it in once more"),
    ],
)
def test_what_no_page_sends_is_answered_in_our_words(
    client: Client, changes: dict[str, str], words: str
) -> None:
    borough, fund = contributing(weeks=0)
    sign_in(client, borough.finance_officer.user)
    sent = {"mode": "NET", "pence": "40.00", "token": str(uuid4())} | changes
    assert words in text(client.post(at("contribution-receive", fund), sent))


@pytest.mark.rule("ISF-FUN-2")
def test_the_holder_takes_in_what_is_paid_to_the_fund_and_not_to_the_council(
    client: Client,
) -> None:
    borough, fund = contributing(NET, weeks=0)
    sign_in(client, member(borough.holder, Role.PROVIDER_FINANCE).user)
    assert client.get(at("contribution-receive", fund)).status_code == 200
    other, gross = contributing(GROSS, weeks=0)
    sign_in(client, member(other.holder, Role.PROVIDER_FINANCE).user)
    assert client.get(at("contribution-receive", gross)).status_code == 404


@pytest.mark.rule("ISF-LED-2")
def test_a_payment_to_the_council_is_taken_out_and_the_page_says_so(client: Client) -> None:
    borough, fund = contributing(GROSS)
    sign_in(client, borough.finance_officer.user)
    payment = ContributionPaid.objects.get()
    assert "Take it out" in text(client.get(at("contribution-detail", fund)))
    address = at("contribution-take-out", fund, payment=payment.reference)
    for _ in range(2):
        answer = client.post(address, follow=True)
        assert "The payment was taken out." in text(answer)
    shown = text(answer)
    assert "Taken back" in shown
    assert "Owed £70.00" in shown
    assert ContributionPaid.objects.count() == 2


@pytest.mark.rule("ISF-LED-2")
def test_a_payment_to_the_fund_opens_to_its_entry_where_it_can_be_taken_back(
    client: Client,
) -> None:
    borough, fund = contributing()
    sign_in(client, borough.finance_officer.user)
    entry = JournalEntry.objects.get(fund=fund, kind="CONTRIBUTION")
    opens = at("entry-detail", fund, seq=entry.seq)
    assert opens in client.get(at("contribution-detail", fund)).content.decode()
    assert at("entry-reverse", fund, seq=entry.seq) in client.get(opens).content.decode()


def test_the_page_asks_the_same_for_one_week_and_for_many(client: Client) -> None:
    counts = []
    for weeks in (3, 6):
        _, fund = contributing(weeks=weeks)
        sign_in(client, fund.person.user)
        counts.append(queries(client, at("contribution-detail", fund)))
    assert counts[0] == counts[1]
