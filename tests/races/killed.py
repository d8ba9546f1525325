"""A process that is killed, not asked to end, while it is in the middle of a command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.architecture.sources import ROOT
from tests.races import database


@contextmanager
def killed(*command: str, on: str, post: str, table: str, times: int) -> Iterator[None]:
    """Start a command; inside the block it stands still at the named place, and then it dies."""
    asked = {"command": command, "on": on, "post": post, "table": table, "times": times}
    runner = subprocess.Popen(
        [sys.executable, "-m", "tests.races.stopped", json.dumps(asked)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database()},
        stdout=subprocess.DEVNULL,
    )
    try:
        _, status = os.waitpid(runner.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), "it never came to the place where it should stand still"
        yield
    finally:
        runner.kill()
        assert runner.wait() == -signal.SIGKILL
