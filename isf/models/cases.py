"""Work with an owner, a due day, the figures, a decision and its reason."""

import uuid

from django.db import models

from isf.enums import CaseState


class Case(models.Model):
    """Something a person must decide; figures are whole pence, dates and codes, never names."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="cases")
    rule = models.CharField(max_length=16)
    key = models.CharField(max_length=200, unique=True)
    opened_on = models.DateField()
    due_on = models.DateField()
    owner_role = models.CharField(max_length=32)
    figures = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in CaseState], default=CaseState.OPEN
    )
    decision = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["authority", "state", "due_on"], name="case_list"),)
