"""How a fund closes: where its money shall go, and the two steps in which it does."""

import uuid

from django.db import models

from isf.enums import ClosingPlace

PLACES = [(place, place) for place in ClosingPlace]


class ClosingChoice(models.Model):
    """Where somebody wants the money of a fund to go; the newest choice counts."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="closing_choices")
    place = models.CharField(max_length=8, choices=PLACES)
    target = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+", null=True)
    chosen_at = models.DateTimeField()
    chosen_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("fund_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(place=ClosingPlace.FUND, target__isnull=False)
                | (~models.Q(place=ClosingPlace.FUND) & models.Q(target__isnull=True)),
                name="a_chosen_fund_is_named",
            ),
        )


class Closing(models.Model):
    """The closing of one fund: begun on its last day or later, over when nothing is left."""

    fund = models.OneToOneField("isf.Fund", models.PROTECT, related_name="closing")
    place = models.CharField(max_length=8, choices=PLACES)
    target = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+", null=True)
    last_day = models.DateField()
    bills_until = models.DateField()
    begun_on = models.DateField()
    closed_on = models.DateField(null=True)
    begun_pence = models.BigIntegerField(default=0)
    moves = models.PositiveIntegerField(default=0)
    moved_pence = models.BigIntegerField(default=0)


class PartMove(models.Model):
    """A part of a budget that moved to another fund from a day, with a part of the balance."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="part_moves")
    target = models.ForeignKey("isf.Fund", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    moved_pence = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    request_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("fund_id", "id")


class HolderExit(models.Model):
    """All funds of a holder ended at once, and its bank balance beside the sum of its funds."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    holder = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    last_day = models.DateField()
    reason = models.TextField()
    funds = models.PositiveIntegerField(default=0)
    posted_pence = models.BigIntegerField(default=0)
    bank_pence = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)
    request_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("authority_id", "id")
