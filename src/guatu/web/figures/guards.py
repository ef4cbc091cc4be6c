"""What the database refuses about figures: everything that is in the store stays as it is.

What stands above the mark of a load that is under way is not in the store yet. It may be taken away again, never
changed; and no mark can be set below what is there.
"""

from __future__ import annotations

from guatu.web.base.append_only import AppendOnly, Guard, raising, refusal

MARK = "indicators_incoming"


class InOnceSealed(AppendOnly):
    """As append-only, but rows above `column` of the mark may be removed."""

    def __init__(self, table: str, column: str, *, unique: tuple[str | tuple[str, ...], ...]) -> None:
        self.above = f"EXISTS (SELECT 1 FROM {MARK} WHERE OLD.id > {column})"
        super().__init__(table, unique)

    def body(self) -> str:
        out = f"IF TG_OP = 'DELETE' THEN IF {self.above} THEN RETURN OLD; END IF; END IF;"
        return f" BEGIN {out} {raising(self.table)}; END "

    def triggers(self, vendor: str) -> dict[str, str]:
        found = super().triggers(vendor)
        if vendor == "postgresql":
            return found
        table, refuse = self.table, refusal(self.table)
        groups = ((one,) if isinstance(one, str) else one for one in self.unique)
        there = " OR ".join(  # each by its own index
            f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in group)})"
            for group in groups
        )
        return found | {
            f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"WHEN NOT {self.above} BEGIN {refuse}; END",
            f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN {there} BEGIN {refuse}; END",
        }


class AboveAll(Guard):
    """The mark is set above everything that is there, and does not move. `tables`: column of the mark → table."""

    def __init__(self, tables: dict[str, str]) -> None:
        self.below = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE id > NEW.{column})" for column, table in tables.items()
        )
        super().__init__(MARK)

    def body(self) -> str:
        fits = f"IF TG_OP = 'INSERT' THEN IF NOT ({self.below}) THEN RETURN NEW; END IF; END IF;"
        return f" BEGIN {fits} {raising(self.table)}; END "

    def triggers(self, vendor: str) -> dict[str, str]:
        table = self.table
        set_, stays = f"{table}_above_all", f"{table}_stays"
        if vendor == "postgresql":
            refuse = f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            return {
                set_: f"CREATE TRIGGER {set_} BEFORE INSERT ON {table} {refuse}",
                stays: f"CREATE TRIGGER {stays} BEFORE UPDATE ON {table} {refuse}",
            }
        refuse = refusal(table)
        return {
            set_: f"CREATE TRIGGER {set_} BEFORE INSERT ON {table} WHEN {self.below} BEGIN {refuse}; END",
            stays: f"CREATE TRIGGER {stays} BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        }
