"""What the database refuses about the end of the chain: it only moves forward, onto an entry that is there."""

from __future__ import annotations

from guatu.web.base.append_only import Guard, refusal

ON_AN_ENTRY = "NEW.seq > OLD.seq AND EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq AND hash = NEW.hash)"


class OnlyForward(Guard):
    def triggers(self, vendor: str) -> dict[str, str]:
        table = self.table
        forward, stays = f"{table}_only_forward", f"{table}_stays"
        if vendor == "postgresql":
            refuse = f"EXECUTE FUNCTION {table}_refuse()"
            return {
                forward: f"CREATE TRIGGER {forward} BEFORE UPDATE ON {table} FOR EACH ROW "
                f"WHEN (new.seq <= old.seq) {refuse}",
                stays: f"CREATE TRIGGER {stays} BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            }
        refuse = refusal(table)
        return {
            forward: f"CREATE TRIGGER {forward} BEFORE UPDATE ON {table} WHEN NOT ({ON_AN_ENTRY}) BEGIN {refuse}; END",
            stays: f"CREATE TRIGGER {stays} BEFORE DELETE ON {table} BEGIN {refuse}; END",
        }
