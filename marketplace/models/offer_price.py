"""An offer price: what one unit costs, by who comes and by the kind of day."""

from __future__ import annotations

from django.db import models

from accounts.enums import DayType
from accounts.fields import PoundsField, one_of
from marketplace.enums import Grade
from marketplace.models.offer_version import OfferVersion


class OfferPrice(models.Model):
    """One cell of a version's price grid; VAT is included."""

    version = models.ForeignKey(OfferVersion, on_delete=models.CASCADE, related_name="prices")
    grade = models.CharField(max_length=20)
    day_type = models.CharField(max_length=20)
    price = PoundsField()

    class Meta:
        """Each cell once; nothing is given away or charged for taking it."""

        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "grade", "day_type"], name="marketplace_price_once"
            ),
            models.CheckConstraint(
                condition=models.Q(price__gt=0), name="marketplace_price_positive"
            ),
            one_of(column="grade", codes=Grade, name="marketplace_price_grade"),
            one_of(column="day_type", codes=DayType, name="marketplace_price_day_type"),
        ]
        indexes = [
            models.Index(fields=["day_type", "price"], name="marketplace_price_ceiling"),
        ]

    def __str__(self) -> str:
        return f"Price {self.pk}"
