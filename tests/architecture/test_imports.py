"""The layers hold, and the tool that says so notices when they do not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import APPS, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# what is wrong: the file, what it says, the contract that must break, and the words that show why
VIOLATIONS = {
    "a lower context asks a higher one": (
        "accounts/queries/asks_up.py",
        "from isf.queries import __name__ as _",
        "Contexts",
        "accounts.queries.asks_up -> isf.queries",
    ),
    "a query writes through an operation": (
        "isf/queries/writes.py",
        "import isf.operations",
        "Layers inside every context",
        "isf.queries.writes -> isf.operations",
    ),
    "a room without a name of its own": (
        "marketplace/utils.py",
        "",
        "Layers inside every context",
        "marketplace.utils",
    ),
    "a rule knows the database": (
        "isf/rules/knows.py",
        "from django.db import models",
        "The rules are pure Python",
        "isf.rules.knows -> django",
    ),
    "the marketplace reads the inside of isf": (
        "marketplace/queries/reads.py",
        "import isf.models",
        "The inside of isf is private to isf",
        "marketplace.queries.reads -> isf.models",
    ),
    "the marketplace asks about money by another door": (
        "marketplace/operations/other_door.py",
        "import isf.api",
        "Only marketplace.funding speaks to isf.api",
        "marketplace.operations.other_door -> isf.api",
    ),
    "an operation takes the pen out of posting's hand": (
        "isf/operations/takes_the_pen.py",
        "from isf.models.journal import Posting",
        "Only posting writes ledger rows",
        "isf.operations.takes_the_pen -> isf.models.journal",
    ),
    "two modules need each other": (
        "isf/rules/one.py",
        "import isf.ledger.two",
        "No cycles between siblings",
        "isf",
    ),
}
OTHER_HALVES = {"isf/ledger/two.py": "import isf.rules.one"}


def lint_imports(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tool says of a copy of the source with every violation in it."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=shutil.ignore_patterns("static", "*.pyc"))
    files = {path: text for path, text, _, _ in VIOLATIONS.values()} | OTHER_HALVES
    for path, text in files.items():
        assert not (folder / path).exists()
        (folder / path).write_text(f'"""A violation made for this test."""\n\n{text}\n')
    status, said = lint_imports(folder)
    assert status == 1
    return said


def test_every_contract_is_kept() -> None:
    status, said = lint_imports(ROOT)
    assert status == 0, said


@pytest.mark.parametrize("case", VIOLATIONS)
def test_a_known_violation_is_noticed(case: str, spoilt: str) -> None:
    _, _, contract, reason = VIOLATIONS[case]
    broken = [line for line in spoilt.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), spoilt
    assert reason in spoilt


def test_every_contract_has_a_known_violation(spoilt: str) -> None:
    kept = [line for line in spoilt.splitlines() if line.endswith("KEPT")]
    assert kept == []
