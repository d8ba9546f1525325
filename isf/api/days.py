"""The day of an instant, for all that is asked of money."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(at: datetime) -> date:
    """The day of an instant in London; nothing is posted for any later day."""
    return at.astimezone(LONDON).date()
