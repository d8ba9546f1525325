"""A person's budget by date, and how its parts are taken."""

import uuid

from django.db import models

from accounts.fields import PoundsField
from isf.enums import DeploymentKind, Schedule


class PersonalBudget(models.Model):
    """What an authority has agreed a person may spend; its amounts are in `BudgetVersion`."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "authority"], name="one_budget_per_authority"
            ),
        )


class BudgetVersion(models.Model):
    """The weekly amount from a day, the person's contribution included."""

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    weekly = PoundsField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("budget_id", "starts_on", "number")
        constraints = (
            models.UniqueConstraint(fields=["budget", "number"], name="budget_version_number"),
        )


class Deployment(models.Model):
    """One part of a budget and the way it is taken."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="deployments")
    kind = models.CharField(max_length=16, choices=[(k, k) for k in DeploymentKind])
    schedule = models.CharField(max_length=16, choices=[(s, s) for s in Schedule])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="deployment_ends_after_it_starts",
            ),
        )


class DeploymentRate(models.Model):
    """The weekly rate of a deployment from a day, as one budget version set it."""

    deployment = models.ForeignKey(Deployment, models.PROTECT, related_name="rates")
    version = models.ForeignKey(BudgetVersion, models.PROTECT, related_name="rates")
    starts_on = models.DateField()
    weekly = PoundsField()

    class Meta:
        ordering = ("deployment_id", "starts_on", "id")
