"""What each engine asks: on SQLite a table of FTS5 that triggers keep beside the things, on PostgreSQL a column."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "tokens, content='search_indexedthing', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER search_words_come AFTER INSERT ON search_indexedthing BEGIN "
    "INSERT INTO search_words (rowid, tokens) VALUES (new.id, new.tokens); END",
    "CREATE TRIGGER search_words_go AFTER DELETE ON search_indexedthing BEGIN "
    "INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens); END",
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
)
NOT_SQLITE = (
    "DROP TRIGGER search_words_come",
    "DROP TRIGGER search_words_go",
    "DROP TABLE search_words",
)
POSTGRESQL = (
    "ALTER TABLE search_indexedthing ADD COLUMN lexemes tsvector GENERATED ALWAYS AS "
    "(array_to_tsvector(string_to_array(tokens, ' '))) STORED",
    "CREATE INDEX search_lexemes ON search_indexedthing USING gin (lexemes)",
)
NOT_POSTGRESQL = ("ALTER TABLE search_indexedthing DROP COLUMN lexemes",)


def put(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def lift(apps: Any, editor: Any) -> None:
    for statement in NOT_POSTGRESQL if editor.connection.vendor == "postgresql" else NOT_SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(put, lift)]
