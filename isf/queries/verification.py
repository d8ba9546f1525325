"""Reads the whole ledger again and finds the first place where it is not what it was."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from isf.enums import FundState
from isf.ledger import chain
from isf.models import ContributionWeek, FeeCharge, Fund
from isf.models.journal import JournalEntry, LedgerAccount, Posting, Snapshot
from isf.models.reservations import Reservation, ReservationEvent
from isf.queries.folds import Fold, fold_entry, fold_fee, fold_month, fold_returned
from isf.queries.kept import wrong_with_kept
from isf.queries.orphans import list_orphans
from isf.queries.sealed import check_seals
from isf.queries.snapshots import wrong_snapshots

CHUNK = 2_000
ENTRIES_A_FUND = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One place that is not what was posted: fund, number in its chain, what is wrong there."""

    fund: str
    seq: int
    what: str


@dataclass(slots=True, kw_only=True)
class Report:
    """How much was read, and every damage found, first places first."""

    funds: int = 0
    entries: int = 0
    postings: int = 0
    events: int = 0
    seals: int = 0
    damages: list[Damage] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.damages


def verify(*, authority_id: int | None = None, progress: Iterator[None] | None = None) -> Report:
    """Read every chain, balance, reservation and seal, and compare them with what is stored.

    Memory does not grow with the ledger. Source: ISF-LED-1, -4, -6.
    """
    report = Report()
    funds = Fund.objects.order_by("id")
    if authority_id is not None:
        funds = funds.filter(authority_id=authority_id)
    for fund in funds.iterator(chunk_size=CHUNK):
        verify_fund(fund=fund, report=report)
        if progress is not None:
            next(progress, None)
    if report.is_sound and authority_id is None:
        verify_orphans(report=report)
    verify_snapshots(report=report, authority_id=authority_id)
    verify_seals(report=report, authority_id=authority_id)
    return report


def verify_orphans(*, report: Report) -> None:
    """Rows that belong to no entry that was read. Source: ISF-LED-1, ISF-LED-4."""
    for one in list_orphans(postings=report.postings, events=report.events):
        report.damages.append(Damage(fund=one.fund, seq=one.seq, what=one.what))


def verify_head(*, fund: Fund, seq: int, head_hash: str) -> bool:
    """Whether a printed head is in the chain of a fund. Source: ISF-LED-4."""
    if seq == 0:
        return head_hash == chain.GENESIS
    return JournalEntry.objects.filter(fund=fund, seq=seq, hash=head_hash).exists()


def verify_fund(*, fund: Fund, report: Report) -> None:
    """Read one chain from its beginning; the first damaged entry ends it. Source: ISF-LED-4."""
    report.funds += 1
    fold, damage = fold_chain(fund=fund, report=report)
    what = "" if damage else wrong_at_end(fund=fund, fold=fold)
    if what:
        damage = Damage(fund=str(fund.reference), seq=fold.seq, what=what)
    if damage:
        report.damages.append(damage)


def fold_chain(*, fund: Fund, report: Report) -> tuple[Fold, Damage | None]:
    """What the entries of a fund add up to, and the first that is damaged. Source: ISF-LED-4."""
    fold = Fold()
    for entry, postings, events in read_chain(fund=fund):
        report.entries += 1
        report.postings += len(postings)
        report.events += len(events)
        what = wrong_with(entry=entry, postings=postings, events=events, fold=fold)
        if not what and entry.authority_id != fund.authority_id:
            what = "the entry is in the books of another council"
        if what:
            return fold, Damage(fund=str(fund.reference), seq=entry.seq, what=what)
        fold.seq, fold.previous = entry.seq, entry.hash
        fold_month(entry=entry, fold=fold)
        fold_fee(entry=entry, postings=postings, fold=fold)
        fold_returned(entry=entry, postings=postings, fold=fold)
    return fold, None


def read_chain(
    *, fund: Fund
) -> Iterator[tuple[JournalEntry, list[Posting], list[ReservationEvent]]]:
    """The entries of a fund in order with their rows, a few thousand at a time. Source: LED-4."""
    after = -1
    while True:
        rows = JournalEntry.objects.filter(fund=fund, seq__gt=after).order_by("seq")
        entries = list(rows[:CHUNK])
        if not entries:
            return
        ids = [entry.pk for entry in entries]
        between = {"entry_id__gte": min(ids), "entry_id__lte": max(ids)}
        postings = Posting.objects.filter(**between).order_by("entry_id", "id")
        events = ReservationEvent.objects.filter(**between).order_by("entry_id", "id")
        by_posting = {k: list(g) for k, g in groupby(postings, key=lambda row: row.entry_id)}
        by_event = {k: list(g) for k, g in groupby(events, key=lambda row: row.entry_id)}
        for entry in entries:
            yield entry, by_posting.get(entry.pk, []), by_event.get(entry.pk, [])
        if len(entries) < CHUNK:
            return
        after = entries[-1].seq


def wrong_with(
    *,
    entry: JournalEntry,
    postings: list[Posting],
    events: list[ReservationEvent],
    fold: Fold,
) -> str:
    """What is wrong with one entry, or nothing. Source: ISF-LED-1, ISF-LED-4."""
    if entry.seq != fold.seq + 1 or entry.pk != entry.fund_id * ENTRIES_A_FUND + entry.seq:
        return f"entry {fold.seq + 1} is missing"
    if entry.previous_hash != fold.previous:
        return "the hash before is not the one it was chained to"
    if entry.hash != chain.link(previous=entry.previous_hash, line=entry.line):
        return "the hash is not that of its line"
    if not same_as_line(entry=entry, postings=postings, events=events):
        return "a column, posting or reservation event is not what the line says"
    if sum(posting.pence for posting in postings) != 0:
        return "the postings do not sum to zero"
    return fold_entry(postings=postings, events=events, fold=fold)


def same_as_line(
    *, entry: JournalEntry, postings: list[Posting], events: list[ReservationEvent]
) -> bool:
    """Whether columns and rows say what the hashed line says. Source: ISF-LED-4."""
    try:
        said = json.loads(entry.line)
        said[4] = datetime.fromisoformat(said[4])
    except (ValueError, IndexError, TypeError):
        return False
    stored = [
        entry.fund_id,
        entry.seq,
        entry.kind,
        entry.day.isoformat(),
        entry.recorded_at,
        entry.key,
        entry.request_hash,
        entry.actor,
        entry.memo,
        entry.reverses_id,
        [[posting.account_id, posting.pence, posting.after] for posting in postings],
        [[event.reservation_id, event.change, event.pence, event.after] for event in events],
    ]
    dated = all(p.day == entry.day and p.seq == entry.seq for p in postings)
    return bool(said == stored) and dated


def wrong_at_end(*, fund: Fund, fold: Fold) -> str:
    """What of the stored state does not follow from the whole history. Source: ISF-LED-6."""
    if (fund.seq, fund.head_hash) != (fold.seq, fold.previous):
        return f"the chain ends at {fold.seq}, the fund says {fund.seq}"
    reserved: dict[int, int] = {}
    for row in Reservation.objects.filter(account__fund=fund):
        reserved[row.account_id] = reserved.get(row.account_id, 0) + row.remaining
        left = fold.amounts.get(row.pk, 0), fold.remaining.get(row.pk, 0)
        if (row.amount, row.remaining) != left:
            return f"reservation {row.pk} is not what its events leave"
    what = wrong_with_accounts(fund=fund, fold=fold, reserved=reserved)
    what = what or wrong_with_kept(fund=fund) or wrong_with_months(fund=fund, fold=fold)
    what = what or wrong_with_fees(fund=fund, fold=fold) or wrong_with_weeks(fund=fund, fold=fold)
    return what or wrong_with_closed(fund=fund, fold=fold)


def wrong_with_accounts(*, fund: Fund, fold: Fold, reserved: dict[int, int]) -> str:
    """Whether the accounts of a fund hold what was posted and set aside. Source: ISF-LED-6."""
    accounts = list(LedgerAccount.objects.filter(fund=fund))
    if not {account.pk for account in accounts} >= set(fold.posted):
        return "money was posted to an account that is not the fund's"
    for account in accounts:
        if account.posted != fold.posted.get(account.pk, 0):
            return f"the balance of account {account.pk} is not its history"
        if account.last_day != fold.last_days.get(account.pk):
            return f"the last day of account {account.pk} is not that of its history"
        if account.reserved != reserved.get(account.pk, 0):
            return f"the reserved money of account {account.pk} is not its reservations"
    return ""


def wrong_with_months(*, fund: Fund, fold: Fold) -> str:
    """Whether every month that was closed is closed, and has its snapshot. Source: ISF-LED-5."""
    if fold.closed_through not in (None, fund.closed_through):
        return f"months are closed through {fold.closed_through}, the fund says otherwise"
    kept = Snapshot.objects.filter(account__fund=fund, account__purpose="").count()
    return "" if kept == fold.closed else "a month was closed and its snapshot is missing"


def wrong_with_fees(*, fund: Fund, fold: Fold) -> str:
    """Whether each charge says what was taken as fee when it was posted. Source: ISF-FEE-2."""
    charges = FeeCharge.objects.filter(fund=fund, entry__isnull=False)
    said = dict(charges.order_by().values_list("entry_id", "cumulative_fee_pence"))
    if any(fold.fees.get(entry_id) != pence for entry_id, pence in said.items()):
        return "a charge of fee is not what was posted"
    newest = FeeCharge.objects.filter(fund=fund).order_by("-id").first()
    if (newest.cumulative_fee_pence if newest else 0) != fold.fee:
        return "the fee charged to date is not what was posted"
    return ""


def wrong_with_weeks(*, fund: Fund, fold: Fold) -> str:
    """Whether what went back of contributions is what the weeks say. Source: ISF-FUN-2."""
    rows = ContributionWeek.objects.filter(fund=fund, returned_pence__gt=0)
    if dict(rows.values_list("entry_id", "returned_pence")) != fold.returned:
        return "what went back of contributions is not what the weeks say"
    return ""


def wrong_with_closed(*, fund: Fund, fold: Fold) -> str:
    """Whether a closed fund is at exactly nothing. Source: ISF-POR-3."""
    left = fund.state == FundState.CLOSED and any((*fold.posted.values(), *fold.remaining.values()))
    return "the fund is closed and not at nothing" if left else ""


def verify_snapshots(*, report: Report, authority_id: int | None) -> None:
    """Compare what closed months wrote down with what was posted until then. Source: ISF-LED-5."""
    for fund, through_on in wrong_snapshots(authority_id=authority_id):
        what = f"the snapshot of {through_on} is not what was posted until then"
        report.damages.append(Damage(fund=fund, seq=0, what=what))


def verify_seals(*, report: Report, authority_id: int | None) -> None:
    """Recompute every seal, and look up every head it saw. Source: ISF-LED-4."""
    for one in check_seals(authority_id=authority_id):
        report.seals += 1
        if one.what:
            report.damages.append(Damage(fund=one.fund, seq=one.seq, what=one.what))
