"""Offers narrowed by answers: the same answers are the same query, and its SQL is written once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from marketplace.models import OfferVersion

Statement = tuple[str, tuple[Any, ...]]
_MOST_WRITTEN = 256
_WRITTEN: dict[Hashable, Statement] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What `build` gives depends on nothing but `answers`, which hold no words anybody typed."""

    answers: Hashable
    build: Callable[[], QuerySet[OfferVersion]]

    def ids(self) -> Statement:
        """The SQL that selects their ids, with its parameters; rows are never kept."""
        if self.answers not in _WRITTEN:
            if len(_WRITTEN) >= _MOST_WRITTEN:
                _WRITTEN.clear()
            _WRITTEN[self.answers] = ids_of(versions=self.build())
        return _WRITTEN[self.answers]


def ids_of(*, versions: QuerySet[OfferVersion]) -> Statement:
    """The SQL that selects the ids of some versions, with its parameters."""
    return versions.order_by().values_list("pk").query.sql_with_params()
