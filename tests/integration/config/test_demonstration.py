"""The demonstration begins only where it was asked for, and prepares what it needs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT

SMALLEST = "--people 4 --providers 2 --months 2 --until 2026-06-30"


def demonstrate(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "LOCAL": "true",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "demonstrate", "--no-server", "--seed", SMALLEST],
        cwd=ROOT,
        env=ours,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_happens_where_demonstration_is_off(tmp_path: Path) -> None:
    done = demonstrate(tmp_path)
    assert done.returncode == 1
    assert "DEMONSTRATION=true" in done.stderr
    assert not (tmp_path / "db.sqlite3").exists()


def count_people(folder: Path) -> int:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        (count,) = database.execute("SELECT count(*) FROM accounts_person").fetchone()
    return int(count)


def tables(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}


def test_interrupted_start_is_begun_again_and_the_borough_then_kept(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        database.execute("CREATE TABLE half_made (a)")
    unfinished = tmp_path / "db.sqlite3.unfinished"
    unfinished.touch()

    first = demonstrate(tmp_path, DEMONSTRATION="true")
    assert first.returncode == 0, first.stderr
    assert "interrupted" in first.stdout
    assert "half_made" not in tables(tmp_path)
    assert not unfinished.exists()
    people = count_people(tmp_path)
    assert people >= 4

    second = demonstrate(tmp_path, DEMONSTRATION="true")
    assert second.returncode == 0, second.stderr
    assert "Inventing" not in second.stdout
    assert count_people(tmp_path) == people
