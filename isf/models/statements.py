"""Issued statements: the text as it was frozen, its figures as columns, and its paper."""

import uuid

from django.db import models


class IssuedStatement(models.Model):
    """A month of one fund, frozen; the database refuses any change (ISF-LED-7)."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="issued_statements")
    month = models.DateField()
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by_id = models.BigIntegerField(null=True)
    schema = models.PositiveSmallIntegerField()
    head_seq = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    opening_pence = models.BigIntegerField()
    in_pence = models.BigIntegerField()
    out_pence = models.BigIntegerField()
    transfers_pence = models.BigIntegerField()
    returns_pence = models.BigIntegerField()
    closing_pence = models.BigIntegerField()
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("authority_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["fund", "month"], name="one_statement_a_month"),
            models.UniqueConstraint(
                fields=["authority", "number"], name="statement_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    closing_pence=models.F("opening_pence")
                    + models.F("in_pence")
                    - models.F("out_pence")
                    - models.F("transfers_pence")
                    - models.F("returns_pence")
                ),
                name="a_statement_adds_up",
            ),
        )
        indexes = (models.Index(fields=["authority", "month"], name="statement_by_month"),)


class StatementDocument(models.Model):
    """The statement as a file, kept apart so that lists never load it."""

    statement = models.OneToOneField(IssuedStatement, models.PROTECT, related_name="document")
    made_with = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
