"""Faults of PostgreSQL and of the way to it, at named points: afterwards each deed is done once."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection

from tests.ledger_sound import fingerprint
from tests.torture import proxy
from tests.torture.deeds import Deed, Desk
from tests.torture.findings import must

BROKEN = (OperationalError, InterfaceError)
POINTS = {
    "at the lock of the fund": r"FOR NO KEY UPDATE|FOR UPDATE",
    "at the entry": r'INSERT INTO "?isf_journalentry',
    "at the audit": r'INSERT INTO "?accounts_auditevent',
}


@contextmanager
def admin() -> Iterator[psycopg.Connection[Any]]:
    """A session beside the one of the product, on the same database."""
    connection.ensure_connection()
    info = connection.connection.info
    with psycopg.connect(
        host=info.host, port=info.port, dbname=info.dbname, user=info.user, autocommit=True
    ) as session:
        yield session


class At:
    """Does something once, before the first statement that matches."""

    def __init__(self, pattern: str, do: Callable[[], None]) -> None:
        self.pattern, self.do = re.compile(pattern), do
        self.hit = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not self.hit and self.pattern.search(sql):
            self.hit = True
            self.do()
        return execute(sql, params, many, context)


def drains(deed: Deed, when: str) -> None:
    """The same deed asked for again, and once more: it is done exactly once."""
    connection.close()
    deed.ask()
    deed.ask()
    deed.must_be_done(1, f"after {when}, and asking again twice")


def reply_lost(desk: Desk, times: int) -> Counter[str]:
    """The server has committed and the answer never arrives."""
    seen: Counter[str] = Counter()
    with proxy.between() as between:
        for _ in range(times):
            deed = desk.next()
            connection.ensure_connection()
            between.armed = True
            try:
                deed.ask()
                must(False, "the reply to COMMIT was lost and nobody noticed")
            except BROKEN:
                connection.close()
            deed.must_be_done(1, "after the reply to its COMMIT was lost")
            drains(deed, "the reply to its COMMIT was lost")
            seen[f"reply lost after COMMIT: {deed.name}"] += 1
        must(between.lost == times, f"{between.lost} replies of {times} were lost")
    return seen


def backend_terminated(desk: Desk, times: int) -> Counter[str]:
    """The server's process for this connection is ended before a named statement."""
    seen: Counter[str] = Counter()
    for point, pattern in POINTS.items():
        while seen[f"backend terminated {point}"] < times:
            deed, before = desk.next(), fingerprint()
            connection.ensure_connection()
            pid = connection.connection.info.backend_pid
            with admin() as session:
                at = At(pattern, partial(end, session, pid))
                try:
                    with connection.execute_wrapper(at):
                        deed.ask()
                except BROKEN:
                    connection.close()
            if not at.hit:
                continue
            must(fingerprint() == before, f"{deed.name} left something, terminated {point}")
            drains(deed, f"its backend was terminated {point}")
            seen[f"backend terminated {point}"] += 1
    return seen


def end(session: psycopg.Connection[Any], pid: int) -> None:
    """Ask for the end of a backend, and wait until it is gone."""
    session.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def deadlock(desk: Desk, times: int) -> Counter[str]:
    """Two sessions want what the other has; the database ends one, the operation tries again."""
    seen: Counter[str] = Counter()
    while seen["deadlock, tried again by itself"] < times:
        number, fund = 100_000 + desk.number, desk.funds[0]
        desk.number += 1
        deed = desk.grant(number, fund)
        with admin() as other:
            other.execute("SET deadlock_timeout = '30s'")
            other.execute("BEGIN")
            other.execute(
                "SELECT 1 FROM isf_ledgeraccount WHERE fund_id = %s FOR UPDATE", [fund.pk]
            )
            waiting = threading.Thread(target=want_fund, args=(other, fund.pk))
            with connection.cursor() as cursor:
                cursor.execute("SET deadlock_timeout = '20ms'")
            tries = At(r"isf_journalentry", waiting.start)
            with connection.execute_wrapper(tries), Count() as count:
                deed.ask()
            waiting.join()
        deed.must_be_done(1, "after a deadlock")
        must(tries.hit, "nothing waited")
        seen["deadlock, tried again by itself"] += count.deadlocks
        drains(deed, "a deadlock")
    return seen


def want_fund(session: psycopg.Connection[Any], fund_id: int) -> None:
    session.execute("SELECT 1 FROM isf_fund WHERE id = %s FOR UPDATE", [fund_id])
    session.execute("COMMIT")


class Count:
    """Counts the deadlocks that this process was told of."""

    def __init__(self) -> None:
        self.deadlocks = 0

    def __enter__(self) -> Count:
        self.wrapper = connection.execute_wrapper(self.look)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *left: object) -> None:
        self.wrapper.__exit__(*left)

    def look(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        try:
            return execute(sql, params, many, context)
        except OperationalError as error:
            self.deadlocks += getattr(error.__cause__, "sqlstate", "") == "40P01"
            raise


def statement_timeout(desk: Desk, times: int) -> Counter[str]:
    """Somebody else holds the fund for longer than a statement may take."""
    seen: Counter[str] = Counter()
    for _ in range(times):
        deed, before = desk.next(), fingerprint()
        with admin() as other:
            other.execute("BEGIN")
            other.execute("SELECT 1 FROM isf_fund FOR UPDATE")
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '20ms'")
            try:
                deed.ask()
                must(False, "a statement waited for longer than it may")
            except OperationalError:
                connection.close()
            other.execute("ROLLBACK")
        must(fingerprint() == before, f"{deed.name} left something after a statement timeout")
        drains(deed, "a statement timeout")
        seen["statement timeout"] += 1
    return seen


FAULTS = (reply_lost, backend_terminated, deadlock, statement_timeout)
