"""How a promise ends: on a day, or altogether; what was set aside for later is free again."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from accounts.enums import Scope
from accounts.operations import audit
from accounts.permissions import Actor, NotAllowed, can_acts_for, can_role
from isf.enums import EntryKind, PromiseState, ReservationChange, VisitState
from isf.ledger.entries import Draft
from isf.models import Fund, PlannedVisit, Promise
from isf.operations import banking, cancellations
from isf.operations.holds import Holds
from isf.operations.posting import Pen
from isf.operations.transactions import money_transaction
from isf.permissions import BILLING_ROLES
from isf.queries.cancellations import Cost, cost_of_end
from isf.rules.cancellation import ChargeNotShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What an end set free, and what it charged for too little notice, in whole pence."""

    freed_pence: int = 0
    charged_pence: int = 0


@money_transaction
def end(
    *,
    order: UUID,
    ends_on: date,
    by: Actor,
    at: datetime,
    on: date,
    shown_pence: int | None = None,
) -> int:
    """End an order on a day and free what was set aside for later visits; whole pence freed.

    What its provider published for too little notice is kept of that, unless the provider ends it
    itself; where `shown_pence` is given it is at most that. Ended before its first day, what it
    drew from a banked purpose is saved for that again. Ending it on the same day again changes
    nothing. Errors: `NotAllowed`, `ChargeNotShown`. Source: ISF-RES-6, ISF-POR-2.
    """
    promise = Promise.objects.select_related("fund").get(order=order)
    check_party(by=by, promise=promise)
    with Pen(fund_id=promise.fund_id, by=by, at=at) as pen:
        promise = Promise.objects.select_related("purpose", "fund").get(pk=promise.pk)
        if promise.ends_on is not None and promise.ends_on <= ends_on:
            return 0
        cost = cost_to(by=by, promise=promise, ends_on=ends_on, on=on)
        if shown_pence is not None and cost.pence > shown_pence:
            raise ChargeNotShown(
                pence=cost.pence, shown_pence=shown_pence, bill_until=cost.bill_until
            )
        return end_within(pen=pen, promise=promise, ends_on=ends_on, cost=cost, on=on).freed_pence


def cost_to(*, by: Actor, promise: Promise, ends_on: date, on: date) -> Cost:
    """What an end costs the person: nothing where the provider ends it. Source: ISF-POR-2."""
    cost = cost_of_end(promise=promise, fund=promise.fund, last_day=ends_on, on=on)
    person = can_acts_for(by=by, person_id=promise.fund.person_id, scope=Scope.ORDER)
    return cost if person else replace(cost, pence=0)


def end_within(
    *, pen: Pen, promise: Promise, ends_on: date, cost: Cost, on: date, cause: str = ""
) -> Ended:
    """End an order that runs beyond a day, with its fund locked: what was freed, and charged.

    `cause` names what ends it, where the same order may end on the same day more than once.
    Source: ISF-RES-6, ISF-POR-2.
    """
    after = None if ends_on < promise.starts_on else ends_on
    freed = free(pen=pen, promise=promise, after=after, on=on, cause=cause)
    charged = cancellations.reserve(
        pen=pen, promise=promise, cost=cost, last_day=ends_on, on=on, cause=cause
    )
    never_began = after is None
    promise.state = PromiseState.RELEASED if never_began else PromiseState.ENDED
    promise.ends_on = max(ends_on, promise.starts_on)
    promise.save(update_fields=["state", "ends_on"])
    record_end(
        promise=promise,
        action="ORDER_ENDED",
        ended=Ended(freed_pence=freed, charged_pence=charged),
        by=pen.by,
        at=pen.at,
    )
    return Ended(freed_pence=freed, charged_pence=charged)


@money_transaction
def release(*, order: UUID, by: Actor, at: datetime, on: date) -> int:
    """Free everything a declined order set aside; whole pence freed. Repeating frees nothing.

    What it drew from a banked purpose is saved for that purpose again, and nothing is charged.
    Errors: `NotAllowed`. Source: ISF-RES-6, ISF-ROL-3.
    """
    promise = Promise.objects.select_related("fund").get(order=order)
    check_party(by=by, promise=promise)
    with Pen(fund_id=promise.fund_id, by=by, at=at) as pen:
        promise = Promise.objects.select_related("purpose", "fund").get(pk=promise.pk)
        freed = cancellations.free_of(pen=pen, promise=promise, on=on)
        if promise.state == PromiseState.RELEASED:
            return freed
        freed += free(pen=pen, promise=promise, after=None, on=on)
        promise.state = PromiseState.RELEASED
        promise.save(update_fields=["state"])
        ended = Ended(freed_pence=freed)
        record_end(promise=promise, action="ORDER_RELEASED", ended=ended, by=by, at=at)
    return freed


def check_party(*, by: Actor, promise: Promise) -> None:
    """Refuse who is neither the person's side nor does the provider's business with this order.

    Errors: `NotAllowed`. Source: ISF-BUY-1.
    """
    person = can_acts_for(
        by=by,
        person_id=Fund.objects.values_list("person_id", flat=True).get(pk=promise.fund_id),
        scope=Scope.ORDER,
    )
    provider = can_role(by=by, organisation_id=promise.payee_id, roles=BILLING_ROLES)
    if not person and not provider:
        raise NotAllowed(rule="ORDER-PARTY", needed="the person or the provider of the order")


def free(*, pen: Pen, promise: Promise, after: date | None, on: date, cause: str = "") -> int:
    """Release what undelivered visits after a day (None: all of them) hold, in whole pence.

    Source: ISF-RES-6.
    """
    rows = PlannedVisit.objects.filter(
        line__promise=promise, state__in=(VisitState.RESERVED, VisitState.PLANNED)
    )
    rows = rows if after is None else rows.filter(day__gt=after)
    pence = sum(rows.values_list("reserved_pence", flat=True))
    rows.update(reserved_pence=0, state=VisitState.RELEASED)
    if pence:
        released = Holds.of(pen=pen, order=promise.order).release(pence)
        whole = after is None
        hold = ReservationChange.HOLD
        back = banking.turn(pen=pen, promise=promise, kind=hold, most=pence) if whole else ()
        pen.write(
            Draft(
                kind=EntryKind.RESERVATION,
                day=on,
                key=f"order:{promise.order}:free:{after or 'all'}{cause and f':{cause}'}",
                inputs=(str(promise.order), str(after)),
                changes=(*released, *back),
            )
        )
    return pence


def record_end(*, promise: Promise, action: str, ended: Ended, by: Actor, at: datetime) -> None:
    """Audit the end of a promise."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=promise.fund.person_id,
        organisation_id=promise.fund.authority_id,
        subject=f"order:{promise.order}",
        details={"freed_pence": ended.freed_pence, "charged_pence": ended.charged_pence},
    )
