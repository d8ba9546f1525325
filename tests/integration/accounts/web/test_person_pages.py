"""The record of a person as pages: for its owner, for the council, and who looked."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent, Membership, Person
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

RECORD = {
    "full_name": "Rosa Lane",
    "known_as": "Rosie",
    "born_on_day": "31",
    "born_on_month": "3",
    "born_on_year": "1980",
    "address": "1 Mill Lane",
    "postcode": "PB1 1AA",
    "phone": "01632 960001",
    "email": "",
    "letters_by": "POST",
}


@pytest.fixture
def carla(client: Client) -> Membership:
    member: Membership = make.Membership(user__full_name="Carla Manager")
    sign_in(client, member.user)
    return member


def url(name: str, person: Person) -> str:
    return reverse(f"accounts:{name}", args=[person.reference])


def test_a_care_manager_opens_and_changes_a_record(client: Client, carla: Membership) -> None:
    client.post(reverse("accounts:person-create"), RECORD)
    person = Person.objects.get()
    assert (person.authority, person.born_on) == (carla.organisation, date(1980, 3, 31))

    answer = client.post(url("person-edit", person), {**RECORD, "known_as": "Ro"}, follow=True)

    assert "The record was changed." in answer.content.decode()
    person.refresh_from_db()
    assert person.known_as == "Ro"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"full_name": ""}, "Enter full name"),
        ({"letters_by": "EMAIL"}, "Enter an e-mail address, or choose to write by post"),
        ({"born_on_month": "13"}, "Enter a day that is in the calendar"),
        ({"letters_by": "PIGEON"}, "not one of the available choices"),
        ({"full_name": "x" * 201}, "200"),
        ({"full_name": "a\x00b"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    client: Client, carla: Membership, wrong: dict[str, str], says: str
) -> None:
    page = client.post(reverse("accounts:person-create"), {**RECORD, **wrong})

    assert page.status_code == 200
    assert says in page.content.decode()
    assert Person.objects.count() == 0


def test_the_person_sees_their_own_record_and_cannot_change_it(client: Client) -> None:
    person = make.Person(full_name="Rosa Lane", phone="01632 960001")
    sign_in(client, person.user)

    page = client.get(reverse("accounts:person-own"), follow=True).content.decode()

    assert "Your record" in page
    assert "01632 960001" in page
    assert "Change the record" not in page
    assert client.get(url("person-edit", person)).status_code == 404
    assert AuditEvent.objects.count() == 0


def test_the_person_sees_who_looked(client: Client, carla: Membership) -> None:
    person = make.Person(authority=carla.organisation)
    client.get(url("person-detail", person))
    client.post(url("call-start", person))
    client.post(reverse("accounts:call-end"))
    theirs = Client()
    sign_in(theirs, person.user)

    page = theirs.get(url("person-audit", person)).content.decode()

    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert f"Looked at the record Carla Manager, {carla.organisation.name}" in text
    assert f"By telephone Carla Manager, {carla.organisation.name}" in text
    assert carla.user.email not in page


def test_a_representative_who_looks_is_seen_as_one(client: Client) -> None:
    power = make.Representative(user__full_name="Ben Lane")
    sign_in(client, power.user)
    client.get(url("person-detail", power.person))
    theirs = Client()
    sign_in(theirs, power.person.user)

    page = theirs.get(url("person-audit", power.person)).content.decode()

    assert "Ben Lane, as representative" in page


def test_a_representative_without_the_right_to_see_sees_nothing(client: Client) -> None:
    power = make.Representative(scopes=["BILLS"])
    sign_in(client, power.user)

    assert client.get(url("person-detail", power.person)).status_code == 404
    assert client.get(reverse("accounts:person-own")).status_code == 404


def test_looking_for_people_finds_those_of_ones_own_council(
    client: Client, carla: Membership
) -> None:
    here = make.Person(authority=carla.organisation, full_name="Rosa Lane", postcode="PB1 1AA")
    other = make.Person(authority=carla.organisation, full_name="Ada Long", postcode="ZZ9 9ZZ")
    make.Person(full_name="Rosa Elsewhere")

    for words in ("rosa", "PB1", "lane rosa"):
        page = client.get(reverse("accounts:person-list"), {"q": words}).content.decode()
        assert here.full_name in page
        assert other.full_name not in page
        assert "Elsewhere" not in page
    listed = AuditEvent.objects.filter(action="PERSON_LISTED")
    assert set(listed.values_list("person_id", flat=True)) == {here.pk}


@pytest.mark.parametrize(
    ("query", "says"),
    [("?q=%00", "Null characters"), ("?q=" + "x" * 500, "at most 100 characters")],
)
def test_what_cannot_be_looked_for_is_said_and_stays_there(
    client: Client, carla: Membership, query: str, says: str
) -> None:
    person = make.Person(authority=carla.organisation)

    answer = client.get(reverse("accounts:person-list") + query)

    assert answer.status_code == 400
    page = answer.content.decode()
    assert says in page
    assert person.full_name in page
    assert query.removeprefix("?q=").replace("%00", "\x00") in page


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999999999999999999"])
def test_nothing_typed_into_the_address_breaks_the_list(
    client: Client, carla: Membership, query: str
) -> None:
    make.Person(authority=carla.organisation)

    assert client.get(reverse("accounts:person-list") + query).status_code == 200


@pytest.mark.parametrize("name", ["person-list", "person-audit", "representative-list"])
def test_a_list_takes_the_same_queries_for_one_and_for_three(
    client: Client, carla: Membership, name: str, django_assert_num_queries: Any
) -> None:
    person = make.Person(authority=carla.organisation)
    page = reverse("accounts:person-list") if name == "person-list" else url(name, person)

    def add() -> None:
        make.Person(authority=carla.organisation)
        make.Representative(person=person)
        make.Invitation(
            kind="REPRESENTATION",
            organisation=None,
            role="",
            person=person,
            basis="CHOSEN",
            expires_at="2999-01-01T00:00+00:00",
        )
        make.AuditEvent(person=person, organisation=make.Authority())

    add()
    with CaptureQueriesContext(connection) as for_one:
        client.get(page)
    add()
    add()
    with django_assert_num_queries(len(for_one)):
        client.get(page)


REACHED = {
    "known_as": "Rosie",
    "address": "2 Mill Lane",
    "postcode": "PB1 1AB",
    "phone": "01632 960002",
    "email": "rosie@example.org",
    "letters_by": "EMAIL",
}


def test_people_say_themselves_how_they_are_reached(client: Client) -> None:
    person = make.Person(full_name="Rosa Lane")
    sign_in(client, person.user)
    contact = reverse("accounts:contact-edit")
    assert contact in client.get(url("person-detail", person)).content.decode()

    answer = client.post(contact, {**REACHED, "full_name": "Somebody Else"}, follow=True)

    assert "The contact details were changed." in answer.content.decode()
    person.refresh_from_db()
    assert (person.full_name, person.known_as, person.letters_by) == ("Rosa Lane", "Rosie", "EMAIL")
    event = AuditEvent.objects.get(action="PERSON_CHANGED")
    assert event.user == person.user
    assert set(event.details["columns"]) <= set(REACHED)
    assert "Mill Lane" not in str(event.details)


def test_letters_by_email_need_an_address_to_go_to(client: Client) -> None:
    person = make.Person()
    sign_in(client, person.user)

    page = client.post(reverse("accounts:contact-edit"), {**REACHED, "email": ""})

    assert "Enter an e-mail address, or choose to write by post" in page.content.decode()
    assert "2 Mill Lane" in page.content.decode()
    assert not AuditEvent.objects.filter(action="PERSON_CHANGED").exists()


@pytest.mark.parametrize(
    ("scopes", "status"), [(["SEE", "ORDER", "BILLS"], 404), (["SEE", "MONEY"], 302)]
)
def test_who_acts_for_somebody_needs_the_money_to_say_where_letters_go(
    client: Client, scopes: list[str], status: int
) -> None:
    power = make.Representative(scopes=scopes)
    sign_in(client, power.user)
    contact = reverse("accounts:contact-edit")
    assert (contact in client.get(url("person-detail", power.person)).content.decode()) == (
        status == 302
    )

    assert client.post(contact, REACHED).status_code == status

    power.person.refresh_from_db()
    assert (power.person.known_as == "Rosie") == (status == 302)


def test_staff_who_act_for_nobody_change_the_record_instead(
    client: Client, carla: Membership
) -> None:
    assert client.post(reverse("accounts:contact-edit"), REACHED).status_code == 404


def test_inviting_the_person_to_sign_in(
    client: Client, carla: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    person = make.Person(authority=carla.organisation, user=None)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("person-invite", person), {"email": "rosa@example.org"})
    [message] = mail.outbox
    assert "http://testserver/invitation/" in message.body

    page = client.get(url("representative-list", person)).content.decode()

    assert "rosa@example.org: Sign-in to the record" in page


def test_a_record_that_is_claimed_cannot_be_offered_again(
    client: Client, carla: Membership
) -> None:
    person = make.Person(authority=carla.organisation)

    page = client.post(url("person-invite", person), {"email": "eve@example.org"})

    assert "Somebody already signs in to this record" in page.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.FINANCE_OFFICER, Role.SAFEGUARDING_LEAD])
def test_colleagues_may_look_but_not_change(client: Client, role: Role) -> None:
    member = make.Membership(role=role.value)
    person = make.Person(authority=member.organisation)
    sign_in(client, member.user)

    assert client.get(url("person-detail", person)).status_code == 200
    assert client.get(url("person-edit", person)).status_code == 404
    assert client.get(reverse("accounts:person-create")).status_code == 404
    assert client.get(url("representative-invite", person)).status_code == 404
