"""Orders and what a week can promise, and money nobody has plans for: ISF-RES-6 and ISF-ROL-5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle import days
from tests.oracle.worth import Worth

FEE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Visits at one price on some days of the week, to a last day."""

    first: date
    last: date
    weekdays: frozenset[int]
    pence: int

    def visits(self, first: date, last: date) -> list[date]:
        here = days.each(max(first, self.first), min(last, self.last))
        return [day for day in here if day.weekday() in self.weekdays]

    def costs(self, first: date, last: date) -> int:
        return self.pence * len(self.visits(first, last))


def too_much(worth: Worth, new: Order, running: Sequence[Order], set_aside: int) -> date | None:
    """The Monday of the first week that cannot bear an order, or None where all can.

    What the weeks do not bring for the order itself, the carried-over money must, altogether.
    """
    lacking = Fraction(0)
    monday = new.first - new.first.weekday() * days.ONE
    while monday <= new.last:
        sunday = monday + 6 * days.ONE
        brings = worth.between(monday, sunday) - worth.between(monday, sunday, FEE)
        others = sum(order.costs(monday, sunday) for order in running)
        own = new.costs(monday, sunday)
        lacking += min(max(own + others - brings, Fraction(0)), own)
        if lacking > set_aside:
            return monday
        monday += 7 * days.ONE
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Whole pence of a fund on the day of a review; top-ups left out."""

    posted: int
    reserved: int
    for_later_days: int
    resting_on_later_days: int
    saved_and_overdue: int
    expired: Fraction
    weekly: int


def review(held: Held, weeks: int) -> tuple[int, bool]:
    """What is uncommitted, and whether somebody has to decide."""
    free = held.posted - held.for_later_days
    free -= held.reserved - held.saved_and_overdue
    free += min(held.resting_on_later_days, held.for_later_days)
    expired = min(int(held.expired), max(free, 0))
    return free, expired > 0 or free > max(weeks * held.weekly, 0)
