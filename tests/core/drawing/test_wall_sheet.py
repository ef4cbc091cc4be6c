"""The wall chart: everything on the paper, nothing on top of anything, and legible from where people stand."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.drawing.sheets import collisions, outside
from tests.core.reports.builders import TODAY, by, each, example, figure, judged, plan_of, seen, silent, target

from guatu.core.decisions import Dated
from guatu.core.drawing.wall import NO_LINES, SIZES, drawn, smallest_text, wall, wall_svg, wall_svgs
from guatu.core.drawing.wall_layout import FLOOR, layout, sheets
from guatu.core.drawing.wall_values import bare_title, days_left
from guatu.core.judging.model import RatioPart, Status, Why
from guatu.core.plan.model import Commitment, Kind, Period, PeriodKind
from guatu.core.tasks.judge import judge_task
from guatu.core.tasks.model import Move, TaskStep
from guatu.core.text.spans import Span

NAMES = st.text("服务业增加值规模以上企业数量的、（）和城区2030GDP", min_size=2, max_size=34)


def hung(plan, judgements, on=TODAY, **more):
    return wall(plan, judgements, as_of=on, city="某市", **more)


def shown():
    return hung(*example())


@st.composite
def walls(draw):
    """Any plan: 1 to 200 targets, 1 to 9 sectors, 1 to 6 years, on any day around it."""
    first, span = 2024, draw(st.integers(1, 6))
    last = first + span - 1
    count, sectors = draw(st.integers(1, 200)), draw(st.integers(1, 9))
    names = draw(st.lists(NAMES, min_size=4, max_size=12))
    value = draw(st.sampled_from(["8.25", "284.80", "10122.76", "−5.4".replace("−", "-"), "1234567"]))
    items, judgements = [], []
    on = draw(st.dates(date(first - 1, 6, 1), date(last + 1, 6, 1)))
    for i in range(count):
        period = each(first, last) if i % 5 == 1 else by(first + i % span)
        name = names[i % len(names)] + ("" if i < len(names) else str(i))
        item = target(f"T{i}", name, value, "万吨/年", period, sector=f"领域{i * sectors // count}的名称")
        items.append(item)
        if i % 3:
            judgements.append(silent(item, list(Why)[i % len(Why)], on=on))
        else:
            number = figure(seen(value, year=min(on.year, last)))
            need = {"needed": Decimal("9.9"), "needed_unit": "%"}
            judgements.append(judged(item, list(Status)[i % 6], number, on=on, **need))
    return hung(plan_of(*items, years=(first, last)), judgements, on)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(walls())
def test_no_word_leaves_the_paper_or_lies_on_another(any_wall):
    sheet = drawn(any_wall)
    assert outside(sheet) == []
    assert collisions(sheet) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(walls())
def test_every_row_is_hung_once_and_rows_stay_above_the_foot(any_wall):
    arranged = layout(any_wall, top=121, bottom=569)
    placed = [r.row for column in arranged.columns for block in column for r in block.rows]
    assert placed == [row for sector in any_wall.sectors for row in sector.rows]
    assert all(sum(b.height for b in c) * arranged.step_in(c) <= 448.01 for c in arranged.columns)


def seventy(names=None):
    items = [
        target(
            f"T{i}", (names or "规模以上服务业企业户数") + str(i), "150", "家", by(2025 + i % 3), sector=f"领域{i // 9}"
        )
        for i in range(70)
    ]
    return hung(plan_of(*items), [silent(t) for t in items])


def test_a_plan_of_seventy_reads_from_two_metres():
    assert layout(seventy(), top=121, bottom=569).size >= 6.8  # millimetres at A1, 9.6 at A0


@pytest.mark.parametrize(("size", "least"), [("A0", 6.0), ("A1", 4.2), ("A2", 3.0), ("A3", 2.1)])
def test_smallest_words_by_sheet(size, least):
    assert smallest_text(seventy(), size) >= least


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_is_the_paper(size):
    root = ElementTree.fromstring(wall_svg(shown(), size))
    wide, high = SIZES[size]
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (f"{wide}mm", f"{high}mm", "0 0 841 594")


def test_no_style_attribute_and_no_script():
    svg = wall_svg(shown())
    assert not re.search(r"\sstyle=|<script|<style|href=", svg)


def test_what_it_says():
    words = [w.text for w in drawn(shown()).written]
    assert "促进服务业高质量发展三年攻坚行动作战图" in words
    assert "63.1%" in words
    assert "今天 11月22日" in words
    assert "离今年底还有39天" in words
    assert "后两年须年均增长9.9%" in words
    assert "到期无数" in words
    assert words.count("284.80") == 1
    assert any(w.startswith("截至2026年11月22日。数据：某市2025年统计公报") for w in words)


def test_the_legend_is_the_tally():
    words = [w.text for w in drawn(shown()).written]
    start = words.index("8个目标")
    assert words[start + 1 : start + 15 : 2] == ["未完成", "严重滞后", "滞后", "正常", "提前达到", "已完成", "无数据"]
    assert words[start + 2 : start + 15 : 2] == ["1", "2", "0", "1", "0", "1", "3"]


def test_steps_of_one_series_share_a_row():
    steps = [target(f"T{y}", "快递业务量", str(100 + y), "万件", by(y)) for y in (2025, 2026, 2027)]
    (sector,) = hung(plan_of(*steps), [silent(t) for t in steps]).sectors
    (row,) = sector.rows
    assert (sector.count, [s.target for s in row.stops]) == (3, ["T2025", "T2026", "T2027"])


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((RatioPart.NUMERATOR,), "缺分子"),
        ((RatioPart.NUMERATOR, RatioPart.DENOMINATOR), "缺分子分母"),
        ((), "缺分子或分母"),
    ],
)
def test_a_ratio_says_which_part_is_missing(missing, said):
    item = target("T1", "服务业税收占比", "35", "%")
    waiting = judged(item, Status.UNKNOWN, why=Why.PART_MISSING, missing=missing)
    assert hung(plan_of(item), [waiting]).sectors[0].rows[0].stops[0].why == said


def test_two_targets_of_one_day_keep_a_row_each():
    twins = [target("T1", "智能工厂", "1", "个", by(2026)), target("T2", "智能工厂", "2", "个", by(2026))]
    assert len(hung(plan_of(*twins), [silent(t) for t in twins]).sectors[0].rows) == 2


def test_a_plan_without_targets_says_so():
    words = [w.text for w in drawn(hung(plan_of(), [])).written]
    assert NO_LINES in words


def milestones(count, *, sectors=3, on=TODAY):
    """Tasks with a day, and where each stands: some closed, some reported, some silent."""
    items, stand = [], {}
    for i in range(count):
        period = Period(PeriodKind.BY, None, 2025 + i % 3, 6 if i % 2 else None)
        quote = f"2025年底前建成第{i}个政务服务中心并投入使用"
        sector = f"领域{i * sectors // max(count, 1)}的名称"
        item = Commitment(f"M{i}", Kind.MILESTONE, quote, Span(i, i + 1), sector, period, lead="市商务局")
        steps = [Dated(TaskStep(Move.REPORTED, "wang", None, on), on, on)] * (i % 4 < 2)
        steps += [Dated(TaskStep(Move.CLOSED, "li"), on, on)] * (i % 4 == 0)
        items.append(item)
        stand[item.id] = judge_task(item, steps, as_of=on, grace=15)
    return items, stand


def test_a_plan_of_tasks_without_numbers_hangs_every_task_with_its_state():
    items, stand = milestones(12)
    sheet = hung(plan_of(*items), [], tasks=stand)
    assert [len(s.rows) for s in sheet.sectors] == [4, 4, 4]
    assert (sheet.count, sheet.task_count) == (0, 12)
    words = [w.text for w in drawn(sheet).written]
    assert "12项里程碑和举措" in words
    assert words.count("已销号") == 1 + 3  # the legend, and one beside each light
    assert outside(drawn(sheet)) == collisions(drawn(sheet)) == []
    assert sheet.verdict.startswith("12项里程碑和举措，")


def test_tasks_hang_below_the_targets_of_their_sector():
    plan, judgements = example()
    items, stand = milestones(5, sectors=1)
    mixed = replace(plan, commitments=(*plan.commitments, *(replace(i, sector=plan.targets[0].sector) for i in items)))
    before, after = hung(plan, judgements), hung(mixed, judgements, tasks=stand)
    assert (after.count, after.task_count, after.verdict) == (before.count, 5, before.verdict)
    first = after.sectors[0]
    assert first.rows[: len(before.sectors[0].rows)] == before.sectors[0].rows
    assert first.counted == f"{before.sectors[0].count}个＋5项"
    assert collisions(drawn(after)) == []


def test_what_has_no_day_has_no_line():
    item = Commitment("A1", Kind.ACTION, "加强宣传", Span(0, 4), "总体")
    sheet = hung(plan_of(item), [], tasks={"A1": judge_task(item, as_of=TODAY, grace=15)})
    assert sheet.sectors == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.integers(1, 120), st.integers(1, 9), st.dates(date(2024, 6, 1), date(2028, 6, 1)))
def test_tasks_of_any_number_stay_on_the_paper_and_lie_on_nothing(count, sectors, on):
    items, stand = milestones(count, sectors=sectors, on=on)
    for one in sheets(hung(plan_of(*items), [], on, tasks=stand), top=121, bottom=569):
        assert (outside(drawn(one)), collisions(drawn(one))) == ([], [])


def test_a_look_back_is_not_called_today():
    plan, judgements = example()
    words = [w.text for w in drawn(hung(plan, judgements, date(2026, 4, 29), today=TODAY)).written]
    assert "2026年4月29日" in words
    assert not any(w.startswith("今天") for w in words)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("乌海市促进服务业高质量发展三年攻坚行动实施方案", "促进服务业高质量发展三年攻坚行动"),
        ("关于印发《乌海市推进新型工业化三年行动计划（2025—2027年）》的通知", "推进新型工业化三年行动计划"),
        ("乌海市工作方案", "工作方案"),
    ],
)
def test_title_without_city_and_kind_of_paper(title, bare):
    assert bare_title(title, "乌海市") == bare


def test_days_left_before_in_and_after_the_plan():
    years = (2025, 2026)
    assert days_left(years, date(2024, 12, 30)) == "离2025年还有2天"
    assert days_left(years, date(2026, 12, 31)) == "今天是年底"
    assert days_left(years, date(2027, 1, 1)) == "方案期已满"


def thick_ends(svg):
    """Where the thick lines end, by the widths that `drawn` gives them."""
    found = re.findall(r'<path d="M[\d.]+ [\d.]+H([\d.]+)" fill="none" stroke="[^"]+" stroke-width="(1\.\d+)"', svg)
    return [float(x) for x, wide in found if float(wide) > 1.2][1:]  # the first is the rule of the head


def test_figures_of_one_period_end_at_one_place():
    items = [
        target("T1", "游客数量", "900", "万人", by(2025)),
        target("T2", "外贸进出口总额", "13.6", "亿元", by(2027)),
        target("T3", "贷款余额", "10", "亿元", by(2026)),
    ]
    found = [judged(t, Status.MISSED, figure(seen("858.74", year=2025))) for t in items]
    (one, two, three) = thick_ends(wall_svg(hung(plan_of(*items), found)))
    assert one == two == three


def test_a_figure_of_half_a_year_ends_before_one_of_the_whole_year():
    from guatu.core.time.periods import ReportPeriod

    item = target("T1", "游客数量", "900", "万人", by(2027))
    whole = hung(plan_of(item), [judged(item, Status.OK, figure(seen("8", year=2025)))])
    (end,) = thick_ends(wall_svg(whole))
    stop = whole.sectors[0].rows[0].stops[0]
    assert stop.reach == pytest.approx(365 / 1095)
    assert ReportPeriod(2025, 1, 6).ends < ReportPeriod(2025, 1, 12).ends
    assert 25 < end < 816


def test_the_worst_light_stands_first_when_asked():
    items = [target(f"T{i}", name, "1", "个") for i, name in enumerate(["旅游收入", "养老机构", "物流企业"])]
    lights = [judged(items[0], Status.MET, figure(seen("2"))), silent(items[1]), judged(items[2], Status.BAD)]
    in_order = [r.label for r in hung(plan_of(*items), lights).sectors[0].rows]
    assert in_order == ["旅游收入", "养老机构", "物流企业"]
    worst = [r.label for r in hung(plan_of(*items), lights, worst_first=True).sectors[0].rows]
    assert worst == ["物流企业", "旅游收入", "养老机构"]


def test_a_row_bears_its_lead_unit():
    from dataclasses import replace

    items = [replace(target("T1", "旅游收入", "1", "亿元"), lead="文旅广电局"), target("T2", "贷款余额", "1", "亿元")]
    hanging = hung(plan_of(*items), [silent(t) for t in items], leads={"T2": "政府办公室（金融科）"})
    words = "".join(w.text for w in drawn(hanging).written)
    assert "文旅广电局" in words
    assert "政府办公室（金融科）" in words


def test_a_plan_of_three_hundred_takes_sheets_that_can_be_read():
    items = [
        target(f"T{i}", f"规模以上服务业企业户数{i}", "150", "家", by(2025 + i % 3), sector=f"领域{i // 30}")
        for i in range(300)
    ]
    hanging = hung(plan_of(*items), [silent(t) for t in items])
    found = sheets(hanging, top=121, bottom=569)
    assert len(found) > 1
    assert [r for part in found for s in part.sectors for r in s.rows] == [r for s in hanging.sectors for r in s.rows]
    assert all(layout(part, top=121, bottom=569).size >= FLOOR for part in found)
    words = [[w.text for w in drawn(part).written] for part in found]
    assert all(f"某市（第{n}张，共{len(found)}张）" in said for n, said in enumerate(words, 1))
    assert all("300个目标" in said for said in words)  # the tally is the plan's, not the sheet's
    assert len(wall_svgs(hanging)) == len(found)


def test_the_sheet_says_when_it_was_made_and_where_it_is_read():
    plan, judgements = example()
    code = ((True, False), (False, True))
    hanging = hung(plan, judgements, today=TODAY, qr=code, address="https://guatu.example/")
    sheet = drawn(hanging)
    assert any(w.text.endswith("2026年11月22日制") for w in sheet.written)
    assert any(w.text == "扫码看今天的灯" for w in sheet.written)
    assert outside(sheet) == collisions(sheet) == []


def test_on_a_page_each_name_leads_to_its_target():
    (svg,) = wall_svgs(shown(), address=lambda target: f"/targets/{target}/")
    root = ElementTree.fromstring(svg)
    links = [a.get("href") for a in root.iter("{http://www.w3.org/2000/svg}a")]
    assert sorted(links) == sorted(f"/targets/{r.stops[0].target}/" for s in shown().sectors for r in s.rows)
    assert root.get("role") == "group"


def test_a_target_set_against_another_place_says_how_far_it_stands_from_it():
    from dataclasses import replace

    item = replace(target("T1", "社零平均增速", None, "%", by(2027)), relative_to="自治区")
    far = judged(item, Status.BAD, figure(seen("-1.4")), versus=figure(seen("4.3")))
    (stop,) = hung(plan_of(item), [far]).sectors[0].rows[0].stops
    assert (stop.figure, stop.needed) == ("−1.4", "比自治区低5.7个百分点")
