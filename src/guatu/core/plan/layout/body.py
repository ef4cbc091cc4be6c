"""One paragraph read sentence by sentence: each finds the date that governs it and the units that answer for it."""

from __future__ import annotations

import re

from guatu.core.plan.certify.coverage import magnitude_end
from guatu.core.plan.clauses import answering as units
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.results import placed
from guatu.core.plan.clauses.running import compares_with_last_year, tells_of_running
from guatu.core.plan.clauses.sentence import Sentence, read_sentence
from guatu.core.plan.clauses.state import Carry, Governing, Subject, Tense
from guatu.core.plan.clauses.telling import tell
from guatu.core.plan.clauses.work import Standpoint, Work
from guatu.core.plan.layout import sections
from guatu.core.plan.layout.account import sets_goal_in_account
from guatu.core.plan.layout.frame import defines
from guatu.core.plan.layout.section_dates import (
    leads_items,
    leads_paragraph,
    opening_date,
    remember_date,
    the_one_year,
)
from guatu.core.plan.layout.task_deadlines import date_drafts
from guatu.core.plan.model import Evidence, Kind
from guatu.core.plan.tables.cell_dates import read_deadline
from guatu.core.text.excused import Excused
from guatu.core.text.said import Said
from guatu.core.text.segments import Clause, sentences
from guatu.core.text.spans import Span
from guatu.core.text.when import When


def read_body(work: Work, section: Standpoint, start: int, end: int, notes: list[tuple[Span, units.Answering]]) -> None:
    """Read a stretch as sentences into `work`. `notes`: the brackets within it that name who answers."""
    even, years = work.even, work.doc.years
    body = even[start:end]
    line_past = section.past or section.reviewed or bool(sections.past_lead(even, start, end))
    if len(body) < 400 and not re.search(r"\d", body) and sections.is_preamble(body):
        work.regions.append((Span(start, end), Excused.PREFACE))
        return
    above, section.opened = section.opened if sections.heads_aims(body) else None, None
    if above is not None and body.rstrip("* \x00").endswith("："):
        section.when, section.dated_by = section.when_above, section.dated_above = above
    first_draft, sector = len(work.drafts), section.sector
    waiting = list(reversed(notes))
    last_label = section.row_name
    undated = section.when is None and section.deadline is None and not section.goals and not section.account
    counted = undated and sections.counts_exactly(body)
    praised = undated and not counted and sections.praises(body)
    if counted or praised:
        _ask_about_account(work, Span(start, end), ACCOUNT)
    before: Carry | None = None
    led_by = above  # 到2027年，…示范区。: dates what the paragraph goes on to promise
    for number, sentence in enumerate(sentences(even, start, end)):
        when, dated_by = _governing(work, section, sentence, led_by, before)
        told = line_past or counted or (praised and not any(sections.looks_ahead(c.text) for c in sentence))
        goes_on = before is not None and _goes_on(sentence)
        told = told or (before is not None and goes_on and before.tense.past)  # 现有60座。其中有4座…
        words = even[sentence[0].start : sentence[-1].end]
        if "指" in words and defines(words):
            work.regions.append((Span(sentence[0].start, sentence[-1].end), Excused.GLOSSARY))
            continue
        running = not section.account and tells_of_running(words)
        if running and not line_past:
            _ask_about_account(work, Span(sentence[0].start, sentence[-1].end), RUNNING_ACCOUNT)
        settled = running or (section.account and not sets_goal_in_account(words))
        told = told or settled or (when is None and compares_with_last_year(words))
        whole = before.subject if before is not None and goes_on else None
        subject = _of_the_whole(whole, last_label) if whole is not None else Subject(earlier=last_label)
        carry = Carry(Governing(when, False, dated_by), subject, Tense(told, told, settled))
        reading = read_sentence(Sentence(sentence, years, section.deadline is not None), carry)
        if work.trace is not None and (trace := work.trace.of(Span(sentence[0].start, sentence[-1].end + 1))):
            tell(trace, reading)
        before = reading.carry
        for draft in reading.drafts:
            draft.sector = sector
            if section.deadline is not None and draft.under is section.deadline:
                draft.deadline = section.deadline_by
        if section.unnamed and section.deadline is not None and reading.drafts:
            section.unnamed = False
            _name_task(reading.drafts[0], section.deadline, section.deadline_by)
        work.drafts.extend(reading.drafts)
        work.told += placed(reading.told, sentence=sentence[0].start, line=start, sector=sector)
        work.dates.extend((Span(at + w.start, at + w.end), w) for at, w in reading.dates)
        for at, q in reading.quantities:
            if reason := reading.reasons.get(at + q.start) or q.reason:
                work.regions.append((Span(at + q.start, magnitude_end(even, at + q.digits_end)), reason))
        if line_past or reading.carry.tense.past:
            work.regions.append((Span(sentence[0].start, sentence[-1].end), Excused.PAST))
        remember_date(work, section, reading.carry, sentence)
        led_by = leads_paragraph(work.doc, reading, sentence, first=number == 0) or (
            None if any(w.role == "due" and not w.local and w.kind != "each_year" for _, w in reading.dates) else led_by
        )
        section.opened = opening_date(reading, sentence) if number == 0 else section.opened
        led_by = leads_items(work, reading, sentence) or led_by
        last_label = before.subject.amount or last_label
        while waiting and waiting[-1][0].start <= sentence[-1].end + 1:
            span, who = waiting.pop()
            beside = [draft for draft in work.drafts[first_draft:] if draft.start < span.start]
            answer(beside, who)
            if who.deadline and (due := read_deadline(who.deadline, years)) is not None:
                date_drafts(beside, due, span, even, since=start)
            first_draft = next(
                (k for k in range(first_draft, len(work.drafts)) if work.drafts[k].start > span.start), len(work.drafts)
            )
    for span, who in reversed(waiting):  # on a line of its own a note speaks of its whole block
        block = work.drafts[section.block if "\n" in even[end : span.start] else first_draft :]
        answer(block, who)
        if who.deadline and (due := read_deadline(who.deadline, years)) is not None:
            date_drafts(block, due, span, even, since=block[0].start if block else start)


def _governing(
    work: Work,
    section: Standpoint,
    sentence: list[Clause],
    led_by: tuple[When, Span | None] | None,
    before: Carry | None,
) -> tuple[When | None, Span | None]:
    """The date above a sentence, and where it stands: of the sentence it goes on with, of its block, of its paragraph,
    of its section, or the plan's one year where it speaks of the aims."""
    if before is not None and before.governing.when is not None and _goes_on(sentence):
        return before.governing.when, before.governing.dated_by  # 今年造林490万亩。其中重点工程355万亩
    if section.deadline is not None:
        return section.deadline, section.deadline_by.span if section.deadline_by else None
    if led_by is not None:
        return led_by
    if section.when is None and sections.is_aim(sentence[0].text):
        section.when = the_one_year(work.doc)
    return section.when, section.dated_by


ACCOUNT = Said("这一段没有期限，数字像是统计出来的，按已完成的情况读，没有读作目标，是这样吗？")


RUNNING_ACCOUNT = Said("这里说的是上半年、前几个月这样的时段进展到哪里，按已完成的情况读，没有读作目标，是这样吗？")


def _ask_about_account(work: Work, place: Span, asks: Said) -> None:
    """No word says for certain that these figures are past; a person confirms it, once in a document."""
    if not any(said == asks for _, said, _ in work.asks):
        place = Span(place.start, min(place.end, place.start + 40))
        work.asks.append((place, asks, (Said("是已完成的情况"), Said("是要完成的目标"))))


def _of_the_whole(whole: Subject, earlier: str) -> Subject:
    """今年造林490万亩。其中…: the subject of a sentence that takes the one before it apart."""
    return Subject(whole.label, whole.amount, earlier, whole.thing, verb=whole.verb, whole=whole.whole, inside=True)


def _goes_on(sentence: list[Clause]) -> bool:
    """Whether a sentence only parts what the one before it says."""
    return sentence[0].text.startswith(("其中", "这当中", "这其中"))


def answer(drafts: list[Making], who: units.Answering) -> None:
    """Who answers for these, where nobody does yet."""
    for draft in drafts:
        if not draft.lead:
            draft.lead, draft.supporting = who.lead, who.supporting


def _name_task(draft: Making, deadline: When, by: Evidence | None) -> None:
    """The first sentence of a task stands for it, where no heading does; a target is dated as it is."""
    if draft.kind is Kind.ACTION and deadline.until is not None:
        draft.kind, draft.when, draft.under, draft.deadline = Kind.MILESTONE, deadline, deadline, by
