"""Every number of the rules is a council's dated policy: none stands below the pages."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import ROOT, Source, in_layers

LAYERS = ("rules", "ledger", "operations", "queries", "permissions", "models", "api", "jobs")
# Nothing, one, the other one; days in a week; pence in a pound; basis points in a whole.
PLAIN = frozenset({-1, 0, 1, 2, 7, 100, 10_000})
# What a column can hold, and how many rows a page or a statement takes, is no rule about money.
STRUCTURE = frozenset({"max_length", "maxsize", "limit"})
NAMED = {
    ("isf/rules/schedule.py", 4): "weeks of a four-weekly schedule",
    ("isf/rules/schedule.py", 12): "months in a year",
    ("isf/rules/promises.py", 371): "days of promises looked at: a year of whole weeks",
    ("isf/rules/banking.py", 60): "minutes in an hour",
    ("isf/rules/money_left.py", 26): "weeks of a chart",
    ("isf/queries/carried.py", 26): "weeks of a chart",
    ("isf/rules/receipts.py", 3_000_000): "bytes of a receipt",
    ("isf/queries/effects.py", 6): "days from Monday to Sunday",
    ("isf/queries/holds.py", 31_416): "the name of a lock",
    ("isf/operations/posting/pen.py", 10_000_000): "places of entries in a fund",
    ("isf/queries/verification.py", 10_000_000): "places of entries in a fund",
    ("isf/queries/verification.py", 2_000): "rows read at a time",
    ("isf/queries/exports.py", 2_000): "rows read at a time",
    ("isf/queries/issued_checks.py", 500): "rows read at a time",
    ("isf/operations/posting/rows.py", 500): "rows written at a time",
    ("isf/operations/posting/rows.py", 12): "statements written as one",
    ("isf/operations/scheduled_runs.py", 4_000): "letters of a report that are kept",
    ("isf/ledger/chain.py", 64): "digits of a hash",
    ("isf/rules/statement_content.py", 3): "the form of the text that has purposes",
    ("isf/rules/statement_content.py", 4): "the form of the text that has contributions",
    ("isf/rules/statement_rows.py", 6): "decimals of an exact quantity that is written out",
    ("isf/operations/invoices.py", 10): "the largest sum, quantity and fraction a row can hold",
    ("isf/operations/invoices.py", 8): "the largest sum a row can hold",
    ("isf/operations/invoices.py", 6): "the finest quantity a row can hold",
    ("isf/operations/invoices.py", 3): "the largest quantity a row can hold",
    ("isf/operations/invoices.py", 64): "letters of a bill's number",
    ("isf/operations/invoices.py", 200): "letters of a service",
    ("isf/operations/letters.py", 10): "letters of a reference",
    ("isf/operations/statement_runs.py", 50): "statements issued at a time",
    ("isf/operations/uprating.py", 25): "budgets raised at a time",
    ("isf/queries/surplus.py", 200): "funds read at a time",
    ("isf/queries/letters.py", 5): "tries of an e-mail",
    ("isf/queries/letters.py", 50): "rows of a page",
    ("isf/queries/entries.py", 50): "rows of a page",
    ("isf/queries/statement_runs.py", 50): "rows of a page",
    ("isf/queries/cases.py", 25): "rows of a page",
    ("isf/queries/funds.py", 25): "rows of a page",
    ("isf/queries/invoices.py", 25): "rows of a page",
    ("isf/queries/purchases.py", 25): "rows of a page",
    ("isf/queries/shared_bills.py", 25): "names of a search",
}


def numbers(source: Source) -> Iterator[tuple[str, int | float, int]]:
    """Whole and broken numbers of a module that count, measure or compare something."""
    aside = set(places_in_rows(source.tree))
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
            continue
        if node.value not in PLAIN and id(node) not in aside:
            assert isinstance(node.value, int | float)
            yield source.path.relative_to(ROOT).as_posix(), node.value, node.lineno


def places_in_rows(tree: ast.AST) -> Iterator[int]:
    """Constants that say where in a row something stands, or how large a column or page is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            yield from (id(part) for part in ast.walk(node.slice))
        elif isinstance(node, ast.keyword) and node.arg in STRUCTURE:
            yield id(node.value)


def found() -> list[tuple[str, int | float, int]]:
    return [one for source in in_layers(*LAYERS) if source.app == "isf" for one in numbers(source)]


def test_no_number_of_a_policy_stands_in_the_code() -> None:
    strange = [
        f"{path}:{line} {value}" for path, value, line in found() if (path, value) not in NAMED
    ]
    assert strange == []


def test_no_number_is_excused_that_is_gone() -> None:
    assert set(NAMED) <= {(path, value) for path, value, _ in found()}
