"""Rows of the ledger changed by plain SQL while its triggers are away, and where that is found."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connection, transaction

from isf.models import Fund, triggers
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent
from isf.operations import rebuilding
from isf.queries import verification
from tests.factories.lives import LATER
from tests.factories.money import noon
from tests.torture.findings import Finding
from tests.torture.tampered_world import GRANTS, Place, World


class NotLocated(Finding):
    """A row was tampered with and was not named, or another one was."""


def run(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        if cursor.rowcount == 0:
            raise AssertionError(f"{sql} touched no row")


def edit(world: World) -> Place:
    """One column of one row says something else."""
    entry = world.entry()
    columns: dict[str, Any] = {
        "memo": "x",
        "kind": "TOPUP",
        "key": f"x{entry.pk}",
        "actor": "job:x",
        "request_hash": "x",
        "day": "2020-02-02",
        "recorded_at": "2020-02-02 00:00:00+00:00",
        "hash": "0" * 64,
        "previous_hash": "1" * 64,
        "line": entry.line.replace("[", "[ ", 1),
        "reverses_id": entry.pk,
    }
    column = world.random.choice(sorted(columns))
    run(f"UPDATE isf_journalentry SET {column} = %s WHERE id = %s", columns[column], entry.pk)
    return world.place(entry)


def edit_posting(world: World) -> Place:
    posting = world.posting()
    change = world.random.choice(
        ["pence = pence + 100000", "day = '2020-02-02'", "seq = seq + 1", "late = NOT late"]
        + (["after = after + 1"] if posting.after is not None else ["after = 1"])
    )
    run(f"UPDATE isf_posting SET {change} WHERE id = %s", posting.pk)
    return world.place(posting.entry)


def edit_event(world: World) -> Place:
    event = world.event()
    other = "SETTLE" if event.change == "HOLD" else "HOLD"
    change = world.random.choice(["pence = pence + 1", "after = after + 1", f"change = '{other}'"])
    run(f"UPDATE isf_reservationevent SET {change} WHERE id = %s", event.pk)
    return world.place(event.entry)


def delete(world: World) -> Place:
    """An entry is gone with all its rows: the next one says which is missing."""
    entry = world.entry(before_last=1)
    forget(entry)
    following = JournalEntry.objects.get(fund_id=entry.fund_id, seq=entry.seq + 1)
    return world.place(following, f"entry {entry.seq} is missing")


def forget(entry: JournalEntry) -> None:
    with connection.cursor() as cursor:
        for table, column in (
            ("isf_posting", "entry_id"),
            ("isf_reservationevent", "entry_id"),
            ("isf_journalentry", "id"),
        ):
            cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [entry.pk])


def delete_posting(world: World) -> Place:
    posting = world.posting()
    run("DELETE FROM isf_posting WHERE id = %s", posting.pk)
    return world.place(posting.entry)


def insert(world: World) -> Place:
    """An entry more at the end, well chained to the last, that the fund does not know."""
    fund = world.fund()
    last = JournalEntry.objects.get(fund=fund, seq=fund.seq)
    line = last.line.replace(f"[{fund.pk},{last.seq},", f"[{fund.pk},{last.seq + 1},", 1)
    line = line.replace(last.key, f"x{last.key}")
    digest = hashlib.sha256(f"{last.hash}|{line}".encode("ascii")).hexdigest()
    kept = "kind, day, recorded_at, request_hash, actor, memo, authority_id, fund_id, reverses_id"
    run(
        f"INSERT INTO isf_journalentry (id, seq, key, line, previous_hash, hash, {kept})"
        f" SELECT id + 1, seq + 1, %s, %s, hash, %s, {kept} FROM isf_journalentry WHERE id = %s",
        f"x{last.key}",
        line,
        digest,
        last.pk,
    )
    return Place(fund=str(fund.reference), seq=last.seq + 1)


def insert_posting(world: World) -> Place:
    """A copy of a posting, in its own entry."""
    posting = world.posting()
    copy_posting(posting, entry_id=posting.entry_id)
    return world.place(posting.entry)


def copy_posting(posting: Posting, *, entry_id: int) -> None:
    columns = "account_id, seq, pence, after, day, late"
    run(
        f"INSERT INTO isf_posting (entry_id, {columns})"
        f" SELECT %s, {columns} FROM isf_posting WHERE id = %s",
        entry_id,
        posting.pk,
    )


def insert_headerless(world: World) -> Place:
    """A posting of a fund under an entry that never was."""
    posting = world.posting(account__fund__isnull=False)
    copy_posting(posting, entry_id=posting.entry_id + 5_000_000)
    newest = Posting.objects.latest("id").pk
    return world.place(posting.entry, f"posting {newest} belongs to no entry")


def insert_headerless_event(world: World) -> Place:
    """A reservation event under an entry that never was: it has no number in a chain."""
    event = world.event()
    columns = "reservation_id, change, pence, after"
    run(
        f"INSERT INTO isf_reservationevent (entry_id, {columns})"
        f" SELECT %s, {columns} FROM isf_reservationevent WHERE id = %s",
        event.entry_id + 5_000_000,
        event.pk,
    )
    newest = ReservationEvent.objects.latest("id").pk
    fund = Fund.objects.get(pk=event.entry.fund_id)
    return Place(fund=str(fund.reference), seq=0, says=f"event {newest} belongs to no entry")


def swap(world: World) -> Place:
    """Two entries of a chain change places; the first place is where it is found."""
    fund = world.fund()
    one, other = sorted(world.random.sample(range(1, fund.seq + 1), 2))
    sql = "UPDATE isf_journalentry SET seq = %s WHERE fund_id = %s AND seq = %s"
    for new, old in ((9_999_999, one), (one, other), (other, 9_999_999)):
        run(sql, new, fund.pk, old)
    return Place(fund=str(fund.reference), seq=one)


def swap_postings(world: World) -> Place:
    """The two sides of an entry change their amounts."""
    entry = world.entry()
    rows = list(Posting.objects.filter(entry=entry).order_by("id"))
    while not rows:
        entry = world.entry()
        rows = list(Posting.objects.filter(entry=entry).order_by("id"))
    for row, pence in zip(rows, (rows[1].pence, rows[0].pence), strict=True):
        run("UPDATE isf_posting SET pence = %s WHERE id = %s", pence, row.pk)
    return world.place(entry)


def cut(world: World) -> Place:
    """The end of a chain is gone."""
    return cut_off(world, world.fund())


def cut_off(world: World, fund: Fund) -> Place:
    left = fund.seq - world.random.randint(1, GRANTS)
    for entry in JournalEntry.objects.filter(fund=fund, seq__gt=left):
        forget(entry)
    return Place(fund=str(fund.reference), seq=left, says=f"the chain ends at {left}")


def cut_and_covered(world: World) -> Place:
    """The end is gone, and heads and balances were made to fit: only the seal knows."""
    fund = world.fund()
    place = cut_off(world, fund)
    by, at = world.borough.finance, noon(LATER)
    rebuilding.rebuild(fund_id=fund.pk, by=by, at=at)
    return Place(fund=place.fund, seq=fund.seq, says="no longer has the head sealed")


def rewritten(world: World) -> Place:
    """An entry is written anew with a hash that fits it; the next one was chained to the old."""
    entry = world.entry(before_last=1)
    line = entry.line.replace(f'"{entry.actor}"', '"job:x"')
    digest = hashlib.sha256(f"{entry.previous_hash}|{line}".encode("ascii")).hexdigest()
    run(
        "UPDATE isf_journalentry SET actor = 'job:x', line = %s, hash = %s WHERE id = %s",
        line,
        digest,
        entry.pk,
    )
    return world.place(JournalEntry.objects.get(fund_id=entry.fund_id, seq=entry.seq + 1))


CLASSES: dict[str, Callable[[World], Place]] = {
    function.__name__: function
    for function in (
        edit,
        edit_posting,
        edit_event,
        delete,
        delete_posting,
        insert,
        insert_posting,
        insert_headerless,
        insert_headerless_event,
        swap,
        swap_postings,
        cut,
        cut_and_covered,
        rewritten,
    )
}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is taken back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def without_triggers() -> Iterator[None]:
    """The ledger as somebody has it who may do everything; all is as before afterwards."""
    with undone():
        triggers.LEDGER.drop(connection)
        yield


def locate(world: World, change: Callable[[World], Place]) -> None:
    """Plant one change and look for it: it is the first finding, and no other fund is named.

    With the triggers away. Errors: `NotLocated`.
    """
    with undone():
        wanted = change(world)
        found = verification.verify().damages
    first = found[0] if found else None
    exact = first is not None and (first.fund, first.seq) == (wanted.fund, wanted.seq)
    others = [one for one in found if one.fund not in (wanted.fund, "")]
    if not exact or others or (first is not None and wanted.says not in first.what):
        raise NotLocated(f"{change.__name__}: wanted {wanted}, found {found}")


def tamper(seed: int, times: int) -> Counter[str]:
    """So many changes of every class in one world, each found where it was made."""
    world, seen = World(random=Random(seed)), Counter[str]()
    for name, change in CLASSES.items():
        with without_triggers():
            for _ in range(times):
                locate(world, change)
                seen[name] += 1
        if verification.verify().damages:
            raise NotLocated(f"a false alarm after {name}: {verification.verify().damages}")
    return seen
