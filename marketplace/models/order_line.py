"""An order line: the same visit on the same weekdays of every week."""

from __future__ import annotations

import uuid

from django.db import models

from accounts.fields import FractionField
from marketplace.fields import WeekdaysField
from marketplace.models.order import Order


class OrderLine(models.Model):
    """When, how much each time, and by how many workers."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    weekdays = WeekdaysField()
    starts_at = models.TimeField()
    quantity = FractionField()
    workers = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """As the person entered them; somebody always comes."""

        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(workers__gte=1), name="marketplace_line_workers"
            ),
        ]

    def __str__(self) -> str:
        return f"Order line {self.pk}"
