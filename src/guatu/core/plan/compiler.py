# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A plan's text in, its commitments out: the order in which the parts of the grammar read.

even the signs → lines → title and years → tables, headings and sections → sentences → clauses → commitments → questions
→ coverage certificate. Every step is a module beside this one; nothing here knows any plan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field

from guatu.core.plan import grid, sections, tables, task_table, units
from guatu.core.plan.cells import at_end_of, read_table
from guatu.core.plan.clauses import STAGE, Reading, read_sentence
from guatu.core.plan.coverage import Ledger, magnitude_end
from guatu.core.plan.document import Document, read_document
from guatu.core.plan.drafts import Carry, Draft
from guatu.core.plan.errors import EmptyPlan, NotText
from guatu.core.plan.finish import certify, commitments_of
from guatu.core.plan.headings import Opening, number_of, read_opening
from guatu.core.plan.model import (
    Context,
    Evidence,
    Heading,
    Kind,
    Plan,
)
from guatu.core.plan.questions import ask
from guatu.core.plan.results import Told, placed, results_of
from guatu.core.plan.trace import Trace
from guatu.core.text.dates import When, blank, find_dates
from guatu.core.text.evened import even_out
from guatu.core.text.quantities import find_quantities
from guatu.core.text.segments import Clause, sentences
from guatu.core.text.segments import lines as lines_of
from guatu.core.text.spans import Span

GRAMMAR = "guatu-grammar 3"
# 实现“…达到2000名，…达到40%”的目标: a quotation that promises is speech, no name; only its marks go.
_SPOKEN = re.compile(
    r"“(?=[^“”\n]{0,200}(?:达到|达|增长|突破|超过|不少于|不低于|提高到|控制在|下降|降至|增加到)[^“”，\n]{0,3}\d[\d.]{0,9}[%万亿\u4e00-\u9fff])[^“”\n]{6,200}”"
)
# 办好十件实事：1.新增…。2.改造…: the number of an item inside a paragraph
_ITEM = re.compile(
    r"[1-9（①-⑳](?:(?<=[。；：|].)|(?<=[。；：|] .)|(?<=[。；：|]  .))(?:(?<=\d)\d?[.、](?=[\u4e00-\u9fff“]{2}|\d{1,2}月(?![\d.]))|(?<=（)\d{1,2}）|(?<=[①-⑳]))"
    r"|(?<![^\n])[1-9]\d?\.(?=\d{1,2}月(?![\d.]))"
)
_SAYS = re.compile(r"[A-Za-z\u4e00-\u9fff]|\d[-/.]\d{1,2}[-/.]\d")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


@dataclass(slots=True)
class _Work:
    """One compilation: what has been found so far."""

    text: str
    even: str
    doc: Document
    ledger: Ledger
    drafts: list[Draft] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    regions: list[tuple[Span, str]] = field(default_factory=list)  # stretches whose figures are excused, and why
    dates: list[tuple[Span, When]] = field(default_factory=list)
    asks: list[tuple[Span, str, tuple[str, ...]]] = field(default_factory=list)  # what a table leaves open
    trace: Trace | None = None
    told: list[Told] = field(default_factory=list)  # figures of the past


@dataclass(slots=True)
class _Section:
    """Where the reader stands in the document."""

    one: str = ""  # the nearest heading of level 1
    two: str = ""
    goals: bool = False
    past: bool = False
    past_level: int = 9
    reviewed: bool = False  # the line stands before 在肯定成绩的同时
    when: When | None = None  # the date that governs the section
    dated_by: Span | None = None
    when_above: When | None = None  # the date of the part of the document that the section stands in
    dated_above: Span | None = None
    when_title: When | None = None  # the one year that the title names: 2026年重点工作实施方案
    when_part: When | None = None  # the date of the unnumbered heading (2026年重点工作) above them all
    dated_part: Span | None = None
    block: int = 0  # index of the first draft of the block that unit and deadline lines speak of
    deadline: When | None = None
    deadline_by: Evidence | None = None
    columns: tuple[task_table.Role, ...] = ()  # of the list of tasks that the reader is in
    unnamed: bool = False  # a task with a deadline whose number stands before a sentence, not before a heading

    @property
    def sector(self) -> str:
        if self.goals:
            return "总体"
        return self.two or self.one or "总体"


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
    _refuse_garbage(text)
    even = even_out(text)
    notes = [(Span(*m.span()), units.read_note(m[0])) for m in units.NOTE.finditer(even)]
    notes = [(span, who) for span, who in notes if who.lead or who.supporting]
    even = _blanked(even, [span for span, _ in notes])
    even = _blanked(even, [Span(at, at + 1) for m in _SPOKEN.finditer(even) for at in (m.start(), m.end() - 1)])
    items = [Span(*m.span()) for m in _ITEM.finditer(even)]
    numbered, even = even, _blanked(even, items)
    lines = lines_of(even, raw=text)
    doc = read_document(even, lines, context)
    work = _Work(text, even, doc, Ledger(numbered, text), trace=trace)
    work.regions += [(span, "责任单位") for span, _ in notes]
    work.regions += [(span, "标题编号") for span in items]
    _read_lines(work, lines, notes)
    commitments = commitments_of(work.drafts, text=text, even=even, whole=doc.whole)
    notes_of = {c.id: d.notes for c, d in zip(commitments, work.drafts, strict=True)}
    questions = ask(commitments, notes_of, work.asks)
    return Plan(
        title=doc.title, text=text, context=doc.context, headings=tuple(work.headings), commitments=tuple(commitments),
        questions=questions, coverage=certify(work.ledger, work.drafts, commitments, work.dates, work.regions), compiler=GRAMMAR,
        results=results_of(work.told, dates=work.dates, headings=work.headings, years=doc.years, text=text, even=even),
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


def _read_lines(work: _Work, lines: list[Span], notes: list[tuple[Span, units.Answering]]) -> None:
    even, doc = work.even, work.doc
    found_tables = tables.find_tables(even, work.text, lines, doc.years)
    in_table = {k: table for table in found_tables for k in range(table.first, table.last)}
    openings = _openings(even, lines, in_table.keys())
    frame = {*doc.title_spans, *doc.issue_spans}
    section = _Section(when_title=_year_of_title(doc))
    section.when = section.when_above = section.when_title
    reviewed = _review(even, lines, openings)
    body_begun = False
    for k, line in enumerate(lines):
        words = line.of(even)
        if table := in_table.get(k):
            if k == table.first:
                _read_table(work, table, section, lines)
            continue
        if line in frame:
            _tense_of_line(section, even, *line)
            work.regions.append((line, "发文日期" if line in doc.issue_spans else "标题"))
            continue
        if _task_row(work, section, line):
            continue
        if _unit_line(work, section, line, words):
            continue
        opening = openings[k]
        if opening is None and not _SAYS.search(words):
            continue  # figures without a word promise nothing and are left open
        section.reviewed = k in reviewed
        if not body_begun and opening is None and _is_frame(words, last=k + 1 == len(lines)):
            work.regions.append((line, "发文说明"))
            _tense_of_line(section, even, *line)
            continue
        body_begun = body_begun or opening is not None or len(words) > 40
        start, end = line
        if opening is not None:
            start = opening.body
            _open(work, section, opening, line, _deadline_of_block(work, lines, openings, k))
        elif sections.future_lead(even, start, end):
            section.past = False
        if opening is None or opening.level >= 3 or opening.start == opening.end:
            _tense_of_line(section, even, start if opening else line.start, end)
        for piece in _pieces(work.text, Span(start, end)):
            if not _SAYS.search(even, *piece):
                continue
            _read_body(
                work,
                section,
                *piece,
                notes[bisect_left(notes, (Span(start, 0),)) : bisect_left(notes, (Span(end + 6, 0),))],
            )


def _openings(even: str, lines: list[Span], in_table: Collection[int]) -> list[Opening | None]:
    """How each line opens; a number that goes on from the last one is a heading's, even when a figure follows."""
    found: list[Opening | None] = []
    last: int | None = None
    for k, line in enumerate(lines):
        opening = None if k in in_table else read_opening(even, *line, after=last)
        if opening is not None:
            last = number_of(even, *line) if opening.level == 3 else last if opening.level > 3 else None
        found.append(opening)
    return found


def _review(even: str, lines: list[Span], openings: list[Opening | None]) -> range:
    """The lines before 在肯定成绩的同时, back to the heading of their part."""
    turn = next((k for k, line in enumerate(lines) if sections.turns_from_review(line.of(even))), 0)
    for k in range(turn - 1, -1, -1):
        if (opening := openings[k]) is not None and opening.level <= 1 and opening.start < opening.end:
            return range(k + 1, turn)
    return range(turn)


def _pieces(text: str, line: Span) -> list[Span]:
    """A line as its cells, when it is a row of a list set in columns: no clause runs from one cell into the next."""
    if line.start >= line.end:
        return []
    if "\t" not in (words := text[line.start : line.end]) and "|" not in words:
        return [line]
    return [cell for cell in grid.parts_of_line(text, line) if cell.start < cell.end]


_LONGEST_LETTER = 500  # a longer line that speaks like a covering letter holds the plan as well


def _is_frame(words: str, *, last: bool) -> bool:
    """Whether a line before the body only introduces it: 各区人民政府：, a subtitle, the covering letter."""
    if (sections.is_letter(words) and len(words) < _LONGEST_LETTER) or (
        words.endswith("：") and not sections.is_aim(words) and not sections.is_list_of_deeds(words[:-1])
    ):
        return True
    if sections.is_list_of_aims(words):
        return False
    if "|" in words or grid.value_of(words.strip()) is not None:
        return False  # a cell of a table that could not be read
    short = len(words) < 60 and "。" not in words and not last
    figures = [q.kind for q in find_quantities(blank(words, find_dates(words))) if q.kind != "name"]
    return short and len(figures) < 2 and all(kind == "bare" for kind in figures)


def _open(work: _Work, section: _Section, opening: Opening, line: Span, deadline: tuple[When, Evidence] | None) -> None:
    even = work.even
    work.regions.append((Span(line.start, opening.number_end), "标题编号"))
    title = even[opening.start : opening.end].replace("\x00", "").strip()
    section.block = len(work.drafts)
    section.deadline, section.deadline_by = deadline or (None, None)
    section.unnamed = not title and deadline is not None
    if not title:
        return
    head = Span(opening.start, opening.end)
    if opening.level <= 2:
        if opening.level <= section.past_level:
            section.past, section.past_level = False, 9
        if opening.level <= 1:
            section.one, section.two = title, ""
            section.goals = sections.is_goals(title)
            one_year = _the_one_year(work.doc) if "预期目标" in title else None
            if opening.level == 0:
                section.when_part = section.dated_part = None
            section.when = section.when_above = section.when_part or one_year or section.when_title
            section.dated_by = section.dated_above = section.dated_part
        else:
            section.two = title
            section.goals = sections.is_goals(title) or sections.is_goals(section.one)
            if not section.goals:
                section.when, section.dated_by = section.when_above, section.dated_above
        if sections.is_past_heading(title) and not sections.is_goals(title):
            section.past, section.past_level = True, opening.level
    for when in find_dates(even[head.start : head.end], work.doc.years):
        if when.role == "due" and not when.local and when.until and ("（" not in title or STAGE.search(title)):
            section.when, section.dated_by = when, Span(head.start + when.start, head.start + when.end)
            if opening.level <= 1:
                section.when_above, section.dated_above = section.when, section.dated_by
            if opening.level == 0:
                section.when_part, section.dated_part = section.when, section.dated_by
            if work.doc.years.issue and when.until >= work.doc.years.issue and not sections.is_past_heading(title):
                section.past, section.past_level = False, 9
    work.headings.append(
        Heading(
            head, opening.level, work.text[head.start : head.end].strip(), section.sector if opening.level <= 2 else ""
        )
    )
    if section.deadline is not None and section.deadline.until is not None:
        draft = Draft(
            Kind.MILESTONE,
            head.start,
            head.end,
            when=section.deadline,
            sector=section.sector,
            deadline=section.deadline_by,
        )
        draft.evidence.append(Evidence(head, "task heading with 完成时限"))
        work.drafts.append(draft)
    work.regions.append((head, "标题"))


def _deadline_of_block(
    work: _Work, lines: list[Span], openings: list[Opening | None], k: int
) -> tuple[When, Evidence] | None:
    """The 完成时限 line of the block that begins at line k."""
    for later in range(k + 1, min(k + 40, len(lines))):
        if openings[later] is not None:
            return None
        if found := units.DEADLINE_LINE.match(work.even, *lines[later]):
            for when in find_dates(found["when"], work.doc.years):
                if when.role == "due" and not when.local and when.until is not None:
                    if when.kind == "in":
                        when = when._replace(kind="by", since=None)
                    return when, Evidence(lines[later], "完成时限 line")
            return None
    return None


def _unit_line(work: _Work, section: _Section, line: Span, words: str) -> bool:
    if units.DEADLINE_LINE.match(words):
        work.regions.append((line, "完成时限"))
        return True
    found = units.LINE.match(words)
    if not found:
        return False
    who = units.read_note(words)
    for draft in work.drafts[section.block :]:
        draft.lead = draft.lead or who.lead
        draft.supporting = draft.supporting + tuple(u for u in who.supporting if u not in draft.supporting)
    work.regions.append((line, "责任单位"))
    return True


def _task_row(work: _Work, section: _Section, line: Span) -> bool:
    """A line of a list of tasks set in columns: its head, or a row, whose cells date and answer for one another."""
    words = work.text[line.start : line.end]
    if "\t" not in words and "|" not in words:
        section.columns = ()
        return False
    cells = grid.parts_of_line(work.text, line)
    if not cells:
        return bool(section.columns)  # a rule below the head
    if heads := task_table.read_heads([cell.of(work.even) for cell in cells]):
        section.columns = heads
        work.regions.append((line, "表头或序号"))
        return True
    lacking = len(section.columns) - len(cells)  # the first cells of a row are often merged with those above
    if not section.columns or not 0 <= lacking <= 2 or task_table.Role.TASK in section.columns[:lacking]:
        return False
    _read_row(work, section, list(zip(section.columns[lacking:], cells, strict=True)))
    return True


def _read_row(work: _Work, section: _Section, row: list[tuple[task_table.Role, Span]]) -> None:
    role, first = task_table.Role, len(work.drafts)
    of = lambda wanted: [cell for r, cell in row if r is wanted and cell.start < cell.end]  # noqa: E731
    due = [
        (when._replace(kind="by", since=None), Evidence(cell, "完成时限 column"))
        for cell in of(role.DEADLINE)
        for when in find_dates(cell.of(work.even), work.doc.years)
        if when.role == "due" and not when.local and when.until is not None
    ]
    kept = section.deadline, section.deadline_by, section.unnamed
    section.deadline, section.deadline_by = due[-1] if due else (None, None)
    section.unnamed = bool(due)
    for cell in of(role.NAME):
        _name_row(work, section, cell)
    for cell in of(role.TASK):
        _read_body(work, section, *cell, [])
    for cell in of(role.NAME)[:1]:
        _name_targets(work.drafts[first:], re.sub(r"\s", "", cell.of(work.text)))
    section.deadline, section.deadline_by, section.unnamed = kept
    lead = [name for cell in of(role.LEAD) for name in units.names_of(cell.of(work.even))]
    support = [name for cell in of(role.SUPPORT) for name in units.names_of(cell.of(work.even))]
    _answer(work.drafts[first:], units.Answering(lead[0] if lead else "", (*lead[1:], *support)))
    reasons = {
        role.NUMBER: "表头或序号",
        role.DEADLINE: "完成时限",
        role.DONE: "已完成的情况",
        role.OTHER: "表头或序号",
    }
    work.regions += [(cell, reasons[r]) for r, cell in row if r in reasons]


def _name_row(work: _Work, section: _Section, cell: Span) -> None:
    """The project that a row is about: a milestone where the row is dated."""
    work.regions.append((cell, "名称"))
    if section.deadline is None:
        return
    draft = Draft(Kind.MILESTONE, *cell, when=section.deadline, sector=section.sector, deadline=section.deadline_by)
    draft.evidence.append(Evidence(cell, "project with a date of completion"))
    work.drafts.append(draft)
    section.unnamed = False


def _name_targets(drafts: list[Draft], name: str) -> None:
    """新增容量100MVA in a row of its own: the project's name tells the row from its neighbours."""
    for draft in drafts:
        if draft.kind is Kind.TARGET and name not in draft.indicator and len(name) <= _LONGEST_PROJECT:
            draft.indicator = name + draft.indicator


_LONGEST_PROJECT = 40


def _tense_of_line(section: _Section, even: str, start: int, end: int) -> None:
    while start < end and even[start] in "- \x00●■◆":
        start += 1
    reach = sections.past_lead(even, start, end)
    if reach == "long" and not section.past:
        section.past, section.past_level = True, 9
    elif section.past and section.past_level == 9 and sections.future_lead(even, start, end):
        section.past = False


def _read_body(work: _Work, section: _Section, start: int, end: int, notes: list[tuple[Span, units.Answering]]) -> None:
    even, years = work.even, work.doc.years
    body = even[start:end]
    line_past = section.past or section.reviewed or bool(sections.past_lead(even, start, end))
    if sections.is_preamble(body) and len(body) < 400 and not re.search(r"\d", body):
        work.regions.append((Span(start, end), "前言"))
        return
    first_draft = len(work.drafts)
    waiting = list(reversed(notes))
    last_label = ""
    was_past = False
    led_by: tuple[When, Span | None] | None = None  # 到2027年，…示范区。: dates what the paragraph goes on to promise
    for number, sentence in enumerate(sentences(even, start, end)):
        when, dated_by = led_by or (section.when, section.dated_by)
        if when is None and section.deadline is None and sections.is_aim(sentence[0].text):
            when = section.when = _the_one_year(work.doc)
        if section.deadline is not None:
            when, dated_by = section.deadline, section.deadline_by.span if section.deadline_by else None
        carry = Carry(when=when, dated_by=dated_by, earlier=last_label)
        if work.trace is not None:
            carry.trace = work.trace.of(Span(sentence[0].start, sentence[-1].end + 1))
        told = line_past or (was_past and sentence[0].text.startswith("其中"))  # 现有60座。其中有4座…
        reading = read_sentence(sentence, years, carry, past=told, block_dated=section.deadline is not None)
        was_past = reading.carry.past
        for draft in reading.drafts:
            draft.sector = section.sector
            if section.deadline is not None and draft.under is section.deadline:
                draft.deadline = section.deadline_by
        if section.unnamed and section.deadline is not None and reading.drafts:
            section.unnamed = False
            _name_task(reading.drafts[0], section.deadline, section.deadline_by)
        work.drafts.extend(reading.drafts)
        work.told += placed(reading.told, sentence=sentence[0].start, line=start, sector=section.sector)
        work.dates.extend((Span(at + w.start, at + w.end), w) for at, w in reading.dates)
        for at, q in reading.quantities:
            if reason := reading.reasons.get(at + q.start) or q.reason:
                work.regions.append((Span(at + q.start, magnitude_end(even, at + q.digits_end)), reason))
        if line_past or reading.carry.past:
            work.regions.append((Span(sentence[0].start, sentence[-1].end), "已完成的情况"))
        _remember_date(work, section, reading.carry, sentence)
        led_by = _leads_paragraph(work.doc, reading, sentence, first=number == 0) or (
            None if any(w.role == "due" and not w.local and w.kind != "each_year" for _, w in reading.dates) else led_by
        )
        led_by = _leads_items(work, reading, sentence) or led_by
        last_label = reading.carry.amount or last_label
        while waiting and waiting[-1][0].start <= sentence[-1].end + 1:
            span, who = waiting.pop()
            _answer([draft for draft in work.drafts[first_draft:] if draft.start < span.start], who)
            first_draft = next(
                (k for k in range(first_draft, len(work.drafts)) if work.drafts[k].start > span.start), len(work.drafts)
            )
    for span, who in reversed(waiting):  # on a line of its own a note speaks of its whole block
        _answer(work.drafts[section.block if "\n" in even[end : span.start] else first_draft :], who)


def _leads_paragraph(
    doc: Document, reading: Reading, sentence: list[Clause], *, first: bool
) -> tuple[When, Span | None] | None:
    """The deadline of a paragraph whose first sentence opens with it and promises no figure: 到2027年，建成示范区。"""
    if not first or not reading.dates or reading.carry.past or any(d.kind is Kind.TARGET for d in reading.drafts):
        return None
    at, when = reading.dates[0]
    opens = when.rule == "by: 到某年" and at + when.start <= sentence[0].start + 2 and len(sentence) > 1
    vision = when.until is None or (doc.years.until is not None and when.until > doc.years.until)
    only = all(w.role != "due" or w.local or w is when for _, w in reading.dates)
    return (when, Span(at + when.start, at + when.end)) if opens and only and not vision else None


def _leads_items(work: _Work, reading: Reading, sentence: list[Clause]) -> tuple[When, Span | None] | None:
    """今年办好十件实事：1.…。2.…: the date before the colon is that of every item in the paragraph."""
    carry, mark = reading.carry, next((clause.end for clause in sentence if clause.mark == "："), 0)
    numbered = bool(mark) and work.text[mark + 1 : mark + 4].lstrip()[:1] in "123（(①１"
    numbered = numbered or bool(STAGE.match(sentence[0].text))  # 第一阶段（2025年1月—6月）
    mark = mark or sentence[0].end
    if not numbered or carry.past or carry.when is None or carry.dated_by is None or carry.dated_by.start > mark:
        return None
    return carry.when, carry.dated_by


def _answer(drafts: list[Draft], who: units.Answering) -> None:
    """Who answers for these, where nobody does yet."""
    for draft in drafts:
        if not draft.lead:
            draft.lead, draft.supporting = who.lead, who.supporting


def _name_task(draft: Draft, deadline: When, by: Evidence | None) -> None:
    """The first sentence of a task stands for it, where no heading does; a target is dated as it is."""
    if draft.kind is Kind.ACTION and deadline.until is not None:
        draft.kind, draft.when, draft.under, draft.deadline = Kind.MILESTONE, deadline, deadline, by


_YEAR_OF_TITLE = re.compile(r"(?<!\d)(?<![年\-])(20\d\d)年(?!\d|-|至|底|末|前)(?![^《》]{0,20}》)")


def _year_of_title(doc: Document) -> When | None:
    """2026年重点工作实施方案: a title that names one year, the plan's own, dates what no heading and no sentence does."""
    found = _YEAR_OF_TITLE.findall(doc.title)
    year = int(found[0]) if len(found) == 1 and len(re.findall(r"20\d\d", doc.title)) == 1 else None
    known = doc.years.issue is None or year in (doc.years.issue, doc.years.issue + 1)
    if year is None or not known or (doc.years.until or year) > year:
        return None
    return When(0, 0, "in: year of the title", "in", year, year)


def _the_one_year(doc: Document) -> When | None:
    """A plan of one year means that year by its 预期目标."""
    since, until = doc.years.since, doc.years.until
    return When(0, 0, "in: the plan's one year", "in", since, until) if since and since == until else None


def _remember_date(work: _Work, section: _Section, carry: Carry, sentence: list[Clause]) -> None:
    """A date in the goals governs the goals that follow; 今年…目标 governs a year's whole plan, and 到2030年实现以下目标：
    its list, however far off."""
    if carry.when is None or carry.when.until is None or carry.when is section.when:
        return
    vision = work.doc.years.until is not None and carry.when.until > work.doc.years.until
    aims = any(sections.is_aim(clause.text) for clause in sentence[:3])
    leads_in = (aims and sentence[-1].mark == "：") or any(
        sections.is_list_of_aims(clause.text) for clause in sentence[:3]
    )
    deeds = sentence[-1].mark == "：" and sections.is_list_of_deeds(sentence[-1].text)
    leads_in = leads_in or deeds
    if (
        (section.goals or aims or deeds)
        and (leads_in or not vision)
        and carry.when.kind in ("by", "in")
        and not carry.past
    ):
        section.when, section.dated_by = carry.when, carry.dated_by
        if aims and (carry.when.kind == "in" or leads_in):
            section.when_above, section.dated_above = carry.when, carry.dated_by


def _read_table(work: _Work, table: tables.Table, section: _Section, lines: list[Span]) -> None:
    around = Span(lines[table.first].start, lines[table.last - 1].end)
    read = read_table(work.even, table, around, work.doc.years, at_end_of(section.when))
    for draft in read.drafts:
        draft.sector = section.sector
    work.drafts += read.drafts
    work.regions += read.regions
    work.asks += read.asks
