"""Bills answered and cases decided with forms changed by hand, and by who may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role, Scope
from accounts.models import Membership, User
from isf.models import Case, Fund, Invoice
from isf.operations import cases
from tests.bills_seen import seen
from tests.factories import accounts, isf
from tests.integration.security.written import everything
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
ALL = {"all": "1"}
NO_LINE = "No line of this bill waits for that answer"
DECIDED = {"decision": "Fewer visits", "reason": "Agreed"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A council with a fund and a bill of three lines to it."""

    borough: isf.Borough
    fund: Fund
    bill: Invoice

    @property
    def path(self) -> str:
        return reverse("isf:invoice-detail", args=[self.bill.reference])

    def shown(self) -> dict[str, list[str]]:
        """What the page of the bill shows to the person it is for."""
        return seen(browser(self.fund.person.user), self.path)


@pytest.fixture
def scene() -> Scene:
    return live(isf.Borough(today=TODAY))


def live(borough: isf.Borough) -> Scene:
    fund = borough.fund(weeks_ago=4)
    order = borough.order(fund)
    monday = borough.monday(weeks_ago=2)
    done = borough.deliver(order, days=[monday + timedelta(days=n) for n in range(3)])
    return Scene(borough=borough, fund=fund, bill=borough.invoice(order, done=done))


def browser(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def refused(client: Client, path: str, said: dict[str, Any], words: str) -> None:
    """What was sent is answered with these words, or as if nothing were there, and not written."""
    before = everything()
    answer = client.post(path, said, follow=True)
    if words:
        assert answer.status_code == 200
        assert words in answer.content.decode()
    else:
        nowhere = client.post(re.sub(r"[0-9a-f-]{36}", str(uuid4()), path), said, follow=True)
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert everything() == before


@pytest.mark.rule("ISF-BIL-3")
def test_the_bill_of_another_person_is_not_there_with_its_own_marks_either(scene: Scene) -> None:
    neighbour = live(scene.borough)
    for said in (ALL, {"line_0": "APPROVE"}, {"line_0": "QUERY", "words_0": "Why?"}):
        refused(browser(neighbour.fund.person.user), scene.path, said | scene.shown(), "")


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.parametrize(
    "said",
    [
        {"line_0": "APPROVE", "line_99": "APPROVE", "amount_0": "0.01", "shown": "0:" + "0" * 16},
        {"line_-1": "APPROVE"},
        {"line_1e9": "APPROVE"},
        {"line_0": "NaN"},
        {"line_0": ["APPROVE", "BURN"]},
        {"line_0": "QUERY", "words_0": "\x00"},
        {"all": "", "shown": ["99999999999999999999:aa", "1e3:aa", "NaN:aa"]},
        {},
    ],
    ids=str,
)
def test_lines_and_answers_that_are_none_change_nothing(scene: Scene, said: dict[str, Any]) -> None:
    client, before = browser(scene.fund.person.user), everything()
    answer = client.post(scene.path, said, follow=True)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert any(words in told for words in ("There is a problem", "was not taken", NO_LINE))
    assert everything() == before


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.PROVIDER_OWNER])
def test_strangers_find_no_bill(scene: Scene, role: Role) -> None:
    """Staff of another council, and of a provider that did not send the bill."""
    kind = accounts.Authority if role is Role.COMMISSIONER else accounts.ProviderOrganisation
    stranger = accounts.Membership(organisation=kind(), role=role.value)
    refused(browser(stranger.user), scene.path, ALL | scene.shown(), "")


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.parametrize("who", ["the council", "the biller", "the holder", "who only looks"])
def test_who_reads_the_bill_and_may_not_answer_is_told_so(scene: Scene, who: str) -> None:
    users = {
        "the council": lambda: scene.borough.commissioner.user,
        "the biller": lambda: isf.member(scene.borough.provider, Role.PROVIDER_FINANCE).user,
        "the holder": lambda: isf.member(scene.borough.holder, Role.PROVIDER_OWNER).user,
        "who only looks": lambda: scene.borough.representative(scene.fund.person).user,
    }
    words = {"the biller": "Nobody may approve what they asked for or sent themselves"}
    told = words.get(who, "You may see this but not do it")
    refused(browser(users[who]()), scene.path, ALL | scene.shown(), told)


@pytest.mark.rule("ISF-BIL-6")
def test_who_raised_it_and_left_the_provider_since_does_not_approve_it(scene: Scene) -> None:
    raised_by = User.objects.get(pk=scene.bill.raised_by_id)
    Membership.objects.filter(user=raised_by).update(ends_on=TODAY - timedelta(days=1))
    accounts.Representative(
        person=scene.fund.person, user=raised_by, scopes=[scope.value for scope in Scope]
    )
    told = "Nobody may approve what they asked for or sent themselves"
    refused(browser(raised_by), scene.path, ALL | scene.shown(), told)


@pytest.fixture
def case(scene: Scene) -> Case:
    return cases.open_case(
        fund=scene.fund,
        rule="ISF-RES-6",
        key="by hand",
        figures={"available": 1250},
        on=TODAY,
        by=scene.borough.council,
        at=isf.noon(TODAY),
    )


def test_a_case_is_decided_by_its_council_alone(scene: Scene, case: Case) -> None:
    path = reverse("isf:case-detail", args=[case.reference])
    elsewhere = isf.Borough(today=TODAY, name="Elsewhere").commissioner.user
    watching = isf.member(scene.borough.authority, Role.SAFEGUARDING_LEAD).user
    holding = isf.member(scene.borough.holder, Role.PROVIDER_OWNER).user
    for user in (elsewhere, watching, holding, scene.fund.person.user):
        refused(browser(user), path, DECIDED, "")


@pytest.mark.parametrize(
    "said",
    [{}, {"decision": "Fewer"}, {"reason": "Agreed"}, DECIDED | {"reason": "x" * 2001}],
    ids=["nothing", "no reason", "no decision", "too long"],
)
def test_half_a_decision_is_none(scene: Scene, case: Case, said: dict[str, str]) -> None:
    path = reverse("isf:case-detail", args=[case.reference])
    refused(browser(scene.borough.care_manager.user), path, said, "There is a problem")


def test_a_case_in_two_tabs_is_decided_once_and_both_are_told(scene: Scene, case: Case) -> None:
    path = reverse("isf:case-detail", args=[case.reference])
    first = browser(scene.borough.care_manager.user)
    second = browser(scene.borough.finance_officer.user)
    by_hand = DECIDED | {"state": "OPEN", "decided_by_id": "1", "figures": "{}"}
    assert "was recorded" in first.post(path, by_hand, follow=True).content.decode()
    refused(first, path, DECIDED, "The decision was recorded")
    refused(second, path, DECIDED, "had been decided already; nothing was changed")
    refused(first, path, DECIDED | {"reason": "Other"}, "had been decided already")
    case.refresh_from_db()
    assert case.decided_by_id == scene.borough.care_manager.user_id
    assert case.figures == {"available": 1250}
