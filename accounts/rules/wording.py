"""How money, days and instants are written for people: on pages, in letters, in files."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUS = "\N{MINUS SIGN}"
_PENCE_IN_A_POUND = 100


def pounds(*, pence: int) -> str:
    """Write whole pence in pounds: 123456 is £1,234.56; a debt begins with a minus sign."""
    whole, part = divmod(abs(pence), _PENCE_IN_A_POUND)
    return f"{MINUS if pence < 0 else ''}£{whole:,}.{part:02d}"


def day(*, on: date) -> str:
    """Write a day in full: 3 April 2026."""
    return f"{on.day} {on:%B %Y}"


def weekday(*, on: date) -> str:
    """Write a day with its name: Friday 3 April 2026."""
    return f"{on:%A} {day(on=on)}"


def days(*, starts_on: date, ends_on: date | None) -> str:
    """Write a run of days, both ends included, as briefly as it stays clear."""
    if ends_on is None:
        return f"from {day(on=starts_on)}, with no end date"
    if starts_on == ends_on:
        return day(on=starts_on)
    return f"{_beginning(starts_on=starts_on, ends_on=ends_on)} to {day(on=ends_on)}"


def instant(*, at: datetime) -> str:
    """Write an aware instant as a clock on a wall in London shows it: 3 April 2026 at 2:05pm."""
    local = at.astimezone(LONDON)
    half = "am" if local.hour < 12 else "pm"  # noqa: PLR2004
    return f"{day(on=local.date())} at {local.hour % 12 or 12}:{local.minute:02d}{half}"


def _beginning(*, starts_on: date, ends_on: date) -> str:
    if starts_on.year != ends_on.year:
        return day(on=starts_on)
    if starts_on.month != ends_on.month:
        return f"{starts_on.day} {starts_on:%B}"
    return str(starts_on.day)
