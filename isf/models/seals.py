"""The daily seal of an authority over the heads of all its funds' chains."""

from django.db import models


class Seal(models.Model):
    """One day's seal: a Merkle root over the heads, chained to the seal before (ISF-LED-4)."""

    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    day = models.DateField()
    root = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("authority_id", "day")
        constraints = (models.UniqueConstraint(fields=["authority", "day"], name="one_seal_a_day"),)


class SealedHead(models.Model):
    """The head of one fund's chain as a seal saw it."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="heads")
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seal_id", "fund_id")
        constraints = (
            models.UniqueConstraint(fields=["seal", "fund"], name="one_head_per_fund_and_seal"),
        )
