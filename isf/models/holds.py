"""Safeguarding holds: on a person, a fund or a provider, put and lifted with a reason."""

import uuid

from django.db import models

from isf.enums import HoldScope

ONE_TARGET = (
    models.Q(scope=HoldScope.PERSON, person__isnull=False, fund__isnull=True, provider__isnull=True)
    | models.Q(scope=HoldScope.FUND, person__isnull=True, fund__isnull=False, provider__isnull=True)
    | models.Q(
        scope=HoldScope.PROVIDER, person__isnull=True, fund__isnull=True, provider__isnull=False
    )
)


class Hold(models.Model):
    """One hold of a council; open until somebody of the right role lifts it (ISF-LIF-3)."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8, choices=[(s, s) for s in HoldScope])
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    fund = models.ForeignKey("isf.Fund", models.PROTECT, related_name="holds", null=True)
    provider = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", null=True
    )
    reason = models.TextField()
    put_on = models.DateField()
    put_at = models.DateTimeField()
    put_by_id = models.BigIntegerField(null=True)
    lift_reason = models.TextField(default="", blank=True)
    lifted_on = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-put_at", "-id")
        constraints = (
            models.CheckConstraint(condition=ONE_TARGET, name="a_hold_is_on_one_thing"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True) | ~models.Q(lift_reason=""),
                name="lifting_has_a_reason",
            ),
        )
        indexes = tuple(
            models.Index(
                fields=["authority", target],
                condition=models.Q(lifted_at__isnull=True),
                name=f"open_holds_on_{target}",
            )
            for target in ("person", "fund", "provider")
        )
