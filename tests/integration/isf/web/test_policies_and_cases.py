"""The pages on which a council sets its numbers and decides its cases."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.enums import CaseState
from isf.models import Case, Policy
from isf.operations import cases
from tests.factories import accounts
from tests.factories.isf import Borough, member
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def numbers(**changes: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=1)
    said = {
        "starts_on_day": str(day.day),
        "starts_on_month": str(day.month),
        "starts_on_year": str(day.year),
        "soft_cap": "11.5",
        "hard_cap": "14",
        "notice_kind": "DAYS",
        "notice_days": "30",
        "schedule": "WEEKLY",
        "approval_days": "12",
        "tolerance": "0",
        "late_bill_days": "20",
        "case_days": "7",
        "bank_months": "18",
        "absence_funded_days": "42",
        "absence_apart_days": "5",
        "absence_review_day": "60",
        "lifts_hold": "TEAM_MANAGER",
        "surplus_weeks_isf": "5",
        "surplus_weeks_dp": "9",
        "recovery_notice_days": "21",
        "contribution_days": "3",
        "may_not_buy": "rent\ngambling",
    }
    return said | changes


@pytest.fixture
def place() -> Borough:
    return Borough(today=clock.today())


@pytest.fixture
def commissioner(client: Client, place: Borough) -> Client:
    sign_in(client, place.commissioner.user)
    return client


def test_a_new_version_is_published_and_the_old_one_stays(
    commissioner: Client, place: Borough
) -> None:
    answer = commissioner.post(reverse("isf:policy-create"), numbers(), follow=True)
    assert "The new policy was published." in answer.content.decode()
    newest = Policy.objects.filter(authority=place.authority).latest("pk")
    assert (newest.soft_cap_bp, newest.hard_cap_bp, newest.notice_days) == (1150, 1400, 30)
    assert (newest.bank_months, newest.recovery_notice_days) == (18, 21)
    assert newest.contribution_days == 3
    assert newest.absence_funded_days == 42
    assert newest.absence_apart_days == 5
    assert newest.absence_review_day == 60
    assert newest.lifts_hold == "TEAM_MANAGER"
    assert newest.may_not_buy == ["rent", "gambling"]
    assert Policy.objects.filter(authority=place.authority).count() == 2


@pytest.mark.parametrize(
    ("typed", "months", "words"),
    [("", None, "It does not expire"), ("9", 9, "9 months"), ("0", 0, "0 months")],
)
def test_money_expires_after_the_months_typed_or_never(
    commissioner: Client, place: Borough, typed: str, months: int | None, words: str
) -> None:
    said = numbers(expiry_months=typed)
    answer = commissioner.post(reverse("isf:policy-create"), said, follow=True)
    assert Policy.objects.filter(authority=place.authority).latest("pk").expiry_months == months
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"soft_cap": "14.01"}, "must not be higher"),
        ({"starts_on_year": "2020"}, "Choose today or a later day"),
        ({"soft_cap": "lots"}, "There is a problem"),
        ({"notice_days": "-1"}, "There is a problem"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_change_nothing(
    commissioner: Client, place: Borough, changes: dict[str, str], words: str
) -> None:
    answer = commissioner.post(reverse("isf:policy-create"), numbers(**changes))
    assert words in answer.content.decode()
    assert Policy.objects.filter(authority=place.authority).count() == 1


def open_one(place: Borough) -> Case:
    return cases.open_case(
        fund=place.fund(),
        rule="ISF-RES-6",
        key=f"test:{uuid4()}",
        figures={"visits": 3, "first": f"order:{place.today}", "available": 1250},
        on=place.today,
        by=place.council,
        at=clock.now(),
    )


def test_a_case_says_its_figures_and_is_decided_once(commissioner: Client, place: Borough) -> None:
    case = open_one(place)
    address = reverse("isf:case-detail", kwargs={"reference": case.reference})
    page = commissioner.get(address).content.decode()
    assert "£12.50" in page
    said = {"decision": "Fewer visits", "reason": "Agreed with the person"}
    assert "was recorded" in commissioner.post(address, said, follow=True).content.decode()
    sent_twice = commissioner.post(address, said, follow=True)
    assert "was recorded" in sent_twice.content.decode()
    again = commissioner.post(address, said | {"decision": "Other"}, follow=True)
    assert "nothing was changed" in again.content.decode()
    case.refresh_from_db()
    assert (case.state, case.decision) == (CaseState.DECIDED, "Fewer visits")


def test_a_case_says_whose_work_it_is_and_who_else_may_decide(
    client: Client, place: Borough
) -> None:
    case = open_one(place)
    sign_in(client, place.care_manager.user)
    page = client.get(reverse("isf:case-detail", kwargs={"reference": case.reference}))
    said = page.content.decode()
    assert "Care manager first; a commissioner, a finance officer or a team manager may" in said
    assert "Record the decision" in said


def test_another_councils_case_does_not_exist(client: Client, place: Borough) -> None:
    case = open_one(place)
    other = member(accounts.Authority(), Role.COMMISSIONER)
    sign_in(client, other.user)
    foreign = client.get(reverse("isf:case-detail", kwargs={"reference": case.reference}))
    nothing = client.get(reverse("isf:case-detail", kwargs={"reference": uuid4()}))
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.content == nothing.content


@pytest.mark.parametrize("name", ["overview", "policy-list", "policy-create", "case-list"])
def test_nobody_outside_the_council_has_these_pages(
    client: Client, place: Borough, name: str
) -> None:
    sign_in(client, place.person().user)
    assert client.get(reverse(f"isf:{name}")).status_code == 404


def test_the_overview_lists_only_what_waits(commissioner: Client, place: Borough) -> None:
    nothing = commissioner.get(reverse("isf:overview")).content.decode()
    assert "Nothing waits for a decision today" in nothing
    assert "0 cases" not in nothing

    open_one(place)
    waiting = commissioner.get(reverse("isf:overview")).content.decode()
    assert "1 case to decide" in waiting
    assert "above the limit" not in waiting
    assert "Nothing waits" not in waiting
