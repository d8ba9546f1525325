"""The triggers of one app: how they are installed, step aside, come back and are missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as Missing
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def table_of(name: str) -> str:
    """The table a trigger stands on, read off its name."""
    return "_".join(name.split("_")[:2])


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class TriggerSet:
    """Statements by the name of their trigger, for each kind of database.

    `warning` and `danger` are the number and the words of the system check.
    """

    sqlite: Mapping[str, str]
    postgresql: Mapping[str, str]
    functions: Sequence[str] = field(default=())
    warning: str
    danger: str

    def wanted(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """The triggers this database needs, by name: those whose tables were migrated into it."""
        triggers = self.sqlite if connection.vendor == "sqlite" else self.postgresql
        tables = set(connection.introspection.table_names())
        return {name: made for name, made in triggers.items() if table_of(name) in tables}

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Install every trigger whose table exists; harmless when they are there already."""
        wanted = self.wanted(connection)
        functions = self.functions if wanted and connection.vendor == "postgresql" else ()
        with connection.cursor() as cursor:
            for statement in (*functions, *wanted.values()):
                cursor.execute(statement)

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        """Remove every trigger, for a migration or for the emptying of a test database."""
        with connection.cursor() as cursor:
            for name in self.wanted(connection):
                place = f" ON {table_of(name)}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Names of triggers that should be there and are not."""
        wanted = set(self.wanted(connection))
        with connection.cursor() as cursor:
            cursor.execute(_INSTALLED[connection.vendor])
            return sorted(wanted - {row[0] for row in cursor.fetchall()})

    def before_migrations(self, *, using: str, **_: Any) -> None:
        """Step aside: a table that is rebuilt loses its triggers without a word."""
        self.drop(connections[using])

    def after_migrations(self, *, using: str, **_: Any) -> None:
        """Come back, whatever the migrations did."""
        self.create(connections[using])

    def check(self, *, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
        """A system check: a warning only, so that `migrate` can put right what it reports."""
        return [
            Missing(
                f"The database trigger {name} is missing: {self.danger}.",
                hint="Run: manage.py migrate",
                id=self.warning,
            )
            for alias in databases or ()
            for name in self.missing(connections[alias])
        ]
