"""Organisations: taken on by the operator of the service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import permissions
from accounts.enums import Nation, OrganisationKind
from accounts.models import Organisation
from accounts.operations import audit, invitations
from accounts.operations.invitations import LinkTo
from accounts.permissions import Actor
from accounts.rules import roles


@transaction.atomic
def create(
    *,
    by: Actor,
    kind: OrganisationKind,
    name: str,
    nation: Nation,
    at: datetime,
    reference: UUID | None = None,
) -> Organisation:
    """Take an organisation on; its first member is then invited or granted a role."""
    permissions.check_system(by=by)
    organisation = Organisation(kind=kind.value, name=name, nation=nation.value)
    if reference is not None:
        organisation.reference = reference
    organisation.save(force_insert=True)
    audit.record(
        by=by,
        action="ORGANISATION_CREATED",
        at=at,
        organisation_id=organisation.pk,
        subject=f"organisation:{organisation.reference}",
    )
    return organisation


@transaction.atomic
def take_on(
    *,
    by: Actor,
    kind: OrganisationKind,
    name: str,
    nation: Nation,
    owner_email: str,
    link_to: LinkTo,
    at: datetime,
) -> Organisation:
    """Take an organisation on and invite the first of its members who may invite the others."""
    organisation = create(by=by, kind=kind, name=name, nation=nation, at=at)
    invitations.invite_member(
        by=by,
        organisation_id=organisation.pk,
        email=owner_email,
        role=roles.FIRST_ROLE_OF[kind],
        link_to=link_to,
        at=at,
    )
    return organisation
