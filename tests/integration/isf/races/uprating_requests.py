"""What a process of a race about raising everybody's budget asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.permissions import system
from isf.operations import uprating
from isf.rules.uprating import Terms, Uplift
from tests.factories.money import MONDAY, noon
from tests.integration.isf.races.requests import Ask


def uprate(asked: dict[str, Any]) -> Ask:
    """The same rise in every process."""
    terms = Terms(
        starts_on=date.fromisoformat(asked["from"]),
        budget=Uplift(rate_bp=500),
        contribution=Uplift(),
    )

    def ask() -> list[int]:
        done = uprating.uprate(
            authority_id=asked["authority"],
            terms=terms,
            by=system("uprate"),
            at=noon(MONDAY),
            on=MONDAY,
        )
        return [len(done.raised), len(done.refused)]

    return ask
