"""Letting somebody act for a person, and ending it, as pages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import Basis, Role
from accounts.models import AuditEvent, Invitation, Person, Representative
from accounts.web import clock
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

CHOSEN = {"basis": "CHOSEN", "email": "ben@example.org", "scopes": ["BILLS"]}


def url(name: str, person: Person, *args: Any) -> str:
    return reverse(f"accounts:{name}", args=[person.reference, *args])


def test_from_invitation_to_acting(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    """The person invites, the friend accepts and acts, the person ends it, and it is over."""
    person = make.Person(full_name="Rosa Lane")
    sign_in(client, person.user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("representative-invite", person), CHOSEN)
    found = re.search(r"http://testserver(/invitation/\S+)", mail.outbox[0].body)
    assert found
    link = found[1]

    nobody = Client().get(link).content.decode()
    assert "Rosa" not in nobody
    assert f"/sign-in/?next={link}" in nobody

    ben = make.User(email="ben@example.org")
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    friend = Client()
    sign_in(friend, ben)
    assert "Act for Rosa Lane" in friend.get(link).content.decode()
    after = friend.post(link + "accept/", follow=True).content.decode()
    assert "You accepted the invitation." in after
    assert "You are acting for <strong>Rosa Lane</strong>" in after
    assert friend.get(url("person-detail", person)).status_code == 200

    power = Representative.objects.get()
    assert power.scopes == ["BILLS", "SEE"]
    client.post(url("representative-end", person, power.pk))
    assert friend.get(url("person-detail", person)).status_code == 404
    assert friend.get(link).status_code == 410


def test_the_link_shows_nothing_to_somebody_else(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person = make.Person(full_name="Rosa Lane")
    sign_in(client, person.user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("representative-invite", person), CHOSEN)
    found = re.search(r"http://testserver(/invitation/\S+)", mail.outbox[0].body)
    assert found
    eve = Client()
    sign_in(eve, make.User())

    page = eve.get(found[1])
    press = eve.post(found[1] + "accept/")

    assert (page.status_code, press.status_code) == (409, 409)
    assert "Rosa" not in page.content.decode()
    assert "ben@" not in page.content.decode()
    assert not Representative.objects.exists()


def test_a_token_nobody_was_sent_is_not_found(client: Client) -> None:
    assert client.get("/invitation/guess/").status_code == 404
    sign_in(client, make.User())
    assert client.post("/invitation/guess/accept/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"scopes": []}, "what may they do"),
        ({"basis": ""}, "who are they"),
        ({"basis": "DEPUTY"}, "not one of the available choices"),
        ({"email": "ben"}, "Enter an e-mail address"),
        ({"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2020"}, "today or later"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(
    client: Client, wrong: dict[str, Any], says: str
) -> None:
    person = make.Person()
    sign_in(client, person.user)

    page = client.post(url("representative-invite", person), {**CHOSEN, **wrong})

    assert page.status_code == 200
    assert says.lower() in page.content.decode().lower()
    assert Invitation.objects.count() == 0


def test_the_council_records_a_deputy_with_the_evidence(client: Client) -> None:
    member = make.Membership(role=Role.CARE_MANAGER.value)
    person = make.Person(authority=member.organisation, user=None)
    sign_in(client, member.user)
    page = client.get(url("representative-invite", person)).content.decode()
    assert "Somebody I choose" not in page

    without = client.post(
        url("representative-invite", person), {**CHOSEN, "basis": "DEPUTY", "evidence": ""}
    )
    assert Invitation.objects.count() == 0
    assert "what did you see" in without.content.decode().lower()
    client.post(
        url("representative-invite", person),
        {**CHOSEN, "basis": "DEPUTY", "evidence": "Order of 3 April 2026"},
    )

    offer = Invitation.objects.get()
    assert (offer.basis, offer.evidence) == ("DEPUTY", "Order of 3 April 2026")
    event = AuditEvent.objects.get(action="INVITATION_SENT")
    assert "Order" not in str(event.details)


def test_a_representative_lets_nobody_else_in_but_may_step_down(client: Client) -> None:
    power = make.Representative(basis=Basis.DEPUTY.value)
    other = make.Representative(person=power.person, basis=Basis.BROKER.value)
    sign_in(client, power.user)

    assert client.get(url("representative-invite", power.person)).status_code == 404
    assert client.get(url("representative-end", power.person, other.pk)).status_code == 404
    assert client.post(url("representative-end", power.person, other.pk)).status_code == 404
    assert client.get(url("representative-end", power.person, power.pk)).status_code == 200
    answer = client.post(url("representative-end", power.person, power.pk))

    assert answer["Location"] == reverse("accounts:acting-list")
    power.refresh_from_db()
    assert power.ended_at is not None


def test_ending_asks_first(client: Client) -> None:
    power = make.Representative(user__full_name="Ben Lane")
    sign_in(client, power.person.user)

    page = client.get(url("representative-end", power.person, power.pk))

    assert "End the power of Ben Lane?" in page.content.decode()
    power.refresh_from_db()
    assert power.ended_at is None


def test_powers_of_another_person_cannot_be_reached_through_ones_own_record(
    client: Client,
) -> None:
    mine, theirs = make.Representative(), make.Representative()
    sign_in(client, mine.person.user)

    assert client.post(url("representative-end", mine.person, theirs.pk)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_only_powers_of_now_and_later_are_shown(client: Client) -> None:
    person = make.Person()
    today = clock.today()
    make.Representative(person=person, user__full_name="Gone", ends_on=today - timedelta(days=1))
    make.Representative(person=person, user__full_name="Still", ends_on=today)
    make.Representative(person=person, user__full_name="Soon", starts_on=today + timedelta(days=1))
    sign_in(client, person.user)

    page = client.get(url("representative-list", person)).content.decode()

    assert [name in page for name in ("Gone", "Still", "Soon")] == [False, True, True]
