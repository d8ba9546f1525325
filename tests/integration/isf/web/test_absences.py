"""Time away on its pages: recorded, ended, corrected, told; and what each reader sees of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.models import Absence, AbsenceVersion, Case, Fund
from isf.queries.absences import list_lines
from isf.rules.absences import Stay
from isf.web.presenters import absences as words
from tests.factories import accounts as make
from tests.factories.absences import away
from tests.factories.borough import Borough as Small
from tests.factories.isf import Borough
from tests.factories.money import DAY, MONDAY
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-1")]


@pytest.fixture
def fund() -> Fund:
    return Borough(today=clock.today()).fund()


def parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


def at(name: str, thing: Any) -> str:
    return reverse(f"isf:{name}", kwargs={"reference": thing.reference})


def keeper(client: Client, fund: Fund) -> None:
    sign_in(client, make.Membership(organisation=fund.authority, role=Role.CARE_MANAGER).user)


def test_it_is_recorded_ended_and_read_in_plain_words(client: Client, fund: Fund) -> None:
    budget, today = fund.deployment.budget, clock.today()
    keeper(client, fund)
    first = today - timedelta(days=40)
    sent = {"token": str(uuid4()), **parts("first_on", first)}
    for _ in range(2):
        page = client.post(at("absence-create", budget), sent, follow=True).content.decode()
        assert "The time away was recorded." in page
    assert "nothing comes in until the day of return" in page
    stay = Absence.objects.get()
    back = {"seen": "1", **parts("first_on", first), **parts("returned_on", today)}
    for _ in range(2):
        page = client.post(at("absence-edit", stay), back, follow=True).content.decode()
        assert "What you recorded counts now." in page
    assert AbsenceVersion.objects.count() == 2
    assert "Back home" in page
    assert_ledger_sound()


def test_while_away_the_fund_says_so_to_everybody_who_sees_it(client: Client, fund: Fund) -> None:
    keeper(client, fund)
    sent = {"token": str(uuid4()), **parts("first_on", clock.today())}
    client.post(at("absence-create", fund.deployment.budget), sent)
    holder = make.Membership(organisation=fund.holder, role=Role.PROVIDER_MANAGER).user
    for user in (fund.person.user, holder):
        sign_in(client, user)
        page = client.get(at("fund-detail", fund)).content.decode()
        assert "Money comes in for the days up to" in page
        assert "nothing comes in until the day of return, which is funded again" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "a correction needs a reason"),
        ({"returned": -1, "reason": "x"}, "not after the first full day away"),
        ({"returned": 5, "reason": "x"}, "This is still to come."),
    ],
)
def test_what_cannot_be_is_said_in_words(
    client: Client, fund: Fund, changes: dict[str, Any], says: str
) -> None:
    keeper(client, fund)
    first = clock.today() - timedelta(days=3)
    sent = {"token": str(uuid4()), **parts("first_on", first)}
    client.post(at("absence-create", fund.deployment.budget), sent)
    before = fingerprint()
    edit = {
        "seen": "1",
        **parts("first_on", first + timedelta(days=1)),
        "reason": changes.get("reason", ""),
    }
    if "returned" in changes:
        edit |= parts("returned_on", first + timedelta(days=changes["returned"]))
    answer = client.post(at("absence-edit", Absence.objects.get()), edit)
    assert says in answer.content.decode()
    assert fingerprint() == before


def test_two_tabs_do_not_overwrite_each_other(client: Client, fund: Fund) -> None:
    keeper(client, fund)
    first = clock.today() - timedelta(days=3)
    sent = {"token": str(uuid4()), **parts("first_on", first)}
    client.post(at("absence-create", fund.deployment.budget), sent)
    stay = Absence.objects.get()
    sent = {"seen": "1", **parts("first_on", first)}
    client.post(at("absence-edit", stay), sent | parts("returned_on", clock.today()))
    late = sent | parts("returned_on", clock.today() - timedelta(days=1)) | {"reason": "earlier"}
    assert "changed this time away meanwhile" in (
        client.post(at("absence-edit", stay), late).content.decode()
    )


def test_the_person_tells_and_the_care_manager_finds_a_case(client: Client, fund: Fund) -> None:
    sign_in(client, fund.person.user)
    sent = {"token": str(uuid4()), **parts("first_on", clock.today())}
    page = client.post(at("absence-tell", fund), sent, follow=True).content.decode()
    client.post(at("absence-tell", fund), sent)
    assert "The council was told." in page
    case = Case.objects.get()
    keeper(client, fund)
    shown = client.get(at("case-detail", case)).content.decode()
    assert "Somebody told the council of time away" in shown
    assert "First full day away" in shown


@pytest.mark.parametrize("page", ["absence-list", "absence-create"])
def test_another_councils_care_manager_finds_nothing(client: Client, fund: Fund, page: str) -> None:
    keeper(client, Borough(today=clock.today(), name="Elsewhere").fund())
    assert client.get(at(page, fund.deployment.budget)).status_code == 404


def test_joined_and_single_days_have_words_of_their_own(fund: Fund) -> None:
    small = Small()
    small.open_fund()
    on = MONDAY + 60 * DAY
    stay = away(small, MONDAY, MONDAY + 29 * DAY, on=on)
    away(small, MONDAY + 31 * DAY, MONDAY + 33 * DAY, on=on)
    away(small, MONDAY + 45 * DAY, MONDAY + 46 * DAY, on=on)
    first, second, third = list_lines(budget_id=stay.budget_id)
    assert words.meaning(stay=first).endswith("On 4 May 2026 nothing came in.")
    assert words.meaning(stay=second) == (
        "It follows the time away before so soon that both count as one. "
        "From 7 May 2026 to 8 May 2026 nothing came in."
    )
    assert words.days(stay=third) == "Away on 21 May 2026, back on 22 May 2026"
    assert words.meaning(stay=third) == "All of these days are funded."
    assert words.notice(stay=None) == ""
    assert third.known.stay == Stay(first_on=MONDAY + 45 * DAY, returned_on=MONDAY + 46 * DAY)
