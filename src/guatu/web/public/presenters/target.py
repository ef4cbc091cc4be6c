"""A target's page: sentence, figures, arithmetic, questions, history, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from guatu.core.check.report import HeadingsAbove
from guatu.core.judging.model import Judgement, Link, Status, Why
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Plan
from guatu.core.reports.in_short import in_short, stated
from guatu.core.reports.stations import stations
from guatu.core.reports.target_tables import Sources, TargetRow
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import NOT_YET, NOT_YET_WORD, due_words, gap_amount, rule_word, shape
from guatu.core.series.model import Definition, Indicator, Region, Source
from guatu.core.text.figures import Amount, percent
from guatu.core.text.said import NOTHING, Said, Sentence, listed, quoted, verbatim
from guatu.core.text.spans import Span
from guatu.web.public.presenters.addresses import address
from guatu.web.public.presenters.series import Series, series
from guatu.web.standing.reading import Reading, Revision


@dataclass(frozen=True, slots=True)
class NextTarget:
    """The target before or after this one."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    asks: Sentence
    says: Sentence = NOTHING


@dataclass(frozen=True, slots=True)
class Past:
    since: date
    shape: str
    reason: Sentence
    note: Sentence = NOTHING  # from this day the plan was read otherwise


@dataclass(frozen=True, slots=True)
class TargetPage:
    c: Commitment
    j: Judgement
    row: TargetRow
    label: str
    title: Said
    verdict: Sentence  # for a mayor
    reckoned: Sentence  # the statistician's own sentence, under it; nothing where it would say the same again
    heading: str
    passage: SafeString
    cite: Said
    in_plan: str
    link: Link
    indicator: Indicator | None
    region: Region | None
    series: list[Series]
    no_series: Sentence
    definitions: Sequence[Definition]
    others: list[tuple[str, str, str]]  # what it is often confused with: name, why it is another thing, code
    rule_name: str
    rule_says: str
    done: str
    pace: str
    gap: Amount | None
    years: list[dict[str, Any]]
    questions: list[OpenDoubt]
    history: list[Past]
    neighbours: list[TargetRow]
    previous: NextTarget | None
    following: NextTarget | None
    sources: tuple[Source, ...]
    chart: SafeString | str = ""
    chart_note: Said = NOTHING
    peers: dict[str, Any] = field(default_factory=dict)
    later: Said = NOTHING  # 到期后修订: what it was changed to, which does not count
    on_page: tuple[str, int] | None = None  # address and number of the page of the original file


def target_page(
    reading: Reading,
    code: str,
    *,
    definitions: Sequence[Definition],
    chart: Any = "",
    chart_note: Said = NOTHING,
    peers: Any = None,
    on_page: tuple[str, int] | None = None,
) -> TargetPage:
    s, plan = reading.standing, reading.plan
    target, judgement = reading.commitments[code], reading.judgements[code]
    link = s.links.get(code) or Link(code, why=Why.NOT_LINKED)
    indicator = s.indicators.get(link.indicator)
    place = s.regions.get(link.region)
    cited = Sources()
    made = table_row(target, judgement, label=reading.names[code], sources=cited, best=reading.best.get(code))
    sentence = sentence_around(plan.text, target.span)
    targets = s.targets
    at = next(n for n, t in enumerate(targets) if t.id == code)
    near = [t for t in targets if t.id != code and sentence.overlaps(t.span)]
    rule = s.rules.rules.get(judgement.rule)
    short = in_short(target, judgement, reading.best.get(code))
    return TargetPage(
        c=target,
        j=judgement,
        row=made,
        label=made.label,
        title=title_of(target, reading.names[code]),
        verdict=short,
        reckoned=judgement.reason if adds_to_it(judgement) and str(short) != str(judgement.reason) else NOTHING,
        heading=heading_of(plan, target.span),
        passage=passage(plan.text, sentence, target),
        cite=cite(reading, target.span),
        in_plan=address(reading, "plan") + f"#{code}",
        link=link,
        indicator=indicator,
        region=place,
        series=target_series(reading, link, indicator),
        no_series=no_series(link, judgement),
        definitions=definitions,
        others=confusable(reading, indicator),
        rule_name=rule_word(judgement.rule) if judgement.rule else "",
        rule_says=rule.says if rule else "",
        done=percent(judgement.done) if judgement.done is not None else "",
        pace=percent(judgement.pace) if judgement.pace is not None else "",
        gap=gap_amount(judgement),
        years=[
            {
                "year": stop.year,
                "shape": stop.shape,
                "reason": stop.judgement.reason if stop.shape != NOT_YET else NOT_YET_WORD,
            }
            for stop in stations(target, judgement, reading.as_of)
        ]
        if judgement.years
        else [],
        questions=questions_on(plan, target, link, indicator, definitions, led=s.owners[code].lead is not None),
        history=history(reading, target),
        neighbours=[table_row(t, reading.judgements[t.id], label=reading.names[t.id], sources=Sources()) for t in near],
        previous=beside(reading, targets[at - 1]) if at else None,
        following=beside(reading, targets[at + 1]) if at + 1 < len(targets) else None,
        sources=tuple(cited.seen.values()),
        chart=chart,
        chart_note=chart_note,
        peers=peers or {},
        later=later_words(judgement),
        on_page=on_page,
    )


def adds_to_it(judgement: Judgement) -> bool:
    """Whether the judgement's own reason says more than the sentence for a mayor: a pace, a part that is missing."""
    if judgement.status is Status.UNKNOWN:
        return judgement.why not in (Why.NOT_PUBLISHED, Why.NOT_DUE, Why.NO_DEADLINE, Why.MERGED_PERIOD)
    return judgement.status not in (Status.MET, Status.MISSED, Status.REACHED)


def confusable(reading: Reading, indicator: Indicator | None) -> list[tuple[str, str, str]]:
    """Names often taken for the indicator: each with the reason why it is not, and its code if it has one."""
    if indicator is None:
        return []
    codes = {name: i.code for i in reading.standing.indicators.values() for name in (i.name, *i.aliases)}
    return [(name, why, codes.get(name, "")) for name, why in indicator.not_same_as]


def beside(reading: Reading, target: Commitment) -> NextTarget:
    return NextTarget(target.id, reading.names[target.id])


def title_of(target: Commitment, label: str) -> Said:
    """服务业增加值：2027年底达到344亿元以上, in the plan's own words where it has them."""
    facts = {"label": label, "due": due_words(target), "promise": stated(target)}
    return Said("{label}：{due}{promise}", **facts)


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


def cite(reading: Reading, span: Span) -> Said:
    """Where a sentence stands, as a person finds it in the document: its title and the headings above it."""
    title = reading.standing.plan.title
    facts = {
        "title": verbatim(title if title.startswith("《") else f"《{title}》"),
        "place": HeadingsAbove(reading.plan)(span.start),
    }
    if reading.issued:
        return Said("{title}，{issued}，{place}。", **facts, issued=reading.issued)
    return Said("{title}，{place}。", **facts)


def no_series(link: Link, judgement: Judgement) -> Sentence:
    if link.indicator:
        return Said("这个指标还没有公布数。")
    return link.reason or judgement.reason


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
    plan: Plan,
    target: Commitment,
    link: Link,
    indicator: Indicator | None,
    definitions: Sequence[Definition],
    *,
    led: bool,
) -> list[OpenDoubt]:
    found = []
    for q in plan.questions:
        if q.commitment == target.id:
            readings = Said("可以读作：{readings}", readings=listed(q.readings, "；")) if q.readings else NOTHING
            found.append(OpenDoubt(q.asks, readings))
    if indicator and indicator.open_question:
        found.append(OpenDoubt(quoted(indicator.open_question)))
    if link.indicator and not link.confirmed:
        name = indicator.name if indicator else link.indicator
        found.append(OpenDoubt(Said("用“{name}”来衡量，对不对", name=name), link.reason))
    for d in definitions:
        if not d.confirmed and not (indicator and indicator.open_question):
            found.append(OpenDoubt(Said("请统计部门确认口径"), quoted(d.text)))
    if not led:
        found.append(OpenDoubt(Said("牵头单位是谁"), Said("方案没有写明。")))
    return found


def revision_word(revision: Revision) -> Said:
    """方案修订, 清单新版; 追认 when it was written down after the day from which it counts."""
    word = Said("方案修订") if revision.amended else Said("清单新版")
    return Said("{word}（追认）", word=word) if revision.ratified else word


def later_words(judgement: Judgement) -> Said:
    """What a target was changed to after its deadline; nothing for others."""
    if judgement.later is None:
        return NOTHING
    asked = Said("{due}{promise}", due=due_words(judgement.later), promise=promise(judgement.later))
    return Said("到期后修订为{asked}；期限已过，灯按原目标判定。", asked=asked)


def history(reading: Reading, target: Commitment) -> list[Past]:
    """Every light that the target has had: each day that could have changed it is asked as it was answered then."""
    found: list[Past] = []
    revised = {r.on: revision_word(r) for r in reading.revisions}
    for day in sorted(d for d in reading.archive.days(target.id, reading.standing) if d <= reading.as_of):
        judged = reading.archive.judgement(day, target.id, reading.standing)
        if judged is None:
            continue
        note = revised.get(day, NOTHING)
        if not found or shape(judged) != found[-1].shape or note:
            late = Said("到期后修订，灯按原目标") if judged.later else NOTHING
            found.append(Past(day, shape(judged), judged.reason, listed((note, late), "，")))
    return found[::-1]
