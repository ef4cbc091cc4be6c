"""The catalogue, the rule set, regions and calendars: refused whole when they contradict themselves."""

from datetime import date
from decimal import Decimal

import pytest

from guatu.core.errors import GuatuError
from guatu.core.judging.model import Status
from guatu.core.series.model import Nature
from guatu.store.calendars import load_year
from guatu.store.catalogue import load_definitions, load_indicators, load_rules, load_sources
from guatu.store.region_table import load_regions, place_names

RAIL = '[[indicator]]\ncode = "rail"\nname = "铁路货运量"\nunit = "万吨"\nnature = "flow"\n'
FREIGHT = '[[indicator]]\ncode = "freight"\nname = "货运总量"\nunit = "万吨"\nnature = "flow"\n'
SHARE = (
    '[[indicator]]\ncode = "share"\nname = "占比"\nunit = "%"\nnature = "ratio"\n'
    'formula = { numerator = "rail", denominator = "freight" }\n'
)


def put(tmp_path, text, name="x.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_indicators_come_by_code(tmp_path):
    found = load_indicators(put(tmp_path, RAIL + FREIGHT + SHARE))
    assert list(found) == ["rail", "freight", "share"]
    assert found["share"].formula.factor == Decimal(100)
    assert found["share"].nature is Nature.RATIO


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RAIL + RAIL, "代码重复"),
        (RAIL + RAIL.replace('"rail"', '"other"'), "“铁路货运量”属于2个指标"),
        (RAIL + SHARE, "freight不在目录里"),
        (RAIL + FREIGHT + SHARE.replace('"%"', '"‰"').replace("万吨", "吨"), "系数应为1000，写作100"),
        (RAIL + FREIGHT + SHARE.replace("ratio", "flow"), "应为比值"),
        (RAIL.replace("flow", "stream"), "写法不对"),
        (RAIL.replace('unit = "万吨"\n', ""), "缺少unit"),
        ("[[indicator", "TOML"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(tmp_path, text, says):
    with pytest.raises(GuatuError, match=says):
        load_indicators(put(tmp_path, text))


def test_definitions_say_what_is_not_confirmed(tmp_path):
    text = RAIL + '[[indicator.definitions]]\ntext = "按发送"\nsince = 2025-01-01\nconfirmed = false\n'
    (found,) = load_definitions(put(tmp_path, text))
    assert (found.code, found.indicator, found.since, found.confirmed) == ("rail-1", "rail", date(2025, 1, 1), False)


RULES = (
    'code = "c"\nversion = "v1"\n[gap]\nok_from = -5\nslow_from = -15\n[growth_gap]\nok_from = -1\nslow_from = -5\n'
    '[[light]]\nstatus = "bad"\nword = "红牌"\ncolour = "红"\n[[rule]]\ncode = "path"\nsays = "一句话。"\n'
)


def test_a_rule_set_with_a_citys_own_words(tmp_path):
    rules = load_rules(put(tmp_path, RULES))
    assert (rules.ok_from, rules.word(Status.BAD), rules.word(Status.OK)) == (Decimal(-5), "红牌", "ok")
    assert rules.rule("path").says == "一句话。"


@pytest.mark.parametrize(
    ("gap", "status"), [("0", "ok"), ("-5", "ok"), ("-5.01", "slow"), ("-15", "slow"), ("-15.1", "bad")]
)
def test_thresholds_include_their_ends(tmp_path, gap, status):
    assert load_rules(put(tmp_path, RULES)).by_gap(Decimal(gap)) is Status(status)


@pytest.mark.parametrize(
    "text",
    [
        RULES.replace("-15", "-1"),
        RULES.replace("slow_from", "slow_form"),
        RULES.replace('"bad"', '"terrible"'),
        'code = "c"',
    ],
)
def test_a_rule_set_that_cannot_hold_is_refused(tmp_path, text):
    with pytest.raises(GuatuError, match="D340"):
        load_rules(put(tmp_path, text))


def test_sources(tmp_path):
    rows = "代码,标题,发布机构,公布日期,网址,级别,备注\na,公报,统计局,2024,,10,\nb,转载,,,,,\n"
    path = put(tmp_path, rows, "s.csv")
    found = load_sources(path)
    assert (found["a"].published, found["a"].rank) == (date(2024, 12, 31), 10)
    assert (found["b"].published, found["b"].rank) == (None, 50)
    with pytest.raises(GuatuError, match="代码a重复"):
        load_sources(put(tmp_path, "代码,标题\na,一\na,二\n", "t.csv"))


REGIONS = (
    "代码,名称,级别,上级,别称\n150000,内蒙古自治区,自治区,,自治区、全区\n150300,乌海市,市,150000,全市\n"
    "150302,海勃湾区,区,150300,海勃湾\n150200,包头市,市,150000,全市\n"
)


def test_names_of_places_belong_to_the_line_of_the_city(tmp_path):
    regions = load_regions(put(tmp_path, REGIONS, "r.csv"))
    names = place_names(regions, "150300")
    assert (names["全市"], names["自治区"], names["海勃湾"], names["包头市"]) == (
        "150300",
        "150000",
        "150302",
        "150200",
    )


@pytest.mark.parametrize(("row", "code"), [("15,短,,,\n", "D342"), ("150300,又一个,,,\n", "D343")])
def test_regions_with_a_wrong_or_double_code(tmp_path, row, code):
    with pytest.raises(GuatuError, match=code):
        load_regions(put(tmp_path, REGIONS + row, "r.csv"))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("2026-02-30,休\n", "D331"),
        ("2026-02-16,假\n", "D332"),
        ("2026-02-16,休\n2026-02-16,班\n", "D333"),
        ("2026-02-16,休\n2025-02-16,休\n", "D333"),
    ],
)
def test_a_calendar_with_a_slip_is_refused(tmp_path, rows, code):
    with pytest.raises(GuatuError, match=code):
        load_year(put(tmp_path, "日期,类别\n" + rows, "c.csv"))
