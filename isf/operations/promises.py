"""Promises: an order asks for money by the week and holds it by the day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.enums import DayType, Scope
from accounts.operations import audit
from accounts.permissions import Actor, NotAllowed, can_acts_for
from isf.enums import EntryKind, FundState, PromiseState, ReservationChange, VisitState
from isf.ledger import chain
from isf.ledger.entries import Draft
from isf.models import Fund, PlannedVisit, Promise, PromiseLine
from isf.operations import visits
from isf.operations.posting import InsufficientFunds, KeyReused, Pen
from isf.operations.transactions import money_transaction
from isf.permissions import check_order
from isf.queries.funding import funded
from isf.queries.policies import get_policy
from isf.queries.terms import fee_terms, list_promises, promise_plan, running_plans
from isf.rules.promises import Plan, check_promise
from isf.rules.set_aside import early_holds


class NotFundable(Exception):
    """Something the authority's published list says a budget may not buy (ISF-BUY-1)."""

    rule = "ISF-BUY-1"

    def __init__(self, *, what: str) -> None:
        self.what = what
        super().__init__("The council's published list says a budget may not buy this.")


class FundNotOpen(Exception):
    """A fund that is closing or closed (ISF-POR-2)."""

    rule = "ISF-POR-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an order asks of a fund; `order` is opaque, `what` a code for the not-fundable list."""

    order: UUID
    payee_id: int
    service: str
    what: str
    plan: Plan
    set_aside_pence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a promise set aside now, in whole pence, and the first day that is not funded yet."""

    reserved_pence: int
    first_unfunded_on: date | None
    is_new: bool


@money_transaction
def place(*, fund_id: int, request: Request, by: Actor, at: datetime, on: date) -> Placed:
    """Promise an order's visits week by week, and set aside those on days already funded.

    The same order again returns what it first did. Units: whole pence.
    Errors: `NotAllowed`, `NotFundable`, `FundNotOpen`, `PromiseTooLarge`, `InsufficientFunds`,
    `KeyReused`. Source: ISF-RES-2, ISF-RES-6, ISF-BUY-1, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_order(by=by, person_id=fund.person_id)
    fingerprint = request_hash(fund=fund, request=request)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        again = Promise.objects.filter(order=request.order).first()
        if again is not None:
            return repeat(promise=again, fingerprint=fingerprint, fund=fund)
        check_may_buy(fund=fund, state=pen.state, what=request.what, on=on)
        check_money(fund=fund, request=request, on=on)
        promise = write(fund=fund, request=request, fingerprint=fingerprint, at=at)
        through_on = funded(fund=fund).through_on
        reserved = hold_now(
            pen=pen, fund=fund, promise=promise, request=request, through_on=through_on, on=on
        )
        audit.record(
            by=by,
            action="ORDER_PROMISED",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"order:{request.order}",
            details={"reserved_pence": reserved},
        )
        return Placed(
            reserved_pence=reserved, first_unfunded_on=unfunded_from(through_on), is_new=True
        )


def unfunded_from(through_on: date | None) -> date | None:
    """The first day no allocation was paid for, or None where nothing was paid."""
    return None if through_on is None else through_on + timedelta(days=1)


def request_hash(*, fund: Fund, request: Request) -> str:
    """The fingerprint of what an order asked for. Source: ISF-LED-3."""
    plan = request.plan
    lines = [
        [
            str(line.reference),
            "".join(str(day) for day in sorted(line.weekdays)),
            line.starts_at.isoformat(),
            str(line.quantity),
            str(line.workers),
            *(str(line.price_pence[kind]) for kind in DayType),
        ]
        for line in plan.lines
    ]
    return chain.request_hash(
        kind="PROMISE",
        inputs=(
            str(fund.reference),
            str(request.payee_id),
            request.service,
            str(plan.starts_on),
            str(plan.ends_on),
            str(request.set_aside_pence),
            str(lines),
        ),
    )


def repeat(*, promise: Promise, fingerprint: str, fund: Fund) -> Placed:
    """What the same order did before.

    Errors: `KeyReused` when it now says something else. Source: ISF-LED-3.
    """
    if promise.request_hash != fingerprint:
        raise KeyReused(key=str(promise.order))
    held = PlannedVisit.objects.filter(line__promise=promise)
    return Placed(
        reserved_pence=sum(held.values_list("reserved_pence", flat=True)),
        first_unfunded_on=unfunded_from(funded(fund=fund).through_on),
        is_new=False,
    )


def check_may_buy(*, fund: Fund, state: str, what: str, on: date) -> None:
    """Refuse a fund that is not open, and what the published list excludes.

    Errors: `FundNotOpen`, `NotFundable`. Source: ISF-BUY-1, ISF-POR-2.
    """
    if state != FundState.OPEN:
        raise FundNotOpen("Nothing can be ordered from a fund that is closing.")
    if what in get_policy(authority_id=fund.authority_id, on=on).may_not_buy:
        raise NotFundable(what=what)


def check_money(*, fund: Fund, request: Request, on: date) -> None:
    """Refuse a plan some week of which would promise too much.

    Errors: `PromiseTooLarge`. Source: ISF-RES-6.
    """
    running = running_plans(
        promises=list_promises(fund_id=fund.pk), on=min(on, request.plan.starts_on)
    )
    check_promise(
        plan=request.plan,
        running=running,
        terms=fee_terms(fund=fund),
        set_aside_pence=request.set_aside_pence,
    )


def write(*, fund: Fund, request: Request, fingerprint: str, at: datetime) -> Promise:
    """Write the promise and its lines. Source: ISF-RES-6."""
    promise = Promise.objects.create(
        order=request.order,
        fund=fund,
        payee_id=request.payee_id,
        service=request.service,
        nation=request.plan.nation,
        starts_on=request.plan.starts_on,
        ends_on=request.plan.ends_on,
        set_aside_pence=request.set_aside_pence,
        placed_at=at,
        request_hash=fingerprint,
    )
    PromiseLine.objects.bulk_create(
        PromiseLine(
            promise=promise,
            reference=line.reference,
            weekdays="".join(str(day) for day in sorted(line.weekdays)),
            starts_at=line.starts_at,
            quantity=line.quantity,
            workers=line.workers,
            weekday_pence=line.price_pence[DayType.WEEKDAY],
            saturday_pence=line.price_pence[DayType.SATURDAY],
            sunday_pence=line.price_pence[DayType.SUNDAY],
            bank_holiday_pence=line.price_pence[DayType.BANK_HOLIDAY],
        )
        for line in request.plan.lines
    )
    return promise


def hold_now(
    *,
    pen: Pen,
    fund: Fund,
    promise: Promise,
    request: Request,
    through_on: date | None,
    on: date,
) -> int:
    """Hold the visits on funded days, and the carried-over money the person set aside.

    Units: whole pence. Errors: `InsufficientFunds`. Source: ISF-RES-6.
    """
    plan = promise_plan(promise=promise)
    wanted = []
    if through_on is not None:
        wanted = visits.list_lacking(promise=promise, plan=plan, through_on=through_on)
    if request.set_aside_pence:
        running = running_plans(promises=list_promises(fund_id=fund.pk), on=promise.starts_on)
        wanted += [
            visits.Wanted(visit=visit, row=None, lacking=pence)
            for visit, pence in early_holds(
                plan=plan,
                plans=running,
                terms=fee_terms(fund=fund),
                after=through_on,
                set_aside_pence=request.set_aside_pence,
            )
        ]
    total = sum(item.lacking for item in wanted)
    if total > pen.available:
        raise InsufficientFunds(available_pence=pen.available, requested_pence=total)
    visits.keep(promise=promise, fitting=wanted)
    if total:
        hold = visits.change(pen=pen, order=promise.order, kind=ReservationChange.HOLD, pence=total)
        pen.write(
            Draft(
                kind=EntryKind.RESERVATION,
                day=on,
                key=f"order:{promise.order}:place",
                inputs=(promise.request_hash,),
                changes=(hold,),
            )
        )
    return total


@money_transaction
def end(*, order: UUID, ends_on: date, by: Actor, at: datetime, on: date) -> int:
    """End an order on a day and free what was set aside for later visits; whole pence freed.

    Ending it on the same day again changes nothing. Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    promise = Promise.objects.select_related("fund").get(order=order)
    check_party(by=by, promise=promise)
    with Pen(fund_id=promise.fund_id, by=by, at=at) as pen:
        promise = Promise.objects.get(pk=promise.pk)
        if promise.ends_on is not None and promise.ends_on <= ends_on:
            return 0
        freed = free(pen=pen, promise=promise, after=ends_on, on=on)
        promise.state = PromiseState.ENDED
        promise.ends_on = max(ends_on, promise.starts_on)
        if ends_on < promise.starts_on:
            promise.state = PromiseState.RELEASED
        promise.save(update_fields=["state", "ends_on"])
        record_end(promise=promise, action="ORDER_ENDED", freed=freed, by=by, at=at)
    return freed


@money_transaction
def release(*, order: UUID, by: Actor, at: datetime, on: date) -> int:
    """Free everything a declined order set aside; whole pence freed. Repeating frees nothing.

    Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    promise = Promise.objects.select_related("fund").get(order=order)
    check_party(by=by, promise=promise)
    with Pen(fund_id=promise.fund_id, by=by, at=at) as pen:
        promise = Promise.objects.get(pk=promise.pk)
        if promise.state == PromiseState.RELEASED:
            return 0
        freed = free(pen=pen, promise=promise, after=None, on=on)
        promise.state = PromiseState.RELEASED
        promise.save(update_fields=["state"])
        record_end(promise=promise, action="ORDER_RELEASED", freed=freed, by=by, at=at)
    return freed


def check_party(*, by: Actor, promise: Promise) -> None:
    """Refuse who is neither the person's side nor the provider of this order.

    Errors: `NotAllowed`. Source: ISF-BUY-1.
    """
    person = can_acts_for(
        by=by,
        person_id=Fund.objects.values_list("person_id", flat=True).get(pk=promise.fund_id),
        scope=Scope.ORDER,
    )
    if not person and by.organisation_id != promise.payee_id:
        raise NotAllowed(rule="ORDER-PARTY", needed="the person or the provider of the order")


def free(*, pen: Pen, promise: Promise, after: date | None, on: date) -> int:
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
        released = visits.change(
            pen=pen, order=promise.order, kind=ReservationChange.RELEASE, pence=pence
        )
        pen.write(
            Draft(
                kind=EntryKind.RESERVATION,
                day=on,
                key=f"order:{promise.order}:free:{after or 'all'}",
                inputs=(str(promise.order), str(after)),
                changes=(released,),
            )
        )
    return pence


def record_end(*, promise: Promise, action: str, freed: int, by: Actor, at: datetime) -> None:
    """Audit the end of a promise."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=promise.fund.person_id,
        organisation_id=promise.fund.authority_id,
        subject=f"order:{promise.order}",
        details={"freed_pence": freed},
    )
