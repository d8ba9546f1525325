"""An offer version: what an offer says from a day on; never changed once it is published."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.fields import PoundsField, one_of
from marketplace.enums import CancellationKind, Category, OfferState, Unit, VatTreatment
from marketplace.fields import WeekdaysField
from marketplace.models.area import Area
from marketplace.models.offer import Offer


class OfferVersionQuerySet(models.QuerySet["OfferVersion"]):
    """The versions a page may show."""

    def published(self) -> Self:
        """Those that were published, whatever became of the offer since."""
        return self.filter(published_at__isnull=False)

    def current(self, *, on: date) -> Self:
        """The one version of each published offer that is in force on the day."""
        newer = OfferVersion.objects.published().filter(
            offer=OuterRef("offer"), number__gt=OuterRef("number"), starts_on__lte=on
        )
        return self.published().filter(
            ~Exists(newer), offer__state=OfferState.PUBLISHED, starts_on__lte=on
        )


class OfferVersion(models.Model):
    """One numbered version; a draft has no `published_at`, and an offer has one draft at most."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=30)
    included = models.TextField(max_length=2000, blank=True)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)
    unit = models.CharField(max_length=10)
    notice_days = models.PositiveSmallIntegerField(default=7)
    cancellation = models.CharField(max_length=10, default=CancellationKind.NONE.value)
    cancellation_amount = PoundsField(null=True, blank=True)
    cancellation_days = models.PositiveSmallIntegerField(null=True, blank=True)
    vat = models.CharField(max_length=10, default=VatTreatment.EXEMPT.value)
    vat_reason = models.CharField(max_length=300, blank=True)
    weekdays = WeekdaysField()
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    availability_note = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = OfferVersionQuerySet.as_manager()

    class Meta:
        """One number once, one draft at a time, and terms that are complete when published."""

        ordering = ["offer", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "number"], name="marketplace_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(published_at__isnull=True),
                name="marketplace_version_one_draft",
            ),
            one_of(column="category", codes=Category, name="marketplace_version_category"),
            one_of(column="unit", codes=Unit, name="marketplace_version_unit"),
            one_of(column="vat", codes=VatTreatment, name="marketplace_version_vat"),
            models.CheckConstraint(
                condition=Q(cancellation=CancellationKind.NONE)
                | Q(cancellation=CancellationKind.AMOUNT)
                & (Q(published_at__isnull=True) | Q(cancellation_amount__gt=0))
                | Q(cancellation=CancellationKind.DAYS)
                & (Q(published_at__isnull=True) | Q(cancellation_days__gt=0)),
                name="marketplace_version_cancellation",
            ),
        ]
        indexes = [
            models.Index(fields=["category", "unit"], name="marketplace_version_kind"),
            models.Index(
                fields=["offer", "-number"],
                condition=Q(published_at__isnull=False),
                name="marketplace_version_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"Offer {self.offer_id} version {self.number}"
