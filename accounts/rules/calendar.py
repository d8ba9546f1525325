"""The calendar that prices and weeks follow: bank holidays by nation, kinds of day, weeks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from accounts.enums import DayType, Nation

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_SATURDAY, _SUNDAY = 5, 6


@lru_cache(maxsize=256)
def _bank_holidays(year: int, nation: Nation) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, expand=False))


def is_bank_holiday(day: date, nation: Nation | str) -> bool:
    """Whether the day is a public holiday in that nation, or the day taken in place of one.

    Source: the `holidays` library, which follows the Banking and Financial Dealings Act 1971.
    """
    return day in _bank_holidays(day.year, Nation(nation))


def day_type(day: date, nation: Nation | str) -> DayType:
    """Which price a day takes in that nation; a bank holiday wins over a Saturday or Sunday."""
    if is_bank_holiday(day, nation):
        return DayType.BANK_HOLIDAY
    if day.weekday() == _SATURDAY:
        return DayType.SATURDAY
    if day.weekday() == _SUNDAY:
        return DayType.SUNDAY
    return DayType.WEEKDAY


def week_of(day: date) -> date:
    """The Monday of the week the day is in: weeks run Monday to Sunday everywhere."""
    return day - timedelta(days=day.weekday())
