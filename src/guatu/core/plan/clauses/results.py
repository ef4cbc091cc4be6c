# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Results: figures in an account of the past, read with the grammar of targets and never promised.

The clause readers read an account anyway, for the subject that a later clause leaves out. What they find there is kept
here as `AccountFigure` and becomes a `Result`, whose year is the one that the text says, or none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.layout.account import AccountText
from guatu.core.plan.model import Evidence, Heading, Kind, Period, PeriodKind, Result
from guatu.core.text.comparators import BEFORE, read_bound
from guatu.core.text.dates import find_dates
from guatu.core.text.excused import Excused
from guatu.core.text.numerals import chinese
from guatu.core.text.quantities import Quantity
from guatu.core.text.segments import Clause
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm, Years

NO_INDICATOR, NO_YEAR, RANGE, TWO_READINGS, TWO_VALUES, CUT = (
    "说的是什么指标，读不准。",
    "写了时间，但推不出是哪一年。",
    "是一个区间，不是一个数。",
    "有两种读法。",
    "同一句里同一指标有两个数，各说什么读不准。",
    "句子在数字前后连着别的话，指标可能读错。",
)
DOUBTS = (NO_INDICATOR, NO_YEAR, RANGE, TWO_READINGS, TWO_VALUES, CUT)
_LAST_YEAR = re.compile(r"去年|上年|上一年|(?:过去|这)的?一年")
_LAST_YEARS = re.compile(r"(?:(?:过去|这)的?(?P<many>[两三五])年|(?P<since>[两三五])年来)")
_NAMES_ITS_YEAR = re.compile(r"(?:19|20)\d\d年|今年|十[一二三四五六]五")
_JOINED = re.compile(r"[和及与、](?:数量|人数)$")
_OPENING = 24  # how far into a line a date still opens it: ——这五年服务大局能力…


@dataclass(slots=True)
class AccountFigure:
    """One figure of an account: the draft that the target grammar makes of it, and the words that bind it."""

    draft: Making
    figure: Span
    words: str  # 突破, 左右 … as written
    sentence: int = 0  # where its sentence and its line begin
    line: int = 0


def told_of(
    clause: Clause, text: str, quantities: list[Quantity], drafts: list[Making], why: Mapping[int, Excused | None]
) -> list[AccountFigure]:
    """The figures with a unit of a clause that tells of the past; one without a draft has no indicator."""
    made: dict[int, list[Making]] = {}
    for draft in drafts:
        if draft.figure is not None:
            made.setdefault(draft.figure.start, []).append(draft)
    told = []
    for q in quantities:
        if q.kind in ("name", "bare") or not q.unit or why.get(q.start) or q.value is None:
            continue
        at = clause.start + q.start
        figure = Span(at, clause.start + max(q.digits_end, q.end - len(q.after)))
        unnamed = Making(
            Kind.TARGET, clause.start, clause.end, value=q.value, value_max=q.value_max, unit=q.unit, figure=figure
        )
        words = [
            w
            for w in read_bound(text[max(0, q.start - 40) : q.start].replace("\x00", "")).words
            if BEFORE[w].comparator
        ]
        bound = "、".join([*words, q.after] if q.after else words)
        told += [AccountFigure(draft, figure, bound, clause.start) for draft in made.get(at) or [unnamed]]
    return told


def results_of(
    told: Sequence[AccountFigure],
    *,
    dates: Sequence[tuple[Span, When]],
    headings: Sequence[Heading],
    years: Years,
    text: str,
    even: str,
    account: AccountText | None = None,
) -> tuple[Result, ...]:
    """The results in the order of the text; `dates` are the mentions of time of the whole text, as the readers met them.
    `account`: the bulletin that they stand in, whose title may name the year."""
    if not told:
        return ()
    mentions = sorted(dates, key=lambda pair: pair[0])
    starts = [span.start for span, _ in mentions]
    found = []
    for number, one in enumerate(sorted(told, key=lambda t: t.figure), 1):
        draft, (start, end) = one.draft, _trimmed(even, one.draft.start, one.draft.end)
        near = mentions[bisect_left(starts, one.line) : bisect_left(starts, one.figure.start)]
        period, said, by = _when(one, near, headings, years, even)
        if period is None and by is None and account is not None and account.covers(one.figure):
            period, by = _of_title(one, near, account)
        doubts = [
            *([] if draft.indicator else [NO_INDICATOR]),
            *([RANGE] if draft.value_max is not None else []),
            *([TWO_READINGS] if draft.notes else []),
            *([CUT] if draft.indicator and _is_cut(even, start, end, draft.indicator) else []),
            *([NO_YEAR] if said and period is None else []),
        ]
        rules = [e for e in draft.evidence if e.span.start >= start]
        found.append(Result(
            id=f"R{number:03d}", quote=text[start:end], span=Span(start, end), figure=one.figure, sector=draft.sector,
            indicator=draft.indicator, measure=draft.measure, value=draft.value, value_max=draft.value_max, unit=draft.unit,
            comparator=one.words, period=period, direction=draft.direction, base_year=draft.base_year, doubts=tuple(doubts),
            evidence=tuple(sorted([*rules, *([by] if by else [])], key=lambda e: e.span)),
        ))  # fmt: skip
    return _told_apart(found, [t.sentence for t in sorted(told, key=lambda t: t.figure)])


def _told_apart(results: list[Result], sentences: list[int]) -> tuple[Result, ...]:
    """低保标准提高到815元和615元: two figures of one row in one sentence are both doubtful."""
    keys = [(at, r.indicator, r.measure, r.unit, r.period) for at, r in zip(sentences, results, strict=True)]
    values: dict[tuple, set] = {}
    for key, r in zip(keys, results, strict=True):
        values.setdefault(key, set()).add((r.value, r.value_max))
    return tuple(
        replace(r, doubts=(*r.doubts, TWO_VALUES)) if r.indicator and len(values[key]) > 1 else r
        for key, r in zip(keys, results, strict=True)
    )


def _is_cut(even: str, start: int, end: int, label: str) -> bool:
    """为29个省份保供煤炭超35亿吨: words run on from one figure into the next, so that either label may be wrong."""
    before, after = even[start - 1 : start], even[end : end + 1]
    return bool(_JOINED.search(label)) or not (_stops(before) and _stops(after))


def _stops(sign: str) -> bool:
    return not "\u4e00" <= sign <= "\u9fff" or sign in "和及与并以"


def _trimmed(even: str, start: int, end: int) -> tuple[int, int]:
    while start < end and even[start] in "，、；：。- \n\x00":
        start += 1
    while end > start and even[end - 1] in "，、；：。 \n\x00":
        end -= 1
    return start, end


def _when(
    one: AccountFigure, near: Sequence[tuple[Span, When]], headings: Sequence[Heading], years: Years, even: str
) -> tuple[Period | None, bool, Evidence | None]:
    """(the year or years a figure speaks of, whether the text says anything of it, the words that say so).

    The nearest mention of its sentence, else the one that opens its line, else the heading's; a mention that names no
    year (年末) leaves the year to what stands further up.
    """
    here = [
        (span, when) for span, when in reversed(near) if span.start >= one.sentence and when.role in ("due", "past")
    ]
    opening = [
        (span, when) for span, when in near if span.start - one.line <= _OPENING and when.role in ("due", "past")
    ][:1]
    pace = next(
        (when for span, when in here if when.kind in ("average", "each_year") and span.start >= one.draft.start), None
    )
    said, by = bool(here), None
    month_of: tuple[int, int] | None = None  # where a month without a year begins, and the month: 今年|1-9月
    above = ((span, when) for span, when in _of_headings(headings, one.figure.start, years, even))
    for span, when in (*here, *opening, *above):
        if when.kind in ("average", "each_year"):
            continue
        words = span.of(even)
        said = True
        period = period_of(when, words, years, since=even.startswith("以来", span.end))
        if period is None and (when.role == "past" or _NAMES_ITS_YEAR.search(words)):
            return None, True, Evidence(span, when.rule)
        if when.month and month_of is None and period is None:
            month_of = span.start, when.month
        if period is not None:
            by = Evidence(span, when.rule)
            if month_of and month_of[0] == span.end and period.kind is PeriodKind.IN:
                period = Period(PeriodKind.BY, None, period.until, month_of[1])
            if pace is not None:
                if period.since is None or period.until is None or period.since == period.until:
                    return None, True, by  # 年均 over which years?
                return Period(PeriodKind(pace.kind), period.since, period.until), True, by
            return period, True, by
    return None, said, by


def _of_title(
    one: AccountFigure, near: Sequence[tuple[Span, When]], account: AccountText
) -> tuple[Period | None, Evidence | None]:
    """The year that the title of a bulletin names, up to the month that the sentence does: 2025年…情况, 前三季度."""
    if account.year is None or account.title is None:
        return None, None
    here = [when for span, when in reversed(near) if span.start >= one.sentence and when.role == "due"]
    if any(when.kind in ("average", "each_year") for when in here):
        return None, None
    month = next((when.month for when in here if when.month), None)
    kind = PeriodKind.BY if month else PeriodKind.IN
    return Period(kind, None if month else account.year, account.year, month), Evidence(
        account.title, "year of the title"
    )


def _of_headings(headings: Sequence[Heading], at: int, years: Years, even: str) -> list[tuple[Span, When]]:
    """The first mention in each heading above a place, the nearest level first."""
    found, level = [], 9
    for h in reversed(headings[: bisect_left([h.span.start for h in headings], at)]):
        if h.level >= level:
            continue
        level = h.level
        found += [
            (Span(h.span.start + w.start, h.span.start + w.end), w)
            for w in find_dates(h.span.of(even), years)
            if w.role in ("due", "past")
        ][:1]
    return found


def period_of(when: When, words: str, years: Years, *, since: bool = False) -> Period | None:
    """The past years that a mention speaks of, None where it does not name them. `since`: 以来 stands behind it.

    >>> period_of(When(0, 2, "past: 去年", WhenForm.PAST, role="past"), "去年", Years(issue=2026))
    Period(kind=<PeriodKind.IN: 'in'>, since=2025, until=2025, month=None, day=None)
    """
    if when.role == "past" and when.until is None:
        if years.issue is None:
            return None
        if many := _LAST_YEARS.search(words):
            count = int(chinese(many["many"] or many["since"]) or 0)
            return Period(PeriodKind.BY, years.issue - count, years.issue - 1)
        if words.startswith("截"):
            return Period(PeriodKind.BY, None, years.issue - 1) if "上年" in words else None
        return Period(PeriodKind.IN, years.issue - 1, years.issue - 1) if _LAST_YEAR.search(words) else None
    if when.until is None or (when.role == "due" and not _NAMES_ITS_YEAR.search(words)):
        return None
    if years.issue is not None and when.until > years.issue:
        return _begun(when, years) if when.form is WhenForm.FIVE_YEARS else None
    if since:
        first = when.until - 4 if when.form is WhenForm.FIVE_YEARS else when.until
        return Period(PeriodKind.BY, first, None)
    if when.form is WhenForm.FIVE_YEARS:
        return Period(PeriodKind.BY, when.until - 4, when.until)
    if when.kind == "open":  # 截至2024年底
        return Period(PeriodKind.BY, None, when.until)
    return Period(PeriodKind(when.kind), when.since, when.until, when.month, when.day)


def _begun(when: When, years: Years) -> Period | None:
    """“十四五”期间 in a text of 2024: the years that have begun, to no stated end."""
    first = (when.until or 0) - 4
    return Period(PeriodKind.BY, first, None) if years.issue is not None and first <= years.issue else None


def placed(told: list[AccountFigure], *, sentence: int, line: int, sector: str) -> list[AccountFigure]:
    """The same, with where they stand."""
    for one in told:
        one.sentence, one.line = sentence, line
        one.draft = replace(one.draft, sector=sector)
    return told
