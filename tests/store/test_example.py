"""The example city's data: whole, dated, and judged as a statistician would judge it by hand."""

import csv
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.judging.builders import target
from tests.store import shared
from tests.strategies import rising

from guatu.core.judging.linking import propose_links
from guatu.core.judging.model import Status, Why
from guatu.core.judging.status import judge_all
from guatu.core.plan.model import Comparator, Measure
from guatu.core.series.model import Form
from guatu.core.series.vintages import known, latest, prefer
from guatu.core.text.figures import number
from guatu.core.time.periods import ReportPeriod
from guatu.store import catalogue, example, figures, region_table
from guatu.store.calendars import load_calendars

CITY = example.example_city()
INDICATORS = catalogue.load_indicators(CITY.indicators_path)
RULES = catalogue.load_rules(CITY.rules_path)
REGIONS = region_table.load_regions(CITY.regions_path)
SOURCES = catalogue.load_sources(CITY.sources_path)
OBSERVATIONS = tuple(
    row
    for path in CITY.figures_paths
    for row in figures.FigureFile(
        path, indicators=INDICATORS, regions=REGIONS, sources=SOURCES, recorded_on=CITY.recorded_on
    )
)
TODAY = CITY.recorded_on
GROWTH, SHARE, INCREMENT = Measure.GROWTH, Measure.SHARE, Measure.INCREMENT
ABOVE = Comparator.ABOVE

# (name, value, unit, more) → (status, why, what the figure prints): the plan's targets that a figure bears on, and one
# of each kind that none does.
EXPECTED = [
    (("旅游收入", "100", "亿元", {"within": 2025, "comparator": ABOVE}), ("met", None, "100.64")),
    (("游客数量", "900", "万人", {"within": 2025, "comparator": ABOVE}), ("missed", None, "858.74")),
    (("全市贷款余额", "10", "%", {"by": 2025, "measure": GROWTH}), ("missed", None, "8.7")),
    (("金融业增加值", "12", "%", {"by": 2025, "measure": GROWTH}), ("missed", None, "−5.4")),
    (("全市技术合同成交额", "8", "亿元", {"by": 2025}), ("met", None, "8.25")),
    (("外贸进出口总额", "13.6", "亿元", {"by": 2027, "comparator": ABOVE}), ("reached", None, "19.84")),
    (("全市社会消费品零售总额", "123", "亿元", {"by": 2027, "comparator": ABOVE}), ("slow", None, "118.77")),
    (
        (
            "社会消费品零售总额平均增速",
            None,
            "%",
            {"average": (2025, 2027), "measure": GROWTH, "relative_to": "自治区"},
        ),
        ("slow", None, "−1.4"),
    ),
    (("服务业增加值", "344", "亿元", {"by": 2027}), ("bad", None, "284.80")),
    (("服务业增加值", "6", "%", {"average": (2025, 2027), "measure": GROWTH}), ("bad", None, "−1.4")),
    (("铁路货运量占货运总量比重", "25", "%", {"by": 2027, "measure": SHARE}), ("bad", None, "21.3")),
    (("交通运输、仓储和邮政业增加值占GDP比重", "18", "%", {"by": 2027, "measure": SHARE}), ("bad", None, "9.5")),
    (("房地产开发投资累计完成额", "50", "亿元", {"by": 2027, "cumulative": True}), ("ok", None, "15.62")),
    (("快递服务电商业务量", "110", "万件", {"by": 2025}), ("unknown", Why.DEFINITION_DIFFERS, "")),
    (("每千人口托位数", "4.5", "个/千人", {"by": 2025}), ("unknown", Why.PART_MISSING, "")),
    (
        ("服务业完成税收占全市税收收入比重", "35", "%", {"by": 2027, "measure": SHARE, "comparator": ABOVE}),
        ("unknown", Why.PART_MISSING, ""),
    ),
    (
        (
            "“品质型”城区生活圈及“基础型”农区生活圈达成率",
            "70",
            "%",
            {"by": 2025, "measure": SHARE, "scope": "城区及农区"},
        ),
        ("unknown", Why.DEFINITION_OPEN, ""),
    ),
    (("科创产业发展基金总规模", "18", "亿元", {"scope": "科创产业发展基金"}), ("unknown", Why.NO_DEADLINE, "")),
    (("制造业贷款增速", "10", "%", {"within": 2025, "measure": GROWTH}), ("unknown", Why.NOT_PUBLISHED, "")),
    (("新（改）建小区老年之家数量", "3", "个", {"each": (2026, 2027)}), ("unknown", Why.NOT_DUE, "")),
    (("规模（限额）以上服务业企业数量", "150", "家", {"by": 2027}), ("unknown", Why.NOT_PUBLISHED, "")),
]
TARGETS = [
    target(name, value, unit, id=f"T{n:02}", **more) for n, ((name, value, unit, more), _) in enumerate(EXPECTED)
]


def judge_on(day, targets=TARGETS):
    links = propose_links(
        targets, INDICATORS, region=CITY.region, place_names=region_table.place_names(REGIONS, CITY.region)
    )
    return judge_all(
        targets, links, indicators=INDICATORS, observations=OBSERVATIONS, rules=RULES, as_of=day,
        plan_years=CITY.plan_years, on_fault=rising,
    )  # fmt: skip


JUDGED = judge_on(TODAY)


@pytest.mark.parametrize(
    ("promise", "expected"),
    list(zip(TARGETS, (e for _, e in EXPECTED), strict=True)),
    ids=[t.indicator for t in TARGETS],
)
def test_a_target_of_the_example_city(promise, expected):
    result = JUDGED[promise.id]
    actual = ""
    if result.actual:
        places_ = 1 if len(result.actual.observations) == 2 else None
        actual = number(result.actual.value, places_)
    assert (result.status.value, result.why, actual) == expected
    assert str(result.reason).endswith("。")
    assert RULES.rule(result.rule).says


@pytest.mark.parametrize(
    ("name", "measure", "numbers"),
    [
        ("服务业增加值", GROWTH, {"done": "−7.3", "pace": "31.4", "gap": "−38.7", "needed": "9.9"}),
        ("服务业增加值", Measure.LEVEL, {"done": "−7.3", "pace": "31.4", "gap": "−38.7", "needed": "9.9"}),
        ("房地产开发投资累计完成额", Measure.LEVEL, {"done": "31.2", "pace": "33.3", "gap": "−2.1"}),
        ("全市社会消费品零售总额", Measure.LEVEL, {"needed": "1.8", "gap": "−3.2"}),
        ("铁路货运量占货运总量比重", SHARE, {"needed": "8.3", "gap": "−8.2"}),
        ("交通运输、仓储和邮政业增加值占GDP比重", SHARE, {"needed": "37.7", "gap": "−37.7"}),
        ("社会消费品零售总额平均增速", GROWTH, {"gap": "−5.7", "needed": "7.3"}),
        ("全市贷款余额", GROWTH, {"gap": "−1.3"}),
        ("金融业增加值", GROWTH, {"gap": "−17.4"}),
    ],
)
def test_the_numbers_under_a_light(name, measure, numbers):
    (promise,) = [t for t in TARGETS if (t.indicator, t.measure) == (name, measure)]
    result = JUDGED[promise.id]
    assert {field: number(getattr(result, field), 1) for field in numbers} == numbers


def test_the_day_before_the_bulletin_nothing_of_2025_was_known():
    before, after = judge_on(date(2026, 4, 29)), judge_on(date(2026, 4, 30))
    assert {j.status for j in before.values()} == {Status.UNKNOWN}
    assert all("2026年4月29日" in str(j.reason) or j.why in (Why.DEFINITION_OPEN, Why.NOT_DUE) for j in before.values())
    assert {t: (j.status, j.why) for t, j in after.items()} == {t: (j.status, j.why) for t, j in JUDGED.items()}


def test_conflicting_sources_stay_and_the_bulletin_stands():
    rows = [o for o in OBSERVATIONS if o.indicator == "gdp" and o.region == CITY.region and o.period.year == 2025]
    assert {str(o.growth) for o in rows} == {"-4.3", "-1.4"}
    (stands,) = [o for o in prefer(known(rows, as_of=TODAY)) if o.preferred]
    assert (str(stands.growth), stands.source.code) == ("-4.3", "wh-gb-2025")


def test_a_dubious_panel_growth_gives_way_even_to_a_web_page_without_a_date():
    row = latest(
        OBSERVATIONS,
        indicator="tertiary_va",
        region=CITY.region,
        period=ReportPeriod(2017),
        form=Form.GROWTH,
        as_of=TODAY,
    )
    assert (str(row.growth), row.known_on) == ("3.8", TODAY)


def test_observations_are_whole():
    assert Counter(o.region[:4] for o in OBSERVATIONS)["1503"] == 497
    assert len({o.key for o in OBSERVATIONS}) == len(OBSERVATIONS)
    assert all(o.known_on <= TODAY for o in OBSERVATIONS)


def test_every_source_is_used_and_only_stated_addresses_are_given():
    assert {o.source.code for o in OBSERVATIONS} == set(SOURCES)
    assert all(s.url == "" or s.url.startswith(("http://", "https://")) for s in SOURCES.values())


def test_the_strip_of_other_cities_can_be_drawn():
    regions = region_table.load_regions(CITY.regions_path, CITY.peer_regions_path)
    sources = catalogue.load_sources(CITY.peer_sources_path)
    rows = figures.FigureFile(
        CITY.peer_figures_paths[0], indicators=INDICATORS, regions=regions, sources=sources, recorded_on=TODAY
    )
    growths = [o.growth for o in rows if o.indicator == "tertiary_va" and o.growth is not None]
    assert len(growths) > 40
    assert all(Decimal(-10) < g < Decimal(15) for g in growths)


def test_every_definition_has_an_indicator_and_the_open_ones_say_who_confirms():
    found = catalogue.load_definitions(CITY.indicators_path)
    assert {d.indicator for d in found} <= set(INDICATORS)
    assert all("待" in d.source for d in found if not d.confirmed and d.indicator != "tourists")


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_calendars_have_248_working_days(year):
    assert load_calendars(CITY.calendars_paths).workdays_in(year) == 248


def test_a_citys_data_folder_can_stand_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv(example.VARIABLE, str(tmp_path))
    assert example.data_folder() != tmp_path  # nothing there: the packaged folder is used
    (tmp_path / example.MARKER).write_text("", encoding="utf-8")
    assert example.data_folder() == tmp_path


def test_the_store_loads_nothing_heavy():
    code = (
        "import sys, guatu.store.example, guatu.store.figures, guatu.store.catalogue, guatu.store.calendars;"
        "heavy = {'django', 'python_calamine', 'charset_normalizer', 'pandas', 'numpy'} & set(sys.modules);"
        "sys.exit(f'loaded: {sorted(heavy)}' if heavy else 0)"
    )
    source = Path(example.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


# ---- against the collected material, where it lies beside the checkout


@shared.needed
def test_our_rows_are_those_that_were_collected():
    with (shared.FOLDER / "data" / "wuhai_observations.csv").open(encoding="utf-8-sig", newline="") as handle:
        collected = list(csv.DictReader(handle))
    ours = Counter(
        (o.region, str(o.value) if o.value is not None else "", o.unit, str(o.growth) if o.growth is not None else "")
        for o in OBSERVATIONS
        if o.region.startswith("1503")
    )
    theirs = Counter((r["region_code"], r["value"], r["unit"], r["growth_pct"]) for r in collected)
    assert ours == theirs


@shared.needed
def test_every_target_of_the_plan_gets_a_link_or_a_reason():
    targets = shared.targets()
    found = judge_on(TODAY, targets)
    assert Counter(j.status.value for j in found.values()) == {
        "unknown": 55, "bad": 4, "missed": 3, "slow": 2, "met": 2, "reached": 1, "ok": 1,
    }  # fmt: skip
    assert all(j.why and j.reason and j.changes_when for j in found.values() if j.status is Status.UNKNOWN)
    assert not [j for j in found.values() if j.why is Why.NOT_LINKED]
    assert {j.status for j in judge_on(date(2026, 4, 29), targets).values()} == {Status.UNKNOWN}
