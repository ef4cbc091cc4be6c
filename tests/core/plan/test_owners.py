"""Who answers for a line: what was assigned last, else what the plan names; a word is a unit when the list knows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.amend.amended import target

from guatu.core.decisions import Dated
from guatu.core.plan.duties import Duty, suggest
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.owners import (
    Assigned,
    KnownUnit,
    KnownUnits,
    OwnedBy,
    Owners,
    UnitNamed,
    claim_rate,
    owner,
    owners_of,
)
from guatu.core.reports.claimed import claim_words

DAY = date(2026, 11, 23)
COMMERCE = KnownUnit("swj", "市商务局", aliases=("乌海市商务局", "商务局"))
POST = KnownUnit("yzj", "市邮政管理局")
OLD = KnownUnit("lyj", "市旅游局", until=date(2024, 1, 1), successor="wlj")
NEW = KnownUnit("wlj", "市文体旅游广电局", since=date(2024, 1, 1))
UNITS = KnownUnits.of([COMMERCE, POST, OLD, NEW])


@pytest.fixture
def line() -> Commitment:
    return replace(target(), lead="", supporting=())


def decided(value: Assigned, known_on: date = DAY, recorded_on: date = DAY) -> Dated[Assigned]:
    return Dated(value, known_on, recorded_on)


def of(line: Commitment, *history: Dated[Assigned], day: date = DAY, recorded_by: date | None = None) -> Owners:
    return owner(line, history, units=UNITS, as_of=day, recorded_by=recorded_by)


def test_what_nobody_leads_says_so(line):
    assert of(line) == Owners()
    assert (of(line).ground, of(line).codes) == (OwnedBy.NOBODY, frozenset())


@pytest.mark.parametrize("word", ["市商务局", "乌海市商务局", "商务局", "swj"])
def test_what_the_plan_names_is_the_unit_that_the_list_knows_by_any_of_its_words(line, word):
    found = of(replace(line, lead=word))
    assert (found.lead, found.ground) == (UnitNamed("市商务局", "swj", word=word), OwnedBy.PLAN)


def test_a_word_that_the_list_does_not_know_stays_a_word(line):
    found = of(replace(line, lead="市商务局机关"))
    assert (found.lead_name, found.codes) == ("市商务局机关", frozenset())


def test_of_several_in_one_field_the_first_leads_and_the_others_support(line):
    found = of(replace(line, lead="市商务局、市邮政管理局", supporting=("市商务局", "各区")))
    assert (found.lead_name, found.supporting_names) == ("市商务局", ("市邮政管理局", "各区"))


def test_what_was_assigned_goes_before_the_plan_and_taken_back_leaves_the_plan(line):
    line = replace(line, lead="市商务局")
    assigned = decided(Assigned("yzj", ("swj",), "某人"))
    found = of(line, assigned)
    assert (found.lead_name, found.supporting_names, found.person) == ("市邮政管理局", ("市商务局",), "某人")
    assert (found.ground, found.decided) == (OwnedBy.ASSIGNED, assigned)
    back = of(line, assigned, decided(Assigned()))
    assert (back.lead_name, back.ground) == ("市商务局", OwnedBy.PLAN)


def test_each_day_has_its_own_owner(line):
    first, then = decided(Assigned("swj"), date(2026, 3, 1)), decided(Assigned("yzj"), date(2026, 6, 1))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [of(line, first, then, day=day).lead_name for day in days] == ["", "市商务局", "市商务局", "市邮政管理局"]
    early, late = (decided(Assigned(c), date(2026, 3, 1), on) for c, on in (("swj", date(2026, 3, 1)), ("yzj", DAY)))
    assert of(line, early, late, recorded_by=date(2026, 8, 31)).lead_name == "市商务局"


def test_a_unit_that_was_abolished_still_leads_and_is_marked(line):
    row = decided(Assigned("lyj"), date(2020, 1, 1))
    assert [of(line, row, day=day).lead.gone for day in (date(2023, 12, 31), date(2024, 1, 1))] == [False, True]
    assert claim_rate({"a": of(line, row)}).gone == ("a",)


def test_a_name_that_two_units_bore_is_the_one_that_exists_on_the_day(line):
    units = KnownUnits.of([replace(OLD, name="市文旅局"), replace(NEW, name="市文旅局")])
    assert units.meant("市文旅局", date(2023, 1, 1)).code == "lyj"
    assert units.meant("市文旅局", DAY).code == "wlj"
    both = KnownUnits.of([COMMERCE, replace(POST, name="市商务局")])
    assert both.meant("市商务局", DAY) is None


def test_work_goes_to_the_successor_however_many_there_were_and_round_about_to_nobody():
    units = KnownUnits.of(
        [replace(OLD, successor="x"), KnownUnit("x", "甲", until=date(2025, 1, 1), successor="wlj"), NEW]
    )
    assert units.heir("lyj", DAY) == NEW
    assert units.heir("wlj", DAY) == NEW
    gone = date(2020, 1, 1)
    assert KnownUnits.of([KnownUnit("a", "甲", until=gone, successor="a")]).heir("a", DAY) is None


def test_the_rate_is_said_with_both_its_parts(line):
    items = [replace(line, id="a", lead="市商务局"), replace(line, id="b"), replace(line, id="c", kind=Kind.ACTION)]
    owned = owners_of(items, {"c": [decided(Assigned("yzj"))]}, units=UNITS, as_of=DAY)
    rate = claim_rate(owned)
    assert (rate.led, rate.count, rate.by_plan, rate.open) == (2, 3, 1, ("b",))
    assert str(claim_words(items, owned)) == "认领率66.7%：3个条目里2个有牵头单位（目标1/2、举措1/1）。"
    assert not claim_words([], {})


@given(leads=st.lists(st.sampled_from(["", "市商务局", "某单位"]), max_size=12))
def test_led_and_open_lines_are_all_lines(leads):
    base = target()
    items = [replace(base, id=str(n), lead=lead, supporting=()) for n, lead in enumerate(leads)]
    rate = claim_rate(owners_of(items, {}, units=UNITS, as_of=DAY))
    assert rate.led + len(rate.open) == rate.count == len(leads)


def test_the_most_particular_line_of_the_table_is_suggested(line):
    line = replace(line, sector="商贸流通业", indicator="快递服务电商业务量", quote="快递服务电商业务量达到110万件")
    table = [
        Duty("商贸流通业", "", "swj", ("yzj",), "主管部门"),
        Duty("", "快递", "x", (), "任何领域"),
        Duty("商贸流通业", "快递", "yzj", (), "邮政统计"),
        Duty("商贸流通业", "快递服务", "", (), "取消"),
    ]
    found = suggest(line, table)
    assert (found.lead, str(found.why)) == ("yzj", "领域“商贸流通业”、写到“快递”：邮政统计")
    assert suggest(line, table[:2]).lead == "x"
    assert suggest(line, table[:1]).supporting == ("yzj",)
    assert suggest(replace(line, sector="物流业", indicator="", quote="货物"), table).lead == ""
