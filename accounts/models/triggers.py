"""The database's own refusal to change or delete an audit event, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as Missing
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "accounts_auditevent"
_MESSAGE = "An audit event is never changed or deleted"
_FUNCTION = "accounts_refuse_change"

_SQLITE = {
    f"{TABLE}_no_{event.lower()}": (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{event.lower()} BEFORE {event} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )
    for event in ("UPDATE", "DELETE")
}
_POSTGRESQL = {
    f"{TABLE}_no_change": (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
    ),
    f"{TABLE}_no_truncate": (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
    ),
}
_POSTGRESQL_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$"
)
_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL


def _table_exists(connection: BaseDatabaseWrapper) -> bool:
    return TABLE in connection.introspection.table_names()


def create(connection: BaseDatabaseWrapper) -> None:
    """Install every trigger whose table exists; harmless when they are already there."""
    if not _table_exists(connection):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for statement in _wanted(connection).values():
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger, for a migration or for the emptying of a test database."""
    if not _table_exists(connection):
        return
    place = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be there and are not."""
    if not _table_exists(connection):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor])
        installed = {row[0] for row in cursor.fetchall()}
    return sorted(set(_wanted(connection)) - installed)


def before_migrations(*, using: str, **_: Any) -> None:
    """Step aside: a table that is rebuilt loses its triggers without a word."""
    drop(connections[using])


def after_migrations(*, using: str, **_: Any) -> None:
    """Come back, whatever the migrations did."""
    create(connections[using])


def check(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A system check: an audit trail that can be rewritten is reported; migrate mends it."""
    return [
        Missing(
            f"The database trigger {name} is missing: audit events could be changed.",
            hint="Run: manage.py migrate",
            id="accounts.W001",
        )
        for alias in databases or ()
        for name in missing(connections[alias])
    ]
