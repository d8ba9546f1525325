"""Notice on an agreement, and what one side asks of the other about it."""

import uuid

from django.db import models

from isf.enums import NoticeAnswer, NoticeChange, NoticeParty, NoticeState


class Notice(models.Model):
    """One notice: who gave it, when it was received, and the last day it leads to."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="notices")
    given_by = models.CharField(max_length=8, choices=[(p, p) for p in NoticeParty])
    received_on = models.DateField()
    last_day = models.DateField()
    # What the fund would end on if there were no notice.
    agreed_end_on = models.DateField(null=True)
    for_safeguarding = models.BooleanField(default=False)
    reason = models.TextField(default="", blank=True)
    state = models.CharField(
        max_length=9, choices=[(s, s) for s in NoticeState], default=NoticeState.STANDING
    )
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    request_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("fund_id", "id")
        indexes = (models.Index(fields=["fund", "state"], name="notice_of_fund"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(for_safeguarding=False) | ~models.Q(reason=""),
                name="safeguarding_says_why",
            ),
        )


class NoticeWish(models.Model):
    """A shorter notice, or its withdrawal, that one side asked for and the other answers."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="wishes")
    change = models.CharField(max_length=10, choices=[(c, c) for c in NoticeChange])
    last_day = models.DateField(null=True)
    asked_by = models.CharField(max_length=8, choices=[(p, p) for p in NoticeParty])
    asks = models.CharField(max_length=8, choices=[(p, p) for p in NoticeParty])
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    answer = models.CharField(
        max_length=8, choices=[(a, a) for a in NoticeAnswer], default=NoticeAnswer.ASKED
    )
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("notice_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["notice"],
                condition=models.Q(answer=NoticeAnswer.ASKED),
                name="one_open_wish_per_notice",
            ),
            models.CheckConstraint(
                condition=models.Q(change=NoticeChange.WITHDRAWAL)
                | models.Q(last_day__isnull=False),
                name="a_shorter_notice_has_a_day",
            ),
        )
