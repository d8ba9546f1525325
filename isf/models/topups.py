"""Money somebody adds for one order: who paid it, outside the ledger; how much is told by it."""

from django.db import models

from isf.enums import AccountKind


class TopUp(models.Model):
    """One payment for one order; its money stands in a ledger account of its own (ISF-FUN-5)."""

    reference = models.UUIDField(unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="topups")
    order = models.UUIDField()
    payer_kind = models.CharField(
        max_length=12, choices=[(k, k) for k in (AccountKind.PERSON, AccountKind.THIRD_PARTY)]
    )
    payer = models.CharField(max_length=100, default="", blank=True)
    pence = models.BigIntegerField()
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pence__gt=0), name="a_topup_is_more_than_nothing"
            ),
        )
        indexes = (models.Index(fields=["fund", "order"], name="topups_of_order"),)
