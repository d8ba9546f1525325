"""Planned visits: money set aside for them, whole visits in date order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.enums import Role
from accounts.permissions import Actor
from isf.enums import EntryKind, VisitState
from isf.ledger.entries import Change, Draft
from isf.models import Fund, PlannedVisit, Promise, PromiseLine
from isf.operations.cases import open_case
from isf.operations.holds import Holds, free, paying
from isf.operations.posting import Pen
from isf.queries.terms import list_promises, promise_plan
from isf.rules.promises import Plan, Visit, visits
from isf.rules.tied_parts import in_turn

READ = ("line_id", "day", "state", "planned_pence", "reserved_pence")
FUNDED = "UPDATE isf_plannedvisit SET reserved_pence = %s, state = %s WHERE id = %s"
NEEDS_MONEY = (VisitState.PLANNED, VisitState.RESERVED, VisitState.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A visit and the whole pence it still lacks."""

    visit: Visit
    row: PlannedVisit | None
    lacking: int


def reserve_running(*, pen: Pen, fund: Fund, through_on: date, draft: Draft, by: Actor) -> None:
    """Set money aside for the visits of running orders up to a day, oldest order first.

    Whole visits in date order; those that do not fit are named in one case and tried again with
    the next money. Units: whole pence. Source: ISF-RES-6, ISF-RES-5.
    """
    left, room = free(pen=pen), free(pen=pen)
    short: list[str] = []
    changes: list[Change] = []
    for promise in list_promises(fund_id=fund.pk):
        plan = promise_plan(promise=promise)
        purposes = paying(pen=pen, order=promise.order, part=promise.part)
        fitting: list[Wanted] = []
        for wanted in list_lacking(promise=promise, plan=plan, through_on=through_on):
            if wanted.lacking <= sum(left[purpose] for purpose in purposes):
                paid = in_turn(pence=wanted.lacking, purposes=purposes, room=left)
                left |= {purpose: left[purpose] - pence for purpose, pence in paid.items()}
                fitting.append(wanted)
            else:
                short.append(f"{promise.order}:{wanted.visit.day.isoformat()}")
        pence = keep(pen=pen, promise=promise, fitting=fitting)
        if pence:
            own = Holds.of(pen=pen, order=promise.order, part=promise.part, left=room)
            changes += own.hold(pence)
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
            figures={
                "visits": len(short),
                "first": short[0],
                "named": ", ".join(short),
                "available": left[""],
            },
            on=draft.day,
            by=by,
            at=pen.at,
            owner_role=Role.CARE_MANAGER,
        )


def list_lacking(*, promise: Promise, plan: Plan, through_on: date) -> list[Wanted]:
    """Visits up to a day that have no money, or not enough, set aside yet, in date order.

    Units: whole pence. Source: ISF-RES-6.
    """
    lines = {line.pk: line.reference for line in promise.lines.all()}
    rows = PlannedVisit.objects.filter(line_id__in=lines).only(*READ).order_by()
    known = {(lines[row.line_id], row.day): row for row in rows}
    found = []
    for visit in visits(plan=plan, first_on=promise.starts_on, last_on=through_on):
        row = known.get((visit.line, visit.day))
        if row is None:
            found.append(Wanted(visit=visit, row=None, lacking=visit.pence))
        elif row.state in NEEDS_MONEY and row.reserved_pence < row.planned_pence:
            lacking = row.planned_pence - row.reserved_pence
            found.append(Wanted(visit=visit, row=row, lacking=lacking))
    return found


def keep(*, pen: Pen, promise: Promise, fitting: Iterable[Wanted]) -> int:
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
            pen.also((FUNDED, (wanted.row.reserved_pence, str(wanted.row.state), wanted.row.pk)))
    PlannedVisit.objects.bulk_create(new)
    return total


def price_on(*, line: PromiseLine, kind: str) -> int:
    """The ordered price on a kind of day, whole pence. Source: ISF-BIL-2."""
    return {
        "WEEKDAY": line.weekday_pence,
        "SATURDAY": line.saturday_pence,
        "SUNDAY": line.sunday_pence,
        "BANK_HOLIDAY": line.bank_holiday_pence,
    }[kind]
