"""The management fee: what may be stated, what is due to a day, and how much room is left."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from accounts.rules.registry import rule
from isf.rules.amounts import round_down
from isf.rules.entitlement import DAYS_A_WEEK, ONE_DAY, Days, Term, as_agreed, weekly_on

WHOLE_BP = 10_000
# What the fee set aside in a fund is known by: there is one such reservation.
FEE_REFERENCE = "FEE"


class FeeMissing(Exception):
    """An agreement that states no fee, or whose new fee begins too early (ISF-FEE-1)."""

    rule = "ISF-FEE-1"

    def __init__(self, *, starts_on: date | None = None, after: date | None = None) -> None:
        self.starts_on = starts_on
        self.must_be_after = after
        super().__init__("The fee is missing, or begins no later than the day it was agreed.")


class FeeAboveCap(Exception):
    """A stated fee above the cap that covers its first day (ISF-FEE-3)."""

    rule = "ISF-FEE-3"

    def __init__(self, *, cap_bp: int, approved: bool, stated_bp: Fraction) -> None:
        self.cap_bp = cap_bp
        self.approved = approved
        self.stated_bp = stated_bp
        super().__init__(f"The fee is above the cap of {cap_bp} basis points.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeVersion:
    """What the agreement states from a day: basis points, or whole pence a week."""

    starts_on: date
    rate_bp: int | None = None
    weekly_pence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The authority's caps from a day, in basis points."""

    starts_on: date
    soft_bp: int
    hard_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTerms:
    """Everything the fee of one fund depends on.

    `brings` is what orders are compared with where they are for a part of the budget (ISF-RES-5),
    and `portion` how much of the fee falls on it; the whole without a word.
    """

    term: Term
    versions: tuple[FeeVersion, ...]
    caps: tuple[Caps, ...]
    approvals: tuple[Days, ...] = ()
    suspensions: tuple[Days, ...] = ()
    brings: Term | None = None
    portion: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFigures:
    """Cumulative whole pence up to a day: the fee due, and what each cap would have allowed."""

    due_pence: int
    cap_pence: int
    soft_pence: int
    hard_pence: int


def caps_on(*, terms: FeeTerms, day: date) -> Caps:
    """The caps in force on a day; the earliest known reach back to the beginning.

    Source: ISF-FEE-3 (a cap change never reaches back).
    """
    ordered = sorted(terms.caps, key=lambda caps: caps.starts_on)
    begun = [caps for caps in ordered if caps.starts_on <= day]
    return begun[-1] if begun else ordered[0]


def cap_bp_on(*, terms: FeeTerms, day: date) -> int:
    """The cap that covers a day, in basis points: hard where approved, soft where not.

    Source: ISF-FEE-3.
    """
    caps = caps_on(terms=terms, day=day)
    approved = any(days.cover(day) for days in terms.approvals)
    return caps.hard_bp if approved else caps.soft_bp


def share_of(*, weekly_pence: int, bp: int) -> Fraction:
    """A share of a weekly rate, in exact pence. Source: ISF-FEE-1, ISF-FEE-3."""
    return Fraction(weekly_pence * bp, WHOLE_BP)


def stated_weekly(*, version: FeeVersion, weekly_pence: int) -> Fraction:
    """The stated fee for a week of a given rate, in exact pence. Source: ISF-FEE-1."""
    if version.weekly_pence is not None:
        return Fraction(version.weekly_pence)
    return share_of(weekly_pence=weekly_pence, bp=version.rate_bp or 0)


def as_agreed_terms(*, terms: FeeTerms) -> FeeTerms:
    """The same terms as if nobody were ever away, for what a cap is compared with.

    Source: ISF-FEE-3, ISF-LIF-1.
    """
    return replace(terms, term=as_agreed(term=terms.term))


def version_on(*, terms: FeeTerms, day: date) -> FeeVersion | None:
    """The version in force on a day; of several from the same day the one agreed last.

    Source: ISF-FEE-1.
    """
    found = None
    for version in sorted(terms.versions, key=lambda v: v.starts_on):
        if version.starts_on <= day:
            found = version
    return found


def suspended_on(*, terms: FeeTerms, day: date) -> bool:
    """Whether the agreement stands still on a day. Source: ISF-FEE-4."""
    return any(days.cover(day) for days in terms.suspensions)


@rule("ISF-FEE-4", "No fee before the start, after the end, or while suspended.")
def weekly_fee_on(*, terms: FeeTerms, day: date) -> Fraction:
    """The fee a week at the terms of one day, limited by the cap that covers that day.

    Units: pence, exact. Nil outside the deployment, before the first version and while
    suspended. Source: ISF-FEE-2, ISF-FEE-3, ISF-FEE-4.
    """
    weekly = weekly_on(term=terms.term, day=day)
    version = version_on(terms=terms, day=day)
    if not weekly or version is None or suspended_on(terms=terms, day=day):
        return Fraction(0)
    cap = share_of(weekly_pence=weekly, bp=cap_bp_on(terms=terms, day=day))
    return min(stated_weekly(version=version, weekly_pence=weekly), cap)


@rule("ISF-FEE-1", "The agreement states the fee before any money; a new one from a later day.")
def check_version(*, version: FeeVersion, agreed_on: date, is_first: bool) -> None:
    """Refuse a version that states no fee, or a change that begins no later than it is agreed.

    Errors: `FeeMissing`. Source: ISF-FEE-1.
    """
    if (version.rate_bp is None) == (version.weekly_pence is None):
        raise FeeMissing
    if not is_first and version.starts_on <= agreed_on:
        raise FeeMissing(starts_on=version.starts_on, after=agreed_on)


@rule("ISF-FEE-3", "On each day the fee is at most the soft cap, or the hard cap where approved.")
def check_cap(*, terms: FeeTerms, version: FeeVersion) -> None:
    """Refuse a version whose fee on its first day is above the cap that covers it.

    Compared exactly. Errors: `FeeAboveCap`. Source: ISF-FEE-3.
    """
    day = max(version.starts_on, terms.term.starts_on)
    weekly = weekly_on(term=as_agreed(term=terms.term), day=day)
    cap_bp = cap_bp_on(terms=terms, day=day)
    stated = stated_weekly(version=version, weekly_pence=weekly)
    if stated * WHOLE_BP > cap_bp * weekly:
        raise FeeAboveCap(
            cap_bp=cap_bp,
            approved=any(days.cover(day) for days in terms.approvals),
            stated_bp=stated * WHOLE_BP / weekly if weekly else Fraction(0),
        )


def cut_days(*, terms: FeeTerms, first_on: date, last_on: date) -> list[date]:
    """The days on which anything the fee depends on may change, first day included.

    Source: ISF-FEE-2 (a sum over days, computed over stretches of equal days).
    """
    changes: set[date] = {first_on, terms.term.starts_on}
    if terms.term.ends_on is not None:
        changes.add(terms.term.ends_on + ONE_DAY)
    changes.update(rate.starts_on for rate in terms.term.rates)
    changes.update(version.starts_on for version in terms.versions)
    changes.update(caps.starts_on for caps in terms.caps)
    for days in (*terms.approvals, *terms.suspensions, *terms.term.nil):
        changes.update(days.edges)
    return sorted(day for day in changes if first_on <= day <= last_on)


@rule("ISF-FEE-6", "Rate, charged to date and the room left to each cap are there for all to see.")
@rule("ISF-FEE-2", "Charged to date is the floor of the sum over days, never restarted.")
def figures_to(*, terms: FeeTerms, through_on: date) -> FeeFigures:
    """The fee due from the agreement's start to a day, and what the caps allow to that day.

    Units: whole pence, cumulative. Rounding: down, once per figure.
    Source: ISF-FEE-2, ISF-FEE-3, ISF-FEE-6.
    """
    first = terms.term.starts_on
    last = through_on if terms.term.ends_on is None else min(through_on, terms.term.ends_on)
    starts = cut_days(terms=terms, first_on=first, last_on=last) if first <= last else []
    ends = [start - ONE_DAY for start in starts[1:]] + [last]
    due = cap = soft = hard = Fraction(0)
    for start, end in zip(starts, ends, strict=False):
        share = Fraction((end - start).days + 1, DAYS_A_WEEK)
        caps = caps_on(terms=terms, day=start)
        idle = suspended_on(terms=terms, day=start)
        weekly = 0 if idle else weekly_on(term=terms.term, day=start)
        due += share * weekly_fee_on(terms=terms, day=start)
        cap += share * Fraction(weekly * cap_bp_on(terms=terms, day=start), WHOLE_BP)
        soft += share * Fraction(weekly * caps.soft_bp, WHOLE_BP)
        hard += share * Fraction(weekly * caps.hard_bp, WHOLE_BP)
    return FeeFigures(
        due_pence=round_down(due),
        cap_pence=round_down(cap),
        soft_pence=round_down(soft),
        hard_pence=round_down(hard),
    )


def fee_between(*, terms: FeeTerms, first_on: date, last_on: date) -> Fraction:
    """The exact fee of the days from first to last, for promises. Source: ISF-RES-6."""
    starts = cut_days(terms=terms, first_on=first_on, last_on=last_on)
    ends = [start - ONE_DAY for start in starts[1:]] + [last_on]
    return sum(
        (
            Fraction((end - start).days + 1, DAYS_A_WEEK) * weekly_fee_on(terms=terms, day=start)
            for start, end in zip(starts, ends, strict=False)
        ),
        Fraction(0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Capped:
    """A day from which the cap is below what the agreement states; whole pence a week."""

    day: date
    stated_pence: int
    charged_pence: int


def capped_on(*, terms: FeeTerms, day: date) -> Capped | None:
    """The stated and the charged weekly amount where the cap of a day bites, or None.

    Time away changes nothing here. Units: whole pence, rounded down. Source: ISF-FEE-3 (opens a
    case).
    """
    terms = as_agreed_terms(terms=terms)
    version = version_on(terms=terms, day=day)
    weekly = weekly_on(term=terms.term, day=day)
    if version is None or not weekly or suspended_on(terms=terms, day=day):
        return None
    stated = stated_weekly(version=version, weekly_pence=weekly)
    charged = weekly_fee_on(terms=terms, day=day)
    if stated <= charged:
        return None
    return Capped(day=day, stated_pence=round_down(stated), charged_pence=round_down(charged))


def list_capped(*, terms: FeeTerms, first_on: date, last_on: date) -> list[Capped]:
    """The days from first to last on which a cap begins to bite, whatever made it.

    Units: whole pence a week, rounded down. Source: ISF-FEE-3 (a case opens the day that starts).
    """
    terms = as_agreed_terms(terms=terms)
    days = cut_days(terms=terms, first_on=first_on, last_on=last_on) if first_on <= last_on else []
    found = [
        capped_on(terms=terms, day=day)
        for day in days
        if capped_on(terms=terms, day=day - ONE_DAY) is None
    ]
    return [capped for capped in found if capped is not None]
