# ruff: noqa: E501 - a text stands one to a line
"""No silent wrong value: a figure and a deadline in any of their written forms are read rightly, excused, or asked about."""

from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Plan
from guatu.core.text.numerals import in_chinese

CONTEXT = Context("某市", 2026, 2026, 2028)
LARGE = {"": 1, "千": 10**3, "百万": 10**6, "万": 10**4, "亿": 10**8, "千万": 10**7, "万亿": 10**12, "百": 100}
FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def _parted(n: int) -> str:
    tens, rest = divmod(n, 10**4)
    return f"{tens}万{rest // 1000}千" if rest and not rest % 1000 else f"{tens}万{rest}" if rest else f"{tens}万"


FIGURES = {
    "digits": str,
    "commas": lambda n: f"{n:,}",
    "full width": lambda n: str(n).translate(FULL_WIDTH),
    "set apart": lambda n: " ".join(str(n)),
    "blank before the unit": lambda n: f"{n} ",
    "thousands by blanks": lambda n: f"{n:,}".replace(",", " "),
    "characters": lambda n: in_chinese(n) if n <= 9999 else str(n),
    "characters of 万": lambda n: f"{in_chinese(n // 10**4)}万" if not n % 10**4 else str(n),
    "万 and a rest": lambda n: _parted(n) if n >= 10**4 else str(n),
    "decimals of 万": lambda n: f"{Decimal(n) / 10**4:f}万",
    "a raised mark": lambda n: f"{n}²",
    "a note in brackets": lambda n: f"{n}〔3〕",
}
DAYS = {
    "year": ["{y}年底前", "到{y}年", "{y}年底", "{cy}年底前", "{yy}年底前", "到{y}年底"],
    "month": ["{y}年{m}月底前", "{y}年{m}月", "{y}.{m}底前", "{y}-{m:02}前", "{cy}年{cm}月底前", "{yy}年{m}月底前", "{y}年{m}月底"],
    "day": ["{y}年{m}月{d}日前", "{y}-{m:02}-{d:02}前", "{y}.{m}.{d}前", "{y}/{m}/{d}之前", "{y}年{m}月{d}日"],
}  # fmt: skip
PARTS = {"上半年": 6, "下半年": 12, "前三季度": 9, "一季度": 3, "三季度末": 9, "第四季度": 12, "二季度末前": 6}
FRAMES = {
    "in front": "{when}，新建{thing}{n}{unit}。",
    "in front of the figure": "新建{thing}{when}达到{n}{unit}。",
    "in brackets": "新建{thing}{n}{unit}（{when}完成）。",
    "in a bracket of units": "新建{thing}{n}{unit}。（市商务局牵头，{when}完成）",
    "in a labelled bracket": "新建{thing}{n}{unit}。（责任单位：市商务局；完成时限：{when}）",
    "on the line below": "新建{thing}{n}{unit}。\n完成时限：{when}",
    "behind a comma": "{when}，完善管理机制，新建{thing}{n}{unit}以上。",
}
THINGS = {"冷库": "座", "公园": "个", "企业": "家", "床位": "张", "农户": "户"}

figures = st.integers(20, 9999) | st.integers(2, 99).map(lambda n: n * 1000) | st.integers(10**4, 999999)
years = st.integers(2026, 2032)


@st.composite
def mutations(draw):
    number, form = draw(figures), draw(st.sampled_from(sorted(FIGURES)))
    grain = draw(st.sampled_from([*sorted(DAYS), "part"]))
    y, m, d = draw(years), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    cy = "".join("〇一二三四五六七八九"[int(sign)] for sign in str(y))
    if grain == "part":
        part = draw(st.sampled_from(sorted(PARTS)))
        when, m = f"{y}年{part}", PARTS[part]
    else:
        when = draw(st.sampled_from(DAYS[grain])).format(y=y, m=m, d=d, cy=cy, cm=in_chinese(m), yy=y % 100)
    thing = draw(st.sampled_from(sorted(THINGS)))
    frame = draw(st.sampled_from(sorted(FRAMES)))
    text = FRAMES[frame].format(when=when, thing=thing, n=FIGURES[form](number), unit=THINGS[thing])
    return text, number, (y, m if grain != "year" else None, d if grain == "day" else None)


def worth(value: Decimal, unit: str) -> Decimal:
    large = next((word for word in sorted(LARGE, key=len, reverse=True) if word and unit.startswith(word)), "")
    return value * LARGE[large]


def is_asked(plan: Plan) -> bool:
    return bool(plan.questions or plan.coverage.open)


@settings(max_examples=1000, deadline=None)
@given(mutations())
@example(("2027年底前，新建冷库13万2千座。", 132000, (2027, None, None)))
def test_a_figure_and_its_deadline_are_read_rightly_or_asked_about(mutation):
    text, number, due = mutation
    plan = compile_plan(text, context=CONTEXT)
    values = {worth(t.value, t.unit) for t in plan.targets if t.value is not None}
    assert values <= {Decimal(number)}, text
    assert values or is_asked(plan), text
    for target in plan.targets:
        period = target.period
        assert (period.until, period.month, period.day) == due or is_asked(plan), text


@settings(max_examples=300, deadline=None)
@given(mutations(), st.sampled_from(["截至2025年底，", "去年，", "过去三年，", "对已建成的", "《方案》提出的"]))
def test_what_is_over_or_only_meant_never_becomes_a_target_of_another_value(mutation, before):
    text, number, _ = mutation
    plan = compile_plan(before + text, context=CONTEXT)
    assert {worth(t.value, t.unit) for t in plan.targets if t.value is not None} <= {Decimal(number)}
