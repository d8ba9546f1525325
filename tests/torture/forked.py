"""Work in a process of its own that starts at once: a fork with connections of its own."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.torture.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A process and the pipe on which it tells what came of its work."""

    pid: int
    told: int

    def answer(self) -> Any:
        """Wait for it to end. Errors: `Finding` where it did not say anything sensible."""
        with os.fdopen(self.told) as pipe:
            said = pipe.read()
        os.waitpid(self.pid, 0)
        answer = json.loads(said or '{"broke": "it died without a word"}')
        if "broke" in answer:
            raise Finding(f"a process broke: {answer['broke']}")
        return answer["done"]

    def kill(self) -> None:
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.told)


INHERITED: list[BaseDatabaseWrapper] = []


def start(work: Callable[[], Any]) -> Child:
    """Fork, do the work there and say the result; no connection is shared with it."""
    connections.close_all()
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return Child(pid=pid, told=ours)
    os.close(ours)
    leave_inherited()
    try:
        said = {"done": work()}
    except BaseException:  # noqa: BLE001 - whatever it is, the other side must hear of it
        said = {"broke": traceback.format_exc()[-2000:]}
    with os.fdopen(theirs, "w") as pipe:
        json.dump(said, pipe)
    os._exit(0)


def leave_inherited() -> None:
    """Use none of the other process's connections, and close none of them.

    While a browser is driven, a thread has an event loop and Django keeps its connections there
    apart from those of before. A fork has no loop: it would take up the earlier ones again, on a
    socket that both processes have, and PostgreSQL would never learn that one of them was killed.
    """
    for alias in connections:
        INHERITED.append(connections[alias])
        del connections[alias]
