"""Whether a fund can bear an order: one answer for who asks and for who places it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.rules.registry import rule
from isf.rules.entitlement import Days
from isf.rules.fees import FeeTerms
from isf.rules.promises import Plan, Purse, Visit, check_plan, check_promise, visits
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
class Standing:
    """What a fund sets against a new order: its terms, other orders, the last day paid for."""

    terms: FeeTerms
    running: tuple[Plan, ...]
    funded_through: date | None
    is_open: bool
    may_not_buy: frozenset[str]
    purse: Purse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A visit and the whole pence set aside for it when its order is placed."""

    visit: Visit
    pence: int


@rule("ISF-BUY-1", "Only the authority's published list of what a budget may not buy refuses.")
def check_may_buy(*, days: Days, is_open: bool, may_not_buy: Collection[str], what: str) -> None:
    """Refuse a fund of these days that is not open, and what the published list excludes.

    The list is compared word by word as it is published, in capitals or not.
    Errors: `FundNotOpen`, `NotFundable`. Source: ISF-BUY-1, ISF-POR-2.
    """
    if not is_open:
        raise FundNotOpen(first_on=days.starts_on, last_on=days.ends_on)
    asked = what.strip().casefold()
    if any(asked == listed.strip().casefold() for listed in may_not_buy):
        raise NotFundable(what=what)


def check_days(*, days: Days, plan: Plan) -> None:
    """Refuse service on days the fund does not pay for: before its first, after its last.

    Errors: `FundNotOpen`. Source: ISF-RES-6 (only days inside the agreement count), ISF-POR-2.
    """
    last = days.ends_on
    beyond = last is not None and (plan.ends_on is None or plan.ends_on > last)
    if plan.starts_on < days.starts_on or beyond:
        raise FundNotOpen(first_on=days.starts_on, last_on=last)


def check_order(
    *, standing: Standing, plan: Plan, what: str, set_aside_pence: int
) -> tuple[Hold, ...]:
    """What must be set aside at once for an order whose every week fits; refused otherwise.

    Whether so much is available is for the caller to see. Units: whole pence.
    Errors: `FundNotOpen`, `NotFundable`, `PlanImpossible`, `PromiseTooLarge`.
    Source: ISF-RES-6, ISF-BUY-1, ISF-POR-2.
    """
    term = standing.terms.term
    days = Days(starts_on=term.starts_on, ends_on=term.ends_on)
    check_may_buy(days=days, is_open=standing.is_open, may_not_buy=standing.may_not_buy, what=what)
    check_days(days=days, plan=plan)
    check_plan(plan=plan, set_aside_pence=set_aside_pence)
    check_promise(
        plan=plan,
        running=standing.running,
        terms=standing.terms,
        set_aside_pence=set_aside_pence,
        purse=standing.purse,
    )
    return tuple(first_holds(standing=standing, plan=plan, set_aside_pence=set_aside_pence))


def first_holds(*, standing: Standing, plan: Plan, set_aside_pence: int) -> Iterator[Hold]:
    """The visits on funded days, and those that carried-over money is held for.

    Units: whole pence. Source: ISF-RES-6.
    """
    through_on = standing.funded_through
    if through_on is not None:
        for visit in visits(plan=plan, first_on=plan.starts_on, last_on=through_on):
            yield Hold(visit=visit, pence=visit.pence)
    if set_aside_pence:
        early = early_holds(
            plan=plan,
            running=standing.running,
            terms=standing.terms,
            after=through_on,
            set_aside_pence=set_aside_pence,
        )
        for visit, pence in early:
            yield Hold(visit=visit, pence=pence)
