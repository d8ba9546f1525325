"""The purposes a budget is tied to, with their shares, as an agreement names them."""

from django.db import models


class TiedPart(models.Model):
    """One purpose of an agreement: its share of the weekly rate, and whether it carries the fee.

    `code` is the purpose of its ledger account; the name is never in the ledger. A part without
    a share came with money from another fund and brings none of its own (ISF-RES-5).
    """

    agreement = models.ForeignKey("isf.Agreement", models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    share_bp = models.PositiveIntegerField()
    carries_fee = models.BooleanField()

    class Meta:
        ordering = ("agreement_id", "place")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "place"], name="tied_part_place"),
            models.UniqueConstraint(fields=["agreement", "code"], name="tied_part_code"),
            models.CheckConstraint(
                condition=models.Q(share_bp__lte=10_000),
                name="a_tied_part_is_a_share",
            ),
        )
