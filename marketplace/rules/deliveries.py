"""Which visits may be recorded, and how much of each."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from marketplace.rules.visits import Pattern


@dataclass(eq=False)
class InTheFuture(Exception):
    """A visit is recorded once its day has come, never before."""

    day: date
    today: date


@dataclass(eq=False)
class NotPlanned(Exception):
    """The order plans no visit on this day: before its start, after its end, another weekday."""

    day: date
    starts_on: date
    ends_on: date | None


@dataclass(eq=False)
class MoreThanOrdered(Exception):
    """More was recorded than the order planned for this visit (ISF-BIL-2)."""

    ordered: Fraction
    recorded: Fraction


@dataclass(eq=False)
class NothingDelivered(Exception):
    """A delivered visit has some quantity; one that did not happen is recorded as missed."""


def check_day(*, pattern: Pattern, day: date, today: date) -> None:
    """Refuse a day that is not a planned visit of the pattern, up to today.

    Raises InTheFuture, NotPlanned.
    """
    inside = pattern.starts_on <= day and (pattern.ends_on is None or day <= pattern.ends_on)
    if not inside or day.weekday() not in pattern.weekdays:
        raise NotPlanned(day, pattern.starts_on, pattern.ends_on)
    if day > today:
        raise InTheFuture(day, today)


def check_quantity(*, pattern: Pattern, quantity: Fraction, workers: int) -> None:
    """Refuse nothing at all, and more than was ordered: in quantity, in workers or together.

    Raises NothingDelivered, MoreThanOrdered. Source: ISF-BIL-2.
    """
    if quantity <= 0 or workers <= 0:
        raise NothingDelivered
    if quantity > pattern.quantity:
        raise MoreThanOrdered(pattern.quantity, quantity)
    if workers > pattern.workers:
        raise MoreThanOrdered(Fraction(pattern.workers), Fraction(workers))
