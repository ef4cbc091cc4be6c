"""Short row labels for narrow places: the wall, the matrix, a table on a telephone.

A name is shortened the way an office does it by hand, step by step and only as far as the place demands: what every
row of the plan shares goes first, then the long forms of office words, then asides in brackets. A name is never cut:
half a name names another thing. When nothing is left to drop it stays whole, and the place must wrap it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from guatu.core.plan.model import Commitment, Direction, Measure, PeriodKind

# What says nothing in a row of this plan: always dropped.
IDLE = (
    (re.compile(r"^(?:力争|争取|确保|努力)"), ""),
    (re.compile(r"^(?:全市|全省|全区|全县|全州|全盟)(?=.{3})"), ""),
    (re.compile(r"占(?:全市|全省|全区|全县|地区)?.{1,16}?(?:的)?(?:比重|比例|比率)$"), "占比"),
    (re.compile(r"(?<=.{3})(?:总?数量|的数量|个数)$"), ""),
    (re.compile(r"(?<=.{3})累计完成额$"), "（累计）"),
)
# 占比 says too little when the denominator is a national account; then it stays.
NAMED_SHARE = re.compile(r"^(?P<part>.+?)占(?P<whole>GDP|地区生产总值|生产总值)(?:的)?(?:比重|比例)$")

# Long forms and how every office abbreviates them: applied one by one while the label is too long.
SHORTER = (
    ("规模（限额）以上", "规上（限上）"),
    ("规模以上", "规上"),
    ("限额以上", "限上"),
    ("地区生产总值", "GDP"),
    ("国内生产总值", "GDP"),
    ("交通运输、仓储和邮政业", "交通仓储邮政业"),
    ("住宿餐饮业、批发业、零售业", "住餐批零"),
    ("批发和零售业", "批零业"),
    ("住宿和餐饮业", "住餐业"),
    ("增加值占", "占"),
    ("营业收入", "营收"),
    ("社会消费品零售总额", "社零"),
    ("一般公共预算收入", "公共预算收入"),
    ("固定资产投资", "固投"),
    ("经济技术开发区", "经开区"),
    ("高新技术企业", "高企"),
    ("研究与试验发展", "研发"),
    ("从业人员", "人员"),
    ("服务能力", "服务"),
    ("服务业企业", "服务企业"),
    ("专题培训", "培训"),
    ("实地调研", "调研"),
    ("专项资金", "资金"),
    ("生产安全事故", "安全事故"),
    ("自然灾害", "灾害"),
)
PAGE = 18  # characters of a name on a page; the wall has room for fewer
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
GROWS = re.compile(r"(?:增速|增长|增幅|增长率|增长速度)$")
ADDS = re.compile(r"新增|新建|新培育|新引进|新入|增加|改建|改造|推出|撤并|清理|升规|纳统|入库|（改）|（改建）")


def _suffix(target: Commitment, name: str) -> str:
    average = target.period.kind is PeriodKind.AVERAGE
    if target.direction is Direction.DOWN:
        return ""  # the promise beside it says 下降
    if target.measure is Measure.GROWTH and not GROWS.search(name):
        return "年均增长" if average else "增长"
    if target.measure is Measure.INCREMENT and not ADDS.search(name):
        return "年均增加" if average else "新增"
    return ""


def _dropped(name: str) -> str:
    if share := NAMED_SHARE.match(name):
        return f"{share['part']}占GDP比重"
    for pattern, instead in IDLE:
        shorter = pattern.sub(instead, name)
        name = shorter if len(shorter) >= 2 else name
    return name


def short_label(target: Commitment, *, limit: int = 14, overrides: Mapping[str, str] | None = None) -> str:
    """The row label of a target, at most `limit` characters where office words allow it.

    `overrides` is data of the city's own: by commitment id, or by the indicator's full name.
    """
    if overrides:
        for key in (target.id, target.indicator):
            if key in overrides:  # whatever it is called, a growth is never taken for a level
                return overrides[key] + (_suffix(target, overrides[key]) if target.measure is Measure.GROWTH else "")
    name = _dropped(target.indicator or target.quote)
    suffix = _suffix(target, name)
    room = limit - len(suffix)
    for long, instead in SHORTER:
        if len(name) <= room:
            return name + suffix
        name = name.replace(long, instead)
    if len(name) > room:
        name = ASIDE.sub("", name) or name
    return name + suffix


def short_labels(
    targets: Iterable[Commitment], *, limit: int = PAGE, overrides: Mapping[str, str] | None = None
) -> dict[str, str]:
    """One name for every target, by its id; what several share bears when each falls due: 智能工厂（2026年）."""
    targets = tuple(targets)
    names = {t.id: short_label(t, limit=limit, overrides=overrides) for t in targets}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    dated = {t.id: f"{names[t.id]}（{_when(t)}）" if names[t.id] in shared else names[t.id] for t in targets}
    again = {name for name, count in Counter(dated.values()).items() if count > 1}  # of one year, too: by their keys
    return {t.id: f"{names[t.id]}（{_when(t)}，{t.id}）" if dated[t.id] in again else dated[t.id] for t in targets}


def _when(target: Commitment) -> str:
    if target.period.kind is PeriodKind.EACH_YEAR:
        return "每年"
    if target.period.kind is PeriodKind.OPEN or target.period.until is None:
        return "未定期限"
    return f"{target.period.until}年"
