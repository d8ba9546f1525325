"""Files are small, have a noun for a name, and say what they own."""

from __future__ import annotations

import ast
import subprocess

from tests.architecture.sources import ROOT, everything

LONGEST = 300
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers"}


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_room_without_a_name_of_its_own() -> None:
    parts = {
        (name, part.split(".")[0])
        for name in tracked()
        if name.endswith((".py", ".html"))
        for part in name.split("/")
    }
    assert [name for name, part in parts if part in BANNED] == []


def test_no_module_is_too_long() -> None:
    lengths = {
        name: len((ROOT / name).read_text().splitlines())
        for name in tracked()
        if name.endswith(".py") and "/migrations/" not in name
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_says_what_it_owns() -> None:
    silent = [
        str(source.path.relative_to(ROOT))
        for source in everything()
        if source.layer != "migrations"
        and source.path.read_text().strip()
        and not ast.get_docstring(source.tree)
    ]
    assert silent == []


def test_nothing_of_this_machine_is_committed() -> None:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
