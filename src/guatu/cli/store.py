"""The store, opened for a command: Django without its web part being touched."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from guatu.core.errors import SetupError


class StoreMissing(SetupError):
    code = "U620"
    reason = "库还没有建好，或者版本比软件旧。"
    remedy = "请先运行 guatu load example 或 guatu migrate。"


class StoreUnreachable(SetupError):
    code = "U621"
    reason = "连不上库：{why}。"
    remedy = "请核对 GUATU_HOME 和 GUATU_DATABASE_URL，并确认数据库已启动。"


class HomeForbidden(SetupError):
    code = "U622"
    reason = "不能在 GUATU_HOME 指定的文件夹里写：{why}。"
    remedy = "请换一个文件夹，或改它的权限。"


@contextmanager
def opened_store(*, build: bool = False) -> Iterator[None]:
    """Inside it the store can be read and written; writes are logged as this machine account's.

    `build` creates or upgrades the tables first.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        raise HomeForbidden(why=error.strerror or str(error)) from error
    from django.db.utils import OperationalError, ProgrammingError

    from guatu.web.base.origin import Origin, arriving

    try:
        if build:
            migrate()
        with arriving(Origin(operator=operator())):
            yield
    except (OperationalError, ProgrammingError) as error:
        words = str(error)
        if any(sign in words for sign in ("no such table", "no such column", "does not exist")):
            raise StoreMissing from error
        if isinstance(error, OperationalError):
            raise StoreUnreachable(why=words.splitlines()[0]) from error
        raise


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def operator() -> str:
    """Who sits at the machine: its account and its name."""
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except OSError:
        return socket.gethostname()


def asked_day(text: str | None) -> date:
    """The day of --as-of, or today."""
    from guatu.web.base.asof import read_day, today

    return read_day(text, said_in="--as-of") if text else today()
