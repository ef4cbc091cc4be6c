"""Old software must not work on a newer store."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import connection

from guatu import __version__
from guatu.core.errors import StoreError

OURS = "guatu."


class StoreNewer(StoreError):
    code = "S470"
    reason = "库由更新的版本建成，这里的软件（guatu {version}）不认识它的{count}处改动，如 {first}。"
    remedy = "请用当初的那个版本，或更新的版本。"


def refuse_newer() -> None:
    """Every command asks this first, so it costs one query and a look at the names of files.

    Raises:
        StoreNewer.
    """
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return  # asking would make the file
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return
        cursor.execute("SELECT app, name FROM django_migrations")
        done = set(cursor.fetchall())
    ours = {(config.label, Path(config.path)) for config in apps.get_app_configs() if config.name.startswith(OURS)}
    known = {(label, path.stem) for label, folder in ours for path in (folder / "migrations").glob("0*.py")}
    labels = {label for label, _ in ours}
    if found := sorted(node for node in done - known if node[0] in labels):
        raise StoreNewer(version=__version__, count=len(found), first=".".join(found[0]))
