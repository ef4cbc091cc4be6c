"""Tables whose rows are written once. The database itself refuses to change, remove or replace a row.

On SQLite, INSERT OR REPLACE removes the old row without asking a DELETE trigger, so a third trigger refuses it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader

REFUSAL = "guatu: rows of {table} are never changed"
Unique = tuple[str | tuple[str, ...], ...]  # columns that identify a row, each alone or several together


class Guard(RunPython):
    """A migration step that puts guards on a table, also where they stood before it was made anew."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(self._put, self._lift)

    def triggers(self, vendor: str) -> dict[str, str]:
        """The guards by name: each as the statement that makes it."""
        raise NotImplementedError

    def body(self) -> str:
        """What the function that the triggers of PostgreSQL call does."""
        return f" BEGIN {raising(self.table)}; END "

    def statements(self, vendor: str) -> list[str]:
        made = list(self.triggers(vendor).values())
        return [self._function(), *made] if vendor == "postgresql" else made

    def lifts(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP FUNCTION IF EXISTS {self.table}_refuse() CASCADE"]
        return [f"DROP TRIGGER IF EXISTS {name}" for name in self.triggers(vendor)]

    def _function(self) -> str:
        name = f"{self.table}_refuse()"
        return f"CREATE OR REPLACE FUNCTION {name} RETURNS trigger LANGUAGE plpgsql AS $${self.body()}$$"

    def _put(self, apps: Any, editor: Any) -> None:
        vendor = editor.connection.vendor
        for statement in (*self.lifts(vendor), *self.statements(vendor)):
            editor.execute(statement)

    def _lift(self, apps: Any, editor: Any) -> None:
        for statement in self.lifts(editor.connection.vendor):
            editor.execute(statement)


class AppendOnly(Guard):
    def __init__(self, table: str, unique: Unique) -> None:
        self.unique = unique
        super().__init__(table)

    def triggers(self, vendor: str) -> dict[str, str]:
        table, refuse = self.table, refusal(self.table)
        if vendor == "postgresql":
            return {
                f"{table}_no_change": f"CREATE TRIGGER {table}_no_change BEFORE DELETE OR UPDATE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
                f"{table}_no_empty": f"CREATE TRIGGER {table}_no_empty BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
            }
        groups = ((one,) if isinstance(one, str) else one for one in self.unique)
        same = " OR ".join(" AND ".join(f"{column} = NEW.{column}" for column in group) for group in groups)
        return {
            f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
            f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
            f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {refuse}; END",
        }


def append_only(table: str, *, unique: Unique) -> AppendOnly:
    """A migration step that guards the rows of `table`."""
    return AppendOnly(table, unique)


def refusal(table: str) -> str:
    """What a trigger of SQLite does."""
    return f"SELECT RAISE(ABORT, '{REFUSAL.format(table=table)}')"


def raising(table: str) -> str:
    """How the function of PostgreSQL refuses."""
    return f"RAISE EXCEPTION '{REFUSAL.format(table=table)}' USING ERRCODE = 'integrity_constraint_violation'"


@cache
def guards() -> dict[str, Guard]:
    """The guards that the migrations put up, by table; the last where a table was guarded anew."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    steps = (step for _, migration in sorted(found.items()) for step in migration.operations)
    return {step.table: step for step in steps if isinstance(step, Guard)}


def guards_in_place(table: str) -> bool:
    """Whether the guards of `table` stand as they were put up, say what they said, and work."""
    guard = guards().get(table)
    stands = _standing_in_postgresql if connection.vendor == "postgresql" else _standing_in_sqlite
    return guard is not None and stands(guard) == guard.triggers(connection.vendor)


def put_guards_back() -> list[str]:
    """Put up again what does not stand as it should; the names of those tables."""
    fallen = [guard for guard in guards().values() if not guards_in_place(guard.table)]
    with connection.cursor() as cursor:
        for guard in fallen:
            for statement in (*guard.lifts(connection.vendor), *guard.statements(connection.vendor)):
                cursor.execute(statement)
    return [guard.table for guard in fallen]


def _standing_in_sqlite(guard: Guard) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [guard.table])
        return dict(cursor.fetchall())


def _standing_in_postgresql(guard: Guard) -> dict[str, str]:
    """The triggers that fire and whose function refuses; one that was switched off or hollowed out is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A') AND prosrc = %s",
            [guard.table, guard.body()],
        )
        return dict(cursor.fetchall())
