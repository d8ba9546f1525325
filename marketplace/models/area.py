"""An area: one ward of an authority, in which providers say they work."""

from __future__ import annotations

import uuid

from django.db import models

from accounts.models import Organisation


class Area(models.Model):
    """A part of a borough that people know by name."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="areas")
    name = models.CharField(max_length=100)

    class Meta:
        """A name once in a borough."""

        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="marketplace_area_once"),
        ]

    def __str__(self) -> str:
        return self.name
