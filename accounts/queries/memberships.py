"""Members: of the organisation the actor works for."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from accounts import permissions
from accounts.models import Membership
from accounts.permissions import Actor, NotAllowed
from accounts.rules import roles


def list_members(*, by: Actor, on: date) -> QuerySet[Membership]:
    """Roles held now or later in the actor's organisation; raises NotAllowed."""
    if by.organisation_id is None:
        raise NotAllowed(rule="MANAGES-MEMBERS", needed="an organisation")
    permissions.check_role(by=by, organisation_id=by.organisation_id, roles=roles.MANAGES_MEMBERS)
    return (
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            organisation_id=by.organisation_id,
            ended_at__isnull=True,
        )
        .select_related("user", "organisation")
        .order_by("user__full_name", "user__email", "role", "pk")
    )


def get_member(*, by: Actor, membership_id: int, on: date) -> Membership:
    """One of them; raises Membership.DoesNotExist or NotAllowed."""
    return list_members(by=by, on=on).get(pk=membership_id)
