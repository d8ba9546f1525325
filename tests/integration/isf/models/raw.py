"""Rows of the ledger by plain SQL, the way somebody with the database open would write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from isf.models import Fund
from isf.models.journal import JournalEntry, LedgerAccount
from tests.factories.money import MONDAY, account, noon

FREE_ID = 9_999_999_999


def run(sql: str, *params: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return int(cursor.fetchone()[0])


def check_now() -> None:
    """Let deferred foreign keys speak, as they would at commit."""
    connection.check_constraints()


def posting(
    account_id: int,
    pence: int,
    *,
    entry_id: int = FREE_ID,
    day: date = MONDAY,
    seq: int = 900,
    id_: int | None = None,
    verb: str = "INSERT",
) -> int:
    values = [entry_id, account_id, seq, pence, day, False]
    columns = "entry_id, account_id, seq, pence, day, late"
    if id_ is not None:
        values, columns = [*values, id_], columns + ", id"
    marks = ", ".join(["%s"] * len(values))
    return run(f"{verb} INTO isf_posting ({columns}) VALUES ({marks})", *values)


def header(fund: Fund, *, verb: str = "INSERT", **changes: Any) -> int:
    """An entry's header for a fund, with changes to single columns."""
    columns: dict[str, Any] = {
        "id": FREE_ID,
        "authority_id": fund.authority_id,
        "fund_id": fund.pk,
        "seq": 900,
        "kind": "GRANT",
        "day": MONDAY,
        "recorded_at": noon(MONDAY),
        "key": "raw",
        "request_hash": "",
        "actor": "job:raw",
        "memo": "",
        "reverses_id": None,
        "line": "[]",
        "previous_hash": "",
        "hash": "",
    } | changes
    marks = ", ".join(["%s"] * len(columns))
    return run(
        f"{verb} INTO isf_journalentry ({', '.join(columns)}) VALUES ({marks})",
        *columns.values(),
    )


def council(fund: Fund) -> LedgerAccount:
    return LedgerAccount.objects.get(authority_id=fund.authority_id, kind="COUNCIL")


def balanced(fund: Fund, **changes: Any) -> None:
    """A whole entry of one pound, postings first."""
    entry_id = changes.get("id", FREE_ID)
    posting(account(fund).pk, 100, entry_id=entry_id)
    posting(council(fund).pk, -100, entry_id=entry_id)
    header(fund, **changes)


def newest(fund: Fund) -> JournalEntry:
    return JournalEntry.objects.filter(fund=fund).latest("seq")
