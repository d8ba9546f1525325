"""An insurance of a provider: one certificate in numbered versions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.fields import PoundsField, one_of
from marketplace.enums import InsuranceKind
from marketplace.models.provider import Provider
from marketplace.models.recorded import Recorded, RecordedQuerySet


class Insurance(Recorded):
    """What a certificate says; both days are covered."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="insurances")
    kind = models.CharField(max_length=30)
    insurer = models.CharField(max_length=120)
    policy_number = models.CharField(max_length=60, blank=True)
    cover = PoundsField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = RecordedQuerySet["Insurance"].as_manager()

    class Meta(Recorded.Meta):
        """Known kinds, some cover, and a last day that is not before the first."""

        abstract = False
        constraints = [
            *Recorded.Meta.constraints,
            one_of(column="kind", codes=InsuranceKind, name="marketplace_insurance_kind"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), cover__gt=0),
                name="marketplace_insurance_days_and_cover",
            ),
        ]
        indexes = [models.Index(fields=["provider", "kind"], name="marketplace_insurance_of")]

    def __str__(self) -> str:
        return f"Insurance {self.reference} version {self.number}"
