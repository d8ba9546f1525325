"""Promises: an order asks for money by the week and holds it by the day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.enums import DayType
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.calendar import week_of
from isf.enums import EntryKind, FundState, ReservationChange
from isf.ledger import chain
from isf.ledger.entries import Draft
from isf.models import Fund, Promise, PromiseLine
from isf.operations import visits
from isf.operations.posting import InsufficientFunds, KeyReused, Pen, held_by
from isf.operations.transactions import money_transaction
from isf.permissions import check_order
from isf.queries.funding import funded
from isf.queries.policies import get_policy
from isf.queries.terms import fee_terms, list_promises, promise_plan, running_plans
from isf.rules.promises import Plan, check_plan, check_promise
from isf.rules.registry import rule
from isf.rules.set_aside import early_holds


class NotFundable(Exception):
    """Something the authority's published list says a budget may not buy (ISF-BUY-1)."""

    rule = "ISF-BUY-1"

    def __init__(self, *, what: str) -> None:
        self.what = what
        super().__init__("The council's published list says a budget may not buy this.")


class FundNotOpen(Exception):
    """A fund that is closing or closed, or service on days it does not pay for (ISF-POR-2)."""

    rule = "ISF-POR-2"

    def __init__(self, *, first_on: date, last_on: date | None) -> None:
        self.first_on = first_on
        self.last_on = last_on
        super().__init__("Nothing can be ordered from this fund for those days.")


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
    Errors: `NotAllowed`, `NotFundable`, `FundNotOpen`, `PlanImpossible`, `PromiseTooLarge`,
    `InsufficientFunds`, `KeyReused`. Source: ISF-RES-2, ISF-RES-6, ISF-BUY-1, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_order(by=by, person_id=fund.person_id)
    fingerprint = request_hash(fund=fund, request=request)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        again = Promise.objects.filter(order=request.order).first()
        if again is not None:
            return repeat(promise=again, fingerprint=fingerprint, fund=fund)
        check_may_buy(fund=fund, state=pen.state, what=request.what, on=on)
        check_days(fund=fund, plan=request.plan)
        check_plan(plan=request.plan, set_aside_pence=request.set_aside_pence)
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
            request.what,
            str(plan.nation),
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
    return Placed(
        reserved_pence=held_by(authority_id=fund.authority_id, key=place_key(promise=promise)),
        first_unfunded_on=unfunded_from(funded(fund=fund).through_on),
        is_new=False,
    )


@rule("ISF-BUY-1", "Only the authority's published list of what a budget may not buy refuses.")
def check_may_buy(*, fund: Fund, state: str, what: str, on: date) -> None:
    """Refuse a fund that is not open, and what the published list excludes.

    Errors: `FundNotOpen`, `NotFundable`. Source: ISF-BUY-1, ISF-POR-2.
    """
    if state != FundState.OPEN:
        deployment = fund.deployment
        raise FundNotOpen(first_on=deployment.starts_on, last_on=deployment.ends_on)
    if what in get_policy(authority_id=fund.authority_id, on=on).may_not_buy:
        raise NotFundable(what=what)


def check_days(*, fund: Fund, plan: Plan) -> None:
    """Refuse service on days the fund does not pay for: before its first, after its last.

    Errors: `FundNotOpen`. Source: ISF-RES-6 (only days inside the agreement count), ISF-POR-2.
    """
    first, last = fund.deployment.starts_on, fund.deployment.ends_on
    beyond = last is not None and (plan.ends_on is None or plan.ends_on > last)
    if plan.starts_on < first or beyond:
        raise FundNotOpen(first_on=first, last_on=last)


def place_key(*, promise: Promise) -> str:
    """The business key of what an order set aside when it was placed. Source: ISF-LED-3."""
    return f"order:{promise.order}:place"


def check_money(*, fund: Fund, request: Request, on: date) -> None:
    """Refuse a plan some week of which would promise too much.

    Errors: `PromiseTooLarge`. Source: ISF-RES-6.
    """
    monday = week_of(day=min(on, request.plan.starts_on))
    running = running_plans(promises=list_promises(fund_id=fund.pk), on=monday)
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
        monday = week_of(day=promise.starts_on)
        running = running_plans(promises=list_promises(fund_id=fund.pk), on=monday)
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
                key=place_key(promise=promise),
                inputs=(promise.request_hash,),
                changes=(hold,),
            )
        )
    return total
