"""Writing the areas that offers are made for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.enums import Role
from accounts.models import Organisation
from accounts.operations import audit
from accounts.permissions import Actor, check_role
from marketplace.models import Area


@transaction.atomic
def name(*, by: Actor, authority: Organisation, name: str, at: datetime) -> Area:
    """Name one area of an authority; the same name again is the same area."""
    check_role(by=by, organisation_id=authority.pk, roles={Role.COMMISSIONER})
    area, made = Area.objects.get_or_create(authority=authority, name=name)
    if made:
        audit.record(
            by=by,
            action="AREA_NAMED",
            at=at,
            organisation_id=authority.pk,
            subject=f"area:{area.reference}",
        )
    return area
