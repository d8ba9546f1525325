"""Only operations change anything: no other layer saves, deletes, opens a transaction or hides."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import (
    PURE,
    Source,
    calls,
    in_layers,
    names_from,
    outside_layers,
    root_name,
)

ALWAYS = {
    "save",
    "delete",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "create_user",
    "create_superuser",
}
# Where the words above mean something else, or are how an operation's own words are kept.
NOT_ROWS = {
    "accounts/models/user.py": "the manager Django itself asks for a user",
    "accounts/web/forms/sign_up.py": "allauth hands this form the user it has just made",
}


def writes(source: Source) -> Iterator[str]:
    """Find what changes rows: the verbs themselves, and `update` with columns."""
    elsewhere = names_from(source.tree, "operations") | names_from(source.tree, "triggers")
    elsewhere |= names_from(source.tree, "api") | names_from(source.tree, "funding")
    for call in calls(source.tree):
        if not isinstance(call.func, ast.Attribute) or root_name(call.func) in elsewhere:
            continue
        verb = call.func.attr
        if verb in ALWAYS or (verb == "update" and call.keywords and not call.args):
            yield f"{source.at(call)} .{verb}("


def test_only_operations_write() -> None:
    found = [
        line
        for source in outside_layers("operations", "gateways", *PURE)
        for line in writes(source)
        if line.split(":")[0] not in NOT_ROWS and "models/trigger" not in line
    ]
    assert found == []


def test_no_statement_that_writes_outside_operations() -> None:
    verbs = ("INSERT ", "UPDATE ", "DELETE ", "TRUNCATE ")
    found = [
        source.at(node)
        for source in outside_layers("operations")
        if not source.path.name.startswith(("trigger", "full_text"))
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(verbs)
    ]
    assert found == []


def test_only_operations_open_transactions() -> None:
    found = [
        source.at(node)
        for source in outside_layers("operations")
        if "borough" not in source.path.parts  # the demonstration lives a day per transaction
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"atomic", "on_commit"}
    ]
    assert found == []


def test_models_do_not_override_how_rows_are_written() -> None:
    found = [
        f"{source.at(member)} {member.name}"
        for source in in_layers("models")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for member in node.body
        if isinstance(member, ast.FunctionDef) and member.name in {"save", "delete"}
    ]
    assert found == []


def test_signals_of_the_framework_are_answered_in_one_place() -> None:
    found = [
        source.at(call)
        for source in outside_layers("apps")
        for call in calls(source.tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "connect"
    ]
    assert found == []


def test_no_model_by_name() -> None:
    """`apps.get_model` would reach round every import contract."""
    found = [
        source.at(node)
        for source in outside_layers()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"get_model", "get_models"}
    ]
    assert found == []


def test_ledger_rows_are_not_passed_on() -> None:
    """Re-exported from the package, they would escape the contract that names their modules."""
    found = [
        source.at(node)
        for source in in_layers("models")
        if source.path.as_posix().endswith("isf/models/__init__.py")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        if {"journal", "reservations"}
        & set(ast.unparse(node).replace(",", " ").replace(".", " ").split())
    ]
    assert found == []


def test_no_foreign_key_by_string_to_another_context() -> None:
    """People and organisations may be pointed at by everybody, the rest by its own app."""
    found = [
        source.at(call)
        for source in in_layers("models")
        for call in calls(source.tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        for target in call.args[:1]
        if isinstance(target, ast.Constant)
        and "." in str(target.value)
        and str(target.value).split(".")[0] not in {source.app, "accounts"}
    ]
    assert found == []
