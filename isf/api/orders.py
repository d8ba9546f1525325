"""What the marketplace may ask of money for orders: promised, ended, freed, delivered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from accounts.permissions import Actor
from isf.api.days import day_of
from isf.api.funds import find_fund
from isf.operations import delivered, endings, promises
from isf.operations.delivered import Outcome
from isf.operations.promises import Placed, Request
from isf.queries import paid_days
from isf.queries.paid_days import PaidDays
from isf.rules.amounts import line_amount
from isf.rules.promises import Plan


def visit_amount(*, price_pence: int, quantity: Fraction) -> int:
    """What one visit costs: price times quantity, half up, whole pence. Source: ISF-BIL-8."""
    return line_amount(price_pence=price_pence, quantity=quantity)


def place(
    *,
    by: Actor,
    fund: UUID,
    order: UUID,
    payee_id: int,
    service: str,
    what: str,
    plan: Plan,
    at: datetime,
    set_aside_pence: int = 0,
    purpose: UUID | None = None,
    part: str = "",
) -> Placed:
    """Promise an order and set aside what is funded; placing it again returns the first.

    Units: whole pence. Errors: `NotAllowed`, `FundUnknown`, `FundNotOpen`, `NotFundable`,
    `PlanImpossible`, `PromiseTooLarge`, `InsufficientFunds`, `KeyReused`, `OnHold`,
    `PersonDied`, `PartUnknown`.
    Source: ISF-RES-6, ISF-BUY-1, ISF-LIF-3.
    """
    request = Request(
        order=order,
        payee_id=payee_id,
        service=service,
        what=what,
        plan=plan,
        set_aside_pence=set_aside_pence,
        purpose=purpose,
        part=part,
    )
    found = find_fund(fund=fund)
    return promises.place(fund_id=found, request=request, by=by, at=at, on=day_of(at))


def end(
    *, by: Actor, order: UUID, ends_on: date, at: datetime, shown_pence: int | None = None
) -> int:
    """End an order on a day; the whole pence freed.

    Where `shown_pence` is given, its early end costs at most that. Errors: `NotAllowed`,
    `ChargeNotShown`. Source: ISF-RES-6, ISF-POR-2.
    """
    return endings.end(
        order=order, ends_on=ends_on, by=by, at=at, on=day_of(at), shown_pence=shown_pence
    )


def release(*, by: Actor, order: UUID, at: datetime) -> int:
    """Free everything a declined order set aside; the whole pence freed.

    Errors: `NotAllowed`. Source: ISF-RES-6.
    """
    return endings.release(order=order, by=by, at=at, on=day_of(at))


def record_deliveries(*, by: Actor, order: UUID, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Tell the money what was delivered of an order's visits, or missed; all of it or nothing.

    Exact quantities, per worker. Errors: `NotAllowed`, `VisitUnknown`, `VisitBilled`.
    Source: ISF-RES-6, ISF-BIL-2.
    """
    delivered.record(order=order, outcomes=outcomes, by=by, at=at, on=day_of(at))


def list_paid_days(*, orders: Collection[UUID]) -> Mapping[UUID, PaidDays]:
    """Until when the money pays the visits of orders of those. Source: ISF-POR-2."""
    return paid_days.list_of_orders(orders=orders)
