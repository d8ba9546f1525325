"""An organisation: a council, a provider, or a community group."""

from __future__ import annotations

import uuid

from django.db import models

from accounts.enums import Nation, OrganisationKind
from accounts.fields import one_of


class Organisation(models.Model):
    """Whom members work for."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=20, default=Nation.ENGLAND.value)

    class Meta:
        """Known kinds and nations only."""

        ordering = ["name", "pk"]
        constraints = [
            one_of(column="kind", codes=OrganisationKind, name="accounts_organisation_kind"),
            one_of(column="nation", codes=Nation, name="accounts_organisation_nation"),
        ]

    def __str__(self) -> str:
        return self.name
