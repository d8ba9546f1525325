"""Which visits an order line plans, and which of them are due to be recorded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from uuid import UUID

WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One order line: the same visit on the same weekdays of every week.

    `weekdays` count from Monday = 0; `quantity` is in units of the offer, for each worker.
    """

    line: UUID
    weekdays: frozenset[int]
    starts_at: time
    quantity: Fraction
    workers: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Visit:
    """One planned visit."""

    day: date
    starts_at: time
    line: UUID
    quantity: Fraction
    workers: int


def days_between(*, first: date, last: date) -> Iterator[date]:
    """Each day from first to last, both counted; none when last is before first."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def list_planned(*, patterns: Collection[Pattern], first: date, last: date) -> tuple[Visit, ...]:
    """The visits the patterns plan from first to last, both counted, by day and time."""
    return tuple(
        sorted(
            Visit(
                day=day,
                starts_at=pattern.starts_at,
                line=pattern.line,
                quantity=pattern.quantity,
                workers=pattern.workers,
            )
            for pattern in patterns
            for day in days_between(
                first=max(first, pattern.starts_on), last=min(last, pattern.ends_on or last)
            )
            if day.weekday() in pattern.weekdays
        )
    )


def list_due(
    *,
    patterns: Collection[Pattern],
    recorded: Collection[tuple[UUID, date]],
    first: date,
    on: date,
) -> tuple[Visit, ...]:
    """Planned visits from first up to the day `on` that have no record yet."""
    done = frozenset(recorded)
    return tuple(
        visit
        for visit in list_planned(patterns=patterns, first=first, last=on)
        if (visit.line, visit.day) not in done
    )


def weekly_quantity(*, patterns: Collection[Pattern]) -> Fraction:
    """Units in one full week, every worker counted."""
    return sum(
        (pattern.quantity * pattern.workers * len(pattern.weekdays) for pattern in patterns),
        start=Fraction(0),
    )


def ends_at(*, starts_at: time, hours: Fraction) -> time:
    """When a visit of so many hours ends on the clock (it may be the next day)."""
    minutes = starts_at.hour * 60 + starts_at.minute + int(hours * 60)
    return time(minutes // 60 % 24, minutes % 60)
