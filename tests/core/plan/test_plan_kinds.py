"""Figures that promise nothing, kind by kind, and the nearest wordings that do; each corpus stands beside its rule."""

import pytest

from guatu.core.plan.clauses import contents, existing
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context

SILENT = {
    "文件自身的内容": contents.OF_THE_TEXT,
    "已有的、只作跟踪的数": existing.EXISTING_THINGS,
    "项目自身的规模": [
        "加快建设甲企业年产2万吨果汁、乙基地扩建等农产品项目。",
        "开工建设日处理8万吨净水厂、西区管网等工程。",
        "推进东源公司5万吨醋酸、西岭公司扩能等项目建设。",
        "实施年产10万吨面粉等项目，确保投产。",
    ],
    "成语或固定词": [
        "惠及千家万户，实现百花齐放。",
        "千方百计稳岗位，万众一心促发展。",
        "服务千行百业，激发万众创新。",
        "落实一企一策，做到三位一体。",
    ],
    "名词解释": [
        "名词解释\n1.高产田：两季产量之和达到1200公斤以上。\n2.两专一团：是指拥有一支专业团队。",
        "附件：有关名词解释\n高产田：两季产量之和达到1200公斤以上。",
        "龙头企业是指年营业收入20亿元以上的企业。",
        "本方案所称规上企业，指年主营业务收入2000万元以上的工业企业。",
    ],
}
SPEAKING = [
    *contents.NOT_OF_THE_TEXT,
    *existing.THINGS_TO_DO,
    "建设高标准农田2万亩、改造渠道30公里等水利项目。",
    "新增产能5万吨。",
    "名词解释\n1.四好：路宽6米以上。\n附件2\n任务清单\n新建学校2所。",
    "坚持是指导工作的方针，新建公园3个。",
]


def read(text):
    return compile_plan(text, context=Context("某市", 2026))


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in SILENT.items() for text in texts])
def test_a_figure_of_this_kind_is_excused_with_its_reason(reason, text):
    plan = read(text)
    assert plan.targets == ()
    assert plan.results == ()
    assert plan.coverage.open == ()
    assert reason in {claim.excuse for claim in plan.coverage.claims}


@pytest.mark.parametrize("text", SPEAKING)
def test_the_nearest_wording_that_promises_stays_a_target(text):
    assert read(text).targets
