"""Values as a plain cursor reads and takes them: SQLite text, PostgreSQL the thing itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection


def as_uuid(value: UUID | str) -> UUID:
    """A reference, whichever way it was read."""
    return value if isinstance(value, UUID) else UUID(value)


def put_uuid(value: UUID | None) -> UUID | str | None:
    """A reference as it is written."""
    native = connection.features.has_native_uuid_field
    return value if native or value is None else value.hex


def as_date(value: date | str) -> date:
    """A day, whichever way it was read."""
    return date.fromisoformat(value) if isinstance(value, str) else value
