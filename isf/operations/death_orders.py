"""Orders of a person who died: ended on that day, running again where it was wrong."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.fields import to_pence
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import ChargeState, EntryKind, LineState, PromiseState, VisitState
from isf.ledger.entries import Draft
from isf.models import (
    CancellationCharge,
    Death,
    DeathOrder,
    Fund,
    InvoiceLine,
    PlannedVisit,
    Promise,
)
from isf.operations import cancellations
from isf.operations.cases import open_case
from isf.operations.holds import Holds
from isf.operations.posting import Pen
from isf.queries.closings import WAITS
from isf.queries.policies import get_policy
from isf.queries.terms import list_promises
from isf.rules.bills import NO_ORDER
from isf.rules.deaths import order_end
from isf.rules.entitlement import ONE_DAY


def keep(*, death: Death, fund: Fund, last_day: date, before: Sequence[DeathOrder]) -> None:
    """Write down the orders a death ends, and when each would have ended without it.

    What an earlier record of the same death ended keeps what it was before that one.
    Source: ISF-LIF-2.
    """
    known = {row.promise_id: (row.state_before, row.ends_on_before) for row in before}
    beyond = list_promises(fund_id=fund.pk, from_on=last_day + ONE_DAY)
    known |= {one.pk: (one.state, one.ends_on) for one in beyond if one.pk not in known}
    DeathOrder.objects.bulk_create(
        DeathOrder(death=death, promise_id=pk, state_before=state, ends_on_before=ends_on)
        for pk, (state, ends_on) in sorted(known.items())
    )


def let_charges_go(*, fund: Fund, last: Death | None, by: Actor, at: datetime, on: date) -> None:
    """Let what a corrected record charged for its orders go, and refuse bills for it that wait.

    What was paid already opens a case. Source: ISF-LIF-2, ISF-POR-2.
    """
    if last is None:
        return
    rows = CancellationCharge.objects.filter(
        promise__fund=fund, cause=f"death:{last.reference}"
    ).select_related("promise")
    refuse_waiting(lines=InvoiceLine.objects.filter(charge__in=rows), fund=fund, on=on)
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        charges = list(rows.filter(state=ChargeState.OPEN).order_by("id"))
        cancellations.free(pen=pen, charges=charges, on=on)
    paid = [row.pence for row in rows.filter(state=ChargeState.PAID)]
    if paid:
        open_case(
            fund=fund,
            rule="ISF-LIF-2",
            key=f"charged-for-death:{fund.reference}:{last.number}",
            figures={"charges": len(paid), "paid": sum(paid)},
            on=on,
            by=by,
            at=at,
            owner_role=Role.FINANCE_OFFICER,
        )


def restore(*, rows: Sequence[DeathOrder], last_day: date | None) -> None:
    """Let the orders of a death run again, as far as the fund now does, before anything is posted.

    Their visits are planned again, and the next money is set aside for them. One that now ends
    earlier still is left to end. Source: ISF-LIF-2.
    """
    for row in rows:
        promise = row.promise
        ends_on = order_end(before=row.ends_on_before, last_day=last_day)
        if ends_on is not None and ends_on < promise.starts_on:
            continue
        was_until = None if promise.state == PromiseState.RELEASED else promise.ends_on
        if was_until is not None and ends_on is not None and ends_on <= was_until:
            continue
        as_before = ends_on == row.ends_on_before
        promise.state = row.state_before if as_before else PromiseState.ENDED
        promise.ends_on = ends_on
        promise.save(update_fields=["state", "ends_on"])
        plan_again(promise=promise, after=was_until, ends_on=ends_on)


def plan_again(*, promise: Promise, after: date | None, ends_on: date | None) -> None:
    """Plan the visits again that ended with an order, those after a day (None: all of them)."""
    rows = PlannedVisit.objects.filter(line__promise=promise, state=VisitState.RELEASED)
    rows = rows if after is None else rows.filter(day__gt=after)
    rows = rows if ends_on is None else rows.filter(day__lte=ends_on)
    rows.filter(delivery__isnull=False).update(state=VisitState.DELIVERED)
    rows.filter(delivery__isnull=True).update(state=VisitState.PLANNED)


@rule("ISF-LIF-2", "Deliveries on the day of death count, and none after it.")
def forget_later(*, fund: Fund, death: Death, by: Actor, at: datetime, on: date) -> None:
    """Set free what was recorded as delivered after a death, and refuse bills for it that wait.

    What was paid already opens a case: nothing is taken from anybody silently. Inside the caller's
    transaction. Source: ISF-LIF-2, ISF-BIL-1.
    """
    if death.day is None:
        return
    later = PlannedVisit.objects.filter(line__promise__fund=fund, day__gt=death.day)
    refuse_waiting(lines=InvoiceLine.objects.filter(visit__in=later), fund=fund, on=on)
    report_paid(fund=fund, death=death, by=by, at=at, on=on)
    rows = later.filter(state=VisitState.DELIVERED)
    held: dict[UUID, int] = {}
    for order, pence in rows.values_list("line__promise__order", "reserved_pence"):
        held[order] = held.get(order, 0) + pence
    rows.update(reserved_pence=0, state=VisitState.RELEASED)
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        for order in sorted(order for order, pence in held.items() if pence):
            pen.write(
                Draft(
                    kind=EntryKind.RESERVATION,
                    day=on,
                    key=f"death:{death.reference}:after:{order}",
                    inputs=(str(death.reference), str(order)),
                    changes=Holds.of(pen=pen, order=order).release(held[order]),
                )
            )


def refuse_waiting(*, lines: QuerySet[InvoiceLine], fund: Fund, on: date) -> None:
    """Refuse lines that wait for an answer, because no order has such a visit. Source: BIL-2."""
    days = get_policy(authority_id=fund.authority_id, on=on).late_bill_days
    lines.filter(state__in=WAITS).update(
        state=LineState.REFUSED,
        refusal=NO_ORDER,
        must_act="PROVIDER",
        act_by=on + timedelta(days=days),
    )


def report_paid(*, fund: Fund, death: Death, by: Actor, at: datetime, on: date) -> None:
    """Open the case of visits after a death that were paid before it was known, once.

    Units: whole pence. Source: ISF-LIF-2.
    """
    rows = InvoiceLine.objects.filter(
        invoice__fund=fund, state=LineState.APPROVED, visit__day__gt=death.day
    )
    amounts = [to_pence(row.amount) for row in rows]
    if amounts:
        open_case(
            fund=fund,
            rule="ISF-LIF-2",
            key=f"paid-after-death:{fund.reference}:{death.number}",
            figures={"visits": len(amounts), "paid": sum(amounts)},
            on=on,
            by=by,
            at=at,
            owner_role=Role.FINANCE_OFFICER,
        )
