# ruff: noqa: E501 - rules and their corpus stand one to a line
"""The head of a table set in cells: one to three rows of words, from the top down, and what they make of each column.

目标 over 2026年 and 2028年, 2026年 over 投资（亿元） and 增长（%）, 县区 beside 服务业增加值（亿元）, 第一季度 … 第四季度: each
column has the words that stand over it; what they say together is its `Column`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from guatu.core.plan.tables import task_table
from guatu.core.plan.tables.columns import Column, Role, YearPart, is_unit, read_header, role_of_year
from guatu.core.text.when import Years

_MARKS = re.compile(r"[\s“”：:*#]")
_TIME = re.compile(
    r"(?:(?:到|至|截至)(?=\d|十|今))?(?:(?P<since>20\d\d)年?(?:-|至|到)(?P<until>20\d\d)年?|(?P<year>(?:19|20)\d\d)(?:年度?|(?![\d-]))|十(?P<five>[一二三四五六])五(?:时期|期间)?末?|(?P<this>今年|本年度?))?"
    r"(?P<part>第?[一二三四1-4]季度|[Qq][1-4]|上半年|下半年|前[三3两2]季度|全年|年度|(?:1[0-2]|0?[1-9])(?:月份?)?(?:-|至|到)(?:1[0-2]|0?[1-9])月份?|(?:1[0-2]|0?[1-9])月份?(?!日))?"
    r"(?:底|末)?(?P<rest>.*)"
)
_WILL = r"目标任务|目标|计划|规划|预期|任务|控制|预计"
_WAS = r"实绩|实际|基期|现状|完成|基数|基准|上年|已|统计"
_RISE = r"比上年增长|比上年|同比增长|增长率|增速|增长|增幅|升降幅度|涨跌幅度?|涨幅"
_FILL = r"分(?:季度|年度|月|阶段)|季度|月度|阶段|其中|分解|安排|推进|进度(?=安排|目标|计划)|年度|绝对值|总量|数值|数量|总额|值|数|量|情况|指标|水平|的|度|（[^（）]{0,6}）"
_KNOWN_REST = re.compile(rf"(?:{_WILL}|{_WAS}|{_RISE}|{_FILL})*")
_ENDS_OF_NAME = re.compile(r"(?:年度)?(?:目标任务|目标|任务|计划|规划|预期)(?:值|数|量)?$")
_STARTS_OF_NAME = re.compile(r"^(?:年度|的)?(?:目标任务|目标|任务|预期)?")
_DONE = re.compile(
    r"完成率|完成比例|进度(?!安排|目标|计划)|排名|排位|位次|名次|是否|序时|差距|得分|同比|环比|累计完成|已完成|实际|上年"
)
_NO_AIM = re.compile(
    r"分值|分数|满分|得分|扣分|加分|权重|系数|补助|补贴|奖励|奖补|资助|标准|单价|收费|费率|电话|邮编|编码|代码|页码|备案|面积单价|限额|年龄|学历"
)
_REGION = re.compile(
    r"(?:所属|责任|各|所在)?(?=.*[县区旗州镇乡街园地市])[县区市旗盟州乡镇街道园地片域（）、/及和]{1,14}(?:名称|别)?|行政区(?:划|域)?|属地|开发区|功能区"
)
_TIME_HEAD = re.compile(r"年份|年度|时间|时段|季度|月份|阶段|期限")
_SUBJECT = re.compile(r"行业|产业|领域|业态|板块|门类|类别|平台|载体|企业(?:名称)?|单位名称|部门")
_SIZE = re.compile(
    r"(?:估算|概算|项目|计划|预计|预算)?总投资(?:额|估算|规模)?|估算投资|投资(?:规模|估算|总额|额)|(?:建设|用地|占地)(?:规模|面积)|资金来源"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,7}(?:自治[县旗]|林区|矿区|新区|高新区|经开区|开发区|园区|区|县|市|旗|镇|乡|街道|州|盟)"
)
_NO_PLACE = re.compile(r".*(?:小区|社区|景区|灌区|库区|超市|上市|城市|停车区|服务区|试验区|示范区|保护区|集聚区|片区)")
_WHOLE = re.compile(r"全[市县区省州盟旗国镇乡]|合计|总计|小计|共计|总数")
_BRACKET = re.compile(r"（(?P<inside>[^（）]{1,8})）")
_YEAR_INSIDE = re.compile(r"(?P<before>.+?)（(?P<year>(?:19|20)\d\d年)(?:实际|目标|预计)?）")  # 目标值（2030年）
_LONGEST = 30

PLACES = ["甲区", "乙县", "丙市", "丁旗", "高新区", "某某经济技术开发区", "南山街道", "北河镇", "新华乡"]
NOT_PLACES = ["改造小区", "智慧社区", "A级景区", "新上市", "示范区", "园区数量", "服务业增加值", "新增企业"]


def is_whole(words: str) -> bool:
    """合计, 全市: the whole of what the other rows or columns part."""
    return bool(_WHOLE.fullmatch(words))


def no_aim(name: str) -> bool:
    """Whether what a head names is never aimed at: 分值, 权重, 补助标准, 电话."""
    return bool(_NO_AIM.search(name))


def is_place(words: str) -> bool:
    return bool(_PLACE.fullmatch(words)) and not _NO_PLACE.fullmatch(words)


def squared_heads(rows: Sequence[Sequence[str]], width: int) -> list[tuple[str, ...]] | None:
    """The words over each of `width` columns, from the top down; None where nobody can tell which words span which.

    >>> squared_heads((("指标", "目标"), ("", "2026年", "2028年")), 3)
    [('指标',), ('目标', '2026年'), ('目标', '2028年')]
    """
    lines = list(rows)
    for k in range(len(lines) - 2, -1, -1):
        if len(lines[k]) < width and "" in lines[k][1:] and len(lines[k + 1]) == width:
            lines[k] = [*lines[k], *[""] * (width - len(lines[k]))]  # the last cells were empty
        if len(lines[k]) < width:
            spread = _spread(lines[k], lines[k + 1], width)
            if spread is None:
                return None
            lines[k : k + 2] = spread
    if any(len(line) != width for line in lines):
        return None
    filled: list[list[str]] = []
    for k, line in enumerate(lines):
        words = list(line)
        if k + 1 < len(lines):
            for at in range(1, width):
                if not words[at] and lines[k + 1][at] and lines[k + 1][at] != lines[k + 1][at - 1]:
                    words[at] = words[at - 1]
        filled.append(words)
    return [tuple(dict.fromkeys(line[at] for line in filled if line[at])) for at in range(width)]


def _spread(above: Sequence[str], below: Sequence[str], width: int) -> list[list[str]] | None:
    """A row of heads that lost the columns which its merged cells fill, set over the row below."""
    if len(below) == width:
        return _over(above, below)
    years_below = all(column_of((word,), Years()).year for word in below)
    spanning = [
        k
        for k, word in enumerate(above)
        if _may_span(word) and bool(column_of((word,), Years()).year) is not years_below
    ]
    groups = len(above) + len(below) - width
    if groups != len(spanning) or groups < 1 or len(below) % groups:
        return None
    each, taken = len(below) // groups, 0
    top: list[str] = []
    bottom: list[str] = []
    for k, word in enumerate(above):
        if k in spanning:
            top += [word] * each
            bottom += below[taken : taken + each]
            taken += each
        else:
            top.append(word)
            bottom.append("")
    return [top, bottom]


def _over(above: Sequence[str], below: Sequence[str]) -> list[list[str]] | None:
    """Heads over a full row: one stands alone where nothing is below it, the others part the rest evenly."""
    runs = _runs(below)
    groups = len(above) - below.count("")
    if not runs or groups < len(runs) or groups % len(runs) or any((b - a) % (groups // len(runs)) for a, b in runs):
        return None
    top: list[str] = []
    words = iter(above)
    at = 0
    while at < len(below):
        end = next((b for a, b in runs if a == at), at)
        each = (end - at) // (groups // len(runs))
        for _ in range(0, end - at, each or 1):
            top += [next(words)] * each
        if end == at:
            top.append(next(words))
        at = max(end, at + 1)
    return [top, list(below)]


def _runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of filled cells."""
    runs: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if word and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif word:
            runs.append((at, at + 1))
    return runs


def _may_span(words: str) -> bool:
    """目标, 2026年, 完成情况: what stands over several columns; 指标 and 单位 do not."""
    column = column_of((words,), Years())
    return column.role in (Role.TARGET, Role.PAST, Role.UNKNOWN) and not column.unit


@lru_cache(maxsize=4096)
def column_of(parts: tuple[str, ...], years: Years) -> Column:
    """What the words over a column make of it, whatever they are: words that nobody knows name what it holds.

    >>> column_of(("目标", "2026年"), Years(2026)).year, column_of(("服务业增加值（亿元）",), Years()).name
    (2026, '服务业增加值')
    """
    words = [found for part in parts if (found := _MARKS.sub("", part))]
    header = "".join(words)
    if (
        len(words) == 1
        and not _YEAR_INSIDE.search(header)
        and not _PROJECT.fullmatch(header)
        and not _names_part(header)
        and (known := read_header(header, years)) is not None
        and known.role in _SETTLED
    ):
        return known
    if len(words) == 1 and _PROJECT.fullmatch(header):
        return Column(Role.PROJECT, header)
    words = [_YEAR_INSIDE.sub(lambda m: m["year"] + m["before"], word) for word in words]
    unit, bare = "", []
    for word in words:
        of_unit = next((found for found in _BRACKET.finditer(word) if is_unit(found["inside"])), None)
        if of_unit is not None:
            unit = of_unit["inside"]
        bare.append(word if of_unit is None else word.replace(of_unit[0], ""))
    roles = [role for word in bare if (role := _structure(word)) is not None]
    if roles and len(roles) == len(bare):
        return Column(roles[-1], header, unit=unit)
    return _of_values([word for word in bare if _structure(word) is None or len(bare) == 1], header, unit, years)


def _names_part(words: str) -> bool:
    """Whether a head names a quarter, a month or a half of a year: 2026年一季度."""
    time = _TIME.fullmatch(words)
    return time is not None and bool(time["part"]) and time["part"] not in ("全年", "年度")


_SETTLED = (Role.NAME, Role.ORDER, Role.UNIT, Role.NATURE, Role.TARGET, Role.PAST, Role.CHANGE)
_PROJECT = re.compile(r"(?:重点|重大)?(?:项目|工程)(?:名称)?")
_STRUCTURE = {
    task_table.Role.NUMBER: Role.ORDER, task_table.Role.DEADLINE: Role.DEADLINE, task_table.Role.LEAD: Role.LEAD,
    task_table.Role.SUPPORT: Role.SUPPORT, task_table.Role.DONE: Role.DONE, task_table.Role.PROJECT: Role.PROJECT,
}  # fmt: skip


@lru_cache(maxsize=4096)
def _structure(words: str) -> Role | None:
    """The role of a column that holds no values; None where these words may head values."""
    if len(words) > _LONGEST or not words:
        return None
    known = read_header(words)
    if known is not None and known.role in (Role.NAME, Role.ORDER, Role.UNIT, Role.NATURE):
        return known.role
    if _REGION.fullmatch(words):
        return Role.REGION
    if _SIZE.fullmatch(words):
        return Role.SIZE
    if _TIME_HEAD.fullmatch(words):
        return Role.TIME
    if (role := task_table.role_of(words)) in _STRUCTURE:
        return _STRUCTURE[role]
    if _SUBJECT.fullmatch(words):
        return Role.NAME
    return known.role if known is not None and known.role is Role.NOTE else None


def _of_values(words: Sequence[str], header: str, unit: str, years: Years) -> Column:
    year = month = None
    part = YearPart.WHOLE
    name, growth, mean, change, will, was, done = "", False, False, False, False, False, False
    of_year = False
    for word in words:
        time = _TIME.fullmatch(word)
        assert time is not None
        rest = time["rest"]
        if time["until"]:
            year, change = int(time["until"]), True
        elif time["year"] or time["five"]:
            year = int(time["year"]) if time["year"] else 2025 + 5 * ("一二三四五六".index(time["five"]) - 3)
        elif time["this"]:
            year = years.issue
        if time["part"]:
            month, part = _part(time["part"])
            of_year = month is None
        mean = mean or bool(re.search(r"年均|平均每?年|每年", rest))
        change = change or bool(re.fullmatch(r"〔?累计〕?|变化|增减|提高", rest))
        rest = re.sub(r"年均|年平均|平均每年|〔?累计〕?$|^变化$|^增减$|^提高$", "", rest)
        if _KNOWN_REST.fullmatch(rest):
            growth = growth or bool(re.search(_RISE, rest))
            will = will or bool(re.search(_WILL, rest))
            was = was or bool(re.search(_WAS, rest))
            continue
        done = done or bool(_DONE.search(rest))
        if not done:
            will = will or bool(_ENDS_OF_NAME.search(rest))
        name += _ENDS_OF_NAME.sub("", _STARTS_OF_NAME.sub("", rest)) or rest
    column = Column(Role.UNKNOWN, header, year, unit, month, part, growth=growth)
    if no_aim(name):
        return replace(column, role=Role.NOTE, name=name)
    if is_whole(name) or is_place(name):
        column = replace(column, scope=name)
    else:
        column = replace(column, name=name)
    will = will or (of_year and not was)
    if done or (was and not will):
        return replace(column, role=Role.PAST)
    if mean or (growth and year is None and month is None):
        return replace(column, role=Role.YEARLY, mean=mean)
    if change and not growth:
        return replace(column, role=Role.CHANGE)
    if year is not None:
        return replace(column, role=role_of_year(year, "目标" if will else header, years))
    return replace(column, role=Role.TARGET if will or month is not None else Role.UNKNOWN)


_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def _part(words: str) -> tuple[int | None, YearPart]:
    """The last month of a part of the year, and whether the part begins with the year."""
    if words in ("全年", "年度"):
        return None, YearPart.WHOLE
    if words == "上半年":
        return 6, YearPart.SO_FAR
    if words == "下半年":
        return 12, YearPart.ALONE
    if words[0] == "前":
        return {"三": 9, "3": 9, "两": 6, "2": 6}[words[1]], YearPart.SO_FAR
    if words[0] in "Qq" or words.endswith("季度"):
        return _QUARTERS[words.strip("第季度Qq")], YearPart.ALONE
    months = [int(found) for found in re.findall(r"\d+", words)]
    return months[-1], YearPart.SO_FAR if len(months) > 1 and months[0] == 1 else YearPart.ALONE
