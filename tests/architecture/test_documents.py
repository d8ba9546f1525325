"""What the documents name is there: files, commands, make targets, variables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture.sources import ROOT

README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
ONLY_FOR_TESTS = {"FIND_QUERY_PER_ROW"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    dead = [
        target
        for target in LINK.findall(document.read_text())
        if not (document.parent / target).exists()
    ]
    assert dead == []


def test_every_command_exists() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert named
    assert named - set(get_commands()) == set()


def test_every_make_target_exists() -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test", "check", "setup", "bench"} <= named
    assert named - targets == set()


def test_every_variable_is_documented_and_read() -> None:
    folder = ROOT / "marketplace" / "config" / "settings"
    read = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text())
    }
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert read - ONLY_FOR_TESTS == documented
