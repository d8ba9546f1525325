"""What a person may ask of an offer: when, how long, how many."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from marketplace.enums import Grade, Unit
from marketplace.rules.visits import days_between

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visit pattern as a person asks for it: which days, from when, how much, how many come."""

    weekdays: frozenset[int]
    starts_at: time
    quantity: Fraction
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An order as a person asks for it.

    `token` is made once for a form, so that sending it twice orders once; `version` is the version
    of the offer whose prices the person saw; `set_aside_pence` is money carried over from earlier
    weeks that the order may use, `saved` the purpose whose saved money it may use; `part` is the
    code of the part of a tied budget that pays, empty for untied money.
    """

    token: UUID
    offer: UUID
    version: int
    grade: Grade
    fund: UUID
    starts_on: date
    ends_on: date | None
    lines: tuple[Line, ...]
    set_aside_pence: int = 0
    saved: UUID | None = None
    part: str = ""


def fingerprint(*, request: Request) -> str:
    """The hash of everything a person asked for, so that a form sent again is known for the same.

    Source: ISF-LED-3.
    """
    lines = [
        [sorted(line.weekdays), line.starts_at.isoformat(), str(line.quantity), line.workers]
        for line in request.lines
    ]
    asked = [
        str(request.offer),
        request.version,
        request.grade.value,
        str(request.fund),
        request.starts_on.isoformat(),
        request.ends_on.isoformat() if request.ends_on else None,
        lines,
        request.set_aside_pence,
        *([str(request.saved)] if request.saved else []),
        *([f"part:{request.part}"] if request.part else []),
    ]
    return hashlib.sha256(json.dumps(asked, separators=(",", ":")).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One problem, and the place of the line it is about (None: the whole order)."""

    problem: Problem
    line: int | None = None


@dataclass(eq=False)
class NotOrderable(Exception):
    """The order cannot be placed until these are put right."""

    refusals: tuple[Refusal, ...]


def check(*, offered: Offered, request: Request, today: date) -> None:
    """Refuse an order the offer does not cover.

    Raises NotOrderable with everything that is wrong, in the order of the form.
    """
    found = [Refusal(problem=problem) for problem in _whole(offered, request, today)]
    for place, line in enumerate(request.lines):
        problems = (*_days(offered, line), *_amount(offered, line), *_first_visit(request, line))
        found += [Refusal(problem=problem, line=place) for problem in problems]
    if found:
        raise NotOrderable(tuple(found))


def _whole(offered: Offered, request: Request, today: date) -> list[Problem]:
    problems = []
    if request.grade not in offered.grades:
        problems.append(Problem.GRADE_NOT_OFFERED)
    if not 0 < len(request.lines) <= MOST_LINES:
        problems.append(Problem.NO_LINES)
    if request.starts_on < today:
        problems.append(Problem.STARTS_IN_THE_PAST)
    if request.starts_on > today + FURTHEST_START:
        problems.append(Problem.STARTS_TOO_FAR_AHEAD)
    if request.ends_on is not None and request.ends_on < request.starts_on:
        problems.append(Problem.ENDS_BEFORE_START)
    starts = [(day, line.starts_at) for line in request.lines for day in line.weekdays]
    if len(starts) != len(set(starts)):
        problems.append(Problem.SAME_TIME_TWICE)
    return problems


def _days(offered: Offered, line: Line) -> list[Problem]:
    problems = []
    if not line.weekdays:
        problems.append(Problem.DAYS_MISSING)
    if not line.weekdays <= offered.weekdays:
        problems.append(Problem.DAY_NOT_OFFERED)
    if offered.unit is Unit.WEEK and len(line.weekdays) > 1:
        problems.append(Problem.ONE_DAY_FOR_A_WEEK)
    if not _inside_hours(offered, line):
        problems.append(Problem.TIME_NOT_OFFERED)
    return problems


def _inside_hours(offered: Offered, line: Line) -> bool:
    if offered.opens_at is None or offered.closes_at is None:
        return True
    starts = _minutes(line.starts_at)
    length = line.quantity * 60 if offered.unit is Unit.HOUR else Fraction(0)
    return _minutes(offered.opens_at) <= starts and starts + length <= _minutes(offered.closes_at)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _amount(offered: Offered, line: Line) -> list[Problem]:
    problems = []
    hours = offered.unit is Unit.HOUR
    if not 0 < line.quantity <= (LONGEST_VISIT if hours else MOST_AT_ONCE):
        problems.append(Problem.QUANTITY_WRONG)
    elif (line.quantity / (STEP if hours else 1)).denominator != 1:
        problems.append(Problem.QUANTITY_NOT_WHOLE)
    if not 0 < line.workers <= MOST_WORKERS:
        problems.append(Problem.WORKERS_WRONG)
    return problems


def _first_visit(request: Request, line: Line) -> list[Problem]:
    if request.ends_on is None or request.ends_on < request.starts_on or not line.weekdays:
        return []
    first_week = min(request.ends_on, request.starts_on + timedelta(days=6))
    visited = {day.weekday() for day in days_between(first=request.starts_on, last=first_week)}
    return [] if visited & line.weekdays else [Problem.NO_VISIT_BEFORE_END]
