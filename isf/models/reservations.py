"""Money set aside in a fund account. Only `isf.operations.posting` writes these rows."""

from django.db import models

from isf.enums import ReservationChange, ReservationKind


class Reservation(models.Model):
    """What one reason holds of one account, in whole pence."""

    account = models.ForeignKey(
        "isf.LedgerAccount", models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=8, choices=[(k, k) for k in ReservationKind])
    reference = models.CharField(max_length=64)
    amount = models.BigIntegerField(default=0)
    remaining = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "kind", "reference"], name="one_reservation_per_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(remaining__gte=0, remaining__lte=models.F("amount")),
                name="remaining_between_nothing_and_amount",
            ),
        )


class ReservationEvent(models.Model):
    """One hold, settlement or release; it belongs to an entry and is hashed with it."""

    entry = models.ForeignKey("isf.JournalEntry", models.PROTECT, related_name="+")
    reservation = models.ForeignKey(Reservation, models.PROTECT, related_name="+")
    change = models.CharField(max_length=8, choices=[(c, c) for c in ReservationChange])
    pence = models.BigIntegerField()
    after = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pence__gt=0, after__gte=0), name="a_change_is_an_amount"
            ),
        )
