"""What was delivered of planned visits, or missed; what is set aside shrinks to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from accounts.enums import Nation
from accounts.permissions import Actor, check_role
from accounts.rules.calendar import day_type
from isf.enums import EntryKind, LineState, PromiseState, ReservationChange, VisitState
from isf.ledger.entries import Draft
from isf.models import InvoiceLine, PlannedVisit, Promise, PromiseLine
from isf.operations import visits
from isf.operations.posting import KeyReused, Pen
from isf.operations.transactions import money_transaction
from isf.permissions import BILLING_ROLES
from isf.rules.amounts import line_amount

WRITTEN = (
    "planned_pence",
    "reserved_pence",
    "delivery",
    "delivered_quantity",
    "delivered_workers",
    "state",
)


class VisitUnknown(Exception):
    """No such visit was planned by this order."""

    rule = "ISF-BIL-1"


class OutcomeImpossible(Exception):
    """Less than nothing was delivered, by nobody, or on a day that has not come."""

    rule = "ISF-BIL-2"

    def __init__(self, *, day: date) -> None:
        self.day = day
        super().__init__(f"What was recorded for {day} cannot have happened.")


class VisitBilled(Exception):
    """The visit is on an invoice and cannot be recorded anew."""

    rule = "ISF-BIL-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one planned visit: exact quantity for each worker; nothing means missed."""

    line: UUID
    day: date
    delivery: UUID
    quantity: Fraction
    workers: int


@money_transaction
def record(*, order: UUID, outcomes: Sequence[Outcome], by: Actor, at: datetime, on: date) -> None:
    """Record what was delivered of an order's visits; all of it or nothing.

    Recording the same again changes nothing; a correction is taken until the visit is billed.
    Units: exact quantities. Errors: `NotAllowed`, `VisitUnknown`, `VisitBilled`,
    `OutcomeImpossible`, `KeyReused` for a delivery that was recorded for another visit.
    Source: ISF-RES-6, ISF-BIL-2, ISF-LED-3.
    """
    promise = Promise.objects.filter(order=order).first()
    if promise is None:
        raise VisitUnknown("There is no such order.")
    check_role(by=by, organisation_id=promise.payee_id, roles=BILLING_ROLES)
    check_outcomes(outcomes=outcomes, on=on)
    with Pen(fund_id=promise.fund_id, by=by, at=at) as pen:
        promise.refresh_from_db()
        lines = {line.reference: line for line in promise.lines.all()}
        known = list_known(promise=promise, outcomes=outcomes)
        touched = {row.pk for row in known.values()}
        billed = list_billed(rows=known.values())
        delta = 0
        for outcome in outcomes:
            line = find_line(lines=lines, promise=promise, outcome=outcome)
            row = known.get((line.pk, outcome.day)) or new_visit(line=line, day=outcome.day)
            if row.pk in billed:
                check_same(row=row, outcome=outcome)
                continue
            spare = pen.available - delta
            delta += apply(promise=promise, line=line, row=row, outcome=outcome, spare=spare)
            known[line.pk, outcome.day] = row
        check_deliveries(rows=known.values())
        move(pen=pen, promise=promise, outcomes=outcomes, delta=delta, on=on)
        keep(rows=[row for row in known.values() if row.pk not in billed], known=touched)


def check_outcomes(*, outcomes: Sequence[Outcome], on: date) -> None:
    """Refuse what cannot have happened by a day. Errors: `OutcomeImpossible`. Source: ISF-BIL-2."""
    for outcome in outcomes:
        if outcome.quantity < 0 or outcome.workers < 0 or outcome.day > on:
            raise OutcomeImpossible(day=outcome.day)


def check_deliveries(*, rows: Iterable[PlannedVisit]) -> None:
    """Refuse one delivery for two visits. Errors: `KeyReused`. Source: ISF-LED-3."""
    own = [(row.delivery, row.pk) for row in rows if row.delivery is not None]
    stored = PlannedVisit.objects.filter(delivery__in=[delivery for delivery, _ in own])
    holders = dict(stored.values_list("delivery", "id"))
    for place, (delivery, pk) in enumerate(own):
        twice = any(delivery == other for other, _ in own[:place])
        if twice or holders.get(delivery, pk) != pk:
            raise KeyReused(key=str(delivery))


def list_known(
    *, promise: Promise, outcomes: Sequence[Outcome]
) -> dict[tuple[int, date], PlannedVisit]:
    """The visits of those days that money has touched already. Source: ISF-RES-6."""
    days = {outcome.day for outcome in outcomes}
    rows = PlannedVisit.objects.filter(line__promise=promise, day__in=days)
    return {(row.line_id, row.day): row for row in rows}


def list_billed(*, rows: Iterable[PlannedVisit]) -> set[int | None]:
    """Which of these visits stand on an invoice. Source: ISF-BIL-2."""
    live = InvoiceLine.objects.exclude(state__in=(LineState.REFUSED, LineState.CREDITED))
    found = live.filter(visit__in=list(rows)).values_list("visit_id", flat=True)
    return set(found)


def find_line(*, lines: dict[UUID, PromiseLine], promise: Promise, outcome: Outcome) -> PromiseLine:
    """The order line of an outcome.

    Errors: `VisitUnknown` on a day the order does not plan, or once it was declined.
    Source: ISF-BIL-1.
    """
    line, day = lines.get(outcome.line), outcome.day
    inside = promise.starts_on <= day and (promise.ends_on is None or day <= promise.ends_on)
    inside = inside and promise.state != PromiseState.RELEASED
    if line is None or not inside or str(day.weekday()) not in line.weekdays:
        raise VisitUnknown("This order plans no such visit.")
    return line


def new_visit(*, line: PromiseLine, day: date) -> PlannedVisit:
    """A visit no money was set aside for yet. Source: ISF-RES-6."""
    return PlannedVisit(line=line, day=day, planned_pence=0, state=VisitState.PLANNED)


def check_same(*, row: PlannedVisit, outcome: Outcome) -> None:
    """Refuse to change what was billed. Errors: `VisitBilled`. Source: ISF-BIL-2."""
    same = (row.delivery, row.delivered_quantity) == (outcome.delivery, outcome.quantity)
    if not same:
        raise VisitBilled("This visit has been billed.")


def apply(
    *, promise: Promise, line: PromiseLine, row: PlannedVisit, outcome: Outcome, spare: int
) -> int:
    """Write an outcome into its visit; how much more (or less) it now holds, whole pence.

    A visit holds what it costs, at most what was ordered; one that had nothing set aside waits
    for the next money. Source: ISF-RES-6.
    """
    kind = day_type(day=outcome.day, nation=Nation(promise.nation))
    price = visits.price_on(line=line, kind=kind)
    ordered = line_amount(price_pence=price, quantity=line.quantity * line.workers)
    cost = line_amount(price_pence=price, quantity=outcome.quantity * outcome.workers)
    row.planned_pence = min(cost, ordered)
    delta = row.planned_pence - row.reserved_pence
    if delta > 0 and (row.state == VisitState.PLANNED or delta > spare):
        delta = 0
    row.reserved_pence += delta
    row.delivery, row.delivered_quantity = outcome.delivery, outcome.quantity
    row.delivered_workers = outcome.workers
    row.state = VisitState.DELIVERED if outcome.quantity else VisitState.MISSED
    return delta


def move(*, pen: Pen, promise: Promise, outcomes: Sequence[Outcome], delta: int, on: date) -> None:
    """Hold or release the difference in one entry. Units: whole pence. Source: ISF-RES-6."""
    if not delta:
        return
    kind = ReservationChange.HOLD if delta > 0 else ReservationChange.RELEASE
    pen.write(
        Draft(
            kind=EntryKind.RESERVATION,
            day=on,
            # A correction may come back to what was said before, so the place in the chain is
            # part of the key; a repetition changes no visit and never gets here.
            key=f"delivered:{promise.order}:{pen.seq + 1}",
            inputs=tuple(f"{item.delivery}|{item.quantity}|{item.workers}" for item in outcomes),
            changes=(visits.change(pen=pen, order=promise.order, kind=kind, pence=abs(delta)),),
        )
    )


def keep(*, rows: Sequence[PlannedVisit], known: set[int]) -> None:
    """Write the visits, new and known. Source: ISF-RES-6."""
    PlannedVisit.objects.bulk_create([row for row in rows if row.pk not in known])
    for row in rows:
        if row.pk in known:
            row.save(update_fields=WRITTEN)
