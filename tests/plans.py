"""How a database would look for rows: which tables a query reads whole, and what it reads by."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

# With few rows PostgreSQL would read them all whatever indexes there are: here it does so only
# where it must.
AS_IF_LARGE = ("seqscan", "mergejoin", "hashjoin")

# An index made for one query alone is made of all rows.
WHOLE_IN_SQLITE = r"SCAN (\w+)|SEARCH (\w+) USING AUTOMATIC"


def selects(act: Callable[[], object]) -> list[str]:
    """What an act asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        act()
    found = [query["sql"] for query in asked.captured_queries]
    return [sql for sql in found if sql.lstrip(" (").upper().startswith(("SELECT", "WITH"))]


def read_whole(act: Callable[[], object], *, tables: tuple[str, ...]) -> list[str]:
    """The tables an act reads from end to end, whatever it looks for there, each with its query."""
    return [
        f"{table}: {sql}" for sql in selects(act) for table in sorted(whole(sql)) if table in tables
    ]


def whole(sql: str) -> set[str]:
    """The tables a query must read from end to end."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = (re.match(WHOLE_IN_SQLITE, step) for step in sqlite_plan(sql))
            return {step[1] or step[2] for step in found if step}
        for way in AS_IF_LARGE:
            cursor.execute(f"SET enable_{way} = off")
        try:
            (plan,) = postgres_plan(sql)
        finally:
            for way in AS_IF_LARGE:
                cursor.execute(f"RESET enable_{way}")
    return {node["Relation Name"] for node in nodes(plan["Plan"]) if is_whole(node)}


def sqlite_plan(sql: str) -> list[str]:
    """SQLite's own words for what it would do, a step each, tables by their names."""
    named = dict(re.findall(r'"(\w+)" (U\d+|T\d+)\b', sql))
    aliases = {alias: table for table, alias in named.items()}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    return [re.sub(r"\b[UT]\d+\b", lambda m: aliases.get(m[0], m[0]), step) for step in steps]


def postgres_plan(sql: str, *, analyse: bool = False) -> Any:
    """PostgreSQL's plan as it tells it; analysed, with how many rows each step gave."""
    how = "ANALYZE, TIMING OFF, FORMAT JSON" if analyse else "FORMAT JSON"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) {sql}")
        (said,) = cursor.fetchone()
    return json.loads(said) if isinstance(said, str) else said


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of a plan, the outermost first."""
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def is_whole(node: dict[str, Any]) -> bool:
    """Whether a step reads a table without an index that leads to the rows it wants."""
    if "Relation Name" not in node or node["Node Type"] == "ModifyTable":
        return False
    return not any("Index Cond" in inner for inner in nodes(node))
