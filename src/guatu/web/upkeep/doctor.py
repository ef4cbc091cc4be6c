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
from guatu.core.text.said import Listed, Said
from guatu.store.machine import NOTHING, Health, Looked, looked
from guatu.web.audit.models import Entry
from guatu.web.base.asof import SHANGHAI, today
from guatu.web.base.jobs import failing, late
from guatu.web.base.migrated import applied, pending, unknown
from guatu.web.plans.ledger.selectors import calendar
from guatu.web.search.selectors import stale

BACKUPS = ("store.backup", "store.restore")
OLD, TOO_OLD = timedelta(days=7), timedelta(days=30)  # of the last backup
AHEAD = timedelta(minutes=1)  # by which two clocks may differ
STALE = timedelta(days=2)  # for which expired sessions may lie about
OLDEST_POSTGRESQL = 15
DECREE = (11, 15)  # month and day by which next year's holidays are usually decreed


def store() -> Iterator[Looked]:
    """Everything inside the store. Where it cannot be read, nothing more is asked of it."""
    found = list(looked(Said("库"), reachable))
    yield from found
    if any(line.state is not Health.GOOD for line in found):
        return
    found = list(looked(Said("库的版本"), version))
    yield from found
    if any(line.state is not Health.GOOD for line in found):
        return
    for what, look in (
        (Said("时钟"), clock),
        (Said("登录"), sessions),
        (Said("作业"), jobs),
        (Said("备份"), backups),
        (Said("日历"), calendars),
        (Said("检索"), index),
    ):
        yield from looked(what, look)


def reachable() -> Iterator[Looked]:
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        if not path.exists():
            yield Looked(Said("库"), Health.LOOK, Said("还没有建"), Said("guatu run 会建库、导入示例城市。"))
            return
        if said := fault():
            yield Looked(
                Said("库"),
                Health.BAD,
                Said("文件坏了（{said}）", said=said),
                Said("请停掉 guatu run，用最近的备份恢复：guatu restore 备份文件。"),
            )
        else:
            yield Looked(
                Said("库"),
                Health.GOOD,
                Said("SQLite，{size} MB，文件完好", size=f"{path.stat().st_size / 1e6:.1f}"),
            )
        return
    connection.ensure_connection()
    major = connection.pg_version // 10000  # type: ignore[attr-defined]
    if major < OLDEST_POSTGRESQL:
        yield Looked(
            Said("库"),
            Health.BAD,
            Said("PostgreSQL {major} 太旧", major=major),
            Said("请用 {oldest} 或更新的版本。", oldest=OLDEST_POSTGRESQL),
        )
    else:
        yield Looked(Said("库"), Health.GOOD, Said("PostgreSQL {major}，连得上", major=major))


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
        yield Looked(
            Said("库的版本"),
            Health.BAD,
            Said("比软件（guatu {version}）新，多出{count}处改动", version=__version__, count=len(newer)),
            Said("请换回建库的那个版本，或更新的版本。"),
        )
    elif lacking := pending():
        yield Looked(
            Said("库的版本"),
            Health.BAD,
            Said("比软件旧，差{count}处改动", count=len(lacking)),
            Said("请先 guatu backup，再 guatu migrate。"),
        )
    else:
        yield Looked(Said("库的版本"), Health.GOOD, Said("与软件（guatu {version}）一致", version=__version__))


def clock() -> Iterator[Looked]:
    """The log goes forward in time: an entry before its predecessor, or after now, was written by a wrong clock."""
    last = Entry.objects.order_by("-seq").first()
    if last and last.time > timezone.now() + AHEAD:
        says = Said(
            "审计的最后一条是 {last}，比现在（{now}）还晚", last=_moment(last.time), now=_moment(timezone.now())
        )
        yield Looked(Said("时钟"), Health.BAD, says, Said("请校准本机时间（timedatectl），校准前不要写入。"))
        return
    ordered = Entry.objects.annotate(earlier=Window(Lag("time"), order_by=F("seq").asc()))
    back = ordered.filter(time__lt=F("earlier") - AHEAD).order_by("seq").values_list("seq", flat=True)
    if back:
        listed = Listed(tuple(map(str, back[:3])))
        yield Looked(
            Said("时钟"),
            Health.LOOK,
            Said("审计记录第{listed}条比它前一条早，那时本机时间被拨回过", listed=listed),
            Said("请查明原因，开启自动对时（timedatectl set-ntp true）。"),
        )
    else:
        yield Looked(Said("时钟"), Health.GOOD, Said("{now}，审计记录没有倒流", now=_moment(timezone.now())))


def sessions() -> Iterator[Looked]:
    count = Session.objects.filter(expire_date__lt=timezone.now() - STALE).count()
    if count:
        yield Looked(
            Said("登录"), Health.LOOK, Said("{count}条过期的登录还没有清理", count=count), Said("请运行 guatu tick。")
        )
    else:
        yield Looked(Said("登录"), Health.GOOD, Said("没有过期不清的登录"))


def jobs() -> Iterator[Looked]:
    failed, waiting = failing(), late()
    for one in failed:
        yield Looked(
            Said("作业"),
            Health.BAD,
            Said("{name} 在 {on} 没有做成（{says}）", name=one.name, on=_moment(one.on), says=one.says),
            Said("请运行 guatu tick 看原因；修好后会自己再做。"),
        )
    if waiting:
        yield Looked(
            Said("作业"),
            Health.LOOK,
            Said("{count}项到点没有人做", count=len(waiting)),
            Said("请启动 guatu run，或每天运行一次 guatu tick。"),
        )
    if not failed and not waiting:
        yield Looked(Said("作业"), Health.GOOD, Said("没有积压，也没有失败"))


def backups() -> Iterator[Looked]:
    last = Entry.objects.filter(action__in=BACKUPS).order_by("-seq").first()
    how = Said("请运行 guatu backup，并把文件放到另一台机器；最好每晚一次。")
    if last is None:
        yield Looked(Said("备份"), Health.LOOK, Said("还没有备份过"), how)
        return
    age = timezone.now() - last.time
    state = Health.GOOD if age <= OLD else Health.LOOK if age <= TOO_OLD else Health.BAD
    yield Looked(
        Said("备份"),
        state,
        Said("最近一次是 {time}", time=_moment(last.time)),
        NOTHING if state is Health.GOOD else how,
    )


def index() -> Iterator[Looked]:
    """Of the search: derived, so that a lag loses nothing."""
    if behind := stale(today()):
        yield Looked(
            Said("检索"),
            Health.LOOK,
            Said("目录有{count}部分还没有跟上", count=len(behind)),
            Said("请启动 guatu run，或运行一次 guatu tick。"),
        )
    else:
        yield Looked(Said("检索"), Health.GOOD, Said("目录和库一致"))


def calendars() -> Iterator[Looked]:
    day = today()
    known = calendar(day).tables
    wanted = [day.year, *([day.year + 1] if (day.month, day.day) >= DECREE else [])]
    missing = [year for year in wanted if year not in known]
    for year in missing:
        state = Health.BAD if year == day.year else Health.LOOK
        yield Looked(
            Said("日历"),
            state,
            Said("没有{year}年的节假日安排，算不出工作日", year=year),
            Said("请运行 guatu load calendar {year}.csv。", year=year),
        )
    if not missing:
        yield Looked(
            Said("日历"), Health.GOOD, Said("有{wanted}年的节假日安排", wanted=Listed(tuple(map(str, wanted))))
        )


def _moment(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
