"""One process that does a command's work and stands still in the middle, to be killed there.

Started by `tests.races.killed` with the command, its day and the statement after which it stops:
what was written before it is committed, what that statement wrote is not.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from typing import Any

import django


class StandStill:
    """Stops this process after the given number of statements that add to a table."""

    def __init__(self, *, table: str, times: int) -> None:
        self.wanted = re.compile(rf'INSERT INTO "?{table}"?\s*\(')
        self.left = times

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        answer = execute(sql, params, many, context)
        if self.wanted.search(sql):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGSTOP)
        return answer


def main() -> None:
    asked: dict[str, Any] = json.loads(sys.argv[1])
    django.setup()
    from django.db import connection  # noqa: PLC0415 - Django has started now

    from tests.races.commands import run  # noqa: PLC0415

    with connection.execute_wrapper(StandStill(table=asked["table"], times=asked["times"])):
        run(*asked["command"], on=asked["on"], post=asked["post"])


if __name__ == "__main__":
    main()
