"""What a council asks of providers, in numbers, dated from the day they take effect."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.fields import PoundsField
from accounts.models import Organisation


class CompliancePolicy(models.Model):
    """One version of a council's numbers; the newest that has begun is in force."""

    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    soon_days = models.PositiveSmallIntegerField()
    recheck_days = models.PositiveSmallIntegerField()
    bill_soon_days = models.PositiveSmallIntegerField()
    fee_near_bp = models.PositiveSmallIntegerField()
    public_liability = PoundsField()
    employers_liability = PoundsField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """The newest last."""

        ordering = ["authority", "starts_on", "pk"]
        indexes = [
            models.Index(fields=["authority", "-starts_on"], name="marketplace_compliance_numbers")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public_liability__gte=0, employers_liability__gte=0),
                name="marketplace_compliance_cover",
            ),
            models.CheckConstraint(
                condition=models.Q(fee_near_bp__lte=10_000), name="marketplace_compliance_fee"
            ),
        ]

    def __str__(self) -> str:
        return f"Compliance policy {self.pk}"
