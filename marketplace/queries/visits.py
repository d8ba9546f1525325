"""Reading which visits a provider has to record, week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.permissions import Actor
from accounts.rules.calendar import week_of
from marketplace import permissions
from marketplace.models import Delivery, Order, OrderLine
from marketplace.queries import order_content, orders
from marketplace.rules import visits

# Weeks before the one shown in which forgotten visits are looked for.
WEEKS_BACK = 8
SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A planned visit without a record, and the order it belongs to."""

    visit: visits.Visit
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of a provider: what is still to be recorded, and what was."""

    monday: date
    due: tuple[Due, ...]
    recorded: tuple[Delivery, ...]
    forgotten: tuple[tuple[date, int], ...]


def list_running(*, by: Actor, organisation_id: int, monday: date, on: date) -> list[Order]:
    """The orders that may have visits in the week from a Monday, or in the weeks before.

    Raises NotAllowed.
    """
    permissions.check_sells(by=by, organisation_id=organisation_id)
    rows = orders.running(organisation_id=organisation_id)
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=monday - timedelta(weeks=WEEKS_BACK))
    return list(rows.filter(ends, starts_on__lte=min(monday + SUNDAY, on)))


def list_week(
    *,
    by: Actor,
    organisation_id: int,
    running: Collection[Order],
    last_days: Mapping[UUID, date],
    monday: date,
    on: date,
) -> Week:
    """The visits of the week from a Monday, up to the day `on`, by day and time.

    Visits after the last paid day of their order are not due (ISF-POR-2). `forgotten` counts
    visits without a record in the eight weeks before, by week. Raises NotAllowed.
    """
    permissions.check_sells(by=by, organisation_id=organisation_id)
    first = monday - timedelta(weeks=WEEKS_BACK)
    last = min(monday + SUNDAY, on)
    recorded = list(
        Delivery.objects.filter(
            line__order__provider__organisation=organisation_id,
            day__range=(first, monday + SUNDAY),
        ).select_related("line__order__person", "line__order__offer_version")
    )
    due = [
        item
        for item in _due(running, recorded, first, last)
        if item.visit.day <= last_days.get(item.order.reference, date.max)
    ]
    return Week(
        monday=monday,
        due=tuple(item for item in due if item.visit.day >= monday),
        recorded=tuple(row for row in recorded if row.day >= monday),
        forgotten=_by_week(item.visit.day for item in due if item.visit.day < monday),
    )


def get_line(*, by: Actor, line: UUID) -> OrderLine:
    """One line of an order for those who record its visits.

    Raises OrderLine.DoesNotExist, NotAllowed.
    """
    row = OrderLine.objects.select_related(
        "order__provider", "order__person", "order__offer_version"
    ).get(reference=line)
    permissions.check_sells(by=by, organisation_id=row.order.provider.organisation_id)
    return row


def find_delivery(*, line: OrderLine, day: date) -> Delivery | None:
    """What was recorded of the visit on a day, if anything was."""
    return Delivery.objects.filter(line=line, day=day).first()


def _due(
    running: Iterable[Order], recorded: Iterable[Delivery], first: date, last: date
) -> list[Due]:
    by_line = {line.reference: order for order in running for line in order.lines.all()}
    patterns = [
        pattern for order in running for pattern in order_content.read_patterns(order=order)
    ]
    done = [(row.line.reference, row.day) for row in recorded]
    return [
        Due(visit=visit, order=by_line[visit.line])
        for visit in visits.list_due(patterns=patterns, recorded=done, first=first, on=last)
    ]


def _by_week(days: Iterable[date]) -> tuple[tuple[date, int], ...]:
    return tuple(sorted(Counter(week_of(day) for day in days).items()))
