"""What the marketplace asks of money for orders: what they buy, promised, ended, delivered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID, uuid5

from accounts.enums import DayType, Nation
from accounts.permissions import Actor
from isf import api
from marketplace.enums import CancellationKind
from marketplace.rules.ending import Terms
from marketplace.rules.orders import Request
from marketplace.rules.price_rises import PriceGrid
from marketplace.rules.visits import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """The weekly patterns of an order with their prices, as the money has to know them.

    `terms` is what its offer published for an early end; without them nothing is charged for it.
    """

    patterns: Sequence[Pattern]
    prices: Mapping[DayType, int]
    nation: Nation
    starts_on: date
    ends_on: date | None
    terms: Terms | None = None


@dataclass(eq=False)
class NoPaidDay(Exception):
    """The fund ends before the first visit of an order (ISF-POR-2)."""

    order: UUID


def asked(*, request: Request, prices: PriceGrid, nation: Nation) -> Bought:
    """What an order would buy, before there is one."""
    return Bought(
        patterns=[
            Pattern(
                line=uuid5(request.token, str(place)),
                weekdays=line.weekdays,
                starts_at=line.starts_at,
                quantity=line.quantity,
                workers=line.workers,
                starts_on=request.starts_on,
                ends_on=request.ends_on,
            )
            for place, line in enumerate(request.lines)
        ],
        prices={
            day_type: pence for (grade, day_type), pence in prices.items() if grade is request.grade
        },
        nation=nation,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
    )


def effect_of(
    *,
    by: Actor,
    fund: UUID,
    what: str,
    bought: Bought,
    set_aside_pence: int,
    at: datetime,
    saved: UUID | None = None,
    payee_id: int | None = None,
    part: str = "",
) -> api.Effect:
    """What an order would mean for the fund's money, and whether `place` would take it now.

    Raises NotAllowed, FundUnknown. Source: ISF-RES-6.
    """
    return api.effect_of(
        by=by,
        fund=fund,
        plan=_plan(bought),
        what=what,
        set_aside_pence=set_aside_pence,
        purpose=saved,
        payee_id=payee_id,
        part=part,
        at=at,
    )


def place(
    *,
    by: Actor,
    fund: UUID,
    order: UUID,
    payee_id: int,
    service: str,
    what: str,
    bought: Bought,
    set_aside_pence: int,
    at: datetime,
    saved: UUID | None = None,
    part: str = "",
) -> int:
    """Promise an order's money week by week; the whole pence set aside at once.

    Raises NotAllowed, FundUnknown, FundNotOpen, NotFundable, PromiseTooLarge, InsufficientFunds,
    OnHold, PersonDied, PartUnknown. Source: ISF-RES-2, ISF-RES-5, ISF-RES-6, ISF-LIF-2, ISF-LIF-3.
    """
    placed = api.place(
        by=by,
        fund=fund,
        order=order,
        payee_id=payee_id,
        service=service,
        what=what,
        plan=_plan(bought),
        set_aside_pence=set_aside_pence,
        purpose=saved,
        part=part,
        at=at,
    )
    return placed.reserved_pence


def end(*, by: Actor, order: UUID, ends_on: date, shown_pence: int, at: datetime) -> int:
    """Free what an order holds after its new last day; whole pence.

    What its offer published for too little notice is kept, at most what was shown. Raises
    ChargeNotShown. Source: ISF-RES-6, ISF-POR-2.
    """
    return api.end(by=by, order=order, ends_on=ends_on, shown_pence=shown_pence, at=at)


def list_paid_days(*, orders: Collection[UUID]) -> Mapping[UUID, api.PaidDays]:
    """Until when the money pays the visits of each of these orders. Source: ISF-POR-2."""
    return api.list_paid_days(orders=orders)


def find_paid_days(*, order: UUID) -> api.PaidDays:
    """Until when the money pays one order's visits. Source: ISF-POR-2."""
    return api.list_paid_days(orders=[order]).get(order, api.PaidDays())


def list_last_days(*, orders: Collection[UUID]) -> Mapping[UUID, date]:
    """The last paid day of each of these orders that has one; of one without any, long ago.

    Source: ISF-POR-2.
    """
    paid = list_paid_days(orders=orders).items()
    return {
        order: days.last_on if days.any and days.last_on else date.min
        for order, days in paid
        if days.last_on or not days.any
    }


def check_paid(*, order: UUID) -> None:
    """Refuse to go on with an order whose fund ends before its first visit.

    Raises NoPaidDay. Source: ISF-POR-2.
    """
    if not find_paid_days(order=order).any:
        raise NoPaidDay(order)


def release(*, by: Actor, order: UUID, at: datetime) -> int:
    """Free all that a declined or cancelled order holds; whole pence. Source: ISF-RES-6."""
    return api.release(by=by, order=order, at=at)


def record_deliveries(
    *, by: Actor, order: UUID, outcomes: Sequence[api.Outcome], at: datetime
) -> None:
    """Tell the money what was delivered of an order's visits, or missed; all of it or nothing.

    Raises NotAllowed, VisitBilled. Source: ISF-BIL-2, ISF-RES-6.
    """
    api.record_deliveries(by=by, order=order, outcomes=outcomes, at=at)


def price_lines(*, lines: Sequence[tuple[int, Fraction]]) -> tuple[list[int], int]:
    """What each pair of price and quantity costs, and all together.

    Units: whole pence. Rounding: half up, once per delivery. Source: ISF-BIL-8.
    """
    amounts = [api.visit_amount(price_pence=price, quantity=much) for price, much in lines]
    return amounts, sum(amounts)


def _plan(bought: Bought) -> api.Plan:
    # A day an offer has no price for is a day it is never delivered on: its price is not used.
    dearest = max(bought.prices.values())
    prices = {day_type: bought.prices.get(day_type, dearest) for day_type in DayType}
    return api.Plan(
        starts_on=bought.starts_on,
        ends_on=bought.ends_on,
        nation=bought.nation,
        lines=tuple(
            api.PlanLine(
                reference=pattern.line,
                weekdays=pattern.weekdays,
                starts_at=pattern.starts_at,
                quantity=pattern.quantity,
                workers=pattern.workers,
                price_pence=prices,
            )
            for pattern in bought.patterns
        ),
        cancellation=_agreed(bought.terms),
    )


def _agreed(terms: Terms | None) -> api.CancellationTerms | None:
    if terms is None or terms.kind is CancellationKind.NONE:
        return None
    return api.CancellationTerms(
        notice_days=terms.notice_days,
        kind=api.CancellationKind(terms.kind),
        pence=terms.amount_pence if terms.kind is CancellationKind.AMOUNT else 0,
        days=terms.days if terms.kind is CancellationKind.DAYS else 0,
    )
