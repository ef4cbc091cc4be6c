# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Whether a figure is promised at all: by a predicate, a verb, a list that already promises, or its own noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guatu.core.plan.clauses.labels import BEHAVES, COVERS, MADE_TO, PROGRESS, REALIZES, within_time
from guatu.core.plan.clauses.lexicon import MEASURE, SCOPE, VERB
from guatu.core.plan.clauses.parts import FigureWords
from guatu.core.plan.clauses.subjects import cut, from_subject
from guatu.core.plan.trace import first_of
from guatu.core.text.quantities import FigureForm
from guatu.core.text.units import core_of

_SOFT = re.compile(
    r"(?:推进|推动|促进|落实|支持|探索|完善|加快|坚持|引导|鼓励|保障|确保|带动|指导|深化|做好|强化|加强|抓好|围绕|统筹|实施|服务|保持|安排|提供|发展|保护|提升|优化|创新|利用)$"
)


# Measures that need no unit: a coefficient, an index, a number of things named before.
_PURE_NUMBER = re.compile(r"(?:系数|指数|比|率|名次|人次|评分|得分|密度|期望寿命|年龄|强度|水平|数|量)$")


def promises(part: FigureWords, *, listed: bool, each: bool) -> bool:
    """Whether this figure is promised at all: by a predicate, a verb, a list that already promises, or its own noun."""
    return first_of(promised(part, listed=listed, each=each))


def promised(part: FigureWords, *, listed: bool, each: bool) -> Iterator[tuple[str, bool | None]]:
    """The rules in the order in which they are tried, each with its answer; None where it has nothing to say."""
    q, pre, bound = part.q, part.pre, part.bound
    yield "pure number", _pure_number(part) if q.kind == "bare" else None
    ranked = core_of(q.unit) in ("位", "名", "强") and pre.endswith(("前", "第", "前列"))
    rises = pre.endswith("前") and bool(re.search(r"进入|跻身|位居|进|升至|迈入|列|居", pre))
    yield "rank", rises if ranked else None
    yield "fold", True if q.unit.endswith("番") else None
    phrase = cut(pre)
    yield "odd without a verb", False if q.fuzzy and not bound.words and not VERB.match(phrase) else None
    if q.kind == "percent":
        yield "share that is covered", True if COVERS.match(part.post) and REALIZES.search(pre) else None
        covers = pre.endswith("覆盖") and part.post.startswith("的")
        yield "covers so many of", len(phrase) > 3 if covers else None
        yield "progress of work", True if phrase and PROGRESS.match(part.post) else None
        yield "share that does so", True if BEHAVES.match(part.post) and MADE_TO.search(pre) else None
    yield "Chinese count", _chinese_counts(part, each=each) if q.form is FigureForm.COUNT_IN_CHARACTERS else None
    yield (
        "half as such",
        False if q.form is FigureForm.HALF and not bound.words and not q.after and not q.glyph else None,
    )
    yield "predicate", True if bound.words or q.glyph else None
    verb = VERB.match(phrase) or VERB.match(cut(from_subject(pre, told=False)[2]))
    yield "verb that acts", True if verb else None
    opened = q.kind == "amount" and not phrase and _OPENED.search(cut(part.post))
    yield "line that is opened", True if opened else None  # 实现80公里绿道全线贯通
    yield "list that promises", True if listed and part.start <= q.start else None
    yield "time that it may take", bool(part.post) if within_time(q) else None
    alone = not phrase or (part.post and SCOPE.fullmatch(phrase))
    counted = bool(part.post) and q.kind in ("count", "percent", "amount") and (q.kind != "amount" or listed)
    yield "noun behind", counted if alone else None
    named = MEASURE.end(phrase) or q.kind == "count" or phrase.startswith("对") or not cut(part.post)
    yield "noun before", bool(named)


def _pure_number(part: FigureWords) -> bool:
    """床位密度达到4.5: a figure without a unit counts behind a word of comparison and a measure that needs none."""
    subject, said = cut(part.pre[: part.bound.start]), part.pre[part.bound.start :]
    return bool(part.bound.comparator or part.q.glyph) and bool(_PURE_NUMBER.search(subject) or "总数" in said)


_OPENED = re.compile(r"(?:贯通|通车|通航|开通|建成投用|完工)$")
_ARTICLE = re.compile(r"[^，。；]{0,30}(?:队伍|体系|机制|平台|力量|网络)$")  # 一支高素质队伍


def _chinese_counts(part: FigureWords, *, each: bool) -> bool:
    """Whether a figure in characters counts anything: after 至少, or two and more right behind a verb that makes things."""
    if part.bound.comparator or re.search(r"至少|不少于|每[个]?(?:县|区|市|乡|镇|村|旗|年)", part.pre):
        return bool(part.post or cut(part.pre[: part.bound.start]))
    if each and part.post and VERB.match(cut(part.pre)):
        return True  # 每年创建一个
    if part.q.value is None or (part.q.value < 2 and (part.q.unit == "个" or _ARTICLE.match(part.post))):
        return False
    before = part.pre[: part.bound.start]
    tail = next((before[-n:] for n in (4, 3, 2) if VERB.fullmatch(before[-n:])), "")
    if tail and part.post:
        return not _SOFT.search(tail)
    return bool(
        part.bound.effect == "add"
        or (VERB.match(cut(before)) and not part.post and not _SOFT.search(before[:4]) and part.q.kind == "amount")
    )
