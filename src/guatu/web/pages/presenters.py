"""From what was read to what a page prints. No query here and no HTML but the marked text of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from guatu.core.indicators.model import (
    Definition,
    Indicator,
    Judgement,
    Link,
    Observation,
    PriceBasis,
    Region,
    Source,
    Status,
    Why,
)
from guatu.core.indicators.status import judge
from guatu.core.indicators.vintages import known, prefer
from guatu.core.plan.model import Commitment, Kind, Plan, Strength
from guatu.core.reports.labels import short_label
from guatu.core.reports.overview import Mark
from guatu.core.reports.stations import stations
from guatu.core.reports.tables import Row, Sources
from guatu.core.reports.tables import row as table_row
from guatu.core.reports.verdict import Phrase
from guatu.core.reports.words import (
    NOT_YET,
    NOT_YET_WORD,
    STAGE_MARKS,
    WHY_WORDS,
    due_words,
    needed_text,
    number,
    percent,
    promise,
    rate,
    shape,
    why_word,
)
from guatu.core.text.spans import Span
from guatu.web.pages.english import amount, say
from guatu.web.pages.reading import Reading
from guatu.web.pages.templatetags.guatu import day as day_text
from guatu.web.pages.templatetags.guatu import english, word_of

# ---- rows of targets


@dataclass(frozen=True, slots=True)
class Line:
    """A target in a list: the core's row and what a list adds to it."""

    row: Row
    why: str
    strive: bool

    @property
    def target(self) -> str:
        return self.row.target

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def line(target: Commitment, judgement: Judgement, *, sources: Sources | None = None) -> Line:
    made = table_row(target, judgement, label=short_label(target, limit=24), sources=sources or Sources())
    return Line(
        made, why_word(judgement) if judgement.status is Status.UNKNOWN else "", target.strength is Strength.STRIVE
    )


def name_of(target: Commitment) -> str:
    return short_label(target, limit=24)


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    href: str
    rows: list[Line]


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asked a list to show."""

    kind: str = ""
    sector: str = ""
    status: str = ""
    why: str = ""
    year: str = ""
    word: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Chosen:
        given = {name: query.get(name, "").strip() for name in ("kind", "sector", "status", "why", "year")}
        return cls(word=query.get("q", "").strip()[:40], **given)

    def __bool__(self) -> bool:
        return any((self.kind, self.sector, self.status, self.why, self.year, self.word))

    def wants(self, item: Commitment, judgement: Judgement | None, sector: int) -> bool:
        return (
            (not self.kind or item.kind.value == self.kind)
            and (not self.sector or str(sector) == self.sector)
            and (not self.status or (judgement is not None and shape(judgement) == self.status))
            and (
                not self.why
                or (judgement is not None and judgement.why is not None and judgement.why.value in self.why.split(","))
            )
            and (not self.year or str(item.period.until or "open") == self.year)
            and (not self.word or self.word in f"{item.id} {item.indicator} {item.quote} {item.unit}")
        )


KIND_WORDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}
SHAPES = (*(s.value for s in Status), NOT_YET)


def filters(reading: Reading, chosen: Chosen, *, kinds: bool) -> list[Filter]:
    sectors = [(str(n), name, str(n) == chosen.sector) for n, name in enumerate(reading.sectors, start=1)]
    statuses = [(s, word_of(s), s == chosen.status) for s in SHAPES]
    found = [
        Filter("sector", gettext("领域"), sectors),
        Filter("status", gettext("灯"), statuses),
    ]
    if kinds:
        options = [(k.value, gettext(word), k.value == chosen.kind) for k, word in KIND_WORDS.items()]
        return [Filter("kind", gettext("类别"), options), *found]
    years = sorted({c.period.until for c in reading.standing.targets if c.period.until})
    whys = sorted({j.why for j in reading.judgements.values() if j.why}, key=list(Why).index)
    return [
        *found,
        Filter("year", gettext("到期年"), [(str(y), str(y), str(y) == chosen.year) for y in years]),
        Filter("why", gettext("为什么没有数"), [(w.value, gettext(WHY_WORDS[w]), w.value == chosen.why) for w in whys]),
    ]


def target_groups(reading: Reading, chosen: Chosen) -> list[Group]:
    """The targets asked for, by sector, in the order of the text."""
    groups: dict[str, list[Line]] = {}
    for target in reading.standing.targets:
        judgement = reading.judgements[target.id]
        if chosen.wants(target, judgement, reading.sector_number(target.sector) if target.sector else 0):
            groups.setdefault(target.sector, []).append(line(target, judgement))
    order = {s: n for n, s in enumerate(SHAPES)}
    return [
        Group(name, sector_address(reading, name), sorted(rows, key=lambda r: order[r.row.shape]))
        for name, rows in groups.items()
    ]


def sector_address(reading: Reading, name: str) -> str:
    if not name:
        return ""
    address = reverse("pages:sector", args=[reading.sector_number(name)])
    return address + query(reading)


def query(reading: Reading, **more: str) -> str:
    parts = ([] if reading.as_of == reading.today else [f"as_of={reading.as_of}"]) + [
        f"{k}={v}" for k, v in more.items() if v
    ]
    return "?" + "&".join(parts) if parts else ""


def counted(rows: Iterable[Line]) -> str:
    """3个未完成、4个严重滞后 …, in the fixed order."""
    tally: dict[str, int] = {}
    for row in rows:
        tally[row.row.shape] = tally.get(row.row.shape, 0) + 1
    parts = [
        f"{tally[s]} {word_of(s).lower()}" if english() else f"{tally[s]}个{word_of(s)}" for s in SHAPES if s in tally
    ]
    return ", ".join(parts) if english() else "、".join(parts)


# ---- the overview


@dataclass(frozen=True, slots=True)
class RulerMark:
    at: str
    kind: str
    text: str
    anchor: str
    top: int
    bottom: int
    y: int


@dataclass(frozen=True, slots=True)
class Ruler:
    now: str
    marks: list[RulerMark]
    says: str


def ruler(marks: Sequence[Mark], wide: int = 1180) -> Ruler:
    """The marks as an SVG wants them: years below the axis, events and the day itself above, in two rows if they meet."""
    now = next(m for m in marks if m.kind == "now")
    taken: list[tuple[float, float, int]] = []
    made = []
    for mark in sorted(marks, key=lambda m: (m.kind != "now", m.at)):
        text = say(mark.text)
        anchor = "start" if mark.at < 0.06 else "end" if mark.at > 0.93 else "middle"
        size = sum(12 if ord(c) > 0x2000 else 6.7 for c in text)
        left = float(mark.at) * wide - {"start": 0, "middle": size / 2, "end": size}[anchor]
        if mark.kind == "year":
            made.append(RulerMark(f"{mark.at * 100:.2f}", "year", text, anchor, 36, 46, 62))
            continue
        y = next(y for y in (28, 12, -4) if all(y != r or left > b + 10 or left + size < a - 10 for a, b, r in taken))
        taken.append((left, left + size, y))
        made.append(
            RulerMark(
                f"{mark.at * 100:.2f}",
                f"{mark.kind}{'' if mark.kind == 'now' else ' opt'}",
                text,
                anchor,
                y + 4,
                46 if mark.kind == "now" else 40,
                y,
            )
        )
    return Ruler(f"{now.at * 100:.2f}", made, gettext("方案期时间轴：") + "; ".join(say(m.text) for m in marks))


@dataclass(frozen=True, slots=True)
class Do:
    """A decision with where its reader can act on it."""

    title: str
    body: str
    href: str
    action: str


def decisions(reading: Reading) -> list[Do]:
    found = []
    for d in reading.overview.decisions:
        where = {
            "assign": (reverse("pages:ledger_xlsx") + query(reading), gettext("导出清单，逐条填写")),
            "adjust": (target_address(reading, d.targets[0]) if d.targets else "", gettext("看依据")),
            "define": (
                target_address(reading, d.targets[0])
                if len(d.targets) == 1
                else reverse("pages:targets") + query(reading, why="definition_open,definition_differs"),
                gettext("看口径的疑问"),
            ),
            "settle": (reverse("pages:targets") + query(reading, status="missed"), gettext("逐项看")),
            "answer": (reverse("pages:plan") + query(reading) + "#questions", gettext("看问题")),
            "claim": (reverse("pages:plan") + query(reading) + "#unclaimed", gettext("看未认领的数字")),
        }[d.kind.value]
        found.append(Do(nested(d.title), nested(d.body), *where))
    return found


def nested(text: str) -> str:
    """Quotation marks inside quotation marks are single: 确认“‘品质型’城区生活圈”的口径."""
    if "““" not in text:
        return text
    start, end = text.index("““") + 1, text.rindex("”")
    inner = text[start:end].replace("“", "‘").replace("”", "’")
    return text[:start] + inner + text[end:]


def target_address(reading: Reading, code: str) -> str:
    return reverse("pages:target", args=[code]) + query(reading)


def matrix(reading: Reading) -> list[dict[str, Any]]:
    """The core's matrix with the address of each sector and the year of each cell."""
    found = reading.overview.matrix
    return [
        {
            "sector": one.sector or gettext("未分领域"),
            "href": sector_address(reading, one.sector) or reverse("pages:targets"),
            "count": one.count,
            "known": one.known,
            "cells": [
                {"year": year, "known": cell.known, "silent": cell.silent, "text": cell.text}
                for year, cell in zip(found.years, one.cells, strict=True)
            ],
        }
        for one in found.lines
    ]


def reasons(reading: Reading) -> list[dict[str, Any]]:
    """Why there are no figures, each with the address of its targets."""
    found = []
    for reason in reading.overview.unknown:
        first = reading.judgements[reason.targets[0]]
        why = ",".join(dict.fromkeys(w.value for i in reason.targets if (w := reading.judgements[i].why)))
        one = reading.commitments[reason.targets[0]]
        year = str(one.period.until) if first.why is Why.NOT_PUBLISHED and one.period.until else ""
        found.append({
            "words": reason.words,
            "count": reason.count,
            "examples": "、".join(reason.examples),
            "href": reverse("pages:targets") + query(reading, why=why, year=year),
        })  # fmt: skip
    return found


# ---- series of figures


@dataclass(frozen=True, slots=True)
class ObservationRow:
    key: str
    period: Any
    value: str
    unit: str
    growth: str
    stage: str
    published: date
    undated: bool
    source: Source
    preferred: bool
    reason: str
    note: str
    row: int | None
    indicator: str = ""
    name: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    title: str
    unit: str
    basis: str
    rows: list[ObservationRow]
    missing: str = ""
    empty: str = ""
    earlier: list[ObservationRow] = field(default_factory=list)  # folded away where the page is about something else


STAGE_TITLES = {"预计": "预计", "初步": "初步", "修订": "修订", "最终": "最终", "": "未注明"}


def observation_row(o: Observation, *, name: str = "", region: str = "", rivals: bool = True) -> ObservationRow:
    return ObservationRow(
        key=o.key[:12],
        period=o.period,
        value="" if o.value is None else number(o.value),
        unit=o.unit,
        growth=number(o.growth),
        stage=STAGE_TITLES[o.stage.value],
        published=o.known_on,
        undated=o.source.published is None,
        source=o.source,
        preferred=o.preferred,
        reason=o.preference_reason if rivals else "",
        note=o.note,
        row=o.row,
        indicator=o.indicator,
        name=name,
        region=region,
    )


def series(
    rows: Iterable[Observation], *, indicator: Indicator, region: str, as_of: date, years: Sequence[int] = (), fold: int = 0
) -> Series:
    """One series as known on the day, newest period first; what was not published within `years` is named.

    Periods before the year `fold` go into `earlier`, unless nothing newer is known.
    """
    seen = prefer(known(rows, as_of=as_of))
    ordered = sorted(seen, key=lambda o: (o.period.ends, -o.period.first, o.preferred, o.known_on), reverse=True)
    bases = {o.growth_basis for o in ordered if o.growth is not None and o.growth_basis is not PriceBasis.NONE}
    had = {o.period.year for o in ordered}
    missing = [str(y) for y in years if y not in had and y < as_of.year]
    title = f"{indicator.name}{'，' + region if region else ''}"
    recent = [o for o in ordered if o.period.year >= fold] or ordered
    return Series(
        title=title,
        unit=ordered[0].unit if ordered else indicator.unit,
        basis=next(iter(bases)).value if len(bases) == 1 else "",
        rows=[observation_row(o) for o in recent],
        earlier=[observation_row(o) for o in ordered[len(recent) :]],
        missing="、".join(missing),
        empty=gettext("截至%(day)s，“%(name)s”未见公布。") % {"day": day_text(as_of), "name": title},
    )


# ---- a target's page


@dataclass(frozen=True, slots=True)
class Beside:
    """The target before or after this one."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Asked:
    asks: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    since: date
    shape: str
    reason: str


@dataclass(frozen=True, slots=True)
class TargetPage:
    c: Commitment
    j: Judgement
    row: Row
    label: str
    title: str
    verdict: list[Phrase]
    heading: str
    passage: SafeString
    cite: str
    in_plan: str
    link: Link
    indicator: Indicator | None
    region: Region | None
    series: list[Series]
    no_series: str
    definitions: Sequence[Definition]
    rule_says: str
    done: str
    pace: str
    gap: str
    years: list[dict[str, Any]]
    questions: list[Asked]
    history: list[Past]
    neighbours: list[Row]
    previous: Beside | None
    following: Beside | None
    sources: tuple[Source, ...]
    chart: SafeString | str = ""
    chart_note: str = ""
    peers: dict[str, Any] = field(default_factory=dict)


def target_page(
    reading: Reading,
    code: str,
    *,
    definitions: Sequence[Definition],
    chart: Any = "",
    chart_note: str = "",
    peers: Any = None,
) -> TargetPage:
    s, plan = reading.standing, reading.plan
    target, judgement = reading.commitments[code], reading.judgements[code]
    link = s.links.get(code) or Link(code, why=Why.NOT_LINKED)
    indicator = s.indicators.get(link.indicator)
    place = s.regions.get(link.region)
    cited = Sources()
    made = table_row(target, judgement, label=name_of(target), sources=cited)
    sentence = sentence_around(plan.text, target.span)
    targets = s.targets
    at = next(n for n, t in enumerate(targets) if t.id == code)
    near = [t for t in targets if t.id != code and sentence.overlaps(t.span)]
    rule = s.rules.rules.get(judgement.rule)
    return TargetPage(
        c=target,
        j=judgement,
        row=made,
        label=made.label,
        title=title_of(target),
        verdict=target_verdict(reading, target, judgement),
        heading=heading_of(plan, target.span),
        passage=passage(plan.text, sentence, target),
        cite=cite(reading, target.span),
        in_plan=reverse("pages:plan") + query(reading) + f"#{code}",
        link=link,
        indicator=indicator,
        region=place,
        series=target_series(reading, link, indicator),
        no_series=no_series(link, judgement),
        definitions=definitions,
        rule_says=rule.says if rule else "",
        done=percent(judgement.done) if judgement.done is not None else "",
        pace=percent(judgement.pace) if judgement.pace is not None else "",
        gap=gap_of(judgement),
        years=[
            {
                "year": stop.year,
                "shape": stop.shape,
                "reason": reason_of(target, stop.judgement) if stop.shape != NOT_YET else gettext(NOT_YET_WORD),
            }
            for stop in stations(target, judgement, reading.as_of)
        ]
        if judgement.years
        else [],
        questions=questions_on(plan, target, link, indicator, definitions),
        history=history(reading, target, link),
        neighbours=[table_row(t, reading.judgements[t.id], label=name_of(t), sources=Sources()) for t in near],
        previous=beside(targets[at - 1]) if at else None,
        following=beside(targets[at + 1]) if at + 1 < len(targets) else None,
        sources=tuple(cited.seen.values()),
        chart=chart,
        chart_note=chart_note,
        peers=peers or {},
    )


def beside(target: Commitment) -> Beside:
    return Beside(target.id, name_of(target))


def title_of(target: Commitment) -> str:
    """服务业增加值：2027年底≥344亿元."""
    if english():
        promised = promise(target)
        unit = gettext(promised.unit) if promised.unit else ""
        return f"{short_label(target, limit=40)}: {say(promised.text)}{unit if unit == '%' else f' {unit}'.rstrip()}, {say(due_words(target))}"
    return f"{short_label(target, limit=40)}：{due_words(target)}{promise(target)}"


def gap_of(judgement: Judgement) -> str:
    if judgement.gap is None:
        return ""
    return (
        f"{rate(judgement.gap)}{judgement.gap_unit}"
        if judgement.gap_unit == "个百分点"
        else f"{number(judgement.gap)}{judgement.gap_unit}"
    )


def target_verdict(reading: Reading, target: Commitment, judgement: Judgement) -> list[Phrase]:
    """The reason, then what it now takes and the best there has been, where the reason does not say so."""
    phrases = [Phrase(reason_of(target, judgement))]
    needed = needed_text(judgement, target.period.until)
    if needed and rate(judgement.needed) not in judgement.reason:
        phrases.append(Phrase(say(needed), strong=True))
        phrases.append(Phrase("." if english() else "。"))
    best = reading.best().get(target.id)
    if best is not None and judgement.needed is not None and judgement.needed_unit in ("", "%"):
        phrases.append(Phrase(gettext("公布过的最高年增速是%(rate)s%%。") % {"rate": rate(best)}))
    return phrases


def reason_of(target: Commitment, judgement: Judgement) -> str:
    """Why the light is as it is: the core's sentence, or the same facts in English."""
    if not english():
        return judgement.reason
    figure = judgement.actual
    if figure is None:
        return f"No figure: {gettext(why_word(judgement)) if judgement.why else 'not published'}. "
    promised = promise(target)
    got = amount(number(figure.value, 1) if figure.formula else number(figure.value), figure.unit)
    asked = amount(say(promised.text), promised.unit)
    by = say(due_words(target))
    gap = f" ({say(gap_of(judgement))})" if judgement.gap is not None else ""
    return f"{got} in {say(figure.period)} against {asked}, {by}{gap}. "


def sentence_around(text: str, span: Span) -> Span:
    """The whole sentence that a clause stands in."""
    start = max(text.rfind(mark, 0, span.start) for mark in "。！？\n") + 1
    ends = [found for mark in "。！？\n" if (found := text.find(mark, span.end)) >= 0]
    end = min(ends, default=len(text))
    if end < len(text) and text[end] != "\n":
        end += 1
    while start < span.start and text[start] in " \u3000\t":
        start += 1
    return Span(start, end)


def passage(text: str, sentence: Span, target: Commitment) -> SafeString:
    """The sentence with the clause marked, and the words that date it when they stand elsewhere in it."""
    marks = [target.span]
    if target.deadline and not target.deadline.span.overlaps(target.span) and sentence.covers(target.deadline.span):
        marks.append(target.deadline.span)
    parts, at = [], sentence.start
    for mark in sorted(marks):
        parts.append(format_html("{}<mark>{}</mark>", text[at : mark.start], mark.of(text)))
        at = mark.end
    parts.append(format_html("{}", text[at : sentence.end]))
    return SafeString("".join(parts))


def heading_of(plan: Plan, span: Span) -> str:
    before = [h for h in plan.headings if h.span.start <= span.start and h.level <= 2]
    return before[-1].text if before else ""


def cite(reading: Reading, span: Span) -> str:
    row = reading.standing.plan
    title = row.title if row.title.startswith("《") else f"《{row.title}》"
    day = reading.issued
    issued = f"，{day.year}年{day.month}月{day.day}日" if day else ""
    return f"{title}{issued}，第{span.start + 1}—{span.end}字。"


def no_series(link: Link, judgement: Judgement) -> str:
    if link.indicator:
        return gettext("这个指标还没有公布数。")
    return link.reason or say(judgement.reason)


def target_series(reading: Reading, link: Link, indicator: Indicator | None) -> list[Series]:
    """The series that the target rests on: its own, the parts of its ratio, and the one it is set against."""
    if indicator is None:
        return []
    s = reading.standing
    codes = [indicator.code]
    if indicator.formula:
        codes += [indicator.formula.numerator, indicator.formula.denominator]
    found = []
    for where in dict.fromkeys(w for w in (link.region, link.versus) if w):
        for code in codes:
            rows = [o for o in s.observations if o.indicator == code and o.region == where]
            one = series(
                rows,
                indicator=s.indicators[code],
                region=s.regions[where].name if where in s.regions else "",
                as_of=reading.as_of,
                years=range(reading.years[0] - 1, reading.years[-1] + 1) if where == link.region else (),
                fold=reading.years[0] - 4,
            )
            if one.rows or (code == indicator.code and not indicator.formula) or code != indicator.code:
                found.append(one)
    return found


def questions_on(
    plan: Plan, target: Commitment, link: Link, indicator: Indicator | None, definitions: Sequence[Definition]
) -> list[Asked]:
    found = []
    for q in plan.questions:
        if q.commitment == target.id:
            readings = gettext("可以读作：") + "；".join(q.readings) if q.readings else ""
            found.append(Asked(q.asks, readings))
    if indicator and indicator.open_question:
        found.append(Asked(indicator.open_question))
    if link.indicator and not link.confirmed:
        found.append(
            Asked(
                gettext("用“%(name)s”来衡量，对不对") % {"name": indicator.name if indicator else link.indicator},
                link.reason,
            )
        )
    for d in definitions:
        if not d.confirmed and not (indicator and indicator.open_question):
            found.append(Asked(gettext("请统计部门确认口径"), d.text))
    if not target.lead:
        found.append(Asked(gettext("牵头单位是谁"), gettext("方案没有写明。")))
    return found


def history(reading: Reading, target: Commitment, link: Link) -> list[Past]:
    """Every light that the target has had, by what was known on each day that brought it a figure."""
    s = reading.standing
    codes = {link.indicator}
    if link.indicator in s.indicators and (formula := s.indicators[link.indicator].formula):
        codes |= {formula.numerator, formula.denominator}
    rows = [o for o in s.observations if o.indicator in codes]
    start = reading.issued or date(reading.years[0], 1, 1)
    ends = {date(y + 1, 1, 1) for y in reading.years}
    days = (
        {start}
        | ends
        | {o.known_on for o in rows}
        | ({date(target.period.until + 1, 1, 1)} if target.period.until else set())
    )
    companions = [
        t for t in s.targets
        if (other := s.links.get(t.id)) and other.confirmed and other.indicator == link.indicator and other.region == link.region
    ]  # fmt: skip
    found: list[Past] = []
    for day in sorted(d for d in days if start <= d <= reading.as_of):
        judged = judge(
            target, link if link.indicator or link.why else None, indicators=s.indicators, observations=rows, rules=s.rules,
            as_of=day, plan_years=(reading.years[0], reading.years[-1]), companions=companions,
        )  # fmt: skip
        if not found or shape(judged) != found[-1].shape:
            found.append(Past(day, shape(judged), reason_of(target, judged)))
    return found[::-1]


# ---- the plan's text


@dataclass(frozen=True, slots=True)
class LedgerLine:
    id: str
    kind: str
    label: str
    promise: str
    unit: str
    due: str
    strive: bool
    shape: str
    questions: list[Any]


@dataclass(slots=True)
class Section:
    title: str
    href: str
    paragraphs: list[SafeString]
    lines: list[LedgerLine]
    actions: list[LedgerLine]
    n_targets: int = 0
    n_milestones: int = 0
    n_actions: int = 0

    @property
    def count(self) -> int:
        return self.n_targets + self.n_milestones + self.n_actions

    @property
    def shown(self) -> int:
        return len(self.lines) + len(self.actions)


@dataclass(frozen=True, slots=True)
class Claimed:
    start: int
    text: str
    context: str
    excuse: str


def ledger_line(reading: Reading, item: Commitment) -> LedgerLine:
    judgement = reading.judgements.get(item.id)
    promised = promise(item) if item.kind is Kind.TARGET else None
    return LedgerLine(
        id=item.id,
        kind=item.kind.value,
        label=name_of(item) if item.kind is Kind.TARGET else item.quote,
        promise=promised.text if promised else "",
        unit=promised.unit if promised else "",
        due="" if item.kind is Kind.ACTION and item.period.until is None else due_words(item),
        strive=item.strength is Strength.STRIVE,
        shape=shape(judgement) if judgement else "",
        questions=[q for q in reading.plan.questions if q.commitment == item.id],
    )


def sections(reading: Reading, chosen: Chosen) -> list[Section]:
    """The text cut at its headings, every commitment marked, each part beside its own ledger."""
    plan = reading.plan
    marked = Marked(reading, chosen)
    starts = sorted({h.span.start: h for h in plan.headings if h.level <= 2}.values(), key=lambda h: h.span.start)
    cuts = [_line_start(plan.text, h.span.start) for h in starts] + [len(plan.text)]
    found: list[Section] = []
    if cuts[0] > 0 and plan.text[: cuts[0]].strip():
        found.append(_section(reading, marked, gettext("文首"), "", Span(0, cuts[0]), chosen))
    waiting: list[SafeString] = []  # a heading without text of its own stands above the next part
    for n, h in enumerate(starts):
        href = sector_address(reading, h.sector) if h.sector in reading.sectors else ""
        made = _section(reading, marked, h.text, href, Span(cuts[n], cuts[n + 1]), chosen)
        if len(made.paragraphs) < 2 and not made.count and n + 1 < len(starts):
            waiting += made.paragraphs
            continue
        made.paragraphs[:0], waiting = waiting, []
        found.append(made)
    return found


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _section(reading: Reading, marked: Marked, title: str, href: str, span: Span, chosen: Chosen) -> Section:
    plan = reading.plan
    inside = [c for c in plan.commitments if span.start <= c.span.start < span.end]
    shown = [c for c in inside if marked.wanted(c)]
    paragraphs, at = [], span.start
    for row in span.of(plan.text).splitlines(keepends=True):
        body = row.strip()
        if body:
            start = at + row.index(body[0])
            paragraphs.append(marked.html(Span(start, start + len(body))))
        at += len(row)
    made = Section(
        title,
        href,
        paragraphs,
        [ledger_line(reading, c) for c in shown if c.kind is not Kind.ACTION],
        [ledger_line(reading, c) for c in shown if c.kind is Kind.ACTION],
    )
    for c in inside:
        name = f"n_{c.kind.value}s"
        setattr(made, name, getattr(made, name) + 1)
    return made


class Marked:
    """Turns stretches of the plan into HTML: commitments linked, excused numbers grey, unclaimed ones red."""

    def __init__(self, reading: Reading, chosen: Chosen) -> None:
        self.reading, self.chosen, self.plan = reading, chosen, reading.plan
        self.text = self.plan.text
        self.owner: list[str] = [""] * len(self.text)
        order = {Kind.ACTION: 0, Kind.MILESTONE: 1, Kind.TARGET: 2}
        self.by_id = {c.id: c for c in self.plan.commitments}
        for c in sorted(self.plan.commitments, key=lambda c: (order[c.kind], c.span.start - c.span.end)):
            self.owner[c.span.start : c.span.end] = [c.id] * (c.span.end - c.span.start)
        # words that two commitments share are marked once; the other follows as a number of its own
        shown = set(self.owner)
        self.sharing: dict[str, list[Commitment]] = {}
        for c in self.plan.commitments:
            if c.id not in shown:
                self.sharing.setdefault(self.owner[c.span.start], []).append(c)
        self.claim: list[int] = [-1] * len(self.text)
        for n, claim in enumerate(self.plan.coverage.claims):
            if not claim.commitment:
                self.claim[claim.span.start : claim.span.end] = [n] * (claim.span.end - claim.span.start)
        self.seen: set[str] = set()
        self.claimed: set[int] = set()

    def wanted(self, c: Commitment) -> bool:
        sector = self.reading.sector_number(c.sector) if c.sector else 0
        return self.chosen.wants(c, self.reading.judgements.get(c.id), sector)

    def html(self, span: Span) -> SafeString:
        return SafeString("".join(self._run(id, part) for id, part in _runs(self.owner, span)))

    def _run(self, id: str, span: Span) -> str:
        inner = SafeString("".join(self._claims(n, part) for n, part in _runs(self.claim, span)))
        if not id:
            return inner
        c = self.by_id[id]
        first = id not in self.seen
        self.seen.add(id)
        anchor = format_html(' id="{}"', id) if first else mark_safe("")
        off = mark_safe(' class="off"') if not self.wanted(c) else mark_safe(" data-walk")
        last = span.end == c.span.end
        number = (
            format_html("<sup>{}</sup>{}", id, self._light(c)) if last and c.kind is not Kind.ACTION else mark_safe("")
        )
        href = target_address(self.reading, id) if c.kind is Kind.TARGET else f"#L{id}"
        title = self._title(c)
        run = format_html(
            '<a data-kind="{}"{}{} href="{}" title="{}">{}{}</a>', c.kind.value, anchor, off, href, title, inner, number
        )
        return run + SafeString("".join(self._number_only(other) for other in self.sharing.get(id, ()) if last))

    def _number_only(self, c: Commitment) -> str:
        href = target_address(self.reading, c.id) if c.kind is Kind.TARGET else f"#L{c.id}"
        return format_html(
            '<a data-kind="{}" id="{}" href="{}" title="{}"><sup>{}</sup>{}</a>',
            c.kind.value, c.id, href, self._title(c), c.id, self._light(c),
        )  # fmt: skip

    def _light(self, c: Commitment) -> SafeString:
        """The light of a target that has a figure, small, after its words."""
        judgement = self.reading.judgements.get(c.id)
        if judgement is None or judgement.status is Status.UNKNOWN:
            return mark_safe("")
        return format_html(
            '<span class="{0}"><svg class="glyph" aria-hidden="true"><use href="#l-{0}"/></svg></span>\u2060',
            shape(judgement),
        )

    def _title(self, c: Commitment) -> str:
        kind = gettext(KIND_WORDS[c.kind])
        judgement = self.reading.judgements.get(c.id)
        return f"{c.id} {kind}" + (f" · {word_of(shape(judgement))}" if judgement else "")

    def _claims(self, n: int, span: Span) -> str:
        words = span.of(self.text)
        if n < 0:
            return format_html("{}", words)
        claim = self.plan.coverage.claims[n]
        anchor = format_html(' id="n{}"', claim.span.start) if n not in self.claimed else mark_safe("")
        self.claimed.add(n)
        if claim.excuse:
            return format_html('<span data-kind="excused"{} title="{}">{}</span>', anchor, claim.excuse, words)
        return format_html('<span data-kind="open"{} title="{}">{}</span>', anchor, gettext("未认领"), words)


def _runs(values: Sequence[Any], span: Span) -> Iterable[tuple[Any, Span]]:
    """Stretches of equal value within a span."""
    start = span.start
    for at in range(span.start + 1, span.end + 1):
        if at == span.end or values[at] != values[start]:
            yield values[start], Span(start, at)
            start = at


def claims(plan: Plan, *, excused: bool) -> list[Claimed]:
    return [
        Claimed(
            c.span.start,
            c.text,
            plan.text[max(0, c.span.start - 18) : c.span.end + 18].replace("\n", " ").strip(),
            c.excuse,
        )
        for c in plan.coverage.claims
        if not c.commitment and bool(c.excuse) is excused
    ]


def plan_questions(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "id": q.id,
            "asks": q.asks,
            "words": q.span.of(plan.text),
            "readings": "；".join(q.readings),
            "target": q.commitment,
        }
        for q in plan.questions
    ]


# ---- a sector


def sector_page(reading: Reading, name: str) -> dict[str, Any]:
    inside = [c for c in reading.standing.commitments if c.sector == name]
    rows = [line(c, reading.judgements[c.id]) for c in inside if c.kind is Kind.TARGET]
    order = {s: n for n, s in enumerate(SHAPES)}
    rows.sort(key=lambda r: order[r.row.shape])
    groups: dict[str, list[Line]] = {}
    for row in rows:
        groups.setdefault(row.row.shape, []).append(row)
    return {
        "name": name,
        "summary": counted_sentence(rows),
        "rows": rows,
        "tally": [{"shape": s, "rows": groups[s]} for s in SHAPES if s in groups],
        "milestones": [ledger_line(reading, c) for c in inside if c.kind is Kind.MILESTONE],
        "actions": [ledger_line(reading, c) for c in inside if c.kind is Kind.ACTION],
        "anchor": inside[0].id if inside else "main",
    }


# ---- indicators and sources


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    code: str
    name: str
    value: str
    unit: str
    stage: str
    period: Any
    count: int
    targets: list[tuple[str, str]]


def indicator_groups(reading: Reading, observations: Iterable[Observation]) -> list[dict[str, Any]]:
    """The catalogue: what targets use, then the parts and comparisons, then what has figures only."""
    s = reading.standing
    home = s.plan.region_id or ""
    by_code: dict[str, list[Observation]] = {}
    for o in known(observations, as_of=reading.as_of):
        by_code.setdefault(o.indicator, []).append(o)
    used: dict[str, list[tuple[str, str]]] = {}
    for t in s.targets:
        if (link := s.links.get(t.id)) and link.indicator:
            used.setdefault(link.indicator, []).append((t.id, name_of(t)))
    parts = {p for code in used if (f := s.indicators[code].formula) for p in (f.numerator, f.denominator)}
    groups: dict[str, list[IndicatorRow]] = {"used": [], "part": [], "other": []}
    for code, indicator in s.indicators.items():
        rows = by_code.get(code, [])
        newest = _newest([o for o in rows if o.region == home])
        made = IndicatorRow(
            code,
            indicator.name,
            "" if newest is None else number(newest.value) if newest.value is not None else number(newest.growth),
            "" if newest is None else newest.unit if newest.value is not None else "%",
            STAGE_MARKS[newest.stage] if newest else "",
            newest.period if newest else None,
            len(rows),
            used.get(code, []),
        )
        groups["used" if code in used else "part" if code in parts else "other"].append(made)
    titles = {"used": gettext("目标用到的指标"), "part": gettext("算比率用的分子和分母"), "other": gettext("其他指标")}
    return [
        {"title": titles[key], "rows": sorted(rows, key=lambda r: (not r.count, not r.value))}
        for key, rows in groups.items()
        if rows
    ]


def _newest(rows: Iterable[Observation]) -> Observation | None:
    chosen = [o for o in prefer(tuple(rows)) if o.preferred]
    return max(chosen, key=lambda o: (o.period.ends, -o.period.first, o.value is not None), default=None)


NATURE_WORDS = {"flow": "流量：各月相加", "stock": "存量：期末时点数", "ratio": "比率：由分子分母重算，不求平均"}


def indicator_page(
    reading: Reading,
    code: str,
    *,
    observations: Sequence[Observation],
    definitions: Sequence[Definition],
    peers: Any = None,
) -> dict[str, Any]:
    s = reading.standing
    indicator = s.indicators[code]
    home = s.plan.region_id or ""
    by_region: dict[str, list[Observation]] = {}
    for o in observations:
        by_region.setdefault(o.region, []).append(o)
    compared = {link.versus for link in s.links.values() if link.indicator == code and link.versus}
    shown = [r for r in by_region if r == home or r in compared] or list(by_region)[:3]
    shown.sort(key=lambda r: r != home)
    all_series = [
        series(
            by_region[r], indicator=indicator, region=s.regions[r].name if r in s.regions else "", as_of=reading.as_of
        )
        for r in shown
    ]
    formula = indicator.formula
    return {
        "code": code,
        "name": indicator.name,
        "unit": indicator.unit,
        "nature": gettext(NATURE_WORDS[indicator.nature.value]),
        "basis": indicator.growth_basis.value,
        "formula": {
            "numerator": s.indicators[formula.numerator],
            "denominator": s.indicators[formula.denominator],
            "factor": formula.factor,
        }
        if formula
        else None,
        "aliases": "、".join(indicator.aliases),
        "note": indicator.note,
        "not_same_as": indicator.not_same_as,
        "open_question": indicator.open_question,
        "definitions": definitions,
        "series": [one for one in all_series if one.rows],
        "none": gettext("截至%(day)s，“%(name)s”未见公布。") % {"day": day_text(reading.as_of), "name": indicator.name},
        "targets": [
            table_row(t, reading.judgements[t.id], label=name_of(t), sources=Sources())
            for t in s.targets
            if (link := s.links.get(t.id)) and link.indicator == code
        ],
        "peers": peers or {},
    }


def rule_uses(reading: Reading) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for j in reading.judgements.values():
        counts[j.rule] = counts.get(j.rule, 0) + 1
    return [
        {"code": r.code, "says": r.says, "source": r.source, "count": counts.get(r.code, 0)}
        for r in reading.rules.rules.values()
    ]


LIGHT_SAYS = {
    "missed": "期限已过，数已公布，没有做到",
    "bad": "还在期限内，远远落后于时序",
    "slow": "还在期限内，落后于时序",
    "ok": "还在期限内，跟得上时序",
    "reached": "期限未到，已经达到；到期时仍须在线上",
    "met": "期限已过，数已公布，做到了",
    "unknown": "没有数，旁边一定写着原因",
    NOT_YET: "每年的任务，年份还没有结束，本来就不该有数",
}
SHAPE_SAYS = {
    "missed": "方块打叉", "bad": "实心倒三角", "slow": "空心倒三角", "ok": "半圆", "reached": "圆环内圆点", "met": "实心圆",
    "unknown": "虚线圆", NOT_YET: "小点",
}  # fmt: skip


def lights() -> list[dict[str, str]]:
    return [{"shape": s, "form": gettext(SHAPE_SAYS[s]), "says": gettext(LIGHT_SAYS[s])} for s in SHAPES]


# ---- sources


@dataclass(frozen=True, slots=True)
class SourceRow:
    code: str
    title: str
    publisher: str
    published: date | None
    rank: int
    figures: int
    later: bool


def source_rows(
    reading: Reading, sources: Iterable[Source], counts: Mapping[str, tuple[int, int]]
) -> list[dict[str, Any]]:
    """The city's own documents first, then those of other places. `counts`: figures by source, ours and all."""
    groups: dict[bool, list[SourceRow]] = {True: [], False: []}
    for s in sources:
        ours, every = counts.get(s.code, (0, 0))
        later = s.published is not None and s.published > reading.as_of
        groups[ours > 0].append(
            SourceRow(s.code, s.title, s.publisher, s.published, s.rank, 0 if later else every, later)
        )
    titles = {True: gettext("本市的数"), False: gettext("用来比较的别处的数")}
    return [{"title": titles[key], "rows": rows} for key, rows in groups.items() if rows]


def source_page(reading: Reading, source: Source, observations: Iterable[Observation]) -> dict[str, Any]:
    s = reading.standing
    rows = [
        observation_row(
            o,
            name=s.indicators[o.indicator].name if o.indicator in s.indicators else o.indicator,
            region=s.regions[o.region].name if o.region in s.regions else o.region,
            rivals=False,
        )
        for o in observations
        if o.known_on <= reading.as_of
    ]
    later = source.published is not None and source.published > reading.as_of
    return {"s": source, "later": later, "rows": rows}


# ---- small things that several pages say


def address(reading: Reading, name: str) -> str:
    return reverse(f"pages:{name}") + query(reading)


def spoken(sentence: Iterable[Phrase]) -> list[Phrase]:
    """A sentence of the core in the reader's language, with its emphasis."""
    return [Phrase(say(p.text), p.strong) for p in sentence]


def counted_sentence(rows: Sequence[Line]) -> str:
    head = ngettext("%(n)s个目标", "%(n)s个目标", len(rows)) % {"n": len(rows)}
    if not rows:
        return head
    return f"{head}: {counted(rows)}." if english() else f"{head}：{counted(rows)}。"
