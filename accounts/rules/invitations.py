"""How long an invitation lasts, and whether it can still be taken up."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LIFETIME: Final = timedelta(days=7)


class State(StrEnum):
    """Where an invitation stands."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


def state_of(
    *,
    expires_at: datetime,
    accepted_at: datetime | None,
    withdrawn_at: datetime | None,
    at: datetime,
) -> State:
    """Where an invitation stands at an instant; it can be accepted before it expires, not then."""
    if accepted_at is not None:
        return State.ACCEPTED
    if withdrawn_at is not None:
        return State.WITHDRAWN
    return State.OPEN if at < expires_at else State.EXPIRED
