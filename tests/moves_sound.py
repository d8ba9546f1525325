"""Whether money that moved between funds arrived, and closed funds are empty: from the rows."""

from __future__ import annotations

from collections import defaultdict

from isf.enums import EntryKind
from isf.models import Closing
from isf.models.journal import JournalEntry, LedgerAccount, Posting


def moves_cancel_out() -> None:
    """1: what went into the transfer account under a reference came out of it, for one person."""
    sums: dict[str, int] = defaultdict(int)
    between = Posting.objects.filter(account__kind="TRANSFER").select_related("entry")
    for posting in between:
        sums[posting.entry.memo] += posting.pence
    assert {memo: pence for memo, pence in sums.items() if pence} == {}
    people: dict[str, set[int]] = defaultdict(set)
    for entry in JournalEntry.objects.filter(kind=EntryKind.TRANSFER).select_related("fund"):
        people[entry.memo].add(entry.fund.person_id)
    assert {memo for memo, whose in people.items() if len(whose) > 1} == set()


def closed_funds_are_empty() -> None:
    """Nothing is posted or set aside in a fund that was closed."""
    closed = Closing.objects.filter(closed_on__isnull=False).values_list("fund_id", flat=True)
    left = LedgerAccount.objects.filter(fund_id__in=list(closed))
    assert [row.pk for row in left if row.posted or row.reserved] == []
