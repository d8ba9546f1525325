"""Files are small, have a noun for a name, and say what they own."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

from tests.architecture.sources import ROOT, everything

LONGEST = 300
MARKS = ("<" * 7 + " ", ">" * 7 + " ")
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers"}


NOT_OURS = {".venv", "var", ".git", "node_modules", "__pycache__"}


def files(*suffixes: str) -> list[Path]:
    return [
        path.relative_to(ROOT)
        for top in sorted(ROOT.iterdir())
        if top.name not in NOT_OURS
        for path in ([top] if top.is_file() else sorted(top.rglob("*")))
        if path.suffix in suffixes and not NOT_OURS & set(path.parts)
    ]


def test_no_room_without_a_name_of_its_own() -> None:
    found = [
        str(path)
        for path in files(".py", ".html")
        if BANNED & {part.split(".")[0].lstrip("_") for part in path.parts}
    ]
    assert found == []


def test_no_module_is_too_long() -> None:
    lengths = {
        str(path): len((ROOT / path).read_text().splitlines())
        for path in files(".py")
        if "migrations" not in path.parts
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_says_what_it_owns() -> None:
    silent = [
        str(source.path.relative_to(ROOT))
        for source in everything()
        if source.layer != "migrations"
        and source.path.read_text().strip()
        and not ast.get_docstring(source.tree)
    ]
    assert silent == []


def test_no_file_holds_the_remains_of_a_merge() -> None:
    found = [
        str(path)
        for path in files(".py", ".html", ".md", ".toml", ".css", ".typ", ".txt", ".json")
        if any(line.startswith(MARKS) for line in (ROOT / path).read_text().splitlines())
    ]
    assert found == []


def test_nothing_of_this_machine_is_committed() -> None:
    if not (ROOT / ".git").exists():
        return  # a released archive holds what was committed and nothing else
    ignored = ["git", "-c", "safe.directory=*", "ls-files", "-ci", "--exclude-standard"]
    done = subprocess.run(ignored, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""
