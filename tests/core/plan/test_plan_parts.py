# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Headings, sections, units and tables: each reads the lines of its own corpus."""

import pytest

from guatu.core.plan.clauses import answering as units
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.layout import headings, sections
from guatu.core.plan.layout.document import whole_of
from guatu.core.plan.model import Comparator, Context, Direction, Kind
from guatu.core.plan.tables import columns, grid
from guatu.core.text.evened import even_out


@pytest.mark.parametrize(("row", "line"), [(r, w) for r, ws in headings.CORPUS.items() for w in ws])
def test_a_heading_is_parted_from_its_text(row, line):
    even = even_out(line)
    found = headings.read_opening(even, 0, len(even))
    assert (found.level, even[found.start : found.end]) == row


@pytest.mark.parametrize("line", headings.NOT_HEADINGS)
def test_a_sentence_is_no_heading(line):
    assert headings.read_opening(line, 0, len(line)) is None


@pytest.mark.parametrize("line", sections.CORPUS_PAST)
def test_a_line_of_the_past_is_known_by_its_first_words(line):
    assert sections.past_lead(line, 0, len(line))


@pytest.mark.parametrize("line", sections.CORPUS_NOT_PAST)
def test_a_line_of_the_future_is_not_past(line):
    assert not sections.past_lead(line, 0, len(line))


@pytest.mark.parametrize(("who", "note"), [(w, n) for w, ns in units.CORPUS.items() for n in ns])
def test_units_are_read_from_a_note(who, note):
    found = units.read_note(even_out(note))
    assert units.NOTE.fullmatch(even_out(note))
    assert (found.lead, found.supporting) == who


@pytest.mark.parametrize("note", units.NOT_NOTES)
def test_other_brackets_name_no_unit(note):
    assert not units.NOTE.search(even_out(note))


@pytest.mark.parametrize("cell", columns.CORPUS_HEADERS)
def test_a_header_is_known(cell):
    assert columns.read_header(even_out(cell)) is not None


@pytest.mark.parametrize("cell", columns.NOT_HEADERS)
def test_a_value_is_no_header(cell):
    assert columns.read_header(even_out(cell)) is None


@pytest.mark.parametrize(("cell", "value"), grid.CORPUS_VALUES.items())
def test_a_cell_that_is_one_figure_is_a_value(cell, value):
    assert str(grid.value_of(even_out(cell)).value) == value


@pytest.mark.parametrize("cell", grid.NOT_VALUES)
def test_a_cell_of_words_or_of_two_figures_is_no_value(cell):
    assert grid.value_of(even_out(cell)) is None


def test_a_table_of_one_cell_per_line_gives_a_target_per_row():
    text = "三、主要指标\n表1 主要指标\n序号\n指标\n单位\n2024年\n2027年\n属性\n1\n规上企业数量\n家\n120\n180\n预期性\n2\n单位能耗\n%\n-\n下降5%\n约束性\n各项工作扎实推进，健全机制。"
    plan = compile_plan(text, context=Context("某市", 2025, 2025, 2027))
    rows = [(t.indicator, t.comparator, t.value, t.unit, t.period.until, t.nature, t.direction) for t in plan.targets]
    assert rows == [
        ("规上企业数量", Comparator.AT_LEAST, 180, "家", 2027, "预期性", Direction.UP),
        ("单位能耗", Comparator.AT_LEAST, 5, "%", 2027, "约束性", Direction.DOWN),
    ]


def test_a_deadline_line_dates_its_block_and_units_answer_for_it():
    text = "二、主要措施\n1．建设统一平台。开发移动应用，接入服务100项。\n牵头单位：市大数据局\n参与单位：市财政局、市商务局\n完成时限：2026年9月底前"
    plan = compile_plan(text, context=Context("某市", 2026, 2026, 2026))
    milestone = next(c for c in plan.commitments if c.kind is Kind.MILESTONE)
    (target,) = plan.targets
    assert (milestone.quote, milestone.period.until, milestone.period.month) == ("建设统一平台", 2026, 9)
    assert milestone.deadline.span.of(text) == "完成时限：2026年9月底前"
    assert {(c.lead, c.supporting) for c in plan.commitments} == {("市大数据局", ("市财政局", "市商务局"))}
    assert (target.value, target.period.until) == (100, 2026)


def test_a_bracketed_note_speaks_of_the_sentences_before_it():
    text = "（一）工业。新建厂房3座。（牵头单位：市工信局；配合单位：市财政局）培育企业5家。（责任单位：市商务局）"
    plan = compile_plan(text, context=Context("某市", 2026, 2026, 2026))
    assert [(t.value, t.lead, t.supporting) for t in plan.targets] == [
        (3, "市工信局", ("市财政局",)),
        (5, "市商务局", ()),
    ]


def test_a_note_on_its_own_line_answers_for_its_block_and_one_inside_a_sentence_for_what_stands_before_it():
    text = "（一）工业。新建厂房3座。\n推进整合，建成平台2个。\n\n（市工信局牵头，市财政局配合）\n（二）市场。建设市场2个；（市商务局负责）建设学校4所。（市教育局、市住建局按职责分工负责）"
    plan = compile_plan(text, context=Context("某市", 2026, 2026, 2026))
    assert [(t.value, t.lead, t.supporting) for t in plan.targets] == [
        (3, "市工信局", ("市财政局",)),
        (2, "市工信局", ("市财政局",)),
        (2, "市商务局", ()),
        (4, "市教育局", ("市住建局",)),
    ]


def test_the_document_says_when_and_where_it_plans():
    text = "某某市促进民营经济发展三年行动方案（2026—2028年）\n一、目标\n年均新增企业20家。"
    plan = compile_plan(text)
    (target,) = plan.targets
    assert (plan.context.place, plan.context.plan_from, plan.context.plan_to) == ("某某市", 2026, 2028)
    assert (target.period.since, target.period.until, target.sector) == (2026, 2028, "总体")


@pytest.mark.parametrize(
    ("place", "whole"),
    [("乌海市", "全市"), ("陕西省", "全省"), ("西藏自治区", "全区"), ("全国", "全国"), ("某县", "全县"), ("", "全市")],
)
def test_the_scope_that_goes_without_saying(place, whole):
    assert whole_of(place) == whole


def test_a_date_beyond_the_plan_does_not_reach_past_its_sentence():
    text = "二、发展目标\n到2027年，企业达到10家。到2035年，建成现代化城市。\n园区达到3个。"
    plan = compile_plan(text, context=Context("某市", 2025, 2025, 2027))
    assert [t.period.until for t in plan.targets] == [2027, 2027]
