# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A plan's text in, its commitments out: the order in which the parts of the grammar read.

even the signs → lines → title and years → tables, headings and sections → sentences → clauses → commitments → questions
→ coverage certificate. Every step is a module beside this one; nothing here knows any plan.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from guatu.core.plan.certify.coverage import Ledger
from guatu.core.plan.certify.finish import certify, commitments_of, impossible_dates
from guatu.core.plan.certify.parted_groups import parted_groups
from guatu.core.plan.certify.questions import Noted, ask
from guatu.core.plan.clauses import answering as units
from guatu.core.plan.clauses.results import results_of
from guatu.core.plan.clauses.work import Standpoint, Work
from guatu.core.plan.errors import EmptyPlan, NotText
from guatu.core.plan.gc_pause import collector_at_rest
from guatu.core.plan.layout import sections
from guatu.core.plan.layout.account import account_of
from guatu.core.plan.layout.body import read_body
from guatu.core.plan.layout.document import read_document
from guatu.core.plan.layout.frame import ends_glossary, is_frame, openings_of, opens_glossary, pieces_of, review_of
from guatu.core.plan.layout.section_dates import deadline_of_block, year_of_title
from guatu.core.plan.layout.sectioning import open_section, tense_of_line, unit_line
from guatu.core.plan.layout.set_apart import closed_up, read_closed_up
from guatu.core.plan.layout.task_deadlines import named_by_what_they_hold
from guatu.core.plan.model import (
    Context,
    Plan,
)
from guatu.core.plan.tables import indicator_table as tables
from guatu.core.plan.tables.table_rows import read_into
from guatu.core.plan.tables.task_rows import listed_lines, stream_rows, task_row
from guatu.core.plan.tables.unread import unread_tables
from guatu.core.plan.trace import Trace
from guatu.core.text.evened import even_out
from guatu.core.text.excused import Excused
from guatu.core.text.segments import lines as lines_of
from guatu.core.text.spans import Span
from guatu.core.text.when import WhenForm

GRAMMAR = "guatu-grammar 6"
# 实现“…达到2000名，…达到40%”的目标: a quotation that promises is speech, no name; only its marks go.
_SPOKEN = re.compile(
    r"“(?=[^“”\n]{0,200}(?:达到|达|增长|突破|超过|不少于|不低于|提高到|控制在|下降|降至|增加到)[^“”，\n]{0,3}\d[\d.]{0,9}[%万亿\u4e00-\u9fff])[^“”\n]{6,200}”"
)
# 办好十件实事：1.新增…。2.改造…: the number of an item inside a paragraph
_ITEM = re.compile(
    r"[1-9（①-⑳](?:(?:(?<=[。；：|].)|(?<=[。；：|] .)|(?<=[。；：|]  .))(?:(?<=\d)\d?[.、](?=[\u4e00-\u9fff“]{2}|\d{1,2}月(?![\d.]))|(?<=（)\d{1,2}）|(?<=[①-⑳]))"
    r"|(?<=[1-9])(?<![^\n][1-9])\d?\.(?=\d{1,2}月(?![\d.])))"
)
_SAYS = re.compile(r"[A-Za-z\u4e00-\u9fff]|\d[-/.]\d{1,2}[-/.]\d")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def compile_plan(text: str, *, context: Context = Context(), trace: Trace | None = None) -> Plan:  # noqa: B008 - frozen
    """The ledger of a plan's commitments, with its questions and its coverage certificate.

    Args:
        text: the plan as published; spans of the result point into it.
        context: place, year of issue and plan years, for what the text does not say itself.
        trace: is told what was tried in the sentences it watches; the plan is the same with and without.
    Raises:
        EmptyPlan: there is no text. NotText: it is the content of a program or a picture.

    >>> [c.value for c in compile_plan("2027年底前建成智能工厂3个。").targets]
    [Decimal('3')]
    """
    with collector_at_rest():
        if closed := closed_up(text):
            return read_closed_up(text, closed, lambda words, told: _compiled(words, context, told), trace)
        return _compiled(text, context, trace)


def _compiled(text: str, context: Context, trace: Trace | None) -> Plan:
    _refuse_garbage(text)
    even = even_out(text)
    notes = units.notes_of(even)
    written, even = (
        _blanked(even, [span for span, who in notes if not who.deadline]),
        _blanked(even, [span for span, _ in notes]),
    )
    even = _blanked(even, [Span(at, at + 1) for m in _SPOKEN.finditer(even) for at in (m.start(), m.end() - 1)])
    items = [Span(*m.span()) for m in _ITEM.finditer(even)]
    even = _blanked(even, items)
    lines = lines_of(even, raw=text)
    doc = read_document(even, lines, context, raw=text)
    work = Work(text, even, doc, Ledger(written, text), trace=trace)
    work.regions += [(span, Excused.DEADLINE if who.deadline else Excused.UNITS) for span, who in notes]
    work.regions += [(span, Excused.HEADING_NUMBER) for span in items]
    _read_lines(work, lines, notes)
    work.drafts = named_by_what_they_hold(work.drafts)
    commitments = commitments_of(work.drafts, text=text, even=even, whole=doc.whole)
    seen = zip(commitments, work.drafts, strict=True)
    noted = {c.id: Noted(d.notes, d.mentions) for c, d in seen if d.notes or d.mentions}
    coverage = certify(work.ledger, work.drafts, commitments, work.dates, work.regions)
    asks = work.asks + unread_tables(text, lines, coverage.open) + parted_groups(even, coverage.open)
    questions = ask(
        commitments,
        noted,
        asks,
        impossible_dates(work.drafts, commitments),
        work.account,
        vague=any(w.form is WhenForm.NO_DAY for _, w in work.dates),
    )
    return Plan(
        title=doc.title, text=text, context=doc.context, headings=tuple(work.headings), commitments=tuple(commitments),
        questions=questions, coverage=coverage, compiler=GRAMMAR,
        results=results_of(work.told, dates=work.dates, headings=work.headings, years=doc.years, text=text, even=even, account=work.account),
    )  # fmt: skip


def _blanked(even: str, spans: list[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [even[at:start], "\x00" * (end - start)]
        at = end
    return "".join((*pieces, even[at:]))


def _refuse_garbage(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise EmptyPlan()
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise NotText()


def _read_lines(work: Work, lines: list[Span], notes: list[tuple[Span, units.Answering]]) -> None:
    even, doc = work.even, work.doc
    found_tables = tables.find_tables(even, work.text, lines, doc.years)
    in_table = {k: table for table in found_tables for k in range(table.first, table.last)}
    openings = openings_of(even, lines, in_table.keys())
    frame = {*doc.title_spans, *doc.issue_spans}
    section = Standpoint(when_title=year_of_title(doc, even))
    section.when = section.when_above = section.when_title
    reviewed = review_of(even, lines, openings)
    work.account = account_of(even, lines, openings, in_table.keys() | listed_lines(work.text, even, lines))
    counted = work.account.lines if work.account else range(0)
    body_begun = glossary = False
    beyond = 0
    for k, line in enumerate(lines):
        if k < beyond:
            continue  # a row that was read
        words = line.of(even)
        section.account = k in counted
        if table := in_table.get(k):
            if k == table.first:
                read_into(work, table, section, lines)
            continue
        glossary = opens_glossary(words) or (glossary and not ends_glossary(words))
        if glossary:
            work.regions.append((line, Excused.GLOSSARY))
            continue
        if line in frame:
            tense_of_line(section, even, *line)
            work.regions.append((line, Excused.ISSUED if line in doc.issue_spans else Excused.HEADING))
            continue
        if task_row(work, section, line):
            continue
        if (beyond := stream_rows(work, section, lines, k)) > k:
            continue
        if unit_line(work, section, line, words):
            continue
        opening = openings[k]
        if opening is None and not _SAYS.search(words):
            continue  # figures without a word promise nothing and are left open
        section.reviewed = k in reviewed
        if not body_begun and opening is None and is_frame(words, last=k + 1 == len(lines)):
            work.regions.append((line, Excused.COVERING))
            tense_of_line(section, even, *line)
            continue
        body_begun = body_begun or opening is not None or len(words) > 40
        start, end = line
        if opening is not None:
            start = opening.body
            open_section(work, section, opening, line, deadline_of_block(work, lines, openings, k))
        elif sections.future_lead(even, start, end):
            section.past = False
        if opening is None or opening.level >= 3 or opening.start == opening.end:
            tense_of_line(section, even, start if opening else line.start, end)
        for piece in pieces_of(work.text, Span(start, end)):
            if not _SAYS.search(even, *piece):
                continue
            read_body(
                work,
                section,
                *piece,
                notes[bisect_left(notes, (Span(start, 0),)) : bisect_left(notes, (Span(end + 6, 0),))],
            )
