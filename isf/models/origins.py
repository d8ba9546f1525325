"""Where an entry's money came from, when the other side of the entry does not say it."""

from django.db import models

from accounts.fields import FractionField
from isf.enums import AccountKind


class MoneyOrigin(models.Model):
    """Money of one origin that an entry brought into its fund: exact pence, never changed.

    Written for money that moves between funds, for a contribution paid through the council and for
    a third party's money; every other entry says its origin by its other side.
    """

    entry = models.ForeignKey("isf.JournalEntry", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=64, default="", blank=True)
    funder_kind = models.CharField(max_length=12, choices=[(k, k) for k in AccountKind])
    funder_organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", null=True
    )
    funder_reference = models.CharField(max_length=64, default="", blank=True)
    received_on = models.DateField()
    expires_on = models.DateField(null=True)
    pence = FractionField(max_length=200)

    class Meta:
        ordering = ("entry_id", "id")
