"""Every state of offers and orders answers every event."""

import itertools

import pytest

from marketplace.enums import OfferEvent, OfferState, OrderEvent, OrderState
from marketplace.rules import states


def test_every_offer_state_answers_every_event():
    assert set(states.OFFERS) == set(itertools.product(OfferState, OfferEvent))


def test_every_order_state_answers_every_event():
    assert set(states.ORDERS) == set(itertools.product(OrderState, OrderEvent))


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        (OrderState.PLACED, OrderEvent.ACCEPT, OrderState.ACCEPTED),
        (OrderState.PLACED, OrderEvent.END, OrderState.CANCELLED),
        (OrderState.ACCEPTED, OrderEvent.END, OrderState.ENDED),
        (OrderState.ENDED, OrderEvent.RECORD, OrderState.ENDED),
    ],
)
def test_an_order_moves_on(state, event, after):
    assert states.order_after(state=state, event=event) is after
    assert states.order_allows(state=state, event=event)


@pytest.mark.parametrize("state", [OrderState.DECLINED, OrderState.CANCELLED])
def test_nothing_more_happens_to_an_order_that_never_ran(state):
    assert not any(states.order_allows(state=state, event=event) for event in OrderEvent)


def test_a_refusal_says_state_and_event():
    with pytest.raises(states.NotInThisState) as refused:
        states.order_after(state=OrderState.ACCEPTED, event=OrderEvent.ACCEPT)
    assert refused.value.state is OrderState.ACCEPTED
    assert refused.value.event is OrderEvent.ACCEPT


def test_only_a_published_offer_is_ordered():
    ordered = [s for s in OfferState if states.offer_allows(state=s, event=OfferEvent.ORDER)]
    assert ordered == [OfferState.PUBLISHED]


def test_a_withdrawn_offer_can_be_published_again_but_not_withdrawn_twice():
    after = states.offer_after(state=OfferState.WITHDRAWN, event=OfferEvent.PUBLISH)
    assert after is OfferState.PUBLISHED
    with pytest.raises(states.NotInThisState):
        states.offer_after(state=OfferState.WITHDRAWN, event=OfferEvent.WITHDRAW)
