"""One process of a race: it gets ready, waits at the barrier with the others, and asks once.

Started by `tests.races.race` with the database, the folder of the barrier and what to ask, as
`module:function`; it says what came of it as one line of JSON.
"""

from __future__ import annotations

import importlib
import json
import socket
import sys
from typing import Any

import django


def wait_at(barrier: str) -> None:
    """Say that this process is ready, and go when all are: a byte on a socket, no clock."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.connect(barrier)
        door.sendall(b"r")
        door.recv(1)


def main() -> None:
    asked: dict[str, Any] = json.loads(sys.argv[1])
    django.setup()
    from django.db import connection  # noqa: PLC0415 - Django has started now

    connection.ensure_connection()
    module, _, name = asked["what"].partition(":")
    ask = getattr(importlib.import_module(module), name)(asked)
    wait_at(asked["barrier"])
    try:
        answer = {"done": ask()}
    except Exception as refusal:  # noqa: BLE001 - whatever it is, the test must hear of it
        facts = {key: value for key, value in vars(refusal).items() if isinstance(value, int)}
        answer = {"refused": type(refusal).__name__, "facts": facts, "said": str(refusal)[:200]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
