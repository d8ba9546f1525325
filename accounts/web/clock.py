"""The one place where pages ask what time it is."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, aware of its time zone."""
    return timezone.now()


def today() -> date:
    """Today's date in Europe/London, where every date of the service is counted."""
    return timezone.localdate()
