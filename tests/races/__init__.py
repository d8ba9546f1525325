"""Real processes that wait for each other at a barrier and then ask for the same thing at once."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection

from tests.architecture.sources import ROOT

RUNNERS = 3
PATIENCE_SECONDS = 120


def database() -> str:
    """The address of the database this test has just written to."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    address = os.environ["DATABASE_URL"]
    base, _, query = address.partition("?")
    head = base.rpartition("/")[0]
    return f"{head}/{settings['NAME']}" + (f"?{query}" if query else "")


def race(what: str, **facts: Any) -> list[dict[str, Any]]:
    """Start processes that ask `module:function`, let all go at once; what each was told."""
    with tempfile.TemporaryDirectory(prefix="race-") as folder:
        barrier = str(Path(folder) / "barrier")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.bind(barrier)
            door.listen(RUNNERS)
            door.settimeout(PATIENCE_SECONDS)
            asked = {"what": what, "barrier": barrier, **facts}
            runners = [start(json.dumps({**asked, "runner": n})) for n in range(RUNNERS)]
            waiting = [door.accept()[0] for _ in runners]
            for runner in waiting:
                runner.settimeout(PATIENCE_SECONDS)
                assert runner.recv(1) == b"r"
            for runner in waiting:
                runner.sendall(b"g")
                runner.close()
        return [answer(runner) for runner in runners]


def start(asked: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.races.one", asked],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answer(runner: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = runner.communicate(timeout=PATIENCE_SECONDS)
    assert runner.returncode == 0, err
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told
