"""A query whose SQL is written once: building it anew costs more than the database needs for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    sql: str
    params: tuple[Any, ...]
    compiler: SQLCompiler
    converters: Any


class Prepared:
    """Rows of columns for a list of ids, which are all that differs from one time to the next.

    `build` is given ids and returns a QuerySet of `values_list`.
    """

    def __init__(self, build: Callable[[Sequence[int]], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._write = cache(self._written)

    def rows(self, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """The rows, each value as the model's field gives it."""
        statement = self._write(connection.vendor, len(ids))
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [_filled(param, ids) for param in statement.params])
            found = cursor.fetchall()
        if not statement.converters:
            return iter(found)
        return map(tuple, statement.compiler.apply_converters(found, statement.converters))

    def _written(self, _vendor: str, count: int) -> _Statement:
        query = self._build(range(-count, 0)).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        return _Statement(
            sql=sql,
            params=tuple(params),
            compiler=compiler,
            converters=compiler.get_converters(columns),
        )


def _filled(param: Any, ids: Sequence[int]) -> Any:
    """No id is below 0: such a number stands for the place of an id, counted from the end."""
    return ids[param] if isinstance(param, int) and param < 0 else param
