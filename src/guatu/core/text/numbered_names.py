# ruff: noqa: E501 - names and their corpus stand many to a line
"""Names that hold a number and count nothing: 四个意识, 八项规定, 1234工作法. A list, not a pattern that hopes."""

from __future__ import annotations

import re

from guatu.core.text.wordclass import one_of, words

# Each as it is written, whatever stands around it.
SET_PHRASES = words(
    "四个意识 四个自信 两个维护 两个确立 四个全面 五位一体 三个务必 两个务必 三个代表 六个必须坚持 十个明确 十四个坚持",
    "十三个方面成就 两个大局 两个结合 两个毫不动摇 两个健康 三个区分开来 三个面向 四个面向 四个服务 四个革命 一个合作",
    "四个最严 四个不摘 五个一批 三个一批 四个一批 六个一批 五个统筹 五个到位 六个一工程 四种形态 三类人员 三类监测对象",
    "七有五性 六尺巷 千名干部 万名干部 百名干部 一张清单 两张清单 三张清单 四张清单 五张清单 两个清单 三个清单 四个清单",
    "四个到位 两个先行 两个覆盖 两个责任 两个轮子 三个年 两个年 一件事 三道防线 两道防线 一张网 一张图 一张表 一本账",
    "三本账 四本账 两张网 两张表 三张表 四张表 四项机制 五个振兴 三个全覆盖 四个全覆盖 一个中心工作",
)
# What stands behind 三个, 五个 there is done or is so; nothing of the kind can be counted: 三个更加, 八个严禁.
_DONE_OR_SO = words(
    "坚持 必须 更加 严禁 不准 不得 聚焦 提升 突破 下降 不变 转变 结合 到位 全覆盖 统筹 维护 确立 自信 意识 务必 不摘 最严 振兴",
    "先行 导向 着力 确保 坚决 注重 围绕 强化 优化 深化 引领 支撑 融合 联动 贯通 协同 共享 并重 衔接 加强 严格 凡是 到底 一致",
    "满意 放心 清零 翻番 倍增 跃升 转型 闭环 抓好 同步 同时 必查 必访 必谈 不放过 不松劲 不懈怠 不减 不停 带头 走在前",
)
# 五个一: so many things of one each; behind it the phrase ends
_END = r"(?=$|[\x00-\x20，。；：、）”’\"和与及等的，]|要求|精神|原则|理念|标准|目标|机制|制度|工作|活动|行动|工程|专项|举措|战略)"
_NUMERAL = r"[一二两三四五六七八九十]{1,2}"
_SO_MANY = rf"{_NUMERAL}个(?:(?:{one_of(sorted(_DONE_OR_SO))}){_END}|一(?:批|律|切|致)?{_END})"
# 做到两个维护: such a verb has principles behind it, never things
_KEPT = re.compile(r"(?:做到|增强|坚定|践行|牢记|恪守|严守|遵循|弘扬|捍卫|贯彻)(?:好|了|落实)?$")
_PRINCIPLES = re.compile(rf"{_NUMERAL}个(?=[\u4e00-\u9fff]{{2,4}}(?:$|[\x00-\x20，。；：、）]))")
# A number and what its document calls so: 八项规定, 三十条政策.
_RULES = re.compile(
    r"(?:八项|十项|[一二两三四五六七八九十]{1,3}[项条])(?:规定|政策|措施|改革|举措|制度|机制|禁令|准则|纪律|承诺|铁律|要求|意见)"
)
_CODED = re.compile(r"(?<![\d.])\d{2,5}(?=(?:工程|工作法|计划|行动|战略|模式|机制|体系|格局|产业体系)(?![\d亿万]))")
# 3.2025年工作要点: an item's number and the year or name that it begins with
_ITEM = re.compile(r"(?:^|(?<=\n)|(?<=：))[ \x00]*\d{1,2}\.(?:20\d\d(?=年)|\d{2,4}(?=工程|行动|计划|工作法|战略|方案))")
_SET = f"{one_of(sorted(SET_PHRASES))}|{_SO_MANY}"
_SET_PHRASE = re.compile(_SET)
_BEGINS = "".join(sorted({phrase[0] for phrase in SET_PHRASES} | set("一二两三四五六七八九十")))
NAMES = re.compile(f"(?=[{_BEGINS}])(?:{_SET}|{_RULES.pattern})")  # the sign that it begins with is found fastest
CODED = re.compile(f"{_ITEM.pattern}|{_CODED.pattern}")
_NUMERALS = frozenset("一二两三四五六七八九十")


def is_numbered_name(text: str, at: int) -> bool:
    """Whether a name that only sounds like a count begins at `at`: 做到两个维护, 坚持八个坚持.

    >>> is_numbered_name("做到两个维护。", 2), is_numbered_name("建成两个园区。", 2), is_numbered_name("开展三个提升行动", 2)
    (True, False, True)
    """
    if text[at] not in _NUMERALS:
        return False
    if _SET_PHRASE.match(text, at):
        return True
    return bool(_PRINCIPLES.match(text, at) and _KEPT.search(text, max(0, at - 6), at))


CORPUS = [
    "增强四个意识。", "坚定四个自信。", "落实中央八项规定精神。", "严格执行十项规定。", "推进两项改革“后半篇”文章。",
    "实施五位一体总体布局。", "协调推进四个全面战略布局。", "牢记三个务必。", "做好四个服务。", "落实三个区分开来。",
    "用好四种形态。", "管好三类人员。", "深化四个革命、一个合作。", "把握十个明确。", "落实四个最严。",
    "千名干部下基层。", "用好两张清单。", "121工程推进。", "实施1234工作法。", "落实5432计划。",
    "附件：1.2024年工作总结", "附件\n3.2025年工作要点", "附件\n11.121行动计划",
    "做到两个维护。", "坚决做到两个维护，推动工作落实。", "增强四个意识，做到两个维护。", "深刻领悟两个确立。",
    "落实五个一要求。", "开展五个一活动。", "实施五个一工程。", "做到五个一。", "建立三个清单，压实责任。",
    "建立问题、任务、责任三张清单。", "推行四个一批。", "实现三个全覆盖。", "坚持八个坚持。", "做到五个必须。",
    "实现三个更加。", "严格遵守十个严禁。", "推动三个突破。", "做到三个到位。", "落实五个统筹。", "开展三个年行动。",
    "构筑三道防线。", "织密一张网。", "绘好一张图。", "高效办成一件事。", "守牢两个责任。", "坚持三个导向。",
    "建立四项机制。", "推进两个覆盖。", "做到四个不放过。", "做到三个第一。", "完成三个转变。", "建成三个闭环。",
]  # fmt: skip
COUNTS = [
    "新建四个园区。", "建成5个园区。", "建成12个工程中心。", "完成投资11.121亿元。", "建设两个中心。", "建成两个融合示范区。",
    "培育三个突破性产品。", "建成五个一级医院。", "打造三个提升样板。", "建立3个清单化管理试点。", 
    "建设三个共享工厂。", "新建两个意识形态教育基地。", "建成两个转型示范县。", "建成两个示范区。", "建成三千个车位。", "创成两个示范县。",
]  # each counts something  # fmt: skip
