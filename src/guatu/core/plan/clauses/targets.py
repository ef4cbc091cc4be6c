# ruff: noqa: E501 - a value with many fields stands on few lines
"""The fourth step: quantities to reach, every figure of a clause that promises something, with its row.

Figures that promise nothing are `conditions.py`'s, the names of rows `naming.py`'s; dates are already blanked out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from guatu.core.plan.clauses.bounds import comparator_of, measure_of
from guatu.core.plan.clauses.conditions import weigh
from guatu.core.plan.clauses.continuing import rows_again
from guatu.core.plan.clauses.dated import DatedClause
from guatu.core.plan.clauses.drafts import Making, TwoWays
from guatu.core.plan.clauses.labels import BASE
from guatu.core.plan.clauses.lexicon import NEW, RATE, strives
from guatu.core.plan.clauses.naming import RowName, name_of, rows_of
from guatu.core.plan.clauses.parts import FigureWords, group_of, parts_of
from guatu.core.plan.clauses.promises import promises
from guatu.core.plan.clauses.state import Governing, Subject
from guatu.core.plan.clauses.subjects import cut, entity, per_head
from guatu.core.plan.model import Evidence, Kind, Measure
from guatu.core.text.comparators import Bound
from guatu.core.text.excused import Excused
from guatu.core.text.segments import in_brackets
from guatu.core.text.spans import Span
from guatu.core.text.when import When

_MOST_OF_WHOLE = 24  # rows before 其中 that it may take apart
_LONGEST_HEAD = 120  # a name longer than that is none; it is not put before what follows


class Above(NamedTuple):
    """What a figure is read under: its clause, the date that governs it, and the word of striving before it."""

    dated: DatedClause
    governing: Governing
    strive: str


class Row(NamedTuple):
    """One figure of a row: the words that belong to it, what bound it, the row's name, and what was made of it."""

    part: FigureWords
    bound: Bound
    label: str
    draft: Making


class FigureGroup(NamedTuple):
    """The figures of one subject as they were read: what was known before them, and the rows that they make."""

    parts: list[FigureWords]
    subject: Subject
    listed: bool  # something before it in the clause promises
    each: bool  # 每年 stands before it
    of_year: bool  # it stands right behind its own year, and is promised with what came before
    verb: str = ""
    rows: Sequence[Row] = ()


class TargetsRead(NamedTuple):
    drafts: list[Making]
    reasons: dict[int, Excused | None]  # of every figure that is none, by its offset in the clause; None: left open
    groups: list[FigureGroup]


def read_targets(above: Above, subject: Subject) -> tuple[TargetsRead, Subject]:
    """The targets of a clause, why its other figures are none, and what the sentence speaks of behind it."""
    dated = above.dated
    drafts: list[Making] = []
    groups: list[FigureGroup] = []
    live, reasons = weigh(dated.text, dated.quantities)
    parts = parts_of(dated.text, live)
    word = strives(dated.clause.text)  # 增长6%以上、力争7%: what stands before it is a promise
    where = dated.clause.text.find(word) if word else 0
    if not subject.inside and "其中" in dated.clause.text:
        subject = subject._replace(inside=True)
    again = subject.rows if rows_again(parts, subject.rows, subject.units) else ()
    at = 0
    while at < len(parts):
        group = group_of(parts, at)
        under = above._replace(strive=word) if word and where < group[0].q.start else above
        read, subject = _read_group(group, under, subject, drafts, again[at] if again else "")
        if not read.rows:
            reasons.setdefault(group[0].q.start, None)
        drafts.extend([row.draft for row in read.rows])
        groups.append(read)
        at += len(group)
    return TargetsRead(drafts, reasons, groups), _behind(subject, drafts)


def _behind(subject: Subject, drafts: list[Making]) -> Subject:
    """The subject behind a clause with figures: its rows are those that the next clause may take up."""
    if not drafts:
        return subject._replace(said="") if subject.said else subject
    rows = tuple(draft.indicator for draft in drafts)
    whole = subject.whole if subject.inside else (*subject.whole, *rows)[-_MOST_OF_WHOLE:]
    return subject._replace(said="", rows=rows, units=tuple(draft.unit for draft in drafts), whole=whole)


def _read_group(
    group: list[FigureWords], above: Above, subject: Subject, before: list[Making], again: str
) -> tuple[FigureGroup, Subject]:
    """The rows that the figures of one subject make; none where nothing promises them or they have no name."""
    first, dates = group[0], above.dated.dates
    each = any(when.kind == "each_year" and when.end <= first.q.start for when in dates)
    of_year = _is_share_of_year(above.dated.text, first, dates, subject)
    if not of_year and not promises(first, listed=bool(before), each=each):
        return FigureGroup(group, subject, bool(before), each, of_year), subject
    name = name_of(first, subject, before, again)
    if not name.label:
        unnamed = FigureGroup(group, subject, bool(before), each, of_year)
        return unnamed, subject._replace(part=name.part, spread=name.spread)
    labels = rows_of(name, group, subject)
    rows = (_each_its_own if len(group) > 1 else _one_for_all)(group, labels, name, above, subject)
    read = FigureGroup(group, subject, bool(before), each, of_year, name.verb, rows)
    if in_brackets(above.dated.text, first.q.start):  # what stands there is not what the clause goes on about
        return read, subject._replace(verb=name.kept, part=name.part, spread=name.spread)
    return read, _goes_on(rows, labels, name, subject, of_many=len(group))


def _goes_on(rows: list[Row], labels: list[str], name: RowName, subject: Subject, *, of_many: int) -> Subject:
    """What the sentence speaks of behind the rows of a group of so many figures."""
    last, alone, label = rows[-1].draft, of_many == 1, subject.label
    if not (label and last.indicator.startswith(label + "（")):  # 其中…: the whole stays the subject
        label = last.indicator if alone or len(labels) != of_many else name.label
    label = label if len(label) <= _LONGEST_HEAD else ""
    return Subject(
        label,
        subject.amount if RATE.end(label) else label,
        subject.earlier,
        NEW.sub("", entity(label).removeprefix(name.verb)),
        False,
        name.kept,
        subject.said,
        subject.leads,
        last.measure is Measure.GROWTH,
        last.scope,
        subject.rows,
        subject.units,
        subject.whole,
        subject.inside,
        name.part,
        name.spread,
        last if alone else None,
    )


def _one_for_all(
    group: list[FigureWords], labels: list[str], name: RowName, above: Above, subject: Subject
) -> list[Row]:
    """One figure, for the one row that it has or for each of several: 备案率和签约率达到90%."""
    first = group[0]
    if len(labels) > 1:
        name = name._replace(scope="")
    rows = [Row(first, name.bound, label, _draft(first, name.bound, label, name, above, subject)) for label in labels]
    if len(labels) > 1:
        for row in rows:
            row.draft.evidence.append(Evidence(above.dated.place(first.start, first.q.start), "parallel subjects"))
    return rows


def _each_its_own(
    group: list[FigureWords], labels: list[str], name: RowName, above: Above, subject: Subject
) -> list[Row]:
    """分别达到5%、8%: a figure for each row, or for each date, or a question."""
    first, count, rows = group[0], len(group), []
    dealt = len(labels) == count
    if dealt:
        name = name._replace(scope="")
    local: When | None = None
    for number, part in enumerate(group):
        if part.q.unit == "" and number < count - 1:
            continue
        bound = part.bound if part is not first and part.bound.words else name.bound
        label = labels[number] if dealt else name.label
        draft = _draft(part, bound, label, name, above, subject)
        if not dealt:
            _deal_date(draft, number, group, above)
        if not part.q.after and group[-1].q.after == "左右":
            draft.notes.append(TwoWays.ABOUT)
        if number and draft.comparator and not part.bound.words:
            draft.evidence.append(Evidence(above.dated.place(first.start, first.q.start), "share: 分别"))
        if number and local and draft.when is draft.under:
            draft.when = local  # 年均分别增长5%、8%: of every value
        local = draft.when if draft.when is not None and draft.when.local else local if number else None
        rows.append(Row(part, bound, label, draft))
    return rows


def _deal_date(draft: Making, number: int, group: list[FigureWords], above: Above) -> None:
    """2026年、2027年分别达到5%、8%: a date for each figure, where there are as many; else a question."""
    due = [when for when in above.dated.due if when.end <= group[0].q.start]
    if len(due) == len(group):
        when = due[number]
        draft.when = draft.under = when._replace(kind="by", since=None) if due[0].kind == "by" else when
    elif len(above.governing.listed) == len(group):
        draft.when = draft.under = when = above.governing.listed[number]
        draft.date_from(Span(when.start, when.end), when)
    else:
        draft.notes.append(TwoWays.DEALT_OUT)


def _is_share_of_year(text: str, part: FigureWords, dates: list[When], subject: Subject) -> bool:
    """其中2025年3家、2026年4家: a figure right behind its own year, of what the clause before speaks of."""
    if not subject.label or cut(part.pre) or cut(part.post) or part.q.kind in ("bare", "name"):
        return False
    before = bisect_right(dates, part.q.start, key=lambda when: when.end) - 1
    when = dates[before] if before >= 0 else None
    if when is None or when.role != "due" or when.until is None:
        return False
    return not text[when.end : part.q.start].strip("\x00 ")


def _draft(part: FigureWords, bound: Bound, label: str, name: RowName, above: Above, subject: Subject) -> Making:
    """A target of one figure, with the words that decided it and the date that it is due."""
    q, dated = part.q, above.dated
    at, text = dated.clause.start, dated.text
    measure, direction = measure_of(q, bound, label, name.verb)
    again = subject.grows and label == subject.label and not cut(part.pre[: part.bound.start])
    if measure is Measure.SHARE and again and not RATE.end(label):
        measure = Measure.GROWTH  # 增长10%，力争达到12%
    draft = Making(
        Kind.TARGET, at + _begin(part, dated), at + part.end, indicator=label, measure=measure, direction=direction,
        comparator=comparator_of(q, bound, measure, label, words_before(part, text)), value=q.value, value_max=q.value_max,
        unit=per_head(label, q.unit.replace(" ", "").replace("\n", "")), strive=above.strive,
        scope="" if name.scope.endswith("级") and q.kind != "percent" else name.scope,
        figure=Span(at + q.start, at + max(q.digits_end, q.end - len(q.after))), cumulative="累计" in text[part.start : q.start],
    )  # fmt: skip
    if q.kind == "points" and (base := BASE.search(part.pre)):
        draft.relative_to = base["base"]
    draft.evidence.append(Evidence(Span(at + q.start, at + q.end), q.rule or "figure and unit"))
    if bound.rules:
        words = Span(at + max(part.start, q.start - len(part.pre) + bound.start), at + q.start)
        draft.evidence += [Evidence(words, rule) for rule in bound.rules]
    _date(draft, part, above)
    return draft


def words_before(part: FigureWords, text: str) -> str:
    """The words before a figure in which 至少 may stand: its own, or those of the figure before."""
    return part.pre if cut(part.pre) else text[max(0, part.q.start - 80) : part.q.start]


def _begin(part: FigureWords, dated: DatedClause) -> int:
    """Where the words of a figure begin, without what only links them to the words before."""
    at = part.start
    while (
        at < part.end
        and dated.text[at] in "、，和及与并以 \x00"
        and not any(w.start <= at < w.end for w in dated.dates)
    ):
        at += 1
    return at


def _date(draft: Making, part: FigureWords, above: Above) -> None:
    """The nearest deadline before a figure dates it, else the one that governs; 年均 goes before both."""
    dated, governing, q = above.dated, above.governing, part.q
    major: When | None = None
    own: When | None = None
    since: When | None = None
    for when in dated.dates:
        if when.start >= q.start:
            continue
        if when.role == "base":
            since = when
        elif when.role == "due" and not when.local:
            major = when
        elif when.role == "due" and when.start >= part.start - 1:
            own = when
    draft.under = major or governing.when
    draft.when = own or draft.under
    if since and since.until:
        draft.base_year = since.until
    if by := major or own:
        draft.date_from(dated.place(by.start, by.end), by)
    elif governing.dated_by and governing.when:
        draft.date_from(governing.dated_by, governing.when)
