"""A framework agreement of a council, what it is called from when to when, and who is on it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from marketplace.models.provider import Provider
from marketplace.models.recorded import Recorded, RecordedQuerySet


class FrameworkAgreement(models.Model):
    """What stays the same while its name and its days are put right."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="frameworks")

    class Meta:
        """The oldest first."""

        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Framework agreement {self.pk}"


class FrameworkVersion(Recorded):
    """The name of a framework agreement and its days, both included."""

    framework = models.ForeignKey(
        FrameworkAgreement, on_delete=models.PROTECT, related_name="versions"
    )
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RecordedQuerySet["FrameworkVersion"].as_manager()

    class Meta(Recorded.Meta):
        """Ends on its first day or later."""

        abstract = False
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="marketplace_framework_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FrameworkListing(Recorded):
    """A provider on a framework agreement: from when to when, and why as the council said."""

    framework = models.ForeignKey(
        FrameworkAgreement, on_delete=models.PROTECT, related_name="listings"
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="listings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)

    objects = RecordedQuerySet["FrameworkListing"].as_manager()

    class Meta(Recorded.Meta):
        """Ends on its first day or later, and says why."""

        abstract = False
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="marketplace_listing_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="marketplace_listing_reason"),
        ]

    def __str__(self) -> str:
        return f"Listing {self.reference} version {self.number}"
