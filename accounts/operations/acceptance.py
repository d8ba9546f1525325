"""Taking an invitation up: once, by whoever proves to read mail at the invited address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import permissions
from accounts.enums import Basis, InvitationKind, Scope
from accounts.models import Invitation, Membership, Person
from accounts.operations import audit, representatives
from accounts.operations.representatives import Power
from accounts.permissions import Actor
from accounts.queries import invitations
from accounts.rules.invitations import State


@dataclass(frozen=True)
class Unusable(Exception):
    """The invitation was taken up, taken back, or is too old."""

    state: State


@dataclass(frozen=True)
class OtherAddress(Exception):
    """The invitation was sent to an address this user has not shown to be theirs."""


@dataclass(frozen=True)
class HasARecord(Exception):
    """The record or the user is already joined to another: the council must put this right."""


@transaction.atomic
def accept(*, by: Actor, token: str, at: datetime, on: date) -> Invitation:
    """Take an invitation up and make what it offers so from today.

    Raises Invitation.DoesNotExist for an unknown token, Unusable, OtherAddress, HasARecord,
    representatives.ActsForThemself. Nothing is written when it raises.
    """
    permissions.check_signed_in(by=by)
    invitation = invitations.get_for_update(token=token)
    state = invitations.state_of(invitation=invitation, at=at)
    if state is not State.OPEN:
        raise Unusable(state)
    if invitation.ends_on is not None and invitation.ends_on < on:
        raise Unusable(State.EXPIRED)
    if by.user_id is None or not invitations.is_addressed_to(
        invitation=invitation, user_id=by.user_id
    ):
        raise OtherAddress
    _fulfil(by=by, user_id=by.user_id, invitation=invitation, at=at, on=on)
    invitation.accepted_at = at
    invitation.accepted_by_id = by.user_id
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        by=by,
        action="INVITATION_ACCEPTED",
        at=at,
        person_id=invitation.person_id,
        organisation_id=invitation.organisation_id,
        subject=f"invitation:{invitation.reference}",
        details={"kind": invitation.kind},
    )
    return invitation


def _fulfil(*, by: Actor, user_id: int, invitation: Invitation, at: datetime, on: date) -> None:
    kind = InvitationKind(invitation.kind)
    if kind is InvitationKind.MEMBERSHIP:
        _join(user_id=user_id, invitation=invitation, on=on)
        return
    assert invitation.person is not None
    if kind is InvitationKind.CLAIM:
        _claim(user_id=user_id, person=invitation.person)
        return
    representatives.open_power(
        by=by,
        admitted_by_id=invitation.invited_by_id,
        person=invitation.person,
        user_id=user_id,
        power=Power(
            basis=Basis(invitation.basis),
            scopes=frozenset(Scope(scope) for scope in invitation.scopes),
            evidence=invitation.evidence,
            ends_on=invitation.ends_on,
        ),
        starts_on=on,
        at=at,
    )


def _join(*, user_id: int, invitation: Invitation, on: date) -> None:
    Membership.objects.get_or_create(
        user_id=user_id,
        organisation=invitation.organisation,
        role=invitation.role,
        ends_on=None,
        ended_at=None,
        defaults={"starts_on": on},
    )


def _claim(*, user_id: int, person: Person) -> None:
    if person.user_id is not None or Person.objects.filter(user_id=user_id).exists():
        raise HasARecord
    person.user_id = user_id
    person.save(update_fields=["user"])
