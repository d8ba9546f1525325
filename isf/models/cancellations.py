"""What an order agreed about ending it early, and what it was charged when that happened."""

from django.db import models

from isf.enums import CancellationKind, ChargeState


class PromiseTerms(models.Model):
    """The cancellation terms an order agreed with its offer; they never change (ISF-POR-2)."""

    promise = models.OneToOneField("isf.Promise", models.PROTECT, related_name="terms")
    notice_days = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=[(k, k) for k in CancellationKind])
    pence = models.BigIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=CancellationKind.AMOUNT, pence__gt=0, days=0)
                | models.Q(kind=CancellationKind.DAYS, pence=0, days__gt=0),
                name="terms_are_an_amount_or_days",
            ),
        )


class CancellationCharge(models.Model):
    """What one early end of an order may cost, in whole pence, and what is kept for it.

    `cause` names what ended the order, where it was not ended by itself.
    """

    reference = models.UUIDField(unique=True)
    promise = models.ForeignKey("isf.Promise", models.PROTECT, related_name="charges")
    told_on = models.DateField()
    last_day = models.DateField()
    bill_until = models.DateField()
    pence = models.BigIntegerField()
    reserved_pence = models.BigIntegerField(default=0)
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in ChargeState], default=ChargeState.OPEN
    )
    cause = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering = ("promise_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    pence__gt=0, reserved_pence__gte=0, reserved_pence__lte=models.F("pence")
                ),
                name="a_charge_keeps_at_most_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ChargeState.OPEN) | models.Q(reserved_pence=0),
                name="only_an_open_charge_keeps_money",
            ),
        )
        indexes = (models.Index(fields=["state", "bill_until"], name="charges_to_let_go"),)
