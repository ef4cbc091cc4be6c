"""The plan's text on the desk: marked as on the plan's page, each mark leading to its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guatu.core.plan.model import Commitment, Kind, Plan
from guatu.core.text.spans import Span
from guatu.web.plans.review.words import KINDS
from guatu.web.public.presenters.plan_text import Marked, runs
from guatu.web.standing.reading import Reading


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    start: int  # code points before it: a selection counts from here
    html: SafeString


@dataclass(frozen=True, slots=True)
class HeadedText:
    """A stretch of the text under one heading."""

    title: str
    span: Span


def parts(plan: Plan) -> list[HeadedText]:
    """The text cut at its headings of the first two levels; a heading without text of its own stays with the next."""
    starts = sorted({h.span.start: h for h in plan.headings if h.level <= 2}.values(), key=lambda h: h.span.start)
    cuts = [plan.text.rfind("\n", 0, h.span.start) + 1 for h in starts]
    found = [HeadedText(gettext("文首"), Span(0, cuts[0] if cuts else len(plan.text)))]
    for n, h in enumerate(starts):
        end = cuts[n + 1] if n + 1 < len(cuts) else len(plan.text)
        found.append(HeadedText(h.text, Span(cuts[n], end)))
    joined: list[HeadedText] = []
    begin: int | None = None
    for part in found:
        start = part.span.start if begin is None else begin
        if (
            part.span.of(plan.text).strip().count("\n") == 0
            and len(part.span.of(plan.text)) < 60
            and part is not found[-1]
        ):
            begin = start
            continue
        joined.append(HeadedText(part.title, Span(start, part.span.end)))
        begin = None
    return [p for p in joined if p.span.of(plan.text).strip()]


class DeskMarked(Marked):
    """The plan page's marking without lights; every mark opens its row, an unclaimed number its place in the queue."""

    def __init__(self, plan: Plan, words: Mapping[str, str], current: str, *, desk: str, more: str = "") -> None:
        reading = SimpleNamespace(plan=plan, judgements={}, sector_number=lambda name: 0)
        super().__init__(cast(Reading, reading))
        self.words, self.current, self.desk, self.more = words, current, desk, more

    def paragraphs(self, span: Span) -> list[MarkedParagraph]:
        found, at = [], span.start
        for row in span.of(self.text).splitlines(keepends=True):
            body = row.strip()
            if body:
                start = at + row.index(body[0])
                found.append(MarkedParagraph(start, self.html(Span(start, start + len(body)))))
            at += len(row)
        return found

    def _run(self, id: str, span: Span) -> str:
        inner = SafeString("".join(self._claims(n, part) for n, part in runs(self.claim, span)))
        if not id:
            return inner
        c = self.by_id[id]
        first = id not in self.seen
        self.seen.add(id)
        last = span.end == c.span.end
        number = id if last and c.kind is not Kind.ACTION else ""
        others = (self._mark(x, SafeString(""), x.id, first=True) for x in self.sharing.get(id, ()) if last)
        return self._mark(c, inner, number, first=first) + SafeString("".join(others))

    def _mark(self, c: Commitment, inner: SafeString, number: str, *, first: bool) -> SafeString:
        return format_html(
            '<a data-kind="{}" data-of="{}"{}{} href="{}?at={}{}#row-{}" title="{}">{}{}</a>',
            c.kind.value, c.id,
            format_html(' id="{}"', c.id) if first else "",
            mark_safe(' aria-current="true"') if c.id == self.current else "",
            self.desk, c.id, self.more, c.id, f"{c.id} {KINDS[c.kind]} {self.words.get(c.id, '')}", inner,
            format_html("<sup>{}</sup>", number) if number else "",
        )  # fmt: skip

    def _claims(self, n: int, span: Span) -> str:
        words = span.of(self.text)
        if n < 0 or self.plan.coverage.claims[n].excuse:
            return cast(Any, super())._claims(n, span)
        start = self.plan.coverage.claims[n].span.start
        anchor = format_html(' id="n{}"', start) if n not in self.claimed else ""
        self.claimed.add(n)
        return format_html(
            '<span data-kind="open" tabindex="-1"{} title="{}">{}</span>',
            anchor,
            gettext("未认领，按 Q 到待办里办理"),
            words,
        )
