"""The database: SQLite unless DATABASE_URL says otherwise, and the cache all processes share."""

from __future__ import annotations

from typing import Any

from marketplace.config.settings.env import VAR_DIR, env

# A write takes the lock when its transaction begins and waits for its turn: no lost race on commit.
# FULL: what was posted is on the disk before the page says so.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

# Values travel beside the statement, and a statement seen twice is planned once.
POSTGRESQL_OPTIONS: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 2}


def _database() -> dict[str, Any]:
    database: dict[str, Any] = env.db_url(
        "DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
    )
    options = SQLITE_OPTIONS if database["ENGINE"].endswith("sqlite3") else POSTGRESQL_OPTIONS
    database["OPTIONS"] = {**options, **database.get("OPTIONS", {})}
    database["ATOMIC_REQUESTS"] = False
    database["CONN_MAX_AGE"] = env.int("DATABASE_CONNECTION_SECONDS", default=60)
    database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits are counted here, so every process must see the same counters. The database is
# shared by all of them and needs no further service; CACHE_URL may name another.
CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://shared_cache")}

# There while the demonstration is being invented: a start that finds it begins again.
UNFINISHED_DEMONSTRATION = VAR_DIR / "unfinished-demonstration"
