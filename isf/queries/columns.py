"""Values as a plain cursor reads them: SQLite gives text, PostgreSQL the thing itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID


def as_uuid(value: UUID | str) -> UUID:
    """A reference, whichever way it was read."""
    return value if isinstance(value, UUID) else UUID(value)


def as_date(value: date | str) -> date:
    """A day, whichever way it was read."""
    return date.fromisoformat(value) if isinstance(value, str) else value
