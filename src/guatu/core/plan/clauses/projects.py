"""Figures in the name of a project, and those that only say how large it is."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.reasons import CHANGES, COUNTED_THINGS, ends_with_verb
from guatu.core.text.comparators import read_bound
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import AREAS, LENGTHS, TIMES, core_of, is_money

_PROJECT = re.compile(
    r"级|项目|工程|装置|生产线|机组|线路|变电站|铁路|标准|能级|行动|计划|跑道|泊位|轴|产能的?(?:项目|装置)|俱乐部"
)
_SPHERE = re.compile(
    r"[\u4e00-\u9fff]{0,4}圈|圈|制|热线|经济圈|生活圈|服务|不间断|值守|值班|供应|响应机制|营业|都市|交通圈|自助|全天候|在线|健身圈|医疗圈|养老圈|便民"
)
_REACH = re.compile(r"\s?(?:服务|覆盖|步行|辐射)?(?:半径|范围)|\s?覆盖率|\s?[\u4e00-\u9fff]{0,4}圈|见[绿园景]")
_COUNTED_ABLE = re.compile(r"\d(?:个|座|项|台|套|条|处)(?:年|日)?(?:处理|生产|供应|设计)?(?:能力|规模|产能)$")
_DESCRIBED = re.compile(r"(?:面积|人口|全长|总长|总长度|长度)约(?:为)?$")
_CAPACITIES = ("瓦", "千瓦", "兆瓦", "吉瓦", "千瓦时", "MW", "GW", "kW", "KW", "MWh", "GWh", "吨", "P", "伏", "千伏安")
_PLANT = re.compile(r"[^，。；、的\d]{1,12}(?:电站|项目|工程|装置|生产线|基地|机组|电厂)")
_PLANNED = re.compile(r"年产$|(?:推进|推动|加快|实施|抓好|谋划|支持|加快推进|开工|续建)(?:年产|年处理)?$")
# 年产2万吨果汁、乙基地扩建等项目: a size inside one of the names in a list
_AMONG_PROJECTS = re.compile(
    r"[\u4e00-\u9fffA-Za-z][^，。；]{0,60}?等(?:\d{1,3}[个项])?[^，。；\d、]{0,16}(?:项目|工程|生产线|基地|装置|电站)(?:$|[，。；、）]|建设|落地|投产|开工|加快|建成|实施)"
)
_OF_THE_NAME = re.compile(
    r"(?:年产|年处理|日处理|日产|年加工|年屠宰|年出栏|总投资|装机)(?:量)?$|(?:推进|推动|加快|实施|抓好|建设|开工|续建|谋划|支持|确保|、)[^，。；、\d]{2,20}$"
)
_PROJECT_FACTS = re.compile(
    r"(?:项目|计划|估算|概算)?(?:总投资|占地|占地面积|(?<![效设置业量])用地|总建筑面积|注册资本|设计时速|概算投资)(?:约|为|额)?$"
)


def of_a_project(before: str, after: str, q: Quantity) -> Excused | None:
    """The reason, where a figure belongs to a name or tells the size of what is named or counted; else nothing."""
    if q.kind == "amount" and not q.after and _PROJECT.match(after) and not before.endswith(("个", "项")):
        return Excused.NAME
    if q.kind == "amount" and after.startswith("级") and COUNTED_THINGS.search(before):
        return Excused.PROJECT  # 1个2000亿级、2个500亿级产业集群
    if (
        q.kind == "amount"
        and _PLANNED.search(before.replace("\x00", ""))
        and not (core_of(q.unit) in AREAS + LENGTHS and CHANGES.search(after))
        and re.match(r"[^，。；、]{0,24}(?:项目|工程|生产线|基地|装置)", after)
    ):
        return Excused.PROJECT
    if (
        q.kind == "amount"
        and not q.after
        and "等" in after
        and _AMONG_PROJECTS.match(after)
        and _OF_THE_NAME.search(before.replace("\x00", ""))
    ):
        return Excused.PROJECT  # 建设甲企业年产2万吨果汁、乙基地扩建等农产品项目
    if q.kind == "amount" and _DESCRIBED.search(before) and not CHANGES.search(before.rsplit("的", 1)[-1]):
        return Excused.GROUND  # 总面积约8平方公里: what there is
    if (
        q.kind == "amount"
        and not q.after
        and core_of(q.unit) in _CAPACITIES
        and _PLANT.match(after)
        and not ends_with_verb(before.replace("\x00", ""))
        and not read_bound(before).words
    ):
        return Excused.PROJECT  # 开工建设某公司100万千瓦风电项目
    if q.kind == "amount" and _PROJECT_FACTS.search(before.replace("\x00", "")):
        return Excused.PROJECT
    if core_of(q.unit) in TIMES and not q.after and _SPHERE.match(after):
        return Excused.NAME
    if core_of(q.unit) in LENGTHS and _REACH.match(after):
        return Excused.NAME
    if (
        q.kind == "amount"
        and not is_money(q.unit)
        and (COUNTED_THINGS.search(before) or _COUNTED_ABLE.search(before))
        and re.match(r"[\u4e00-\u9fffA-Z]{2}", after)
    ):
        return Excused.PROJECT  # 3座35万千瓦电站: the grade of what is counted
    if q.unit in ("强", "位") and not before.endswith(("前", "第", "列", "居")) and q.unit == "强":
        return Excused.NAME
    if core_of(q.unit) in ("千伏", "伏", "kV", "KV") or (q.unit == "人" and after.startswith("间")):
        return Excused.NAME
    return None
