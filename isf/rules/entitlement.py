"""What a deployment is entitled to between two days, and the instalment that follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from accounts.rules.registry import rule
from isf.rules.amounts import round_half_up

ONE_DAY = timedelta(days=1)
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A weekly amount from a day on, whole pence, the person's contribution included."""

    starts_on: date
    weekly_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days that go together, inclusive; no last day while they run."""

    starts_on: date
    ends_on: date | None

    def cover(self, day: date) -> bool:
        """Whether a day lies inside."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def edges(self) -> tuple[date, ...]:
        """The days on which something begins to be different."""
        return (
            (self.starts_on,) if self.ends_on is None else (self.starts_on, self.ends_on + ONE_DAY)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The life of a deployment: its days, its rates by day, and days on which it brings nothing."""

    starts_on: date
    ends_on: date | None
    rates: tuple[Rate, ...]
    nil: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days, both inclusive, over which one weekly amount holds, in whole pence."""

    first_on: date
    last_on: date
    weekly_pence: int

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last_on - self.first_on).days + 1


def rate_on(*, rates: Sequence[Rate], day: date) -> int:
    """The weekly rate in force on a day, whole pence; nil before the first.

    Of several from the same day the one recorded last holds. Source: ISF-RES-3.
    """
    weekly = 0
    for rate in sorted(rates, key=lambda item: item.starts_on):
        if rate.starts_on <= day:
            weekly = rate.weekly_pence
    return weekly


def as_agreed(*, term: Term) -> Term:
    """The same life as if nobody were ever away: for rates that are compared, not paid.

    Source: ISF-RES-3, ISF-LIF-1.
    """
    return replace(term, nil=())


def is_nil(*, term: Term, day: date) -> bool:
    """Whether a day brings nothing because the person is away. Source: ISF-LIF-1."""
    return any(days.cover(day) for days in term.nil)


def weekly_on(*, term: Term, day: date) -> int:
    """The weekly rate a deployment has on a day; nil outside its life and on nil days.

    Source: ISF-RES-3, ISF-LIF-1.
    """
    if is_nil(term=term, day=day):
        return 0
    if day < term.starts_on or (term.ends_on is not None and day > term.ends_on):
        return 0
    return rate_on(rates=term.rates, day=day)


def spans(*, term: Term, first_on: date, last_on: date) -> list[Span]:
    """Cut the days from first to last into stretches of one weekly rate; empty outside the life.

    Units: whole pence a week, days inclusive. Source: conventions of `isf-rules.md`.
    """
    first = max(first_on, term.starts_on)
    last = last_on if term.ends_on is None else min(last_on, term.ends_on)
    if first > last:
        return []
    changes = {r.starts_on for r in term.rates}.union(*(days.edges for days in term.nil))
    starts = sorted({first, *(day for day in changes if first < day <= last)})
    ends = [start - ONE_DAY for start in starts[1:]] + [last]
    return [
        Span(first_on=start, last_on=end, weekly_pence=weekly_on(term=term, day=start))
        for start, end in zip(starts, ends, strict=True)
    ]


@rule("ISF-FUN-1", "What is posted follows the entitlement, cumulatively and never restarted.")
def entitlement(*, term: Term, first_on: date, last_on: date) -> Fraction:
    """The exact worth of the days from first to last: a day is a seventh of its weekly rate.

    Units: pence, exact. Rounding: none. Source: conventions of `isf-rules.md`, ISF-FUN-1.
    """
    return sum(
        (
            Fraction(span.days * span.weekly_pence, DAYS_A_WEEK)
            for span in spans(term=term, first_on=first_on, last_on=last_on)
        ),
        Fraction(0),
    )


@rule("ISF-FUN-4", "A change of budget posts one difference; the same change again posts nothing.")
def instalment(*, term: Term, through_on: date, posted_pence: int) -> int:
    """What is still to be posted so that everything up to a day has been paid.

    Units: whole pence, negative when too much was paid. Rounding: half up, once, on the
    cumulative entitlement. Source: ISF-FUN-1, ISF-FUN-4.
    """
    owed = entitlement(term=term, first_on=term.starts_on, last_on=through_on)
    return round_half_up(owed) - posted_pence
