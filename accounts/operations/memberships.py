"""Memberships: who works where, in which role; granted, and ended from one request to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import permissions
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules import roles


@dataclass(frozen=True)
class RoleNotHere(Exception):
    """This kind of organisation has no such role."""

    role: Role
    kind: OrganisationKind


@dataclass(frozen=True)
class LastManager(Exception):
    """Nobody would be left to manage the members of the organisation."""

    organisation_id: int


def check_role_exists(*, role: Role, kind: OrganisationKind) -> None:
    """Refuse a role that this kind of organisation does not have."""
    if role not in roles.ROLES_OF[kind]:
        raise RoleNotHere(role, kind)


@transaction.atomic
def grant(
    *, by: Actor, user_id: int, organisation_id: int, role: Role, starts_on: date, at: datetime
) -> Membership:
    """Give a user a role in an organisation from a day; granting what is held already adds nothing.

    Raises NotAllowed unless `by` manages the members there, RoleNotHere for a role of another kind
    of organisation.
    """
    permissions.check_role(by=by, organisation_id=organisation_id, roles=roles.MANAGES_MEMBERS)
    organisation = Organisation.objects.get(pk=organisation_id)
    check_role_exists(role=role, kind=OrganisationKind(organisation.kind))
    membership, is_new = Membership.objects.get_or_create(
        user_id=user_id,
        organisation=organisation,
        role=role.value,
        ends_on=None,
        ended_at=None,
        defaults={"starts_on": starts_on},
    )
    if is_new:
        _record(by=by, action="MEMBERSHIP_GRANTED", membership=membership, at=at)
    return membership


@transaction.atomic
def end(*, by: Actor, membership_id: int, at: datetime, on: date) -> None:
    """End a role now: the member's next request is made without it.

    Raises NotAllowed unless `by` manages the members there, LastManager when nobody would be left
    to do so. Ending it again changes nothing.
    """
    membership = Membership.objects.get(pk=membership_id)
    permissions.check_role(
        by=by, organisation_id=membership.organisation_id, roles=roles.MANAGES_MEMBERS
    )
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership.refresh_from_db()
    if membership.ended_at is not None:
        return
    _check_managers_remain(membership, on=on)
    membership.ended_at = at
    membership.ends_on = max(on, membership.starts_on)
    membership.save(update_fields=["ended_at", "ends_on"])
    _record(by=by, action="MEMBERSHIP_ENDED", membership=membership, at=at)


def _check_managers_remain(membership: Membership, *, on: date) -> None:
    if membership.role not in roles.MANAGES_MEMBERS:
        return
    others = (
        Membership.objects.active(on=on)
        .filter(organisation_id=membership.organisation_id, role__in=roles.MANAGES_MEMBERS)
        .exclude(pk=membership.pk)
    )
    if not others.exists():
        raise LastManager(membership.organisation_id)


def _record(*, by: Actor, action: str, membership: Membership, at: datetime) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        organisation_id=membership.organisation_id,
        subject=f"membership:{membership.pk}",
        details={"user": membership.user_id, "role": membership.role},
    )
