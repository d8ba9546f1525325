"""Time is an argument: below the pages and the commands nothing asks what time it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import Source, in_layers, outside_layers

# owner and what is asked of it
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
    ("clock", "now"),
    ("clock", "today"),
}
# The framework makes users at sign-up, where no operation of ours has an instant to give.
BY_FRAMEWORK = "accounts/models/user.py"
BY_THEMSELVES = {"auto_now", "auto_now_add"}


def looks_at_the_clock(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.attr) in CLOCKS:
                yield f"{source.at(node)} {name}.{node.attr}"
        if isinstance(node, ast.keyword) and node.arg in BY_THEMSELVES:
            yield f"{source.at(node.value)} {node.arg}"
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
            yield from (f"{source.at(node)} Now" for alias in node.names if alias.name == "Now")


def test_no_clock_below_the_pages() -> None:
    found = [
        line
        for source in outside_layers("web", "management", "config", "apps")
        for line in looks_at_the_clock(source)
        if not (line.startswith(BY_FRAMEWORK) and line.endswith("auto_now_add"))
    ]
    assert found == []


def test_pages_and_commands_ask_one_clock() -> None:
    found = [
        line
        for source in in_layers("web", "management")
        if not source.path.as_posix().endswith("accounts/web/clock.py")
        for line in looks_at_the_clock(source)
        if " clock." not in line
    ]
    assert found == []
