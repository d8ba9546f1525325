"""A balance, a past day and a month's statement in a small journal and in a large one.

The time of a read is told by that of a row read by its key in the same moment. Where PostgreSQL
tells them, the plans and the rows read are compared too; SQLite tells its plans only.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db import connection
from django.db.utils import OperationalError

from bench.choices import Chosen
from bench.journal import Journal, bytes_a_posting
from isf.models import Fund
from isf.queries import balances, statements
from tests.factories.money import MONDAY
from tests.plans import nodes, postgres_plan, selects, sqlite_plan

SMALL, TIMES, GOAL = 100_000, 40, 1.5
PAST = MONDAY - timedelta(weeks=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One kind of read of one journal: microseconds, times a row by its key, plans, rows."""

    micros: float
    times_a_row: float
    plans: list[list[str]]
    rows: int | None


def report(chosen: Chosen) -> None:
    """Print each read of both sizes, and what a posting takes on the disk."""
    journal = Journal()
    found = []
    for postings in (SMALL, chosen.postings):
        begun = time.perf_counter()
        fund = journal.grow(postings=postings)
        print(
            f"{postings:,} postings of {journal.funds:,} funds"
            f" ({time.perf_counter() - begun:.0f} s to write)",
            flush=True,
        )
        found.append({what: read(act, fund) for what, act in acts(fund).items()})
    for what in found[0]:
        say(what, found[0][what], found[1][what])
    say_room()


def acts(fund: Fund) -> Mapping[str, Callable[[], object]]:
    return {
        "balance now": lambda: balances.fund_balance(fund=fund),
        "balance at a past day": lambda: balances.fund_posted_on(fund=fund, day=PAST),
        "a month's statement": lambda: statements.get(fund=fund, month=PAST, on=MONDAY),
    }


def read(act: Callable[[], object], fund: Fund) -> Read:
    def row() -> object:
        return Fund.objects.values_list("seq").get(pk=fund.pk)

    pairs = [(micros(act), micros(row)) for _ in range(TIMES)]
    queries = selects(act)
    return Read(
        micros=median(own for own, _ in pairs),
        times_a_row=median(own / base for own, base in pairs),
        plans=[ways(sql) for sql in queries],
        rows=rows_read(queries) if connection.vendor == "postgresql" else None,
    )


def micros(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1e6


def ways(sql: str) -> list[str]:
    """How a plan comes to the rows of each table, with the index it takes."""
    if connection.vendor == "sqlite":
        return sorted(s for s in sqlite_plan(sql) if s.startswith(("SEARCH", "SCAN")))
    (plan,) = postgres_plan(sql)
    return sorted(
        f"{step['Node Type']} of {step['Relation Name']} by {step.get('Index Name')}"
        for step in nodes(plan["Plan"])
        if "Relation Name" in step
    )


def rows_read(queries: list[str]) -> int:
    """The rows all steps at tables gave or threw away."""
    total = 0.0
    for sql in queries:
        (plan,) = postgres_plan(sql, analyse=True)
        for step in nodes(plan["Plan"]):
            if "Relation Name" in step:
                gone = step.get("Rows Removed by Filter", 0)
                total += (step["Actual Rows"] + gone) * step["Actual Loops"]
    return round(total)


def say(what: str, small: Read, large: Read) -> None:
    ratio = large.times_a_row / small.times_a_row
    gone, come = changes(small, large)
    is_same = not any("journalentry" in way or "posting" in way for way in (*gone, *come))
    plan = "the journal is read the same way" if is_same else "THE JOURNAL IS READ IN ANOTHER WAY"
    rows = "" if large.rows is None else f", {small.rows} and {large.rows} rows read"
    word = "reached" if ratio <= GOAL and is_same else "not reached"
    print(
        f"{what}: {small.micros:,.0f} and {large.micros:,.0f} us, {ratio:.2f}x beside a row by its"
        f" key; {plan}{rows} (goal {GOAL}x, same plan: {word})"
    )
    if gone or come:
        print(f"  no more: {'; '.join(sorted(gone))}\n  instead: {'; '.join(sorted(come))}")


def changes(small: Read, large: Read) -> tuple[Counter[str], Counter[str]]:
    """The ways to rows that only the small journal's plans take, and only the large one's."""
    before, after = (Counter(way for plan in one.plans for way in plan) for one in (small, large))
    return before - after, after - before


def say_room() -> None:
    try:
        room = bytes_a_posting()
    except OperationalError as why:
        print(f"bytes a posting: not measured here: {why}")
        return
    parts = ", ".join(f"{table.removeprefix('isf_')} {size:,.0f}" for table, size in room.items())
    print(f"bytes a posting, indexes and chain included: {sum(room.values()):,.0f} ({parts})")
