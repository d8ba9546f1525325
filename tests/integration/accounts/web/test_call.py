"""Council staff on the telephone with a person of their council."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Channel, Role, Scope
from accounts.models import AuditEvent, Membership, Person
from accounts.permissions import Actor
from accounts.web import clock
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> Membership:
    member: Membership = make.Membership(role=Role.CARE_MANAGER.value)
    sign_in(client, member.user)
    return member


def actor_of(client: Client) -> Actor:
    return cast("Actor", client.get("/no-such-page/").wsgi_request.actor)


def start(client: Client, person: Person) -> Any:
    return client.post(reverse("accounts:call-start", args=[person.reference]))


def test_a_call_acts_for_the_person_and_says_it_was_by_phone(
    client: Client, member: Membership
) -> None:
    person = make.Person(authority=member.organisation, user=None)

    assert start(client, person).status_code == 302

    actor = actor_of(client)
    assert (actor.channel, actor.person_id) == (Channel.PHONE, person.pk)
    assert (actor.organisation_id, actor.roles) == (member.organisation_id, frozenset())
    assert actor.scopes == frozenset(Scope)
    event = AuditEvent.objects.get(action="CALL_STARTED")
    assert (event.channel, event.person_id, event.user_id) == ("PHONE", person.pk, member.user_id)


def test_a_call_ends_in_one_step(client: Client, member: Membership) -> None:
    person = make.Person(authority=member.organisation)
    start(client, person)

    client.post(reverse("accounts:call-end"))

    actor = actor_of(client)
    assert (actor.channel, actor.person_id) == (Channel.WEB, None)
    assert actor.roles == {Role.CARE_MANAGER}
    assert AuditEvent.objects.filter(action="CALL_ENDED", person=person).count() == 1


def test_ending_without_a_call_does_nothing(client: Client, member: Membership) -> None:
    assert client.post(reverse("accounts:call-end"))["Location"] == "/"
    assert AuditEvent.objects.count() == 0


def test_a_forgotten_call_ends_by_itself(client: Client, member: Membership) -> None:
    start(client, make.Person(authority=member.organisation))

    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert actor_of(client).channel is Channel.WEB


def test_a_person_of_another_council_cannot_be_called(client: Client, member: Membership) -> None:
    stranger = make.Person()

    assert start(client, stranger).status_code == 404
    assert actor_of(client).person_id is None


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.FINANCE_OFFICER])
def test_only_those_who_answer_calls_may(client: Client, role: Role) -> None:
    member = make.Membership(role=role.value)
    sign_in(client, member.user)

    answer = start(client, make.Person(authority=member.organisation))

    assert answer.status_code == 404


def test_losing_the_role_ends_the_call(client: Client, member: Membership) -> None:
    start(client, make.Person(authority=member.organisation))
    member.ended_at = clock.now()
    member.save()

    assert actor_of(client) == Actor(user_id=member.user_id)
