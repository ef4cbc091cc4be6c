"""Bring a backup back: a new store is built beside the old one, looked through, and only then takes its place.

The old store is moved aside under a name of its own and never removed: on SQLite a file, on PostgreSQL a schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from guatu import __version__
from guatu.core.errors import Place, SetupError, StoreError
from guatu.store.backup_file import FORMAT, Backup, BackupDamaged, BackupNewer
from guatu.web.audit import heads
from guatu.web.audit.models import Head
from guatu.web.audit.services import record
from guatu.web.audit.verify import Report, verify
from guatu.web.base.asof import SHANGHAI, today
from guatu.web.base.migrated import Node, build, tables, unknown
from guatu.web.base.permits import require
from guatu.web.base.person import Person
from guatu.web.base.portable import insert
from guatu.web.search.services import refresh_quietly

DRAFT = "guatu_restoring"


class RestoreDoubtful(StoreError):
    code = "S471"
    reason = "备份里的库自己就核对不过：{count}处，第一处是 {first}"
    remedy = "库没有动过。请换一份备份。"
    command = "库没有动过。请换一份备份；明知如此仍要恢复的，加 --even-so。"


class SchemaForbidden(SetupError):
    code = "U624"
    reason = "数据库账号不能新建模式或给模式改名：{why}。"
    remedy = "请用库的所有者来恢复，或新建一个归它所有的空库，把 GUATU_DATABASE_URL 指过去。"


@dataclass(frozen=True, slots=True)
class Restored:
    report: Report
    aside: str  # where the store that was there now is; empty when there was none


def restore(backup: Backup, *, even_so: bool = False, by: Person | None) -> Restored:
    """Put a backup in the place of the store. Nobody else may use the store meanwhile.

    Raises:
        BackupNewer, BackupDamaged, RestoreDoubtful (unless `even_so`), SchemaForbidden: nothing was replaced.
    """
    require(by, "store.keep")
    refuse_newer(backup)
    moment = datetime.now(SHANGHAI)
    with (draft_schema if connection.vendor == "postgresql" else draft_file)(moment) as take_its_place:
        fill(backup)
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        head = Head.objects.get(id=1)
        if (head.seq, head.hash) != (backup.manifest.heads.seq, backup.manifest.heads.hash):
            raise BackupDamaged(Place(backup.path.name), why="审计链的末尾与目录不符")
        report = verify(kept_apart=False)  # an older store on purpose
        if report.findings and not even_so:
            raise RestoreDoubtful(count=len(report.findings), first=report.findings[0])
        after = {"file": backup.path.name, "sm3": backup.seal, "made_at": backup.manifest.made_at,
                 "heads": [head.seq, head.hash], "findings": len(report.findings)}  # fmt: skip
        record("store.restore", actor=by, after=after)
        refresh_quietly(today())  # the index of the search is in no backup
        aside = take_its_place()
    heads.set_aside()
    return Restored(report, aside)


def refuse_newer(backup: Backup) -> None:
    said = backup.manifest
    if said.format > FORMAT or numbers(said.version) > numbers(__version__) or unknown(nodes(backup)):
        raise BackupNewer(Place(backup.path.name), version=said.version, ours=__version__)


def numbers(version: str) -> tuple[int, ...]:
    """
    >>> numbers("0.10.1") > numbers("0.9")
    True
    """
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def nodes(backup: Backup) -> list[Node]:
    return [(app, name) for app, _, name in (said.partition(".") for said in backup.manifest.migrations)]


def fill(backup: Backup) -> None:
    """Make the tables as they were in the backup and put its rows in."""
    said = backup.manifest.tables
    build(nodes(backup))
    known = {model._meta.db_table: model for model in tables(nodes(backup))}
    if strange := sorted(said.keys() - known.keys()):
        raise BackupDamaged(Place(backup.path.name), why=f"不认识表 {strange[0]}")
    kept = [known[name] for name in said]
    try:
        with connection.constraint_checks_disabled(), transaction.atomic(), guards_aside(kept):
            for model in kept:
                name = model._meta.db_table
                insert(model, said[name].columns, backup.rows(name))
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), kept):
                    cursor.execute(statement)
    except (IntegrityError, KeyError, ValueError) as error:
        raise BackupDamaged(Place(backup.path.name), why=f"有的行放不回表里（{error}）") from error


@contextmanager
def guards_aside(kept: list[type[models.Model]]) -> Iterator[None]:
    """Inside it the tables are empty and the triggers that forbid writing are not there; then they stand again."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in kept]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in names:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)


# -- where the new store is built, and how it takes the old one's place -----------------------------------------------


@contextmanager
def draft_file(moment: datetime) -> Iterator:
    store = Path(connection.settings_dict["NAME"])
    draft = store.with_name(f"{store.name}.restoring")
    remove(draft)
    draft.touch(0o600)

    def take_its_place() -> str:
        connection.close()  # the last one: its write-ahead log goes into the file
        aside = store.with_name(f"{store.name}.before-{moment:%Y%m%d-%H%M%S}")
        if not store.exists():
            draft.rename(store)
            return ""
        quiet(store)
        for part in ("-wal", "-shm"):  # only there when the old file cannot be read any more
            with suppress(FileNotFoundError):
                Path(f"{store}{part}").rename(f"{aside}{part}")
        aside.hardlink_to(store)
        draft.replace(store)
        return str(aside)

    connection.close()
    connection.settings_dict["NAME"] = str(draft)
    try:
        yield take_its_place
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(store)
        remove(draft)


def remove(store: Path) -> None:
    for part in ("", "-wal", "-shm", "-journal"):
        Path(f"{store}{part}").unlink(missing_ok=True)


def quiet(store: Path) -> None:
    """Put what stands in the write-ahead log into the file itself, if it can still be read."""
    with suppress(sqlite3.DatabaseError):
        session = sqlite3.connect(store, timeout=20)
        try:
            session.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            session.close()


@contextmanager
def draft_schema(moment: datetime) -> Iterator:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_schema(), 'public')")
        store = cursor.fetchone()[0]
        cursor.execute("SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = %s", [store])
        if (owned := cursor.fetchone()) and not owned[0]:
            raise SchemaForbidden(why=f"模式 {store} 不归它所有")

    def take_its_place() -> str:
        aside = f"guatu_before_{moment:%Y%m%d_%H%M%S}"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [store])
            held = cursor.fetchone()[0] > 0
            with saying_forbidden():
                cursor.execute(f'ALTER SCHEMA "{store}" RENAME TO {aside}' if held else f'DROP SCHEMA "{store}"')
                cursor.execute(f'ALTER SCHEMA {DRAFT} RENAME TO "{store}"')
        return aside if held else ""

    with saying_forbidden(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {DRAFT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {DRAFT}")
    options, before = connection.settings_dict["OPTIONS"], dict(connection.settings_dict["OPTIONS"])
    connection.close()
    options["options"] = f"{options.get('options', '')} -c search_path={DRAFT}".strip()
    try:
        yield take_its_place
    finally:
        connection.close()
        options.clear()
        options.update(before)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {DRAFT} CASCADE")


@contextmanager
def saying_forbidden() -> Iterator[None]:
    try:
        yield
    except ProgrammingError as error:
        raise SchemaForbidden(why=str(error).splitlines()[0]) from error


def put_key(backup: Backup) -> str:
    """The machine's key from the backup, when it holds one; where the key that was there now is."""
    path = settings.GUATU_HOME / "secret.key"
    if not backup.manifest.key or path.read_text(encoding="ascii") == (key := backup.key()):
        return ""
    aside = path.with_name(f"{path.name}.before-{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}")
    path.rename(aside)
    path.touch(0o600)
    path.write_text(key, encoding="ascii")
    return str(aside)
