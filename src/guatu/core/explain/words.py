"""The names of steps and rules, as an official reads them."""

from __future__ import annotations

from guatu.core.plan.trace import RuleOutcome, Step

STEP_WORDS = {
    Step.TENSE: "已办还是要办",
    Step.CONDITION: "是不是条件、名称等",
    Step.PROMISE: "有没有承诺",
    Step.UNIT: "单位到哪里为止",
    Step.DATE: "期限",
    Step.LABEL: "指标名称",
    Step.MEASURE: "量的类型",
    Step.COMPARATOR: "达标方向",
    Step.DEED: "举措还是里程碑",
    Step.COVERAGE: "一字不漏的核对",
}
OUTCOME_WORDS = {RuleOutcome.NO_MATCH: "不符", RuleOutcome.TAKEN: "选定", RuleOutcome.REFUSED: "不取"}
RULE_WORDS = {
    "section is a review": "所在一节是回顾",
    "words of completion": "已、目前、现有等词",
    "date that is over": "日子已过去",
    "list of requirements": "条件清单",
    "figure in a name": "名称里的数",
    "where a change starts": "从…降到、升到的起点",
    "where several changes start": "从几个数分别变到几个数的起点",
    "on top of": "在…基础上的基数",
    "out of so many": "占多少个中的分母",
    "contents, ground or classes": "文件内容、范围或类别的数",
    "numbered name": "带数字的固定提法",
    "what there is": "已有的、只作跟踪的数",
    "row of what there is": "与已有的、只作跟踪的数并列",
    "subsidy": "补助标准",
    "ban": "禁止性规定",
    "name or size of a project": "名称或项目规模",
    "handling time": "办理时限",
    "condition": "入库门槛或条件",
    "ground covered": "覆盖范围",
    "of those meant": "前面百分数所指对象的条件",
    "row of conditions": "并列的条件",
    "unit or comparison": "有单位或比较词",
    "pure number": "不带单位的指标",
    "fold": "翻番",
    "odd without a verb": "约数，前面没有动词",
    "share that is covered": "实现百分之几的覆盖、达标",
    "covers so many of": "覆盖百分之几的对象",
    "progress of work": "完成百分之几的工程量",
    "share that does so": "百分之几做到某事",
    "Chinese count": "汉字写的个数",
    "half as such": "一半，没有达到、超过这类词",
    "predicate": "达到、增长这类谓词",
    "verb that acts": "建成、培训这类动词",
    "line that is opened": "多长的线路贯通、通车",
    "list that promises": "并列的前一项已作承诺",
    "time that it may take": "几小时内做到",
    "noun before": "前面的指标或所数的东西",
    "shared by a list": "同一串数里的前一个",
    "figure and unit": "数字加单位",
    "date of sentence or section": "本句或本节的期限",
    "words before": "数字前面的词",
    "noun behind": "数字后面的名词",
    "label carried on": "承前的名称",
    "label dealt out": "一串名称逐个分给各数",
    "size of a fund": "几亿元规模的基金",
    "herd": "出栏、存栏",
    "yearly output": "年产多少",
    "what a sum is for": "资金用来做什么",
    "newly added": "新增、增加的",
    "more of the same": "同样的东西再新增",
    "thing named before": "前面说过的东西",
    "measure of the noun behind": "后面名词的规模、投资",
    "verb at the end": "名称末尾的动词",
    "amount of what was counted": "前面所数之物的长度、面积",
    "part of the rate before": "前一个比率的其中一部分",
    "unit and words of change": "单位和表示变动的词",
    "percent that changes": "增长、下降的百分数",
    "percent": "其余百分数按比重",
    "points of a pace": "增速的百分点",
    "percentage points": "其余百分点按增量",
    "fold or times more": "翻番、增长几倍",
    "times": "其余倍数按水平",
    "mean of the new ones": "新增对象的平均数",
    "deed done to so many": "提升、扩大多少个",
    "words of falling": "减少、压减",
    "what is reached": "其余按水平（到多少）",
    "range": "区间",
    "sign": "大于、小于号",
    "rank": "位次",
    "words behind": "数字后面的以上、以内",
    "at least": "至少、不少于",
    "ceiling": "越低越好的指标",
    "odd": "多、余",
    "share or growth": "比重、增速按下限",
    "amount": "金额、增量按下限",
    "plain figure": "其余按正好",
    "creed of the plan": "指导思想",
    "words that only connect": "只起连接作用的话",
    "lead-in": "引语",
    "lead-in of a list": "冒号前的引语",
    "no verb": "没有动词",
    "verb that delivers": "交付成果的动词",
    "relative: 持平": "与别处比的目标",
    "certificate": "一字不漏的核对",
}
COMPARATOR_WORDS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "~": "左右", "=": "正好", "range": "区间"}
COMPARATOR_RULES = {"words before": "数字前面的达到、不超过"}


def rule_words(rule: str, step: Step) -> str:
    """A rule's Chinese name; one of the text's own (by: 到某年) as it stands."""
    if step is Step.COMPARATOR and rule in COMPARATOR_RULES:
        return COMPARATOR_RULES[rule]
    return RULE_WORDS.get(rule, rule)


def reading_words(reading: str, step: Step) -> str:
    return COMPARATOR_WORDS.get(reading, reading) if step is Step.COMPARATOR else reading
