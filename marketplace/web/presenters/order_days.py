"""The days of an order in words, with an end that its money has before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.web.presenters.wording import day as day_words
from accounts.web.presenters.wording import days as days_words
from marketplace.enums import OrderState
from marketplace.funding import PaidDays
from marketplace.models import Order
from marketplace.web.presenters import wording

_ALIVE = frozenset({OrderState.PLACED, OrderState.ACCEPTED, OrderState.ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When an order runs, its state on the day it is read, and why its money ends before it."""

    words: str
    state_words: str
    last_on: date | None
    cut: str = ""
    is_paid: bool = True


def present(*, order: Order, paid: PaidDays, on: date) -> Days:
    """The days of an order as they will be.

    A notice on the fund ends what the order was promised; the order itself says nothing of it.
    """
    if order.ends_on is not None and order.ends_on < order.starts_on:
        return Days(
            words=f"ended before it began on {day_words(on=order.starts_on)}",
            state_words=_state_words(order, order.ends_on, on),
            last_on=order.ends_on,
        )
    if OrderState(order.state) not in _ALIVE:
        return _until(order, order.ends_on, on)
    if not paid.any:
        return Days(
            words=f"would have begun on {day_words(on=order.starts_on)}",
            state_words="Does not begin",
            last_on=order.starts_on,
            cut="Its fund was given a last day before the first visit. Nothing of it is paid for.",
            is_paid=False,
        )
    if paid.last_on is None or (order.ends_on is not None and order.ends_on <= paid.last_on):
        return _until(order, order.ends_on, on)
    return _until(
        order,
        paid.last_on,
        on,
        cut=f"Its fund was given a last day, {day_words(on=paid.last_on)}. "
        "Visits after that day are not paid for.",
    )


def _until(order: Order, last_on: date | None, on: date, *, cut: str = "") -> Days:
    return Days(
        words=days_words(starts_on=order.starts_on, ends_on=last_on),
        state_words=_state_words(order, last_on, on, is_cut=bool(cut)),
        last_on=last_on,
        cut=cut,
    )


def _state_words(order: Order, last_on: date | None, on: date, *, is_cut: bool = False) -> str:
    state = OrderState(order.state)
    ends = state is OrderState.ENDED or (state is OrderState.ACCEPTED and is_cut)
    if ends and last_on is not None and last_on >= on:
        return f"Ends on {day_words(on=last_on)}"
    if state is OrderState.ACCEPTED and last_on is not None and last_on < on:
        return "Finished"
    return wording.ORDER_STATES[state]
