"""Whether moved money arrived and what was paid has a reason, read off the rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from isf.enums import EntryKind, LineState
from isf.models import (
    Allocation,
    CancellationCharge,
    Closing,
    ContributionWeek,
    FeeCharge,
    Fund,
    InvoiceLine,
    Purchase,
    Refund,
)
from isf.models.journal import JournalEntry, LedgerAccount, Posting

if TYPE_CHECKING:
    from tests.ledger_sound import Books


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


def charges_keep_what_is_set_aside(books: Books) -> None:
    """4: a charge for an early end keeps what its reservation holds."""
    kept: dict[str, int] = defaultdict(int)
    for row in books.reservations.values():
        kept[row.reference] += row.remaining if row.kind == "RETAINED" else 0
    charges = {f"cancel:{row.reference}": row for row in CancellationCharge.objects.all()}
    assert set(kept) - set(charges) <= {name for name, pence in kept.items() if not pence}
    for name, charge in charges.items():
        assert kept[name] == charge.reserved_pence, name


def refunds_are_of_what_was_paid(books: Books) -> None:
    """9: what a provider gave back is told of its line, and never more than was paid for it."""
    told = {row.entry_id: row for row in Refund.objects.select_related("line")}
    back: dict[int, int] = defaultdict(int)
    for entry in (entry for entry in books.entries if entry.kind == EntryKind.REFUND):
        own = sum(p.pence for p in books.postings[entry.pk] if books.accounts[p.account_id].fund_id)
        assert own == told[entry.pk].pence, entry.key
        back[told[entry.pk].line_id] += own
    for row in told.values():
        assert back[row.line_id] <= 100 * row.line.amount.amount


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


def money_out_has_a_reason(books: Books) -> None:
    """9: a bill has its delivered line, a purchase its record, a fee its charge, to the penny."""
    lines = {
        line.entry_id: line
        for line in InvoiceLine.objects.filter(entry__isnull=False).select_related(
            "visit", "charge"
        )
    }
    purchases = {row.entry_id: row for row in Purchase.objects.all()}
    charges = set(FeeCharge.objects.filter(entry__isnull=False).values_list("entry_id", flat=True))
    allocations = {row.entry_id: row.amount_pence for row in Allocation.objects.all()}
    for entry in books.entries:
        own = sum(p.pence for p in books.postings[entry.pk] if books.accounts[p.account_id].fund_id)
        if entry.kind in (EntryKind.FEE, EntryKind.FEE_BACK):
            assert entry.pk in charges, entry.key
        elif entry.reverses_id is not None or entry.kind == EntryKind.RESERVATION:
            continue
        elif entry.kind == EntryKind.BILL:
            line = lines[entry.pk]
            assert line.visit is not None
            assert line.visit.delivery == line.delivery, entry.key
            assert line.state in (LineState.APPROVED, LineState.CREDITED), entry.key
            assert own == -100 * line.amount.amount, entry.key
        elif entry.kind == EntryKind.CANCELLATION:
            line = lines[entry.pk]
            assert line.charge is not None
            assert own == -100 * line.amount.amount >= -line.charge.pence, entry.key
        elif entry.kind == EntryKind.PURCHASE:
            assert own == -100 * purchases[entry.pk].amount.amount, entry.key
        elif entry.kind in (EntryKind.ALLOCATION, EntryKind.ALLOCATION_DIFFERENCE):
            assert own == allocations[entry.pk], entry.key
