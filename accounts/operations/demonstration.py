"""Demonstration people: marked by the seeder, and never real."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import permissions
from accounts.models import User
from accounts.operations import audit
from accounts.permissions import Actor


@transaction.atomic
def mark(*, by: Actor, user_id: int, role: str, at: datetime) -> None:
    """Offer this invented user for one-click sign-in, under a code such as "budget-holder"."""
    permissions.check_system(by=by)
    User.objects.filter(pk=user_id).update(demonstration_role=role)
    audit.record(by=by, action="DEMONSTRATION_MARKED", at=at, subject=f"user:{user_id}")
