"""The SQL of the pen, the same statements on SQLite and PostgreSQL: parameters in, rows out."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

LOCK_FUND = """
    SELECT authority_id, seq, head_hash, closed_through, state FROM isf_fund WHERE id = %s"""
ACCOUNTS = """
    SELECT id, purpose, posted, reserved, floor, last_day, closed_on
    FROM isf_ledgeraccount WHERE fund_id = %s ORDER BY id"""
FIND_KEY = """
    SELECT id, seq, request_hash FROM isf_journalentry WHERE authority_id = %s AND key = %s"""
RESERVATIONS = """
    SELECT r.id, r.account_id, r.kind, r.reference, r.amount, r.remaining
    FROM isf_reservation r JOIN isf_ledgeraccount a ON a.id = r.account_id
    WHERE a.fund_id = %s AND (r.remaining > 0 OR r.kind = 'FEE')"""
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
    RETURNING posted, reserved"""
UPDATE_RESERVATION = """
    UPDATE isf_reservation SET amount = %s, remaining = %s WHERE id = %s"""
UPDATE_FUND = """
    UPDATE isf_fund SET seq = %s, head_hash = %s WHERE id = %s AND seq = %s"""
INSERT_EVENTS = """
    INSERT INTO isf_reservationevent (entry_id, reservation_id, change, pence, after) VALUES """
INSERT_POSTINGS = """
    INSERT INTO isf_posting (entry_id, account_id, seq, pence, after, day, late) VALUES """
INSERT_ENTRIES = """
    INSERT INTO isf_journalentry (id, authority_id, fund_id, seq, kind, day, recorded_at, key,
        request_hash, actor, memo, reverses_id, line, previous_hash, hash) VALUES """
ROWS_A_STATEMENT = 500

Row = Sequence[Any]


def lock_fund() -> str:
    """The statement that locks a fund; SQLite's transaction has locked everything already."""
    return LOCK_FUND + (" FOR NO KEY UPDATE" if connection.vendor == "postgresql" else "")


def select(sql: str, params: Row) -> list[Any]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def select_one(sql: str, params: Row) -> Any:
    """The first row of a query, or None."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def execute(sql: str, params: Row) -> int:
    """Run a statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def insert(sql: str, rows: Sequence[Row]) -> None:
    """Insert rows, a few hundred in a statement, in the order given."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            batch = rows[start : start + ROWS_A_STATEMENT]
            one = "(" + ", ".join(["%s"] * len(batch[0])) + ")"
            values = ", ".join([one] * len(batch))
            cursor.execute(sql + values, [value for row in batch for value in row])
