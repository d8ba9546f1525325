"""The numbers of one authority, dated from the day they take effect."""

from django.db import models

from isf.enums import NoticeKind, Schedule


class Policy(models.Model):
    """One version of an authority's numbers; the newest that has begun is in force."""

    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    soft_cap_bp = models.PositiveIntegerField()
    hard_cap_bp = models.PositiveIntegerField()
    notice_kind = models.CharField(max_length=8, choices=[(k, k) for k in NoticeKind])
    notice_days = models.PositiveIntegerField()
    surplus_weeks_isf = models.PositiveIntegerField()
    surplus_weeks_dp = models.PositiveIntegerField()
    tolerance_bp = models.PositiveIntegerField()
    approval_days = models.PositiveIntegerField()
    late_bill_days = models.PositiveIntegerField()
    case_days = models.PositiveIntegerField()
    bank_months = models.PositiveIntegerField()
    recovery_notice_days = models.PositiveIntegerField()
    expiry_months = models.PositiveIntegerField(null=True)
    absence_funded_days = models.PositiveIntegerField()
    absence_apart_days = models.PositiveIntegerField()
    absence_review_day = models.PositiveIntegerField()
    contribution_days = models.PositiveIntegerField()
    lifts_hold = models.CharField(max_length=32)
    schedule = models.CharField(max_length=16, choices=[(s, s) for s in Schedule])
    may_not_buy = models.JSONField(default=list)
    ready_parts = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("authority_id", "starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(soft_cap_bp__lte=models.F("hard_cap_bp")),
                name="policy_soft_cap_at_most_hard_cap",
            ),
            models.CheckConstraint(
                condition=models.Q(hard_cap_bp__lte=10_000), name="policy_hard_cap_at_most_all"
            ),
        )
        indexes = (models.Index(fields=["authority", "-starts_on", "-id"], name="policy_in_force"),)
