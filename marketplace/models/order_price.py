"""An order price: what one unit costs on a kind of day, frozen when the order was placed."""

from __future__ import annotations

from django.db import models

from accounts.enums import DayType
from accounts.fields import PoundsField, one_of
from marketplace.models.order import Order


class OrderPrice(models.Model):
    """The price of a running order; a new offer version never changes it (ISF-BIL-4)."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="prices")
    day_type = models.CharField(max_length=20)
    price = PoundsField()

    class Meta:
        """A kind of day once."""

        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "day_type"], name="marketplace_order_price_once"
            ),
            one_of(column="day_type", codes=DayType, name="marketplace_order_price_day_type"),
        ]

    def __str__(self) -> str:
        return f"Order price {self.pk}"
