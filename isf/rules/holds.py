"""Safeguarding holds: what stands still while one is on, and who lets it go on."""

from accounts.rules.registry import rule
from isf.enums import HoldScope


class OnHold(Exception):
    """Something that a safeguarding hold stops (ISF-LIF-3); why is told to few, not here."""

    rule = "ISF-LIF-3"

    def __init__(self, *, scope: HoldScope) -> None:
        self.scope = scope
        super().__init__("A safeguarding hold is on.")


class HoldReasonMissing(Exception):
    """A hold that is put or lifted without saying why (ISF-LIF-3)."""

    rule = "ISF-LIF-3"


@rule("ISF-LIF-3", "Putting a hold and lifting it each need a reason.")
def check_reason(*, reason: str) -> str:
    """The reason without what cannot be seen around it. Errors: `HoldReasonMissing`.

    Source: ISF-LIF-3.
    """
    if not reason.strip():
        raise HoldReasonMissing("A hold is put and lifted for a reason.")
    return reason.strip()
