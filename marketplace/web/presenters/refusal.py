"""Why an order was not placed: what is true of the money, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.web.presenters.wording import day, pounds
from marketplace import funding
from marketplace.operations import orders

NOTHING = "Nothing was ordered and nothing was set aside."


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refusal on a page."""

    title: str
    what: str
    todo: tuple[str, ...]


def present(*, refused: Exception) -> Refusal:
    """Word one of `REFUSALS`."""
    words = next(words for kind, words in _WORDS.items() if isinstance(refused, kind))
    return words(refused)


def _short(refused: funding.InsufficientFunds) -> Refusal:
    """There is less in the fund than the visits on funded days cost (ISF-RES-2)."""
    return Refusal(
        title="There is not enough money in the fund now",
        what=(
            f"{pounds(pence=refused.available_pence)} is available{_for(refused.part)}. "
            "The visits on days that are already paid for would need "
            f"{pounds(pence=refused.requested_pence)}. {NOTHING}"
        ),
        todo=(
            "Ask for less each time, or for fewer days.",
            "Begin later, when the council has paid the next weeks.",
            "End another order first.",
        ),
    )


def _for(part: str) -> str:
    return f" for “{part}”" if part else ""


def _too_much(refused: funding.PromiseTooLarge) -> Refusal:
    """A week would be promised more than it brings (ISF-RES-6)."""
    brings = pounds(pence=max(int(refused.may_promise), 0))
    named = _for(refused.purse.name) if refused.purse else ""
    return Refusal(
        title=f"This is more than a week of your budget brings{named}",
        what=(
            f"In the week of {day(on=refused.week)} all your orders{named} together would cost "
            f"{pounds(pence=refused.promised)}. After the management fee that week brings {brings}"
            f"{named}{_set_aside(refused.set_aside)}. {_left(refused)}{NOTHING}"
        ),
        todo=(
            "Ask for less each time, or for fewer days.",
            "End another order first.",
            "Use money from earlier weeks, if the fund has some.",
        ),
    )


def _left(refused: funding.PromiseTooLarge) -> str:
    """What is left of the purpose that lacks money, where the budget is tied to purposes."""
    purse = refused.purse
    if purse is None:
        return ""
    return f"{pounds(pence=purse.available_pence)} is left to use{_for(purse.name)} altogether. "


def _closing(refused: funding.FundNotOpen) -> Refusal:
    """The fund does not pay for these days (ISF-POR-2)."""
    if refused.last_on is None:
        words = f"The fund pays for nothing before {day(on=refused.first_on)}."
    else:
        words = (
            f"The last day of the fund is {day(on=refused.last_on)}, and nothing can be ordered "
            "from it for a later day (ISF-POR-2)."
        )
    return Refusal(
        title="This fund does not pay for those days",
        what=f"{words} {NOTHING}",
        todo=(
            "Choose days inside that, and give the order an end.",
            "Pay from another fund, or ask your council which one comes after this.",
        ),
    )


def _on_hold(_: Exception) -> Refusal:
    """The council has stopped new orders (ISF-LIF-3); why is not for this page."""
    return Refusal(
        title="This cannot be ordered at the moment",
        what=f"The council has stopped new orders here for now. {NOTHING}",
        todo=(
            "Ask your council what you can do.",
            "Support that was ordered before goes on.",
        ),
    )


def _died(refused: funding.PersonDied) -> Refusal:
    """The person has died: nothing new is ordered with their money (ISF-LIF-2)."""
    return Refusal(
        title="Nothing new can be ordered from this fund",
        what=f"The person died on {day(on=refused.died_on)} (ISF-LIF-2). {NOTHING}",
        todo=("Visits up to that day can still be billed and answered.",),
    )


def _not_fundable(_: Exception) -> Refusal:
    """The council's list says a budget may not buy this (ISF-BUY-1)."""
    return Refusal(
        title="A personal budget may not pay for this",
        what=f"It is on the list your council publishes. {NOTHING}",
        todo=("Ask your council why, or choose something else.",),
    )


def _no_such_part(_: funding.PartUnknown) -> Refusal:
    """The budget has no part of that name (ISF-RES-5)."""
    return Refusal(
        title="Your budget has no such purpose",
        what=f"The money is tied to other purposes. {NOTHING}",
        todo=("Choose again which money pays for it.",),
    )


def _changed(_: Exception) -> Refusal:
    """The offer says something else than when the person looked."""
    return Refusal(
        title="The provider has changed this offer",
        what=f"What you see below is the offer as it is now. {NOTHING}",
        todo=("Check the prices and the terms again, then order if you still want it.",),
    )


def _sent_before(_: Exception) -> Refusal:
    """The same form already placed another order (ISF-LED-3)."""
    return Refusal(
        title="You have already sent this order once, and changed it since",
        what="The first one was placed as it was. The changed one was not.",
        todo=("Look at your orders. If you want another one, begin again from the offer.",),
    )


def _set_aside(pence: int) -> str:
    return f", and {pounds(pence=pence)} from earlier weeks may be used" if pence else ""


_WORDS: Mapping[type[Exception], Callable[[Any], Refusal]] = {
    funding.InsufficientFunds: _short,
    funding.PromiseTooLarge: _too_much,
    funding.FundNotOpen: _closing,
    funding.NotFundable: _not_fundable,
    funding.PartUnknown: _no_such_part,
    funding.OnHold: _on_hold,
    funding.PersonDied: _died,
    orders.OfferChanged: _changed,
    orders.TokenReused: _sent_before,
}
REFUSALS = tuple(_WORDS)
