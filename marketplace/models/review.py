"""A review: what one person, or who acts for them, says about one provider."""

from __future__ import annotations

import uuid

from django.db import models

from accounts.fields import one_of
from accounts.models import Person
from marketplace.enums import ReviewState
from marketplace.models.provider import Provider


class Review(models.Model):
    """One for each person and provider; what it says is in its versions."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="all_reviews")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=ReviewState.SHOWN.value)
    first_written_at = models.DateTimeField()

    class Meta:
        """One review of a provider by a person."""

        ordering = ["-first_written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "person"], name="marketplace_review_once"),
            one_of(column="state", codes=ReviewState, name="marketplace_review_state"),
        ]
        indexes = [models.Index(fields=["provider", "state"], name="marketplace_review_provider")]

    def __str__(self) -> str:
        return f"Review {self.pk}"
