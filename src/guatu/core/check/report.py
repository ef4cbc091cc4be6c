"""Findings as rows of a table, as counts, and as one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from guatu.core.check.model import Finding, Severity
from guatu.core.plan.model import Plan


def rows(findings: Iterable[Finding], plan: Plan) -> list[dict[str, Any]]:
    """One row a finding, for tables and JSON: English keys, Chinese texts, offsets in code points."""
    where = _Places(plan)
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "severity_word": f.severity.word,
            "rule": f.rule,
            "title": f.title,
            "place": where(f.span.start),
            "start": f.span.start,
            "end": f.span.end,
            "spans": [{"start": span.start, "end": span.end} for span in f.spans],
            "quote": f.quote,
            "what": f.what,
            "why": f.why,
            "mend": f.mend,
            "computation": list(f.computation),
            "commitments": list(f.commitments),
        }
        for f in findings
    ]


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each severity, all three always there."""
    counted = Counter(f.severity for f in findings)
    return {severity.value: counted[severity] for severity in Severity}


def verdict(findings: Sequence[Finding]) -> str:
    """The whole check in one sentence.

    >>> verdict(())
    '自检没有发现问题。'
    """
    if not findings:
        return "自检没有发现问题。"
    counted = counts(findings)
    parts = "、".join(f"{s.word}{counted[s.value]}处" for s in Severity if counted[s.value])
    if counted[Severity.ERROR]:
        advice = "有算不通的地方，请改正后再印发"
    elif counted[Severity.DOUBT]:
        advice = "没有算不通的地方，疑点请在印发前定下读法"
    else:
        advice = "没有算不通的地方，提示供核对"
    return f"自检发现{parts}；{advice}。"


class _Places:
    """The heading above an offset, as a person says it: 二、重点任务（一）物流业."""

    def __init__(self, plan: Plan) -> None:
        self._headings = sorted(plan.headings, key=lambda h: h.span.start)

    def __call__(self, at: int) -> str:
        above: dict[int, str] = {}
        for heading in self._headings:
            if heading.span.start > at:
                break
            above = {level: text for level, text in above.items() if level < heading.level}
            above[heading.level] = heading.text
        return " / ".join(above[level] for level in sorted(above)) or "正文"
