"""Bank holidays by nation, kinds of day, and weeks."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.enums import DayType, Nation
from accounts.rules import calendar

SATURDAY_BOXING_DAY = date(2026, 12, 26)


@pytest.mark.parametrize(
    ("day", "nation", "expected"),
    [
        (date(2026, 4, 6), Nation.ENGLAND, True),
        (date(2026, 4, 6), Nation.SCOTLAND, False),
        (date(2026, 11, 30), Nation.SCOTLAND, True),
        (date(2026, 11, 30), Nation.ENGLAND, False),
        (date(2026, 3, 17), Nation.NORTHERN_IRELAND, True),
        (date(2026, 3, 17), Nation.WALES, False),
        (date(2026, 1, 1), Nation.WALES, True),
        (date(2026, 12, 28), Nation.ENGLAND, True),
    ],
)
def test_each_nation_has_its_own_bank_holidays(day: date, nation: Nation, expected: bool) -> None:
    assert calendar.is_bank_holiday(day, nation) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 7), DayType.WEEKDAY),
        (date(2026, 4, 11), DayType.SATURDAY),
        (date(2026, 4, 12), DayType.SUNDAY),
        (date(2026, 4, 6), DayType.BANK_HOLIDAY),
        (SATURDAY_BOXING_DAY, DayType.BANK_HOLIDAY),
    ],
)
def test_a_bank_holiday_wins_over_the_day_of_the_week(day: date, expected: DayType) -> None:
    assert calendar.day_type(day, Nation.ENGLAND) is expected


@pytest.mark.parametrize("day", [date(2026, 4, 6), date(2026, 4, 9), date(2026, 4, 12)])
def test_a_week_begins_on_monday(day: date) -> None:
    assert calendar.week_of(day) == date(2026, 4, 6)


def test_a_nation_may_be_given_as_its_code() -> None:
    assert calendar.is_bank_holiday(date(2026, 11, 30), "SCOTLAND")
    with pytest.raises(ValueError, match="FRANCE"):
        calendar.is_bank_holiday(date(2026, 11, 30), "FRANCE")
