"""Unspent money a council decided to take back: how much, why, and what became of it."""

import uuid

from django.db import models

from isf.enums import RecoveryState


class Recovery(models.Model):
    """One decision under a case of unspent money; the person has a letter before anything moves."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField("isf.Case", models.PROTECT, related_name="recovery")
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="recoveries")
    pence = models.BigIntegerField()
    reason = models.TextField()
    notice_days = models.PositiveIntegerField()
    state = models.CharField(
        max_length=9, choices=[(s, s) for s in RecoveryState], default=RecoveryState.NOTICED
    )
    decided_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    purpose = models.ForeignKey("isf.Purpose", models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    taken_pence = models.BigIntegerField(null=True)
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+", null=True)
    recovered_at = models.DateTimeField(null=True)
    recovered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pence__gt=0), name="a_recovery_is_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_pence__isnull=True)
                | models.Q(taken_pence__gt=0, taken_pence__lte=models.F("pence")),
                name="no_more_is_taken_than_was_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(recovered_by_id__isnull=True)
                | models.Q(decided_by_id__isnull=True)
                | ~models.Q(recovered_by_id=models.F("decided_by_id")),
                name="nobody_takes_back_what_they_decided",
            ),
        )
