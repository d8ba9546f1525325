"""What running orders have promised of a fund: opaque references, planned visits, no names."""

from django.db import models

from accounts.fields import FractionField
from isf.enums import PromiseState, VisitState


class Promise(models.Model):
    """One order as the money sees it; `order` is the marketplace's opaque reference."""

    order = models.UUIDField(unique=True)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="promises")
    payee = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    service = models.CharField(max_length=200)
    nation = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    set_aside_pence = models.BigIntegerField(default=0)
    purpose = models.ForeignKey("isf.Purpose", models.PROTECT, related_name="+", null=True)
    drawn_pence = models.BigIntegerField(default=0)
    part = models.CharField(max_length=40, default="", blank=True)
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in PromiseState], default=PromiseState.RUNNING
    )
    placed_at = models.DateTimeField()
    request_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("fund_id", "placed_at", "id")
        indexes = (models.Index(fields=["fund", "state"], name="promise_of_fund"),)


class PromiseLine(models.Model):
    """The weekly pattern of one order line and its price on each type of day, in whole pence."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="lines")
    reference = models.UUIDField(unique=True)
    weekdays = models.CharField(max_length=7)
    starts_at = models.TimeField()
    quantity = FractionField()
    workers = models.PositiveIntegerField(default=1)
    weekday_pence = models.BigIntegerField()
    saturday_pence = models.BigIntegerField()
    sunday_pence = models.BigIntegerField()
    bank_holiday_pence = models.BigIntegerField()

    class Meta:
        ordering = ("promise_id", "id")


class PlannedVisit(models.Model):
    """One planned visit once money or a delivery has touched it, in whole pence."""

    line = models.ForeignKey(PromiseLine, models.PROTECT, related_name="visits")
    day = models.DateField()
    planned_pence = models.BigIntegerField()
    reserved_pence = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(s, s) for s in VisitState])
    delivery = models.UUIDField(null=True, unique=True)
    delivered_quantity = FractionField(default="0")
    delivered_workers = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("day", "line_id")
        constraints = (
            models.UniqueConstraint(fields=["line", "day"], name="one_visit_per_line_and_day"),
            models.CheckConstraint(
                condition=models.Q(reserved_pence__gte=0), name="visit_reserved_never_negative"
            ),
        )
