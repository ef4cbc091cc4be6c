"""Headings and lines that tell of what follows: a section opens, its tense turns, a line names who answers."""

from __future__ import annotations

from guatu.core.plan.clauses import answering as units
from guatu.core.plan.clauses.dated import STAGE
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.work import Standpoint, Work
from guatu.core.plan.layout import sections
from guatu.core.plan.layout.headings import Opening
from guatu.core.plan.layout.section_dates import the_one_year
from guatu.core.plan.layout.task_deadlines import date_drafts
from guatu.core.plan.model import Evidence, Heading, Kind
from guatu.core.plan.tables.cell_dates import read_deadline
from guatu.core.text.dates import find_dates
from guatu.core.text.excused import Excused
from guatu.core.text.spans import Span
from guatu.core.text.when import When


def open_section(
    work: Work, section: Standpoint, opening: Opening, line: Span, deadline: tuple[When, Evidence] | None
) -> None:
    even = work.even
    work.regions.append((Span(line.start, opening.number_end), Excused.HEADING_NUMBER))
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
            one_year = the_one_year(work.doc) if "预期目标" in title else None
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
        draft = Making(
            Kind.MILESTONE,
            head.start,
            head.end,
            when=section.deadline,
            sector=section.sector,
            deadline=section.deadline_by,
            named=title,
        )
        draft.evidence.append(Evidence(head, "task heading with 完成时限"))
        work.drafts.append(draft)
    work.regions.append((head, Excused.HEADING))


def tense_of_line(section: Standpoint, even: str, start: int, end: int) -> None:
    while start < end and even[start] in "- \x00●■◆":
        start += 1
    if sections.leads_in_an_account(even[start:end]):
        section.past, section.past_level = True, 9
        return
    reach = sections.past_lead(even, start, end)
    if reach == "long" and not section.past:
        section.past, section.past_level = True, 9
    elif section.past and section.past_level == 9 and sections.future_lead(even, start, end):
        section.past = False


def _date_block(work: Work, section: Standpoint, line: Span, written: str) -> None:
    """A line that says until when: it dates the tasks above it, back to the last such line or to their heading."""
    block = work.drafts[max(section.block, section.dated_to) :]
    due = read_deadline(written, work.doc.years) if section.deadline is None else None
    if due is not None and block:
        date_drafts(block, due, line, work.even, since=block[0].start)
    section.dated_to = len(work.drafts)


def unit_line(work: Work, section: Standpoint, line: Span, words: str) -> bool:
    if found := units.DEADLINE_LINE.match(words):
        _date_block(work, section, line, found["when"])
        work.regions.append((line, Excused.DEADLINE))
        return True
    if not units.LINE.match(words):
        return False
    who = units.read_note(words)
    if who.deadline:
        _date_block(work, section, line, who.deadline)
    for draft in work.drafts[section.block :]:
        draft.lead = draft.lead or who.lead
        draft.supporting = draft.supporting + tuple(u for u in who.supporting if u not in draft.supporting)
    work.regions.append((line, Excused.UNITS))
    return True
