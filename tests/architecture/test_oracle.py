"""The oracle of the tests has nothing in common with what it is compared with."""

from __future__ import annotations

import ast

from tests.architecture.sources import ROOT

PRODUCT = {"accounts", "isf", "marketplace", "django"}
ORACLE = ROOT / "tests" / "oracle"


def imported(source: str) -> set[str]:
    """The modules a source names, at its top or inside it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Name) and node.id in {"__import__", "importlib"}:
            found.add("something at run time")
    return found


def foreign(source: str) -> set[str]:
    """What of it the oracle may not name: the product, and tests that name the product."""
    return {
        name
        for name in imported(source)
        if name.split(".")[0] in PRODUCT
        or name == "something at run time"
        or (name.split(".")[0] == "tests" and not f"{name}.".startswith("tests.oracle."))
    }


def test_the_oracle_names_nothing_of_the_product() -> None:
    files = sorted(ORACLE.glob("**/*.py"))
    assert len(files) > 5
    assert {file.name: foreign(file.read_text()) for file in files} == {
        file.name: set() for file in files
    }


def test_an_oracle_that_asks_the_product_is_noticed() -> None:
    told = "from isf.rules import fees\nimport tests.factories\ndef f():\n    __import__('isf')"
    assert foreign(told) == {"isf.rules", "tests.factories", "something at run time"}
