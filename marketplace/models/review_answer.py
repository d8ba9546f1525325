"""A review answer: what the provider says to a review, once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.models.review import Review
from marketplace.rules.reviews import MOST_WORDS


class ReviewAnswer(models.Model):
    """One for each review; there is no second."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="answer")
    words = models.TextField(max_length=MOST_WORDS)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """An answer says something."""

        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="marketplace_answer_words"),
        ]

    def __str__(self) -> str:
        return f"Answer to review {self.review_id}"
