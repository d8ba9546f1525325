"""When allocations are paid: the periods of a schedule, always in advance."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from isf.enums import Schedule
from isf.rules.entitlement import ONE_DAY

MONTHS_A_YEAR = 12
WEEKS = {Schedule.WEEKLY: 1, Schedule.TWO_WEEKLY: 2, Schedule.FOUR_WEEKLY: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days an instalment is for, both inclusive."""

    first_on: date
    last_on: date


def month_end(*, day: date) -> date:
    """The last day of the month a day is in. Source: ISF-FEE-2."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_after(*, day: date, months: int) -> date:
    """The same day so many months on, clamped to the end of a shorter month.

    31 January 2027 and one month is 28 February 2027. Source: conventions of `isf-rules.md`.
    """
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, month_end(day=first).day))


def period_from(*, schedule: Schedule, first_on: date) -> Period:
    """The period that begins on a day: whole weeks, or to the end of the month.

    Source: ISF-FUN-1.
    """
    weeks = WEEKS.get(schedule)
    last_on = (
        month_end(day=first_on) if weeks is None else first_on + timedelta(weeks=weeks) - ONE_DAY
    )
    return Period(first_on=first_on, last_on=last_on)


def due_periods(
    *, schedule: Schedule, starts_on: date, ends_on: date | None, on: date
) -> Iterator[Period]:
    """Every period that has begun by a day, in order; the last is cut at the end of the life.

    Source: ISF-FUN-1 (paid in advance).
    """
    period = period_from(schedule=schedule, first_on=starts_on)
    while period.first_on <= on and (ends_on is None or period.first_on <= ends_on):
        last_on = period.last_on if ends_on is None else min(period.last_on, ends_on)
        yield Period(first_on=period.first_on, last_on=last_on)
        period = period_from(schedule=schedule, first_on=period.last_on + ONE_DAY)
