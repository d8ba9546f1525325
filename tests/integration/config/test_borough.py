"""The invented borough: the same for one seed, true in its books, and with people at the edges."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from beancount import loader

from tests.architecture.sources import ROOT

SIZE = ("--people", "5", "--providers", "4", "--months", "2", "--until", "2026-06-30")
EDGES = (
    "a direct payment beside an individual service fund",
    "a fee above the soft cap, approved",
    "a fee above the soft cap that waits for approval",
    "an overspent direct payment, a case to decide",
    "a fund with under one week left",
    "money saved for something",
    "a contribution, some of it owed",
    "a fund under a safeguarding hold",
    "an insurance ends soon",
    "an insurance lapsed",
    "an order refused for money",
    "an order that waits for its provider",
    "orders declined",
    "queried lines",
    "statements",
    "reviews",
    "a hidden review whose author appeals",
)


def manage(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    ours = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": "",
        "LOCAL": "true",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=ours,
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def borough(name: str, seed: str) -> tuple[Path, str]:
    folder = Path(mkdtemp(prefix=f"borough-{name}-"))
    assert manage(folder, "migrate", "--verbosity", "0").returncode == 0
    made = manage(folder, "seed_demo", "--seed", seed, *SIZE)
    assert made.returncode == 0, made.stderr
    return folder, made.stdout


def books(folder: Path) -> str:
    return manage(folder, "export_journal", "--format", "beancount").stdout


def test_one_seed_is_one_borough_to_the_last_hash() -> None:
    first, again = books(borough("first", "3")[0]), books(borough("again", "3")[0])
    other = books(borough("other", "4")[0])
    assert first.count("hash:") > 50
    assert first == again
    assert first != other


def test_its_books_are_sound_and_an_independent_program_agrees(tmp_path: Path) -> None:
    folder, _ = borough("first", "3")
    verified = manage(folder, "verify_ledger")
    assert verified.returncode == 0, verified.stdout
    path = tmp_path / "journal.beancount"
    path.write_text(books(folder))
    entries, errors, _ = loader.load_file(str(path))
    assert errors == []
    assert len(entries) > 50


def test_it_has_people_at_the_edges() -> None:
    said = borough("first", "3")[1]
    assert [edge for edge in EDGES if edge not in said] == []


def test_a_database_with_something_in_it_is_left_alone() -> None:
    folder, _ = borough("first", "3")
    before = books(folder)
    again = manage(folder, "seed_demo", *SIZE)
    assert again.returncode == 1
    assert "empty" in again.stderr
    assert books(folder) == before


@pytest.mark.parametrize(
    "words",
    [
        ("--people", "3"),
        ("--people", "10001"),
        ("--providers", "1"),
        ("--months", "25"),
        ("--until", "soon"),
        ("--until", "2999-01-01"),
    ],
)
def test_a_size_that_cannot_be_is_refused(tmp_path: Path, words: tuple[str, str]) -> None:
    refused = manage(tmp_path, "seed_demo", *words)
    assert refused.returncode == 1
    assert words[0] in refused.stderr


def test_somebody_to_sign_in_as_may_lift_the_hold() -> None:
    folder, _ = borough("first", "3")
    asked = manage(
        folder,
        "shell",
        "--command",
        "from datetime import date;"
        "from accounts.queries import acting, demonstration;"
        "from isf.permissions import check_lifts_hold; from isf.models import Hold;"
        "lead = demonstration.find_person(role='SAFEGUARDING_LEAD');"
        "hold = Hold.objects.get(lifted_at=None);"
        "by = acting.list_hats(user_id=lead.pk, on=date(2026, 6, 30))[0].actor;"
        "check_lifts_hold(by=by, authority_id=hold.authority_id, role='SAFEGUARDING_LEAD');"
        "print('may lift')",
    )
    assert "may lift" in asked.stdout, asked.stderr
