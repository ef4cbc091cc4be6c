"""What is wrong with a store, in plain words: one line for each thing, and what to do about it. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F, Window
from django.db.models.functions import Lag
from django.utils import timezone

from guatu import __version__
from guatu.store.machine import Health, Looked, looked
from guatu.web.audit.models import Entry
from guatu.web.base.asof import SHANGHAI, today
from guatu.web.base.jobs import failing, late
from guatu.web.base.migrated import applied, pending, unknown
from guatu.web.plans.ledger.selectors import calendar

BACKUPS = ("store.backup", "store.restore")
OLD, TOO_OLD = timedelta(days=7), timedelta(days=30)  # of the last backup
AHEAD = timedelta(minutes=1)  # by which two clocks may differ
STALE = timedelta(days=2)  # for which expired sessions may lie about
OLDEST_POSTGRESQL = 15
DECREE = (11, 15)  # month and day by which next year's holidays are usually decreed


def store() -> Iterator[Looked]:
    """Everything inside the store. Where it cannot be read, nothing more is asked of it."""
    found = list(looked("库", reachable))
    yield from found
    if any(line.state is not Health.GOOD for line in found):
        return
    found = list(looked("库的版本", version))
    yield from found
    if any(line.state is not Health.GOOD for line in found):
        return
    for what, look in (
        ("时钟", clock),
        ("登录", sessions),
        ("作业", jobs),
        ("备份", backups),
        ("日历", calendars),
    ):
        yield from looked(what, look)


def reachable() -> Iterator[Looked]:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        if not path.exists():
            yield Looked("库", Health.LOOK, "还没有建", "guatu run 会建库、导入示例城市。")
            return
        if said := fault():
            yield Looked("库", Health.BAD, f"文件坏了（{said}）",
                       "请停掉 guatu run，用最近的备份恢复：guatu restore 备份文件。")  # fmt: skip
        else:
            yield Looked("库", Health.GOOD, f"SQLite，{path.stat().st_size / 1e6:.1f} MB，文件完好")
        return
    connection.ensure_connection()
    major = connection.pg_version // 10000  # type: ignore[attr-defined]
    if major < OLDEST_POSTGRESQL:
        yield Looked("库", Health.BAD, f"PostgreSQL {major} 太旧", f"请用 {OLDEST_POSTGRESQL} 或更新的版本。")
    else:
        yield Looked("库", Health.GOOD, f"PostgreSQL {major}，连得上")


def fault() -> str:
    """What is wrong with the file of an SQLite store, page by page; nothing when it is whole, or no file."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        said = cursor.fetchone()[0]
    return "" if said == "ok" else said.splitlines()[-1]


def version() -> Iterator[Looked]:
    nodes = applied()
    if newer := unknown(nodes):
        yield Looked("库的版本", Health.BAD, f"比软件（guatu {__version__}）新，多出{len(newer)}处改动",
                   "请换回建库的那个版本，或更新的版本。")  # fmt: skip
    elif lacking := pending():
        yield Looked(
            "库的版本", Health.BAD, f"比软件旧，差{len(lacking)}处改动", "请先 guatu backup，再 guatu migrate。"
        )
    else:
        yield Looked("库的版本", Health.GOOD, f"与软件（guatu {__version__}）一致")


def clock() -> Iterator[Looked]:
    """The log goes forward in time: an entry before its predecessor, or after now, was written by a wrong clock."""
    last = Entry.objects.order_by("-seq").first()
    if last and last.time > timezone.now() + AHEAD:
        says = f"审计的最后一条是 {_moment(last.time)}，比现在（{_moment(timezone.now())}）还晚"
        yield Looked("时钟", Health.BAD, says, "请校准本机时间（timedatectl），校准前不要写入。")
        return
    ordered = Entry.objects.annotate(earlier=Window(Lag("time"), order_by=F("seq").asc()))
    back = ordered.filter(time__lt=F("earlier") - AHEAD).order_by("seq").values_list("seq", flat=True)
    if back:
        listed = "、".join(map(str, back[:3]))
        yield Looked("时钟", Health.LOOK, f"审计记录第{listed}条比它前一条早，那时本机时间被拨回过",
                   "请查明原因，开启自动对时（timedatectl set-ntp true）。")  # fmt: skip
    else:
        yield Looked("时钟", Health.GOOD, f"{_moment(timezone.now())}，审计记录没有倒流")


def sessions() -> Iterator[Looked]:
    count = Session.objects.filter(expire_date__lt=timezone.now() - STALE).count()
    if count:
        yield Looked("登录", Health.LOOK, f"{count}条过期的登录还没有清理", "请运行 guatu tick。")
    else:
        yield Looked("登录", Health.GOOD, "没有过期不清的登录")


def jobs() -> Iterator[Looked]:
    failed, waiting = failing(), late()
    for one in failed:
        yield Looked("作业", Health.BAD, f"{one.name} 在 {_moment(one.on)} 没有做成（{one.says}）",
                   "请运行 guatu tick 看原因；修好后会自己再做。")  # fmt: skip
    if waiting:
        yield Looked(
            "作业", Health.LOOK, f"{len(waiting)}项到点没有人做", "请启动 guatu run，或每天运行一次 guatu tick。"
        )
    if not failed and not waiting:
        yield Looked("作业", Health.GOOD, "没有积压，也没有失败")


def backups() -> Iterator[Looked]:
    last = Entry.objects.filter(action__in=BACKUPS).order_by("-seq").first()
    how = "请运行 guatu backup，并把文件放到另一台机器；最好每晚一次。"
    if last is None:
        yield Looked("备份", Health.LOOK, "还没有备份过", how)
        return
    age = timezone.now() - last.time
    state = Health.GOOD if age <= OLD else Health.LOOK if age <= TOO_OLD else Health.BAD
    yield Looked("备份", state, f"最近一次是 {_moment(last.time)}", "" if state is Health.GOOD else how)


def calendars() -> Iterator[Looked]:
    day = today()
    known = calendar(day).tables
    wanted = [day.year, *([day.year + 1] if (day.month, day.day) >= DECREE else [])]
    missing = [year for year in wanted if year not in known]
    for year in missing:
        state = Health.BAD if year == day.year else Health.LOOK
        yield Looked(
            "日历", state, f"没有{year}年的节假日安排，算不出工作日", f"请运行 guatu load calendar {year}.csv。"
        )
    if not missing:
        yield Looked("日历", Health.GOOD, f"有{'、'.join(map(str, wanted))}年的节假日安排")


def _moment(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
