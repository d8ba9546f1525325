"""When a person was away from home: each change is a version, none is written over."""

import uuid

from django.db import models


class Absence(models.Model):
    """One stay away, in hospital or elsewhere; why is nobody's business here (ISF-LIF-1)."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey("isf.PersonalBudget", models.PROTECT, related_name="absences")

    class Meta:
        ordering = ("id",)


class AbsenceVersion(models.Model):
    """The stay as it was known: first full day away, day of return, or that it never was."""

    absence = models.ForeignKey(Absence, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    first_on = models.DateField()
    returned_on = models.DateField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("absence_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["absence", "number"], name="absence_version_number"),
            models.CheckConstraint(
                condition=models.Q(returned_on__isnull=True)
                | models.Q(returned_on__gt=models.F("first_on")),
                name="absence_has_a_full_day",
            ),
        )
