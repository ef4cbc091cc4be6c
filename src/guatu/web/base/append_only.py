"""Tables whose rows are written once. The database itself refuses to change, remove or replace a row.

On SQLite, INSERT OR REPLACE removes the old row without asking a DELETE trigger, so a third trigger refuses it.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations import RunPython

REFUSAL = "guatu: rows of {table} are never changed"


Unique = tuple[str | tuple[str, ...], ...]  # columns that identify a row, each alone or several together


def append_only(table: str, *, unique: Unique) -> RunPython:
    """A migration step that puts the guards on `table`, also where they stood before it was made anew."""

    def guard(apps: Any, editor: Any) -> None:
        vendor = editor.connection.vendor
        for statement in (*lifts(vendor, table), *guards(vendor, table, unique)):
            editor.execute(statement)

    def unguard(apps: Any, editor: Any) -> None:
        for statement in lifts(editor.connection.vendor, table):
            editor.execute(statement)

    return RunPython(guard, unguard)


def guards(vendor: str, table: str, unique: Unique) -> list[str]:
    refusal = REFUSAL.format(table=table)
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_empty BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ]
    groups = ((one,) if isinstance(one, str) else one for one in unique)
    same = " OR ".join(" AND ".join(f"{column} = NEW.{column}" for column in group) for group in groups)
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ]


def lifts(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {table}_refuse() CASCADE"]
    return [f"DROP TRIGGER IF EXISTS {table}_{guard}" for guard in ("no_update", "no_delete", "no_replace")]


def guards_in_place(table: str) -> bool:
    """Whether every guard of `table` stands and works, as `guatu verify` asks."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM pg_trigger "
                "WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'",
                [table],
            )
            return cursor.fetchone()[0] >= 2
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return cursor.fetchone()[0] >= 3
