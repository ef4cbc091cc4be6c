"""Every rule beside its lines: what it must report, and what it must leave alone."""

from __future__ import annotations

import re

import pytest
from tests.core.check.sketches import ROOT, found_in

from guatu.core.check import ALL_RULES
from guatu.core.check.model import CheckRule
from guatu.core.check.run import CHECKS, FAMILIES

BAD = [(code, line) for family in FAMILIES for code, lines in getattr(family, "BAD", {}).items() for line in lines]
GOOD = [
    ({rule.code for rule in vars(family).values() if isinstance(rule, CheckRule)}, line)
    for family in FAMILIES
    for line in getattr(family, "GOOD", ())
]


@pytest.mark.parametrize(("code", "line"), BAD)
def test_a_bad_line_is_reported_under_its_code(code, line):
    assert code in {f.code for f in found_in(line)}


@pytest.mark.parametrize(("codes", "line"), GOOD)
def test_a_good_line_is_left_alone_by_its_family(codes, line):
    assert [str(f.what) for f in found_in(line) if f.code in codes] == []


@pytest.mark.parametrize(("code", "line"), BAD)
def test_a_finding_says_where_what_why_and_how(code, line):
    for f in found_in(line):
        assert f.rule
        assert f.quote
        assert str(f.what).endswith(("。", "？"))
        assert str(f.why).endswith("。")
        assert str(f.mend).endswith("。")
        assert f.spans == tuple(sorted(f.spans))
        assert all(span.start < span.end for span in f.spans)


def test_every_code_is_used_once():
    codes = [rule.code for rule in ALL_RULES]
    assert len(codes) == len(set(codes))


def test_every_rule_has_a_bad_line():
    without_a_corpus = {"K170", "K171"}  # what the compiler left open: see test_check_exact
    assert {rule.code for rule in ALL_RULES} - {code for code, _ in BAD} == without_a_corpus


def test_every_check_and_rule_is_said_in_one_sentence():
    assert all(check.__doc__ for check in CHECKS)
    assert all(rule.why and rule.mend and rule.title for rule in ALL_RULES)


def test_the_page_explains_every_code():
    page = (ROOT / "docs/check.md").read_text("utf-8")
    assert set(re.findall(r"K1\d\d", page)) == {rule.code for rule in ALL_RULES}


# Lines in the ways that plans speak which are right as they stand, whatever rule looks at them.
RIGHT = """
2025年新增就业2万人，其中高校毕业生5000人、退役军人300人；开展培训3万人次。
2025年地区生产总值增长6%左右，固定资产投资增长10%，城镇调查失业率控制在5.5%左右，居民消费价格涨幅2%左右。
到2027年，数字经济核心产业增加值占GDP比重比2024年提高2个百分点，研发经费投入强度达到2.5%。
2025—2027年，每年新增A级景区2家，到2027年底A级景区达到20家。
到2025年，PM2.5浓度下降到30微克/立方米，2027年下降到28微克/立方米。
2025年底前单位GDP能耗下降3%，2027年底前比2020年下降15%。
2025年底前办件时间压缩至5个工作日，2027年底前压缩至3个工作日。
2027年底前新建改建农村公路300公里，其中新建100公里、改建200公里。
2027年底前建成产业园3个（省级1个、市级2个），总投资60亿元，占地1500亩。
到2027年，居民人均可支配收入年均增速高于GDP增速0.5个百分点。
到2027年，森林覆盖率达到25%，城镇化率达到70%，九年义务教育巩固率达到99%。
到2027年，毛入学率达到105%以上，产销率达到100%以上。
劳动生产率年均提高6%，到2027年全员劳动生产率达到20万元/人。
到2027年，企业研发投入占营业收入比重提高到3%，技术合同成交额达到10亿元。
2025年节约用水10%以上，预约就诊率达到70%以上。
三次产业结构调整优化为10.5∶39.5∶50。
按照1∶1∶1的比例配套资金。
2000年底前建成的城镇老旧小区改造任务全部完成。
在2020年基础上翻一番，2027年产值突破1000亿元。
实施“十百千”工程，到2027年培育10家百亿级企业、100家十亿级企业。
2025年接待游客1000万人次，旅游收入突破100亿元。
G20—G30连接线、国道109—110段改造，8—12时开放，2—3公里半径。
城市（县城）生活污水处理率达到95%，农村（含集镇）卫生厕所普及率达到85%。
推动年主营业务收入2000万元以上的工业企业入库。
2025年服务业增加值增长6%，2026年增长6.5%，2027年增长7%。
确保2025年地区生产总值增长6%，力争增长6.5%。
2025—2027年，每年实施城市更新项目10个，三年共实施30个以上。
2025年改造老旧小区20个，2026年改造15个，2027年改造10个。
到2027年，服务业从业人员占全社会从业人员比重达到50%。
到2027年，物流总费用与GDP的比率降至13%，比2024年下降1个百分点。
加快构建现代产业体系，持续优化营商环境，不断提升服务水平。
到2027年，公交站点500米覆盖率达到100%，5G网络通达率达到100%。
到2027年，医疗机构与养老机构签约率和托育机构签约率达到90%。
到2027年，全市新能源装机容量达到1000万千瓦，其中风电600万千瓦、光伏400万千瓦。
2025年粮食播种面积稳定在500万亩以上，产量保持在20亿斤以上。
到2027年，存贷比达到90%，不良贷款率控制在2%以内。
到2027年，全市A级旅游景区达到15家，比2024年增加5家。
""".strip().splitlines()


@pytest.mark.parametrize("line", RIGHT)
def test_a_right_line_is_left_alone_by_all(line):
    ours = [f for f in found_in(line) if f.code not in ("K134", "K140", "K170", "K171")]
    assert [(f.code, str(f.what)) for f in ours] == []
