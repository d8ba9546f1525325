"""Full-text search by what each database has of its own: SQLite FTS5, PostgreSQL tsvector.

The triggers and the generated column that keep the indexes belong to the migration
`full_text`; what is indexed is written to `OfferText` by `operations/offer_text.py`.
"""

from __future__ import annotations

from django.db import connection

from marketplace.rules import words

# Ranking reads every candidate, so only so many are ever ranked.
MOST_CANDIDATES = 1000

# The last word may be half typed, and people type "clean" for cleaning: every word may go on.
_SQLITE = """
    SELECT version_id FROM (
        SELECT t.version_id AS version_id, f.rank AS place
        FROM marketplace_offertext_fts AS f JOIN marketplace_offertext AS t ON t.id = f.rowid
        WHERE marketplace_offertext_fts MATCH %s LIMIT %s
    ) ORDER BY place, version_id
"""
_POSTGRESQL = """
    SELECT version_id FROM (
        SELECT version_id, document FROM marketplace_offertext
        WHERE document @@ to_tsquery('english', %s) LIMIT %s
    ) AS candidates
    ORDER BY ts_rank(document, to_tsquery('english', %s)) DESC, version_id
"""


def list_matching(*, text: str) -> list[int]:
    """Ids of offer versions that hold every word of the text, the best first, at most 1,000.

    Any text is safe: only letters and digits reach the database. A text without a word finds
    nothing.
    """
    asked = words.split(text)
    if not asked:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE, [" ".join(f'"{word}"*' for word in asked), MOST_CANDIDATES])
        else:
            query = " & ".join(f"'{word}':*" for word in asked)
            cursor.execute(_POSTGRESQL, [query, MOST_CANDIDATES, query])
        return [row[0] for row in cursor.fetchall()]
