# ruff: noqa: E501 - a text and its rows stand one to a line
"""Deadlines beside a task, years counted from a start, halves and feasts, aims under the paragraph that dates them."""

import pytest
from tests.core.plan.corpus import described

from guatu.core.plan.certify.questions import AskedBy
from guatu.core.plan.clauses import answering
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Kind
from guatu.core.text.evened import even_out

FORMS = ["2026年9月底前", "2026年9月", "2026-09", "2026.9", "2026/9", "2026年9月底", "二〇二六年九月底前", "26年9月底前", "9月底前", "三季度末", "前三季度", "今年九月底"]  # fmt: skip
PLACES = {
    "with the units, behind the sentence": "新增冷库8座。（责任单位：市商务局；完成时限：{when}）",
    "alone, behind the sentence": "新增冷库8座。（完成时限：{when}）",
    "on the line below": "新增冷库8座。\n完成时限：{when}",
    "on the line below the units": "新增冷库8座。\n牵头单位：市商务局\n完成时限：{when}",
    "on one line with the units": "新增冷库8座。\n牵头单位：市商务局；完成时限：{when}",
    "below a numbered task": "（一）做强冷链。新增冷库8座。\n完成时限：{when}",
}
TEXTS = {
    "several tasks, each with its line": (
        "培育企业15家。\n牵头单位：市商务局\n完成时限：2026年12月底前\n新建公园3个。\n完成时限：2026-06-30",
        ["培育企业数量 | level = 15家 | by 2026.12", "新建公园数量 | level = 3个 | by 2026.6"],
    ),
    "a date with a verb in the bracket": (
        "新增冷库8座（2026年9月底前完成）、改造泵站3座（2026年12月底前完成）。",
        ["新增冷库数量 | increment = 8座 | by 2026.9", "改造泵站数量 | level = 3座 | by 2026.12"],
    ),
    "a year without a verb in the bracket dates nothing outside": (
        "冷库达到8座（2026年）。企业达到500家（2025年400家）。",
        ["冷库数量 | level >= 8座 | open", "企业数量 | level >= 500家 | open", "企业数量 | level = 400家 | in 2025"],
    ),
    "years counted from a start": ("2025年起3年内，新建食堂30个。", ["新建食堂数量 | level = 30个 | by 2027"]),
    "a start in the clause before": ("自2026年起，用三年时间新建公园18个。", ["新建公园数量 | level = 18个 | by 2028"]),
    "two halves": (
        "上半年新增企业12家，下半年新增企业15家。",
        ["新增企业数量 | increment = 12家 | by 2026.6", "新增企业数量 | increment = 15家 | by 2026.12"],
    ),
    "a date that opens a paragraph with a figure": (
        "（一）养老方面\n到2028年，床位达到1.2万张。建立探访制度。护理型床位占比不低于50%。",
        ["床位 | level >= 1.2万张 | by 2028", "护理型床位占比 | share >= 50% | by 2028"],
    ),
    "aims under the paragraph that dates them": (
        "某市2026年工作要点\n到2030年，基本建成示范区。\n主要目标包括：\n（一）规模。园区达到6个。\n（二）质量。利用率达到80%。",
        ["园区数量 | level >= 6个 | by 2030", "利用率 | share >= 80% | by 2030"],
    ),
    "aims in the same paragraph as their lead-in": (
        "到2030年，基本建成示范区。\n主要目标包括：产值达到500亿元。\n二、重点任务\n新建公园3个。",
        ["产值 | level >= 500亿元 | by 2030", "新建公园数量 | level = 3个 | open"],
    ),
    "a paragraph between them": (
        "到2030年，基本建成示范区。\n新建公园3个。\n主要目标包括：\n园区达到6个。",
        ["新建公园数量 | level = 3个 | open", "园区数量 | level >= 6个 | open"],
    ),
}  # fmt: skip


def read(text):
    return compile_plan(text, context=Context("某市", 2026))


@pytest.mark.parametrize("when", FORMS)
@pytest.mark.parametrize("place", PLACES)
def test_a_deadline_beside_a_task_dates_it_in_every_written_form(place, when):
    plan = read(PLACES[place].format(when=when))
    (target,) = plan.targets
    assert (target.period.until, target.period.month) == (2026, 9)
    assert target.deadline is not None
    assert plan.coverage.open == ()


@pytest.mark.parametrize("case", TEXTS)
def test_a_date_reaches_its_figures(case):
    text, rows = TEXTS[case]
    assert [described(t) for t in read(text).targets] == rows


@pytest.mark.parametrize(("words", "note"), [(w, n) for w, ns in answering.DEADLINES.items() for n in ns])
def test_a_bracket_says_until_when(words, note):
    (found,) = answering.notes_of(even_out("任务" + note))
    assert found[1].deadline == words


@pytest.mark.parametrize("note", answering.NOT_DATED)
def test_a_bracket_with_a_year_alone_is_no_deadline(note):
    assert answering.notes_of(even_out("任务" + note)) == []


def test_a_deadline_of_the_sentence_and_another_beside_it_are_a_question():
    plan = read("到2027年，新建泵站3座。（责任单位：市水务局；完成时限：2026年12月底）")
    assert [(t.period.until, t.lead) for t in plan.targets] == [(2027, "市水务局")]
    assert [q.rule for q in plan.questions] == [AskedBy.TWO_DEADLINES]


def test_a_deed_with_a_deadline_in_brackets_is_a_milestone():
    plan = read("建成数据平台（2026年9月底前完成）。完善管理机制（长期坚持）。")
    assert (plan.commitments[0].quote, plan.commitments[0].kind) == ("建成数据平台", Kind.MILESTONE)
    assert [c.kind for c in plan.commitments] == [Kind.MILESTONE, Kind.ACTION]


def test_two_deeds_with_dates_of_their_own_are_two_milestones():
    plan = read("确保甲路东段年内建成通车、甲路西段三季度前开工建设。")
    assert [(c.quote, c.period.month) for c in plan.commitments] == [
        ("确保甲路东段年内建成通车", None),
        ("甲路西段三季度前开工建设", 9),
    ]


def test_a_feast_with_a_day_of_the_calendar_is_a_deadline_and_one_without_is_asked_about():
    plan = read("新大桥国庆前建成通车。新隧道春节前建成通车。下一季度完成投资3亿元以上。")
    assert [(c.period.month, c.period.day) for c in plan.commitments] == [(10, 1), (None, None), (None, None)]
    assert [q.rule for q in plan.questions] == ["which day", "which day"]


def test_a_heading_that_only_names_a_task_is_no_milestone_beside_its_deeds():
    plan = read(
        "1.养老提质。培育养老企业15家。\n完成时限：2026年12月底前\n2.推进平台建设。培育平台3个。\n完成时限：2026年12月底前\n3.智慧平台。\n完成时限：2026年12月底前"
    )
    assert [c.quote for c in plan.commitments if c.kind is Kind.MILESTONE] == ["推进平台建设", "智慧平台"]
