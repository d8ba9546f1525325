"""Reading what a provider delivered and has not billed yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from accounts.models import Person
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import OrderState
from marketplace.models import Delivery, Order
from marketplace.queries import orders


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBill:
    """The unbilled deliveries to one person out of one fund."""

    person: Person
    fund: UUID
    count: int
    first_on: date
    last_on: date


def list_ended(
    *, by: Actor, organisation_id: int, references: Collection[UUID]
) -> Mapping[UUID, Order]:
    """Those orders of a provider that it had accepted, by reference. Raises NotAllowed.

    Nothing is charged for an order the provider never took on. Source: ISF-POR-2.
    """
    permissions.check_bills(by=by, organisation_id=organisation_id)
    rows = Order.objects.filter(
        reference__in=references,
        provider__organisation=organisation_id,
        state__in=(OrderState.ACCEPTED, OrderState.ENDED),
    )
    return {row.reference: row for row in rows.select_related("person", "offer_version")}


def list_to_bill(*, by: Actor, organisation_id: int) -> tuple[ToBill, ...]:
    """Whom a provider can bill, by name. Raises NotAllowed."""
    permissions.check_bills(by=by, organisation_id=organisation_id)
    rows = (
        Delivery.objects.filter(
            orders.unbilled(), line__order__provider__organisation=organisation_id
        )
        .select_related("line__order__person")
        .order_by("line__order__person__full_name", "line__order__person", "line__order__fund")
    )
    return tuple(
        _summed(person, fund, list(group))
        for (person, fund), group in groupby(
            rows, key=lambda row: (row.line.order.person, row.line.order.fund)
        )
    )


def list_unbilled(*, by: Actor, organisation_id: int, person: UUID, fund: UUID) -> list[Delivery]:
    """What one person's fund can be billed for, by day.

    Raises NotAllowed, Order.DoesNotExist where the provider never had an order from that fund.
    """
    permissions.check_bills(by=by, organisation_id=organisation_id)
    ordered = Order.objects.filter(
        provider__organisation=organisation_id, person__reference=person, fund=fund
    )
    if not ordered.exists():
        raise Order.DoesNotExist
    return list(
        Delivery.objects.filter(orders.unbilled(), line__order__in=ordered)
        .select_related("line__order__person", "line__order__offer_version")
        .prefetch_related("line__order__prices")
        .order_by("day", "starts_at", "pk")
    )


def get_customer(*, by: Actor, organisation_id: int, person: UUID) -> Person:
    """A person who ordered from the provider. Raises NotAllowed, Person.DoesNotExist."""
    permissions.check_bills(by=by, organisation_id=organisation_id)
    return (
        Person.objects.filter(orders__provider__organisation=organisation_id, reference=person)
        .distinct()
        .get()
    )


def list_people(*, ids: Iterable[int]) -> dict[int, str]:
    """Names by id, for a list of invoices."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "full_name"))


def _summed(person: Person, fund: UUID, rows: list[Delivery]) -> ToBill:
    days = [row.day for row in rows]
    return ToBill(person=person, fund=fund, count=len(rows), first_on=min(days), last_on=max(days))
