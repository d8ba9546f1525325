"""Recording what came of planned visits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby
from uuid import UUID, uuid4

from accounts.operations import audit, transactions
from accounts.permissions import Actor
from marketplace import funding, permissions
from marketplace.enums import DeliveryState, MissedReason, OrderEvent, OrderState
from marketplace.models import Delivery, Order, OrderLine
from marketplace.queries import order_content
from marketplace.rules import deliveries as rules
from marketplace.rules import states


@dataclass(eq=False)
class AlreadyBilled(Exception):
    """The visit stands on an invoice: what was recorded cannot change any more (ISF-BIL-2)."""

    invoice: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a visit: so much by so many workers, or the reason why nothing did."""

    quantity: Fraction = Fraction(0)
    workers: int = 0
    missed: MissedReason | None = None


@transactions.retried
def record(
    *, by: Actor, line: UUID, day: date, quantity: Fraction, workers: int, at: datetime, on: date
) -> Delivery:
    """Record a visit that happened, in full or in part; until it is billed it can be put right.

    Recording the same again changes nothing. Raises OrderLine.DoesNotExist, NotAllowed,
    NotInThisState, AlreadyBilled and the refusals of `rules.deliveries`. Source: ISF-BIL-2.
    """
    row = _lock_one(by, line)
    pattern = order_content.read_pattern(line=row, order=row.order)
    _check_open(row.order)
    rules.check_day(pattern=pattern, day=day, today=on)
    rules.check_quantity(pattern=pattern, quantity=quantity, workers=workers)
    return _write(by, row, day, Outcome(quantity=quantity, workers=workers), at)


@transactions.retried
def record_missed(
    *, by: Actor, line: UUID, day: date, reason: MissedReason, at: datetime, on: date
) -> Delivery:
    """Record a visit that did not happen, and why; the money it held is free again.

    Raises OrderLine.DoesNotExist, NotAllowed, NotInThisState, AlreadyBilled, NotPlanned,
    InTheFuture. Source: ISF-RES-6.
    """
    row = _lock_one(by, line)
    _check_open(row.order)
    pattern = order_content.read_pattern(line=row, order=row.order)
    rules.check_day(pattern=pattern, day=day, today=on)
    return _write(by, row, day, Outcome(missed=reason), at)


@transactions.retried
def record_outcome(
    *, by: Actor, line: UUID, day: date, outcome: Outcome, at: datetime, on: date
) -> Delivery:
    """Record a visit as missed where a reason is given, else as delivered.

    Raises what `record_missed` and `record` raise.
    """
    if outcome.missed is not None:
        reason = outcome.missed
        return record_missed(by=by, line=line, day=day, reason=reason, at=at, on=on)
    quantity, workers = outcome.quantity, outcome.workers
    return record(by=by, line=line, day=day, quantity=quantity, workers=workers, at=at, on=on)


@transactions.retried
def record_as_planned(
    *, by: Actor, visits: Collection[tuple[UUID, date]], at: datetime, on: date
) -> int:
    """Record many visits as they were planned; how many. Those with a record keep it.

    All of them or none: raises what `record` raises for the first that cannot be recorded.
    """
    lines = _lock(by, {line for line, _ in visits})
    patterns = {
        line: order_content.read_pattern(line=row, order=row.order) for line, row in lines.items()
    }
    known = _list_known(lines, {day for _, day in visits})
    wanted = sorted(set(visits) - known, key=lambda visit: (visit[1], str(visit[0])))
    for line, day in wanted:
        if line not in lines:
            raise OrderLine.DoesNotExist
        _check_open(lines[line].order)
        rules.check_day(pattern=patterns[line], day=day, today=on)
    rows = [
        Delivery(
            reference=uuid4(),
            line=lines[line],
            day=day,
            starts_at=lines[line].starts_at,
            state=DeliveryState.DELIVERED,
            quantity=lines[line].quantity,
            workers=lines[line].workers,
            recorded_at=at,
            recorded_by_id=by.user_id,
        )
        for line, day in wanted
    ]
    Delivery.objects.bulk_create(rows)
    for _, group in groupby(
        sorted(rows, key=lambda row: row.line.order_id), key=lambda row: row.line.order_id
    ):
        _tell(by, list(group), at)
    return len(wanted)


def _lock(by: Actor, lines: Collection[UUID]) -> dict[UUID, OrderLine]:
    """The lines with their orders locked, oldest order first, all of the actor's own provider."""
    rows = (
        OrderLine.objects.select_for_update(of=("order",), no_key=True)
        .select_related("order__provider")
        .filter(reference__in=lines)
        .order_by("order_id")
    )
    # One statement may lock and read here: a line is written with its order and never again.
    found = {row.reference: row for row in rows}
    for row in found.values():
        permissions.check_sells(by=by, organisation_id=row.order.provider.organisation_id)
    return found


def _lock_one(by: Actor, line: UUID) -> OrderLine:
    found = _lock(by, [line])
    if line not in found:
        raise OrderLine.DoesNotExist
    return found[line]


def _list_known(lines: Mapping[UUID, OrderLine], days: Collection[date]) -> set[tuple[UUID, date]]:
    """Which visits of those lines on those days have a record."""
    references = {row.pk: reference for reference, row in lines.items()}
    rows = Delivery.objects.filter(line_id__in=references, day__in=days).order_by()
    return {(references[line], day) for line, day in rows.values_list("line_id", "day")}


def _check_open(order: Order) -> None:
    states.order_after(state=OrderState(order.state), event=OrderEvent.RECORD)


def _write(by: Actor, line: OrderLine, day: date, outcome: Outcome, at: datetime) -> Delivery:
    state = DeliveryState.MISSED if outcome.missed else DeliveryState.DELIVERED
    said = {
        "state": state,
        "quantity": outcome.quantity,
        "workers": outcome.workers,
        "missed_reason": outcome.missed or "",
    }
    row = Delivery.objects.filter(line=line, day=day).first()
    if row is not None and all(getattr(row, name) == value for name, value in said.items()):
        return row
    if row is not None and row.invoice is not None:
        raise AlreadyBilled(row.invoice)
    row = row or Delivery(line=line, day=day, starts_at=line.starts_at, reference=uuid4())
    for name, value in said.items():
        setattr(row, name, value)
    row.recorded_at, row.recorded_by_id = at, by.user_id
    row.save()
    _tell(by, [row], at)
    return row


def _tell(by: Actor, rows: Sequence[Delivery], at: datetime) -> None:
    """Tell the money, and the audit trail, what came of visits of one order."""
    order = rows[0].line.order
    funding.record_deliveries(
        by=by,
        order=order.reference,
        outcomes=[
            funding.Outcome(
                line=row.line.reference,
                day=row.day,
                delivery=row.reference,
                quantity=row.quantity,
                workers=row.workers,
            )
            for row in rows
        ],
        at=at,
    )
    audit.record(
        by=by,
        action=f"VISIT_{rows[0].state}",
        at=at,
        person_id=order.person_id,
        organisation_id=order.provider.organisation_id,
        subject=f"order:{order.reference}",
        details={
            "deliveries": [str(row.reference) for row in rows],
            "days": [row.day.isoformat() for row in rows],
        },
    )
