"""A backup of the whole store in one file, while the office goes on working."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from guatu import __version__
from guatu.store.backup_file import Backup, Heads, Manifest, Writer, new_file
from guatu.web.audit.models import Head
from guatu.web.audit.services import record
from guatu.web.base.asof import SHANGHAI
from guatu.web.base.migrated import applied, tables
from guatu.web.base.permits import require
from guatu.web.base.person import Person
from guatu.web.base.portable import columns, one_moment, rows

# What the machine is doing, not what the office knows: who is signed in just now, jobs, which are made again, files on
# their way in, which are sent again, and the index of the search, which follows from all the rest.
# A restored session would bring back somebody who had signed out.
LEFT_OUT = (
    "django_migrations",
    "django_session",
    "django_q_ormq",
    "django_q_schedule",
    "django_q_task",
    "loads_filepiece",
    "search_indexedpart",
    "search_indexedthing",
)


def back_up(path: Path, *, with_key: bool = False, by: Person | None) -> Backup:
    """Write the store as it is at this moment into a new file, and log that it was taken.

    `with_key` puts the machine's own key inside. Without it a restored store works and everybody signs in again; with
    it whoever has the file can make sign-ins of his own.

    Raises:
        BackupTaken: there is a file of that name.
    """
    require(by, "store.keep")
    with new_file(path) as file, Writer(file) as writer:
        with one_moment():
            nodes = applied()
            made_at = datetime.now(SHANGHAI).isoformat(timespec="seconds")
            kept = [model for model in tables(nodes) if model._meta.db_table not in LEFT_OUT]
            for model in kept:
                writer.table(model._meta.db_table, list(columns(model)), rows(model))
            head = Head.objects.get(id=1)
        if with_key:
            writer.key(settings.SECRET_KEY)
        manifest = Manifest(
            version=__version__,
            made_at=made_at,
            engine=connection.vendor,
            migrations=tuple(".".join(node) for node in nodes),
            heads=Heads(head.seq, head.hash),
            tables=writer.tables,
            left_out=LEFT_OUT,
            key=with_key,
        )
        seal = writer.seal(manifest)
    after = {"file": path.name, "sm3": seal, "made_at": made_at, "heads": [head.seq, head.hash], "key": with_key}
    record("store.backup", actor=by, after=after)
    return Backup(path, manifest, seal)
