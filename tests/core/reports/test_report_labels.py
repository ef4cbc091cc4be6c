"""Short names: dropped is what every row shares, and a name is never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.reports.builders import AVERAGE, by, each, target

from guatu.core.plan.model import Direction, Measure, Period
from guatu.core.reports.labels import short_label, short_labels

CORPUS = {
    "末端网点数量": "末端网点",
    "游客数量": "游客数量",  # two characters alone would say too little
    "全市技术合同成交额": "技术合同成交额",
    "服务业完成税收占全市税收收入比重": "服务业完成税收占比",
    "铁路货运量占货运总量比重": "铁路货运量占比",
    "金融业增加值占GDP比重": "金融业增加值占GDP比重",
    "交通运输、仓储和邮政业增加值占GDP比重": "交通仓储邮政业占GDP比重",
    "房地产开发投资累计完成额": "房地产开发投资（累计）",
    "力争新建充电站数量": "新建充电站",
}


@pytest.mark.parametrize(("name", "label"), CORPUS.items())
def test_level(name, label):
    assert short_label(target(indicator=name)) == label


def test_growth_says_so():
    growth = {"measure": Measure.GROWTH, "unit": "%"}
    assert short_label(target(indicator="全市贷款余额", **growth)) == "贷款余额增长"
    assert short_label(target(indicator="制造业贷款增速", **growth)) == "制造业贷款增速"
    average = Period(AVERAGE, 2025, 2027)
    assert short_label(target(indicator="服务业增加值", period=average, **growth)) == "服务业增加值年均增长"


def test_a_fall_is_said_by_the_promise_beside_it():
    fall = target(indicator="单位能耗", measure=Measure.GROWTH, unit="%", direction=Direction.DOWN)
    assert short_label(fall) == "单位能耗"


def test_increment_says_so_unless_the_name_does():
    assert short_label(target(indicator="规模以上企业数量", measure=Measure.INCREMENT)) == "规模以上企业新增"
    assert short_label(target(indicator="新增上市企业数量", measure=Measure.INCREMENT)) == "新增上市企业"


def test_long_forms_give_way_only_when_they_must():
    name = "规模（限额）以上服务业企业数量"
    assert short_label(target(indicator=name), limit=14) == "规模（限额）以上服务业企业"
    assert short_label(target(indicator=name), limit=11) == "规上（限上）服务业企业"


def test_the_city_has_the_last_word():
    item = target("C031", indicator="完成安全取暖设施改造的农区互助幸福院数量")
    assert short_label(item, overrides={"C031": "幸福院取暖改造"}) == "幸福院取暖改造"
    assert short_label(item, overrides={item.indicator: "幸福院"}) == "幸福院"


@given(st.text("县区道路公园中小学校图书馆的、（）和", min_size=1, max_size=40), st.integers(4, 30))
def test_a_label_is_never_empty_never_longer_and_never_cut(name, limit):
    item = target(indicator=name)
    label = short_label(item, limit=limit)
    assert label
    assert len(label) <= max(len(name), 4)
    if len(label) > limit:  # nothing was left to drop: the name stays whole but for its asides
        assert label[0] == name.lstrip("（")[0] or "（" in name


def test_what_several_targets_share_is_told_apart_by_when_each_falls_due():
    targets = [
        target("T1", "智能工厂", "1", "个", by(2025)),
        target("T2", "智能工厂", "2", "个", by(2026)),
        target("T3", "智能工厂", "3", "个", each(2025, 2027)),
        target("T4", "旅游收入", "100", "亿元", by(2025)),
    ]
    found = short_labels(targets)
    assert found == {"T1": "智能工厂（2025年）", "T2": "智能工厂（2026年）", "T3": "智能工厂（每年）", "T4": "旅游收入"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["甲", "乙"]), st.sampled_from([by(2025), by(2026), each(2025, 2027)])), max_size=9
    )
)
def test_no_two_targets_bear_one_name(drawn):
    targets = [target(f"C{n:03}", name, period=period) for n, (name, period) in enumerate(drawn)]
    found = short_labels(targets, overrides={t.id: t.indicator for t in targets})
    assert len(set(found.values())) == len(targets)


def test_a_growth_keeps_its_word_whatever_it_is_called():
    growth = target("C001", "金融业增加值", "12", unit="%", measure=Measure.GROWTH)
    assert short_label(growth, overrides={"C001": "金融业"}) == "金融业增长"
    assert short_label(growth, overrides={"C001": "金融业增速"}) == "金融业增速"
