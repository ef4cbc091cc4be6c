"""Numbers and words as a statistical bulletin prints them."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.reports.builders import OPEN_PERIOD, by, each, figure, judged, seen, silent, target

from guatu.core.judging.model import Status, Why
from guatu.core.judging.promise_words import SIGNS, WHY_WORDS, promise
from guatu.core.plan.model import Comparator, Direction, Measure, Period, PeriodKind
from guatu.core.reports import words
from guatu.core.series.model import Form
from guatu.core.series.printed import as_printed
from guatu.core.text.figures import day, number, percent
from guatu.core.text.said import Said


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("284.80", None, "284.80"),  # the published decimals stay
        ("10122.76", None, "10122.76"),  # no thousands comma
        ("-5.4", None, "−5.4"),  # U+2212
        ("0.25", 1, "0.3"),  # half up, away from zero
        ("-0.25", 1, "−0.3"),
        ("9.9043", 1, "9.9"),
        ("-0.04", 1, "0.0"),  # a zero has no sign
        ("1E+3", None, "1000"),
    ],
)
def test_number(value, places, text):
    assert number(Decimal(value), places) == text


def test_what_is_not_known_is_a_dash():
    assert number(None) == percent(None) == "—"


def test_a_published_figure_keeps_its_decimals_and_a_computed_one_gets_one():
    published = figure(seen("21.326", unit="%"))
    computed = figure(seen("21.326", unit="%"), formula=Said("2158.8 ÷ 10122.76"))
    assert (str(as_printed(published)), str(as_printed(computed))) == ("21.326%", "21.3%")


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "≥344亿元"),
        ({"comparator": Comparator.ABOVE}, ">344亿元"),
        ({"comparator": Comparator.AT_MOST}, "≤344亿元"),
        ({"comparator": Comparator.ABOUT}, "~344亿元"),
        ({"comparator": Comparator.EXACTLY}, "344亿元"),
        ({"comparator": Comparator.RANGE, "value": "3", "value_max": Decimal(5), "unit": "家"}, "3—5家"),
        ({"value": "3.30", "unit": "万个"}, "≥3.3万个"),
        ({"value": "14.5", "unit": "%", "direction": Direction.DOWN}, "下降≥14.5%"),
        ({"value": None, "comparator": Comparator.EXACTLY, "relative_to": "自治区"}, "与自治区持平"),
        ({"value": None, "comparator": Comparator.ABOVE, "relative_to": "全区"}, "高于全区"),
    ],
)
def test_promise(more, text):
    assert str(promise(target(**more))) == text


@pytest.mark.parametrize(
    ("gap", "unit", "text"),
    [
        ("-17.4", "%", "低17.4个百分点"),
        ("2.05", "个百分点", "高2.1个百分点"),
        ("-41.26", "万人", "少41.26万人"),
        ("0.64", "亿元", "多0.64亿元"),
        ("-0.123456", "亿元", "少0.12亿元"),
        ("0.04", "%", "持平"),
        ("0", "家", "持平"),
    ],
)
def test_apart(gap, unit, text):
    assert str(words.apart(Decimal(gap), unit)) == text


@pytest.mark.parametrize(
    ("needed", "unit", "until", "text"),
    [
        ("9.9043", "%", 2027, "后两年须年均增长9.9%"),
        ("4.1", "%", 2026, "2026年须增长4.1%"),
        ("-3.2", "%", 2028, "后三年须年均下降3.2%"),
        ("1.837", "个百分点", 2027, "后两年须每年提高1.8个百分点"),
        ("12.5", "家", 2027, "后两年须每年增加12.5家"),
        ("9.9", "%", None, "此后须年均增长9.9%"),
    ],
)
def test_needed(needed, unit, until, text):
    judgement = judged(target(), Status.BAD, figure(seen()), needed=Decimal(needed), needed_unit=unit)
    assert str(words.needed_words(judgement, until)) == text


def test_a_share_rises_by_points_never_by_percent():
    item = target(value="25", unit="%", measure=Measure.SHARE)
    judgement = judged(item, Status.BAD, figure(seen("21.326", unit="%")), needed=Decimal("8.27"), needed_unit="%")
    assert str(words.needed_words(judgement, 2027, item)) == "后两年须每年提高1.8个百分点"
    assert not words.needed_words(judgement, 2027)


def test_nothing_is_needed_where_nothing_is_known():
    assert not words.needed_words(silent(target()), 2027)


@pytest.mark.parametrize(
    ("period", "text", "last"),
    [
        (by(2027), "2027年底", date(2027, 12, 31)),
        (each(2025, 2027), "2025—2027年每年", date(2027, 12, 31)),
        (Period(PeriodKind.BY, None, 2026, 6), "2026年6月底", date(2026, 6, 30)),
        (Period(PeriodKind.BY, None, 2026, 2, 28), "2026年2月28日", date(2026, 2, 28)),
        (OPEN_PERIOD, "未定期限", None),
    ],
)
def test_deadlines(period, text, last):
    item = target(period=period)
    assert (str(words.due_words(item)), item.period.deadline.last_day) == (text, last)


def test_every_status_reason_and_shape_has_a_word():
    assert set(words.STATUS_WORDS) == set(Status)
    assert set(WHY_WORDS) == set(Why)
    assert set(words.SHAPE_WORDS) == {s.value for s in Status} | {words.NOT_YET}
    assert set(SIGNS) == set(Comparator)
    assert set(words.MEASURE_WORDS) == set(Measure)


def test_a_quota_that_is_not_due_is_a_dot_and_not_missing_data():
    waiting = silent(target(), Why.NOT_DUE)
    assert (words.shape(waiting), words.status_word(waiting)) == ("notyet", "未到节点")


def test_growth_is_told_from_level_by_the_figure():
    assert words.is_growth(target(), figure(seen("284.80", "-1.4"), Form.GROWTH))
    assert words.is_growth(target(measure=Measure.GROWTH), None)
    assert day(date(2026, 11, 2)) == "2026年11月2日"


def test_things_that_are_counted_are_said_to_be_wanting():
    item = target("T1", "智能工厂", "5", "家", by(2027))
    behind = judged(item, Status.BAD, figure(seen("3", unit="家")), needed=Decimal("66.7"), needed_unit="%")
    assert str(words.needed_words(behind, 2027, item)) == "还差2家"
    money = target("T2", "服务业增加值", "344", "亿元", by(2027))
    behind = judged(money, Status.BAD, figure(seen("284.80")), needed=Decimal("9.9"), needed_unit="%")
    assert str(words.needed_words(behind, 2027, money)) == "后两年须年均增长9.9%"


def test_every_rule_has_a_name_in_chinese():
    rules = tomllib.loads((Path(__file__).parents[3] / "data" / "rules" / "default.toml").read_text(encoding="utf-8"))[
        "rule"
    ]
    assert [r["code"] for r in rules if not re.search("[\u4e00-\u9fff]", words.rule_word(r["code"]))] == []
