"""A provider's week of visits in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from accounts.rules.calendar import week_of
from accounts.web.presenters.wording import day as day_words
from accounts.web.presenters.wording import weekday as weekday_words
from marketplace.enums import DeliveryState, MissedReason, Unit
from marketplace.models import Delivery
from marketplace.queries.visits import Due, Week
from marketplace.web.presenters import wording

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One visit; `key` is what the tick box sends."""

    key: str
    person: str
    what: str
    href: str
    state: str = ""
    state_words: str = ""
    is_billed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The visits of one day."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another week with visits that were forgotten."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekWords:
    """One week on a page."""

    title: str
    monday: str
    due: tuple[Day, ...]
    due_count: int
    recorded: tuple[Day, ...]
    forgotten: tuple[Elsewhere, ...]
    earlier_href: str
    later_href: str


def present(*, week: Week, on: date) -> WeekWords:
    """What is to be recorded, by day, what was, and the way to other weeks."""
    return WeekWords(
        title=f"Week of {day_words(on=week.monday)}",
        monday=week.monday.isoformat(),
        due=_days((item.visit.day, _due(item)) for item in week.due),
        due_count=len(week.due),
        recorded=_days((row.day, _recorded(row)) for row in week.recorded),
        forgotten=tuple(
            Elsewhere(
                words=f"Week of {day_words(on=monday)}: {_visits(count)} to record",
                href=_week_href(monday),
            )
            for monday, count in week.forgotten
        ),
        earlier_href=_week_href(week.monday - ONE_WEEK),
        later_href=_week_href(week.monday + ONE_WEEK) if week.monday + ONE_WEEK <= on else "",
    )


def _days(rows: Iterable[tuple[date, Row]]) -> tuple[Day, ...]:
    return tuple(
        Day(title=weekday_words(on=day), rows=tuple(row for _, row in group))
        for day, group in groupby(rows, key=lambda item: item[0])
    )


def _due(item: Due) -> Row:
    visit, version = item.visit, item.order.offer_version
    much = wording.amount(quantity=visit.quantity, unit=Unit(version.unit))
    workers = f", {wording.workers(count=visit.workers)}" if visit.workers > 1 else ""
    return Row(
        key=f"{visit.line}:{visit.day.isoformat()}",
        person=item.order.person.full_name,
        what=f"{wording.clock(at=visit.starts_at)}, {version.title}, {much}{workers}",
        href=reverse("marketplace:visit-record", args=[visit.line, visit.day.isoformat()]),
    )


def _recorded(row: Delivery) -> Row:
    version = row.line.order.offer_version
    what = f"{wording.clock(at=row.starts_at)}, {version.title}"
    if row.state == DeliveryState.MISSED:
        what = f"{what}: {wording.MISSED_REASONS[MissedReason(row.missed_reason)]}"
    else:
        what = f"{what}, {wording.amount(quantity=row.quantity, unit=Unit(version.unit))}"
    return Row(
        key="",
        person=row.line.order.person.full_name,
        what=what,
        href=reverse("marketplace:visit-record", args=[row.line.reference, row.day.isoformat()]),
        state=row.state,
        state_words="Delivered" if row.state == DeliveryState.DELIVERED else "Missed",
        is_billed=row.invoice is not None,
    )


def week_href(*, day: date) -> str:
    """The page of the week a day is in."""
    return _week_href(week_of(day))


def counted(*, count: int) -> str:
    """What happened to the ticked visits."""
    if not count:
        return "Nothing new was recorded: tick the visits that took place."
    return f"{_visits(count)} recorded as planned."


def _week_href(monday: date) -> str:
    return f"{reverse('marketplace:visit-list')}?{urlencode({'week': monday.isoformat()})}"


def _visits(count: int) -> str:
    return f"{count} visit{'' if count == 1 else 's'}"
