"""Placing, answering and ending orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.enums import Nation
from accounts.fields import to_money
from accounts.operations import audit, transactions
from accounts.permissions import Actor
from marketplace import funding, permissions
from marketplace.enums import (
    DeclineReason,
    EndReason,
    Grade,
    OfferEvent,
    OfferState,
    OrderEvent,
    OrderState,
)
from marketplace.models import Offer, OfferVersion, Order, OrderLine, OrderPrice
from marketplace.queries import offer_content, order_content
from marketplace.queries import orders as order_reads
from marketplace.rules import ending, orders, states


@dataclass(eq=False)
class OfferChanged(Exception):
    """The offer says something else now than when the person saw it."""

    seen: int
    current: int


@dataclass(eq=False)
class TokenReused(Exception):
    """The same form was sent before and asked for something else (ISF-LED-3)."""

    order: UUID


@transactions.retried
def place(*, by: Actor, person_id: int, request: orders.Request, at: datetime, on: date) -> Order:
    """Order what an offer says, at its price, and set the money aside.

    The same form sent again returns its first order. Raises NotAllowed, OfferVersion.DoesNotExist,
    OfferChanged, orders.NotOrderable, TokenReused, and the refusals of `funding.place`; whatever it
    raises, nothing was written. Source: ISF-RES-2, ISF-RES-6, ISF-LED-3.
    """
    permissions.check_orders_for(by=by, person_id=person_id)
    before = Order.objects.filter(person=person_id, token=request.token).first()
    if before is not None:
        return _repeat(before, request)
    version = _lock_version(request, on)
    orders.check(offered=offer_content.read_offered(version=version), request=request, today=on)
    order, made = Order.objects.get_or_create(
        person_id=person_id,
        token=request.token,
        defaults=_columns(by, person_id, version, request, at),
    )
    if not made:
        return _repeat(order, request)
    _write_lines(order, version, request)
    reserved = funding.place(
        by=by,
        fund=request.fund,
        order=order.reference,
        payee_id=order.provider.organisation_id,
        service=version.title,
        what=version.category,
        bought=_bought(order),
        set_aside_pence=request.set_aside_pence,
        saved=request.saved,
        part=request.part,
        at=at,
    )
    _record(by=by, order=order, action="ORDER_PLACED", at=at, details={"reserved_pence": reserved})
    return order


@transactions.retried
def accept(*, by: Actor, order: UUID, at: datetime) -> Order:
    """Take an order on; twice is once.

    Raises Order.DoesNotExist, NotAllowed, NotInThisState, funding.NoPaidDay. Source: ISF-POR-2.
    """
    row = _lock(order)
    permissions.check_sells(by=by, organisation_id=row.provider.organisation_id)
    if row.state == OrderState.ACCEPTED:
        return row
    row.state = states.order_after(state=OrderState(row.state), event=OrderEvent.ACCEPT)
    funding.check_paid(order=order)
    row.answered_at, row.answered_by_id = at, by.user_id
    row.save(update_fields=["state", "answered_at", "answered_by"])
    _record(by=by, order=row, action="ORDER_ACCEPTED", at=at)
    return row


@transactions.retried
def decline(*, by: Actor, order: UUID, reason: DeclineReason, at: datetime) -> Order:
    """Refuse an order; its money is free again at once. Twice is once.

    Raises Order.DoesNotExist, NotAllowed, NotInThisState. Source: ISF-RES-6.
    """
    row = _lock(order)
    permissions.check_sells(by=by, organisation_id=row.provider.organisation_id)
    if row.state == OrderState.DECLINED:
        return row
    row.state = states.order_after(state=OrderState(row.state), event=OrderEvent.DECLINE)
    row.decline_reason = reason
    row.answered_at, row.answered_by_id = at, by.user_id
    row.save(update_fields=["state", "decline_reason", "answered_at", "answered_by"])
    freed = funding.release(by=by, order=row.reference, at=at)
    _record(
        by=by,
        order=row,
        action="ORDER_DECLINED",
        at=at,
        details={"reason": reason, "freed_pence": freed},
    )
    return row


@transactions.retried
def end(
    *,
    by: Actor,
    order: UUID,
    last_day: date,
    reason: EndReason,
    at: datetime,
    on: date,
    shown_pence: int = 0,
) -> Order:
    """End an order on a day from today on; one that nobody accepted yet is taken back whole.

    Its early end costs at most what was shown. Raises Order.DoesNotExist, NotAllowed,
    NotInThisState, ending.EndsInThePast, ending.EndsAfterItsEnd, funding.ChargeNotShown.
    Source: ISF-RES-6, ISF-POR-2.
    """
    row = _lock(order)
    permissions.check_orders_for(by=by, person_id=row.person_id)
    was_accepted = row.state == OrderState.ACCEPTED
    row.state = states.order_after(state=OrderState(row.state), event=OrderEvent.END)
    if was_accepted:
        ending.check_last_day(told_on=on, last_day=last_day, ends_on=row.ends_on)
        row.ends_on = last_day
        freed = funding.end(
            by=by, order=row.reference, ends_on=last_day, shown_pence=shown_pence, at=at
        )
    else:
        freed = funding.release(by=by, order=row.reference, at=at)
    row.ended_at, row.end_reason = at, reason
    row.save(update_fields=["state", "ends_on", "ended_at", "end_reason"])
    _record(
        by=by,
        order=row,
        action="ORDER_ENDED",
        at=at,
        details={"reason": reason, "freed_pence": freed, "ends_on": str(row.ends_on or "")},
    )
    return row


def _lock(order: UUID) -> Order:
    return (
        Order.objects.select_for_update(of=("self",), no_key=True)
        .select_related("provider")
        .get(reference=order)
    )


def _lock_version(request: orders.Request, on: date) -> OfferVersion:
    """The version in force, with its offer locked so that it cannot be withdrawn meanwhile."""
    offer = Offer.objects.select_for_update(no_key=True).filter(reference=request.offer).first()
    if offer is None or not states.offer_allows(
        state=OfferState(offer.state), event=OfferEvent.ORDER
    ):
        raise OfferVersion.DoesNotExist
    version = OfferVersion.objects.current(on=on).get(offer=offer)
    if version.number != request.version:
        raise OfferChanged(request.version, version.number)
    return version


def _columns(
    by: Actor, person_id: int, version: OfferVersion, request: orders.Request, at: datetime
) -> dict[str, object]:
    return {
        "request_hash": orders.fingerprint(request=request),
        "fund": request.fund,
        "provider": version.offer.provider,
        "offer_version": version,
        "grade": request.grade,
        "nation": order_reads.get_nation(person_id=person_id),
        "starts_on": request.starts_on,
        "ends_on": request.ends_on,
        "placed_at": at,
        "placed_by_id": by.user_id,
    }


def _write_lines(order: Order, version: OfferVersion, request: orders.Request) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            weekdays=line.weekdays,
            starts_at=line.starts_at,
            quantity=line.quantity,
            workers=line.workers,
        )
        for line in request.lines
    )
    prices = offer_content.read_prices(version=version)
    OrderPrice.objects.bulk_create(
        OrderPrice(order=order, day_type=day_type, price=to_money(pence))
        for (grade, day_type), pence in prices.items()
        if grade is Grade(order.grade)
    )


def _bought(order: Order) -> funding.Bought:
    return funding.Bought(
        patterns=order_content.read_patterns(order=order),
        prices=order_content.read_prices(order=order),
        nation=Nation(order.nation),
        starts_on=order.starts_on,
        ends_on=order.ends_on,
        terms=offer_content.read_terms(version=order.offer_version),
    )


def _repeat(order: Order, request: orders.Request) -> Order:
    """The order this form placed before; not even an end or a sum to use may differ."""
    if order.request_hash != orders.fingerprint(request=request):
        raise TokenReused(order.reference)
    return order


def _record(
    *,
    by: Actor,
    order: Order,
    action: str,
    at: datetime,
    details: audit.Details | None = None,
) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=order.person_id,
        organisation_id=order.provider.organisation_id,
        subject=f"order:{order.reference}",
        details=details,
    )
