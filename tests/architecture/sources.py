"""The source files of the three apps, parsed once, with the layer each belongs to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "isf", "marketplace")
PURE = frozenset({"enums", "rules", "ledger"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One module: where it is, which app and layer own it, and what it says."""

    path: Path
    app: str
    layer: str
    tree: ast.Module

    def at(self, node: ast.expr | ast.stmt) -> str:
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"


@cache
def everything() -> tuple[Source, ...]:
    """Every module of the apps but migrations, which are history."""
    return tuple(_read(path) for app in APPS for path in sorted((ROOT / app).rglob("*.py")))


def in_layers(*layers: str) -> Iterator[Source]:
    return (source for source in everything() if source.layer in layers)


def outside_layers(*layers: str) -> Iterator[Source]:
    skipped = {*layers, "migrations"}
    return (source for source in everything() if source.layer not in skipped)


def _read(path: Path) -> Source:
    inside = path.relative_to(ROOT).parts
    layer = inside[1].removesuffix(".py") if len(inside) > 1 else ""
    return Source(path=path, app=inside[0], layer=layer, tree=ast.parse(path.read_text()))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def root_name(node: ast.expr) -> str:
    """Return the name an expression starts with: `orders` in `orders.place(...).x`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def names_from(tree: ast.Module, package: str) -> set[str]:
    """Return the names a module binds by importing from a package such as `operations`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and package in (node.module or "").split(".")
        for alias in node.names
    }


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )
