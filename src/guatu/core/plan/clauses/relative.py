# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Targets set against another series: 平均增速与自治区持平, 增速高于全省平均水平. They have no figure of their own."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.labels import label_carried
from guatu.core.plan.clauses.lexicon import MEASURE, PACE, RATE, strives
from guatu.core.plan.clauses.state import Subject
from guatu.core.plan.clauses.subjects import cut
from guatu.core.plan.model import Comparator, Evidence, Kind, Measure
from guatu.core.text.segments import Clause
from guatu.core.text.spans import Span

_RELATIVE = re.compile(
    r"^(?P<who>[^，。；]{2,40}?)(?:力争|总体|基本|保持|均|继续|要|大体|稳定){0,3}(?:与|同|和|跟)(?P<base>[^，。；]{2,24}?)(?:基本|保持|大体|总体){0,2}(?:持平|同步|相当|相匹配|相适应)(?:增长|提高)?$"
)
_COMPARES = re.compile(r"持平|同步|相当|相匹配|相适应|高于|快于|超过|不低于|优于|低于|达到")
_NO_SERIES = re.compile(r"(?:中等)?发达国家|国际|世界|发达地区")  # nobody publishes it
_FITS = re.compile(r"(?:相匹配|相适应|相当)")
_ABOVE = re.compile(
    r"^(?P<who>[^，。；]{2,40}?)(?:力争|总体|基本|保持|均|继续|要|稳定|持续|明显|达到|到|年均){0,3}(?P<how>高于|快于|超过|不低于|优于|低于|达到)"
    r"(?P<base>[^，。；]{1,16}?(?:平均水平|平均|平均增速|平均值|增速|增长速度|增长)(?:水平)?)$"
)


def compares(text: str) -> bool:
    """Whether a clause may set one series against another; a quick look before `read_relative`."""
    return _COMPARES.search(text) is not None


def read_relative(clause: Clause, text: str, subject: Subject, strive: str) -> Making | None:
    """平均增速与自治区持平: a target whose figure is another series."""
    bare = text.replace("\x00", "")
    found = _RELATIVE.match(bare) or _ABOVE.match(bare)
    if not found:
        return None
    label = label_carried(cut(found["who"]), subject, rate=True)
    if _NO_SERIES.match(found["base"]) or not MEASURE.end(label) or len(label) > 30:
        return None
    if found.groupdict().get("how") is None and _FITS.search(bare) and not MEASURE.end(found["base"]):
        return None  # 水平与目标相适应 measures nothing
    pace = bool(PACE.end(label)) or "同步" in bare
    how = found.groupdict().get("how") or ""
    comparator = (
        Comparator.ABOVE
        if how in ("高于", "快于", "超过", "优于")
        else Comparator.AT_MOST
        if how == "低于"
        else Comparator.AT_LEAST
        if how
        else Comparator.EXACTLY
    )
    return Making(
        Kind.TARGET, clause.start, clause.end, indicator=label, measure=Measure.GROWTH if pace else Measure.SHARE, comparator=comparator, unit="%" if pace or RATE.end(label) else "",
        relative_to=found["base"], strive=strives(clause.text) or strive, evidence=[Evidence(Span(clause.start, clause.end), "relative: 持平")],
    )  # fmt: skip
