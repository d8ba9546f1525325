"""Money a provider gave back of a line that was paid: how much, why, and the entry of it."""

from django.db import models


class Refund(models.Model):
    """One refund, in whole pence; it never changes, and several may be of one line (ISF-BIL-7)."""

    reference = models.UUIDField(unique=True)
    line = models.ForeignKey("isf.InvoiceLine", models.PROTECT, related_name="refunds")
    pence = models.BigIntegerField()
    reason = models.TextField()
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("line_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pence__gt=0), name="a_refund_is_more_than_nothing"
            ),
        )
