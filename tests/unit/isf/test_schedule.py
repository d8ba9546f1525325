"""Periods follow each other without a gap and are paid once they have begun."""

from __future__ import annotations

from datetime import date

import pytest

from isf.enums import Schedule
from isf.rules.schedule import Period, due_periods, month_end, period_from


def period(first: str, last: str) -> Period:
    return Period(first_on=date.fromisoformat(first), last_on=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "last"),
    [("2026-04-01", "2026-04-30"), ("2026-12-31", "2026-12-31"), ("2028-02-03", "2028-02-29")],
)
def test_the_last_day_of_a_month(day: str, last: str) -> None:
    assert month_end(day=date.fromisoformat(day)) == date.fromisoformat(last)


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.parametrize(
    ("schedule", "last"),
    [
        (Schedule.WEEKLY, "2026-04-12"),
        (Schedule.TWO_WEEKLY, "2026-04-19"),
        (Schedule.FOUR_WEEKLY, "2026-05-03"),
        (Schedule.CALENDAR_MONTH, "2026-04-30"),
    ],
)
def test_a_period_of_each_schedule(schedule: Schedule, last: str) -> None:
    found = period_from(schedule=schedule, first_on=date(2026, 4, 6))
    assert found == period("2026-04-06", last)


def test_periods_begin_by_the_day_and_touch_each_other() -> None:
    found = list(
        due_periods(
            schedule=Schedule.FOUR_WEEKLY,
            starts_on=date(2026, 4, 1),
            ends_on=None,
            on=date(2026, 4, 29),
        )
    )
    assert found == [period("2026-04-01", "2026-04-28"), period("2026-04-29", "2026-05-26")]


def test_a_period_is_not_due_the_day_before_it_begins() -> None:
    due = due_periods(
        schedule=Schedule.FOUR_WEEKLY,
        starts_on=date(2026, 4, 1),
        ends_on=None,
        on=date(2026, 3, 31),
    )
    assert list(due) == []


def test_the_last_period_is_cut_at_the_last_day() -> None:
    """365 days in fours of weeks leave one day."""
    found = list(
        due_periods(
            schedule=Schedule.FOUR_WEEKLY,
            starts_on=date(2026, 4, 1),
            ends_on=date(2027, 3, 31),
            on=date(2027, 12, 31),
        )
    )
    assert len(found) == 14
    assert found[-1] == period("2027-03-31", "2027-03-31")


def test_months_after_a_start_within_one() -> None:
    found = list(
        due_periods(
            schedule=Schedule.CALENDAR_MONTH,
            starts_on=date(2026, 1, 31),
            ends_on=None,
            on=date(2026, 3, 1),
        )
    )
    assert found == [
        period("2026-01-31", "2026-01-31"),
        period("2026-02-01", "2026-02-28"),
        period("2026-03-01", "2026-03-31"),
    ]
