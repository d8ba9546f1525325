"""The entry of a fund's chain that closed a month."""

from __future__ import annotations

from datetime import date

from isf.enums import EntryKind
from isf.models import Fund
from isf.models.journal import JournalEntry


def find_closing(*, fund: Fund, month: date) -> tuple[int, str] | None:
    """Number and hash of the entry that closed a month, or None while it is open.

    No entry after it can count for the month's days, so it covers all of them. Source: ISF-LED-5.
    """
    closes = JournalEntry.objects.filter(fund=fund, kind=EntryKind.MONTH_CLOSE).order_by("seq")
    wanted = f"{month:%Y-%m}"
    for seq, key, head_hash in closes.values_list("seq", "key", "hash"):
        if key.rpartition(":")[2] >= wanted:
            return seq, head_hash
    return None
