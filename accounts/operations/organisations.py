"""Organisations: taken on by the operator of the service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import permissions
from accounts.enums import Nation, OrganisationKind
from accounts.models import Organisation
from accounts.operations import audit
from accounts.permissions import Actor


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
