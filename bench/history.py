"""Two years of a fund as rows: paid, set aside and billed each week, with true hashes.

Written past the operations and the triggers, in bulk, because millions are wanted; otherwise they
are as the pen writes them, and `verify_ledger` finds them sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection

from isf.enums import AccountKind, EntryKind, ReservationChange
from isf.ledger import chain
from isf.ledger.chain import PostedChange, PostedMove
from isf.models import Fund
from isf.models.journal import LedgerAccount
from isf.models.reservations import Reservation
from isf.models.triggers import LEDGER
from isf.queries.verification import ENTRIES_A_FUND
from tests.factories.money import MONDAY, noon

WEEKS = 104
FIRST = MONDAY - timedelta(weeks=WEEKS)
WEEKLY, BILLED = 48_000, 15_000
POSTINGS_A_FUND = WEEKS * 8
ENTRY = "id authority_id fund_id seq kind day recorded_at key request_hash actor memo reverses_id"
COLUMNS = {
    "isf_journalentry": tuple(f"{ENTRY} line previous_hash hash".split()),
    "isf_posting": ("entry_id", "account_id", "seq", "pence", "after", "day", "late"),
    "isf_reservationevent": ("entry_id", "reservation_id", "change", "pence", "after"),
}


@dataclass(slots=True, kw_only=True)
class Story:
    """One fund's rows as they are written down."""

    fund: Fund
    own: LedgerAccount
    hold: Reservation
    council_id: int
    payee_id: int
    posted: int = 0
    held: int = 0
    seq: int = 0
    head: str = chain.GENESIS
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def tell(self) -> None:
        """Two years: money comes on Mondays and is set aside, and three bills are paid."""
        self.rows = {table: [] for table in COLUMNS}
        for week in range(WEEKS):
            monday = FIRST + timedelta(weeks=week)
            self.entry(EntryKind.ALLOCATION, monday, money=WEEKLY, other=self.council_id)
            self.entry(EntryKind.RESERVATION, monday, hold=3 * BILLED)
            for after in (2, 4, 6):
                day = monday + timedelta(days=after)
                self.entry(EntryKind.BILL, day, money=-BILLED, other=self.payee_id, hold=-BILLED)
        self.own.posted, self.own.last_day = self.posted, monday + timedelta(days=6)
        self.hold.amount = WEEKS * 3 * BILLED
        self.fund.seq, self.fund.head_hash = self.seq, self.head

    def entry(
        self, kind: EntryKind, day: date, *, money: int = 0, other: int = 0, hold: int = 0
    ) -> None:
        self.seq += 1
        self.posted += money
        self.held += hold
        id_, at = self.fund.pk * ENTRIES_A_FUND + self.seq, noon(day)
        moves, changes = [], []
        if money:
            moves.append(PostedMove(account_id=other, pence=-money, after=None))
            moves.append(PostedMove(account_id=self.own.pk, pence=money, after=self.posted))
        if hold:
            changes.append(self.change(hold))
        line = self.line(kind, day, at, moves, changes)
        previous, self.head = self.head, chain.link(previous=self.head, line=line)
        place = (id_, self.fund.authority_id, self.fund.pk, self.seq)
        said = (str(kind), day, at, self.key(), chain.GENESIS, "job:history", "", None)
        self.rows["isf_journalentry"].append((*place, *said, line, previous, self.head))
        self.rows["isf_posting"] += [
            (id_, m.account_id, self.seq, m.pence, m.after, day, False) for m in moves
        ]
        self.rows["isf_reservationevent"] += [
            (id_, c.reservation_id, c.change, c.pence, c.after) for c in changes
        ]

    def change(self, hold: int) -> PostedChange:
        what = ReservationChange.HOLD if hold > 0 else ReservationChange.SETTLE
        return PostedChange(
            reservation_id=self.hold.pk, change=str(what), pence=abs(hold), after=self.held
        )

    def key(self) -> str:
        return f"history:{self.fund.reference}:{self.seq}"

    def line(
        self,
        kind: EntryKind,
        day: date,
        at: datetime,
        moves: Sequence[PostedMove],
        changes: Sequence[PostedChange],
    ) -> str:
        return chain.body(
            fund_id=self.fund.pk,
            seq=self.seq,
            kind=str(kind),
            day=day,
            recorded_at=at,
            key=self.key(),
            request_hash=chain.GENESIS,
            actor="job:history",
            memo="",
            reverses_id=None,
            moves=moves,
            changes=changes,
        )


def write(*, funds: Sequence[Fund], council_id: int, payee_id: int) -> None:
    """Give each of some funds without entries its two years."""
    owned = {row.fund_id: row for row in LedgerAccount.objects.filter(fund__in=funds)}
    holds = Reservation.objects.bulk_create(
        Reservation(account=owned[fund.pk], kind="ORDER", reference=str(uuid4())) for fund in funds
    )
    stories = [
        Story(fund=fund, own=owned[fund.pk], hold=hold, council_id=council_id, payee_id=payee_id)
        for fund, hold in zip(funds, holds, strict=True)
    ]
    without_triggers(on=False)
    for some in in_parts(stories):
        for story in some:
            story.tell()
        for table, columns in COLUMNS.items():
            insert(table, columns, [row for story in some for row in story.rows[table]])
        for story in some:
            story.rows = {}
    without_triggers(on=True)
    Fund.objects.bulk_update(funds, ["seq", "head_hash"], batch_size=200)
    LedgerAccount.objects.bulk_update(owned.values(), ["posted", "last_day"], batch_size=200)
    Reservation.objects.bulk_update(holds, ["amount"], batch_size=200)


def in_parts(stories: Sequence[Story]) -> Iterator[Sequence[Story]]:
    for place in range(0, len(stories), 50):
        yield stories[place : place + 50]


def without_triggers(*, on: bool) -> None:
    """Let rows in as they come, or have them proved again: they are true, and millions."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET session_replication_role = {'origin' if on else 'replica'}")
        else:
            cursor.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
            (LEDGER.create if on else LEDGER.drop)(connection)


def insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows the quickest way the database has, in one transaction."""
    names = ", ".join(columns)
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with (
            connection.connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into,
        ):
            for row in rows:
                into.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    adapt = connection.ops.adapt_datetimefield_value
    plain = [tuple(adapt(one) if isinstance(one, datetime) else one for one in row) for row in rows]
    driver = connection.connection
    driver.execute("BEGIN IMMEDIATE")
    driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)  # noqa: S608
    driver.execute("COMMIT")


def shared(*, authority_id: int, organisation_id: int | None) -> int:
    """A new shared account: the council's own without an organisation, else a provider's."""
    kind = AccountKind.COUNCIL if organisation_id is None else AccountKind.PROVIDER
    return LedgerAccount.objects.create(
        authority_id=authority_id, kind=kind, organisation_id=organisation_id, running=False
    ).pk
