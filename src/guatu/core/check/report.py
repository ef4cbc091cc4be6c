"""Findings as rows of a table, as counts, and as one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from guatu.core.check.model import Finding, Severity
from guatu.core.plan.model import Plan
from guatu.core.text.said import Listed, Said, Sentence, listed


def rows(findings: Iterable[Finding], plan: Plan) -> list[dict[str, Any]]:
    """One row a finding, for tables and JSON: English keys, Chinese texts, offsets in code points."""
    where = HeadingsAbove(plan)
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "severity_word": f.severity.word,
            "rule": f.rule,
            "title": str(f.title),
            "place": str(where(f.span.start)),
            "sentence": first_words(plan.text, f.span.start),
            "start": f.span.start,
            "end": f.span.end,
            "spans": [{"start": span.start, "end": span.end} for span in f.spans],
            "quote": f.quote,
            "what": str(f.what),
            "why": str(f.why),
            "mend": str(f.mend),
            "computation": [str(line) for line in f.computation],
            "commitments": list(f.commitments),
        }
        for f in findings
    ]


def first_words(text: str, at: int) -> str:
    """The sentence in which a place stands, by its first words: what a person looks for in Word.

    >>> first_words("一、目标。到2027年，铁路货运量占货运总量的比重达到25%以上。", 20)
    '到2027年，铁路货运量占货运总量的…'
    """
    begin = max(text.rfind(mark, 0, at) for mark in "。；\n\t|") + 1
    ends = [found for mark in "。；\n\t|" if (found := text.find(mark, at)) >= 0]
    words = " ".join(text[begin : min(ends, default=len(text))].split())
    return words if len(words) <= _FIRST_WORDS else f"{words[: _FIRST_WORDS - 2]}…"


_FIRST_WORDS = 20


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each severity, all three always there."""
    counted = Counter(f.severity for f in findings)
    return {severity.value: counted[severity] for severity in Severity}


def verdict(findings: Sequence[Finding]) -> Said:
    """The whole check in one sentence.

    >>> str(verdict(()))
    '自检没有发现问题。'
    """
    if not findings:
        return Said("自检没有发现问题。")
    counted = counts(findings)
    found = listed(_counted(severity, counted[severity]) for severity in Severity if counted[severity])
    if counted[Severity.ERROR]:
        return Said("自检发现{found}；有算不通的地方，请改正后再印发。", found=found)
    if counted[Severity.DOUBT]:
        return Said("自检发现{found}；没有算不通的地方，疑点请在印发前定下读法。", found=found)
    return Said("自检发现{found}；没有算不通的地方，提示供核对。", found=found)


def _counted(severity: Severity, count: int) -> Said:
    match severity:
        case Severity.ERROR:
            return Said("错误{count}处", count=count)
        case Severity.DOUBT:
            return Said("疑点{count}处", count=count)
        case Severity.HINT:
            return Said("提示{count}处", count=count)


class HeadingsAbove:
    """The heading above an offset, as a person says it: 二、重点任务（一）物流业."""

    def __init__(self, plan: Plan) -> None:
        self._headings = sorted(plan.headings, key=lambda h: h.span.start)

    def __call__(self, at: int) -> Sentence:
        above: dict[int, str] = {}
        for heading in self._headings:
            if heading.span.start > at:
                break
            above = {level: text for level, text in above.items() if level < heading.level}
            above[heading.level] = heading.text
        return Listed(tuple(above[level] for level in sorted(above)), " / ") if above else Said("正文")
