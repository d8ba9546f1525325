"""Nothing is posted into a database that would let it be changed afterwards."""

from django.db import connection

from isf.models import triggers

_guarded: set[tuple[str, str]] = set()


class Unguarded(Exception):
    """A trigger of the ledger is missing; posting waits until `manage.py migrate` was run."""

    rule = "ISF-LED-2"

    def __init__(self, *, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(f"Run manage.py migrate: {', '.join(missing)} is missing.")


def check_guarded() -> None:
    """Refuse to post while a trigger is missing; looked up once per process and database.

    Errors: `Unguarded`. Source: ISF-LED-2, `ledger.md`.
    """
    database = (connection.alias, str(connection.settings_dict["NAME"]))
    if database in _guarded:
        return
    missing = triggers.LEDGER.missing(connection)
    if missing:
        raise Unguarded(missing=missing)
    _guarded.add(database)


def forget() -> None:
    """Look again before the next entry, as a new process would."""
    _guarded.clear()
