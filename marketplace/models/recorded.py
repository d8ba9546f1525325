"""What is recorded in numbered versions: the newest counts, the ones before stay as they were."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

_Row = TypeVar("_Row", bound=models.Model)


class RecordedQuerySet(models.QuerySet[_Row]):
    """The versions a page may show."""

    def newest(self) -> Self:
        """The last version of each record, taken back or not."""
        later = type(self)(self.model).filter(
            reference=OuterRef("reference"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def current(self) -> Self:
        """The last version of each record that was not taken back."""
        return self.newest().filter(is_withdrawn=False)


class Recorded(models.Model):
    """One version of a record: what it says, who wrote it down, and whether that was a mistake."""

    reference = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(default=1)
    is_withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["reference", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "number"], name="%(app_label)s_%(class)s_version_once"
            )
        ]
