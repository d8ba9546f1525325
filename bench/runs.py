"""A council's runs over many funds beside a bulk write of the same rows, and how they grow.

Allocations and fees are the product's own commands. The floor writes as many entries, postings,
reservation events and audit events in bulk and changes as many funds and accounts, a thousand rows
a commit, and works nothing out. The other runs of a day and the preview of a policy are timed.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench import copies
from bench.choices import Chosen
from bench.floor import FUND, HASH, TABLES, copied, make_tables
from bench.history import insert
from isf.queries import policy_effects
from isf.rules.fees import Caps
from tests.factories.borough import Borough

BEGAN, MONTH_OVER = date(2026, 3, 2), date(2026, 4, 1)
GOAL, GROWTH, AT_ONCE = 4.0, 11.0, 1_000
ADDED = ("isf_journalentry", "isf_posting", "isf_reservationevent", "accounts_auditevent")

AFTER = (
    "settle_contributions",
    "watch_fee_caps",
    "watch_absences",
    "close_funds",
    "review_surplus",
    "seal_ledger",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows a run added to one table."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]


def report(chosen: Chosen) -> None:
    """Print seconds and ratios for a tenth of the funds, and for all of them."""
    make_tables((*TABLES, "isf_reservationevent", "accounts_auditevent"))
    small, large = (one_size(funds) for funds in (chosen.funds // 10, chosen.funds))
    for what, before in small.items():
        growth = large[what] / before
        word = "in proportion" if growth <= GROWTH else "MORE THAN IN PROPORTION"
        print(f"{what}: ten times the funds take {growth:.1f} times as long ({word})")


def one_size(funds: int) -> dict[str, float]:
    """Run a council of so many funds through its day; seconds by what was done."""
    borough = Borough(starts_on=BEGAN)
    template = borough.open_fund(on=BEGAN)
    for _ in copies.of(fund=template, count=funds - 1):
        pass
    print(f"a council of {funds:,} funds", flush=True)
    took: dict[str, float] = {}
    for command, on in (("pay_allocations", BEGAN), ("charge_fees", MONTH_OVER)):
        last = newest()
        took[command] = say(command, funds, lambda c=command, d=on: run(c, d, borough))
        beside(took[command], added(last))
        again = f"{command} again"
        took[again] = say(again, funds, lambda c=command, d=on: run(c, d, borough))
    for command in AFTER:
        took[command] = say(command, funds, lambda c=command: run(c, MONTH_OVER, borough))
    took["policy preview"] = say("policy preview", funds, lambda: preview(borough))
    return took


def run(command: str, on: date, borough: Borough) -> None:
    said = io.StringIO()
    council = borough.authority.name
    call_command(command, on=on.isoformat(), authority=council, stdout=said)


def preview(borough: Borough) -> None:
    """Whom lower caps and shorter limits of unspent money would touch."""
    who: dict[str, Any] = {"by": borough.commissioner, "authority_id": borough.authority.pk}
    caps = Caps(starts_on=MONTH_OVER + timedelta(days=30), soft_bp=500, hard_bp=800)
    limits = policy_effects.Limits(weeks_isf=2, weeks_dp=2)
    policy_effects.list_fees(caps=caps, **who)
    policy_effects.list_surpluses(limits=limits, on=MONTH_OVER, **who)


def say(what: str, funds: int, act: Callable[[], object]) -> float:
    took = seconds(act)
    print(f"{what}: {took:.2f} s, {took / funds * 1e3:.2f} ms a fund", flush=True)
    return took


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def beside(took: float, tables: Sequence[Table]) -> None:
    """Say how a run stands to the floor of its rows."""
    base = seconds(lambda: write_again(tables))
    rows = sum(len(table.rows) for table in tables)
    ratio = took / base
    word = "reached" if ratio <= GOAL else "not reached"
    print(
        f"  a bulk write of its {rows:,} rows: {base:.2f} s; {ratio:.1f}x that (goal {GOAL:.0f}x:"
        f" {word})"
    )


def newest() -> dict[str, int]:
    """The last id of each table that runs add to."""
    with connection.cursor() as cursor:
        found = {}
        for table in ADDED:
            # An entry's id says its fund first, so ids of entries are no order; their number is.
            what = "COUNT(*)" if table == "isf_journalentry" else "COALESCE(MAX(id), 0)"
            cursor.execute(f"SELECT {what} FROM {table}")  # noqa: S608 - our own names
            found[table] = cursor.fetchone()[0]
    return found


def added(last: dict[str, int]) -> list[Table]:
    """The rows that were added since, read before the clock runs."""
    since = {table: f"id > {last[table]}" for table in ADDED}
    since["isf_journalentry"] = (
        f"id IN (SELECT entry_id FROM isf_posting WHERE {since['isf_posting']}"  # noqa: S608
        " UNION SELECT entry_id FROM isf_reservationevent"
        f" WHERE {since['isf_reservationevent']})"
    )
    found = []
    with connection.cursor() as cursor:
        for table in ADDED:
            cursor.execute(f"SELECT * FROM {table} WHERE {since[table]}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            rows = [tuple(map(plain, row)) for row in cursor.fetchall()]
            found.append(Table(name=copied(table), columns=columns, rows=rows))
    return found


def plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def write_again(tables: Sequence[Table]) -> None:
    for table in tables:
        for place in range(0, len(table.rows), AT_ONCE):
            insert(table.name, table.columns, table.rows[place : place + AT_ONCE])
    entries = len(tables[0].rows)
    changes = [(seq, HASH, seq) for seq in range(entries)]
    for place in range(0, entries, AT_ONCE):
        change(changes[place : place + AT_ONCE])


def change(rows: Sequence[tuple[Any, ...]]) -> None:
    """As many funds changed as there are entries, in one transaction."""
    driver: Any = connection.connection
    if connection.vendor == "sqlite":
        driver.execute("BEGIN IMMEDIATE")
        driver.executemany(FUND.replace("%s", "?"), rows)
        driver.execute("COMMIT")
        return
    with driver.transaction(), driver.cursor() as cursor:
        cursor.executemany(FUND, rows)
