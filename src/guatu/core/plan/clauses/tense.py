"""The second step: whether a clause promises, or tells of what is done."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.dated import STAGE, DatedClause, is_gone
from guatu.core.plan.clauses.running import TURNS_AHEAD
from guatu.core.plan.clauses.state import Tense
from guatu.core.text.segments import in_brackets
from guatu.core.text.when import When, Years

_DONE = re.compile(
    r"已(?<!在已)(?:经|建成(?!区)|达|完成|累计|实现|有|超|突破|形成|覆盖)(?![\u4e00-\u9fff]{0,6}的\d)|现有(?<![个座家处项条所]现有)(?!的)|现已|目前(?<!项目前)|业已|曾"
)
_NAMES_ITS_YEAR = re.compile(
    r"(?:19|20)\d\d年|今年|十[一二三四五六]五"
)  # 年末, 上半年 in a review are the year reviewed
_FORECAST = re.compile(r"预计|预测|测算|估计|有可能|有望|仍将")


def done_words(text: str) -> str:
    """已建成, 目前: the words that tell of what is done; empty where there are none."""
    found = _DONE.search(text)
    return found[0] if found else ""


def read_tense(dated: DatedClause, before: Tense, years: Years) -> Tense:
    """By the sentence before, by its dates, and by words of completion."""
    text = dated.clause.text
    if before.settled:
        if not TURNS_AHEAD.search(text):
            return before
        before = Tense()
    past = before.past
    if dated.dates:
        past = _by_dates(dated, years, past=past, section=before.section)
    if not past and _DONE.search(text) and not any(when.role == "due" for when in dated.dates):
        past = True
    return before if past is before.past else before._replace(past=past)


def _by_dates(dated: DatedClause, years: Years, *, past: bool, section: bool) -> bool:
    text = dated.clause.text
    told = section and bool(_FORECAST.search(text))
    aside = "（" in text
    for when in dated.dates:
        if aside and when.role == "due" and in_brackets(text, when.start) and not STAGE.match(text):
            continue  # 企业达到500家（2025年400家）
        if when.role == "past":
            past = True
        elif when.role == "due" and not when.local and when.kind in ("by", "in"):
            past = _by_deadline(when, text, years, told=told, section=section)
    return past


def _by_deadline(when: When, text: str, years: Years, *, told: bool, section: bool) -> bool:
    """Whether a deadline makes its clause an account: it is over and promised nothing, or it is the reviewed year's."""
    known = when.until is not None and years.issue is not None
    words = text[when.start : when.end]
    if known and is_gone(when, years):
        promised = (words.endswith("前") or words.startswith(("到", "力争到"))) and not _DONE.search(text)
        return section or not promised
    named = known and when.kind == "by" and not told and (_NAMES_ITS_YEAR.search(words) or words.endswith("前"))
    return section and not named
