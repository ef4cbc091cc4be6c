"""Figures of a table that nothing claims and nothing excuses: a question for each table, so that none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guatu.core.plan.model import Claim
from guatu.core.plan.tables import grid
from guatu.core.text.said import Said, listed, verbatim
from guatu.core.text.spans import Span

_SHOWN = 5
_READINGS = (Said("请写明各是什么指标的数"), Said("不是目标，不列入"))


def unread_tables(
    text: str, lines: Sequence[Span], left_open: Iterable[Claim]
) -> list[tuple[Span, Said, tuple[Said, ...]]]:
    """A question for every run of rows in which a figure was left open; `left_open` in the order of the text."""
    asked: list[tuple[Span, Said, tuple[Said, ...]]] = []
    claims = [claim for claim in left_open if any(sign.isdigit() for sign in claim.text)]
    if not claims:
        return asked
    at = 0
    for first, last in _runs(text, lines):
        start, end = lines[first].start, lines[last].end
        while at < len(claims) and claims[at].span.start < start:
            at += 1
        inside = []
        while at < len(claims) and claims[at].span.start < end:
            inside.append(claims[at])
            at += 1
        if inside:
            asked.append((Span(inside[0].span.start, inside[-1].span.end), _asks(inside), _READINGS))
    return asked


def _asks(inside: Sequence[Claim]) -> Said:
    facts = {"count": len(inside), "shown": listed(verbatim(claim.text) for claim in inside[:_SHOWN])}
    if len(inside) > _SHOWN:
        return Said("表中有{count}个数没有读懂（{shown}等），没有列入清单，请对照原表核对。", **facts)
    return Said("表中有{count}个数没有读懂（{shown}），没有列入清单，请对照原表核对。", **facts)


def _runs(text: str, lines: Sequence[Span]) -> list[tuple[int, int]]:
    """The stretches of lines that are rows, each with its first and last line; a line between two rows breaks none."""
    runs: list[tuple[int, int]] = []
    for k, line in enumerate(lines):
        if not _is_row(text, line):
            continue
        if runs and k - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], k)
        else:
            runs.append((k, k))
    return runs


def _is_row(text: str, line: Span) -> bool:
    if grid.is_framed(text, text.rfind("\n", 0, line.start) + 1, line.end):
        return True
    words = text[line.start : line.end]
    bare = not any("\u4e00" <= sign <= "\u9fff" for sign in words) and any(sign.isdigit() for sign in words)
    return bare or (len(words) <= 200 and len(grid.parts_of_line(text, line)) > 2)
