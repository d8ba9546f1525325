"""A membership: one user works in one organisation, in one role, for a time."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.enums import Role
from accounts.fields import one_of
from accounts.models.organisation import Organisation
from accounts.models.spans import Span, SpanQuerySet


class Membership(Span):
    """One role of one user; somebody with two roles has two rows."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30)

    objects = SpanQuerySet["Membership"].as_manager()

    class Meta(Span.Meta):
        """The same role once at a time."""

        abstract = False
        constraints = [
            *Span.Meta.constraints,
            one_of(column="role", codes=Role, name="accounts_membership_role"),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ends_on__isnull=True, ended_at__isnull=True),
                name="accounts_membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
