"""What a person contributes: whose part of the money is whose, what is due, what was paid of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from accounts.rules.calendar import week_of
from accounts.rules.registry import rule
from isf.enums import ContributionMode
from isf.rules.amounts import round_half_up
from isf.rules.entitlement import ONE_DAY, Rate, Term, entitlement, rate_on

NET = frozenset({ContributionMode.NET})
GROSS = frozenset({ContributionMode.GROSS})
BOTH = NET | GROSS
ONE_WEEK = timedelta(weeks=1)


class ContributionTooLarge(Exception):
    """A contribution that is more than the weekly amount it is part of (ISF-FUN-2)."""

    rule = "ISF-FUN-2"

    def __init__(self, *, day: date, weekly_pence: int, contribution_pence: int) -> None:
        self.day = day
        self.weekly_pence = weekly_pence
        self.contribution_pence = contribution_pence
        super().__init__(f"On {day} the contribution is more than the weekly amount.")


class ContributionTooEarly(Exception):
    """A contribution from a day that it cannot begin on any more (ISF-FUN-2)."""

    rule = "ISF-FUN-2"

    def __init__(self, *, earliest: date, latest: date | None) -> None:
        self.earliest = earliest
        self.latest = latest
        super().__init__(f"It can begin on {earliest} at the earliest.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a person contributes each week from a day on, in whole pence, and to whom they pay."""

    starts_on: date
    weekly_pence: int
    mode: ContributionMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week's contribution in whole pence: agreed, care delivered at price, and what is due.

    The `net` parts are owed to the fund, the others to the council.
    """

    monday: date
    agreed_pence: int
    net_pence: int
    care_pence: int
    due_pence: int
    net_due_pence: int

    @property
    def gross_not_due_pence(self) -> int:
        """What the council paid in for the person and gets back."""
        gross = self.agreed_pence - self.net_pence
        return gross - (self.due_pence - self.net_due_pence)


def in_force(*, contributions: Sequence[Contribution], day: date) -> Contribution | None:
    """What holds on a day: of several from the same day the one recorded last."""
    found = None
    for contribution in sorted(contributions, key=lambda item: item.starts_on):
        if contribution.starts_on <= day:
            found = contribution
    return found


@rule("ISF-FUN-2", "Net, the council pays what the person does not; the entitlement stays whole.")
def without(
    *, term: Term, contributions: Sequence[Contribution], modes: Collection[ContributionMode]
) -> Term:
    """The same life with each day's contribution of these modes taken off its weekly rate.

    `NET` gives what the council pays, `BOTH` what is the council's own. A contribution is never
    more than the rate, and a nil day stays nil. Units: whole pence a week. Source: ISF-FUN-2.
    """
    if not contributions:
        return term
    days = {rate.starts_on for rate in term.rates} | {item.starts_on for item in contributions}
    rates = []
    for day in sorted(days):
        weekly, holds = (
            rate_on(rates=term.rates, day=day),
            in_force(contributions=contributions, day=day),
        )
        own = holds.weekly_pence if holds and holds.mode in modes else 0
        rates.append(Rate(starts_on=day, weekly_pence=weekly - min(own, weekly)))
    return replace(term, rates=tuple(rates))


def exact(
    *,
    term: Term,
    contributions: Sequence[Contribution],
    modes: Collection[ContributionMode],
    days: tuple[date, date],
) -> Fraction:
    """What the person contributes to some days, in exact pence. Source: ISF-FUN-2."""
    first, last = days
    rest = without(term=term, contributions=contributions, modes=modes)
    whole = entitlement(term=term, first_on=first, last_on=last)
    return whole - entitlement(term=rest, first_on=first, last_on=last)


@rule("ISF-FUN-2", "The council's part is rounded; the person's is what remains of the whole.")
def to_date(
    *,
    term: Term,
    contributions: Sequence[Contribution],
    modes: Collection[ContributionMode],
    through_on: date,
) -> int:
    """What the person contributes from the start of a deployment to a day.

    Units: whole pence. Rounding: half up, of the entitlement and of the council's part of it.
    Source: ISF-FUN-2.
    """
    rest = without(term=term, contributions=contributions, modes=modes)
    whole = entitlement(term=term, first_on=term.starts_on, last_on=through_on)
    own = entitlement(term=rest, first_on=term.starts_on, last_on=through_on)
    return round_half_up(whole) - round_half_up(own)


@rule("ISF-FUN-2", "Gross, the money keeps the shares of council and person.")
def gross_part(
    *, term: Term, contributions: Sequence[Contribution], days: tuple[date, date], pence: int
) -> Fraction:
    """Which part of what the council paid in for some days is the person's share.

    Units: exact pence. Rounding: none. 3,000.00 for four weeks of 750.00 with a contribution of
    60.00: 240.00. Source: ISF-FUN-2, ISF-ROL-2.
    """
    own = exact(term=term, contributions=contributions, modes=GROSS, days=days)
    if not own:
        return own
    paid = without(term=term, contributions=contributions, modes=NET)
    return own * pence / entitlement(term=paid, first_on=days[0], last_on=days[1])


@rule("ISF-FUN-2", "A week's contribution is at most the care delivered in it, fee excluded.")
def week(
    *, term: Term, contributions: Sequence[Contribution], monday: date, care_pence: int
) -> Week:
    """What is due for a week: what was agreed for its days, at most what was delivered in it.

    Care below nothing, from a correction, counts as none. What is owed to the fund comes first.
    Units: whole pence. Source: ISF-FUN-2.
    """
    agreed = of_week(term=term, contributions=contributions, modes=BOTH, monday=monday)
    net = min(agreed, of_week(term=term, contributions=contributions, modes=NET, monday=monday))
    care = max(care_pence, 0)
    due = min(agreed, care)
    return Week(
        monday=monday,
        agreed_pence=agreed,
        net_pence=net,
        care_pence=care,
        due_pence=due,
        net_due_pence=min(net, due),
    )


def of_week(
    *,
    term: Term,
    contributions: Sequence[Contribution],
    modes: Collection[ContributionMode],
    monday: date,
) -> int:
    """What was agreed for a week, whole pence: nothing where none of its days has any.

    Source: ISF-FUN-2 (no contribution on a nil day).
    """
    last = monday + ONE_WEEK - ONE_DAY
    if not exact(term=term, contributions=contributions, modes=modes, days=(monday, last)):
        return 0
    through, before = (
        to_date(term=term, contributions=contributions, modes=modes, through_on=day)
        for day in (last, monday - ONE_DAY)
    )
    return max(through - before, 0)


@rule("ISF-FUN-2", "A week is settled so many days after its Sunday.")
def weeks_to_settle(
    *, term: Term, first_on: date, settled: date | None, days: int, on: date
) -> list[date]:
    """The Mondays of the weeks that can be settled by a day, in order, after the last settled.

    `first_on` is the first day with a contribution, `days` the policy. Source: ISF-FUN-2.
    """
    last_day = on - timedelta(days=days)
    monday = week_of(day=max(first_on, term.starts_on))
    if settled is not None:
        monday = settled + ONE_WEEK
    found = []
    while monday + ONE_WEEK - ONE_DAY <= last_day and (
        term.ends_on is None or monday <= term.ends_on
    ):
        found.append(monday)
        monday += ONE_WEEK
    return found


def spread(*, due: Sequence[int], paid_pence: int) -> list[int]:
    """How much of each due amount is paid, the oldest first; whole pence. Source: ISF-FUN-3."""
    found = []
    for pence in due:
        part = min(pence, max(paid_pence, 0))
        found.append(part)
        paid_pence -= part
    return found


def check_contribution(
    *, term: Term, wanted: Contribution, known: Sequence[Contribution], on: date
) -> None:
    """Refuse a contribution above the weekly amount, and one that would reach back.

    The first may begin on any day of the deployment, a later one after the day it is recorded.
    Units: whole pence. Errors: `ContributionTooEarly`, `ContributionTooLarge`. Source: ISF-FUN-2.
    """
    earliest = max(term.starts_on, on + ONE_DAY) if known else term.starts_on
    is_after = term.ends_on is not None and wanted.starts_on > term.ends_on
    if wanted.starts_on < earliest or is_after:
        raise ContributionTooEarly(earliest=earliest, latest=term.ends_on)
    changes = {rate.starts_on for rate in term.rates if rate.starts_on > wanted.starts_on}
    for day in sorted({wanted.starts_on, *changes}):
        weekly = rate_on(rates=term.rates, day=day)
        if wanted.weekly_pence > weekly:
            raise ContributionTooLarge(
                day=day, weekly_pence=weekly, contribution_pence=wanted.weekly_pence
            )
