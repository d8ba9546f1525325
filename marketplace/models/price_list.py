"""A price list: a provider's file as it was checked, and when its prices were published."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.models.provider import Provider


class PriceList(models.Model):
    """A file without problems; `digest` says what was shown that it would do."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="price_lists")
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    offers = models.PositiveIntegerField(default=0)

    class Meta:
        """What was published says when."""

        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, offers=0)
                | Q(applied_at__isnull=False, offers__gte=1),
                name="marketplace_price_list_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"Price list {self.pk}"
