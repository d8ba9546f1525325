"""Representatives: of a person, as whoever may see the record sees them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from accounts.enums import Scope
from accounts.models import Person, Representative


def list_of_person(*, person: Person, on: date) -> QuerySet[Representative]:
    """Those with a power now or later; the caller has checked who may see the record."""
    return (
        Representative.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on), person=person, ended_at__isnull=True
        )
        .select_related("user", "person")
        .order_by("starts_on", "pk")
    )


def get_of_person(*, person: Person, representative_id: int) -> Representative:
    """One power over this person; raises Representative.DoesNotExist."""
    return Representative.objects.select_related("user", "person").get(
        pk=representative_id, person=person
    )


def find_email(*, person: Person, on: date) -> str:
    """The address of who may see a person's affairs on a day, the longest first; empty for none.

    Where letters go after a death.
    """
    rows = Representative.objects.active(on=on).filter(person=person).select_related("user")
    sees = [row for row in rows.order_by("starts_on", "pk") if Scope.SEE in row.scopes]
    return next((row.user.email for row in sees if row.user.email), "")
