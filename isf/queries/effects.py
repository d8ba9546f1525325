"""What a fund holds now, and what buying something would mean for it."""

from collections.abc import Iterable
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
from isf.queries.terms import fee_terms, list_promises, running_plans
from isf.rules.amounts import round_down
from isf.rules.entitlement import ONE_DAY, entitlement, weekly_on
from isf.rules.fees import FeeTerms, fee_between, weekly_fee_on
from isf.rules.promises import ONE_WEEK, Plan, visits

# A week without bank holidays looked for at most this far ahead, for a typical weekly cost.
WEEKS_LOOKED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSummary:
    """One fund of a person as it stands on a day; money in whole pence, fee rounded down."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a plan would mean for a week of a fund's money; whole pence."""

    weekly_cost_pence: int
    weekly_pence: int
    fee_weekly_pence: int
    promised_weekly_pence: int
    left_weekly_pence: int
    available_pence: int
    fits: bool


def list_funds(*, by: Actor, person_id: int, on: date) -> list[FundSummary]:
    """The funds of a person that are open on a day, with what they hold and have promised.

    Units: whole pence. Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    check_acts_for(by=by, person_id=person_id, scope=Scope.SEE)
    funds = (
        Fund.objects.filter(person_id=person_id)
        .exclude(state=FundState.CLOSED)
        .select_related("deployment", "holder")
        .order_by("id")
    )
    return [summary(fund=fund, on=on) for fund in funds]


def summary(*, fund: Fund, on: date) -> FundSummary:
    """One fund as it stands on a day. Units: whole pence. Source: ISF-RES-6."""
    account = LedgerAccount.objects.get(fund=fund, purpose="")
    terms = fee_terms(fund=fund)
    day = max(on, fund.deployment.starts_on)
    promises = list_promises(fund_id=fund.pk)
    return FundSummary(
        reference=fund.reference,
        kind=fund.kind,
        state=fund.state,
        holder_name=fund.holder.name if fund.holder else "",
        weekly_pence=weekly_on(term=terms.term, day=day),
        fee_weekly_pence=round_down(weekly_fee_on(terms=terms, day=day)),
        promised_weekly_pence=promised_weekly(promises=promises, on=day),
        posted_pence=account.posted,
        reserved_pence=account.reserved,
        available_pence=account.posted - account.reserved,
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
    sunday = monday + ONE_WEEK - ONE_DAY
    return sum(
        visit.pence
        for plan in plans
        for visit in visits(plan=plan, first_on=monday, last_on=sunday)
    )


def effect_of(*, by: Actor, fund: UUID, plan: Plan) -> Effect:
    """What a plan would cost in its dearest of the first weeks, and what that week leaves.

    Units: whole pence, rounded down. Errors: `NotAllowed`, Fund.DoesNotExist.
    Source: ISF-RES-6.
    """
    found = Fund.objects.select_related("deployment").get(reference=fund)
    check_acts_for(by=by, person_id=found.person_id, scope=Scope.SEE)
    terms = fee_terms(fund=found)
    promises = list_promises(fund_id=found.pk)
    mondays = [week_of(day=plan.starts_on) + week * ONE_WEEK for week in range(WEEKS_LOOKED)]
    week = max(mondays, key=lambda monday: plans_cost(plans=[plan], monday=monday))
    cost = plans_cost(plans=[plan], monday=week)
    running = running_plans(promises=promises, on=week)
    promised = plans_cost(plans=running, monday=week)
    brings, fee = week_money(terms=terms, monday=week)
    account = LedgerAccount.objects.get(fund=found, purpose="")
    left = brings - fee - promised - cost
    return Effect(
        weekly_cost_pence=cost,
        weekly_pence=round_down(brings),
        fee_weekly_pence=round_down(fee),
        promised_weekly_pence=promised,
        left_weekly_pence=round_down(left),
        available_pence=account.posted - account.reserved,
        fits=left >= 0,
    )


def week_money(*, terms: FeeTerms, monday: date) -> tuple[Fraction, Fraction]:
    """What a week brings and its fee, in exact pence. Source: ISF-RES-6."""
    sunday = monday + timedelta(days=6)
    brings = entitlement(term=terms.term, first_on=monday, last_on=sunday)
    return brings, fee_between(terms=terms, first_on=monday, last_on=sunday)
