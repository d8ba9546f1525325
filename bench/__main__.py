"""Figures of speed as ratios to raw SQL on this machine: `make bench`, or `python -m bench`.

Each database is measured in a process of its own, on a fresh database, with everything written to
the disk as a site would (PostgreSQL: fsync on; SQLite: synchronous FULL).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from bench.choices import parse
from tests import databases

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


def durable_postgres() -> str:
    """Return the address of a PostgreSQL that waits for its disk, unlike the one for tests."""
    address = databases.postgres()
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in DURABLE:
            connection.execute(f"ALTER SYSTEM SET {setting} = on".encode())
        connection.execute("SELECT pg_reload_conf()")
    return address


def main() -> int:
    chosen = parse(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="market-bench-") as folder:
        addresses = {}
        if "sqlite" in chosen.databases:
            addresses["SQLite"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        try:
            if "postgres" in chosen.databases:
                addresses["PostgreSQL"] = durable_postgres()
        except databases.CouldNotRun as missing:
            print(f"PostgreSQL could not be measured: {missing}")
        status = 0
        for name, address in addresses.items():
            print(f"\n== {name}", flush=True)
            environment = os.environ | {
                "DATABASE_URL": address,
                "ENV_FILE": "",
                "LOCAL": "true",
                "CACHE_URL": "locmemcache://bench",
                "DJANGO_SETTINGS_MODULE": "marketplace.config.settings",
            }
            command = [sys.executable, "-m", "bench.measure", *sys.argv[1:]]
            status |= subprocess.run(command, env=environment, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
