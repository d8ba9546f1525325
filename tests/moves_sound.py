"""Whether moved money arrived, closed funds are empty and contributions told: from the rows."""

from __future__ import annotations

from collections import defaultdict

from isf.enums import EntryKind
from isf.models import Closing, ContributionWeek, Fund
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


def months_stay_closed() -> None:
    """3: each fund is closed through the last month that its own entries closed."""
    closed: dict[int, str] = {}
    rows = JournalEntry.objects.filter(kind=EntryKind.MONTH_CLOSE).order_by("memo")
    for entry in rows:
        closed[entry.fund_id] = entry.memo[:7]
    for fund in Fund.objects.filter(pk__in=closed):
        assert str(fund.closed_through)[:7] == closed[fund.pk], fund.pk


def contributions_are_told() -> None:
    """Each week that gave something back has its entry of that amount, and each entry a week."""
    told = {
        week.entry_id: -week.returned_pence
        for week in ContributionWeek.objects.filter(entry__isnull=False)
    }
    moved: dict[int, int] = defaultdict(int)
    back = Posting.objects.filter(entry__kind=EntryKind.CONTRIBUTION_NOT_DUE)
    for posting in back.filter(account__fund__isnull=False):
        moved[posting.entry_id] += posting.pence
    assert told == dict(moved)
    for week in ContributionWeek.objects.all():
        assert 0 <= week.due_pence <= min(week.agreed_pence, week.care_pence), week.pk
