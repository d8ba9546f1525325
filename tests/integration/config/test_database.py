"""The database behaves as the ledger needs, whichever it is."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from accounts.models import User


def ask(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_connection_is_set_up_for_money() -> None:
    for number in range(5):
        assert not User.objects.filter(email=f"{number}@example.org").exists()
    if connection.vendor == "sqlite":
        assert ask("PRAGMA journal_mode") == [("wal",)]
        assert ask("PRAGMA synchronous") == [(2,)]
        assert ask("PRAGMA foreign_keys") == [(1,)]
    else:
        assert ask("SHOW transaction_isolation") == [("read committed",)]
        planned_once = ask("SELECT statement FROM pg_prepared_statements")
        assert any("accounts_user" in str(statement) for (statement,) in planned_once)


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once() -> None:
    """SQLite has one writer, from the start of its transaction; PostgreSQL locks rows only."""
    sqlite = connection.vendor == "sqlite"
    refused: list[Exception] = []

    def write_too() -> None:
        other = connections["default"]
        try:
            if sqlite:
                ask("PRAGMA busy_timeout = 0")
            with transaction.atomic():
                User.objects.create_user("second@example.org")
        except OperationalError as busy:
            refused.append(busy)
        finally:
            other.close()

    with transaction.atomic():
        assert not User.objects.exists()
        thread = threading.Thread(target=write_too)
        thread.start()
        thread.join()
        User.objects.create_user("first@example.org")
    assert [str(error) for error in refused] == (["database is locked"] if sqlite else [])
    written = set(User.objects.values_list("email", flat=True))
    assert written == {"first@example.org"} | (set() if sqlite else {"second@example.org"})


def test_pages_open_no_transaction() -> None:
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False
