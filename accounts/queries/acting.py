"""For whom a user may act today: themself, the people they represent, the organisations they work
for. Read afresh for each request: a power that ended yesterday is not in the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from accounts.enums import Basis, Channel, OrganisationKind, Role, Scope
from accounts.models import Membership, Organisation, Person, Representative
from accounts.permissions import Actor
from accounts.rules import roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """One choice of for whom to act, with the actor it makes of the user."""

    key: str
    name: str
    actor: Actor
    person: UUID | None = None
    organisation: UUID | None = None
    kind: OrganisationKind | None = None
    bases: frozenset[Basis] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A person whose spoken instructions a member of council staff carries out now."""

    person: UUID
    name: str
    actor: Actor


def list_hats(*, user_id: int, on: date) -> tuple[Hat, ...]:
    """Every hat of the user on the day: own record first, then organisations, then people."""
    memberships = _memberships(user_id=user_id, on=on)
    works_for = frozenset(row.organisation_id for row in memberships)
    bare = Actor(user_id=user_id, works_for=works_for)
    return (
        *_own(bare, user_id=user_id),
        *_organisations(bare, memberships),
        *_represented(bare, user_id=user_id, on=on),
    )


def find_call(*, by: Actor, person: UUID) -> Call | None:
    """The call the actor may be on with this person, or None when they may take no such call."""
    if by.organisation_id is None or by.roles.isdisjoint(roles.ANSWERS_CALLS):
        return None
    row = Person.objects.filter(reference=person, authority_id=by.organisation_id).first()
    if row is None:
        return None
    return Call(
        person=row.reference,
        name=row.full_name,
        actor=replace(
            by,
            channel=Channel.PHONE,
            person_id=row.pk,
            scopes=frozenset(Scope),
            roles=frozenset(),
        ),
    )


def _memberships(*, user_id: int, on: date) -> list[Membership]:
    return list(
        Membership.objects.active(on=on)
        .filter(user_id=user_id)
        .select_related("organisation")
        .order_by("organisation__name", "organisation_id", "pk")
    )


def _own(bare: Actor, *, user_id: int) -> Iterable[Hat]:
    for person in Person.objects.filter(user_id=user_id):
        yield Hat(
            key="self",
            name=person.full_name,
            person=person.reference,
            actor=replace(bare, person_id=person.pk, scopes=frozenset(Scope)),
        )


def _organisations(bare: Actor, memberships: Iterable[Membership]) -> Iterable[Hat]:
    held: dict[Organisation, set[Role]] = defaultdict(set)
    for row in memberships:
        held[row.organisation].add(Role(row.role))
    for organisation, its_roles in held.items():
        yield Hat(
            key=f"organisation:{organisation.reference}",
            name=organisation.name,
            organisation=organisation.reference,
            kind=OrganisationKind(organisation.kind),
            actor=replace(bare, organisation_id=organisation.pk, roles=frozenset(its_roles)),
        )


def _represented(bare: Actor, *, user_id: int, on: date) -> Iterable[Hat]:
    held: dict[Person, list[Representative]] = defaultdict(list)
    for row in (
        Representative.objects.active(on=on)
        .filter(user_id=user_id)
        .select_related("person")
        .order_by("person__full_name", "person_id", "pk")
    ):
        held[row.person].append(row)
    for person, powers in held.items():
        scopes = frozenset(Scope(scope) for power in powers for scope in power.scopes)
        yield Hat(
            key=f"person:{person.reference}",
            name=person.full_name,
            person=person.reference,
            bases=frozenset(Basis(power.basis) for power in powers),
            actor=replace(bare, person_id=person.pk, representative_id=powers[0].pk, scopes=scopes),
        )


def reference_of(*, person_id: int) -> UUID:
    """The reference of a person; raises Person.DoesNotExist."""
    return Person.objects.values_list("reference", flat=True).get(pk=person_id)
