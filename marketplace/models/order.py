"""An order: what a person bought from a provider, out of which fund."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Nation
from accounts.fields import one_of
from accounts.models import Person
from marketplace.enums import DeclineReason, EndReason, Grade, OrderState
from marketplace.models.offer_version import OfferVersion
from marketplace.models.provider import Provider


class Order(models.Model):
    """One order; `fund` is the fund's reference, `token` makes sending the form twice harmless."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="orders")
    token = models.UUIDField(editable=False)
    request_hash = models.CharField(max_length=64, default="", editable=False)
    fund = models.UUIDField()
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="orders")
    offer_version = models.ForeignKey(OfferVersion, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20)
    nation = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=OrderState.PLACED.value)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decline_reason = models.CharField(max_length=30, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=30, blank=True)

    class Meta:
        """A token once for a person; an answer and its reason belong together."""

        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "token"], name="marketplace_order_once"),
            one_of(column="state", codes=OrderState, name="marketplace_order_state"),
            one_of(column="grade", codes=Grade, name="marketplace_order_grade"),
            one_of(column="nation", codes=Nation, name="marketplace_order_nation"),
            one_of(
                column="decline_reason",
                codes=["", *DeclineReason],
                name="marketplace_order_decline_reason",
            ),
            one_of(
                column="end_reason", codes=["", *EndReason], name="marketplace_order_end_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on"))
                | Q(state__in=[OrderState.CANCELLED, OrderState.ENDED]),
                name="marketplace_order_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.DECLINED) & ~Q(decline_reason="")
                | ~Q(state=OrderState.DECLINED) & Q(decline_reason=""),
                name="marketplace_order_declined_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-placed_at"], name="marketplace_order_person"),
            models.Index(fields=["provider", "state"], name="marketplace_order_provider"),
        ]

    def __str__(self) -> str:
        return f"Order {self.pk}"
