"""An order in words: for who placed it, and for who delivers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from accounts.enums import DayType
from marketplace.enums import (
    DeclineReason,
    DeliveryState,
    EndReason,
    MissedReason,
    OrderEvent,
    OrderState,
    Unit,
)
from marketplace.funding import PaidDays
from marketplace.models import Delivery, Order
from marketplace.queries import offer_content, order_content
from marketplace.rules import states
from marketplace.rules.orders import Line
from marketplace.web.presenters import order_days, terms, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price of one unit on a kind of day."""

    day_type: str
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An order in a list."""

    href: str
    title: str
    person: str
    provider: str
    state: str
    state_words: str
    visits: tuple[str, ...]
    days: str
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What came of one visit."""

    day: date
    what: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An order on its own page."""

    row: Row
    reference: str
    next_step: str
    cut: str
    per: str
    prices: tuple[Price, ...]
    terms: str
    decline_reason: str
    end_reason: str
    visited: tuple[Visited, ...]
    may_end: bool
    may_answer: bool
    is_paid: bool
    provider_href: str
    review_href: str


_AGAIN = "To go on after its last day, order the same from another fund."


def present_rows(
    *, orders: Iterable[Order], paid: Mapping[UUID, PaidDays], on: date, url_name: str
) -> tuple[Row, ...]:
    """The orders of a list, in its order; each leads to the page of that name."""
    return tuple(
        present_row(
            order=order,
            paid=paid.get(order.reference, PaidDays()),
            on=on,
            url_name=url_name,
        )
        for order in orders
    )


def present_row(*, order: Order, paid: PaidDays, on: date, url_name: str) -> Row:
    """One order of a list."""
    unit = Unit(order.offer_version.unit)
    days = order_days.present(order=order, paid=paid, on=on)
    return Row(
        href=reverse(url_name, args=[order.reference]),
        title=order.offer_version.title,
        person=order.person.full_name,
        provider=order.provider.organisation.name,
        state=order.state,
        state_words=days.state_words,
        visits=tuple(
            wording.pattern(line=line, unit=unit) for line in order_content.read_lines(order=order)
        ),
        days=days.words,
        placed_at=order.placed_at,
    )


def present_whole(
    *, order: Order, deliveries: Iterable[Delivery], paid: PaidDays, on: date, url_name: str
) -> Whole:
    """One order with its prices, terms and what was delivered."""
    version = order.offer_version
    unit = Unit(version.unit)
    prices = order_content.read_prices(order=order)
    state = OrderState(order.state)
    days = order_days.present(order=order, paid=paid, on=on)
    return Whole(
        row=present_row(order=order, paid=paid, on=on, url_name=url_name),
        reference=str(order.reference),
        next_step=_AGAIN if days.cut else _next_step(order),
        cut=days.cut,
        per=wording.per(unit=unit),
        prices=tuple(
            Price(day_type=wording.DAY_TYPES[day_type], pence=prices[day_type])
            for day_type in DayType
            if day_type in prices
        ),
        terms=terms.present(terms=offer_content.read_terms(version=version)),
        decline_reason=wording.DECLINE_REASONS[DeclineReason(order.decline_reason)]
        if order.decline_reason
        else "",
        end_reason=wording.END_REASONS[EndReason(order.end_reason)] if order.end_reason else "",
        visited=tuple(_visited(row, unit) for row in deliveries),
        may_end=states.order_allows(state=state, event=OrderEvent.END)
        and (days.last_on is None or days.last_on >= on),
        may_answer=states.order_allows(state=state, event=OrderEvent.ACCEPT),
        is_paid=days.is_paid,
        provider_href=reverse("marketplace:provider-detail", args=[order.provider.reference]),
        review_href=reverse("marketplace:review-edit", args=[order.provider.reference]),
    )


def present_lines(*, lines: Iterable[Line], unit: Unit) -> tuple[str, ...]:
    """The visits somebody asks for, before there is an order."""
    return tuple(wording.pattern(line=line, unit=unit) for line in lines)


def _next_step(order: Order) -> str:
    name = order.provider.organisation.name
    return {
        OrderState.PLACED: f"{name} now accepts or declines your order. Its money is set aside "
        "until then.",
        OrderState.ACCEPTED: f"{name} comes as ordered, and sends a bill for what was done. You "
        "approve each line of it.",
        OrderState.DECLINED: "Nothing was bought, and the money is free for something else.",
        OrderState.CANCELLED: "Nothing was bought, and the money is free for something else.",
        OrderState.ENDED: "Visits up to the last day are still billed. The money for later ones "
        "is free.",
    }[OrderState(order.state)]


def _visited(row: Delivery, unit: Unit) -> Visited:
    if row.state == DeliveryState.MISSED:
        what = wording.MISSED_REASONS[MissedReason(row.missed_reason)]
    else:
        what = wording.amount(quantity=row.quantity, unit=unit)
        if row.workers > 1:
            what = f"{what}, {wording.workers(count=row.workers)}"
    return Visited(
        day=row.day,
        what=f"{wording.clock(at=row.starts_at)}: {what}",
        state=row.state,
        state_words="Delivered" if row.state == DeliveryState.DELIVERED else "Missed",
    )
