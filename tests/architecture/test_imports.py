"""The layers hold, and the tool that says so notices when they do not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import APPS, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# file, what it says, and the contract that must break
VIOLATIONS = {
    "a lower context asks a higher one": (
        "accounts/queries/forbidden.py",
        "from isf.queries import __name__ as _",
        "Contexts",
    ),
    "a query writes through an operation": (
        "isf/queries/forbidden.py",
        "import isf.operations",
        "Layers inside every context",
    ),
    "a room without a name of its own": (
        "marketplace/utils.py",
        "",
        "Layers inside every context",
    ),
    "a rule knows the database": (
        "isf/rules/forbidden.py",
        "from django.db import models",
        "The rules are pure Python",
    ),
    "the marketplace reads the inside of isf": (
        "marketplace/queries/forbidden.py",
        "import isf.models",
        "The inside of isf is private to isf",
    ),
    "the marketplace asks about money by another door": (
        "marketplace/operations/forbidden.py",
        "import isf.api",
        "Only marketplace.funding speaks to isf.api",
    ),
    "an operation takes the pen out of posting's hand": (
        "isf/operations/forbidden.py",
        "from isf.models.journal import Posting",
        "Only posting writes ledger rows",
    ),
}


def lint_imports(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source that may be spoilt."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=shutil.ignore_patterns("static", "*.pyc"))
    return folder


def test_every_contract_is_kept() -> None:
    status, said = lint_imports(ROOT)
    assert status == 0, said


@pytest.mark.parametrize("case", VIOLATIONS)
def test_a_known_violation_is_noticed(case: str, house: Path) -> None:
    path, text, contract = VIOLATIONS[case]
    spoilt = house / path
    spoilt.write_text(f'"""A violation made for this test."""\n\n{text}\n')
    try:
        status, said = lint_imports(house)
    finally:
        spoilt.unlink()
    assert status == 1
    broken = [line for line in said.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), said
