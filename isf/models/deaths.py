"""The death of a person as it was recorded: each correction is a new row, none is written over."""

import uuid

from django.db import models

from isf.enums import FundState, PromiseState


class Death(models.Model):
    """The day a person died as it was then known; no day where nobody had died (ISF-LIF-2)."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    day = models.DateField(null=True)
    reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    request_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("person_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["person", "number"], name="death_number"),
            models.CheckConstraint(
                condition=models.Q(day__isnull=False) | ~models.Q(reason=""),
                name="a_death_taken_back_says_why",
            ),
        )


class DeathEnd(models.Model):
    """What a record of a death did to one fund, and how the fund stood before it.

    `seq` is the place of the last entry before; amounts are whole pence, a negative difference is
    taken back. `weekly_before_pence` is the rate of a fund that had not begun.
    """

    death = models.ForeignKey(Death, models.PROTECT, related_name="ends")
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    state_before = models.CharField(max_length=8, choices=[(s, s) for s in FundState])
    ends_on_before = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    weekly_before_pence = models.BigIntegerField(null=True)
    difference_pence = models.BigIntegerField(default=0)
    orders_ended = models.PositiveIntegerField(default=0)
    freed_pence = models.BigIntegerField(default=0)
    unbanked_pence = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("death_id", "fund_id")
        constraints = (
            models.UniqueConstraint(fields=["death", "fund"], name="one_end_of_a_fund_per_death"),
        )


class DeathOrder(models.Model):
    """An order that a death ended, and when it would have ended without."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="orders")
    promise = models.ForeignKey("isf.Promise", models.PROTECT, related_name="+")
    state_before = models.CharField(max_length=8, choices=[(s, s) for s in PromiseState])
    ends_on_before = models.DateField(null=True)

    class Meta:
        ordering = ("death_id", "promise_id")
        constraints = (
            models.UniqueConstraint(fields=["death", "promise"], name="one_end_of_an_order"),
        )
