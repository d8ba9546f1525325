"""Why an event in a life was not recorded, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accounts.web.presenters import wording as words_for
from isf.enums import HoldScope
from isf.operations import absences
from isf.rules import deaths
from isf.rules.absences import StayImpossible, StaysOverlap
from isf.rules.deaths import PersonDied
from isf.rules.holds import HoldReasonMissing, OnHold
from isf.web.presenters.refusal_words import AGAIN, Wording, says

_day = words_for.day
_ASK = "Ask your council. What was ordered before goes on, and other providers can be chosen."
_HELD: Final[Mapping[HoldScope, tuple[str, str]]] = {
    HoldScope.PROVIDER: ("Nothing new can be ordered from this provider at the moment.", _ASK),
    HoldScope.FUND: (
        "Nothing new can be bought from this fund and no money leaves it just now.",
        "Ask your council.",
    ),
    HoldScope.PERSON: (
        "Nothing new can be bought with this money and none of it leaves just now.",
        "Ask your council.",
    ),
}


def _impossible(refusal: StayImpossible) -> tuple[str, str]:
    if refusal.returned_on is None or refusal.returned_on > refusal.latest_on:
        return (
            "This is still to come.",
            (
                "Time away is written down when it has begun, and the return when the person is "
                f"back: {_day(on=refusal.latest_on)} at the latest."
            ),
        )
    return (
        "The day of return is not after the first full day away.",
        "A full day away begins and ends away from home. If there was none, write nothing down.",
    )


def _overlap(refusal: StaysOverlap) -> tuple[str, str]:
    if refusal.returned_on is None:
        return (
            f"The person is written down as away since {_day(on=refusal.first_on)}.",
            "Record that return first, or correct that time away.",
        )
    return (
        (
            f"These days touch the time away from {_day(on=refusal.first_on)} to the return on "
            f"{_day(on=refusal.returned_on)}."
        ),
        "Enter other days, or correct that time away.",
    )


def _died(refusal: PersonDied) -> tuple[str, str]:
    return (
        f"The person died on {_day(on=refusal.died_on)} (ISF-LIF-2).",
        (
            "Nothing new is ordered, agreed or paid for. Bills for visits up to that day are "
            "still taken, and what is left goes back to who paid it in."
        ),
    )


TABLE: Final[Mapping[type[Exception], Wording]] = {
    StayImpossible: _impossible,
    StaysOverlap: _overlap,
    OnHold: lambda refusal: _HELD[refusal.scope],
    PersonDied: _died,
    deaths.DeathToCome: lambda refusal: (
        f"{_day(on=refusal.day)} has not come yet.",
        f"Enter {_day(on=refusal.today)} or an earlier day.",
    ),
    deaths.DeathRecorded: lambda refusal: (
        f"The death on {_day(on=refusal.died_on)} was recorded before.",
        "If the day is wrong, correct it and say why.",
    ),
    deaths.DeathChanged: says(
        "This was corrected meanwhile, or says the same as before. Nothing was changed.", AGAIN
    ),
    deaths.ReasonMissing: says(
        "What was recorded before is kept, so a correction needs a reason.",
        "Say what was wrong.",
    ),
    HoldReasonMissing: says("A hold needs a reason.", "Say why."),
    absences.AbsenceChanged: says("Somebody changed this time away meanwhile.", AGAIN),
    absences.ReasonMissing: says(
        "What was recorded before is kept, so a correction needs a reason.",
        "Say what was wrong.",
    ),
}
