"""An empty, migrated SQLite database kept between runs: migrating takes longer than most tests.

It is kept under a hash of everything that shapes it, and the migrations are asked once more
whenever it is used, so that a stale one is never believed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test-databases"
SHAPED_BY = ("*/migrations/*.py", "*/models/*.py", "*/apps.py", "requirements/dev.txt")


def _path() -> Path:
    digest = hashlib.sha256(sys.version.encode())
    for pattern in SHAPED_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:20]}.sqlite3"


def copy_to(name: str) -> None:
    """Put the prepared database where the tests want theirs, if there is one."""
    if (kept := _path()).exists():
        _copy(kept, Path(name))


def keep(name: str) -> None:
    """Keep a database that was just migrated, and forget those of other shapes."""
    kept = _path()
    if kept.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for other in FOLDER.glob("*.sqlite3"):
        other.unlink(missing_ok=True)
    fresh = FOLDER / f"{os.getpid()}.new"
    _copy(Path(name), fresh)
    fresh.replace(kept)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
