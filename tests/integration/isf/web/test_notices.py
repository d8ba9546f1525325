"""The pages on which notice is given, looked at, changed and answered."""

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
from isf.enums import NoticeParty
from isf.models import ClosingChoice, Fund, Notice, NoticeWish
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.factories.notices import asked_back, given
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-1")]


@pytest.fixture
def borough() -> Borough:
    return Borough(today=clock.today())


@pytest.fixture
def fund(borough: Borough) -> Fund:
    return borough.fund()


def at(name: str, thing: Fund | Notice | NoticeWish) -> str:
    return reverse(f"isf:{name}", kwargs={"reference": thing.reference})


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": f"{day.day}", f"{name}_month": f"{day:%m}", f"{name}_year": f"{day:%Y}"}


def last_day() -> date:
    return clock.today() + timedelta(days=28)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_notice_is_shown_first_then_given_once_and_everybody_sees_the_days(
    client: Client, borough: Borough, fund: Fund
) -> None:
    sign_in(client, fund.person.user)
    before = fingerprint()
    shown = client.post(at("notice-create", fund), {"token": str(uuid4())})
    assert "Orders that end with it" in words(shown)
    assert fingerprint() == before
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown.content.decode()))
    for _ in range(2):
        answer = client.post(at("notice-create", fund), hidden, follow=True)
        assert "Notice was given" in words(answer)
    assert Notice.objects.get().last_day == last_day()
    holder = make.Membership(organisation=fund.holder, role=Role.PROVIDER_OWNER.value)
    for user in (fund.person.user, borough.care_manager.user, holder.user):
        sign_in(client, user)
        page = words(client.get(at("fund-detail", fund)))
        assert f"This fund ends on {last_day().day} {last_day():%B}" in page
        assert "Bills are taken until" in page
    assert_ledger_sound()


def test_the_council_writes_down_what_it_was_told(
    client: Client, borough: Borough, fund: Fund
) -> None:
    sign_in(client, borough.care_manager.user)
    told = clock.today() - timedelta(days=3)
    asked = {"party": "HOLDER", "token": str(uuid4()), "confirmed": "on"}
    client.post(at("notice-create", fund), asked | typed("received_on", told))
    notice = Notice.objects.get()
    assert (notice.given_by, notice.received_on) == ("HOLDER", told)
    assert notice.last_day == told + timedelta(days=28)
    assert fund.holder is not None
    assert fund.holder.name in words(client.get(at("notice-detail", notice)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (lambda: typed("last_day", last_day() - timedelta(days=1)), "or later"),
        (lambda: {"last_day_day": "3"}, "The date must include"),
        (lambda: {"token": "x"}, "There is a problem"),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_changes(
    client: Client, fund: Fund, changes: Any, said: str
) -> None:
    sign_in(client, fund.person.user)
    before = fingerprint()
    answer = client.post(
        at("notice-create", fund), {"token": str(uuid4()), "confirmed": "on"} | changes()
    )
    assert said in words(answer)
    assert fingerprint() == before


def test_safeguarding_is_for_the_council_and_says_why(
    client: Client, borough: Borough, fund: Fund
) -> None:
    asked = {"party": "COUNCIL", "for_safeguarding": "on", "token": str(uuid4())}
    asked |= typed("received_on", clock.today()) | typed("last_day", clock.today())
    sign_in(client, borough.care_manager.user)
    assert "Say why it must be earlier" in words(client.post(at("notice-create", fund), asked))
    asked |= {"reason": "Money was taken", "confirmed": "on"}
    client.post(at("notice-create", fund), asked)
    assert Notice.objects.get().last_day == clock.today()
    sign_in(client, fund.person.user)
    assert "for_safeguarding" not in client.get(at("notice-create", fund)).content.decode()


def test_taking_it_back_is_asked_answered_and_refused_twice(
    client: Client, borough: Borough, fund: Fund
) -> None:
    holder = make.actor_with_role(fund.holder, Role.PROVIDER_OWNER)
    notice = given(fund, by=holder, party=NoticeParty.HOLDER)
    wish = asked_back(notice, by=holder)
    sign_in(client, fund.person.user)
    page = words(client.get(at("fund-detail", fund)))
    assert "to take the notice back" in page
    answer = client.post(at("notice-answer", wish), {"agrees": "yes"}, follow=True)
    assert "The notice was taken back" in words(answer)
    assert "This fund ends on" not in words(client.get(at("fund-detail", fund)))
    again = client.post(at("notice-answer", wish), {"agrees": "no"})
    assert "This was answered before" in words(again)
    assert_ledger_sound()


def test_an_earlier_day_is_asked_for_with_its_day(client: Client, fund: Fund) -> None:
    notice = given(fund, by=make.actor_for_person(fund.person), party=NoticeParty.PERSON)
    sign_in(client, fund.person.user)
    asked = {"change": "SHORTER", "token": str(uuid4())}
    assert "Enter the earlier last day" in words(client.post(at("notice-change", notice), asked))
    late = asked | typed("last_day", last_day())
    assert "This changes nothing" in words(client.post(at("notice-change", notice), late))
    soon = asked | typed("last_day", last_day() - timedelta(days=9))
    for _ in range(2):
        answer = client.post(at("notice-change", notice), soon, follow=True)
    assert NoticeWish.objects.get().asks == "HOLDER"
    assert "Waiting for" in words(answer)


def test_others_find_nothing_there(client: Client, fund: Fund) -> None:
    notice = given(fund, by=make.actor_for_person(fund.person), party=NoticeParty.PERSON)
    wish = asked_back(notice, by=make.actor_for_person(fund.person))
    sign_in(client, make.Person(authority=fund.authority, user=make.User()).user)
    for name, thing in (
        ("notice-create", fund),
        ("notice-detail", notice),
        ("notice-change", notice),
        ("notice-answer", wish),
    ):
        assert client.get(at(name, thing)).status_code == 404
    assert client.post(at("notice-answer", wish), {"agrees": "yes"}).status_code == 404
    sign_in(client, fund.person.user)
    assert client.get(at("notice-answer", wish)).status_code == 404


def test_the_person_chooses_where_the_money_goes(
    client: Client, borough: Borough, fund: Fund
) -> None:
    given(fund, by=make.actor_for_person(fund.person), party=NoticeParty.PERSON)
    next_one = borough.part(fund.deployment.budget, weekly_pence=0, starts_on=clock.today())
    sign_in(client, fund.person.user)
    assert "Choose where it goes" in words(client.get(at("fund-detail", fund)))
    sent = {"place": str(next_one.reference), "token": str(uuid4())}
    for _ in range(2):
        answer = client.post(at("closing-place", fund), sent, follow=True)
        assert "It is written down" in words(answer)
    assert "The fund it goes to" in words(answer)
    assert ClosingChoice.objects.get().target == next_one


def test_the_council_does_not_give_the_money_back_to_itself(
    client: Client, borough: Borough, fund: Fund
) -> None:
    sign_in(client, borough.care_manager.user)
    page = client.get(at("closing-place", fund))
    assert "Back to who paid it in" not in words(page)
    client.post(at("closing-place", fund), {"place": "COUNCIL", "token": str(uuid4())})
    client.post(at("closing-place", fund), {"place": str(uuid4()), "token": str(uuid4())})
    assert not ClosingChoice.objects.exists()
