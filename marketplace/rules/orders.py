"""What a person may ask of an offer: when, how long, how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from fractions import Fraction

from marketplace.enums import Grade, Unit
from marketplace.rules.visits import Pattern, days_between

MOST_WORKERS = 4
MOST_LINES = 7
LONGEST_VISIT = Fraction(24)
MOST_AT_ONCE = Fraction(50)
FURTHEST_START = timedelta(days=365)
STEP = Fraction(1, 12)  # five minutes


class Problem(StrEnum):
    """Why an order cannot be placed as asked; each belongs to one field of the form."""

    NO_LINES = "NO_LINES"
    GRADE_NOT_OFFERED = "GRADE_NOT_OFFERED"
    STARTS_IN_THE_PAST = "STARTS_IN_THE_PAST"
    STARTS_TOO_FAR_AHEAD = "STARTS_TOO_FAR_AHEAD"
    ENDS_BEFORE_START = "ENDS_BEFORE_START"
    DAYS_MISSING = "DAYS_MISSING"
    DAY_NOT_OFFERED = "DAY_NOT_OFFERED"
    TIME_NOT_OFFERED = "TIME_NOT_OFFERED"
    QUANTITY_WRONG = "QUANTITY_WRONG"
    QUANTITY_NOT_WHOLE = "QUANTITY_NOT_WHOLE"
    WORKERS_WRONG = "WORKERS_WRONG"
    SAME_TIME_TWICE = "SAME_TIME_TWICE"
    NO_VISIT_BEFORE_END = "NO_VISIT_BEFORE_END"
    ONE_DAY_FOR_A_WEEK = "ONE_DAY_FOR_A_WEEK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The parts of a published version that an order is held against."""

    unit: Unit
    grades: frozenset[Grade]
    weekdays: frozenset[int]
    opens_at: time | None
    closes_at: time | None


@dataclass(eq=False)
class NotOrderable(Exception):
    """The order cannot be placed until these are put right."""

    problems: tuple[Problem, ...]


def check(*, offered: Offered, grade: Grade, patterns: Collection[Pattern], today: date) -> None:
    """Refuse an order the offer does not cover.

    Raises NotOrderable with every problem once, in the order of the form.
    """
    found: dict[Problem, None] = {}
    if grade not in offered.grades:
        found[Problem.GRADE_NOT_OFFERED] = None
    if not 0 < len(patterns) <= MOST_LINES:
        found[Problem.NO_LINES] = None
    for pattern in patterns:
        for problem in (*_days(offered, pattern), *_amount(offered, pattern)):
            found[problem] = None
        for problem in _span(pattern, today):
            found[problem] = None
    if _overlaps(patterns):
        found[Problem.SAME_TIME_TWICE] = None
    if found:
        raise NotOrderable(tuple(found))


def _days(offered: Offered, pattern: Pattern) -> list[Problem]:
    problems = []
    if not pattern.weekdays:
        problems.append(Problem.DAYS_MISSING)
    if not pattern.weekdays <= offered.weekdays:
        problems.append(Problem.DAY_NOT_OFFERED)
    if offered.unit is Unit.WEEK and len(pattern.weekdays) > 1:
        problems.append(Problem.ONE_DAY_FOR_A_WEEK)
    if not _inside_hours(offered, pattern):
        problems.append(Problem.TIME_NOT_OFFERED)
    return problems


def _inside_hours(offered: Offered, pattern: Pattern) -> bool:
    if offered.opens_at is None or offered.closes_at is None:
        return True
    starts = _minutes(pattern.starts_at)
    length = pattern.quantity * 60 if offered.unit is Unit.HOUR else Fraction(0)
    return _minutes(offered.opens_at) <= starts and starts + length <= _minutes(offered.closes_at)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _amount(offered: Offered, pattern: Pattern) -> list[Problem]:
    problems = []
    hours = offered.unit is Unit.HOUR
    if not 0 < pattern.quantity <= (LONGEST_VISIT if hours else MOST_AT_ONCE):
        problems.append(Problem.QUANTITY_WRONG)
    elif (pattern.quantity / (STEP if hours else 1)).denominator != 1:
        problems.append(Problem.QUANTITY_NOT_WHOLE)
    if not 0 < pattern.workers <= MOST_WORKERS:
        problems.append(Problem.WORKERS_WRONG)
    return problems


def _span(pattern: Pattern, today: date) -> list[Problem]:
    if pattern.starts_on < today:
        return [Problem.STARTS_IN_THE_PAST]
    if pattern.starts_on > today + FURTHEST_START:
        return [Problem.STARTS_TOO_FAR_AHEAD]
    if pattern.ends_on is None:
        return []
    if pattern.ends_on < pattern.starts_on:
        return [Problem.ENDS_BEFORE_START]
    first_week = min(pattern.ends_on, pattern.starts_on + timedelta(days=6))
    visited = {day.weekday() for day in days_between(first=pattern.starts_on, last=first_week)}
    return [] if visited & pattern.weekdays else [Problem.NO_VISIT_BEFORE_END]


def _overlaps(patterns: Collection[Pattern]) -> bool:
    starts = [(weekday, pattern.starts_at) for pattern in patterns for weekday in pattern.weekdays]
    return len(starts) != len(set(starts))
