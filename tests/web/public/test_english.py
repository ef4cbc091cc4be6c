"""The English switch: pages read in English, sentences are said by their facts, the plan's own words stay."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.judging.model import Status
from guatu.core.judging.promise_words import Promise
from guatu.core.reports.words import due_words, needed_words
from guatu.core.text.figures import Between, Month, Number, SmallCount, amount, bare, decimals, points
from guatu.core.text.said import Said, listed
from guatu.core.time.periods import ReportPeriod
from guatu.web.base.tongue import axis_unit, html, say, unit_name
from tests.core.reports.builders import by, each, figure, judged, seen, target
from tests.web.addresses import PLAN

PAGES = [
    "/",
    f"{PLAN}/text/",
    f"{PLAN}/targets/",
    f"{PLAN}/sectors/",
    "/indicators/",
    "/sources/",
    f"{PLAN}/wall/",
    "/rules/",
    "/help/",
    "/accounts/login/",
]


@pytest.mark.parametrize("address", PAGES)
def test_what_stays_chinese_is_marked_or_official(english, address):
    """Headings, buttons, heads of tables and navigation are English."""
    body = english.get(address).content.decode()
    assert '<html lang="en"' in body
    for pattern in (
        r"<th scope=\"col\"[^>]*>([^<]*)",
        r"<button[^>]*>([^<]*)",
        r"<dt>([^<]*)",
        r"<h2[^>]*>([^<]*)",
        r"<caption[^>]*>([^<]*)",
    ):
        for words in re.findall(pattern, body):
            if address in (f"{PLAN}/text/", f"{PLAN}/targets/") and pattern.startswith(("<h2", "<caption")):
                continue  # headings of the plan itself
            assert not re.search("[\u4e00-\u9fff]", words) or words == "中文", (pattern, words)


def test_the_switch_is_a_form_and_lasts(reader):
    page = reader.post("/language/", {"language": "en", "next": f"{PLAN}/targets/"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{PLAN}/targets/"
    assert '<html lang="en"' in page.content.decode()
    assert '<html lang="en"' in reader.get("/").content.decode()


# -- sentences --------------------------------------------------------------------------------------------------------


def needs(needed: str, unit: str, until: int) -> Said:
    judgement = judged(target(), Status.BAD, figure(seen()), needed=Decimal(needed), needed_unit=unit)
    return needed_words(judgement, until)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Said("{count}个目标", count=1), "1 target"),
        (Said("{count}个目标", count=2), "2 targets"),
        (Said("{count}个工作日", count=29), "29 working days"),
        (needs("9.9043", "%", 2027), "needs growth of 9.9% a year in the remaining 2 years"),
        (needs("4.1", "%", 2026), "needs growth of 4.1% in 2026"),
        (needs("17.19", "亿元", 2027), "needs ¥1.72 bn more every year in the remaining 2 years"),
        (Said("低{by}", by=points(Decimal("17.4"))), "17.4 points below"),
        (Said("多{by}", by=amount(Decimal("0.64"), "亿元")), "¥64 million above"),
        (due_words(target(period=each(2025, 2027))), "each year 2025–2027"),
        (due_words(target(period=by(2027))), "end of 2027"),
        (Said("后{years}年", years=SmallCount(2)), "in the remaining 2 years"),
        (Month(9), "September"),
        (date(2026, 4, 30), "30 April 2026"),
        (ReportPeriod(2025), "2025"),
        (ReportPeriod(2025, 1, 9), "Jan–Sep 2025"),
        (ReportPeriod(2025, 9, 9), "September 2025"),
        (listed(("自治区", "全国")), "the autonomous region, the country"),
    ],
)
def test_a_sentence_is_said_by_its_facts(value, said):
    with override("en"):
        assert say(value) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("284.80", "亿元", "¥28.48 bn"),
        ("344", "亿元", "¥34.4 bn"),
        ("100", "亿元", "¥10 bn"),
        ("280.00", "亿元", "¥28.00 bn"),  # decimals as printed stay
        ("8.25", "亿元", "¥825 million"),
        ("-8.25", "亿元", "−¥825 million"),
        ("50", "万元", "¥500,000"),
        ("8500", "元", "¥8,500"),
        ("1.2", "万美元", "US$12,000"),
        ("858.74", "万人次", "8.59 million visits"),
        ("41.26", "万人", "412,600 people"),
        ("1.5", "万亿元", "¥1,500 bn"),
        ("900", "万人次", "9 million visits"),
        ("1", "家", "1 firm"),
        ("12", "家", "12 firms"),
        ("8.7", "%", "8.7%"),
        ("5.7", "个百分点", "5.7 points"),
        ("5", "个", "5"),  # what is counted stands beside the number
        ("4.5", "个/千人", "4.5 per 1,000 people"),
        ("700", "万吨/年", "7 million t/year"),
        ("3", "座谈会", "3 座谈会"),  # a unit that we do not know stays as the plan writes it
    ],
)
def test_units_read_right(value, unit, said):
    with override("en"):
        assert say(amount(Decimal(value), unit)) == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        ("3", "5", "家", "3–5 firms"),
        ("30", "50", "亿元", "¥3–5 bn"),
        ("8", "12", "亿元", "¥800 million–¥1.2 bn"),
        ("5", "6.5", "%", "5–6.5%"),
    ],
)
def test_a_range_bears_its_unit_once(low, high, unit, said):
    between = Between(*(Number(Decimal(n), trim=True) for n in (low, high)), unit)
    assert str(between) == f"{low}—{high}{unit}"
    with override("en"):
        assert say(between) == said


def test_within_a_sum_the_word_of_the_unit_is_left_to_the_result():
    with override("en"):
        assert say(bare(Decimal(121), "万件")) == "1.21 million"
        assert say(bare(Decimal(344), "亿元")) == "¥34.4 bn"


def test_a_chinese_wording_in_an_english_sentence_is_marked():
    said = Said("请写“达到100%”。")
    with override("en"):
        assert html(said) == 'Write “<span lang="zh-Hans">达到100%</span>”.'
    assert "<span" not in html(said)


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["元", "万元", "亿元"]))
def test_money_keeps_its_value_to_two_decimals_of_the_unit_it_is_said_in(value, unit):
    """¥28.48 bn back in yuan is what was printed, to half a hundredth of a billion, a million, or exactly."""
    with override("en"):
        said = say(amount(value, unit))
    found = re.fullmatch(r"¥(?P<n>[\d,]+(?:\.\d+)?)(?P<size>| million| bn)", said)
    assert found, said
    size = {"": 1, " million": 10**6, " bn": 10**9}[found["size"]]
    yuan = value * {"元": 1, "万元": 10**4, "亿元": 10**8}[unit]
    printed = Decimal(found["n"].replace(",", ""))
    assert abs(printed * size - yuan) <= (Decimal(size) / 200 if size > 1 else 0)
    assert decimals(printed) <= 2


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (Promise(Decimal(344), "亿元", sign="≥"), "≥¥34.4 bn"),
        (Promise(Decimal(3), "家", Decimal(5)), "3–5 firms"),
        (Promise(Decimal(1), "家", Decimal(2)), "1–2 firms"),
        (Promise(Decimal(8), "亿元", Decimal(12)), "¥800 million–¥1.2 bn"),
        (Promise(Decimal(3), "%", sign="≥", falls=True), "a fall of ≥3%"),
        (Promise(None, other="自治区"), "level with the autonomous region"),
    ],
)
def test_a_promise_reads_in_english(promise, said):
    with override("en"):
        assert say(promise) == said


def test_names_stay_chinese_and_are_marked():
    said = Said(
        "{name}目标{promise}：{period}{figure}，{needed}。",
        name="服务业增加值",
        promise=Promise(Decimal(344), "亿元"),
        period=ReportPeriod(2025),
        figure=amount(Decimal("284.80"), "亿元"),
        needed=needs("9.9", "%", 2027),
    )
    with override("en"):
        assert html(said) == (
            '<span lang="zh-Hans">服务业增加值</span> (target ¥34.4 bn): ¥28.48 bn in 2025, '
            "needs growth of 9.9% a year in the remaining 2 years."
        )
    assert html(said) == "服务业增加值目标344亿元：2025年284.80亿元，后两年须年均增长9.9%。"


def test_what_comes_from_outside_is_escaped_in_both_languages():
    said = Said("“{name}”", name="<b>{x}</b>")
    for language in ("en", "zh-hans"):
        with override(language):
            assert html(said) == "“&lt;b&gt;{x}&lt;/b&gt;”"


def test_the_overview_is_read_in_english(english):
    body = english.get("/").content.decode()
    assert "2 met, 3 missed" in body
    assert "¥28.48 bn" in body
    assert "To be decided" in body
    assert 'lang="zh-Hans"' in body


@pytest.mark.parametrize(
    ("unit", "biggest", "said"),
    [
        ("亿元", "344", (Decimal("0.1"), "bn yuan")),
        ("亿元", "8", (Decimal(100), "million yuan")),
        ("万人次", "900", (Decimal("0.01"), "million visits")),
        ("家", "150", (Decimal(1), "firms")),
        ("%", "30", (Decimal(1), "%")),
    ],
)
def test_an_axis_is_drawn_in_the_readers_unit(unit, biggest, said):
    with override("en"):
        assert axis_unit(unit, Decimal(biggest)) == said
    assert axis_unit(unit, Decimal(biggest)) == (1, unit)


def test_a_unit_alone_has_a_name():
    with override("en"):
        assert [unit_name(u) for u in ("亿元", "万人次", "家", "元", "%")] == [
            "¥100 million", "10,000 visits", "firms", "yuan", "%",
        ]  # fmt: skip
    assert unit_name("亿元") == "亿元"


def test_a_chart_speaks_the_readers_language(english, code_of):
    body = english.get(f"{PLAN}/targets/{code_of('服务业增加值', '344')}/").content.decode()
    chart = body[body.index('<svg class="chart') if '<svg class="chart' in body else body.index("h-chart") :][:20000]
    assert "bn yuan" in chart
    assert "≥34.4 target" in chart
