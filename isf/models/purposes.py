"""What money of a fund is banked for, in the person's words; how much is told by the ledger."""

import uuid

from django.db import models


class Purpose(models.Model):
    """A banked purpose: its reservation carries this reference, so entries never carry its name."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="purposes")
    name = models.CharField(max_length=100)
    target_on = models.DateField()
    longer_agreed_by_id = models.BigIntegerField(null=True)
    banked_at = models.DateTimeField()
    banked_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("target_on", "id")
        indexes = (models.Index(fields=["fund", "target_on"], name="purposes_of_fund"),)
