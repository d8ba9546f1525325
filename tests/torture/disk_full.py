"""A full disk at named points: nothing is half done, and with room again each deed is done once.

On SQLite the whole database lies on a small disk. On PostgreSQL one table of three at a time does,
with hardly a row to a page, so that the table must grow where the disk has nothing left.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import OperationalError, connection

from tests.ledger_sound import fingerprint
from tests.torture import faults, small_disk
from tests.torture.deeds import Deed, Desk
from tests.torture.faults import At
from tests.torture.findings import must
from tests.torture.small_disk import NoSmallDisk, NothingWritten, SmallDisk

ROOM = 16
POINTS = {
    "at the beginning": r"",
    "at the entry": r'INSERT INTO "?isf_journalentry\b',
    "at what the entry moves": r'INSERT INTO "?isf_(posting|reservationevent)\b',
    "at the audit": r'INSERT INTO "?accounts_auditevent\b',
}
TABLES = {
    "for the entry": ("isf_journalentry",),
    "for what the entry moves": ("isf_posting", "isf_reservationevent"),
    "for the audit": ("accounts_auditevent",),
}
DISK_FULL = "53100"
SMALL = "market_small_disk"
Session = psycopg.Connection[Any]


def on_sqlite(desk: Desk, times: int) -> Counter[str]:
    """The disk with the database fills up before a named statement."""
    seen: Counter[str] = Counter()
    with database_on_a_small_disk() as disk:
        for point, pattern in POINTS.items():
            for _ in range(times):
                # Closed, it gives up what it has of the disk: it must ask for room again.
                connection.close()
                deed, before = desk.next(), fingerprint()
                at = At(pattern, disk.fill)
                with connection.execute_wrapper(at):
                    refused(deed, disk.says)
                must(at.hit, f"{deed.name} never came {point}")
                must(fingerprint() == before, f"{deed.name} was seen half done, {disk.name}")
                disk.make_room()
                connection.close()
                must(fingerprint() == before, f"{deed.name} left something, {disk.name} {point}")
                faults.drains(deed, f"{disk.name} {point}")
                seen[f"{disk.name} {point}"] += 1
    return seen


def refused(deed: Deed, says: str) -> None:
    try:
        deed.ask()
    except OperationalError as error:
        must(says in str(error), f"{deed.name} where nothing can be written: {error}")
    else:
        must(False, f"{deed.name} was done though nothing could be written")


@contextmanager
def database_on_a_small_disk() -> Iterator[SmallDisk | NothingWritten]:
    """For the block the database lies on a disk of little room; then it is back in its place."""
    name = str(connection.settings_dict["NAME"])
    megabytes = Path(name).stat().st_size // small_disk.MEGABYTE + ROOM
    with ExitStack() as stack:
        disk: SmallDisk | NothingWritten
        try:
            disk = stack.enter_context(small_disk.mounted(megabytes=megabytes))
        except NoSmallDisk:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="market-disk-"))
            disk = NothingWritten(Path(folder))
        moved = str(disk.folder / "books.sqlite3")
        move(name, moved)
        stack.callback(move, moved, name)
        stack.callback(disk.make_room)
        yield disk


def move(here: str, there: str) -> None:
    """Copy the whole database, and work on that copy."""
    connection.close()
    with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(there)) as copy:
        source.backup(copy)
    connection.settings_dict["NAME"] = there


def on_postgresql(desk: Desk, times: int) -> Counter[str]:
    """A table must grow and cannot; what fits into pages it has already is done all the same."""
    seen: Counter[str] = Counter()
    for point, tables in TABLES.items():
        with faults.admin() as session, on_a_small_disk(session, tables) as disk:
            while seen[f"{disk.name} {point}"] < times:
                deed, before = desk.next(), fingerprint()
                disk.fill()
                found = state_of(deed)
                must(found in ("", DISK_FULL), f"{deed.name} with a full disk: {found}")
                if found:
                    must(fingerprint() == before, f"{deed.name} left something, {disk.name}")
                    seen[f"{disk.name} {point}"] += 1
                disk.make_room()
                faults.drains(deed, f"{disk.name} {point}")
    return seen


def state_of(deed: Deed) -> str:
    """The state in which PostgreSQL says a deed ended; empty where it was done."""
    try:
        deed.ask()
    except OperationalError as error:
        return str(getattr(error.__cause__, "sqlstate", error))
    return ""


@contextmanager
def on_a_small_disk(session: Session, tables: tuple[str, ...]) -> Iterator[SmallDisk]:
    """For the block these tables lie on a disk of little room, and new rows far apart."""
    with small_disk.mounted(megabytes=ROOM + megabytes_of(session, tables)) as disk:
        place = disk.folder / "tables"
        place.mkdir()
        give_to_server(session, place)
        connection.close()
        session.execute(f"CREATE TABLESPACE {SMALL} LOCATION '{place}'".encode())
        try:
            for table in tables:
                session.execute(f"ALTER TABLE {table} SET (fillfactor = 10)".encode())
                session.execute(f"ALTER TABLE {table} SET TABLESPACE {SMALL}".encode())
            yield disk
        finally:
            connection.close()
            disk.make_room()
            for table in tables:
                session.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default".encode())
                session.execute(f"ALTER TABLE {table} RESET (fillfactor)".encode())
            session.execute(f"DROP TABLESPACE {SMALL}".encode())


def megabytes_of(session: Session, tables: tuple[str, ...]) -> int:
    """How much these tables take up already."""
    sizes = [session.execute("SELECT pg_table_size(%s)", [name]).fetchone() for name in tables]
    return sum(size[0] for size in sizes if size) // small_disk.MEGABYTE


def give_to_server(session: Session, place: Path) -> None:
    """Let the server's own user write there. Errors: `NoSmallDisk` where it runs elsewhere."""
    (data,) = session.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'")
    try:
        owner = Path(data[0]).stat()
        os.chown(place, owner.st_uid, owner.st_gid)
    except OSError as why:
        raise NoSmallDisk(f"the server's files are not here: {why}") from why


def disk_full(desk: Desk, times: int) -> Counter[str]:
    """As near to a full disk as this machine allows; where it allows none, the count says so."""
    try:
        if connection.vendor == "postgresql":
            return on_postgresql(desk, times)
        return on_sqlite(desk, times)
    except NoSmallDisk as why:
        return Counter({f"NOT TRIED: disk full ({why})": 1})


FAULTS = (disk_full,)
