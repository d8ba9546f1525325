"""Runs the tests of money and says which branches of its rules, ledger and operations none reaches.

`python -m tests.covered [arguments for pytest]`, which is what `make coverage` does. It ends with
status 1 where a test failed or a branch was not reached; pyproject.toml says what is looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "var" / "coverage"
MOST_WORKERS = 4
# What decides and moves money, then what PostgreSQL is sent in another way than SQLite.
RUNS = {
    "sqlite": (
        "tests/unit/isf",
        "tests/properties",
        "tests/worked_examples",
        "tests/integration/isf",
    ),
    "postgres": ("tests/integration/isf/operations/test_purchases.py",),
}


def main(arguments: list[str]) -> int:
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    failed = [name for name, paths in RUNS.items() if run(name, [*paths, *arguments])]
    for name in failed:
        print(f"Tests failed on {name}: what follows is not the whole of it", flush=True)
    command = [sys.executable, "-m", "coverage", "report", "--fail-under=100"]
    missed = subprocess.run(command, cwd=ROOT, check=False).returncode
    return 1 if failed or missed else 0


def run(name: str, arguments: list[str]) -> int:
    """Run tests on one database and add to what is known to be reached."""
    print(f"\n== {name}", flush=True)
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    command = [sys.executable, "-m", "pytest", "-q", f"--db={name}", f"-n{workers}"]
    counted = ["--cov", "--cov-append", "--cov-report="]
    done = subprocess.run(
        [*command, *counted, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
