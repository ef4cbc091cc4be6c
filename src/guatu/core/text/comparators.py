# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Words of comparison: how a figure binds, which way it moves.

Two places carry them: before the figure (达到, 突破, 控制在, 增长, 下降) and after it (以上, 以内, 左右). Both are closed
classes of the language. Several may stand in a row (增长不低于); each adds what it knows.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from guatu.core.text.wordclass import words


class WordForm(Enum):
    """What a word of comparison does; its rule's name is for people and decides nothing."""

    REACHES = auto()  # 达到
    BEYOND = auto()  # 突破
    WITHIN = auto()  # 控制在
    OTHER = auto()


class Word(NamedTuple):
    """What one word of comparison says; empty where it says nothing."""

    comparator: str = ""
    effect: str = ""  # level, growth, fall, add, share
    rule: str = ""  # its name, for people
    form: WordForm = WordForm.OTHER


_TABLE: dict[Word, str] = {
    Word(">=", "", "reach: 达到", WordForm.REACHES): "达到 达 达成 完成率达 稳定在 稳定 保持在 维持在 保持 维持 守住 不低于 不少于 不小于 至少 最少 最低 站稳 跃上 迈上 "
    "冲刺 迈入 跨入 挺进 增至 增加到 增加至 增长到 增长至 提高到 提高至 提升到 提升至 提至 扩大到 扩大至 发展到 发展至 恢复到 上升到 上升至 升至 "
    "壮大到 壮大至 做到 累计达到 拓展到 拓展至 扩展到 扩展至 达到了 不得低于 不得少于 原则上不低于 ≥ 延长至 延长到 不短于",
    Word(">", "", "beyond: 突破", WordForm.BEYOND): "突破 超过 超 高于 大于 多于 过 上 逾 跨越 跨过 冲破 越过 迈过 力超 超出 > 突破到 跨上",
    Word("<=", "", "within: 控制在", WordForm.WITHIN): "不超过 不高于 不多于 不大于 控制在 控制到 限制在 降至 降到 下降到 下降至 降低到 降低至 压减至 压减到 压缩至 压缩到 "
    "缩短至 缩短到 缩减至 缩减到 减少到 减少至 减至 减到 精简至 低于 小于 少于 回落至 压降至 压降到 ≤ 不得超过 不得高于 削减至 严控在 稳控在 短于 缩小到 缩小至 收窄到 收窄至",
    Word("<", "", "below: <"): "<",
    Word("", "growth", "grow: 增长"): "增长 递增 提高 提升 上升 增 同比增长 年均增长 年增长 上涨 扩大 平均增长",
    Word("", "add", "add: 增加"): "增加 新增 净增 再增 增加了",
    Word("", "fall", "fall: 下降"): "下降 降低 减少 压减 压缩 缩减 缩短 降 减 削减 压降 精简 回落 节约 减排",
    Word("", "share", "share: 占"): "占到",
    Word("", "level", "be: 为"): "为 是 共 计 合计 共计 总计 约为",
    Word("~", "", "about: 约"): "约 大约 近 接近 将近",
}  # fmt: skip
BEFORE: dict[str, Word] = {spelling: word for word, spellings in _TABLE.items() for spelling in spellings.split()}
_LONGEST = max(map(len, BEFORE))
_LAST = frozenset(spelling[-1] for spelling in BEFORE)

AFTER: dict[str, str] = {
    "及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=", "左右": "~", "上下": "~",
    "多": ">", "余": ">", "内": "<=", "之上": ">=", "之下": "<=",
}  # fmt: skip
# Words that may stand among the words of comparison and change nothing in them.
ADVERBS = frozenset(
    words(
        "力争 争取 努力 确保 力求 分别 均 都 各 总体 基本 持续 累计 再 要 应 实现 全部 进一步 同比 平均 将",
        "可 能 逐步 稳步 继续 始终 总数 也 须 需 必须 预计 也要 每年 年均 左右 率先 首次 一举 较快 成功",
        "有望 大体 原则上 全年 全面 分别要 要求 长期 已 并 同步 将要 稳中有进 合理 目标 目标值 目标为 明显",
        "动态 显著 大幅 有效 快速 合计 保底 实际 达 每 每日 每月 日均 月均 年度 最高 快于",
    )
)
_LAST_OF_ADVERB = frozenset(word[-1] for word in ADVERBS)
_LONGEST_ADVERB = max(map(len, ADVERBS))

CORPUS = {
    ">=": ["达到", "不少于", "至少", "保持在", "力争达到", "稳定在", "不低于", "提高到", "总体稳定在", "增长不低于"],
    ">": ["突破", "超过", "力争突破", "超", "增长超过"],
    "<=": ["控制在", "不超过", "降至", "下降到", "总体控制在", "缩短至"],
    "~": ["约", "增长约", "达到约"],
}


class Bound(NamedTuple):
    """All the words of comparison before a figure, read together, and where the first of them begins."""

    start: int
    comparator: str
    effect: str
    rules: tuple[str, ...]
    words: tuple[str, ...]
    forms: tuple[WordForm, ...]  # of each of the words


@lru_cache(maxsize=128)  # the words before one figure are asked for by many rules in turn
def read_bound(before: str) -> Bound:
    """The words of comparison that end `before`, read from the figure backwards.

    >>> read_bound("物流企业年均增长不低于").effect
    'growth'
    """
    end, comparator, effect, rules, words, forms = len(before), "", "", [], [], []
    while end:
        last = before[end - 1]
        for length in range(min(_LONGEST, end), 0, -1) if last in _LAST else ():
            spelling = before[end - length : end]
            if spelling in BEFORE and not _part_of_a_noun(before, end - length, spelling):
                word = BEFORE[spelling]
                comparator, effect = comparator or word.comparator, _join(effect, word.effect)
                rules.append(word.rule)
                forms.append(word.form)
                words.append(spelling)
                end -= length
                break
        else:
            for length in range(min(_LONGEST_ADVERB, end), 0, -1) if last in _LAST_OF_ADVERB else ():
                if before[end - length : end] in ADVERBS and not (
                    length == 1 and (end == 1 or before[end - 2 : end] in _NOT_ADVERBS)
                ):
                    end -= length
                    words.append("")
                    break
            else:
                if last in " \n":
                    end -= 1
                    continue
                break
    while words and words[-1] == "" and end < len(before) and before[end : end + 2] == "年均":
        break
    return Bound(end, comparator, effect, tuple(rules), tuple(w for w in words if w), tuple(forms))


def _join(nearer: str, farther: str) -> str:
    """增长(growth) 达到: the word that tells the direction wins over a plain one."""
    return nearer if nearer not in ("", "level") else farther or nearer


_NOT_ADVERBS = frozenset(
    words(
        "产能 功能 效能 性能 职能 动能 节能 智能 储能 热能 电能 主要 重要 人均 户均 亩均 地均 企均 村均 校均 县均 首都 成都 合并 发达"
    )
)
_NOUN_TAILS = ("增", "降", "减", "计", "有", "是", "为", "上", "过", "占", "共", "达", "超", "近", "约")
_AFTER_DEED = ("改造", "巩固", "优化", "整治", "改建", "扩容", "更新", "培育", "治理")
_NOUN_WORDS = ("通过", "经过", "网上", "线上", "以上", "马上", "附近", "节约", "合同约", "行为", "作为", "国有", "所有", "设计", "统计", "累计", "公共", "总增", "会计", "预计", "线下", "海上", "路上", "晚上")  # fmt: skip


def _part_of_a_noun(before: str, at: int, spelling: str) -> bool:
    """Whether a one-sign word is really the tail of a longer one: 通过, 网上, 国有, 统计."""
    if spelling in ("提升", "扩大", "提高") and before[max(0, at - 2) : at] in _AFTER_DEED:
        return True  # 改造提升20万亩
    if spelling in ("为", "是") and at == 0:
        return True  # 为1000名…提供
    return spelling in _NOUN_TAILS and at > 0 and before[at - 1 : at + 1] in _NOUN_WORDS
