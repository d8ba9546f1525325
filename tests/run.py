"""Runs every test on every database and says what passed, what failed and what could not run.

`python -m tests.run [arguments for pytest]`, which is what `make test` does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests import chromium

RUNS = {
    "SQLite, and all that needs no database": "--db=sqlite",
    "PostgreSQL": "--db=postgres",
}
MOST_WORKERS = 4
LAST_RUN = Path(__file__).resolve().parents[1] / "var" / "last-test-run.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run of pytest left behind."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    LAST_RUN.parent.mkdir(exist_ok=True)
    LAST_RUN.unlink(missing_ok=True)
    if chromium.install() is None:
        print(f"Browser tests will not run: {chromium.MISSING}", flush=True)
    results = {name: _run(name, option, arguments) for name, option in RUNS.items()}
    return report(results)


def _run(name: str, option: str, arguments: list[str]) -> Figures:
    print(f"\n== {name}", flush=True)
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="market-figures-") as folder:
        path = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "pytest", "-q", option, f"-n{workers}", *arguments]
        environment = {**os.environ, "TEST_FIGURES": str(path)}
        status = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, check=False
        ).returncode
        if not path.exists():
            return Figures(failed=[f"{name}: pytest itself stopped with status {status}"])
        figures = Figures(**json.loads(path.read_text()))
    if status and not figures.failed:
        figures.failed.append(f"{name}: pytest ended with status {status}")
    return figures


def report(results: dict[str, Figures]) -> int:
    """Print the figures of all runs; what could not run is a failure where CI is set."""
    print("\n== All tests")
    for name, figures in results.items():
        print(
            f"{name}: {figures.passed} passed, {len(figures.failed)} failed,"
            f" {len(figures.not_run)} could not run"
        )
    failed = [line for figures in results.values() for line in figures.failed]
    failed += [f"{name}: no tests" for name, figures in results.items() if not figures.passed]
    not_run = [line for figures in results.values() for line in figures.not_run]
    for line in failed:
        print(f"FAILED {line}")
    for line in not_run:
        print(f"COULD NOT RUN {line}")
    strict = os.environ.get("CI", "").lower() == "true"
    if strict:
        failed += not_run
    passed = sum(figures.passed for figures in results.values())
    left = f", {len(not_run)} could not run" if not_run and not strict else ""
    line = f"{passed} passed, {len(failed)} failed{left}"
    LAST_RUN.write_text(line + "\n")
    print(line, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
