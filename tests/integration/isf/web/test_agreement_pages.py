"""The pages on which a council agrees how a budget is taken, and its fee."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.web import clock
from isf.enums import ApprovalState
from isf.models import AgreementVersion, FeeApproval, Fund, PersonalBudget, Suspension
from tests.factories.isf import Borough
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Borough:
    return Borough(today=clock.today())


def typed(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def terms(place: Borough, **changes: Any) -> dict[str, Any]:
    said = {
        "kind": "ISF",
        "holder": str(place.holder.reference),
        "weekly": "480.00",
        "fee_kind": "RATE",
        "fee_percent": "10",
        "fee_weekly": "",
        "schedule": "FOUR_WEEKLY",
        "notice_kind": "DAYS",
        "notice_days": "28",
    }
    return said | typed("starts_on", place.today) | changes


def address(place: Borough) -> str:
    made = place.budget(place.person(), weekly_pence=48_000, starts_on=place.today)
    return reverse("isf:agreement-create", kwargs={"budget": made.reference})


def test_an_agreement_opens_a_fund(client: Client, place: Borough) -> None:
    sign_in(client, place.commissioner.user)
    answer = client.post(address(place), terms(place), follow=True)
    assert "the fund is open" in answer.content.decode()
    fund = Fund.objects.get()
    assert answer.redirect_chain == [(reverse("isf:fund-detail", args=[fund.reference]), 302)]
    assert (fund.holder, fund.agreement.notice_days) == (place.holder, 28)
    assert AgreementVersion.objects.get().fee_rate_bp == 1000


def test_the_form_begins_with_what_is_still_free(client: Client, place: Borough) -> None:
    sign_in(client, place.commissioner.user)
    url = address(place)
    assert 'value="480.00"' in client.get(url).content.decode()

    client.post(url, terms(place, weekly="300.00"))

    assert 'value="180.00"' in client.get(url).content.decode()


def test_nothing_is_agreed_where_nothing_is_left(client: Client, place: Borough) -> None:
    sign_in(client, place.commissioner.user)
    url = address(place)
    budget = reverse("isf:budget-detail", args=[PersonalBudget.objects.get().reference])
    button = "Agree how a part is taken"

    client.post(url, terms(place, weekly="479.99"))
    assert button in client.get(budget).content.decode()
    client.post(url, terms(place, weekly="0.01"))
    assert button not in client.get(budget).content.decode()


def test_a_budget_is_recorded_from_the_record_of_a_person(client: Client, place: Borough) -> None:
    person = place.person()
    link = f"{reverse('isf:budget-create')}?person={person.reference}"
    record = reverse("accounts:person-detail", args=[person.reference])

    sign_in(client, place.care_manager.user)
    assert link in client.get(record).content.decode()
    assert person.full_name in client.get(link).content.decode()
    sign_in(client, person.user)
    assert link not in client.get(record).content.decode()


@pytest.mark.rule("ISF-LED-3")
def test_a_double_click_opens_one_fund_and_a_changed_form_is_refused_in_words(
    client: Client, place: Borough
) -> None:
    sign_in(client, place.commissioner.user)
    path = address(place)
    token = client.get(path).context["form"]["token"].value()
    sent = terms(place, weekly="240.00", token=str(token))
    for _ in range(2):
        assert client.post(path, sent).status_code == 302
    assert Fund.objects.count() == 1
    page = client.post(path, sent | {"weekly": "100.00"}).content.decode()
    assert "This was sent before with something else in it." in page
    assert Fund.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weekly": "480.01"}, "but the budget is £480.00"),
        ({"fee_percent": "10.01"}, "at most 10%"),
        ({"fee_percent": ""}, "Enter the share"),
        ({"fee_kind": "NOTHING"}, "Say the management fee"),
        ({"holder": ""}, "Choose the provider that holds the money"),
        ({"starts_on_year": "1900"}, "Check the year"),
        ({"starts_on_year": "2199"}, "Check the year"),
        ({"kind": "DIRECT_PAYMENT"}, "Only an individual service fund"),
    ],
)
def test_what_cannot_be_agreed_is_said_and_opens_nothing(
    client: Client, place: Borough, changes: dict[str, str], words: str
) -> None:
    sign_in(client, place.commissioner.user)
    answer = client.post(address(place), terms(place, **changes))
    assert words in answer.content.decode()
    assert not Fund.objects.exists()


def test_a_budget_of_another_council_does_not_exist(client: Client, place: Borough) -> None:
    other = Borough(today=place.today, name="Elsewhere")
    sign_in(client, other.commissioner.user)
    assert client.get(address(place)).status_code == 404
    assert client.post(address(place), terms(place)).status_code == 404


def test_a_higher_fee_needs_another_commissioner_and_a_later_day(
    client: Client, place: Borough
) -> None:
    fund = place.fund()
    of = {"reference": fund.agreement.reference}
    sign_in(client, place.commissioner.user)
    later = place.today + timedelta(days=1)
    fee = {"fee_kind": "RATE", "fee_percent": "12.5", "fee_weekly": ""} | typed("fee_from", later)
    refused = client.post(reverse("isf:agreement-fee", kwargs=of), fee)
    assert "Ask a commissioner first" in refused.content.decode()
    ask = typed("starts_on", place.today) | {"reason": "Training"}
    client.post(reverse("isf:fee-approval-create", kwargs=of), ask)
    asked = FeeApproval.objects.get()
    decide = reverse("isf:fee-approval-decide", kwargs={"reference": asked.reference})
    yes = {"approve": "yes", "reason": "For a year"}
    own = client.post(decide, yes, follow=True).content.decode()
    assert "Nobody may approve what they asked for" in own
    assert "another commissioner has to decide" in client.get(decide).content.decode()
    sign_in(client, place.second_commissioner.user)
    client.post(decide, yes)
    asked.refresh_from_db()
    assert asked.state == ApprovalState.APPROVED
    sign_in(client, place.commissioner.user)
    today = fee | typed("fee_from", place.today)
    early = client.post(reverse("isf:agreement-fee", kwargs=of), today)
    assert "Choose a day after" in early.content.decode()
    done = client.post(reverse("isf:agreement-fee", kwargs=of), fee, follow=True)
    assert "The new fee was agreed." in done.content.decode()
    assert "12.5%" in done.content.decode()


def test_a_suspension_begins_today_at_the_earliest(client: Client, place: Borough) -> None:
    fund = place.fund()
    suspend = reverse("isf:agreement-suspend", kwargs={"reference": fund.agreement.reference})
    sign_in(client, place.commissioner.user)
    yesterday = typed("starts_on", place.today - timedelta(days=1)) | {"reason": "Away"}
    assert "Choose today or a later day." in client.post(suspend, yesterday).content.decode()
    assert not Suspension.objects.exists()
    client.post(suspend, typed("starts_on", place.today) | {"reason": "Away"})
    assert Suspension.objects.count() == 1


def test_the_person_and_the_holder_read_the_agreement_and_change_nothing(
    client: Client, place: Borough
) -> None:
    fund = place.fund()
    of = {"reference": fund.agreement.reference}
    sign_in(client, fund.person.user)
    page = client.get(reverse("isf:agreement-detail", kwargs=of))
    assert "Management fee" in page.content.decode()
    assert "Agree another fee" not in page.content.decode()
    assert client.get(reverse("isf:agreement-fee", kwargs=of)).status_code == 404
