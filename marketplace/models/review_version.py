"""A review version: what a review said from an instant on; never changed, only followed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.enums import Channel
from accounts.fields import one_of
from marketplace.enums import ReviewState
from marketplace.models.review import Review
from marketplace.rules.reviews import MOST_WORDS
from marketplace.rules.standing import MOST_STARS


class ReviewVersionQuerySet(models.QuerySet["ReviewVersion"]):
    """The versions pages and averages are made of."""

    def current(self) -> Self:
        """The newest version of each review."""
        newer = ReviewVersion.objects.filter(
            review=OuterRef("review"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(newer))

    def shown(self) -> Self:
        """Those of reviews nobody has hidden."""
        return self.filter(review__state=ReviewState.SHOWN)


class ReviewVersion(models.Model):
    """Stars and words; `shown_as` is the name the author chose to show, usually none."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    service = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=MOST_WORDS)
    shown_as = models.CharField(max_length=100, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_representative = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)

    objects = ReviewVersionQuerySet.as_manager()

    class Meta:
        """Each number once; one to five stars."""

        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"], name="marketplace_review_version_once"
            ),
            models.CheckConstraint(
                condition=Q(service__range=(1, MOST_STARS), value__range=(1, MOST_STARS)),
                name="marketplace_review_stars",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="marketplace_review_words"),
            one_of(column="channel", codes=Channel, name="marketplace_review_channel"),
        ]

    def __str__(self) -> str:
        return f"Review {self.review_id} version {self.number}"
