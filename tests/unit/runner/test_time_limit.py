"""A test that hangs fails, is named, and keeps no other from running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

WAYS = """
import os, signal, subprocess, threading, time
import pytest

def deaf():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(60)

def forked():
    child = os.fork() or os.kill(os.getpid(), signal.SIGSTOP)
    os.waitpid(child, 0)

def process():
    subprocess.run(["sleep", "60"])

def lock():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()

def busy():
    while True:
        pass

def careless():
    while True:
        try:
            time.sleep(60)
        except Exception:
            pass
"""
HANGS = ("forked", "process", "lock", "busy", "careless")


def run(folder: Path, body: str, *options: str) -> tuple[int, str]:
    """Run the tests of a text with our own configuration, but short limits."""
    test, said = folder / "test_some.py", folder / "said.txt"
    test.write_text(WAYS + body + "\ndef test_another(): assert True\n")
    ours = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}", f"--confcutdir={folder}"]
    with said.open("w") as out:
        going = subprocess.Popen(
            [sys.executable, "-m", "pytest", *ours, "-q", "-pno:django", str(test), *options],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if "PYTEST" not in name},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            status = going.wait(timeout=120)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(going.pid, signal.SIGKILL)
    return status, said.read_text()


def test_a_test_that_hangs_fails_and_the_others_go_on(tmp_path: Path) -> None:
    body = "".join(f"def test_{way}(): {way}()\n" for way in HANGS)
    status, said = run(tmp_path, body, "-otimeout=0.5")
    assert status == 1, said
    assert f"{len(HANGS)} failed, 1 passed" in said
    for way in HANGS:
        assert f"test_some.py::test_{way} - Failed: Timeout (>0.5s)" in said


def test_a_fixture_that_hangs_fails_its_test(tmp_path: Path) -> None:
    body = "@pytest.fixture\ndef slow(): lock()\ndef test_waits(slow): assert True\n"
    status, said = run(tmp_path, body, "-otimeout=0.5")
    assert status == 1, said
    assert "test_some.py::test_waits - Failed: Timeout (>0.5s)" in said
    assert "1 passed, 1 error" in said


def test_where_no_signal_arrives_the_process_ends_and_another_goes_on(tmp_path: Path) -> None:
    body = "def test_hangs(): deaf()\n"
    status, said = run(tmp_path, body, "-n1", "-otimeout=0.5", "-ofaulthandler_timeout=2")
    assert status == 1, said
    assert "crashed while running 'test_some.py::test_hangs'" in said
    assert "1 failed, 1 passed" in said


def test_every_test_has_a_limit(pytestconfig: pytest.Config) -> None:
    limit = float(pytestconfig.getini("timeout"))
    last = float(pytestconfig.getini("faulthandler_timeout"))
    assert 0 < limit < last <= 1800
    assert pytestconfig.getini("faulthandler_exit_on_timeout")
