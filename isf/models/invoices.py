"""A provider's invoice to one person, and what became of each line."""

from django.db import models

from accounts.fields import FractionField, PoundsField
from isf.enums import LineState, Side


class Invoice(models.Model):
    """One bill, one person, one provider (ISF-BIL-1)."""

    reference = models.UUIDField(unique=True)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="invoices")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    payee = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    number = models.CharField(max_length=64)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    raised_by_id = models.BigIntegerField(null=True)
    request_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-received_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["payee", "number"], name="a_number_is_used_once"),
        )
        indexes = (models.Index(fields=["fund", "-received_on"], name="invoice_of_fund"),)


class InvoiceLine(models.Model):
    """One line: what was delivered, when, at what price, and who said what about it."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    visit = models.ForeignKey(
        "isf.PlannedVisit", models.PROTECT, related_name="invoice_lines", null=True
    )
    charge = models.ForeignKey(
        "isf.CancellationCharge", models.PROTECT, related_name="invoice_lines", null=True
    )
    delivery = models.UUIDField()
    service = models.CharField(max_length=200)
    service_on = models.DateField()
    starts_at = models.TimeField()
    quantity = FractionField()
    workers = models.PositiveIntegerField(default=1)
    price = PoundsField()
    amount = PoundsField()
    state = models.CharField(max_length=8, choices=[(s, s) for s in LineState])
    refusal = models.CharField(max_length=64, default="", blank=True)
    must_act = models.CharField(max_length=32, default="", blank=True)
    act_by = models.DateField(null=True)
    query = models.TextField(default="", blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ("invoice_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["invoice", "number"], name="invoice_line_number"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=~models.Q(state__in=[LineState.REFUSED, LineState.CREDITED]),
                name="a_visit_is_billed_once",
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=~models.Q(state__in=[LineState.REFUSED, LineState.CREDITED]),
                name="a_charge_is_billed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=LineState.APPROVED) | models.Q(entry__isnull=False),
                name="an_approved_line_is_posted",
            ),
        )


class LineWords(models.Model):
    """What the person or the provider said about a line; nothing said is written over."""

    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="said")
    side = models.CharField(max_length=8, choices=[(s, s) for s in Side])
    words = models.TextField()
    said_at = models.DateTimeField()
    said_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("line_id", "id")
