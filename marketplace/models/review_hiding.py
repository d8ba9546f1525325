"""A review hiding: a moderator's reason, the author's appeal and another moderator's decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.fields import one_of
from marketplace.enums import HideReason
from marketplace.models.review import Review
from marketplace.rules.reviews import MOST_REASON_WORDS


class ReviewHiding(models.Model):
    """One hiding of a review, appealed once at most and decided once at most."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="hidings")
    reason = models.CharField(max_length=30)
    words = models.TextField(max_length=MOST_REASON_WORDS)
    hidden_at = models.DateTimeField()
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    appeal = models.TextField(max_length=MOST_REASON_WORDS, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_restored = models.BooleanField(null=True)
    decision = models.TextField(max_length=MOST_REASON_WORDS, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """One open hiding at a time; an appeal before a decision; nobody decides on their own."""

        ordering = ["review", "-hidden_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(decided_at__isnull=True),
                name="marketplace_hiding_one_open",
            ),
            one_of(column="reason", codes=HideReason, name="marketplace_hiding_reason"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_restored__isnull=True)
                | Q(
                    decided_at__isnull=False,
                    is_restored__isnull=False,
                    appealed_at__isnull=False,
                ),
                name="marketplace_hiding_appealed_first",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("hidden_by")),
                name="marketplace_hiding_two_moderators",
            ),
        ]

    def __str__(self) -> str:
        return f"Hiding {self.pk} of review {self.review_id}"
