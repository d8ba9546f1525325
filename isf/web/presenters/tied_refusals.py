"""Why something was not done with a budget that is tied to purposes, in plain words."""

from __future__ import annotations

from typing import Final

from isf.rules import tied_parts
from isf.web.presenters.refusal_words import Wording
from isf.web.presenters.wording import percent

NOT_BY_PART: Final = {
    "DIRECT_PAYMENT": (
        "A direct payment cannot be tied to purposes: the person spends it themself.",
        "Choose an individual service fund or a managed account, or leave the purposes out.",
    ),
    "CLOSING": (
        "Money that is tied to purposes cannot move to a direct payment.",
        "Choose another fund of the person, or the account the council manages.",
    ),
    "RECOVERY": (
        "Money that is tied to purposes cannot be taken back yet as unspent.",
        "Let it lie: its money stays where it is. Talk with the person about what it is for.",
    ),
    "SHARED_BILL": (
        "A bill cannot be shared over a fund that is tied to purposes.",
        "Leave this person out, and record their part with its purpose on the page of their fund.",
    ),
    "CONTRIBUTION": (
        "A contribution cannot be agreed for a fund that is tied to purposes.",
        "Agree it for another fund of the person.",
    ),
}


def _impossible(refusal: tied_parts.PartsImpossible) -> tuple[str, str]:
    if refusal.twice:
        return (f"Two purposes are called “{refusal.twice}”.", "Give each a name of its own.")
    if refusal.total_bp == tied_parts.WHOLE_BP:
        return ("A purpose has a share of 0%.", "Give it more than 0%, or leave it out.")
    return (
        f"The shares of the purposes add up to {percent(bp=refusal.total_bp)}, not to 100%.",
        "Change the shares until they add up to 100%; each is more than 0%.",
    )


def _unknown(refusal: tied_parts.PartUnknown) -> tuple[str, str]:
    if not refusal.names:
        return ("This budget is not tied to purposes.", "Leave the purpose out.")
    return (
        "This budget has no such purpose.",
        f"Choose one of these: {', '.join(refusal.names)}; or none, for money that is not tied.",
    )


TABLE: Final[dict[type[Exception], Wording]] = {
    tied_parts.PartsImpossible: _impossible,
    tied_parts.PartUnknown: _unknown,
    tied_parts.NotByPart: lambda refusal: NOT_BY_PART[refusal.what],
}
