"""What tests of money speak of: days, orders, lines of a bill, and people without a scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from accounts.enums import DayType, Nation, Scope
from accounts.permissions import Actor
from isf.enums import CancellationKind
from isf.models import Fund
from isf.models.journal import LedgerAccount
from isf.operations import judging, purchases
from isf.rules.promises import CancellationTerms, Plan, PlanLine
from tests.factories import accounts as make

MONDAY = date(2026, 4, 6)
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
WORKDAYS = (0, 1, 2, 3, 4)
# An order whose provider published 15.00 for less than a week of notice.
FIFTEEN = CancellationTerms(notice_days=7, kind=CancellationKind.AMOUNT, pence=1500)


def noon(day: date) -> datetime:
    """An instant on that day, in London too."""
    return datetime.combine(day, time(12), tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order placed in a test: its opaque references and what it planned."""

    order: UUID
    line: UUID
    fund: Fund
    plan: Plan
    price_pence: int


def planned(
    price_pence: int,
    *,
    line: UUID | None = None,
    weekdays: Sequence[int] = WORKDAYS,
    starts_on: date = MONDAY,
    ends_on: date | None = None,
    quantity: Fraction | str | int = 1,
    workers: int = 1,
    cancellation: CancellationTerms | None = None,
) -> Plan:
    """One visit at ten on these days, at one price whatever the day."""
    visit = PlanLine(
        reference=line or uuid4(),
        weekdays=frozenset(weekdays),
        starts_at=time(10),
        quantity=Fraction(quantity),
        workers=workers,
        price_pence=dict.fromkeys(DayType, price_pence),
    )
    return Plan(
        starts_on=starts_on,
        ends_on=ends_on,
        nation=Nation.ENGLAND,
        lines=(visit,),
        cancellation=cancellation,
    )


def bought(pence: int, **more: Any) -> purchases.Bought:
    facts = {"payee": "TAXI", "what": "taxi", "receipt": "R", "approved_by_id": 1} | more
    return purchases.Bought(pence=pence, **facts)


def delivery_of(ordered: Ordered, day: date) -> UUID:
    """The marketplace's reference of the delivery of one visit."""
    return UUID(int=(ordered.line.int + day.toordinal()) % 2**128)


def line_sent(ordered: Ordered, day: date, **more: Any) -> judging.LineSent:
    """A line that bills one visit as it was ordered."""
    line = ordered.plan.lines[0]
    facts: dict[str, Any] = {
        "delivery": delivery_of(ordered, day),
        "order": ordered.order,
        "line": ordered.line,
        "service": "Support at home",
        "day": day,
        "starts_at": line.starts_at,
        "quantity": line.quantity * line.workers,
        "price_pence": ordered.price_pence,
    }
    return judging.LineSent(**facts | more)


def account(fund: Fund) -> LedgerAccount:
    """The ledger account of a fund's untied money, as it stands."""
    return LedgerAccount.objects.get(fund=fund, purpose="")


def somebody() -> Actor:
    """Signed in, and with no business here."""
    return Actor(user_id=make.User().pk)


def person_without(scope: Scope, person: Any) -> Actor:
    """A representative with every scope but one."""
    representative = make.Representative(
        person=person, scopes=[each.value for each in Scope if each is not scope]
    )
    return make.actor_for_representative(representative)
