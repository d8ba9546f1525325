"""Why unspent money is not taken back, or not saved instead, in plain words."""

from __future__ import annotations

from typing import Final

from accounts.web.presenters import wording as words_for
from isf.operations import origins, recoveries, topups
from isf.rules.surplus import RecoveryTooEarly, RecoveryTooMuch
from isf.web.presenters.refusal_words import AGAIN, Wording, says


def _too_early(refusal: RecoveryTooEarly) -> tuple[str, str]:
    if refusal.earliest is None:
        return (
            "The letter to the person has not gone out yet.",
            "Print and post it, or send it again: it is in the list of letters.",
        )
    day = words_for.day(on=refusal.earliest)
    return ("The days of notice are not over yet.", f"The money can be taken back from {day} on.")


def _too_much(refusal: RecoveryTooMuch) -> tuple[str, str]:
    free = words_for.pounds(pence=max(refusal.uncommitted_pence, 0))
    return (
        f"{free} is without plans today, so no more than that can be taken back.",
        "Enter a lower amount, or let the money lie.",
    )


TABLE: Final[dict[type[Exception], Wording]] = {
    RecoveryTooEarly: _too_early,
    RecoveryTooMuch: _too_much,
    recoveries.RecoveryOver: says(
        "This money has been decided about already.", "What became of it stands below."
    ),
    recoveries.SavedInstead: says(
        "The person saved this money for something instead, so nothing of it can be taken back.",
        "Let it lie: say so on the case.",
    ),
    topups.TopUpNothing: says(
        "Nothing of the added money is left, or the amount is nothing.", "Look at the fund again."
    ),
    origins.OriginsDoNotAddUp: says(
        "Where the money came from does not add up. Nothing was changed.", AGAIN
    ),
}
