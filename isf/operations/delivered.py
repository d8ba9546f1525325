"""What was delivered of planned visits, or missed; what is set aside shrinks to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from accounts.enums import Nation
from accounts.permissions import Actor, check_role
from accounts.rules.calendar import day_type
from isf.enums import EntryKind, FundState, LineState, PromiseState, VisitState
from isf.ledger.entries import Draft
from isf.models import Fund, InvoiceLine, PlannedVisit, Promise, PromiseLine
from isf.operations import closed_visits, holds, visits
from isf.operations.posting import KeyReused, Pen
from isf.operations.transactions import money_transaction
from isf.permissions import BILLING_ROLES
from isf.queries.columns import put_uuid
from isf.rules.amounts import line_amount

DELIVERED = """
    UPDATE isf_plannedvisit SET planned_pence = %s, reserved_pence = %s, delivery = %s,
        delivered_quantity = %s, delivered_workers = %s, state = %s
    WHERE id = %s"""


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

    Recording the same again changes nothing; a correction is taken until the visit is billed. What
    a closed fund has no money for any more becomes a case.
    Units: exact quantities. Errors: `NotAllowed`, `VisitUnknown`, `VisitBilled`,
    `OutcomeImpossible`, `KeyReused` for a delivery that was recorded for another visit.
    Source: ISF-RES-6, ISF-BIL-2, ISF-LED-3, ISF-POR-3.
    """
    fund_id, payee_id = find_promise(order=order)
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    check_outcomes(outcomes=outcomes, on=on)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        promise = Promise.objects.get(order=order)
        lines = {line.reference: line for line in promise.lines.all()}
        known, holders = list_known(lines=lines.values(), outcomes=outcomes)
        touched = {row.pk for row in known.values()}
        billed = list_billed(rows=known.values())
        delta = 0
        for outcome in outcomes:
            line = find_line(lines=lines, promise=promise, outcome=outcome)
            row = known.get((line.pk, outcome.day)) or new_visit(line=line, day=outcome.day)
            if row.pk in billed:
                check_same(row=row, outcome=outcome)
                continue
            spare = holds.spare(pen=pen, order=order) - delta
            delta += apply(promise=promise, line=line, row=row, outcome=outcome, spare=spare)
            known[line.pk, outcome.day] = row
        check_deliveries(rows=known.values(), holders=holders)
        move(pen=pen, promise=promise, outcomes=outcomes, delta=delta, on=on)
        rows = [row for row in known.values() if row.pk not in billed]
        keep(pen=pen, rows=rows, known=touched)
        if pen.fund.state == FundState.CLOSED:
            report_lacking(fund=promise.fund, rows=rows, by=by, at=at, on=on)


def report_lacking(
    *, fund: Fund, rows: Iterable[PlannedVisit], by: Actor, at: datetime, on: date
) -> None:
    """Open a case for each visit that a closed fund has no money for any more.

    Source: ISF-POR-3.
    """
    for row in rows:
        lacking = row.planned_pence - row.reserved_pence
        if lacking > 0:
            closed_visits.report(
                fund=fund, line_id=row.line_id, day=row.day, pence=lacking, by=by, at=at, on=on
            )


def find_promise(*, order: UUID) -> tuple[int, int]:
    """The fund and the provider of an order, which never change. Errors: `VisitUnknown`."""
    try:
        return Promise.objects.values_list("fund_id", "payee_id").get(order=order)
    except Promise.DoesNotExist as missing:
        raise VisitUnknown("There is no such order.") from missing


def check_outcomes(*, outcomes: Sequence[Outcome], on: date) -> None:
    """Refuse what cannot have happened by a day. Errors: `OutcomeImpossible`. Source: ISF-BIL-2."""
    for outcome in outcomes:
        if outcome.quantity < 0 or outcome.workers < 0 or outcome.day > on:
            raise OutcomeImpossible(day=outcome.day)


def check_deliveries(*, rows: Iterable[PlannedVisit], holders: Mapping[UUID, int]) -> None:
    """Refuse one delivery for two visits; `holders` is what was stored before.

    Errors: `KeyReused`. Source: ISF-LED-3.
    """
    own = [(row.delivery, row.pk) for row in rows if row.delivery is not None]
    for place, (delivery, pk) in enumerate(own):
        twice = any(delivery == other for other, _ in own[:place])
        if twice or holders.get(delivery, pk) != pk:
            raise KeyReused(key=str(delivery))


def list_known(
    *, lines: Iterable[PromiseLine], outcomes: Sequence[Outcome]
) -> tuple[dict[tuple[int, date], PlannedVisit], dict[UUID, int]]:
    """The visits of those days that money has touched already, and whose each delivery is.

    Source: ISF-RES-6, ISF-LED-3.
    """
    ids, days = {line.pk for line in lines}, {outcome.day for outcome in outcomes}
    said = {outcome.delivery for outcome in outcomes}
    rows = PlannedVisit.objects.filter(Q(line_id__in=ids, day__in=days) | Q(delivery__in=said))
    found = list(rows.order_by())
    holders = {row.delivery: row.pk for row in found if row.delivery is not None}
    own = {(row.line_id, row.day): row for row in found if row.line_id in ids and row.day in days}
    return own, holders


def list_billed(*, rows: Iterable[PlannedVisit]) -> set[int | None]:
    """Which of these visits stand on an invoice. Source: ISF-BIL-2."""
    live = InvoiceLine.objects.exclude(state__in=(LineState.REFUSED, LineState.CREDITED))
    found = live.filter(visit_id__in=[row.pk for row in rows]).order_by()
    return set(found.values_list("visit_id", flat=True))


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
    own = holds.Holds.of(pen=pen, order=promise.order)
    pen.write(
        Draft(
            kind=EntryKind.RESERVATION,
            day=on,
            # A correction may come back to what was said before, so the place in the chain is
            # part of the key; a repetition changes no visit and never gets here.
            key=f"delivered:{promise.order}:{pen.seq + 1}",
            inputs=tuple(f"{item.delivery}|{item.quantity}|{item.workers}" for item in outcomes),
            changes=own.hold(delta) if delta > 0 else own.release(-delta),
        )
    )


def keep(*, pen: Pen, rows: Sequence[PlannedVisit], known: set[int]) -> None:
    """Write the visits, new and known. Source: ISF-RES-6."""
    PlannedVisit.objects.bulk_create([row for row in rows if row.pk not in known])
    for row in rows:
        if row.pk in known:
            pence = (row.planned_pence, row.reserved_pence)
            said = (put_uuid(row.delivery), str(row.delivered_quantity), row.delivered_workers)
            pen.also((DELIVERED, (*pence, *said, str(row.state), row.pk)))
