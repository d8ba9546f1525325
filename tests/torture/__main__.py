"""`make torture`: tries for a while to break the product, and says what it did and what it found.

`python -m tests.torture [--seed S] [--minutes M] [--db sqlite|postgres|both] [--only PART ...]`.
It ends with status 1 where anything was found. The same seed tells the same stories; processes
that race each other are not told apart by a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path
from random import SystemRandom

from tests import databases
from tests.torture import pure
from tests.torture.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
LIVES = 1_000_000
BATCH = 250
# How the minutes are shared: the lives in memory once, the others on each database.
SHARES = {"pure": 0.4, "lives": 0.1, "bank": 0.05, "tampering": 0.15}
# What is taken back at its end comes before what stays in the database.
PARTS = ("pure", "scenarios", "tampering", "lives", "bank", "faults")


def main() -> int:
    asked = arguments()
    print(f"seed {asked.seed}, {asked.minutes} minutes and the faults", flush=True)
    seconds = asked.minutes * 60
    status = 0
    if "pure" in asked.only:
        status |= pure_lives(asked.seed, seconds * SHARES["pure"], asked.lives)
    with tempfile.TemporaryDirectory(prefix="market-torture-") as folder:
        for name, address in addresses(asked.db, folder):
            print(f"\n== {name}", flush=True)
            status |= on(name, address, asked, seconds)
    print("\nNOTHING WAS FOUND" if not status else "\nSOMETHING WAS FOUND", flush=True)
    return status


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--lives", type=int, default=LIVES, help="lives in memory at most")
    parser.add_argument("--db", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    return parser.parse_args()


def addresses(wanted: str, folder: str) -> Iterator[tuple[str, str]]:
    """The databases, made when it is their turn."""
    if wanted != "postgres":
        yield "sqlite", f"sqlite:///{Path(folder) / 'torture.sqlite3'}"
    if wanted != "sqlite":
        yield "postgres", databases.postgres()


def on(name: str, address: str, asked: argparse.Namespace, seconds: float) -> int:
    status = 0
    if "scenarios" in asked.only:
        status |= scenarios(name)
    environment = os.environ | {
        "DATABASE_URL": address,
        "ENV_FILE": "",
        "LOCAL": "true",
        "CACHE_URL": "locmemcache://torture",
        "DJANGO_SETTINGS_MODULE": "marketplace.config.settings",
    }
    inside = [part for part in asked.only if part not in ("pure", "scenarios")]
    parts = [(part, seconds * SHARES.get(part, 0)) for part in inside]
    command = [sys.executable, "-m", "tests.torture.on_database"]
    done = subprocess.run(
        [*command, json.dumps({"parts": parts, "seed": asked.seed})],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    status |= done.returncode != 0
    return status


def scenarios(name: str) -> int:
    """The worked examples, posting by posting."""
    command = [sys.executable, "-m", "pytest", "-q", f"--db={name}", "tests/worked_examples"]
    done = subprocess.run(command, cwd=ROOT, check=False)
    return done.returncode != 0


def pure_lives(seed: int, seconds: float, most: int) -> int:
    """Lives in memory on every core, until there are enough or the time is over."""
    began, seen = time.monotonic(), Counter[str]()
    first = seed * LIVES * 10
    batches = (range(first + n * BATCH, first + (n + 1) * BATCH) for n in count())
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        waiting = [pool.submit(pure.compare_all, next(batches)) for _ in range(2 * workers)]
        while waiting:
            try:
                seen += waiting.pop(0).result()
            except Finding as found:
                print(f"FINDING: {found}", flush=True)
                return 1
            going = time.monotonic() - began < seconds
            if going and seen["lives"] + len(waiting) * BATCH < most:
                waiting.append(pool.submit(pure.compare_all, next(batches)))
    print(f"pure: {time.monotonic() - began:.0f} s", flush=True)
    for what, times in sorted(seen.items()):
        print(f"  {times:>9,} {what}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
