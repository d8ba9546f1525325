"""Promises: an order asks for money by the week and holds it by the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.enums import DayType
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import EntryKind, ReservationChange
from isf.ledger import chain
from isf.ledger.entries import Draft
from isf.models import Fund, Promise, PromiseLine, Purpose
from isf.operations import banking, cancellations, tied_parts, visits
from isf.operations import holds as holds_of
from isf.operations.posting import InsufficientFunds, KeyReused, Pen, changed_by
from isf.operations.transactions import money_transaction
from isf.permissions import check_order as check_may_order
from isf.queries import deaths
from isf.queries import holds as safeguarding
from isf.queries.funding import funded
from isf.queries.standing import get_standing
from isf.rules.banking import drawn
from isf.rules.placing import Hold, Standing, check_order
from isf.rules.promises import Plan, burdens
from isf.rules.set_aside import lacking_pence


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an order asks of a fund; `order` is opaque, `what` a code for the not-fundable list.

    `purpose` is a banked purpose of the same fund whose money the order may use, `part` the code of
    the part of the budget it is for, empty for untied money.
    """

    order: UUID
    payee_id: int
    service: str
    what: str
    plan: Plan
    set_aside_pence: int = 0
    purpose: UUID | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a promise set aside now, in whole pence, and the first day that is not funded yet."""

    reserved_pence: int
    first_unfunded_on: date | None
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """What of the money saved for a purpose becomes an order's, in whole pence."""

    purpose: Purpose | None
    pence: int


@money_transaction
def place(*, fund_id: int, request: Request, by: Actor, at: datetime, on: date) -> Placed:
    """Promise an order's visits week by week, and set aside those on days already funded.

    The same order again returns what it first did. Units: whole pence.
    Errors: `NotAllowed`, `NotFundable`, `FundNotOpen`, `PlanImpossible`, `PromiseTooLarge`,
    `InsufficientFunds`, `KeyReused`, `OnHold`, `PersonDied`, `PartUnknown`, Purpose.DoesNotExist.
    Source: ISF-RES-2, ISF-RES-6, ISF-ROL-3, ISF-BUY-1, ISF-LED-3, ISF-LIF-2.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_may_order(by=by, person_id=fund.person_id)
    fingerprint = request_hash(fund=fund, request=request)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        again = Promise.objects.filter(order=request.order).first()
        if again is not None:
            return repeat(promise=again, fingerprint=fingerprint, fund=fund)
        safeguarding.check_none(fund_id=fund_id, payee_id=request.payee_id)
        tied_parts.check_named(pen=pen, part=request.part)
        spare = holds_of.spare(pen=pen, order=request.order, part=request.part)
        standing = get_standing(
            fund=fund,
            state=pen.fund.state,
            from_on=request.plan.starts_on,
            on=on,
            part=request.part,
            parts=tied_parts.find(pen=pen),
            left_pence=spare,
        )
        purpose = find_purpose(fund=fund, reference=request.purpose)
        saved = banking.left_in(pen=pen, purpose=purpose) if purpose else 0
        holds = check_order(
            standing=standing,
            plan=request.plan,
            what=request.what,
            set_aside_pence=request.set_aside_pence
            + saved
            + holds_of.added(pen=pen, order=request.order),
        )
        deaths.check_alive(person_id=fund.person_id)
        needed = sum(hold.pence for hold in holds)
        if needed > spare + saved:
            raise InsufficientFunds(
                available_pence=spare + saved,
                requested_pence=needed,
                part=standing.purse.name if standing.purse else "",
            )
        draws = drawn(
            lacking_pence=lacking_of(standing=standing, plan=request.plan) if saved else 0,
            needed_pence=needed,
            available_pence=spare,
            saved_pence=saved,
        )
        promise = write(
            fund=fund,
            request=request,
            draws=Draws(purpose=purpose, pence=draws),
            fingerprint=fingerprint,
            at=at,
        )
        reserved = hold_now(pen=pen, promise=promise, holds=holds, on=on)
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
            reserved_pence=reserved,
            first_unfunded_on=unfunded_from(standing.funded_through),
            is_new=True,
        )


def find_purpose(*, fund: Fund, reference: UUID | None) -> Purpose | None:
    """The purpose of this fund whose saved money an order may use, if any.

    Errors: Purpose.DoesNotExist, also for another fund's. Source: ISF-ROL-3, ISF-RES-1.
    """
    return None if reference is None else Purpose.objects.get(fund=fund, reference=reference)


def lacking_of(*, standing: Standing, plan: Plan) -> int:
    """What the weeks of a plan lack of this fund's money, in whole pence. Source: ISF-RES-6."""
    every = burdens(plan=plan, running=standing.running, terms=standing.terms)
    return lacking_pence(weeks=every)


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
            *([str(request.purpose)] if request.purpose else []),
            *([f"part:{request.part}"] if request.part else []),
            *([str(plan.cancellation)] if plan.cancellation else []),
        ),
    )


def repeat(*, promise: Promise, fingerprint: str, fund: Fund) -> Placed:
    """What the same order did before.

    Errors: `KeyReused` when it now says something else. Source: ISF-LED-3.
    """
    if promise.request_hash != fingerprint:
        raise KeyReused(key=str(promise.order))
    return Placed(
        reserved_pence=changed_by(
            authority_id=fund.authority_id,
            key=place_key(promise=promise),
            change=ReservationChange.HOLD,
        ),
        first_unfunded_on=unfunded_from(funded(fund=fund).through_on),
        is_new=False,
    )


def place_key(*, promise: Promise) -> str:
    """The business key of what an order set aside when it was placed. Source: ISF-LED-3."""
    return f"order:{promise.order}:place"


def write(*, fund: Fund, request: Request, draws: Draws, fingerprint: str, at: datetime) -> Promise:
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
        purpose=draws.purpose,
        part=request.part,
        drawn_pence=draws.pence,
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
    cancellations.keep_terms(promise=promise, terms=request.plan.cancellation)
    return promise


def hold_now(*, pen: Pen, promise: Promise, holds: Sequence[Hold], on: date) -> int:
    """Hold the visits that need their money at once; the sum in whole pence. Source: ISF-RES-6."""
    fitting = [visits.Wanted(visit=hold.visit, row=None, lacking=hold.pence) for hold in holds]
    total = visits.keep(pen=pen, promise=promise, fitting=fitting)
    if total:
        own = holds_of.Holds.of(pen=pen, order=promise.order, part=promise.part)
        hold = own.hold(total)
        turned = banking.turn(pen=pen, promise=promise, kind=ReservationChange.RELEASE, most=total)
        pen.write(
            Draft(
                kind=EntryKind.RESERVATION,
                day=on,
                key=place_key(promise=promise),
                inputs=(promise.request_hash,),
                changes=(*turned, *hold),
            )
        )
    return total
