"""An offer: one thing a provider sells, whatever its versions say over time."""

from __future__ import annotations

import uuid

from django.db import models

from accounts.fields import one_of
from marketplace.enums import OfferState
from marketplace.models.provider import Provider


class Offer(models.Model):
    """What stays the same while prices and words change."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=20, default=OfferState.DRAFT.value)
    created_at = models.DateTimeField()
    # When it last came on the market or left it; unknown for what moved before this was kept.
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        """Known states only."""

        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of(column="state", codes=OfferState, name="marketplace_offer_state"),
        ]
        indexes = [models.Index(fields=["provider", "state"], name="marketplace_offer_provider")]

    def __str__(self) -> str:
        return f"Offer {self.pk}"
