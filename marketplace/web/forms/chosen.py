"""Reading references out of a query string."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID


def read_references(*, values: Iterable[str], most: int) -> tuple[UUID, ...]:
    """The first few different references; what is not one is passed over."""
    found: dict[UUID, None] = {}
    for value in values:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return tuple(found)[:most]
