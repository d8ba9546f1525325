"""What a fund holds now, and what buying something would mean for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from accounts.enums import Scope
from accounts.permissions import Actor, check_acts_for
from accounts.rules.calendar import week_of
from isf.enums import FundState
from isf.models import Fund, Promise
from isf.models.journal import LedgerAccount
from isf.queries import holds, purposes
from isf.queries.fee_positions import list_terms
from isf.queries.standing import get_standing
from isf.queries.terms import list_promises_of, running_plans
from isf.queries.tied_parts import list_parts, list_parts_of
from isf.rules.amounts import round_down
from isf.rules.banking import drawn
from isf.rules.entitlement import entitlement, weekly_on
from isf.rules.fees import FeeTerms, as_agreed_terms, fee_between, weekly_fee_on
from isf.rules.holds import OnHold
from isf.rules.placing import FundNotOpen, NotFundable, check_order
from isf.rules.promises import ONE_WEEK, Plan, PromiseTooLarge, burdens, check_plan, own_pence
from isf.rules.set_aside import lacking_pence
from isf.rules.tied_parts import Part, PartUnknown, is_tied


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLeft:
    """A part of a budget and what is left to use of it, whole pence; untied money has no code."""

    code: str
    name: str
    available_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSummary:
    """One fund of a person as it stands on a day; money in whole pence, fee rounded down.

    What is posted, reserved and available is of its untied money, and of its parts where it is
    tied; `parts` names each of them, untied money last, and is empty where nothing is tied.
    """

    reference: UUID
    kind: str
    state: str
    holder_name: str
    weekly_pence: int
    fee_weekly_pence: int
    promised_weekly_pence: int
    posted_pence: int
    reserved_pence: int
    available_pence: int
    starts_on: date
    last_day: date | None
    parts: tuple[PartLeft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an order would mean for a fund: the week that leaves least, in whole pence.

    `usual_pence` is what most of its weeks cost, `dearest_pence` the dearest; `needs_pence` what
    must be set aside at once; `refused` what ordering it now would be refused with.
    """

    week: date
    weekly_cost_pence: int
    weekly_pence: int
    fee_weekly_pence: int
    promised_weekly_pence: int
    left_weekly_pence: int
    usual_pence: int
    dearest_pence: int
    available_pence: int
    needs_pence: int
    drawn_pence: int
    refused: Exception | None
    fits: bool


def list_funds(*, by: Actor, person_id: int, on: date) -> list[FundSummary]:
    """The funds of a person that are open on a day, with what they hold and have promised.

    Units: whole pence. Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    check_acts_for(by=by, person_id=person_id, scope=Scope.SEE)
    funds = list(
        Fund.objects.filter(person_id=person_id)
        .exclude(state=FundState.CLOSED)
        .select_related("deployment", "holder")
        .order_by("id")
    )
    accounts: dict[int, dict[str, LedgerAccount]] = {fund.pk: {} for fund in funds}
    for row in LedgerAccount.objects.filter(fund__in=funds).order_by("id"):
        if row.fund_id is not None and (is_tied(purpose=row.purpose) or not row.purpose):
            accounts[row.fund_id][row.purpose] = row
    tied = [fund_id for fund_id, held in accounts.items() if len(held) > 1]
    parts = list_parts_of(fund_ids=tied) if tied else {}
    promises = list_promises_of(fund_ids=[fund.pk for fund in funds])
    terms = list_terms(funds=funds)
    return [
        summary(
            fund=fund,
            accounts=accounts[fund.pk],
            parts=parts.get(fund.pk, ()),
            terms=as_agreed_terms(terms=terms[fund.pk]),
            promises=promises[fund.pk],
            on=on,
        )
        for fund in funds
    ]


def summary(
    *,
    fund: Fund,
    accounts: Mapping[str, LedgerAccount],
    parts: Sequence[Part],
    terms: FeeTerms,
    promises: Iterable[Promise],
    on: date,
) -> FundSummary:
    """One fund as it stands on a day, of what was read. Units: whole pence. Source: ISF-RES-6."""
    day = max(on, fund.deployment.starts_on)
    posted = sum(account.posted for account in accounts.values())
    reserved = sum(account.reserved for account in accounts.values())
    named = [*((part.code, part.name) for part in parts), ("", "")] if parts else []
    return FundSummary(
        reference=fund.reference,
        kind=fund.kind,
        state=fund.state,
        holder_name=fund.holder.name if fund.holder else "",
        weekly_pence=weekly_on(term=terms.term, day=day),
        fee_weekly_pence=round_down(weekly_fee_on(terms=terms, day=day)),
        promised_weekly_pence=promised_weekly(promises=promises, on=day),
        posted_pence=posted,
        reserved_pence=reserved,
        available_pence=posted - reserved,
        parts=tuple(
            PartLeft(
                code=code,
                name=name,
                available_pence=accounts[code].posted - accounts[code].reserved,
            )
            for code, name in named
        ),
        starts_on=fund.deployment.starts_on,
        last_day=fund.deployment.ends_on,
    )


def promised_weekly(*, promises: Iterable[Promise], on: date) -> int:
    """What running orders promise in the week after the one a day is in, whole pence.

    The coming whole week says what is promised better than a week half gone. Source: ISF-RES-6.
    """
    monday = week_of(day=on) + ONE_WEEK
    plans = running_plans(promises=promises, on=monday)
    return plans_cost(plans=plans, monday=monday)


def plans_cost(*, plans: Iterable[Plan], monday: date) -> int:
    """What plans cost in the week from a Monday, whole pence. Source: ISF-BIL-8."""
    return sum(own_pence(plan=plan, monday=monday) for plan in plans)


def effect_of(
    *,
    by: Actor,
    fund: UUID,
    plan: Plan,
    what: str,
    set_aside_pence: int,
    on: date,
    purpose: UUID | None = None,
    payee_id: int | None = None,
    part: str = "",
) -> Effect:
    """What an order would mean for a fund, and whether it would be taken if it were placed now.

    `fits` is the answer of the very rule that placing asks, over every week of the order. With a
    banked purpose of the fund, what is saved for it may fill weeks and pay for funded days;
    `drawn_pence` is how much of it would become the order's. A hold refuses it (ISF-LIF-3).
    Units: whole pence, rounded down. Errors: `NotAllowed`, `PlanImpossible`, `PartUnknown`,
    Fund.DoesNotExist.
    Source: ISF-RES-6.
    """
    found = Fund.objects.select_related("deployment").get(reference=fund)
    check_acts_for(by=by, person_id=found.person_id, scope=Scope.SEE)
    saved = saved_pence(fund=found, purpose=purpose)
    set_aside_pence += saved
    check_plan(plan=plan, set_aside_pence=set_aside_pence)
    accounts = {row.purpose: row for row in LedgerAccount.objects.filter(fund=found)}
    tied = any(is_tied(purpose=name) for name in accounts)
    parts = list_parts(fund_id=found.pk) if tied else ()
    if part and part not in {one.code for one in parts}:
        raise PartUnknown(part=part, names=tuple(one.name for one in parts))
    available = sum(accounts[name].posted - accounts[name].reserved for name in {part, ""})
    standing = get_standing(
        fund=found,
        state=found.state,
        from_on=plan.starts_on,
        on=on,
        part=part,
        parts=parts,
        left_pence=available,
    )
    needs, refused = 0, None
    try:
        holds.check_seen(fund_id=found.pk, payee_id=payee_id)
        held = check_order(standing=standing, plan=plan, what=what, set_aside_pence=set_aside_pence)
        needs = sum(hold.pence for hold in held)
    except (FundNotOpen, NotFundable, OnHold, PromiseTooLarge) as refusal:
        refused = refusal
    every = list(burdens(plan=plan, running=standing.running, terms=standing.terms))
    asking = [burden for burden in every if burden.own_pence] or every
    week = min(asking, key=lambda burden: burden.left)
    brings, fee = week_money(terms=standing.terms, monday=week.monday)
    return Effect(
        week=week.monday,
        weekly_cost_pence=week.own_pence,
        weekly_pence=round_down(brings),
        fee_weekly_pence=round_down(fee),
        promised_weekly_pence=week.others_pence,
        left_weekly_pence=round_down(week.left),
        usual_pence=Counter(burden.own_pence for burden in asking).most_common(1)[0][0],
        dearest_pence=max(burden.own_pence for burden in asking),
        available_pence=available,
        needs_pence=needs,
        drawn_pence=drawn(
            lacking_pence=lacking_pence(weeks=every),
            needed_pence=needs,
            available_pence=available,
            saved_pence=saved,
        ),
        refused=refused,
        fits=refused is None and needs <= available + saved,
    )


def saved_pence(*, fund: Fund, purpose: UUID | None) -> int:
    """What is saved for a purpose of this fund, nothing without one; whole pence.

    Errors: Purpose.DoesNotExist, also for another fund's. Source: ISF-ROL-3, ISF-RES-1.
    """
    return 0 if purpose is None else purposes.get_of_fund(fund=fund, reference=purpose).pence


def week_money(*, terms: FeeTerms, monday: date) -> tuple[Fraction, Fraction]:
    """What a week brings and its fee, in exact pence. Source: ISF-RES-6."""
    sunday = monday + timedelta(days=6)
    brings = entitlement(term=terms.brings or terms.term, first_on=monday, last_on=sunday)
    fee = terms.portion * fee_between(terms=terms, first_on=monday, last_on=sunday)
    return brings, fee
