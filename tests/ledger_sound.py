"""Whether the whole ledger keeps its invariants, worked out again from the rows alone.

Nothing here uses the queries or the pen: balances, the chain and the past are recomputed from the
postings and compared with what is stored. The numbers are those of the invariants: 1 conservation,
2 never below nothing, 3 balances are history, 4 reservations add up, 5 keys once, 6 a refusal
changes nothing (`fingerprint`), 7 chain unbroken, 8 fees within caps, 9 every penny out points to
what it paid for.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from isf.enums import EntryKind
from isf.ledger.chain import GENESIS
from isf.models import (
    FeeCharge,
    Fund,
    PlannedVisit,
    Promise,
)
from isf.models.journal import JournalEntry, LedgerAccount, Posting, Snapshot
from isf.models.reservations import Reservation, ReservationEvent
from tests import moves_sound

OUT = {
    EntryKind.BILL,
    EntryKind.CANCELLATION,
    EntryKind.REFUND,
    EntryKind.PURCHASE,
    EntryKind.FEE,
    EntryKind.FEE_BACK,
}
SIGN = {"HOLD": 1, "SETTLE": -1, "RELEASE": -1}


@dataclass(slots=True)
class Books:
    """Every row of the ledger, read once."""

    funds: dict[int, Fund]
    accounts: dict[int, LedgerAccount]
    entries: list[JournalEntry]
    postings: dict[int, list[Posting]]
    events: dict[int, list[ReservationEvent]]
    reservations: dict[int, Reservation]


def read() -> Books:
    postings: dict[int, list[Posting]] = defaultdict(list)
    for posting in Posting.objects.order_by("id"):
        postings[posting.entry_id].append(posting)
    events: dict[int, list[ReservationEvent]] = defaultdict(list)
    for event in ReservationEvent.objects.order_by("id"):
        events[event.entry_id].append(event)
    return Books(
        funds=Fund.objects.in_bulk(),
        accounts=LedgerAccount.objects.in_bulk(),
        entries=list(JournalEntry.objects.order_by("fund_id", "seq")),
        postings=postings,
        events=events,
        reservations=Reservation.objects.in_bulk(),
    )


def assert_ledger_sound() -> None:
    """Every invariant that can be read off the rows; call it at the end of each journey."""
    books = read()
    conserved(books)
    balances_are_history(books)
    past_days_are_exact(books)
    snapshots_are_history(books)
    reservations_add_up(books)
    keys_are_used_once(books)
    chain_is_unbroken(books)
    fees_are_within_caps(books)
    moves_sound.money_out_has_a_reason(books)
    moves_sound.moves_cancel_out()
    moves_sound.closed_funds_are_empty()
    moves_sound.months_stay_closed()
    moves_sound.refunds_are_of_what_was_paid(books)
    moves_sound.charges_keep_what_is_set_aside(books)
    moves_sound.contributions_are_told()


def conserved(books: Books) -> None:
    """1: entries sum to zero and touch one fund of one authority; headers and postings match."""
    known = {entry.pk for entry in books.entries}
    assert set(books.postings) <= known
    assert set(books.events) <= known
    for entry in books.entries:
        moves = books.postings[entry.pk]
        assert sum(posting.pence for posting in moves) == 0, entry.key
        assert len(moves) != 1, entry.key
        for posting in moves:
            account = books.accounts[posting.account_id]
            assert account.authority_id == entry.authority_id, entry.key
            assert account.fund_id in (None, entry.fund_id), f"{entry.key}: another fund's money"
            assert (posting.day, posting.seq) == (entry.day, entry.seq), entry.key
    assert sum(p.pence for moves in books.postings.values() for p in moves) == 0


def balances_are_history(books: Books) -> None:
    """2 and 3: the stored balances are the fold of history, which never goes below the floor."""
    posted: Counter[int] = Counter()
    reserved: Counter[int] = Counter()
    for entry in books.entries:
        for event in books.events[entry.pk]:
            account_id = books.reservations[event.reservation_id].account_id
            reserved[account_id] += SIGN[event.change] * event.pence
        for posting in books.postings[entry.pk]:
            account = books.accounts[posting.account_id]
            posted[account.pk] += posting.pence
            after = posted[account.pk] if account.running else None
            assert posting.after == after, entry.key
        for account_id in {*posted, *reserved}:
            account = books.accounts[account_id]
            if account.fund_id == entry.fund_id and account.floor is not None:
                left = posted[account_id] - reserved[account_id]
                assert left >= account.floor, f"{entry.key} left {left}"
    for account in books.accounts.values():
        if account.running:
            assert (account.posted, account.reserved) == (posted[account.pk], reserved[account.pk])


def past_days_are_exact(books: Books) -> None:
    """3: newest posting in order up to a day, plus the late ones recorded after it."""
    by_account: dict[int, list[Posting]] = defaultdict(list)
    for moves in books.postings.values():
        for posting in moves:
            if books.accounts[posting.account_id].running:
                by_account[posting.account_id].append(posting)
            else:
                assert not posting.late, posting.pk
    for account_id, rows in by_account.items():
        rows.sort(key=lambda row: (row.seq, row.pk))
        newest = rows[0].day
        for posting in rows:
            assert posting.late == (posting.day < newest), posting.pk
            newest = max(newest, posting.day)
        assert books.accounts[account_id].last_day == newest
        days = {posting.day for posting in rows}
        for day in days | {day - timedelta(days=1) for day in days}:
            truth = sum(posting.pence for posting in rows if posting.day <= day)
            assert balance_on(rows, day) == truth, day


def snapshots_are_history(books: Books) -> None:
    """3: what was written down when a month was closed is what was posted for its days."""
    for row in Snapshot.objects.all():
        posted = sum(
            posting.pence
            for moves in books.postings.values()
            for posting in moves
            if posting.account_id == row.account_id and posting.day <= row.through_on
        )
        assert row.posted == posted, f"snapshot {row.pk}"
    kept = Snapshot.objects.filter(account__fund__isnull=False, account__purpose="")
    closes = [entry for entry in books.entries if entry.kind == EntryKind.MONTH_CLOSE]
    assert Counter(kept.values_list("account__fund_id", flat=True)) == Counter(
        entry.fund_id for entry in closes
    )


def balance_on(rows: list[Posting], day: Any) -> int:
    in_order = [posting for posting in rows if not posting.late and posting.day <= day]
    newest = max(in_order, key=lambda posting: (posting.seq, posting.pk), default=None)
    after, seq = (newest.after or 0, newest.seq) if newest else (0, 0)
    late = [p.pence for p in rows if p.late and p.day <= day and p.seq > seq]
    return after + sum(late)


def reservations_add_up(books: Books) -> None:
    """4: held = settled + released + open, per reservation, account and promise."""
    changes: dict[int, Counter[str]] = defaultdict(Counter)
    for events in books.events.values():
        for event in events:
            changes[event.reservation_id][event.change] += event.pence
    open_by_account: Counter[int] = Counter()
    for row in books.reservations.values():
        change = changes[row.pk]
        assert row.amount == change["HOLD"]
        assert row.remaining == change["HOLD"] - change["SETTLE"] - change["RELEASE"]
        open_by_account[row.account_id] += row.remaining
    for account in books.accounts.values():
        assert account.reserved == open_by_account[account.pk]
    held: Counter[str] = Counter()
    for row in books.reservations.values():
        held[row.reference] += row.remaining if row.kind == "ORDER" else 0
    visits: Counter[str] = Counter()
    for visit in PlannedVisit.objects.select_related("line__promise"):
        visits[str(visit.line.promise.order)] += visit.reserved_pence
    for order in Promise.objects.values_list("order", flat=True):
        assert visits[str(order)] == held[str(order)], f"order {order}"


def keys_are_used_once(books: Books) -> None:
    """5: one entry per business key, one reversal per entry, never of a reversal."""
    keys = Counter((entry.authority_id, entry.key) for entry in books.entries)
    assert [key for key, times in keys.items() if times > 1] == []
    reversed_ones = Counter(e.reverses_id for e in books.entries if e.reverses_id)
    assert [entry for entry, times in reversed_ones.items() if times > 1] == []
    by_id = {entry.pk: entry for entry in books.entries}
    assert [entry for entry in reversed_ones if by_id[entry].reverses_id] == []


def chain_is_unbroken(books: Books) -> None:
    """7: no gap, each hash over the one before, and each line saying what its rows say."""
    heads = dict.fromkeys(books.funds, (0, GENESIS))
    for entry in books.entries:
        seq, previous = heads[entry.fund_id]
        assert entry.seq == seq + 1
        assert entry.previous_hash == previous
        material = f"{previous}|{entry.line}".encode("ascii")
        assert entry.hash == hashlib.sha256(material).hexdigest()
        assert datetime.fromisoformat(json.loads(entry.line)[4]) == entry.recorded_at
        assert said(entry) == written(entry, books.postings[entry.pk], books.events[entry.pk])
        heads[entry.fund_id] = (entry.seq, entry.hash)
    for fund in books.funds.values():
        assert (fund.seq, fund.head_hash) == heads[fund.pk]


def said(entry: JournalEntry) -> list[Any]:
    line: list[Any] = json.loads(entry.line)
    return [*line[:4], *line[5:]]


def written(
    entry: JournalEntry, postings: Iterable[Posting], events: Iterable[ReservationEvent]
) -> list[Any]:
    return [
        entry.fund_id,
        entry.seq,
        entry.kind,
        entry.day.isoformat(),
        entry.key,
        entry.request_hash,
        entry.actor,
        entry.memo,
        entry.reverses_id,
        [[row.account_id, row.pence, row.after] for row in postings],
        [[row.reservation_id, row.change, row.pence, row.after] for row in events],
    ]


def fees_are_within_caps(books: Books) -> None:
    """8: what was charged is what the charges say, and never above the cap of its days."""
    for fund in books.funds.values():
        charges = list(FeeCharge.objects.filter(fund=fund).order_by("id"))
        for charge in charges:
            assert charge.cumulative_fee_pence <= charge.cumulative_cap_pence
        taken = sum(
            posting.pence
            for entry in books.entries
            if entry.fund_id == fund.pk and entry.kind in (EntryKind.FEE, EntryKind.FEE_BACK)
            for posting in books.postings[entry.pk]
            if books.accounts[posting.account_id].fund_id is None
        )
        assert taken == (charges[-1].cumulative_fee_pence if charges else 0)


def fingerprint() -> str:
    """A hash over every row of every table of money, and of the audit trail (invariant 6)."""
    told = hashlib.sha256()
    for model in sorted(tables(), key=lambda model: model._meta.db_table):
        told.update(model._meta.db_table.encode())
        columns = sorted(field.attname for field in model._meta.concrete_fields)
        for row in model._default_manager.order_by("pk").values_list(*columns):
            told.update(repr(row).encode())
    return told.hexdigest()


def tables() -> list[type[models.Model]]:
    audit = apps.get_model("accounts", "AuditEvent")
    return [*apps.get_app_config("isf").get_models(), audit]
