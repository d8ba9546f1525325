"""What one layer offers another cannot be called in the wrong order, and says what it does.

One argument may stand by itself; of two or more, each is named by the caller.
"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import ROOT, Source, in_layers, public_functions

# Two things that cannot be mistaken for each other, asked often.
EXEMPT = {
    "accounts/rules/calendar.py": {"is_bank_holiday", "day_type"},
    "accounts/rules/registry.py": {"rule"},
    "isf/operations/posting/rows.py": {"select", "select_one", "execute", "insert"},
}
LAYERS = ("ledger", "rules", "operations", "queries", "api", "funding")


def offered(source: Source) -> list[ast.FunctionDef]:
    return list(public_functions(source.tree))


def can_be_mixed_up(source: Source, function: ast.FunctionDef) -> bool:
    by_place = len(function.args.posonlyargs) + len(function.args.args)
    exempt = EXEMPT.get(source.path.relative_to(ROOT).as_posix(), set())
    alone = by_place == 1 and not function.args.vararg
    return bool(by_place or function.args.vararg) and not alone and function.name not in exempt


@pytest.mark.parametrize("layer", LAYERS)
def test_public_functions_name_their_arguments(layer: str) -> None:
    found = [
        f"{source.at(function)} {function.name}"
        for source in in_layers(layer)
        for function in offered(source)
        if can_be_mixed_up(source, function)
    ]
    assert found == []


@pytest.mark.parametrize("layer", LAYERS)
def test_public_functions_say_what_they_do(layer: str) -> None:
    found = [
        f"{source.at(function)} {function.name}"
        for source in in_layers(layer)
        for function in offered(source)
        if not ast.get_docstring(function)
    ]
    assert found == []
