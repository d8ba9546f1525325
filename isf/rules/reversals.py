"""Which entries can be reversed, and why the others cannot."""

from typing import Final

from isf.enums import EntryKind

REVERSIBLE: Final = frozenset(
    {
        EntryKind.ALLOCATION,
        EntryKind.ALLOCATION_DIFFERENCE,
        EntryKind.GRANT,
        EntryKind.PURCHASE,
        EntryKind.BILL,
        EntryKind.FEE,
    }
)
REVERSED: Final = "it was reversed before"


def why_not(*, kind: EntryKind, is_reversal: bool, is_reversed: bool = False) -> str:
    """Why an entry cannot be reversed, in a few words; empty where it can. Source: ISF-LED-2."""
    if is_reversal:
        return "a reversal is not reversed"
    if is_reversed:
        return REVERSED
    return "" if kind in REVERSIBLE else "it has a correction of its own"
