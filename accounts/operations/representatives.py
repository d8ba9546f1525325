"""Representatives: let in by the person, or recorded by the council with the evidence it saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import permissions
from accounts.enums import Basis, Scope
from accounts.models import Person, Representative
from accounts.operations import audit
from accounts.permissions import Actor, NotAllowed
from accounts.rules import roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What a representative is given: why, for what, on what evidence, until when."""

    basis: Basis
    scopes: frozenset[Scope]
    evidence: str = ""
    ends_on: date | None = None


@dataclass(frozen=True)
class EvidenceNeeded(Exception):
    """This basis rests on a document or decision, and nobody noted which."""

    basis: Basis


@dataclass(frozen=True)
class NoScope(Exception):
    """A representative who may do nothing is no representative."""


@dataclass(frozen=True)
class ActsForThemself(Exception):
    """Nobody represents themself."""

    user_id: int


def can_admit(*, by: Actor, person: Person, basis: Basis) -> bool:
    """Whether the actor may give somebody a power of this basis over the person."""
    keeps_record = permissions.can_role(
        by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS
    )
    if basis in roles.RECORDED_WITH_EVIDENCE:
        return keeps_record
    is_the_person = by.person_id == person.pk and by.representative_id is None
    return by.is_system or is_the_person


def check_admits(*, by: Actor, person: Person, power: Power) -> None:
    """Refuse a power that the actor may not give, or that is not complete."""
    if not can_admit(by=by, person=person, basis=power.basis):
        raise NotAllowed(rule="ADMITS", needed=power.basis)
    if not power.scopes:
        raise NoScope
    if power.basis in roles.RECORDED_WITH_EVIDENCE and not power.evidence.strip():
        raise EvidenceNeeded(power.basis)


@transaction.atomic
def admit(
    *, by: Actor, person_id: int, user_id: int, power: Power, starts_on: date, at: datetime
) -> Representative:
    """Let a user act for a person from a day.

    The person lets in whom they choose, a broker or an advocate; council staff record the others
    and note the evidence. Raises NotAllowed, NoScope, EvidenceNeeded, ActsForThemself.
    """
    person = Person.objects.get(pk=person_id)
    check_admits(by=by, person=person, power=power)
    return open_power(
        by=by,
        admitted_by_id=by.user_id,
        person=person,
        user_id=user_id,
        power=power,
        starts_on=starts_on,
        at=at,
    )


def open_power(
    *,
    by: Actor,
    admitted_by_id: int | None,
    person: Person,
    user_id: int,
    power: Power,
    starts_on: date,
    at: datetime,
) -> Representative:
    """Write a power checked when it was offered; an open one of the same basis gives way."""
    if person.user_id == user_id:
        raise ActsForThemself(user_id)
    Representative.objects.filter(
        person=person, user_id=user_id, basis=power.basis.value, ended_at__isnull=True
    ).update(ended_at=at)
    representative = Representative.objects.create(
        person=person,
        user_id=user_id,
        basis=power.basis.value,
        scopes=sorted(scope.value for scope in power.scopes),
        evidence=power.evidence.strip(),
        starts_on=starts_on,
        ends_on=power.ends_on,
        admitted_by_id=admitted_by_id,
    )
    _record(by=by, action="REPRESENTATIVE_ADMITTED", representative=representative, at=at)
    return representative


def can_end(*, by: Actor, representative: Representative) -> bool:
    """Whether the actor may end this power: the person if they gave it, council staff, or the
    representative, who may always step down."""
    person = representative.person
    return (
        by.user_id == representative.user_id
        or permissions.can_role(
            by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS
        )
        or can_admit(by=by, person=person, basis=Basis(representative.basis))
    )


@transaction.atomic
def end(*, by: Actor, representative_id: int, at: datetime, on: date) -> None:
    """End a power now: the representative's next request is made without it.

    Raises NotAllowed. Ending it again changes nothing.
    """
    representative = (
        Representative.objects.select_related("person")
        .select_for_update(of=("self",))
        .get(pk=representative_id)
    )
    if not can_end(by=by, representative=representative):
        raise NotAllowed(rule="ENDS", needed=representative.basis)
    if representative.ended_at is not None:
        return
    representative.ended_at = at
    representative.ends_on = max(on, representative.starts_on)
    representative.save(update_fields=["ended_at", "ends_on"])
    _record(by=by, action="REPRESENTATIVE_ENDED", representative=representative, at=at)


def _record(*, by: Actor, action: str, representative: Representative, at: datetime) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=representative.person_id,
        subject=f"representative:{representative.pk}",
        details={
            "user": representative.user_id,
            "basis": representative.basis,
            "scopes": representative.scopes,
        },
    )
