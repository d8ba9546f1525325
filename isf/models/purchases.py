"""Recorded purchases outside the catalogue (ISF-BUY-2)."""

import uuid

from django.db import models

from accounts.fields import PoundsField


class Purchase(models.Model):
    """A taxi, the cinema: payee, what, when, receipt and who approved."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="purchases")
    payee = models.CharField(max_length=200)
    what = models.CharField(max_length=200)
    bought_on = models.DateField()
    amount = PoundsField()
    receipt = models.CharField(max_length=200)
    reimburse = models.BooleanField(default=False)
    approved_by_id = models.BigIntegerField(null=True)
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-bought_on", "-id")
