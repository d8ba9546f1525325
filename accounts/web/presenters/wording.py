"""How money, days and instants are written for people, the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.rules.wording import LONDON, MINUS, day, days, instant, pounds, weekday

__all__ = [
    "LONDON",
    "MINUS",
    "Status",
    "day",
    "days",
    "instant",
    "pounds",
    "status",
    "weekday",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A state as a page shows it: a word and the colour behind it; the word alone says it all."""

    label: str
    colour: str


_GOOD = "green"
_WAITING = "yellow"
_TROUBLE = "red"
_QUIET = "grey"
_COLOURS = {
    _GOOD: "ACTIVE ACCEPTED APPROVED AVAILABLE CONFIRMED DELIVERED LIVE MET PAID PUBLISHED SETTLED "
    "SHOWN",
    _WAITING: "APPEALED AWAITING COMING DRAFT DUE HELD OPEN PENDING PLACED PROPOSED RECEIVED "
    "SOON STANDSTILL SUBMITTED",
    _TROUBLE: "DECLINED FAILED HIDDEN MISSED NOT_MET OVERDUE QUERIED REFUSED REJECTED SUSPENDED",
    _QUIET: "CANCELLED CLOSED ENDED EXPIRED KEPT_HIDDEN NOT_KNOWN RELEASED REPLACED WITHDRAWN",
}
_COLOUR_OF = {code: colour for colour, codes in _COLOURS.items() for code in codes.split()}


def status(*, code: str, label: str = "") -> Status:
    """Word a state code; an app gives `label` where the code alone would not be plain English."""
    return Status(
        label=label or code.replace("_", " ").capitalize(), colour=_COLOUR_OF.get(code, "blue")
    )
