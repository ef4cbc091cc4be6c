"""The store, opened for a command: Django without its web part being touched."""

from __future__ import annotations

import argparse
import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from guatu.core.errors import SetupError, StoreError
from guatu.store.locks import HomeForbidden, locked


class StoreMissing(SetupError):
    code = "U620"
    reason = "库还没有建好，或者版本比软件旧。"
    remedy = "请先运行 guatu load example 或 guatu migrate。"


class StoreUnreachable(SetupError):
    code = "U621"
    reason = "连不上库：{why}。"
    remedy = "请核对 GUATU_HOME 和 GUATU_DATABASE_URL，并确认数据库已启动。"


class StoreCorrupt(StoreError):
    code = "S472"
    reason = "库的文件坏了：{why}。"
    remedy = "请先停掉 guatu run，再用最近的备份恢复：guatu restore 备份文件；坏了的库会改名留下。"


@contextmanager
def opened_store(*, build: bool = False, any_version: bool = False) -> Iterator[Path]:
    """Inside it the store can be read and written; writes are logged as this machine account's. Its folder.

    `build` creates or upgrades the tables first; `any_version` lets in a store that is newer than the program.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        raise HomeForbidden(why=error.strerror or str(error)) from error
    from django.conf import settings
    from django.db.utils import DatabaseError, OperationalError, ProgrammingError

    from guatu.web.base.newer import refuse_newer
    from guatu.web.base.origin import Origin, arriving

    try:
        if not any_version:
            refuse_newer()
        if build:
            migrate()
        with arriving(Origin(operator=operator())):
            yield settings.GUATU_HOME
    except DatabaseError as error:
        words = str(error)
        if any(sign in words for sign in ("malformed", "not a database")):
            raise StoreCorrupt(why=words) from error
        if isinstance(error, OperationalError | ProgrammingError) and any(
            sign in words for sign in ("no such table", "no such column", "does not exist")
        ):
            raise StoreMissing from error
        if isinstance(error, OperationalError):
            raise StoreUnreachable(why=words.splitlines()[0]) from error
        raise


def migrate() -> None:
    """The tables of this version; two at once on one folder wait for each other."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from guatu.web.audit import heads

    with locked(settings.GUATU_HOME, "migrate.lock", wait=True):
        if connection.vendor == "sqlite":
            own(Path(settings.DATABASES["default"]["NAME"]))
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        heads.begin()


def own(store: Path) -> None:
    """Only its owner reads the store's file, also where others may look into its folder."""
    store.touch(0o600)
    with suppress(PermissionError):  # somebody else's file, which we may still write
        store.chmod(0o600)


def operator() -> str:
    """Who sits at the machine: its account and its name."""
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except OSError:
        return socket.gethostname()


def recorded_by_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recorded-by", metavar="日期", default="", help="只用到这一天为止本单位已经录入的")


def recorded_by(args: argparse.Namespace) -> date | None:
    """The day of --recorded-by, or None when everything that was ever written down counts."""
    from guatu.web.base.asof import read_day

    return read_day(args.recorded_by, said_in="--recorded-by") if args.recorded_by else None


def asked_day(text: str | None, *, said_in: str = "--as-of") -> date:
    """The day of an option, or today."""
    from guatu.web.base.asof import read_day, today

    return read_day(text, said_in=said_in) if text else today()
