"""Orders as their provider sees them."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.enums import OrderState
from marketplace.models import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One way to look at the orders."""

    key: str
    title: str
    states: tuple[OrderState, ...]
    nothing: str


TABS: tuple[Tab, ...] = (
    Tab(
        key="waiting",
        title="To answer",
        states=(OrderState.PLACED,),
        nothing="No order waits for your answer",
    ),
    Tab(
        key="running",
        title="Accepted",
        states=(OrderState.ACCEPTED,),
        nothing="You have no accepted orders",
    ),
    Tab(
        key="over",
        title="Ended, declined or cancelled",
        states=(OrderState.ENDED, OrderState.DECLINED, OrderState.CANCELLED),
        nothing="No order has ended, been declined or been cancelled",
    ),
    Tab(key="all", title="All", states=(), nothing="You have not received an order yet"),
)

_REACHED = frozenset({OrderState.ACCEPTED, OrderState.ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who ordered; how to reach them only once the order is accepted."""

    name: str
    known_as: str
    postcode: str
    address: str
    phone: str
    is_reachable: bool


def read_tab(*, text: str) -> Tab:
    """The tab asked for, else the orders to answer."""
    return next((tab for tab in TABS if tab.key == text), TABS[0])


def present_customer(*, order: Order) -> Customer:
    """Who ordered: before the provider accepts, no more than a name and where."""
    person = order.person
    reached = order.state in _REACHED
    return Customer(
        name=person.full_name,
        known_as=person.known_as,
        postcode=person.postcode,
        address=person.address if reached else "",
        phone=person.phone if reached else "",
        is_reachable=reached,
    )
