"""Planned visits: money set aside for them, what was delivered, what was missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from accounts.enums import Nation, Role
from accounts.permissions import Actor, check_role
from accounts.rules.calendar import day_type
from isf.enums import EntryKind, ReservationChange, ReservationKind, VisitState
from isf.ledger.entries import Change, Draft
from isf.models import Fund, PlannedVisit, Promise, PromiseLine
from isf.operations.cases import open_case
from isf.operations.posting import Pen
from isf.operations.transactions import money_transaction
from isf.permissions import BILLING_ROLES
from isf.queries.terms import list_promises, promise_plan
from isf.rules.amounts import line_amount
from isf.rules.promises import Plan, Visit, visit_pence, visits

NEEDS_MONEY = (VisitState.PLANNED, VisitState.RESERVED, VisitState.DELIVERED)


class VisitUnknown(Exception):
    """No such visit was planned by this order."""

    rule = "ISF-BIL-1"


class VisitBilled(Exception):
    """The visit is on an invoice and cannot be recorded anew."""

    rule = "ISF-BIL-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A visit and the whole pence it still lacks."""

    visit: Visit
    row: PlannedVisit | None
    lacking: int


def change(*, pen: Pen, order: UUID, kind: ReservationChange, pence: int) -> Change:
    """A change of the money set aside for an order, in whole pence. Source: ISF-RES-6."""
    return Change(
        account_id=pen.accounts[""].id,
        kind=ReservationKind.ORDER,
        reference=str(order),
        change=kind,
        pence=pence,
    )


def reserve_running(*, pen: Pen, fund: Fund, through_on: date, draft: Draft, by: Actor) -> None:
    """Set money aside for the visits of running orders up to a day, oldest order first.

    Whole visits in date order; those that do not fit are named in one case and tried again with
    the next money. Units: whole pence. Source: ISF-RES-6.
    """
    left = pen.available
    short: list[str] = []
    changes: list[Change] = []
    for promise in list_promises(fund_id=fund.pk):
        plan = promise_plan(promise=promise)
        fitting: list[Wanted] = []
        for wanted in list_lacking(promise=promise, plan=plan, through_on=through_on):
            if wanted.lacking <= left:
                left -= wanted.lacking
                fitting.append(wanted)
            else:
                short.append(f"{promise.order}:{wanted.visit.day.isoformat()}")
        pence = keep(promise=promise, fitting=fitting)
        if pence:
            hold = ReservationChange.HOLD
            changes.append(change(pen=pen, order=promise.order, kind=hold, pence=pence))
    if changes:
        pen.write(
            Draft(
                kind=EntryKind.RESERVATION,
                day=draft.day,
                key=f"{draft.key}:orders",
                inputs=draft.inputs,
                changes=tuple(changes),
            )
        )
    if short:
        open_case(
            fund=fund,
            rule="ISF-RES-6",
            key=f"{draft.key}:short",
            figures={"visits": len(short), "first": short[0], "available": left},
            on=draft.day,
            by=by,
            at=pen.at,
            owner_role=Role.CARE_MANAGER,
        )


def list_lacking(*, promise: Promise, plan: Plan, through_on: date) -> list[Wanted]:
    """Visits up to a day that have no money, or not enough, set aside yet, in date order.

    Units: whole pence. Source: ISF-RES-6.
    """
    rows = PlannedVisit.objects.filter(line__promise=promise).select_related("line")
    known = {(row.line.reference, row.day): row for row in rows}
    found = []
    for visit in visits(plan=plan, first_on=promise.starts_on, last_on=through_on):
        row = known.get((visit.line, visit.day))
        if row is None:
            found.append(Wanted(visit=visit, row=None, lacking=visit.pence))
        elif row.state in NEEDS_MONEY and row.reserved_pence < row.planned_pence:
            lacking = row.planned_pence - row.reserved_pence
            found.append(Wanted(visit=visit, row=row, lacking=lacking))
    return found


def keep(*, promise: Promise, fitting: Iterable[Wanted]) -> int:
    """Write down which visits now have their money; the sum in whole pence. Source: ISF-RES-6."""
    lines = {line.reference: line.pk for line in promise.lines.all()}
    new, total = [], 0
    for wanted in fitting:
        total += wanted.lacking
        if wanted.row is None:
            new.append(
                PlannedVisit(
                    line_id=lines[wanted.visit.line],
                    day=wanted.visit.day,
                    planned_pence=wanted.visit.pence,
                    reserved_pence=wanted.lacking,
                    state=VisitState.RESERVED,
                )
            )
        else:
            wanted.row.reserved_pence = wanted.row.planned_pence
            if wanted.row.state == VisitState.PLANNED:
                wanted.row.state = VisitState.RESERVED
            wanted.row.save(update_fields=["reserved_pence", "state"])
    PlannedVisit.objects.bulk_create(new)
    return total


@money_transaction
def record(
    *,
    order: UUID,
    line: UUID,
    day: date,
    delivery: UUID,
    quantity: Fraction,
    workers: int,
    by: Actor,
    at: datetime,
    on: date,
) -> PlannedVisit:
    """Record what was delivered of a planned visit; what is set aside shrinks to it.

    Quantity nothing means missed. Recording the same again changes nothing; a correction is taken
    until the visit is billed. Units: exact quantity.
    Errors: `NotAllowed`, `VisitUnknown`, `VisitBilled`.
    Source: ISF-RES-6, ISF-BIL-2.
    """
    found = PromiseLine.objects.select_related("promise").filter(reference=line)
    promise_line = found.filter(promise__order=order).first()
    if promise_line is None:
        raise VisitUnknown("This order has no such line.")
    promise = promise_line.promise
    check_role(by=by, organisation_id=promise.payee_id, roles=BILLING_ROLES)
    with Pen(fund_id=promise.fund_id, by=by, at=at) as pen:
        visit = get_or_plan(promise=promise, line=promise_line, day=day)
        if visit.invoice_lines.exclude(state__in=("REFUSED", "CREDITED")).exists():
            if visit.delivered_quantity == quantity and visit.delivery == delivery:
                return visit
            raise VisitBilled("This visit has been billed.")
        planned = planned_pence(line=promise_line, nation=Nation(promise.nation), day=day)
        cost = delivered_pence(
            line=promise_line, nation=promise.nation, day=day, quantity=quantity * workers
        )
        target = min(cost, planned)
        moved = adjust(pen=pen, order=order, visit=visit, target=target)
        if moved is not None:
            pen.write(
                Draft(
                    kind=EntryKind.RESERVATION,
                    day=on,
                    key=f"visit:{promise_line.reference}:{day}:{pen.seq + 1}",
                    inputs=(str(delivery), str(quantity), str(workers)),
                    changes=(moved,),
                )
            )
        visit.planned_pence = target
        visit.delivery, visit.delivered_quantity = delivery, quantity
        visit.delivered_workers = workers
        visit.state = VisitState.DELIVERED if quantity else VisitState.MISSED
        visit.save()
    return visit


def planned_pence(*, line: PromiseLine, nation: Nation, day: date) -> int:
    """What the ordered visit costs, whole pence. Source: ISF-BIL-8."""
    plan = promise_plan(promise=line.promise)
    own = next(item for item in plan.lines if item.reference == line.reference)
    return visit_pence(line=own, nation=nation, day=day)


def delivered_pence(*, line: PromiseLine, nation: str, day: date, quantity: Fraction) -> int:
    """What a delivered quantity costs at the ordered price, whole pence. Source: ISF-BIL-8."""
    kind = day_type(day=day, nation=nation)
    return line_amount(price_pence=price_on(line=line, kind=kind), quantity=quantity)


def price_on(*, line: PromiseLine, kind: str) -> int:
    """The ordered price on a kind of day, whole pence. Source: ISF-BIL-2."""
    return {
        "WEEKDAY": line.weekday_pence,
        "SATURDAY": line.saturday_pence,
        "SUNDAY": line.sunday_pence,
        "BANK_HOLIDAY": line.bank_holiday_pence,
    }[kind]


def get_or_plan(*, promise: Promise, line: PromiseLine, day: date) -> PlannedVisit:
    """The visit of a line on a day, also when no money was set aside for it yet.

    Errors: `VisitUnknown` on days the order does not plan. Source: ISF-BIL-1.
    """
    inside = promise.starts_on <= day and (promise.ends_on is None or day <= promise.ends_on)
    if not inside or str(day.weekday()) not in line.weekdays:
        raise VisitUnknown("This order plans no visit on that day.")
    visit = PlannedVisit.objects.select_for_update().filter(line=line, day=day).first()
    return visit or PlannedVisit(
        line=line, day=day, planned_pence=0, reserved_pence=0, state=VisitState.PLANNED
    )


def adjust(*, pen: Pen, order: UUID, visit: PlannedVisit, target: int) -> Change | None:
    """Make what is set aside for a visit fit what it costs, as far as money reaches.

    Units: whole pence. Source: ISF-RES-6.
    """
    delta = target - visit.reserved_pence
    is_new = visit.state == VisitState.PLANNED
    if delta == 0 or (delta > 0 and (is_new or delta > pen.available)):
        return None
    visit.reserved_pence = target
    kind = ReservationChange.HOLD if delta > 0 else ReservationChange.RELEASE
    return change(pen=pen, order=order, kind=kind, pence=abs(delta))
