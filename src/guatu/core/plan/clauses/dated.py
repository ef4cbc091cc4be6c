"""The first step: the dates and figures of a clause, what each date is there, and from where to where it governs.

A date governs from where it stands to the end of its sentence or to the next date; 年均 governs its own figure only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from guatu.core.plan.clauses import deeds
from guatu.core.plan.clauses.state import Before, Governing
from guatu.core.text.date_rules import years_in
from guatu.core.text.dates import blank, find_dates
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity, find_quantities
from guatu.core.text.segments import Clause, in_brackets
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm, Years

STAGE = re.compile(r"(?:第?[一二三四五]个?|[\u4e00-\u9fff]{2,6})阶段（[^（）]{4,24}）")
_LONGEST_NAME = 202  # signs, its marks with it
_TITLE = re.compile(r"《[^《》]{1,80}》")
_QUOTATION = re.compile(r"“[^“”]{1,200}”")
_ATTRIBUTE = re.compile(
    r"(?:已|以来)?(?:建成|建设|竣工|投用|投入使用|投产|成立|设立|认定|备案|开工|签订|形成|注册|入库|毕业|登记|批准|立项|入住)(?:投用|交付|使用|并[^，。；]{1,6})?的(?!目标)"
)
_DATE_WORDS = re.compile(r"^[\x00、，到至在力争争取确保努力的前底末内，\s“”]*$")
_STRIVES_FIRST = re.compile(r"^(?:力争|争取|确保|努力)")
_NO_LONGER_EACH = re.compile(r"达到|突破|超过|累计|总数|总量|控制在|提高到|增加到")


class DatedClause(NamedTuple):
    """A clause with its dates and figures found."""

    clause: Clause
    text: str  # the clause with its dates blanked (\\x00)
    mentions: list[When]  # every date in it
    said: list[When]  # those that date or tell something, in the role they have here
    dates: list[When]  # the same, counted from what governs: 每年 has its years
    due: list[When]  # of these the deadlines
    quantities: list[Quantity]
    parts: list[Clause]  # where its deeds have dates of their own: what to read in its place

    def place(self, start: int, end: int) -> Span:
        """A stretch of the clause in the whole text."""
        return Span(self.clause.start + start, self.clause.start + end)


def read_dates(clause: Clause, years: Years, governing: Governing) -> DatedClause:
    """The dates and figures of a clause, in the years of the plan and under the date that governs."""
    text, mentions = clause.text, find_dates(clause.text, years)
    said = mentions
    if mentions:
        said = [when for when in _outside_names(text, mentions) if not _backdrop(text, when)]
        said = [when for when in said if not _same_year(text, when, said, governing)]
        said = _with_eras([_of_things(text, when, years) for when in said], governing, years)
        if len(said) > 1 and "、" in text and len(parts := _dated_deeds(clause, years)) > 1:
            return DatedClause(clause, text, mentions, said, [], [], [], parts)
        text = blank(text, said)
    quantities = find_quantities(text)
    if quantities and ("《" in text or "“" in text):
        quantities = _titled(clause.text, quantities)
    if not said:
        return DatedClause(clause, text, mentions, said, said, [], quantities, [])
    ends = [when for when in said if when.role == "due" and when.kind in ("by", "in")]
    dates = [_ranged(when, ends, governing, years) for when in _counted_from(said, governing, clause.text)]
    due = [when for when in dates if when.role == "due" and not when.local]
    return DatedClause(clause, text, mentions, said, dates, due, quantities, [])


def is_date_only(text: str) -> bool:
    """到2027年, its date blanked out: nothing but a date, which leads the clause behind it."""
    return _DATE_WORDS.match(text) is not None


def is_gone(when: When, years: Years) -> bool:
    """Whether a date lies before the year of issue."""
    return when.until is not None and years.issue is not None and when.until < years.issue


def end_of_each(governing: Governing, once: Before, dated: DatedClause) -> Governing:
    """每年新增1家，总数达到20家；…: what is reached, and what stands behind a semicolon, is not of each year."""
    if once.closed or _NO_LONGER_EACH.search(dated.text):
        return governing._replace(when=once.when, stated=once.stated, dated_by=once.dated_by, once=None)
    return governing._replace(once=once._replace(closed=True)) if dated.clause.mark == "；" else governing


def govern(governing: Governing, dated: DatedClause) -> Governing:
    """What governs behind a clause: its last deadline, else what governed before."""
    clause, due = dated.clause, dated.due
    if due and not STAGE.match(
        clause.text
    ):  # 企业500家（2023年400家）: such a date governs nothing outside its brackets
        due = [when for when in due if not in_brackets(clause.text, when.start)]
    if not due:
        return governing
    last, once = due[-1], governing.once
    each = last.form is WhenForm.EACH_YEAR and not _DATE_WORDS.match(blank(clause.text, due))
    if not each:
        once = None
    elif once is None:
        led = len(due) > 1 and due[0].until is not None and due[0].kind != "each_year"
        before = due[-2] if led else governing.when
        by = dated.place(before.start, before.end) if led and before else governing.dated_by
        once = Before(before, governing.stated or led, by, clause.mark == "；")
    return Governing(last, True, dated.place(last.start, last.end), once, _listed(clause, due))


def _listed(clause: Clause, due: list[When]) -> tuple[When, ...]:
    """到2025年和2027年: dates to deal out. Their offsets are those of the whole text, for they date other clauses."""
    if len(due) < 2:
        return ()
    at, first = clause.start, due[0]
    return tuple(
        when._replace(start=at + when.start, end=at + when.end, kind=first.kind, since=first.since and when.since)
        for when in due
    )


def _dated_deeds(clause: Clause, years: Years) -> list[Clause]:
    """甲路年内建成通车、乙路三季度前开工: two deeds, each with a date of its own, are two clauses."""
    marks = [m.start() for m in re.finditer("、", clause.text)]
    cuts = [0, *(at for at in marks if not in_brackets(clause.text, at)), len(clause.text)]
    parts = [(begin + (begin > 0), end) for begin, end in pairwise(cuts)]
    if not all(_is_dated_deed(clause.text[begin:end], years) for begin, end in parts):
        return [clause]
    last = len(parts) - 1
    return [
        Clause(clause.start + begin, clause.start + end, clause.text[begin:end], clause.mark if k == last else "、")
        for k, (begin, end) in enumerate(parts)
    ]


def _is_dated_deed(words: str, years: Years) -> bool:
    dates = [when for when in find_dates(words, years) if when.role == "due" and not when.local]
    text = blank(words, dates)
    return len(dates) == 1 and deeds.is_milestone(text, own_date=True) and not find_quantities(text)


def _counted_from(dates: list[When], governing: Governing, text: str) -> list[When]:
    """自2026年起，用三年时间: so many years are counted from the year that they are said to begin with."""
    start, counted = governing.when, []
    for when in dates:
        if (
            when.form is WhenForm.WITHIN_YEARS
            and start is not None
            and start.form is WhenForm.FROM_YEAR
            and start.since
        ):
            when = when._replace(until=start.since + (years_in(text[when.start : when.end]) or 1) - 1, kind="by")
        elif when.role == "due" and not when.local:
            start = when
        counted.append(when)
    return counted


def _ranged(when: When, ends: list[When], above: Governing, years: Years) -> When:
    """每年 and 年均 take their years from what governs them, a span or an end date: the last of `ends` before them."""
    if when.kind not in ("each_year", "average") or when.role != "due":
        return when
    before = bisect_left(ends, when.start, key=lambda end: end.start)
    governing = ends[before - 1] if before else above.when
    if governing is None or governing.until is None:
        return when
    if governing.since is not None and governing.kind != "in":
        return when._replace(since=governing.since, until=governing.until)
    if governing.form is WhenForm.FIVE_YEARS:
        return when._replace(since=governing.until - 4, until=governing.until)
    if governing.kind == "by" and governing.month is None:
        since = years.since if years.since is not None and years.since <= governing.until else None
        return when._replace(since=since, until=governing.until)
    return when


def _outside_names(text: str, dates: list[When]) -> list[When]:
    """The dates without those inside a title or a quotation, other than “十四五”."""
    if "《" not in text and "“" not in text:
        return dates
    return [when for when in dates if text.startswith("十", when.start) or not _name_around(text, when.start)]


def _of_things(text: str, when: When, years: Years) -> When:
    """2000年底前建成的小区: a year that is over tells which things are meant, not when something is due."""
    if when.role == "due" and is_gone(when, years) and _ATTRIBUTE.match(text, when.end):
        return when._replace(role="era")
    return when


def _with_eras(dates: list[When], governing: Governing, years: Years) -> list[When]:
    """到2027年，…2020年…: behind a deadline to come a year that is over dates no promise and makes no account."""
    ahead = governing.stated and _is_to_come(governing.when, years)
    told = []
    for when in dates:
        if ahead and when.role == "due" and when.kind in ("by", "in") and is_gone(when, years):
            when = when._replace(role="era")
        ahead = ahead or (when.role == "due" and _is_to_come(when, years))
        told.append(when)
    return told


def _is_to_come(when: When | None, years: Years) -> bool:
    """Whether this is a deadline that the text looks forward to: 到2027年."""
    return (
        when is not None
        and when.form is WhenForm.UP_TO_YEAR
        and when.until is not None
        and years.issue is not None
        and when.until >= years.issue
    )


def _same_year(text: str, when: When, dates: list[When], governing: Governing) -> bool:
    """2026—2027年，…当年就业率: 当年 behind a date of its own sentence is that date's year, no new one; so is 全年 in a
    section of one year."""
    if text.startswith("全年", when.start):
        return not governing.stated and governing.when is not None and governing.when.kind == "in"
    if not text.startswith("当年", when.start):
        return False
    return governing.stated or any(other.role == "due" and other.start < when.start for other in dates)


def _backdrop(text: str, when: When) -> bool:
    """在国家“十五五”时期…中: a period in the middle of a phrase is the backdrop, not the deadline."""
    if when.form is not WhenForm.FIVE_YEARS:
        return False
    before = _STRIVES_FIRST.sub("", text[: when.start]).strip("、，到至在于\x00 ")
    return bool(before)


def _titled(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """A figure inside a title (《》) or a quotation (“最多跑一次”) is part of a name."""
    return [
        q._replace(kind="name", reason=reason) if q.kind != "name" and (reason := _name_around(text, q.start)) else q
        for q in quantities
    ]


def _name_around(text: str, at: int) -> Excused | None:
    """What kind of name a place stands in, between 《》 or “”; None when in none."""
    for sign, pattern, reason in (("《", _TITLE, Excused.DOCUMENT_NAME), ("“", _QUOTATION, Excused.QUOTED)):
        opened = text.rfind(sign, max(0, at - _LONGEST_NAME), at)
        if opened >= 0 and (found := pattern.match(text, opened)) and at < found.end() - 1:
            return reason
    return None
