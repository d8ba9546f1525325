"""The last line of a test run tells the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import run
from tests.run import Figures


@pytest.fixture
def last_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "last.txt"
    monkeypatch.setattr(run, "LAST_RUN", path)
    monkeypatch.delenv("CI", raising=False)
    return path


def test_figures_of_all_runs_are_added(last_run: Path) -> None:
    status = run.report({"SQLite": Figures(passed=3), "PostgreSQL": Figures(passed=2)})
    assert (status, last_run.read_text()) == (0, "5 passed, 0 failed\n")


def test_one_failure_fails_the_whole(last_run: Path) -> None:
    status = run.report(
        {"SQLite": Figures(passed=3, failed=["a"]), "PostgreSQL": Figures(passed=2)}
    )
    assert (status, last_run.read_text()) == (1, "5 passed, 1 failed\n")


def test_what_could_not_run_is_named(last_run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run.report({"SQLite": Figures(passed=3, not_run=["page: no Chromium"])})
    assert (status, last_run.read_text()) == (0, "3 passed, 0 failed, 1 could not run\n")
    assert "COULD NOT RUN page: no Chromium" in capsys.readouterr().out


def test_what_could_not_run_fails_where_nobody_is_watching(
    last_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    status = run.report({"SQLite": Figures(passed=3, not_run=["page: no Chromium"])})
    assert (status, last_run.read_text()) == (1, "3 passed, 1 failed\n")


def test_no_tests_at_all_is_a_failure(last_run: Path) -> None:
    assert run.report({"SQLite": Figures()}) == 1
    assert last_run.read_text() == "0 passed, 1 failed\n"
