# ruff: noqa: E501 - rules and their corpus stand one to a line
"""The dates that stand above sentences: of the title, of a section, of a paragraph, of a list, of a task's block."""

from __future__ import annotations

import re

from guatu.core.plan.clauses import answering as units
from guatu.core.plan.clauses.dated import STAGE
from guatu.core.plan.clauses.sentence import SentenceReading
from guatu.core.plan.clauses.state import Carry
from guatu.core.plan.clauses.work import Standpoint, Work
from guatu.core.plan.layout import sections
from guatu.core.plan.layout.document import TitleBlock
from guatu.core.plan.layout.headings import Opening
from guatu.core.plan.model import Evidence
from guatu.core.plan.tables.cell_dates import read_deadline
from guatu.core.text.segments import Clause
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm

_YEAR_OF_TITLE = re.compile(r"(?<!\d)(?<![年\-])(20\d\d)年(?!\d|-|至|底|末|前)(?![^《》]{0,20}》)")


_YEAR_OF_LIST = re.compile(
    r"(?:^|[\n《]) ?(20\d\d)年[^，。；：！？《》\d]{2,40}?(?:\d{1,3}[件项])?(?:(?:为民|民生|惠民)?实事|重点(?:工作|任务|项目)|任务清单|工作要点|分解表|项目表|任务表)"
)
_HEAD_OF_TEXT = 1500  # signs in which a list that has no title of its own is named


def year_of_title(doc: TitleBlock, even: str) -> When | None:
    """2026年重点工作实施方案: a title that names one year, the plan's own, dates what no heading and no sentence does; so
    does the name of the list in the covering letter (现将《2026年…实事》印发)."""
    found = _YEAR_OF_TITLE.findall(doc.title)
    year = int(found[0]) if len(found) == 1 and len(re.findall(r"20\d\d", doc.title)) == 1 else None
    if not re.search(r"20\d\d", doc.title):
        listed = set(_YEAR_OF_LIST.findall(even, 0, _HEAD_OF_TEXT))
        year = int(listed.pop()) if len(listed) == 1 else None
    known = doc.years.issue is None or year in (doc.years.issue, doc.years.issue + 1)
    if year is None or not known or (doc.years.until or year) > year:
        return None
    return When(0, 0, "in: year of the title", WhenForm.YEAR, "in", year, year)


def the_one_year(doc: TitleBlock) -> When | None:
    """A plan of one year means that year by its 预期目标."""
    since, until = doc.years.since, doc.years.until
    return (
        When(0, 0, "in: the plan's one year", WhenForm.YEAR, "in", since, until) if since and since == until else None
    )


def remember_date(work: Work, section: Standpoint, carry: Carry, sentence: list[Clause]) -> None:
    """A date in the goals governs the goals that follow; 今年…目标 governs a year's whole plan, and 到2030年实现以下目标：
    its list, however far off."""
    governing = carry.governing
    if governing.when is None or governing.when.until is None or governing.when is section.when:
        return
    if governing.when.kind not in ("by", "in") or carry.tense.past:
        return
    vision = work.doc.years.until is not None and governing.when.until > work.doc.years.until
    aims = any(sections.is_aim(clause.text) for clause in sentence[:3])
    ends = sentence[-1]
    deeds = ends.mark == "：" and sections.is_list_of_deeds(ends.text)
    leads_in = deeds or (aims and ends.mark == "：") or any(sections.is_list_of_aims(c.text) for c in sentence[:3])
    if (section.goals or aims or deeds) and (leads_in or not vision):
        section.when, section.dated_by = governing.when, governing.dated_by
        if aims and (governing.when.kind == "in" or leads_in):
            section.when_above, section.dated_above = governing.when, governing.dated_by


def opening_date(reading: SentenceReading, sentence: list[Clause]) -> tuple[When, Span | None] | None:
    """The deadline that a sentence opens with, where it has no other: 到2027年，建成示范区。"""
    if not reading.dates or reading.carry.tense.past:
        return None
    at, when = reading.dates[0]
    opens = when.form is WhenForm.UP_TO_YEAR and at + when.start <= sentence[0].start + 2 and len(sentence) > 1
    only = all(w.role != "due" or w.local or w is when for _, w in reading.dates)
    return (when, Span(at + when.start, at + when.end)) if opens and only and when.until is not None else None


def leads_paragraph(
    doc: TitleBlock, reading: SentenceReading, sentence: list[Clause], *, first: bool
) -> tuple[When, Span | None] | None:
    """The deadline that a paragraph opens with; one beyond the plan (到2035年) paints a vision and dates nothing else."""
    opened = opening_date(reading, sentence) if first else None
    vision = opened is not None and doc.years.until is not None and (opened[0].until or 0) > doc.years.until
    return None if vision else opened


def leads_items(work: Work, reading: SentenceReading, sentence: list[Clause]) -> tuple[When, Span | None] | None:
    """今年办好十件实事：1.…。2.…: the date before the colon is that of every item in the paragraph."""
    governing = reading.carry.governing
    if reading.carry.tense.past or governing.when is None or governing.dated_by is None:
        return None
    mark = next((clause.end for clause in sentence if clause.mark == "："), 0)
    numbered = bool(mark) and work.text[mark + 1 : mark + 4].lstrip()[:1] in "123（(①１"
    numbered = numbered or (
        "阶段（" in sentence[0].text and bool(STAGE.match(sentence[0].text))
    )  # 第一阶段（2025年1月—6月）
    if not numbered or governing.dated_by.start > (mark or sentence[0].end):
        return None
    return governing.when, governing.dated_by


def deadline_of_block(
    work: Work, lines: list[Span], openings: list[Opening | None], k: int
) -> tuple[When, Evidence] | None:
    """The 完成时限 line of the block that begins at line k."""
    for later in range(k + 1, min(k + 40, len(lines))):
        if openings[later] is not None:
            return None
        if found := units.DEADLINE_LINE.match(work.even, *lines[later]):
            when = read_deadline(found["when"], work.doc.years)
            return (when, Evidence(lines[later], "完成时限 line")) if when is not None else None
    return None
