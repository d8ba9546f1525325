"""Days, months and notice, read off the conventions, ISF-FUN-1, -POR-1 and -LIF-1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

ONE = timedelta(days=1)
Stay = tuple[date, date | None]
SCHEDULE_WEEKS = {"WEEKLY": 1, "TWO_WEEKLY": 2, "FOUR_WEEKLY": 4}


def each(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE


def month_end(day: date) -> date:
    while (day + ONE).month == day.month:
        day += ONE
    return day


def months_on(day: date, months: int) -> date:
    """The same day so many months on; a shorter month gives its last day."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    last = month_end(date(year, month, 1))
    return last if day.day > last.day else date(year, month, day.day)


def notice_ends(received: date, agreed: str) -> date:
    """`month`, or a number of days as text: the last day a notice leads to."""
    return months_on(received, 1) if agreed == "month" else received + int(agreed) * ONE


def period_ends(schedule: str, first: date) -> date:
    """The last day of the allocation that begins on a day."""
    if schedule == "CALENDAR_MONTH":
        return month_end(first)
    return first + 7 * SCHEDULE_WEEKS[schedule] * ONE - ONE


def away(stays: Sequence[Stay], last: date, *, apart: int = 7) -> Iterator[tuple[date, int]]:
    """Each full day away up to a day, with its number; home days do not count.

    Stays fewer than `apart` days at home apart go on counting; the day of return is a day at home.
    """
    number, home_from = 0, None
    for first, returned in sorted(stays, key=lambda stay: stay[0]):
        if home_from is None or (first - home_from).days >= apart:
            number = 0
        day = first
        while day <= last and (returned is None or day < returned):
            number += 1
            yield day, number
            day += ONE
        home_from = returned


def nil(stays: Sequence[Stay], last: date, *, funded: int = 28, apart: int = 7) -> set[date]:
    """The days up to a day that bring nothing because the person is away."""
    return {day for day, number in away(stays, last, apart=apart) if number > funded}
