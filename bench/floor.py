"""The floor: one entry and its two postings inserted, fund and account updated, one commit.

Raw SQL through the driver itself, prepared where the driver does that, on tables with the same
columns and indexes as the ledger's but without triggers and foreign keys. Nothing is checked,
looked up, hashed or audited. This is never made slower to look good beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

TABLES = ("isf_journalentry", "isf_posting", "isf_fund", "isf_ledgeraccount")
DAY, AT = date(2026, 4, 6), datetime(2026, 4, 6, 12, tzinfo=UTC)
ENTRY = """INSERT INTO floor_journalentry (id, authority_id, fund_id, seq, kind, day, recorded_at,
    key, request_hash, actor, memo, reverses_id, line, previous_hash, hash)
    VALUES (%s, 1, %s, %s, 'GRANT', %s, %s, %s, %s, 'user:1', '', NULL, %s, %s, %s)"""
POSTINGS = """INSERT INTO floor_posting (entry_id, account_id, seq, pence, after, day, late)
    VALUES (%s, %s, %s, -1, NULL, %s, false), (%s, %s, %s, 1, %s, %s, false)"""
ACCOUNT = """UPDATE floor_ledgeraccount SET posted = posted + 1, version = version + 1,
    last_day = %s WHERE id = %s"""
FUND = "UPDATE floor_fund SET seq = %s, head_hash = %s WHERE id = %s"
LINE = "x" * 260
HASH = "0" * 64


class Floor:
    """Posts for funds by raw SQL, as many times as it is called; its tables must be there.

    `funds` are pairs of a fund and its account. Writers at once number their entries from different
    `first_seq`: what they write is as much, and none of them reads what another wrote.
    """

    def __init__(
        self, *, funds: Sequence[tuple[int, int]], council_id: int, first_seq: int = 0
    ) -> None:
        connection.ensure_connection()
        self.driver: Any = connection.connection
        self.is_sqlite = connection.vendor == "sqlite"
        self.funds, self.council_id = funds, council_id
        self.seq = first_seq
        self.day = DAY.isoformat() if self.is_sqlite else DAY
        self.at = AT.isoformat(" ") if self.is_sqlite else AT

    def post(self, place: int = 0) -> None:
        """One entry of one penny for the fund at a place, committed."""
        self.seq += 1
        seq, day = self.seq, self.day
        fund_id, account_id = self.funds[place]
        self.run("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        key = f"grant:{seq}"
        self.run(POSTINGS, seq, self.council_id, seq, day, seq, account_id, seq, seq, day)
        self.run(ENTRY, seq, fund_id, seq, day, self.at, key, HASH, LINE, HASH, HASH)
        self.run(ACCOUNT, day, account_id)
        self.run(FUND, seq, HASH, fund_id)
        self.run("COMMIT")

    def run(self, sql: str, *params: Any) -> None:
        if self.is_sqlite:
            self.driver.execute(sql.replace("%s", "?"), params)
        else:
            self.driver.execute(sql, params, prepare=True)


def make_tables(tables: Sequence[str] = TABLES) -> None:
    """Copies of the ledger's tables with their indexes, bare of triggers and foreign keys."""
    with connection.cursor() as cursor:
        for table in tables:
            copy = copied(table)
            if connection.vendor == "postgresql":
                cursor.execute(f"CREATE TABLE {copy} (LIKE {table} INCLUDING ALL)")
            else:
                cursor.execute(
                    "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL"
                    " AND type IN ('table', 'index') ORDER BY type DESC",
                    [table],
                )
                for (sql,) in cursor.fetchall():
                    cursor.execute(bare(sql, table=table, copy=copy))
            cursor.execute(f"INSERT INTO {copy} SELECT * FROM {table} WHERE {mine(table)}")  # noqa: S608


def copied(table: str) -> str:
    """The name of a table's copy."""
    return f"floor_{table.partition('_')[2]}"


def bare(sql: str, *, table: str, copy: str) -> str:
    """One statement of a table's making, for its copy."""
    renamed = re.sub(r' REFERENCES "\w+" \("\w+"\) DEFERRABLE INITIALLY DEFERRED', "", sql)
    renamed = renamed.replace(f'"{table}"', f'"{copy}"')
    return re.sub(r'(CREATE (?:UNIQUE )?INDEX )"', r'\1"floor_', renamed)


def mine(table: str) -> str:
    return "true" if table in ("isf_fund", "isf_ledgeraccount") else "false"
