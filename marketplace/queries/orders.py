"""Reading orders: a person's own, and those a provider received."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.enums import Nation
from accounts.models import Person
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import DeliveryState, OrderState
from marketplace.models import Delivery, Order

MOST_DELIVERIES = 14


def list_of_person(*, by: Actor, person_id: int) -> QuerySet[Order]:
    """A person's orders, the newest first. Raises NotAllowed."""
    permissions.check_sees(by=by, person_id=person_id)
    return _whole().filter(person=person_id)


def get_of_person(*, by: Actor, order: UUID) -> Order:
    """One order of the person the actor acts for. Raises Order.DoesNotExist, NotAllowed."""
    row = _whole().get(reference=order)
    permissions.check_sees(by=by, person_id=row.person_id)
    return row


def get_nation(*, person_id: int) -> Nation:
    """The nation whose bank holidays a person's orders follow: that of their council."""
    rows = Person.objects.filter(pk=person_id).values_list("authority__nation", flat=True)
    return Nation(next(iter(rows)))


def list_received(
    *, by: Actor, organisation_id: int, states: tuple[OrderState, ...] = ()
) -> QuerySet[Order]:
    """The orders a provider received, the newest first. Raises NotAllowed."""
    permissions.check_works_for(by=by, organisation_id=organisation_id)
    rows = _whole().filter(provider__organisation=organisation_id)
    return rows.filter(state__in=states) if states else rows


def get_received(*, by: Actor, order: UUID) -> Order:
    """One order for those who work for its provider. Raises Order.DoesNotExist, NotAllowed."""
    row = _whole().get(reference=order)
    permissions.check_works_for(by=by, organisation_id=row.provider.organisation_id)
    return row


def list_deliveries(*, order: Order) -> list[Delivery]:
    """What was recorded of an order, the latest first, at most 14."""
    rows = Delivery.objects.filter(line__order=order).order_by("-day", "-starts_at", "-pk")
    return list(rows[:MOST_DELIVERIES])


def count_waiting(*, by: Actor, organisation_id: int) -> int:
    """Orders a provider has not answered. Raises NotAllowed."""
    rows = list_received(by=by, organisation_id=organisation_id, states=(OrderState.PLACED,))
    return rows.count()


def running(*, organisation_id: int) -> QuerySet[Order]:
    """The orders of a provider that have visits to record, those that ended too."""
    return _whole().filter(
        provider__organisation=organisation_id,
        state__in=(OrderState.ACCEPTED, OrderState.ENDED),
    )


def unbilled() -> Q:
    """Deliveries that no invoice asks for yet."""
    return Q(state=DeliveryState.DELIVERED, invoice__isnull=True)


def _whole() -> QuerySet[Order]:
    return Order.objects.select_related(
        "person", "provider__organisation", "offer_version__offer"
    ).prefetch_related("lines", "prices")
