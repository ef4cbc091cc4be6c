"""The computations, to the last digit; and what a finding hangs on."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from tests.core.check.sketches import CONTEXT, average, by, each, found_in, only, plan_of, sums, target, written

from guatu.core.check import Severity, check_plan, growth, lists, rows, verdict
from guatu.core.check.reading import core_name, said, shown
from guatu.core.check.report import counts
from guatu.core.check.thresholds import Threshold
from guatu.core.plan.model import Claim, Comparator, Coverage, Measure, Plan, Question
from guatu.core.text.figures import percent
from guatu.core.text.said import quoted
from guatu.core.text.spans import Span


def lines_of(plan: Plan, code: str) -> tuple[str, ...]:
    (finding,) = [f for f in check_plan(plan) if f.code == code]
    return sums(finding)


def test_a_level_and_its_average_growth_imply_the_base():
    finding = only("到2027年，服务业增加值达到344亿元以上、年均增长6%以上。", "K110")
    assert sums(finding) == ("344 ÷ (1 + 6%)^3 = 344 ÷ 1.191016 = 288.83亿元（2024年，按价格不变推算）",)
    assert "总量是现价，增速是可比价" in str(finding.what)
    assert finding.severity is Severity.HINT


def test_the_price_of_a_count_is_not_spoken_of():
    plan = written(
        target("高新技术企业数量", "121", "家", by(2026)),
        target("高新技术企业数量", "10", "%", average(2025, 2026), measure=Measure.GROWTH),
    )
    (finding,) = [f for f in check_plan(plan) if f.code == "K110"]
    assert "价" not in str(finding.what)
    assert "= 100家" in str(finding.computation[0])


def test_a_number_and_its_yearly_increase_imply_the_base():
    finding = only("到2027年，规上服务业企业数量达到150家以上、年均增加10家以上。", "K111")
    assert sums(finding) == ("150 − 3 × 10 = 120家（2024年末）",)


def test_a_chain_gives_its_rates():
    line = "2025年底前快递业务量达到110万件，2026年底前达到121万件，2027年底前达到133万件。"
    assert sums(only(line, "K112")) == (
        "2025→2026年：121 ÷ 110 − 1 = 10.0%",
        "2026→2027年：133 ÷ 121 − 1 = 9.9%",
        "2025→2027年：(133 ÷ 110)^(1/2) − 1 = 9.96%",
    )


def test_a_chain_converts_its_units():
    plan = written(target("投资额", "5000", "万元", by(2025)), target("投资额", "1", "亿元", by(2026)))
    assert lines_of(plan, "K112") == ("2025→2026年：10000 ÷ 5000 − 1 = 100.0%",)


def test_entries_and_net_increase_are_told_apart():
    line = (
        "到2027年，规模（限额）以上服务业企业年均增加10家以上。2025—2027年每年新增入库规上道路运输企业2家。"
        "2025—2027年每年推动20家企业升规纳统。"
    )
    finding = only(line, "K120")
    assert sums(finding) == (
        "每年新增：2 + 20 = 22家",
        "每年净增：10家",
        "3年合计：新增 3 × 22 = 66家，净增 3 × 10 = 30家",
        "差额：22 − 10 = 12家/年，是退出、重复计算的余地",
    )
    assert "不矛盾" in str(finding.what)


def test_entries_of_another_industry_do_not_count():
    line = "到2027年，规模以上工业企业年均增加10家以上。2025—2027年每年新增入库规上运输企业2家。"
    assert {f.code for f in found_in(line)}.isdisjoint({"K120", "K121"})


def test_yearly_numbers_are_added_up():
    line = "2027年底前新建（改建）5个嵌入式社区食堂。2026—2027年每年新（改）建3个社区食堂。"
    finding = only(line, "K122")
    assert sums(finding) == ("2 × 3 = 6个 > 5个",)
    assert "如果是同一类对象" in str(finding.what)


def test_yearly_numbers_of_some_years_may_be_fewer():
    line = "2027年底前新建10个社区食堂。2026—2027年每年新建3个社区食堂。"
    assert "K122" not in {f.code for f in found_in(line)}


def test_a_total_of_at_least_may_be_exceeded():
    line = "2027年底前新建社区食堂不少于5个。2025—2027年每年新建3个社区食堂。"
    assert "K122" not in {f.code for f in found_in(line)}


def test_a_yearly_minimum_below_the_total_is_a_hint():
    line = "2027年底前累计培育科技企业50家以上。2025—2027年每年培育科技企业10家以上。"
    finding = only(line, "K122")
    assert (finding.severity, sums(finding)) == (Severity.HINT, ("3 × 10 = 30家 < 50家",))


def test_a_band_and_a_hope_do_not_clash():
    band = written(
        target("粮食产量", "10", "亿斤", by(2025)),
        target("粮食产量", "12", "亿斤", by(2025), comparator=Comparator.AT_MOST),
    )
    assert "K123" not in {f.code for f in check_plan(band)}
    reversed_band = written(
        target("粮食产量", "12", "亿斤", by(2025)),
        target("粮食产量", "10", "亿斤", by(2025), comparator=Comparator.AT_MOST),
    )
    assert lines_of(reversed_band, "K123") == ("12亿斤 ≠ 10亿斤",)


def test_a_restated_target_that_agrees_is_no_finding():
    plan = written(target("投资额", "10000", "万元", by(2027)), target("投资额", "1", "亿元", by(2027)))
    assert "K123" not in {f.code for f in check_plan(plan)}


def test_parts_of_a_total():
    assert sums(only("新增企业100家，其中科技企业120家。", "K125")) == ("120家 > 100家",)
    assert sums(only("建成项目10个（城区5个、镇区3个、农区3个）。", "K127")) == ("5 + 3 + 3 = 11 > 10个",)
    assert sums(only("三次产业结构调整为2∶58∶45。", "K128")) == ("2 + 58 + 45 = 105 ≠ 100",)


def test_an_issue_day_makes_an_earlier_month_too_late():
    assert sums(only("2025年3月底前建成平台1个。", "K131")) == ("2025-03-31 < 2025-05-31",)
    plan = plan_of("2025年6月底前建成平台1个。")
    assert "K131" not in {f.code for f in check_plan(plan)}
    assert "K131" in {f.code for f in check_plan(plan, issued_on=date(2025, 7, 1))}


def test_open_deadlines_beyond_a_few_are_one_finding():
    line = "".join(f"建成{name}平台{n}个。" for n, name in enumerate("甲乙丙丁戊己庚辛壬", 2))
    finding = only(line, "K134")
    assert len(finding.commitments) == 9


def test_a_plan_without_leads_is_one_finding():
    line = "到2027年，物流企业达到10家。到2027年，仓储企业达到12家。"
    finding = only(line, "K140")
    assert "全文没有" in str(finding.what)
    assert len(finding.commitments) == 2
    some = "到2027年，物流企业达到10家（牵头单位：市交通运输局）。到2027年，仓储企业达到12家。"
    assert len(only(some, "K140").commitments) == 1


def test_a_reference_series_must_be_named():
    finding = only("2025—2027年社会消费品零售总额平均增速与自治区持平。", "K153")
    assert "自治区2025、2026、2027年的增速" in str(finding.computation[0])
    assert "与自治区同期社会消费品零售总额年均增速" in str(finding.mend)
    named = "到2027年，居民人均可支配收入年均增速高于GDP增速0.5个百分点。"
    assert "K153" not in {f.code for f in found_in(named)}


def test_total_or_new_gives_both_sums_and_asks_once():
    line = "2025年底前建成智能工厂1个，2026年底前建成智能工厂2个。"
    assert sums(only(line, "K155")) == ("按累计读：到2026年共2个", "按新增读：到2026年共1 + 2 = 3个")
    assert "K171" not in {f.code for f in found_in(line)}


def test_a_joint_rate_shows_how_far_one_half_may_stay_behind():
    finding = only("到2027年，城区生活圈及农区生活圈达成率达到70%。", "K157")
    assert sums(finding) == ("两类数量相等时，一类100%、另一类40%，合计也是 (100% + 40%) ÷ 2 = 70%",)


def test_taxed_sales_fall_short_of_the_standard():
    finding = only("推动批发业销售额达到2000万元的企业升规纳统。", "K162")
    assert sums(finding) == ("限额以上批发业：2000 ÷ (1 + 13%) = 1769.91万元，低于2000万元",)


def test_thresholds_count_from_their_first_day():
    line = "推动批发业主营业务收入达到2000万元的企业升规纳统。"
    coming = Threshold("批发", ("批发",), "主营业务收入", Decimal(3000), "万元", date(2026, 1, 1), source="示例")
    assert check_codes(line, [coming]).isdisjoint({"K161"})
    assert "K161" in {f.code for f in check_plan(plan_of(line), thresholds=[coming], issued_on=date(2026, 2, 1))}


def check_codes(line, thresholds):
    return {f.code for f in check_plan(plan_of(line), thresholds=thresholds)}


def test_growing_by_times_is_one_more():
    assert sums(only("软件业收入增长3倍。", "K185")) == ("增长3倍：1 + 3 = 4", "增长到3倍：3")


def test_falling_by_half_is_said_in_percent():
    assert only("办事时间缩短0.5倍。", "K184").severity is Severity.DOUBT


def test_unclaimed_numbers_and_questions_become_findings():
    text = "甲乙丙丁3戊己庚辛"
    plan = Plan(
        "某市方案", text, CONTEXT,
        questions=(Question("Q01", Span(0, 4), quoted("一还是二？"), (quoted("一"), quoted("二")), "some rule"),),
        coverage=Coverage((Claim(Span(4, 5), "3"),)),
    )  # fmt: skip
    question, number = check_plan(plan)
    assert (question.code, str(question.what), sums(question)) == ("K171", "一还是二？", ("读法1：一", "读法2：二"))
    assert (number.code, number.quote) == ("K170", "3")


def test_many_questions_of_a_kind_are_one_finding():
    questions = tuple(Question(f"Q{n:02d}", Span(n, n + 1), quoted(f"第{n}处？"), (), "range") for n in range(6))
    (finding,) = check_plan(Plan("某市方案", "甲乙丙丁戊己庚", CONTEXT, questions=questions))
    assert len(finding.spans) == 6


def test_findings_come_worst_first_then_in_the_order_of_the_text():
    found = found_in("企业突破100家以上。办事时间缩短2倍。新增企业100家，其中科技企业120家。")
    order = [(f.severity.order, f.span) for f in found]
    assert order == sorted(order)


def test_rows_and_verdict():
    plan = plan_of("办事时间缩短2倍。")
    found = [f for f in check_plan(plan) if f.code == "K184"]
    (row,) = rows(found, plan)
    assert row["place"] == "重点任务"
    assert plan.text[row["start"] : row["end"]] == "缩短2倍"
    assert (row["severity"], row["severity_word"]) == ("error", "错误")
    assert counts(found) == {"error": 1, "doubt": 0, "hint": 0}
    assert str(verdict(found)) == "自检发现错误1处；有算不通的地方，请改正后再印发。"
    assert str(verdict([])) == "自检没有发现问题。"


@pytest.mark.parametrize(
    ("label", "core"),
    [
        ("全市服务业增加值", "服务业增加值"), ("服务业增加值年均增速", "服务业增加值"),
        ("新（改）建养老院数量", "养老院"),
        ("新建（改建）养老院数量", "养老院"), ("3A级以上物流企业数量", "3A级以上物流企业"), ("数量", "数量"),
    ],
)  # fmt: skip
def test_a_row_is_known_by_what_it_counts(label, core):
    assert core_name(label) == core


def test_figures_in_words():
    year = by(2027)
    assert str(said(target("A", "344", "亿元", year))) == "344亿元以上"
    assert str(said(target("A", "30", "%", year, comparator=Comparator.ABOVE))) == "超过30%"
    between = target("A", "3", "家", year, comparator=Comparator.RANGE, value_max=Decimal(5))
    assert str(said(between)) == "3—5家"
    assert (str(shown(Decimal("288.829"))), str(shown(Decimal("1E+2"))), percent(Decimal("9.96"))) == (
        "288.83",
        "100",
        "10.0%",
    )


def test_a_plan_by_hand_without_faults_has_no_findings():
    plan = written(
        target("服务业增加值", "344", "亿元", by(2027)),
        target("物流企业数量", "10", "家", by(2027)),
        target("社区食堂活动场次", "10", "场", each(2025, 2027)),
    )
    assert check_plan(plan) == ()


@pytest.mark.parametrize("line", growth.AGREEING)
def test_levels_that_make_the_stated_growth_are_left_alone(line):
    assert "K114" not in {f.code for f in found_in(line)}


def test_levels_against_a_growth_show_both_sums():
    finding = only("2025年旅游收入达到50亿元。2026年旅游收入达到60亿元，增长12%。", "K114")
    assert sums(finding) == (
        "2025→2026年：60 ÷ 50 − 1 = 20.0%",
        "60 ÷ (1 + 12%) = 60 ÷ 1.12 = 53.57亿元（2025年，按价格不变推算）",
    )
    assert finding.severity is Severity.DOUBT


def test_value_added_may_grow_at_another_price():
    assert (
        only("2025年服务业增加值达到300亿元。2026年服务业增加值达到330亿元，增长6%。", "K114").severity is Severity.HINT
    )


@pytest.mark.parametrize("line", lists.GOOD)
def test_parts_that_come_out_are_left_alone(line):
    assert {f.code for f in found_in(line)}.isdisjoint({"K123", "K125", "K126", "K127"})


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("2026年项目65个，投资87亿元。其中：区级项目27个，投资27亿元；镇级项目38个，投资50亿元。", Severity.ERROR),
        ("2026年新增企业30家，其中：甲区10家；乙县15家。", Severity.DOUBT),
        ("2026年完成投资30亿元以上，其中：甲区10亿元；乙县15亿元。", Severity.DOUBT),
    ],
)  # fmt: skip
def test_a_list_that_comes_out_in_one_unit_must_in_the_others(line, severity):
    assert only(line, "K127").severity is severity


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("2026年旅游收入达到60亿元。2026年旅游收入达到70亿元。", Severity.ERROR),
        ("2026年甲区培训中心达到60个。2026年乙县培训中心达到70个。", None),
        ("2026年省级示范村达到60个。2026年市级示范村达到70个。", None),
        ("2026年完成投资87亿元，其中完成投资27亿元用于道路。", None),
    ],
)
def test_two_figures_are_an_error_only_where_their_names_are_equal(line, severity):
    found = [f.severity for f in found_in(line) if f.code == "K123"]
    assert severity in found if severity else Severity.ERROR not in found


def test_the_same_doubt_of_several_places_is_one_finding():
    plan = plan_of("游客达到900万人。\n\n游客达到900万人。")
    same = [(f.code, f.severity, f.what, f.computation) for f in check_plan(plan)]
    assert len(same) == len(set(same))


def test_many_numbers_without_a_place_are_one_finding():
    text = "某市方案\n一、任务\n" + "".join(f"编号{n}项。\n" for n in range(3, 12))
    claims = tuple(Claim(Span(m.start(), m.end()), m[0]) for m in re.finditer(r"\d+", text))
    plan = Plan("某市方案", text, CONTEXT, coverage=Coverage(claims))
    (finding,) = [f for f in check_plan(plan) if f.code == "K170"]
    assert len(finding.spans) == len(claims)


def test_a_number_that_stands_twice_is_said_once_with_both_places():
    text = "甲12乙12丙7"
    claims = tuple(Claim(Span(m.start(), m.end()), m[0]) for m in re.finditer(r"\d+", text))
    found = [f for f in check_plan(Plan("", text, CONTEXT, coverage=Coverage(claims))) if f.code == "K170"]
    assert [(f.quote, len(f.spans)) for f in found] == [("12 … 12", 2), ("7", 1)]


def test_a_place_is_named_by_its_heading_and_its_sentence():
    plan = plan_of("一、主要目标\n到2027年，铁路货运量占货运总量比重达到25%。公园数达到50。")
    found = [row for row in rows(check_plan(plan), plan) if row["code"] == "K150"]
    assert [(row["place"], row["sentence"]) for row in found] == [("主要目标", "公园数达到50")]


def test_a_base_that_the_text_tells_is_no_longer_implied():
    (finding,) = [f for f in found_in("2026年旅游收入从50亿元提高到60亿元，增长12%。") if f.code in ("K110", "K114")]
    assert finding.code == "K114"
    assert str(finding.what) == "旅游收入2025年50亿元、2026年60亿元以上，算下来增长20.0%；写明的是增长12%以上。"
    assert any("50" in str(line) for line in finding.computation)


@pytest.mark.parametrize(
    "line",
    [
        "落实五个一、三个清单要求，做到两个维护。",
        "9月7日召开推进会。",
        "附件：\n1.2024年总结\n3.2025年工作要点\n11.121工程方案",
    ],
)
def test_names_with_a_number_leave_nothing_unclaimed(line):
    assert [f for f in found_in(line) if f.code == "K170"] == []


@pytest.mark.parametrize(
    "line",
    [
        "2026年争创省级示范镇1个、示范村2个，市级示范镇1个、示范村6个。",
        "2026年甲区服务业增加值达到120亿元，乙区达到90亿元，丙县达到60亿元。",
        "2026年全市新增泊位5000个，其中甲区2000个、乙区1500个。",
        "2026年创建国家级园区1个、基地2个，省级园区3个、基地4个。",
    ],
)
def test_figures_of_different_levels_and_places_are_no_second_figure(line):
    assert [f for f in found_in(line) if f.code == "K123"] == []
