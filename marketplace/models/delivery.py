"""A delivery: what came of one planned visit."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.fields import FractionField, one_of
from marketplace.enums import DeliveryState, MissedReason
from marketplace.models.order_line import OrderLine


class Delivery(models.Model):
    """One planned visit, once; `invoice` is the reference of the invoice it stands on."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="deliveries")
    day = models.DateField()
    starts_at = models.TimeField()
    state = models.CharField(max_length=20)
    quantity = FractionField()
    workers = models.PositiveSmallIntegerField()
    missed_reason = models.CharField(max_length=30, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invoice = models.UUIDField(null=True, blank=True)

    class Meta:
        """A visit once; a missed one has a reason, nobody who came, and no invoice."""

        ordering = ["day", "starts_at", "pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["line", "day"], name="marketplace_delivery_once"),
            one_of(column="state", codes=DeliveryState, name="marketplace_delivery_state"),
            one_of(
                column="missed_reason",
                codes=["", *MissedReason],
                name="marketplace_delivery_missed_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED, missed_reason="", workers__gte=1)
                | Q(state=DeliveryState.MISSED, workers=0, quantity="0", invoice__isnull=True)
                & ~Q(missed_reason=""),
                name="marketplace_delivery_happened_or_missed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["line"],
                condition=Q(invoice__isnull=True, state=DeliveryState.DELIVERED),
                name="marketplace_delivery_unbilled",
            ),
        ]

    def __str__(self) -> str:
        return f"Delivery {self.pk}"
