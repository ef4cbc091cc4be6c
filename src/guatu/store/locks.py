"""One process at a time in a folder. The system lets go of a lock when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guatu.core.errors import SetupError


class InUse(SetupError):
    code = "U632"
    reason = "另一个挂图进程（{pid}）正在用文件夹 {home}。"
    remedy = "请先停掉它，再试一次。"
    command = "请先停掉它（guatu run 按 Ctrl+C，或 systemctl stop guatu），再试一次。"


class HomeForbidden(SetupError):
    code = "U622"
    reason = "不能在 GUATU_HOME 指定的文件夹里写：{why}。"
    remedy = "请换一个文件夹，或改它的权限。"


@contextmanager
def locked(home: Path, name: str, *, wait: bool = False) -> Iterator[None]:
    """Inside it no other process holds the lock `name` of this folder; children made inside hold it with us.

    Raises:
        InUse: somebody has it, and `wait` is false. HomeForbidden: nothing can be written in the folder.
    """
    try:
        handle = os.open(home / name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise HomeForbidden(why=error.strerror or str(error)) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise InUse(pid=os.read(handle, 20).decode() or "?", home=home.name) from None
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)


def holder(home: Path, name: str) -> int | None:
    """Which process holds the lock, if one does."""
    path = home / name
    if not path.exists():
        return None
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            said = file.read(20)
            return int(said) if said.isdigit() else 0
    return None
