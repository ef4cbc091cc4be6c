"""What a machine has and lacks for Guatu, in plain words: one line for each thing, and what to do about it.

Here is what can be seen without opening the store; web/upkeep/doctor.py looks at the store.
"""

from __future__ import annotations

import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from guatu.core.errors import GuatuError
from guatu.store.locks import holder
from guatu.store.pdf import html_to_pdf

OLDEST_PYTHON = (3, 11)
ROOM, NO_ROOM = 0.20, 0.05  # free share of the disk: below the first look at it, below the second act
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Health(StrEnum):
    GOOD = "好"
    LOOK = "要看"
    BAD = "坏"


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at."""

    what: str
    state: Health
    says: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.state}　{self.what}：{self.says}。{self.remedy}"


Look = Callable[[], Iterable[Looked]]


def looked(what: str, look: Look) -> Iterator[Looked]:
    """The lines of one look; what goes wrong while looking is a line, too."""
    try:
        yield from look()
    except GuatuError as error:
        yield Looked(what, Health.BAD, f"[{error.code}] {error.reason.format(**error.facts).rstrip('。')}",
                   error.remedy.format(**error.facts))  # fmt: skip
    except Exception as error:
        words = str(error).strip().splitlines() or [""]
        yield Looked(what, Health.BAD, f"没法检查（{type(error).__name__}：{words[0]}）", "请把这一行交给维护人员。")


def machine(home: Path) -> Iterator[Looked]:
    """Everything outside the store."""
    for what, look in (
        ("Python", python),
        ("部件", parts),
        ("中文字体和PDF", printing),
        (".doc 文件", antiword),
        ("磁盘", lambda: disk(home)),
        ("文件夹权限", lambda: rights(home)),
        ("secret.key", lambda: key(home / "secret.key")),
        ("guatu run", lambda: running(home)),
    ):
        yield from looked(what, look)


def python() -> Iterator[Looked]:
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        yield Looked("Python", Health.BAD, f"{version} 太旧", "请装 3.11 或更新的版本。")
    else:
        yield Looked("Python", Health.GOOD, version)


def parts() -> Iterator[Looked]:
    """The packages that Guatu asks for."""
    try:
        asked = metadata.requires("guatu") or []
    except metadata.PackageNotFoundError:
        yield Looked("部件", Health.LOOK, "软件没有用 pip 安装，无法核对部件")
        return
    names = [name for name in map(required, asked) if name]
    missing = [name for name in names if not installed(name)]
    if missing:
        yield Looked("部件", Health.BAD, f"缺 {'、'.join(missing)}", "请重新安装：make setup，或 pip install guatu。")
    else:
        yield Looked("部件", Health.GOOD, f"{len(names)}个都在")


def required(line: str) -> str:
    """
    >>> required("django-allauth[mfa]>=65"), required('ruff>=0.14; extra == "dev"')
    ('django-allauth', '')
    """
    name, _, condition = line.partition(";")
    if "extra" in condition:
        return ""
    return name[: next((n for n, sign in enumerate(name) if sign in "[<>=!~ ("), len(name))]


def installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def printing() -> Iterator[Looked]:
    html_to_pdf("<p>挂图</p>")
    yield Looked("中文字体和PDF", Health.GOOD, "能生成PDF")


def antiword() -> Iterator[Looked]:
    if shutil.which("antiword"):
        yield Looked(".doc 文件", Health.GOOD, "能读")
    else:
        yield Looked(
            ".doc 文件", Health.LOOK, "没有 antiword，读不了旧版 Word 文件", "要读时：apt-get install antiword。"
        )


def disk(home: Path) -> Iterator[Looked]:
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    total, _used, free = shutil.disk_usage(there)
    share, says = free / total, f"剩 {free / 1e9:.1f} GB，占 {free / total:.0%}"
    if share >= ROOM:
        yield Looked("磁盘", Health.GOOD, says)
    else:
        state = Health.LOOK if share >= NO_ROOM else Health.BAD
        yield Looked("磁盘", state, says, "请腾出空间，或把 GUATU_HOME 搬到大一些的盘；满了就写不进去。")


def rights(home: Path) -> Iterator[Looked]:
    """Whoever reads the store reads password hashes and second factors."""
    if not home.exists():
        yield Looked("文件夹权限", Health.LOOK, "GUATU_HOME 还没有", "guatu run 会建。")
        return
    open_to_others = False
    for path, mode in ((home, "700"), *((path, "600") for path in sorted(home.glob("guatu.sqlite3*")))):
        if path.stat().st_mode & OTHERS:
            open_to_others = True
            yield Looked("文件夹权限", Health.LOOK, f"{path.name} 别的账号也能看", f"请运行 chmod {mode} {path}。")
    if not open_to_others:
        yield Looked("文件夹权限", Health.GOOD, "只有本账号能看")


def key(path: Path) -> Iterator[Looked]:
    if not path.exists():
        yield Looked("secret.key", Health.LOOK, "还没有", "guatu run 会建。")
    elif not path.read_text(encoding="ascii").strip():
        yield Looked("secret.key", Health.BAD, "是空的", "重新运行 guatu run 会另建一个，登录的人须重新登录。")
    elif path.stat().st_mode & OTHERS:
        yield Looked("secret.key", Health.BAD, "别的账号也能看，可以冒充登录",
                   f"请运行 chmod 600 {path}；如已泄露，删掉它再启动。")  # fmt: skip
    else:
        yield Looked("secret.key", Health.GOOD, "在，只有本账号能看")


def running(home: Path) -> Iterator[Looked]:
    """Whether `guatu run` is at work here; and children whose parent is gone."""
    found = holder(home, "run.lock")
    if found is None:
        yield Looked("guatu run", Health.LOOK, "没有在这个文件夹上运行", "要开网页时运行 guatu run。")
    elif not Path(f"/proc/{found}").exists() and Path("/proc/self").exists():
        yield Looked("guatu run", Health.BAD, f"主进程（{found}）没了，它的子进程还占着文件夹",
                   "请结束剩下的 guatu 进程，再启动。")  # fmt: skip
    else:
        yield Looked("guatu run", Health.GOOD, f"正在运行（进程 {found}）")
