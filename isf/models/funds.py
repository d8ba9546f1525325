"""The pot behind one deployment, and the state of its chain."""

import uuid

from django.db import models

from isf.enums import DeploymentKind, FundState
from isf.ledger.chain import GENESIS


class Fund(models.Model):
    """Money restricted to one person, held in one place (ISF-RES-1)."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deployment = models.OneToOneField("isf.Deployment", models.PROTECT, related_name="fund")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    holder = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=16, choices=[(k, k) for k in DeploymentKind])
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in FundState], default=FundState.OPEN
    )
    seq = models.PositiveIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default=GENESIS)
    closed_through = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind=DeploymentKind.ISF) | models.Q(holder__isnull=False),
                name="an_isf_has_a_holder",
            ),
        )
