"""What person, holder and council agreed: the fee, its versions, approvals and suspensions."""

import uuid

from django.db import models

from accounts.fields import PoundsField
from isf.enums import ApprovalState, NoticeKind


class Agreement(models.Model):
    """The three-way agreement behind one fund."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.OneToOneField("isf.Fund", models.PROTECT, related_name="agreement")
    notice_kind = models.CharField(max_length=8, choices=[(k, k) for k in NoticeKind])
    notice_days = models.PositiveIntegerField()
    silence_consented_on = models.DateField(null=True)
    request_hash = models.CharField(max_length=64, default="", editable=False)


class AgreementVersion(models.Model):
    """The management fee from a day: a rate, or an amount a week (ISF-FEE-1)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    agreed_on = models.DateField()
    starts_on = models.DateField()
    fee_rate_bp = models.PositiveIntegerField(null=True)
    fee_weekly = PoundsField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("agreement_id", "starts_on", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_version_number"
            ),
            models.CheckConstraint(
                condition=models.Q(fee_rate_bp__isnull=False, fee_weekly__isnull=True)
                | models.Q(fee_rate_bp__isnull=True, fee_weekly__isnull=False),
                name="a_fee_is_a_rate_or_an_amount",
            ),
        )


class FeeApproval(models.Model):
    """The commissioner's word on a fee above the soft cap, for the days it covers."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="fee_approvals")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.TextField()
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in ApprovalState], default=ApprovalState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decision_reason = models.TextField(default="", blank=True)

    class Meta:
        ordering = ("starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=ApprovalState.ASKED)
                | models.Q(decided_by_id__isnull=True)
                | ~models.Q(decided_by_id=models.F("asked_by_id")),
                name="nobody_approves_the_fee_they_asked_for",
            ),
        )


class Suspension(models.Model):
    """Days on which an agreement stands still and earns no fee (ISF-FEE-4)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="suspensions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.TextField()

    class Meta:
        ordering = ("starts_on", "id")
