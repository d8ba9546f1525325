"""Notice and cancellation in words, the same wherever they are said."""

from __future__ import annotations

from accounts.web.presenters.wording import pounds
from marketplace.enums import CancellationKind
from marketplace.rules.ending import Terms
from marketplace.web.presenters import wording


def present(*, terms: Terms) -> str:
    """Both sentences."""
    return f"{notice(terms=terms)} {charge(terms=terms)}"


def notice(*, terms: Terms) -> str:
    """What notice the provider published."""
    if not terms.notice_days:
        return "The provider asks for no notice."
    return f"The provider asks for {wording.days(number=terms.notice_days)} of notice."


def charge(*, terms: Terms) -> str:
    """What the provider published for less notice."""
    if terms.kind is CancellationKind.AMOUNT:
        return f"With less notice they may charge {pounds(pence=terms.amount_pence)}."
    if terms.kind is CancellationKind.DAYS:
        days = wording.days(number=terms.days)
        return (
            f"With less notice they may charge the visits planned for {days} after you tell them."
        )
    return "They charge nothing for less notice."
