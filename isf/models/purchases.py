"""Recorded purchases outside the catalogue: asked for, approved, posted, shared, with receipts."""

import uuid

from django.db import models

from accounts.fields import PoundsField
from isf.enums import PurchaseState


class Bought(models.Model):
    """What was bought, whether the person has answered yet or not.

    `part` is the code of the part of the budget it is for, empty for untied money (ISF-RES-5).
    """

    payee = models.CharField(max_length=200)
    what = models.CharField(max_length=200)
    bought_on = models.DateField()
    amount = PoundsField()
    receipt = models.CharField(max_length=200)
    reimburse = models.BooleanField(default=False)
    part = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        abstract = True


class Purchase(Bought):
    """A taxi, the cinema: payee, what, when, receipt and who approved."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="purchases")
    approved_by_id = models.BigIntegerField(null=True)
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-bought_on", "-id")


class SharedBill(Bought):
    """One bill for several people's support; each has a request for their own part (ISF-RES-4)."""

    reference = models.UUIDField(unique=True, editable=False)
    people = models.PositiveIntegerField()
    request_hash = models.CharField(max_length=64)
    asked_by_id = models.BigIntegerField(null=True)
    asked_for = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("asked_at", "id")


class PurchaseRequest(Bought):
    """What the holder or the council wants to buy for a person, until the person has answered.

    Approved, it is posted as the purchase of the same reference.
    """

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="purchase_requests")
    shared_bill = models.ForeignKey(
        SharedBill, models.PROTECT, related_name="parts", null=True, editable=False
    )
    request_hash = models.CharField(max_length=64)
    asked_by_id = models.BigIntegerField(null=True)
    asked_for = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=[(s, s) for s in PurchaseState], default=PurchaseState.ASKED
    )
    words = models.TextField(default="", blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=["fund", "state"], name="purchase_requests_of_fund"),)
        constraints = (
            models.UniqueConstraint(
                fields=["shared_bill", "fund"], name="one_part_of_a_shared_bill_a_fund"
            ),
        )


class Receipt(models.Model):
    """The file of a receipt, under the reference of its purchase; lists never load it."""

    reference = models.UUIDField(unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=32)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
