"""What a person contributes to their own support: agreed by date, due by week, paid."""

from django.db import models

from accounts.fields import PoundsField
from isf.enums import ContributionMode


class ContributionVersion(models.Model):
    """The weekly amount from a day, and to whom the person pays it (ISF-FUN-2)."""

    deployment = models.ForeignKey(
        "isf.Deployment", models.PROTECT, related_name="contribution_versions"
    )
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    weekly = PoundsField()
    mode = models.CharField(max_length=5, choices=[(m, m) for m in ContributionMode])
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("deployment_id", "starts_on", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["deployment", "number"], name="contribution_version_number"
            ),
            models.CheckConstraint(
                condition=models.Q(weekly__gte=0), name="a_contribution_is_never_negative"
            ),
        )


class ContributionWeek(models.Model):
    """What came of one week, Monday to Sunday, in whole pence; written once.

    `net_pence` and `net_due_pence` are the parts of what was agreed and of what is due that the
    person owes to the fund; the rest they owe to the council, which paid it in. `care_pence` is
    what was delivered and had not counted before; `returned_pence` went back to the council.
    """

    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="contribution_weeks")
    monday = models.DateField()
    agreed_pence = models.BigIntegerField()
    net_pence = models.BigIntegerField()
    care_pence = models.BigIntegerField()
    due_pence = models.BigIntegerField()
    net_due_pence = models.BigIntegerField()
    returned_pence = models.BigIntegerField(default=0)
    settled_on = models.DateField()
    entry = models.OneToOneField("isf.JournalEntry", models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("fund_id", "monday")
        constraints = (
            models.UniqueConstraint(fields=["fund", "monday"], name="a_week_is_settled_once"),
            models.CheckConstraint(
                condition=models.Q(due_pence__lte=models.F("agreed_pence"))
                & models.Q(due_pence__lte=models.F("care_pence"))
                & models.Q(net_due_pence__lte=models.F("due_pence"))
                & models.Q(net_due_pence__gte=0),
                name="a_contribution_is_at_most_the_care",
            ),
        )


class ContributionPaid(models.Model):
    """Money a person paid to the council for what it had paid in for them, in whole pence.

    It never enters the fund. A payment written down by mistake is taken out by a row of its own.
    """

    reference = models.UUIDField(unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="contributions_paid")
    pence = models.BigIntegerField()
    received_on = models.DateField()
    undoes = models.OneToOneField("self", models.PROTECT, related_name="undone_by", null=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("fund_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pence__gt=0, undoes__isnull=True)
                | models.Q(pence__lt=0, undoes__isnull=False),
                name="a_contribution_paid_is_more_than_nothing",
            ),
        )
