"""Which entries can be reversed, and why the others cannot."""

from datetime import date
from typing import Final

from isf.enums import EntryKind

REVERSIBLE: Final = frozenset(
    {
        EntryKind.ALLOCATION,
        EntryKind.ALLOCATION_DIFFERENCE,
        EntryKind.GRANT,
        EntryKind.CONTRIBUTION,
        EntryKind.PURCHASE,
        EntryKind.BILL,
        EntryKind.CANCELLATION,
        EntryKind.FEE,
    }
)
REVERSED: Final = "it was reversed before"
REFUNDED: Final = "its provider has given money back for it"
ENDED: Final = "it has a correction of its own: withdraw the notice"


def why_not(
    *,
    kind: EntryKind,
    is_reversal: bool,
    is_reversed: bool = False,
    first_on: date | None = None,
    ends_on: date | None = None,
) -> str:
    """Why an entry cannot be reversed, in a few words; empty where it can.

    `first_on` is the first day the entry is about, `ends_on` the last day of its fund: what was
    taken back for days after the end stays so until the end moves. Source: ISF-LED-2, ISF-POR-2.
    """
    if is_reversal:
        return "a reversal is not reversed"
    if is_reversed:
        return REVERSED
    is_after = first_on is not None and ends_on is not None and first_on > ends_on
    if kind is EntryKind.ALLOCATION_DIFFERENCE and is_after:
        return ENDED
    return "" if kind in REVERSIBLE else "it has a correction of its own"
