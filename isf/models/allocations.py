"""What was paid in for which days, and what fee was charged up to which day."""

from django.db import models


class Allocation(models.Model):
    """One instalment of a deployment's money, or the difference a change made (ISF-FUN-1)."""

    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="allocations")
    first_on = models.DateField()
    last_on = models.DateField()
    amount_pence = models.BigIntegerField()
    is_difference = models.BooleanField(default=False)
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+")
    reversed_by = models.OneToOneField(
        "isf.JournalEntry", models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ("fund_id", "last_on", "id")


class FeeCharge(models.Model):
    """One charge of the management fee with its cumulative figures, in whole pence."""

    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="fee_charges")
    through_on = models.DateField()
    due_pence = models.BigIntegerField()
    cumulative_fee_pence = models.BigIntegerField()
    cumulative_cap_pence = models.BigIntegerField()
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ("fund_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(cumulative_fee_pence__lte=models.F("cumulative_cap_pence")),
                name="fee_never_above_the_cap",
            ),
            models.CheckConstraint(
                condition=models.Q(cumulative_fee_pence__lte=models.F("due_pence")),
                name="fee_never_above_what_is_due",
            ),
        )
