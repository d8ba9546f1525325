"""Budgets: recorded for a person found by name, and changed with all their parts in one step."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent, Person
from isf.enums import DeploymentKind
from isf.models import BudgetVersion, DeploymentRate, Fund, PersonalBudget
from isf.queries.balances import fund_balance
from tests.factories import accounts, isf
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
NEW = "/money/budgets/new/"
TODAY_TYPED = {"starts_on_day": "10", "starts_on_month": "6", "starts_on_year": "2026"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@pytest.fixture
def borough(client: Client) -> isf.Borough:
    borough = isf.Borough(today=TODAY)
    sign_in(client, borough.commissioner.user)
    return borough


def path_of(fund: Fund) -> str:
    return reverse("isf:budget-detail", args=[fund.deployment.budget.reference])


def part(fund: Fund) -> str:
    return f"part_{fund.deployment.reference.hex}"


def test_a_budget_is_recorded_for_a_person_found_by_name(
    client: Client, borough: isf.Borough
) -> None:
    person = borough.person(full_name="Ada Ford")
    choice = f"{NEW}?person={person.reference}"
    assert choice.removeprefix(NEW) in client.get(f"{NEW}?q=ada").content.decode()

    answer = client.post(choice, {"weekly": "480.00", **TODAY_TYPED}, follow=True)

    assert "The budget is £480.00 a week. How £480.00 of it is taken is not agreed yet." in (
        answer.content.decode()
    )
    version = BudgetVersion.objects.get(budget__person=person)
    assert (version.weekly.amount, version.starts_on) == (480, TODAY)


def test_sending_it_twice_records_it_once(client: Client, borough: isf.Borough) -> None:
    person = borough.person()
    for _ in range(2):
        client.post(f"{NEW}?person={person.reference}", {"weekly": "480", **TODAY_TYPED})

    assert BudgetVersion.objects.filter(budget__person=person).count() == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, "Enter budget for each week"),
        ({"weekly": "lots", **TODAY_TYPED}, "Enter an amount in pounds and pence"),
        ({"weekly": "-1", **TODAY_TYPED}, "A budget begins with more than nothing"),
        ({"weekly": "480", "starts_on_day": "31", "starts_on_month": "2"}, "must include a year"),
    ],
)
def test_what_is_wrong_is_said(
    client: Client, borough: isf.Borough, typed: dict[str, str], expected: str
) -> None:
    person = borough.person()

    text = client.post(f"{NEW}?person={person.reference}", typed).content.decode()

    assert expected in text
    assert not PersonalBudget.objects.exists()


def test_a_person_of_another_council_cannot_be_chosen(client: Client, borough: isf.Borough) -> None:
    stranger: Person = accounts.Person(full_name="Ada Stranger")

    assert "Ada Stranger" not in client.get(f"{NEW}?q=ada").content.decode()
    for reference in (stranger.reference, uuid4()):
        assert client.get(f"{NEW}?person={reference}").status_code == 404
        assert client.post(f"{NEW}?person={reference}", {"weekly": "1"}).status_code == 404


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.SAFEGUARDING_LEAD])
def test_who_sets_no_budgets_finds_no_page(
    client: Client, borough: isf.Borough, role: Role
) -> None:
    sign_in(client, isf.member(borough.authority, role).user)

    assert client.get(NEW).status_code == 404


def test_a_raise_and_its_part_in_one_step_pay_the_difference(
    client: Client, borough: isf.Borough
) -> None:
    fund = borough.fund(weeks_ago=1)  # paid from 1 to 28 June
    before = fund_balance(fund=fund).posted_pence

    answer = client.post(
        path_of(fund), {"weekly": "520", part(fund): "520", **TODAY_TYPED}, follow=True
    )

    assert "The budget was changed." in answer.content.decode()
    # 40.00 more a week for the 19 days from 10 June that are paid already
    assert fund_balance(fund=fund).posted_pence - before == 10_857


def test_of_two_amounts_from_one_day_it_is_said_which_counts(
    client: Client, borough: isf.Borough
) -> None:
    fund = borough.fund(weeks_ago=1)
    assert "one that counts" not in client.get(path_of(fund)).content.decode()
    for weekly in ("520", "530"):
        client.post(path_of(fund), {"weekly": weekly, part(fund): weekly, **TODAY_TYPED})

    history = client.get(path_of(fund)).content.decode().split("What was agreed when")[-1]
    told = [
        "This is the one that counts",
        "£530.00",
        "Replaced by a newer one from the same day",
        "£520.00",
        "£480.00",
    ]
    assert sorted(told, key=history.index) == told
    assert history.count("counts") == history.count("Replaced") == 1


def test_parts_that_do_not_fit_are_refused_with_the_figures(
    client: Client, borough: isf.Borough
) -> None:
    fund = borough.fund(weeks_ago=1)

    text = client.post(
        path_of(fund), {"weekly": "400", part(fund): "480", **TODAY_TYPED}
    ).content.decode()

    assert (
        "On 10 June 2026 the parts would add up to £480.00 a week, but the budget is £400.00"
        in text
    )
    assert BudgetVersion.objects.count() == 1
    assert DeploymentRate.objects.count() == 1


def test_a_mixed_budget_and_what_is_free_are_said(client: Client, borough: isf.Borough) -> None:
    fund = borough.fund(weeks_ago=1, weekly_pence=30_000, budget_pence=48_000)
    borough.part(
        fund.deployment.budget,
        weekly_pence=10_000,
        starts_on=fund.deployment.starts_on,
        kind=DeploymentKind.DIRECT_PAYMENT,
    )

    text = client.get(path_of(fund)).content.decode()

    assert "How £80.00 of it is taken is not agreed yet" in text
    assert "In Scotland this is called option 4" in text


def test_the_person_reads_and_does_not_change(client: Client, borough: isf.Borough) -> None:
    fund = borough.fund(weeks_ago=1)
    sign_in(client, fund.person.user)

    assert "Change the budget" not in client.get(path_of(fund)).content.decode()
    client.post(path_of(fund), {"weekly": "999", part(fund): "999", **TODAY_TYPED})
    assert BudgetVersion.objects.count() == 1


def test_others_find_no_budget(client: Client, borough: isf.Borough) -> None:
    fund = borough.fund(weeks_ago=1)
    for user in (
        isf.member(borough.holder, Role.PROVIDER_OWNER).user,
        borough.person().user,
        isf.Borough(today=TODAY).commissioner.user,
    ):
        sign_in(client, user)
        hidden = client.get(path_of(fund))
        missing = client.get(reverse("isf:budget-detail", args=[uuid4()]))
        assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_looking_is_recorded(client: Client, borough: isf.Borough) -> None:
    fund = borough.fund(weeks_ago=1)

    client.get(path_of(fund))

    assert AuditEvent.objects.get(action="BUDGET_VIEWED").person_id == fund.person_id


def test_without_a_policy_nobody_is_left_with_an_error(
    client: Client, borough: isf.Borough
) -> None:
    """A council that has set no rules yet is told so where it would agree a budget."""
    new = accounts.Membership(role=Role.COMMISSIONER.value)
    person = accounts.Person(authority=new.organisation)
    sign_in(client, new.user)
    client.post(f"{NEW}?person={person.reference}", {"weekly": "480", **TODAY_TYPED})
    budget = PersonalBudget.objects.get(person=person)

    answer = client.get(reverse("isf:agreement-create", args=[budget.reference]), follow=True)

    assert answer.status_code == 200
    assert "The council has not set its rules for that day." in answer.content.decode()


def test_a_first_budget_of_nothing_is_refused_in_words(
    client: Client, borough: isf.Borough
) -> None:
    person = borough.person(full_name="Ada Ford")
    choice = f"{NEW}?person={person.reference}"
    answer = client.post(choice, {"weekly": "0.00", **TODAY_TYPED})
    assert "A budget begins with more than nothing" in answer.content.decode()
    assert not PersonalBudget.objects.exists()
