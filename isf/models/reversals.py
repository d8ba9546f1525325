"""Why an entry was reversed, or was to be: the words that never stand in the ledger itself."""

from django.db import models


class Reversal(models.Model):
    """One wish to reverse an entry; without an entry of its own where money was lacking."""

    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="reversals")
    original = models.ForeignKey("isf.JournalEntry", models.PROTECT, related_name="+")
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+", null=True)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-asked_at", "-id")
