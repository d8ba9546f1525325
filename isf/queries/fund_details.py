"""Everything the page of one fund says: what is left, why, for how long, and the fee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from accounts.fields import to_pence
from accounts.rules.calendar import week_of
from isf.enums import DeploymentKind, FundState, LineState, ReservationKind
from isf.models import Closing, Fund, InvoiceLine, Promise, Recovery
from isf.models.reservations import Reservation
from isf.queries import carried, closings, contribution_positions
from isf.queries.absences import StayLine, find_away
from isf.queries.balances import Balance, fund_balance
from isf.queries.closings import Place
from isf.queries.effects import plans_cost
from isf.queries.fee_positions import FeePosition, get_position
from isf.queries.funding import funded
from isf.queries.holds import stands_still
from isf.queries.notices import Timeline, find_timeline
from isf.queries.purchases import count_waiting
from isf.queries.purposes import Saved, list_saved
from isf.queries.recoveries import find_running
from isf.queries.terms import fee_terms, list_promises, promise_plan, running_plans
from isf.queries.tied_parts import PartBalance, list_balances
from isf.queries.topups import Added, list_added
from isf.rules.entitlement import ONE_DAY
from isf.rules.money_left import WeekLeft, weeks_ahead
from isf.rules.promises import ONE_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A running order as the money sees it; whole pence.

    `weekly_pence` is what it costs in the coming whole week, `reserved_pence` what is set aside
    for it now.
    """

    order: UUID
    service: str
    payee: str
    starts_on: date
    ends_on: date | None
    weekly_pence: int
    reserved_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Bill lines that wait for an answer: how many bills, and their whole pence."""

    invoices: int
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundDetail:
    """One fund on a day; whole pence.

    `weeks` is empty where nobody plans with this fund: direct payments and funds that close.
    """

    fund: Fund
    balance: Balance
    reserved: Mapping[ReservationKind, int]
    fee: FeePosition
    orders: tuple[OrderLine, ...]
    promised_weekly_pence: int
    promised_from: date
    weeks: tuple[WeekLeft, ...]
    waiting: Waiting
    saved: tuple[Saved, ...]
    purchases_waiting: int
    recovery: Recovery | None
    added: tuple[Added, ...]
    contribution: contribution_positions.Standing | None
    carried: tuple[carried.Carried, ...]
    paid_through: date | None
    timeline: Timeline | None
    place: Place | None
    closing: Closing | None
    away: StayLine | None
    stands_still: bool
    parts: tuple[PartBalance, ...]
    on: date


def get(*, fund: Fund, on: date) -> FundDetail:
    """One fund, for whoever may see it. Units: whole pence. Source: ISF-RES-6, ISF-FEE-6."""
    promises = list_promises(fund_id=fund.pk)
    balance = fund_balance(fund=fund)
    monday = week_of(day=on) + ONE_WEEK
    timeline = find_timeline(fund=fund, on=on)
    orders = tuple(list_orders(fund=fund, promises=promises, monday=monday, on=on))
    return FundDetail(
        fund=fund,
        balance=balance,
        reserved=sum_reserved(fund=fund),
        fee=get_position(fund=fund, on=on),
        orders=orders,
        promised_weekly_pence=sum(order.weekly_pence for order in orders),
        promised_from=monday,
        weeks=tuple(list_weeks(fund=fund, promises=promises, balance=balance, on=on)),
        waiting=find_waiting(fund=fund),
        saved=tuple(list_saved(funds=Fund.objects.filter(pk=fund.pk))),
        purchases_waiting=count_waiting(fund=fund),
        recovery=find_running(fund=fund),
        added=tuple(list_added(fund=fund)),
        contribution=contribution_positions.find(fund=fund, on=on),
        carried=tuple(carried.list_weeks(fund=fund, on=on)),
        paid_through=funded(fund=fund).through_on,
        timeline=timeline,
        place=closings.find_place(fund=fund) if timeline else None,
        closing=closings.find(fund=fund) if timeline else None,
        stands_still=stands_still(fund=fund),
        away=find_away(budget_id=fund.deployment.budget_id),
        parts=list_balances(fund=fund, on=on),
        on=on,
    )


def sum_reserved(*, fund: Fund) -> Mapping[ReservationKind, int]:
    """What is set aside now for each reason, in whole pence. Source: ISF-RES-6."""
    rows = (
        Reservation.objects.filter(account__fund=fund, remaining__gt=0)
        .values_list("kind")
        .annotate(total=Sum("remaining"))
        .order_by("kind")
    )
    return {ReservationKind(kind): pence for kind, pence in rows}


def list_running(*, fund: Fund, on: date) -> list[OrderLine]:
    """Orders of a fund with days left, oldest first. Units: whole pence. Source: ISF-FUN-5."""
    monday = week_of(day=on) + ONE_WEEK
    return list_orders(fund=fund, promises=list_promises(fund_id=fund.pk), monday=monday, on=on)


def list_orders(
    *, fund: Fund, promises: Sequence[Promise], monday: date, on: date
) -> list[OrderLine]:
    """Orders with days left, oldest first, each with its cost in the week from a Monday.

    Units: whole pence. Source: ISF-RES-6, ISF-BIL-8.
    """
    running = [row for row in promises if row.ends_on is None or row.ends_on >= on]
    holds = Reservation.objects.filter(account__fund=fund, kind=ReservationKind.ORDER).order_by()
    by_order = holds.values("reference").annotate(pence=Sum("remaining"))
    held = dict(by_order.values_list("reference", "pence"))
    payees = dict(
        Promise.objects.filter(pk__in=[row.pk for row in running]).values_list("pk", "payee__name")
    )
    return [
        OrderLine(
            order=row.order,
            service=row.service,
            payee=payees[row.pk],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            weekly_pence=plans_cost(plans=[promise_plan(promise=row)], monday=monday),
            reserved_pence=held.get(str(row.order), 0),
        )
        for row in running
    ]


def list_weeks(
    *, fund: Fund, promises: Sequence[Promise], balance: Balance, on: date
) -> list[WeekLeft]:
    """What would be left week by week if everything goes as planned; whole pence.

    Source: ISF-RES-6, the fund page.
    """
    if fund.kind == DeploymentKind.DIRECT_PAYMENT or fund.state != FundState.OPEN:
        return []
    return weeks_ahead(
        left_pence=balance.available_pence,
        terms=fee_terms(fund=fund),
        plans=running_plans(promises=promises, on=on),
        from_on=on,
        funded_through=funded(fund=fund).through_on or on - ONE_DAY,
    )


def find_waiting(*, fund: Fund) -> Waiting:
    """The bills of a fund with a line that waits for an answer; whole pence. Source: BIL-3."""
    lines = list(
        InvoiceLine.objects.filter(invoice__fund=fund, state=LineState.WAITING).only(
            "invoice_id", "amount", "amount_currency"
        )
    )
    return Waiting(
        invoices=len({line.invoice_id for line in lines}),
        pence=sum(to_pence(line.amount) for line in lines),
    )
