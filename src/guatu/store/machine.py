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
from guatu.core.text.said import Listed, Said, SubSentence
from guatu.store.locks import holder
from guatu.store.pdf import html_to_pdf

OLDEST_PYTHON = (3, 11)
ROOM, NO_ROOM = 0.20, 0.05  # free share of the disk: below the first look at it, below the second act
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NOTHING = Said()


class Health(StrEnum):
    GOOD = "好"
    LOOK = "要看"
    BAD = "坏"


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked at: sentences, as the reader's language says them."""

    what: Said
    state: Health
    says: Said
    remedy: Said = NOTHING

    def __str__(self) -> str:
        return f"{self.state}　{self.what}：{self.says}。{self.remedy}"


Look = Callable[[], Iterable[Looked]]


def looked(what: Said, look: Look) -> Iterator[Looked]:
    """The lines of one look; what goes wrong while looking is a line, too."""
    try:
        yield from look()
    except GuatuError as error:
        reason = SubSentence(Said(error.reason, **error.facts))
        yield Looked(
            what,
            Health.BAD,
            Said("[{code}] {reason}", code=error.code, reason=reason),
            Said(error.remedy, **error.facts),
        )
    except Exception as error:
        words = str(error).strip().splitlines() or [""]
        yield Looked(
            what,
            Health.BAD,
            Said("没法检查（{kind}：{words}）", kind=type(error).__name__, words=words[0]),
            Said("请把这一行交给维护人员。"),
        )


def machine(home: Path) -> Iterator[Looked]:
    """Everything outside the store."""
    for what, look in (
        (Said("Python"), python),
        (Said("部件"), parts),
        (Said("中文字体和PDF"), printing),
        (Said(".doc 文件"), antiword),
        (Said("磁盘"), lambda: disk(home)),
        (Said("文件夹权限"), lambda: rights(home)),
        (Said("secret.key"), lambda: key(home / "secret.key")),
        (Said("guatu run"), lambda: running(home)),
    ):
        yield from looked(what, look)


def python() -> Iterator[Looked]:
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        yield Looked(
            Said("Python"), Health.BAD, Said("{version} 太旧", version=version), Said("请装 3.11 或更新的版本。")
        )
    else:
        yield Looked(Said("Python"), Health.GOOD, Said("{version}", version=version))


def parts() -> Iterator[Looked]:
    """The packages that Guatu asks for."""
    try:
        asked = metadata.requires("guatu") or []
    except metadata.PackageNotFoundError:
        yield Looked(Said("部件"), Health.LOOK, Said("软件没有用 pip 安装，无法核对部件"))
        return
    names = [name for name in map(required, asked) if name]
    missing = [name for name in names if not installed(name)]
    if missing:
        yield Looked(
            Said("部件"),
            Health.BAD,
            Said("缺 {missing}", missing=Listed(tuple(missing))),
            Said("请重新安装：make setup，或 pip install guatu。"),
        )
    else:
        yield Looked(Said("部件"), Health.GOOD, Said("{count}个都在", count=len(names)))


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
    yield Looked(Said("中文字体和PDF"), Health.GOOD, Said("能生成PDF"))


def antiword() -> Iterator[Looked]:
    if shutil.which("antiword"):
        yield Looked(Said(".doc 文件"), Health.GOOD, Said("能读"))
    else:
        yield Looked(
            Said(".doc 文件"),
            Health.LOOK,
            Said("没有 antiword，读不了旧版 Word 文件"),
            Said("要读时：apt-get install antiword。"),
        )


def disk(home: Path) -> Iterator[Looked]:
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    total, _used, free = shutil.disk_usage(there)
    share = free / total
    says = Said("剩 {room} GB，占 {share}", room=f"{free / 1e9:.1f}", share=f"{share:.0%}")
    if share >= ROOM:
        yield Looked(Said("磁盘"), Health.GOOD, says)
    else:
        state = Health.LOOK if share >= NO_ROOM else Health.BAD
        yield Looked(Said("磁盘"), state, says, Said("请腾出空间，或把 GUATU_HOME 搬到大一些的盘；满了就写不进去。"))


def rights(home: Path) -> Iterator[Looked]:
    """Whoever reads the store reads password hashes and second factors."""
    if not home.exists():
        yield Looked(Said("文件夹权限"), Health.LOOK, Said("GUATU_HOME 还没有"), Said("guatu run 会建。"))
        return
    open_to_others = False
    for path, mode in ((home, "700"), *((path, "600") for path in sorted(home.glob("guatu.sqlite3*")))):
        if path.stat().st_mode & OTHERS:
            open_to_others = True
            yield Looked(
                Said("文件夹权限"),
                Health.LOOK,
                Said("{name} 别的账号也能看", name=path.name),
                Said("请运行 chmod {mode} {path}。", mode=mode, path=path),
            )
    if not open_to_others:
        yield Looked(Said("文件夹权限"), Health.GOOD, Said("只有本账号能看"))


def key(path: Path) -> Iterator[Looked]:
    if not path.exists():
        yield Looked(Said("secret.key"), Health.LOOK, Said("还没有"), Said("guatu run 会建。"))
    elif not path.read_text(encoding="ascii").strip():
        yield Looked(
            Said("secret.key"), Health.BAD, Said("是空的"), Said("重新运行 guatu run 会另建一个，登录的人须重新登录。")
        )
    elif path.stat().st_mode & OTHERS:
        yield Looked(
            Said("secret.key"),
            Health.BAD,
            Said("别的账号也能看，可以冒充登录"),
            Said("请运行 chmod 600 {path}；如已泄露，删掉它再启动。", path=path),
        )
    else:
        yield Looked(Said("secret.key"), Health.GOOD, Said("在，只有本账号能看"))


def running(home: Path) -> Iterator[Looked]:
    """Whether `guatu run` is at work here; and children whose parent is gone."""
    found = holder(home, "run.lock")
    if found is None:
        yield Looked(Said("guatu run"), Health.LOOK, Said("没有在这个文件夹上运行"), Said("要开网页时运行 guatu run。"))
    elif not Path(f"/proc/{found}").exists() and Path("/proc/self").exists():
        yield Looked(
            Said("guatu run"),
            Health.BAD,
            Said("主进程（{found}）没了，它的子进程还占着文件夹", found=found),
            Said("请结束剩下的 guatu 进程，再启动。"),
        )
    else:
        yield Looked(Said("guatu run"), Health.GOOD, Said("正在运行（进程 {found}）", found=found))
