"""Reading days out of addresses and tick boxes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404

from accounts.rules.calendar import week_of

FURTHEST_BACK = timedelta(weeks=5 * 52)


def read_day(*, text: str) -> date:
    """A day such as 2026-06-01. Raises Http404 for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def read_week(*, text: str, on: date) -> date:
    """The Monday of the week asked for, from five years ago to this week; else this week."""
    this_week = week_of(on)
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return this_week
    return week_of(max(this_week - FURTHEST_BACK, min(asked, this_week)))


def read_visits(*, keys: Iterable[str]) -> list[tuple[UUID, date]]:
    """Lines and days of ticked visits; what is none is passed over."""
    found = []
    for key in keys:
        line, _, day = key.partition(":")
        try:
            found.append((UUID(line), date.fromisoformat(day)))
        except ValueError:
            continue
    return found
