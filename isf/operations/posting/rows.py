"""The SQL of the pen, the same statements on SQLite and PostgreSQL: parameters in, rows out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from psycopg import RawCursor
from psycopg.types.numeric import Int8

from isf.queries import deaths, holds

LOCK_FUND = """
    SELECT id, reference, person_id, authority_id, holder_id, kind, state, seq, head_hash,
        closed_through, {waited}
    FROM isf_fund WHERE id = %s"""
# Read after the lock was granted, in a statement of its own: it sees what others committed first.
OPENING = """
    SELECT a.id, a.purpose, a.posted, a.reserved, a.floor, a.last_day,
        r.id, r.kind, r.reference, r.amount, r.remaining,
        e.id, e.seq, e.request_hash, s.id, ({died_on})
    FROM isf_ledgeraccount a
    LEFT JOIN isf_reservation r ON r.account_id = a.id AND r.remaining > 0
    LEFT JOIN isf_journalentry e ON e.authority_id = a.authority_id AND e.key = %s
    LEFT JOIN isf_ledgeraccount s ON s.authority_id = a.authority_id AND s.fund_id IS NULL
        AND s.kind = %s AND s.purpose = '' AND s.organisation_id {organisation}
    WHERE a.fund_id = %s ORDER BY a.id"""
OPENING_OF_KIND = OPENING.format(organisation="IS NULL", died_on=deaths.DIED_ON)
OPENING_OF_ORGANISATION = OPENING.format(organisation="= %s", died_on=deaths.DIED_ON)
FIND_KEY = """
    SELECT id, seq, request_hash FROM isf_journalentry WHERE authority_id = %s AND key = %s"""
SHARED_OF_ORGANISATION = """
    SELECT id FROM isf_ledgeraccount
    WHERE authority_id = %s AND kind = %s AND organisation_id = %s AND purpose = ''
      AND fund_id IS NULL"""
SHARED_OF_KIND = """
    SELECT id FROM isf_ledgeraccount
    WHERE authority_id = %s AND kind = %s AND purpose = '' AND organisation_id IS NULL
      AND fund_id IS NULL"""
NEW_SHARED = """
    INSERT INTO isf_ledgeraccount (authority_id, kind, organisation_id, purpose, posted, reserved,
        running, version)
    VALUES (%s, %s, %s, '', 0, 0, false, 0) ON CONFLICT DO NOTHING"""
FIND_RESERVATION = """
    SELECT id, amount, remaining FROM isf_reservation
    WHERE account_id = %s AND kind = %s AND reference = %s"""
NEW_RESERVATION = """
    INSERT INTO isf_reservation (account_id, kind, reference, amount, remaining)
    VALUES (%s, %s, %s, 0, 0) RETURNING id"""
UPDATE_ACCOUNT = """
    UPDATE isf_ledgeraccount
    SET posted = posted + %s, reserved = reserved + %s, version = version + 1, last_day = %s
    WHERE id = %s AND closed_on IS NULL
      AND (floor IS NULL OR posted + %s - (reserved + %s) >= floor)
    RETURNING 1, id, posted, reserved"""
UPDATE_RESERVATION = """
    UPDATE isf_reservation SET amount = %s, remaining = %s WHERE id = %s"""
UPDATE_FUND = """
    UPDATE isf_fund SET seq = %s, head_hash = %s WHERE id = %s AND seq = %s
    RETURNING 2, id, seq, 0"""
INSERT_EVENTS = """
    INSERT INTO isf_reservationevent (entry_id, reservation_id, change, pence, after) VALUES """
INSERT_POSTINGS = """
    INSERT INTO isf_posting (entry_id, account_id, seq, pence, after, day, late) VALUES """
INSERT_ENTRIES = """
    INSERT INTO isf_journalentry (id, authority_id, fund_id, seq, kind, day, recorded_at, key,
        request_hash, actor, memo, reverses_id, line, previous_hash, hash) VALUES """
ROWS_A_STATEMENT = 500
STATEMENTS_IN_ONE = 12
PLACE = re.compile("%s")
RETURNS = "RETURNING "
# What the first number of a returned row says it is of.
ACCOUNT, FUND = 1, 2

Row = Sequence[Any]
Statement = tuple[str, Row]


def lock_fund(*, fund_id: int, payee_id: int | None) -> Statement:
    """The statement that locks a fund; SQLite's transaction has locked everything already.

    Where somebody is paid it also waits for who puts or lifts a hold on them. Source: ISF-LIF-3.
    """
    for_update = " FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""
    if payee_id is None:
        return LOCK_FUND.format(waited="NULL") + for_update, (fund_id,)
    waited, key = holds.provider_lock(provider_id=payee_id, alone=False)
    return LOCK_FUND.format(waited=waited) + for_update, (*key, fund_id)


def shared(*, authority_id: int, kind: str, organisation_id: int | None) -> Statement:
    """The statement that finds an account which the funds of an authority have in common."""
    if organisation_id is None:
        return SHARED_OF_KIND, (authority_id, kind)
    return SHARED_OF_ORGANISATION, (authority_id, kind, organisation_id)


def opening(*, fund_id: int, key: str, kind: str, organisation_id: int | None) -> Statement:
    """The statement that reads what a pen works with, and whether its key was used before."""
    if organisation_id is None:
        return OPENING_OF_KIND, (fund_id, key, kind, fund_id)
    return OPENING_OF_ORGANISATION, (fund_id, key, kind, organisation_id, fund_id)


def select_one(sql: str, params: Row) -> Any:
    """The first row of a query, or None."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def together(statements: Sequence[Statement]) -> list[list[Any]]:
    """Run statements one after the other and return the rows of each.

    PostgreSQL is sent all of them, and the beginning of the transaction, before the first answer
    is waited for. Each sees what the ones before it did, and after a lock was waited for, what
    others committed meanwhile.
    """
    database = connections[DEFAULT_DB_ALIAS]
    is_watched = database.queries_logged or database.execute_wrappers
    if database.vendor != "postgresql" or is_watched:
        with database.cursor() as cursor:
            return [_answer(cursor, sql, params) for sql, params in statements]
    database.ensure_connection()
    with database.wrap_database_errors:
        return _sent(database.connection, statements)


def _sent(driver: Any, statements: Sequence[Statement]) -> list[list[Any]]:
    if len(statements) == 1:
        ((sql, params),) = statements
        return [_rows(RawCursor(driver).execute(numbered(sql), typed(params)))]
    with driver.pipeline():
        sent = [
            RawCursor(driver).execute(numbered(sql), typed(params)) for sql, params in statements
        ]
    return [_rows(cursor) for cursor in sent]


def typed(params: Row) -> Row:
    """Parameters whose types never depend on how large a number is.

    The driver would name the smallest that fits, and PostgreSQL prepare a statement again for each
    mixture of small and large amounts.
    """
    return [Int8(value) if type(value) is int else value for value in params]


@lru_cache(maxsize=256)
def numbered(sql: str) -> bytes:
    """A statement as PostgreSQL itself writes it: `$1` for the first place, and so on.

    The driver would find the places of a long statement again every time it is sent.
    """
    places = count(1)
    return PLACE.sub(lambda _: f"${next(places)}", sql).encode()


def _rows(cursor: Any) -> list[Any]:
    return [] if cursor.rownumber is None else cursor.fetchall()


def _answer(cursor: CursorWrapper, sql: str, params: Row) -> list[Any]:
    """The rows of one statement; none where it returns no rows."""
    cursor.execute(sql, params)
    return list(cursor.fetchall()) if cursor.description else []


def at_once(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Statements that touch different rows and none of which itself reads what another writes.

    PostgreSQL takes a few of them as one. What they return, if anything, are four whole numbers.
    """
    if connection.vendor != "postgresql" or not 1 < len(statements) <= STATEMENTS_IN_ONE:
        yield from statements
        return
    whole = _as_one(tuple(sql for sql, _ in statements))
    yield whole, [value for _, params in statements for value in params]


@lru_cache(maxsize=256)
def _as_one(statements: tuple[str, ...]) -> str:
    parts = [f"s{place} AS ({sql})" for place, sql in enumerate(statements)]
    answers = [
        f"SELECT * FROM s{place}"  # noqa: S608 - a number of our own
        for place, sql in enumerate(statements)
        if RETURNS in sql
    ]
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(answers) or 'SELECT 1'}"


def insertions(*, sql: str, rows: Sequence[Row]) -> Iterator[Statement]:
    """Statements that insert rows in the order given, a few hundred in each."""
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        batch = rows[start : start + ROWS_A_STATEMENT]
        one = "(" + ", ".join(["%s"] * len(batch[0])) + ")"
        yield sql + ", ".join([one] * len(batch)), [value for row in batch for value in row]
