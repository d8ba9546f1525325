"""What one may not have answers exactly, byte for byte, like what does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent, User
from accounts.web.urls import urlpatterns
from tests.factories import accounts as make
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    """A council and a provider with things of their own that nobody else may know of."""

    person: make.models.Person
    power: make.models.Representative
    member: make.models.Membership
    offer: make.models.Invitation
    strangers: Mapping[str, User]


@pytest.fixture
def world() -> World:
    person = make.Person()
    member = make.Membership(organisation=person.authority, role=Role.COMMISSIONER.value)
    elsewhere = make.Authority()
    strangers = {
        role: make.Membership(organisation=elsewhere, role=role.value).user
        for role in (Role.COMMISSIONER, Role.CARE_MANAGER, Role.FINANCE_OFFICER)
    }
    provider = make.ProviderOrganisation()
    return World(
        person=person,
        power=make.Representative(person=person),
        member=member,
        offer=make.Invitation(organisation=person.authority),
        strangers={
            **strangers,
            "owner": make.Membership(organisation=provider, role=Role.PROVIDER_OWNER.value).user,
            "person": make.Person().user,
            "representative": make.Representative().user,
            "nobody": make.User(),
        },
    )


# Each address with something in it: what is there, and what never was.
ADDRESSES: Mapping[str, Callable[[World], tuple[list[Any], list[Any]]]] = {
    "call-start": lambda w: ([w.person.reference], [uuid4()]),
    "person-detail": lambda w: ([w.person.reference], [uuid4()]),
    "person-edit": lambda w: ([w.person.reference], [uuid4()]),
    "person-audit": lambda w: ([w.person.reference], [uuid4()]),
    "person-invite": lambda w: ([w.person.reference], [uuid4()]),
    "representative-list": lambda w: ([w.person.reference], [uuid4()]),
    "representative-invite": lambda w: ([w.person.reference], [uuid4()]),
    "representative-end": lambda w: ([w.person.reference, w.power.pk], [uuid4(), 10**30]),
    "member-end": lambda w: ([w.member.pk], [10**30]),
    "invitation-send": lambda w: ([w.offer.reference], [uuid4()]),
    "invitation-withdraw": lambda w: ([w.offer.reference], [uuid4()]),
}
# Addresses without anybody's thing in them, or whose secret is the key itself.
WITHOUT = {
    "acting-list",
    "acting-switch",
    "call-end",
    "contact-edit",
    "demonstration-sign-in",
    "invitation-accept",
    "invitation-detail",
    "member-invite",
    "member-list",
    "person-create",
    "person-list",
    "person-own",
    "user-detail",
    "user-edit",
}


def answers(client: Client, name: str, args: list[Any]) -> Iterator[tuple[int, bytes, str]]:
    """What both methods answer, with every header."""
    for ask in (client.get, client.post):
        answer = ask(reverse(f"accounts:{name}", args=args))
        yield answer.status_code, answer.content, str(sorted(answer.headers.items()))


def test_every_address_is_covered() -> None:
    names = {str(pattern.name) for pattern in urlpatterns}

    assert names == set(ADDRESSES) | WITHOUT


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "who",
    [
        Role.COMMISSIONER,
        Role.CARE_MANAGER,
        Role.FINANCE_OFFICER,
        "owner",
        "person",
        "representative",
        "nobody",
    ],
)
def test_what_is_another_tenants_looks_like_nothing(
    client: Client, world: World, name: str, who: str
) -> None:
    sign_in(client, world.strangers[who])
    there, nowhere = ADDRESSES[name](world)
    events = AuditEvent.objects.count()

    hidden = list(answers(client, name, there))
    absent = list(answers(client, name, nowhere))

    assert hidden == absent
    assert {status for status, _, _ in hidden} <= {404, 405}
    assert 404 in {status for status, _, _ in hidden}
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("name", ADDRESSES)
def test_somebody_who_has_not_signed_in_is_asked_to_whether_it_exists_or_not(
    client: Client, world: World, name: str
) -> None:
    there, nowhere = ADDRESSES[name](world)

    for args in (there, nowhere):
        for status, content, _ in answers(client, name, args):
            assert (status, content) in {(302, b""), (405, b"")}


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_world_is_really_there(client: Client, world: World, name: str) -> None:
    """Otherwise the tests above would compare nothing with nothing."""
    staff = world.member.user
    make.Membership(user=staff, organisation=world.person.authority, role=Role.CARE_MANAGER.value)
    make.Membership(organisation=world.person.authority, role=Role.COMMISSIONER.value)
    world.person.user = None
    world.person.save()
    sign_in(client, staff)
    there, _ = ADDRESSES[name](world)

    statuses = {status for status, _, _ in answers(client, name, there)}

    assert 404 not in statuses


def test_a_person_who_works_for_a_council_sees_no_record_in_the_other_hat(
    client: Client, world: World
) -> None:
    """A hat gives only its own powers: acting for oneself, one's council's people are hidden."""
    staff = make.Membership(organisation=world.person.authority, role=Role.CARE_MANAGER.value).user
    make.Person(user=staff)
    sign_in(client, staff)
    page = reverse("accounts:person-detail", args=[world.person.reference])

    assert client.get(page).status_code == 404
    client.post(
        reverse("accounts:acting-switch"),
        {"hat": f"organisation:{world.person.authority.reference}"},
    )
    assert client.get(page).status_code == 200
