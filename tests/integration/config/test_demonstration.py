"""The demonstration begins only where it was asked for, and prepares what it needs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT


def demonstrate(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "LOCAL": "true",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "demonstrate", "--no-server"],
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


def test_database_is_prepared(tmp_path: Path) -> None:
    done = demonstrate(tmp_path, DEMONSTRATION="true")
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert {"accounts_user", "isf_journalentry", "shared_cache"} <= names
