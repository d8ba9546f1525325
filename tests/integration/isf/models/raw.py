"""Rows of the ledger by plain SQL, the way somebody with the database open would write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

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
    sql = f"{verb} INTO isf_posting ({columns}) VALUES ({marks(values)})"
    return run(sql, *values)


def marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def whole(fund: Fund, *pence: int, **changes: Any) -> None:
    """An entry in one statement, where the database can: the council's sums, then the fund's."""
    accounts = [council(fund).pk, account(fund).pk]
    postings = [
        [changes.get("id", FREE_ID), account_id, 900, amount, MONDAY, False]
        for account_id, amount in zip(accounts, pence, strict=False)
    ]
    into = "INSERT INTO isf_posting (entry_id, account_id, seq, pence, day, late) VALUES"
    at_once([(f"{into} ({marks(row)})", row) for row in postings] + [header_of(fund, **changes)])


def header(fund: Fund, *, verb: str = "INSERT", **changes: Any) -> int:
    """An entry's header for a fund, with changes to single columns."""
    sql, values = header_of(fund, verb=verb, **changes)
    return run(sql, *values)


def header_of(fund: Fund, *, verb: str = "INSERT", **changes: Any) -> tuple[str, list[Any]]:
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
    values = list(columns.values())
    return f"{verb} INTO isf_journalentry ({', '.join(columns)}) VALUES ({marks(values)})", values


def at_once(statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
    """Several statements as one where the database can, the last of them the main one."""
    if connection.vendor != "postgresql":
        with transaction.atomic():
            for sql, params in statements:
                run(sql, *params)
        return
    *parts, (last, _) = statements
    named = ", ".join(f"s{place} AS ({sql})" for place, (sql, _) in enumerate(parts))
    run(f"WITH {named} {last}", *(value for _, params in statements for value in params))


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
