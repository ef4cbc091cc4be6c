# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A text whose signs an extraction has set apart (到 2028 年 ，全 市 服 务 业): closed up to be read, and its places found again.

Only lines that are set apart throughout are closed up; columns parted by blanks are none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace

from guatu.core.plan.model import Evidence, Plan
from guatu.core.plan.trace import Trace
from guatu.core.text.spans import Span

_HINT = re.compile(r"[ \u3000\u00a0][\u4e00-\u9fff，。、](?:[ \u3000\u00a0][\u4e00-\u9fff，。、]){4}")
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"[ \u3000\u00a0]+")
_FEWEST, _SHARE = 8, 0.6  # pieces of a line, and how many of them are one sign long
APART = ["到 2028 年 ，全 市 服 务 业 增 加 值 达 到 3 2 0 亿 元 。", "新 建 公 园 1 2 个 ， 改 造 小 区 8 个 。"]
NOT_APART = ["序号 任务 单位 时限", "一 二 三 四 五 六 七 八 九 十", "到2028年，全市服务业增加值达到320亿元。", "甲县 10 20 30 40 50 60 70 80"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClosedUp:
    """A text without the blanks that set it apart; `at` is where each of its signs stood."""

    text: str
    at: tuple[int, ...]

    def back(self, span: Span) -> Span:
        if span.start >= len(self.at):
            end = self.at[-1] + 1 if self.at else 0
            return Span(end, end)
        start = self.at[span.start]
        return Span(start, self.at[span.end - 1] + 1 if span.end > span.start else start)

    def forth(self, span: Span) -> Span:
        return Span(bisect_left(self.at, span.start), bisect_left(self.at, span.end))


def closed_up(text: str) -> ClosedUp | None:
    """The text with the lines that are set apart closed up; None where there is no such line.

    >>> closed_up("新 建 公 园 1 2 个 ， 改 造 小 区 8 个 。").text
    '新建公园12个，改造小区8个。'
    """
    if sum(text.count(blank) for blank in " \u3000\u00a0") < _FEWEST or not _HINT.search(text):
        return None
    gone: set[int] = set()
    for line in _LINE.finditer(text):
        if _is_apart(line[0]):
            gone.update(at for blank in _BLANK.finditer(text, *line.span()) for at in range(*blank.span()))
    if not gone:
        return None
    at = tuple(k for k in range(len(text)) if k not in gone)
    return ClosedUp("".join(text[k] for k in at), at)


def _is_apart(line: str) -> bool:
    pieces = [piece for piece in _BLANK.split(line) if piece]
    prose = any(mark in line for mark in "，。；、：") and len(pieces) >= _FEWEST
    return prose and sum(len(piece) == 1 for piece in pieces) >= _SHARE * len(pieces)


def read_closed_up(text: str, closed: ClosedUp, read: Callable[[str, Trace | None], Plan], trace: Trace | None) -> Plan:
    """What `read` makes of the closed text, every place of it found again in the text as it came."""
    inner = Trace(closed.forth(trace.within)) if trace is not None else None
    plan = read(closed.text, inner)
    if trace is not None and inner is not None:
        trace.tokens += [replace(token, span=closed.back(token.span)) for token in inner.tokens]
        trace.tries += [replace(one, span=closed.back(one.span)) for one in inner.tries]
        trace.settled |= {closed.back(span) for span in inner.settled}

    def proved(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(e, span=closed.back(e.span)) for e in evidence)

    commitments = tuple(
        replace(
            c, span=(span := closed.back(c.span)), quote=span.of(text), also=tuple(map(closed.back, c.also)),
            deadline=replace(c.deadline, span=closed.back(c.deadline.span)) if c.deadline else None, evidence=proved(c.evidence),
        )
        for c in plan.commitments
    )  # fmt: skip
    results = tuple(
        replace(r, span=(span := closed.back(r.span)), quote=span.of(text), figure=closed.back(r.figure), evidence=proved(r.evidence))
        for r in plan.results
    )  # fmt: skip
    claims = tuple(
        replace(claim, span=(span := closed.back(claim.span)), text=span.of(text)) for claim in plan.coverage.claims
    )
    return replace(
        plan, text=text, commitments=commitments, results=results, coverage=replace(plan.coverage, claims=claims),
        headings=tuple(replace(h, span=closed.back(h.span)) for h in plan.headings),
        questions=tuple(replace(q, span=closed.back(q.span)) for q in plan.questions),
    )  # fmt: skip
