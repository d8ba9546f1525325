"""A pen is open for one fund inside one transaction: it locks, checks, chains and writes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS, connections

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import AccountKind, EntryKind, ReservationChange, ReservationKind
from isf.ledger import chain
from isf.ledger.chain import PostedChange, PostedMove
from isf.ledger.entries import Change, Draft, check_balanced, reserved_delta
from isf.operations.posting import guard, rows
from isf.operations.posting.accounts import SharedAccounts
from isf.operations.posting.batch import Batch
from isf.operations.posting.opened import (
    OpenReservation,
    Place,
    Posted,
    open_fund,
)
from isf.operations.posting.refusals import (
    AccountClosed,
    InsufficientFunds,
    KeyReused,
    MonthClosed,
    ReservationTooSmall,
)
from isf.operations.posting.rows import Statement

LONDON = ZoneInfo("Europe/London")
# An entry's id is its place: fund and number in the fund's chain, readable as digits.
ENTRIES_A_FUND = 10_000_000


class Pen:
    """Writes entries of one fund; use it as a context manager inside an operation.

    Entries are checked one after the other as they will stand in the chain, and written together
    when the block ends. A refused entry leaves nothing behind: the exception must leave the
    operation's transaction. No hold on the payee begins or ends while it is open.
    Source: `ledger.md`; ISF-LED-1 to -6, ISF-RES-2.
    """

    def __init__(
        self,
        *,
        fund_id: int,
        by: Actor,
        at: datetime,
        key: str = "",
        shared: Place | None = None,
        payee_id: int | None = None,
        beside: Sequence[Statement] = (),
    ) -> None:
        database = connections[DEFAULT_DB_ALIAS]
        if not database.in_atomic_block:
            raise RuntimeError("A pen is opened inside an operation's transaction.")
        guard.check_guarded()
        if payee_id is not None:
            shared = (AccountKind.PROVIDER, payee_id)
        opened = open_fund(
            fund_id=fund_id, key=key, shared=shared, payee_id=payee_id, beside=beside
        )
        self._day = database.ops.adapt_datefield_value
        self.recorded_at = database.ops.adapt_datetimefield_value(at)
        self.by = by
        self.at = at
        self.today = at.astimezone(LONDON).date()
        self.actor = f"job:{by.job}" if by.user_id is None else f"user:{by.user_id}"
        self.fund = opened.fund
        self.seq, self.head_hash = opened.fund.seq, opened.fund.head_hash
        self._first_seq = self.seq
        self.accounts = opened.accounts
        self._by_id = {account.id: account for account in self.accounts.values()}
        self._reservations = opened.reservations
        self._keys = opened.keys
        self.shared = SharedAccounts(authority_id=self.fund.authority_id, known=opened.shared)
        self.beside = opened.beside
        self.died_on = opened.died_on
        self._batch = Batch()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.flush()

    @property
    def available(self) -> int:
        """What may still be promised of the untied money, whole pence."""
        return self.accounts[""].available

    @rule("ISF-LED-3", "The same key and inputs return the first result; other inputs are refused.")
    def find(self, *, key: str, kind: EntryKind, inputs: Iterable[str]) -> Posted | None:
        """The entry a key led to before, or None.

        Errors: `KeyReused` when the inputs were others. Source: ISF-LED-3.
        """
        if key not in self._keys:
            self._keys[key] = rows.select_one(rows.FIND_KEY, (self.fund.authority_id, key))
        row = self._keys[key]
        if row is None:
            return None
        if row[2] != chain.request_hash(kind=kind, inputs=inputs):
            raise KeyReused(key=key)
        return Posted(entry_id=row[0], seq=row[1], replayed=True)

    def held(self, *, kind: ReservationKind, reference: str, purpose: str = "") -> int:
        """What a reservation still holds, whole pence. Source: ISF-RES-6."""
        key = (self.accounts[purpose].id, str(kind), reference)
        found = self._load(key)
        return found.remaining if found else 0

    def write(self, draft: Draft) -> Posted:
        """Check an entry and take it into the chain.

        Errors: `Unbalanced`, `MonthClosed`, `InsufficientFunds`, `ReservationTooSmall`.
        Source: ISF-LED-1, -4, -5, ISF-RES-2.
        """
        check_balanced(moves=draft.moves)
        self._check_day(draft.day)
        changes = [self._change(change) for change in draft.changes]
        self._check_floors(draft)
        moves = [self._move(draft, move.account_id, move.pence) for move in draft.moves]
        self.seq += 1
        entry_id = self.fund.id * ENTRIES_A_FUND + self.seq
        request_hash = chain.request_hash(kind=draft.kind, inputs=draft.inputs)
        line = chain.body(
            fund_id=self.fund.id,
            seq=self.seq,
            kind=draft.kind,
            day=draft.day,
            recorded_at=self.at,
            key=draft.key,
            request_hash=request_hash,
            actor=self.actor,
            memo=draft.memo,
            reverses_id=draft.reverses_id,
            moves=[move for move, _ in moves],
            changes=changes,
        )
        previous, self.head_hash = self.head_hash, chain.link(previous=self.head_hash, line=line)
        self._batch.events += [
            (entry_id, c.reservation_id, c.change, c.pence, c.after) for c in changes
        ]
        day = self._day(draft.day)
        self._batch.postings += [
            (entry_id, m.account_id, self.seq, m.pence, m.after, day, late) for m, late in moves
        ]
        self._batch.entries.append(
            (
                entry_id,
                self.fund.authority_id,
                self.fund.id,
                self.seq,
                str(draft.kind),
                day,
                self.recorded_at,
                draft.key,
                request_hash,
                self.actor,
                draft.memo,
                draft.reverses_id,
                line,
                previous,
                self.head_hash,
            )
        )
        return Posted(entry_id=entry_id, seq=self.seq)

    def also(self, *statements: Statement) -> None:
        """Send statements of the same operation along with what is written."""
        self._batch.also += statements

    def audit(
        self, *, action: str, details: audit.Details | None = None, subject: str = ""
    ) -> None:
        """Send the audit event of this operation along; its subject is the fund if not given."""
        event = audit.statement(
            by=self.by,
            action=action,
            at=self.at,
            person_id=self.fund.person_id,
            organisation_id=self.fund.authority_id,
            subject=subject or f"fund:{self.fund.reference}",
            details=details,
        )
        self.also(event)

    def flush(self) -> None:
        """Write what was taken in.

        Errors: `AccountClosed` when a row is not as it was locked. Source: `ledger.md`.
        """
        if not self._batch.entries and not self._batch.also:
            return
        as_locked = self._batch.send(
            accounts=self.accounts.values(),
            reservations=self._reservations.values(),
            chain=(self.seq, self.head_hash, self.fund.id, self._first_seq),
        )
        if not as_locked:
            raise AccountClosed("An account is closed, or a row moved under the fund's lock.")
        self._first_seq, self._batch = self.seq, Batch()

    def _check_day(self, day: date) -> None:
        closed = self.fund.closed_through is not None and day <= self.fund.closed_through
        if closed or day > self.today:
            raise MonthClosed(day=day, open_from=self.fund.closed_through, today=self.today)

    @rule("ISF-RES-2", "Posted and available money never go below nothing, also under concurrency.")
    def _check_floors(self, draft: Draft) -> None:
        asked: dict[int, int] = {}
        for move in draft.moves:
            asked[move.account_id] = asked.get(move.account_id, 0) - move.pence
        for change in draft.changes:
            delta = reserved_delta(change=change)
            asked[change.account_id] = asked.get(change.account_id, 0) + delta
        for account_id, pence in asked.items():
            account = self._by_id.get(account_id)
            if account is None or account.floor is None:
                continue
            before = account.available + self._pending(draft, account_id)
            if pence > 0 and before - pence < account.floor:
                raise InsufficientFunds(
                    available_pence=before - account.floor, requested_pence=pence
                )

    def _pending(self, draft: Draft, account_id: int) -> int:
        """What the changes of this draft, already applied, took from the available money."""
        return sum(reserved_delta(change=c) for c in draft.changes if c.account_id == account_id)

    def _change(self, change: Change) -> PostedChange:
        key = (change.account_id, str(change.kind), change.reference)
        found = self._load(key)
        if found is None:
            id_ = rows.select_one(rows.NEW_RESERVATION, list(key))[0]
            found = self._reservations[key] = OpenReservation(id=id_, amount=0, remaining=0)
        if change.change is ReservationChange.HOLD:
            found.amount += change.pence
            found.remaining += change.pence
        elif change.pence > found.remaining:
            raise ReservationTooSmall(remaining_pence=found.remaining, requested_pence=change.pence)
        else:
            found.remaining -= change.pence
        found.touched = True
        account = self._by_id[change.account_id]
        delta = reserved_delta(change=change)
        account.reserved += delta
        account.reserved_delta += delta
        return PostedChange(
            reservation_id=found.id,
            change=str(change.change),
            pence=change.pence,
            after=found.remaining,
        )

    def _load(self, key: tuple[int, str, str]) -> OpenReservation | None:
        if key not in self._reservations:
            row = rows.select_one(rows.FIND_RESERVATION, list(key))
            if row is None:
                return None
            self._reservations[key] = OpenReservation(id=row[0], amount=row[1], remaining=row[2])
        return self._reservations[key]

    def _move(self, draft: Draft, account_id: int, pence: int) -> tuple[PostedMove, bool]:
        account = self._by_id.get(account_id)
        if account is None:
            return PostedMove(account_id=account_id, pence=pence, after=None), False
        account.posted += pence
        account.posted_delta += pence
        late = account.last_day is not None and draft.day < account.last_day
        if not late:
            account.last_day = draft.day
        return PostedMove(account_id=account_id, pence=pence, after=account.posted), late
