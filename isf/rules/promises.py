"""What an order promises: planned visits, their amounts, and the weekly check."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from uuid import UUID

from accounts.enums import DayType, Nation
from accounts.rules.calendar import day_type, week_of
from accounts.rules.registry import rule
from isf.enums import CancellationKind
from isf.rules.amounts import line_amount
from isf.rules.entitlement import ONE_DAY, entitlement
from isf.rules.fees import FeeTerms, fee_between

ONE_WEEK = timedelta(weeks=1)
# An order without an end is looked at for a full year past the last known change, so that every
# bank holiday of a year has been met once.
HORIZON = timedelta(days=371)
WEEKDAYS = frozenset(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """The money of a tied budget an order asks for: its name, and what is left of it, in pence."""

    name: str
    available_pence: int


class PromiseTooLarge(Exception):
    """A week in which all promises are more than the week brings after the fee (ISF-RES-6)."""

    rule = "ISF-RES-6"

    def __init__(
        self,
        *,
        week: date,
        promised: int,
        may_promise: Fraction,
        set_aside: int,
        purse: Purse | None = None,
    ) -> None:
        self.purse = purse
        self.week = week
        self.promised = promised
        self.may_promise = may_promise
        self.set_aside = set_aside
        super().__init__(f"The week of {week} would be promised more than it brings.")


class PlanImpossible(Exception):
    """An order nobody could deliver: no visit in it, nothing of it, or a price below nothing."""

    rule = "ISF-RES-6"

    def __init__(self, *, what: str) -> None:
        self.what = what
        super().__init__(f"This cannot be ordered: {what}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A weekly pattern: on these weekdays (0 = Monday), this much, at these prices in pence."""

    reference: UUID
    weekdays: frozenset[int]
    starts_at: time
    quantity: Fraction
    price_pence: Mapping[DayType, int]
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationTerms:
    """What an offer published for less notice, and an order agreed: an amount, or some days.

    An order without such terms is never charged for its end. `pence` is whole. Source: ISF-POR-2.
    """

    notice_days: int
    kind: CancellationKind
    pence: int = 0
    days: int = 0

    @property
    def say_something(self) -> bool:
        """Whether there is something to charge, for a notice that can be."""
        size = self.pence if self.kind is CancellationKind.AMOUNT else self.days
        return size > 0 and self.notice_days >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an order asks for, by day; open-ended without a last day."""

    starts_on: date
    ends_on: date | None
    nation: Nation
    lines: tuple[PlanLine, ...]
    cancellation: CancellationTerms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One planned delivery and what it costs, in whole pence."""

    line: UUID
    day: date
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a week, beginning Monday, has promised and may promise, in pence."""

    monday: date
    promised: int
    may_promise: Fraction


def visit_pence(*, line: PlanLine, nation: Nation, day: date) -> int:
    """What the visit of a line on a day costs at that day's price.

    Units: whole pence. Rounding: half up, once per delivery. Source: ISF-BIL-8, ISF-RES-6.
    """
    return line_amount(
        price_pence=line.price_pence[day_type(day=day, nation=nation)],
        quantity=line.quantity * line.workers,
    )


def visits(*, plan: Plan, first_on: date, last_on: date) -> Iterator[Visit]:
    """The planned visits of a plan between two days, both inclusive, in date order.

    Units: whole pence. Source: ISF-RES-6.
    """
    day = max(plan.starts_on, first_on)
    last = last_on if plan.ends_on is None else min(plan.ends_on, last_on)
    while day <= last:
        for line in plan.lines:
            if day.weekday() in line.weekdays:
                pence = visit_pence(line=line, nation=plan.nation, day=day)
                yield Visit(line=line.reference, day=day, pence=pence)
        day += ONE_DAY


def horizon(*, plan: Plan, terms: FeeTerms, running: Sequence[Plan]) -> date:
    """The last day that has to be looked at for a promise. Source: ISF-RES-6."""
    if plan.ends_on is not None:
        return plan.ends_on
    changes = [plan.starts_on]
    changes.extend(rate.starts_on for rate in terms.term.rates)
    changes.extend(version.starts_on for version in terms.versions)
    changes.extend(caps.starts_on for caps in terms.caps)
    spans = (*terms.approvals, *terms.suspensions, *terms.term.nil)
    changes.extend(edge for days in spans for edge in days.edges)
    changes.extend(other.ends_on for other in running if other.ends_on)
    changes.extend(other.starts_on for other in running)
    return max(changes) + HORIZON


def weeks(
    *, plans: Iterable[Plan], terms: FeeTerms, first_on: date, last_on: date
) -> Iterator[Week]:
    """Week by week, what all plans promise and what the week brings after the fee.

    Units: promised in whole pence, may promise exact. Only days inside the deployment count.
    Source: ISF-RES-6.
    """
    everything = tuple(plans)
    monday = week_of(day=first_on)
    while monday <= last_on:
        sunday = monday + ONE_WEEK - ONE_DAY
        brings = entitlement(term=terms.brings or terms.term, first_on=monday, last_on=sunday)
        promised = sum(
            visit.pence
            for plan in everything
            for visit in visits(plan=plan, first_on=monday, last_on=sunday)
        )
        fee = terms.portion * fee_between(terms=terms, first_on=monday, last_on=sunday)
        yield Week(monday=monday, promised=promised, may_promise=brings - fee)
        monday += ONE_WEEK


def check_plan(*, plan: Plan, set_aside_pence: int) -> None:
    """Refuse a plan that makes no sense before any money is compared.

    Errors: `PlanImpossible`. Source: ISF-RES-6.
    """
    if plan.ends_on is not None and plan.ends_on < plan.starts_on:
        raise PlanImpossible(what="it ends before it starts")
    if not plan.lines or not all(set() < line.weekdays <= WEEKDAYS for line in plan.lines):
        raise PlanImpossible(what="it names no day of the week")
    if any(line.quantity <= 0 or line.workers < 1 for line in plan.lines):
        raise PlanImpossible(what="a visit has no length or no worker")
    if set_aside_pence < 0 or any(min(line.price_pence.values()) < 0 for line in plan.lines):
        raise PlanImpossible(what="a price or the money set aside is below nothing")
    if plan.cancellation is not None and not plan.cancellation.say_something:
        raise PlanImpossible(what="it charges nothing, or less, for too little notice")


def own_pence(*, plan: Plan, monday: date) -> int:
    """What a plan costs in the week from a Monday, in whole pence. Source: ISF-BIL-8."""
    sunday = monday + ONE_WEEK - ONE_DAY
    return sum(visit.pence for visit in visits(plan=plan, first_on=monday, last_on=sunday))


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """A week, beginning Monday, of a plan: its own pence, the others', and what may be promised."""

    monday: date
    own_pence: int
    others_pence: int
    may_promise: Fraction

    @property
    def left(self) -> Fraction:
        """What all promises leave of the week, exact; less than nothing where it lacks."""
        return self.may_promise - self.own_pence - self.others_pence

    @property
    def lacking(self) -> Fraction:
        """What the week lacks because of the plan itself; what others lack is theirs."""
        return min(Fraction(self.own_pence), max(Fraction(0), -self.left))


def burdens(*, plan: Plan, running: Sequence[Plan], terms: FeeTerms) -> Iterator[Burden]:
    """What a plan asks of every week of its life, beside the other orders.

    Units: pence, what is left exact. Source: ISF-RES-6.
    """
    last = horizon(plan=plan, terms=terms, running=running)
    for week in weeks(plans=running, terms=terms, first_on=plan.starts_on, last_on=last):
        yield Burden(
            monday=week.monday,
            own_pence=own_pence(plan=plan, monday=week.monday),
            others_pence=week.promised,
            may_promise=week.may_promise,
        )


@rule(
    "ISF-RES-6", "Each week's promises fit the week's money after the fee, plus what is set aside."
)
def check_promise(
    *,
    plan: Plan,
    running: Sequence[Plan],
    terms: FeeTerms,
    set_aside_pence: int,
    purse: Purse | None = None,
) -> None:
    """Refuse a plan that makes any week of its life promise more than the week brings.

    What the weeks lack altogether must fit into the carried-over money set aside for the order.
    Compared exactly, never rounded up. Errors: `PromiseTooLarge`. Source: ISF-RES-6.
    """
    lacking = Fraction(0)
    for burden in burdens(plan=plan, running=running, terms=terms):
        lacking += burden.lacking
        if lacking > set_aside_pence:
            raise PromiseTooLarge(
                week=burden.monday,
                promised=burden.own_pence + burden.others_pence,
                may_promise=burden.may_promise,
                set_aside=set_aside_pence,
                purse=purse,
            )
