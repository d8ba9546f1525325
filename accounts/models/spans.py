"""From when to when a power lasts: first day, last day, and a stop that takes effect at once."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

_Row = TypeVar("_Row", bound=models.Model)


class SpanQuerySet(models.QuerySet[_Row]):
    """Rows that last from one day to another."""

    def active(self, *, on: date) -> Self:
        """Those in force on the day and not stopped."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, ended_at__isnull=True
        )


class Span(models.Model):
    """A power that starts and ends; both days are included."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]
