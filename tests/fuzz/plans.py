# ruff: noqa: E501 - words stand in rows
"""Plans put together from the words that the grammar knows, numbers, units, brackets and stray signs.

`plan_text` turns any bytes into such a text, so that a mutated byte is another word and not another encoding error.
`look_at_plan` compiles and checks it and holds the results to what is promised of every plan.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

from guatu.core.check.run import check_plan
from guatu.core.codec import json_line
from guatu.core.errors import PlanTextError
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Plan
from guatu.core.plan.published import published
from guatu.core.text.wordclass import words

WORDS = words("""
    到 2027年 2025年底前 2025—2027年 每年 年均 十四五 “十四五”末 6月底前 上半年 今年 2026年2月30日 比2020年 2020年以来 目前 已 达到 达 增长 下降 降至
    突破 超过 不少于 不低于 不超过 控制在 提高到 保持 力争 争取 确保 实现 完成 新增 累计 分别 其中 均 占 占比 约 近 以上 以下 以内 左右 个百分点 倍 翻番 亿元 万元 元 % ‰
    个 家 户 人 人次 万人 公里 平方公里 亩 万吨 万吨/年 件 项 座 处 名 所 张 条 批 场 km² 〔2025〕1号 服务业增加值 增加值 物流企业 旅游收入 游客 面积 增速 规模 总量
    数量 率 覆盖率 每千人口 全市 全区 各区 与自治区持平 高于全国平均水平 建成 新建 打造 培育 引进 推动 推进 开展 支持 实施 改造 编制 印发 启动 发展 智能工厂 园区 公园 项目 方案
    规划 《规划》 “一张网” “1+N” 5G A级 3A级 牵头单位： 责任单位： 配合单位： （牵头单位：发改局；责任单位：财政局、商务局） 完成时限： 市发展改革委 、市商务局 单位：亿元 附件
    专栏1 目标 总体目标 重点任务 保障措施 一、 二、 （一） （二） 1. 2. （1） 第一章 ① 序号 指标 指标名称 单位 现状 基期 目标值 约束性 预期性 2025 2026 ， 。 ； ：
    、 （ ） “ ” 《 》 〔 — ~ - / + . ? 的 和 与 及 至 从 由 比 每 第 共 等 a Z
""")
MARKS = (
    "\n",
    "\n\n",
    "\t",
    "|",
    "|---|---|\n",
    " ",
    "\u3000",
    "\r\n",
    "\x00",
    "\ufeff",
    "\u200b",
    "\U0001f600",
    "\ud7ff",
    "²",
    "½",
    "〇",
)
DIGITS = "0123456789０１２.,%一二三四五六七八九十百千万亿两几"


class Source(Protocol):
    """What the fuzzer's provider offers of itself; the tests bring one of their own."""

    def ConsumeIntInRange(self, low: int, high: int, /) -> int: ...
    def ConsumeUnicodeNoSurrogates(self, count: int, /) -> str: ...
    def remaining_bytes(self) -> int: ...


def plan_text(source: Source, most: int = 4000) -> str:
    """A text of some `most` signs; a piece may be repeated, a stretch of what is there said again."""
    pieces: list[str] = []
    at, length = 0, 0
    while source.remaining_bytes() > 0 and length < most:
        length += sum(map(len, pieces[at:]))
        at = len(pieces)
        kind = source.ConsumeIntInRange(0, 15)
        if kind < 9:
            pieces.append(WORDS[source.ConsumeIntInRange(0, len(WORDS) - 1)])
        elif kind < 11:
            pieces.append(str(source.ConsumeIntInRange(0, 2100)))
        elif kind == 11:
            pieces.append(MARKS[source.ConsumeIntInRange(0, len(MARKS) - 1)])
        elif kind == 12:
            pieces.append("".join(DIGITS[source.ConsumeIntInRange(0, len(DIGITS) - 1)] for _ in range(4)))
        elif kind == 13:
            pieces.append(source.ConsumeUnicodeNoSurrogates(source.ConsumeIntInRange(1, 4)))
        elif kind == 14 and pieces:
            pieces.append(pieces[-1] * source.ConsumeIntInRange(2, 30))
        else:
            pieces.extend(pieces[-source.ConsumeIntInRange(2, 12) :])
    return "".join(pieces)[:most]


def look_at_plan(text: str) -> Plan | None:
    """Compile and check. A refusal with a code is an answer; anything else that is raised is a finding."""
    try:
        plan = compile_plan(text)
    except PlanTextError:
        return None
    for c in plan.commitments:
        assert c.quote == text[c.span.start : c.span.end], "a quote is not what stands at its place"
        assert c.quote, "a commitment without a word"
        assert len(c.indicator) <= len(text) + 20, "an indicator's name is longer than the text"
    ids = [c.id for c in plan.commitments]
    assert len(ids) == len(set(ids)), "two commitments of one name"
    assert all(q.commitment in {"", *ids} for q in plan.questions), "a question about nothing"
    for finding in check_plan(plan):
        assert 0 <= finding.span.start <= finding.span.end <= len(text), "a finding beyond the text"
    _certified(text, plan)
    json_line(published(plan))
    return plan


def _certified(text: str, plan: Plan) -> None:
    """一字不漏: each digit is in one claim, and no two claims overlap."""
    spans = sorted(claim.span for claim in plan.coverage.claims)
    assert all(a.end <= b.start for a, b in pairwise(spans)), "two claims of one figure"
    claimed = {at for span in spans for at in range(span.start, span.end)}
    left = [at for at, sign in enumerate(text) if sign in "0123456789０１２３４５６７８９" and at not in claimed]
    assert not left, f"a digit that nobody claims at {left[0]}"
