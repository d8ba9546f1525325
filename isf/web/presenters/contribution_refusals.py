"""Why a contribution is not agreed, or not taken in, in plain words."""

from __future__ import annotations

from typing import Final

from accounts.web.presenters import wording as words_for
from isf.operations import contributions
from isf.rules.contributions import ContributionTooEarly, ContributionTooLarge
from isf.web.presenters.refusal_words import Wording, says


def _too_large(refusal: ContributionTooLarge) -> tuple[str, str]:
    weekly = words_for.pounds(pence=refusal.weekly_pence)
    asked = words_for.pounds(pence=refusal.contribution_pence)
    day = words_for.day(on=refusal.day)
    return (
        (
            f"On {day} the money for this fund is {weekly} a week, and the contribution would be "
            f"{asked}."
        ),
        "Enter an amount that is at most the weekly money.",
    )


def _too_early(refusal: ContributionTooEarly) -> tuple[str, str]:
    earliest = words_for.day(on=refusal.earliest)
    what = "A contribution changes no day that has begun, and none outside the agreement."
    if refusal.latest is None:
        return what, f"Enter {earliest} or a later day."
    if refusal.latest < refusal.earliest:
        return what, "This agreement ends before that: nothing can be changed for it any more."
    return what, f"Enter a day from {earliest} to {words_for.day(on=refusal.latest)}."


TABLE: Final[dict[type[Exception], Wording]] = {
    ContributionTooLarge: _too_large,
    ContributionTooEarly: _too_early,
    contributions.ContributionNotAgreed: says(
        "No contribution of that kind was agreed for this fund, or the amount is nothing.",
        "Look at what was agreed, and enter what was paid.",
    ),
}
