# ruff: noqa: E501 - a head or a row stands on a line
"""Tables of any make for property tests: what is written into them, and what must come out of each cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from guatu.core.plan.tables.cell_dates import CORPUS, STANDING

ISSUE = 2026

INDICATORS = [
    ("服务业增加值", "亿元"), ("社会消费品零售总额", "亿元"), ("规上企业", "家"), ("新增高新技术企业", "家"), ("游客", "万人次"), ("公共充电桩", "个"),
    ("货运量", "万吨"), ("研发经费", "亿元"), ("托育机构", "家"), ("新建停车位", "个"), ("快递业务量", "万件"), ("培训", "人次"),
]  # fmt: skip
PLACES = ["甲区", "乙县", "丙旗", "丁市", "高新区", "南山街道", "北河镇"]
UNITS = ["市商务局", "市发展改革委", "市统计局", "市住房城乡建设局", "市文旅局"]
TASKS = [("新建冷库{}座", "座"), ("改造老旧小区{}个", "个"), ("新增护理型床位{}张", "张"), ("培育家政企业{}家", "家")]
NUMBER_HEADS = ["序号", "编号", ""]
NAME_HEADS = ["指标", "指标名称", "主要指标", "指标体系", "名称"]
PLACE_HEADS = ["县区", "县（市、区）", "区县", "旗县区", "地区", "各县区"]
TASK_HEADS = ["重点任务", "工作任务", "任务内容", "主要任务", "目标任务"]
LEAD_HEADS = ["牵头单位", "责任单位", "责任部门", "主办单位"]
DUE_HEADS = ["完成时限", "完成时间", "时间节点", "时限要求", "完成期限"]
BLANKS = ["", "-", "—", "/"]

Cell = str | tuple[str, int, int]  # text, or text with the columns and rows that it fills


@dataclass
class Wanted:
    """What a figure must be read as, or that it is none."""

    value: str
    unit: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    scope: str = "全市"
    past: bool = False
    lead: str = ""


@dataclass
class AnyTable:
    title: str
    rows: list[list[Cell]]
    wanted: list[Wanted] = field(default_factory=list)
    tasks: int = 0


@st.composite
def numbers(draw, count: int) -> list[str]:
    """Figures that are all different, so that each is known again."""
    whole = draw(st.lists(st.integers(101, 1899), min_size=count, max_size=count, unique=True))
    points = draw(st.lists(st.sampled_from(["", "", ".5", ".25"]), min_size=count, max_size=count))
    return [f"{n}{point}" for n, point in zip(whole, points, strict=True)]


@st.composite
def indicator_tables(draw) -> AnyTable:
    """指标 by years: a head of one row or two, the baseline or none, units in a column, in brackets or in the heads."""
    named = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=5, unique=True))
    years = draw(st.sampled_from([[2026], [2026, 2027], [2026, 2028], [2027, 2028], [2026, 2027, 2028]]))
    base, two, ordered = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    column, nature = draw(st.booleans()), draw(st.booleans())
    word = draw(st.sampled_from(["", "目标", "目标值"]))
    head: list[Cell] = ["序号"] if ordered else []
    head += [draw(st.sampled_from(NAME_HEADS)), *(["单位"] if column else []), *(["2025年"] if base else [])]
    values = [f"{year}年{'' if two else word}" for year in years]
    rows: list[list[Cell]] = [[*head, *values, *(["属性"] if nature else [])]]
    if two and len(years) > 1:
        top: list[Cell] = [(str(cell), 1, 2) for cell in head]
        rows = [[*top, (draw(st.sampled_from(["目标", "规划目标", "预期目标"])), len(years), 1)], [*values]]
        if nature:
            rows[0].append(("属性", 1, 2))
    table = AnyTable("主要指标", rows)
    figures = iter(draw(numbers(len(named) * (len(years) + 1))))
    for n, (name, unit) in enumerate(named, 1):
        row: list[Cell] = [str(n)] if ordered else []
        row += [name, unit] if column else [f"{name}（{unit}）"]
        if base:
            row.append(value := next(figures))
            table.wanted.append(Wanted(value, past=True))
        for year in years:
            if draw(st.integers(0, 5)) == 0:
                row.append(draw(st.sampled_from(BLANKS)))
                continue
            row.append(value := next(figures))
            table.wanted.append(Wanted(value, unit, year))
        table.rows.append([*row, *([draw(st.sampled_from(["预期性", "约束性"]))] if nature else [])])
    return table


@st.composite
def county_tables(draw) -> AnyTable:
    """县区 by indicators, each for one year or for two, with a whole at the end or none."""
    named = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=3, unique=True))
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4, unique=True))
    years = draw(st.sampled_from([[], [2026, 2027]]))
    head: list[Cell] = [(draw(st.sampled_from(PLACE_HEADS)), 1, 2 if years else 1)]
    rows: list[list[Cell]] = [[*head, *((f"{name}（{unit}）", len(years) or 1, 1) for name, unit in named)]]
    if years:
        rows.append([f"{year}年" for _ in named for year in years])
    table = AnyTable(draw(st.sampled_from(["2026年各县区目标任务分解表", "2026年目标分解表"])), rows)
    whole = draw(st.booleans())
    figures = iter(draw(numbers((len(places) + 1) * len(named) * 2)))
    for place in [*places, *(["合计"] if whole else [])]:
        row: list[Cell] = [place]
        for _, unit in named:
            for year in years or [ISSUE]:
                row.append(value := next(figures))
                table.wanted.append(Wanted(value, unit, year, scope="全市" if place == "合计" else place))
        table.rows.append(row)
    return table


@st.composite
def quarter_tables(draw) -> AnyTable:
    """指标 by the quarters of a year, under one head or two."""
    named = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=3, unique=True))
    heads = draw(
        st.sampled_from([
            [("一季度", 3), ("二季度", 6), ("三季度", 9), ("四季度", 12)],
            [("第一季度", 3), ("第二季度", 6), ("第三季度", 9), ("第四季度", 12)],
            [("一季度", 3), ("上半年", 6), ("前三季度", 9), ("全年", None)],
            [("上半年", 6), ("全年", None)],
            [("1—3月", 3), ("1—6月", 6), ("1—9月", 9)],
        ])
    )  # fmt: skip
    two = draw(st.booleans())
    rows: list[list[Cell]] = [["指标", *(word for word, _ in heads)]]
    if two:
        rows = [
            [("指标", 1, 2), (draw(st.sampled_from(["2026年目标", "分季度目标"])), len(heads), 1)],
            [w for w, _ in heads],
        ]
    table = AnyTable("2026年重点任务分解表", rows)
    figures = iter(draw(numbers(len(named) * len(heads))))
    for name, unit in named:
        row: list[Cell] = [f"{name}（{unit}）"]
        for _, month in heads:
            row.append(value := next(figures))
            table.wanted.append(Wanted(value, unit, ISSUE, month))
        table.rows.append(row)
    return table


@st.composite
def task_tables(draw) -> AnyTable:
    """重点任务 with units and deadlines in every form, merged over rows or not, columns in any order."""
    dated = [(due, cell) for due, cells in CORPUS.items() for cell in cells]
    count = draw(st.integers(1, 5))
    merged = draw(st.sampled_from([0, 0, 2, count]))
    columns = draw(st.permutations(["task", "lead", "due"]))
    ordered = draw(st.booleans())
    heads = {"task": TASK_HEADS, "lead": LEAD_HEADS, "due": DUE_HEADS}
    table = AnyTable("", [[*(["序号"] if ordered else []), *(draw(st.sampled_from(heads[c])) for c in columns)]])
    figures = draw(st.lists(st.integers(101, 1899), min_size=count, max_size=count, unique=True))
    due, written, lead = (None, None, None), "", ""
    for n, figure in enumerate(figures):
        goes_on = 0 < n < merged
        if not goes_on:
            due, written = draw(
                st.one_of(st.sampled_from(dated), st.sampled_from([((None,) * 3, s) for s in STANDING]))
            )
            lead = draw(st.sampled_from(UNITS))
        task, unit = draw(st.sampled_from(TASKS))
        span = min(merged, count) if n == 0 and merged else 1
        cells = {"task": task.format(figure), "lead": (lead, 1, span), "due": (written, 1, span)}
        row: list[Cell] = [str(n + 1)] if ordered else []
        table.rows.append([*row, *(cells[c] for c in columns if not goes_on or c == "task")])
        table.wanted.append(Wanted(str(figure), unit, *due, lead=lead))
    table.tasks = count
    return table


@st.composite
def project_tables(draw) -> AnyTable:
    """项目名称 with what is built, this year's investment and the end of the work."""
    count = draw(st.integers(1, 4))
    table = AnyTable(
        "重点项目表",
        [["序号", "项目名称", "建设内容及规模", "总投资（万元）", "2026年计划投资（万元）", "竣工时间", "责任单位"]],
    )
    figures = draw(st.lists(st.integers(101, 1899), min_size=3 * count, max_size=3 * count, unique=True))
    for n in range(count):
        built, whole, invested = figures[3 * n : 3 * n + 3]
        year, month = draw(st.sampled_from([(2026, 12), (2027, 6), (2028, 9)]))
        due = draw(st.sampled_from([f"{year}年{month}月", f"{year}-{month:02d}", f"{year}.{month}", f"{year}/{month}"]))
        lead = draw(st.sampled_from(UNITS))
        table.rows.append(
            [str(n + 1), f"{'甲乙丙丁'[n]}物流园", f"建设冷库{built}座", str(whole), str(invested), due, lead]
        )
        table.wanted += [
            Wanted(str(built), "座", year, month, lead=lead),
            Wanted(str(whole), past=True),
            Wanted(str(invested), "万元", 2026, lead=lead),
        ]
    return table


any_tables = st.one_of(indicator_tables(), county_tables(), quarter_tables(), task_tables(), project_tables())
