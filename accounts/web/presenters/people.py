"""The record of a person as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from accounts import permissions
from accounts.enums import Basis, Scope
from accounts.models import Invitation, Person, Representative
from accounts.operations import representatives
from accounts.permissions import Actor
from accounts.rules import roles
from accounts.web.presenters import words
from accounts.web.presenters.navigation import Item, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One person in a list."""

    reference: UUID
    name: str
    known_as: str
    died_on: date | None


def listed(*, people: Iterable[Person]) -> tuple[Listed, ...]:
    """People for a list: names, and who has died."""
    return tuple(
        Listed(
            reference=person.reference,
            name=person.full_name,
            known_as=person.known_as,
            died_on=person.died_on,
        )
        for person in people
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the record."""

    label: str
    value: str | date | None
    is_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of one person and what may be done with it."""

    reference: UUID
    name: str
    authority: str
    is_own: bool
    facts: tuple[Fact, ...]
    signs_in: bool
    may_change: bool
    may_change_contact: bool
    may_invite: bool
    may_call: bool
    elsewhere: tuple[Item, ...]


def record(*, person: Person, by: Actor) -> Record:
    """The page of one record."""
    keeps = permissions.can_role(
        by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS
    )
    return Record(
        reference=person.reference,
        name=person.full_name,
        authority=person.authority.name,
        is_own=is_own(person=person, by=by),
        facts=(
            Fact(label="Full name", value=person.full_name),
            Fact(label="Likes to be called", value=person.known_as),
            Fact(label="Date of birth", value=person.born_on, is_day=True),
            *([Fact(label="Died", value=person.died_on, is_day=True)] if person.died_on else []),
            Fact(label="Address", value=person.address),
            Fact(label="Postcode", value=person.postcode),
            Fact(label="Telephone number", value=person.phone),
            Fact(label="E-mail address", value=person.email),
            Fact(label="Letters by", value=words.LETTERS[person.letters_by]),
        ),
        signs_in=person.user_id is not None,
        may_change=keeps,
        may_change_contact=person.died_on is None
        and permissions.can_acts_for(by=by, person_id=person.pk, scope=Scope.MONEY),
        may_invite=keeps and person.user_id is None and person.died_on is None,
        may_call=person.died_on is None
        and permissions.can_role(
            by=by, organisation_id=person.authority_id, roles=roles.ANSWERS_CALLS
        ),
        elsewhere=_elsewhere(person, by),
    )


def _elsewhere(person: Person, by: Actor) -> tuple[Item, ...]:
    """What the other contexts have of this person, for staff of their council."""
    if by.organisation_id != person.authority_id:
        return ()
    links: tuple[Link, ...] = import_string(settings.RECORD_LINKS)
    return tuple(
        Item(
            label=link.label,
            href=f"{reverse(link.url_name)}?{urlencode({'person': str(person.reference)})}",
            current=False,
        )
        for link in links
        if not link.seen_by.isdisjoint(by.roles)
    )


def is_own(*, person: Person, by: Actor) -> bool:
    """Whether the actor is the person."""
    return by.person_id == person.pk and by.representative_id is None and not by.organisation_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """One representative of the person."""

    key: int
    name: str
    basis: str
    scopes: tuple[str, ...]
    evidence: str
    starts_on: date
    ends_on: date | None
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Somebody invited who has not answered yet."""

    reference: UUID
    email: str
    what: str
    is_sent: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Powers:
    """Who may act for the person."""

    reference: UUID
    name: str
    is_own: bool
    powers: tuple[Power, ...]
    offers: tuple[Offer, ...]
    may_admit: bool


def powers(
    *,
    person: Person,
    representatives_of: Iterable[Representative],
    invitations: Iterable[Invitation],
    by: Actor,
) -> Powers:
    """The page of representatives."""
    return Powers(
        reference=person.reference,
        name=person.full_name,
        is_own=is_own(person=person, by=by),
        powers=tuple(power(representative=row, by=by) for row in representatives_of),
        offers=tuple(_offer(row, person=person, by=by) for row in invitations),
        may_admit=bool(may_admit(person=person, by=by)),
    )


def may_admit(*, person: Person, by: Actor) -> frozenset[Basis]:
    """The bases on which the actor may let somebody act for the person."""
    return frozenset(
        basis for basis in Basis if representatives.can_admit(by=by, person=person, basis=basis)
    )


def power(*, representative: Representative, by: Actor) -> Power:
    """One power as a page shows it."""
    row = representative
    return Power(
        key=row.pk,
        name=row.user.full_name or row.user.email,
        basis=words.BASES[row.basis],
        scopes=tuple(words.SCOPES[scope] for scope in Scope if scope in row.scopes),
        evidence=row.evidence,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        may_end=representatives.can_end(by=by, representative=row),
    )


def _offer(row: Invitation, *, person: Person, by: Actor) -> Offer:
    return Offer(
        reference=row.reference,
        email=row.email,
        what=words.BASES[row.basis] if row.basis else "Sign-in to the record",
        is_sent=row.sent_at is not None,
        may_withdraw=_may_withdraw(row, person=person, by=by),
    )


def _may_withdraw(row: Invitation, *, person: Person, by: Actor) -> bool:
    keeps = permissions.can_role(
        by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS
    )
    return keeps or (
        bool(row.basis) and representatives.can_admit(by=by, person=person, basis=Basis(row.basis))
    )
