"""All of it that needs a database, on the one in DATABASE_URL: started by `tests.torture`."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

TIMES = 20
EACH = 25


def main(asked: dict[str, Any]) -> int:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django has started now
    from django.core.management import call_command  # noqa: PLC0415

    settings.DEBUG = False
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    parts: dict[str, Callable[[int, float], Counter[str]]] = {
        "bank": bank,
        "faults": faults,
        "lives": lives,
        "tampering": tampering,
    }
    status = 0
    for name, seconds in asked["parts"]:
        status |= take(name, parts[name], asked["seed"], seconds)
    return status


def take(name: str, part: Callable[[int, float], Counter[str]], seed: int, seconds: float) -> int:
    """One part; whatever it ends with is said, and a finding is no success."""
    began = time.monotonic()
    try:
        seen = part(seed, seconds)
    except Exception:  # noqa: BLE001 - the other parts still have something to say
        print(f"FINDING in {name}, seed {seed}:\n{traceback.format_exc()}", flush=True)
        return 1
    print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    for what, times in sorted(seen.items()):
        print(f"  {times:>9,} {what}", flush=True)
    return 0


def bank(seed: int, seconds: float) -> Counter[str]:
    """Eight processes at the same funds; then the books are sound, and can be made again."""
    from tests.torture import bank, books  # noqa: PLC0415

    seen = bank.run(seed, seconds)
    return seen + books.sound() + books.made_again()


def faults(seed: int, seconds: float) -> Counter[str]:
    """Each fault as often as it must be hit, however long that takes; then the books are sound."""
    from tests.torture import books, named  # noqa: PLC0415
    from tests.torture.deeds import Desk  # noqa: PLC0415

    desk, seen = Desk(), Counter[str]()
    for kind in named.faults():
        seen += kind(desk, TIMES)
    return seen + books.sound()


def lives(seed: int, seconds: float) -> Counter[str]:
    """Random lives through the operations, each undone at its end."""
    from tests.torture import lived  # noqa: PLC0415
    from tests.torture.tampering import undone  # noqa: PLC0415

    until, seen = time.monotonic() + seconds, Counter[str]()
    while time.monotonic() < until:
        with undone():
            seen += lived.compare(seed * 1_000_000 + seen["lives"])
    return seen


def tampering(seed: int, seconds: float) -> Counter[str]:
    """Worlds of rows that are tampered with, one after another."""
    from tests.torture import tampering  # noqa: PLC0415
    from tests.torture.tampering import undone  # noqa: PLC0415

    until, seen, world = time.monotonic() + seconds, Counter[str](), 0
    while time.monotonic() < until or not world:
        with undone():
            seen += tampering.tamper(seed * 1_000 + world, times=EACH)
        world += 1
    return seen


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
