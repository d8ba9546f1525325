"""The full-text index of each database over the words offers are found by.

SQLite: an FTS5 table whose content is `marketplace_offertext`, kept in step by triggers.
PostgreSQL: a generated column with a GIN index.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """
    CREATE VIRTUAL TABLE marketplace_offertext_fts USING fts5(
        title, words, content='marketplace_offertext', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    """
    INSERT INTO marketplace_offertext_fts(marketplace_offertext_fts, rank)
    VALUES ('rank', 'bm25(10.0, 1.0)')
    """,
    """
    CREATE TRIGGER marketplace_offertext_put AFTER INSERT ON marketplace_offertext BEGIN
        INSERT INTO marketplace_offertext_fts(rowid, title, words)
        VALUES (new.id, new.title, new.words);
    END
    """,
    """
    CREATE TRIGGER marketplace_offertext_forget AFTER DELETE ON marketplace_offertext BEGIN
        INSERT INTO marketplace_offertext_fts(marketplace_offertext_fts, rowid, title, words)
        VALUES ('delete', old.id, old.title, old.words);
    END
    """,
    """
    CREATE TRIGGER marketplace_offertext_change AFTER UPDATE ON marketplace_offertext BEGIN
        INSERT INTO marketplace_offertext_fts(marketplace_offertext_fts, rowid, title, words)
        VALUES ('delete', old.id, old.title, old.words);
        INSERT INTO marketplace_offertext_fts(rowid, title, words)
        VALUES (new.id, new.title, new.words);
    END
    """,
)
POSTGRESQL = (
    """
    ALTER TABLE marketplace_offertext ADD COLUMN document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('english', words), 'B')
    ) STORED
    """,
    "CREATE INDEX marketplace_offertext_document ON marketplace_offertext USING gin (document)",
)
SQLITE_BACK = (
    "DROP TRIGGER marketplace_offertext_put",
    "DROP TRIGGER marketplace_offertext_forget",
    "DROP TRIGGER marketplace_offertext_change",
    "DROP TABLE marketplace_offertext_fts",
)
POSTGRESQL_BACK = ("ALTER TABLE marketplace_offertext DROP COLUMN document",)


def _run(
    schema_editor: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]
) -> None:
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def create(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
