"""Raising a provider's invoice to one person from what was delivered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction
from uuid import UUID

from accounts.enums import DayType, Nation
from accounts.models import Person
from accounts.operations import audit, transactions
from accounts.permissions import Actor
from accounts.rules.calendar import day_type
from marketplace import funding, permissions
from marketplace.enums import DeliveryState
from marketplace.models import Delivery, Order, Provider
from marketplace.queries import invoicing, order_content


@dataclass(eq=False)
class NothingToBill(Exception):
    """None of the chosen deliveries is there, delivered and unbilled, for this person and fund."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a provider's finance worker chose.

    `deliveries` names visits, and charges for orders that ended early. `token` becomes the
    reference of the invoice, so that sending the form twice bills once.
    """

    token: UUID
    person: UUID
    fund: UUID
    number: str
    deliveries: Collection[UUID]


@transactions.retried
def raise_invoice(
    *, by: Actor, organisation_id: int, asked: Asked, at: datetime
) -> funding.InvoiceReceived:
    """Bill deliveries to one person's fund; lines that are refused stay unbilled.

    Raises NotAllowed, Provider.DoesNotExist, NothingToBill, funding.NumberUsed.
    Source: ISF-BIL-1, ISF-BIL-2.
    """
    permissions.check_bills(by=by, organisation_id=organisation_id)
    provider = Provider.objects.get(organisation=organisation_id)
    rows = _lock_deliveries(provider, asked)
    charges = _find_charges(by, organisation_id, asked, at)
    if not rows and not charges:
        raise NothingToBill
    orders = _read_orders({row.line.order_id for row in rows})
    person_id = Person.objects.values_list("pk", flat=True).get(reference=asked.person)
    received = funding.receive_invoice(
        by=by,
        payee_id=organisation_id,
        fund=asked.fund,
        invoice=asked.token,
        number=asked.number,
        lines=[
            *(_billed(row, *orders[row.line.order_id]) for row in rows),
            *(_charged(charge, order) for charge, order in charges),
        ],
        at=at,
    )
    if any(row.invoice == asked.token for row in rows):
        return received
    accepted = [rows[place].pk for place in received.accepted if place < len(rows)]
    Delivery.objects.filter(pk__in=accepted).update(invoice=received.reference)
    audit.record(
        by=by,
        action="INVOICE_RAISED",
        at=at,
        person_id=person_id,
        organisation_id=organisation_id,
        subject=f"invoice:{received.reference}",
        details={"accepted": len(received.accepted), "refused": len(received.refused)},
    )
    return received


@transactions.retried
def answer_query(
    *,
    by: Actor,
    organisation_id: int,
    invoice: UUID,
    line: int,
    reply: funding.Reply,
    shown: str,
    at: datetime,
) -> None:
    """Tell the person about a line of an invoice, or take it back: its visit can be billed again.

    Deliveries are locked before the fund, as when they are billed. Raises NotAllowed,
    funding.NothingToAnswer, funding.ReplyEmpty, ObjectDoesNotExist. Source: ISF-BIL-2, ISF-BIL-3.
    """
    permissions.check_bills(by=by, organisation_id=organisation_id)
    billed = Delivery.objects.filter(
        invoice=invoice, line__order__provider__organisation=organisation_id
    )
    list(billed.select_for_update(of=("self",), no_key=True).order_by("pk"))
    delivery = funding.answer_query(
        by=by,
        payee_id=organisation_id,
        invoice=invoice,
        line=line,
        reply=reply,
        shown=shown,
        at=at,
    )
    if reply.takes_back:
        billed.filter(reference=delivery).update(invoice=None)


def _lock_deliveries(provider: Provider, asked: Asked) -> Sequence[Delivery]:
    """The chosen deliveries that are unbilled, or that this very invoice billed before; by day."""
    rows = (
        Delivery.objects.select_for_update(of=("self",), no_key=True)
        .filter(
            reference__in=asked.deliveries,
            state=DeliveryState.DELIVERED,
            line__order__provider=provider,
            line__order__fund=asked.fund,
            line__order__person__reference=asked.person,
        )
        .select_related("line")
        .order_by("pk")
    )
    billable = [row for row in rows if row.invoice in {None, asked.token}]
    return sorted(billable, key=lambda row: (row.day, row.starts_at, row.pk))


def _find_charges(
    by: Actor, organisation_id: int, asked: Asked, at: datetime
) -> list[tuple[funding.ChargeToBill, Order]]:
    """The chosen charges of this person's accepted orders that are not billed yet."""
    found = funding.list_charges(by=by, payee_id=organisation_id, at=at)
    chosen = [row for row in found if row.reference in asked.deliveries and row.fund == asked.fund]
    ended = invoicing.list_ended(
        by=by, organisation_id=organisation_id, references=[row.order for row in chosen]
    )
    return [
        (row, ended[row.order])
        for row in chosen
        if row.order in ended and ended[row.order].person.reference == asked.person
    ]


def _charged(charge: funding.ChargeToBill, order: Order) -> funding.Billed:
    return funding.Billed(
        delivery=charge.reference,
        order=charge.order,
        line=charge.line,
        service=order.offer_version.title,
        day=charge.last_day,
        starts_at=time(0),
        quantity=Fraction(1),
        price_pence=charge.pence,
        is_charge=True,
    )


def _read_orders(ids: Collection[int]) -> dict[int, tuple[Order, Mapping[DayType, int]]]:
    """The orders of what is billed, each with its prices in pence."""
    orders = Order.objects.select_related("offer_version").prefetch_related("prices")
    rows = orders.filter(pk__in=ids).order_by()
    return {row.pk: (row, order_content.read_prices(order=row)) for row in rows}


def _billed(row: Delivery, order: Order, prices: Mapping[DayType, int]) -> funding.Billed:
    return funding.Billed(
        delivery=row.reference,
        order=order.reference,
        line=row.line.reference,
        service=order.offer_version.title,
        day=row.day,
        starts_at=row.starts_at,
        quantity=row.quantity * row.workers,
        price_pence=prices[day_type(row.day, Nation(order.nation))],
    )
