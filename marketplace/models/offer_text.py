"""The words an offer version is found by; each database keeps its own full-text index of them."""

from __future__ import annotations

from django.db import models

from marketplace.models.offer_version import OfferVersion


class OfferText(models.Model):
    """One row for each published version that search may find; the title weighs more."""

    version = models.OneToOneField(OfferVersion, on_delete=models.CASCADE, related_name="text")
    title = models.TextField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"Words of version {self.version_id}"
