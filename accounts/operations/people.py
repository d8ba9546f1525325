"""People: the record a council keeps of each, opened and changed by its staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts import permissions
from accounts.enums import LettersBy, Scope
from accounts.models import Person
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules import roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How somebody is called, and reached."""

    known_as: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    letters_by: LettersBy = LettersBy.POST


@dataclass(frozen=True, slots=True, kw_only=True)
class Details(Contact):
    """What a record says of a person."""

    full_name: str
    born_on: date | None = None


@dataclass(frozen=True)
class EmailNeeded(Exception):
    """Letters cannot go by e-mail to somebody without an address."""


@transaction.atomic
def register(
    *, by: Actor, authority_id: int, details: Details, at: datetime, reference: UUID | None = None
) -> Person:
    """Open the record of a person; they need not be able to sign in.

    Raises NotAllowed unless `by` keeps records there, EmailNeeded for letters to no address.
    """
    permissions.check_role(by=by, organisation_id=authority_id, roles=roles.KEEPS_RECORDS)
    person = Person(authority_id=authority_id, **_columns(details))
    if reference is not None:
        person.reference = reference
    person.save(force_insert=True)
    audit.record(
        by=by,
        action="PERSON_REGISTERED",
        at=at,
        person_id=person.pk,
        organisation_id=authority_id,
        subject=f"person:{person.reference}",
    )
    return person


@transaction.atomic
def change(*, by: Actor, person_id: int, details: Details, at: datetime) -> frozenset[str]:
    """Change what a record says; returns the columns that changed, and records their names only.

    Raises NotAllowed unless `by` keeps records there, EmailNeeded for letters to no address.
    Changing nothing records nothing.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    permissions.check_role(by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS)
    return _write(by=by, person=person, columns=_columns(details), at=at)


@transaction.atomic
def change_contact(*, by: Actor, person_id: int, contact: Contact, at: datetime) -> frozenset[str]:
    """Change how a person is reached; as `change`, by the person themself.

    Letters about money go where this says, so of those who act for the person only one with the
    scope MONEY may. Raises NotAllowed, EmailNeeded for letters to no address.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    permissions.check_acts_for(by=by, person_id=person.pk, scope=Scope.MONEY)
    return _write(by=by, person=person, columns=_columns(contact), at=at)


def _write(
    *, by: Actor, person: Person, columns: Mapping[str, object], at: datetime
) -> frozenset[str]:
    changed = {
        column: value for column, value in columns.items() if getattr(person, column) != value
    }
    if changed:
        for column, value in changed.items():
            setattr(person, column, value)
        person.save(update_fields=sorted(changed))
        audit.record(
            by=by,
            action="PERSON_CHANGED",
            at=at,
            person_id=person.pk,
            subject=f"person:{person.reference}",
            details={"columns": sorted(changed)},
        )
    return frozenset(changed)


@transaction.atomic
def note_death(*, by: Actor, person_id: int, died_on: date | None, at: datetime) -> None:
    """Write on a record that the person died on a day, or that they did not.

    From then on nothing is sent to them. Raises NotAllowed unless `by` records deaths there.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    permissions.check_role(by=by, organisation_id=person.authority_id, roles=roles.RECORDS_DEATHS)
    if person.died_on == died_on:
        return
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    audit.record(
        by=by,
        action="PERSON_CHANGED",
        at=at,
        person_id=person.pk,
        subject=f"person:{person.reference}",
        details={"columns": ["died_on"]},
    )


@transaction.atomic
def link_user(*, by: Actor, person_id: int, user_id: int, at: datetime) -> None:
    """Let a user act as this person; for demonstrations. People themselves accept an invitation."""
    permissions.check_system(by=by)
    person = Person.objects.select_for_update().get(pk=person_id)
    person.user_id = user_id
    person.save(update_fields=["user"])
    audit.record(
        by=by,
        action="PERSON_CLAIMED",
        at=at,
        person_id=person.pk,
        organisation_id=person.authority_id,
        subject=f"person:{person.reference}",
        details={"user": user_id},
    )


def _columns(details: Contact) -> dict[str, object]:
    if details.letters_by is LettersBy.EMAIL and not details.email:
        raise EmailNeeded
    return {**asdict(details), "letters_by": details.letters_by.value}
