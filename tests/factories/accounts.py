"""Invented users, people and organisations for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from accounts import models
from accounts.enums import Basis, Channel, InvitationKind, Nation, OrganisationKind, Role, Scope
from accounts.permissions import Actor

LONG_AGO = date(2020, 1, 1)


class User(DjangoModelFactory[models.User]):
    class Meta:
        model = models.User

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Ulla User {n}")
    password = "!"


class Organisation(DjangoModelFactory[models.Organisation]):
    class Meta:
        model = models.Organisation

    kind = OrganisationKind.AUTHORITY.value
    name = factory.Sequence(lambda n: f"Borough {n}")
    nation = Nation.ENGLAND.value


class Authority(Organisation):
    pass


class ProviderOrganisation(Organisation):
    kind = OrganisationKind.PROVIDER.value
    name = factory.Sequence(lambda n: f"Provider {n}")


class Community(Organisation):
    kind = OrganisationKind.COMMUNITY.value
    name = factory.Sequence(lambda n: f"Neighbours {n}")


class Person(DjangoModelFactory[models.Person]):
    """Somebody who draws on support; `user=None` for somebody who never signs in."""

    class Meta:
        model = models.Person

    authority = factory.SubFactory(Authority)
    user = factory.SubFactory(User)
    full_name = factory.Sequence(lambda n: f"Peter Person {n}")
    postcode = "PB1 1AA"


class Membership(DjangoModelFactory[models.Membership]):
    class Meta:
        model = models.Membership

    user = factory.SubFactory(User)
    organisation = factory.SubFactory(Authority)
    role = Role.CARE_MANAGER.value
    starts_on = LONG_AGO


class Representative(DjangoModelFactory[models.Representative]):
    class Meta:
        model = models.Representative

    person = factory.SubFactory(Person)
    user = factory.SubFactory(User)
    basis = Basis.CHOSEN.value
    scopes = factory.LazyFunction(lambda: [scope.value for scope in Scope])
    starts_on = LONG_AGO


class Invitation(DjangoModelFactory[models.Invitation]):
    class Meta:
        model = models.Invitation

    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    kind = InvitationKind.MEMBERSHIP.value
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    organisation = factory.SubFactory(Authority)
    role = Role.CARE_MANAGER.value
    invited_by = factory.SubFactory(User)
    created_at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    expires_at = factory.LazyAttribute(lambda row: row.created_at + timedelta(days=7))
    sent_at = factory.SelfAttribute("created_at")


class AuditEvent(DjangoModelFactory[models.AuditEvent]):
    class Meta:
        model = models.AuditEvent

    at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    user = factory.SubFactory(User)
    channel = Channel.WEB.value
    action = "PERSON_VIEWED"
    person = factory.SubFactory(Person)


def actor_for_person(person: models.Person) -> Actor:
    """The person acting for themself (somebody without a sign-in gets one)."""
    if person.user_id is None:
        person.user = User()
        person.save()
    return Actor(user_id=person.user_id, person_id=person.pk, scopes=frozenset(Scope))


def actor_for_representative(representative: models.Representative) -> Actor:
    """The representative acting for their person."""
    return Actor(
        user_id=representative.user_id,
        person_id=representative.person_id,
        representative_id=representative.pk,
        scopes=frozenset(Scope(scope) for scope in representative.scopes),
    )


def actor_for_member(membership: models.Membership, *also: Role) -> Actor:
    """A member acting for their organisation, with further roles if given."""
    return Actor(
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        roles=frozenset({Role(membership.role), *also}),
        works_for=frozenset({membership.organisation_id}),
    )


def actor_with_role(organisation: models.Organisation, role: Role) -> Actor:
    """A new member of the organisation in that role."""
    return actor_for_member(Membership(organisation=organisation, role=role.value))
