"""The tables of what may happen to an offer and to an order in each of their states.

Every pair of state and event has an answer: the state that follows, or None where the event is
refused. A pair left out is a mistake, and a test counts them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.enums import OfferEvent, OfferState, OrderEvent, OrderState

OFFERS: Mapping[tuple[OfferState, OfferEvent], OfferState | None] = {
    (OfferState.DRAFT, OfferEvent.EDIT): OfferState.DRAFT,
    (OfferState.DRAFT, OfferEvent.PUBLISH): OfferState.PUBLISHED,
    (OfferState.DRAFT, OfferEvent.WITHDRAW): OfferState.WITHDRAWN,
    (OfferState.DRAFT, OfferEvent.ORDER): None,
    (OfferState.PUBLISHED, OfferEvent.EDIT): OfferState.PUBLISHED,
    (OfferState.PUBLISHED, OfferEvent.PUBLISH): OfferState.PUBLISHED,
    (OfferState.PUBLISHED, OfferEvent.WITHDRAW): OfferState.WITHDRAWN,
    (OfferState.PUBLISHED, OfferEvent.ORDER): OfferState.PUBLISHED,
    (OfferState.WITHDRAWN, OfferEvent.EDIT): OfferState.WITHDRAWN,
    (OfferState.WITHDRAWN, OfferEvent.PUBLISH): OfferState.PUBLISHED,
    (OfferState.WITHDRAWN, OfferEvent.WITHDRAW): None,
    (OfferState.WITHDRAWN, OfferEvent.ORDER): None,
}

# The end of an order that was not answered yet takes it back: nothing was promised to a provider.
ORDERS: Mapping[tuple[OrderState, OrderEvent], OrderState | None] = {
    (OrderState.PLACED, OrderEvent.ACCEPT): OrderState.ACCEPTED,
    (OrderState.PLACED, OrderEvent.DECLINE): OrderState.DECLINED,
    (OrderState.PLACED, OrderEvent.END): OrderState.CANCELLED,
    (OrderState.PLACED, OrderEvent.RECORD): None,
    (OrderState.ACCEPTED, OrderEvent.ACCEPT): None,
    (OrderState.ACCEPTED, OrderEvent.DECLINE): None,
    (OrderState.ACCEPTED, OrderEvent.END): OrderState.ENDED,
    (OrderState.ACCEPTED, OrderEvent.RECORD): OrderState.ACCEPTED,
    (OrderState.DECLINED, OrderEvent.ACCEPT): None,
    (OrderState.DECLINED, OrderEvent.DECLINE): None,
    (OrderState.DECLINED, OrderEvent.END): None,
    (OrderState.DECLINED, OrderEvent.RECORD): None,
    (OrderState.CANCELLED, OrderEvent.ACCEPT): None,
    (OrderState.CANCELLED, OrderEvent.DECLINE): None,
    (OrderState.CANCELLED, OrderEvent.END): None,
    (OrderState.CANCELLED, OrderEvent.RECORD): None,
    (OrderState.ENDED, OrderEvent.ACCEPT): None,
    (OrderState.ENDED, OrderEvent.DECLINE): None,
    (OrderState.ENDED, OrderEvent.END): None,
    (OrderState.ENDED, OrderEvent.RECORD): OrderState.ENDED,
}


@dataclass(eq=False)
class NotInThisState(Exception):
    """The event is not possible in the state the thing is in."""

    state: StrEnum
    event: StrEnum


def offer_after(*, state: OfferState, event: OfferEvent) -> OfferState:
    """The state of an offer after the event.

    Raises NotInThisState.
    """
    after = OFFERS[state, event]
    if after is None:
        raise NotInThisState(state, event)
    return after


def order_after(*, state: OrderState, event: OrderEvent) -> OrderState:
    """The state of an order after the event.

    Raises NotInThisState.
    """
    after = ORDERS[state, event]
    if after is None:
        raise NotInThisState(state, event)
    return after


def order_allows(*, state: OrderState, event: OrderEvent) -> bool:
    """Whether the event is possible for an order in this state."""
    return ORDERS[state, event] is not None


def offer_allows(*, state: OfferState, event: OfferEvent) -> bool:
    """Whether the event is possible for an offer in this state."""
    return OFFERS[state, event] is not None
