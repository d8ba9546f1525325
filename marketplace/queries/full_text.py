"""Full-text search by what each database has of its own: SQLite FTS5, PostgreSQL tsvector.

The triggers and the generated column that keep the indexes belong to the migration
`full_text`; what is indexed is written to `OfferText` by `operations/offer_text.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from marketplace.models import OfferVersion
from marketplace.queries.narrowed import Narrowed, ids_of
from marketplace.rules import words

# Ranking reads every candidate, so only so many are ever ranked.
MOST_CANDIDATES = 1000

# The last word may be half typed, and people type "clean" for cleaning: every word may go on.
_SQLITE = """
    WITH candidates AS (
        SELECT t.version_id AS version_id, f.rank AS place
        FROM marketplace_offertext_fts AS f JOIN marketplace_offertext AS t ON t.id = f.rowid
        WHERE marketplace_offertext_fts MATCH %s LIMIT %s
    )
    SELECT version_id, (SELECT COUNT(*) FROM candidates) FROM candidates {kept}
    ORDER BY place, version_id
"""
_POSTGRESQL = """
    WITH candidates AS (
        SELECT version_id, document, asked
        FROM marketplace_offertext, to_tsquery('english', %s) AS asked
        WHERE document @@ asked LIMIT %s
    )
    SELECT version_id, (SELECT COUNT(*) FROM candidates) FROM candidates {kept}
    ORDER BY ts_rank(document, asked) DESC, version_id
"""
_KEPT = "WHERE version_id IN ({})"


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ids of offer versions, the best first; `capped` when there were more than are ranked."""

    ids: list[int]
    capped: bool


def list_matching(*, text: str) -> list[int]:
    """Ids of offer versions that hold every word of the text, the best first, at most 1,000.

    Any text is safe: only letters and digits reach the database. A text without a word finds
    nothing.
    """
    return rank(text=text).ids


def rank(*, text: str, kept: QuerySet[OfferVersion] | Narrowed | None = None) -> Ranked:
    """The versions that hold every word of the text, only those kept if that is said.

    Both questions are one for the database; any text is safe, as in `list_matching`.
    """
    asked = words.split(text)
    if not asked:
        return Ranked([], capped=False)
    wanted: Sequence[Any] = ()
    more = ""
    if kept is not None:
        sql, wanted = kept.ids() if isinstance(kept, Narrowed) else ids_of(versions=kept)
        more = _KEPT.format(sql)
    if connection.vendor == "sqlite":
        statement, query = _SQLITE, " ".join(f'"{word}"*' for word in asked)
    else:
        statement, query = _POSTGRESQL, " & ".join(f"'{word}':*" for word in asked)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(kept=more), [query, MOST_CANDIDATES, *wanted])
        rows = cursor.fetchall()
    capped = bool(rows) and rows[0][1] == MOST_CANDIDATES
    return Ranked([row[0] for row in rows], capped=capped)


def among(*, ids: Sequence[int]) -> RawSQL:
    """Ids as one value, for `pk__in`: naming a thousand one by one costs more than reading them."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
