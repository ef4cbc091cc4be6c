# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Quantities to reach: every figure of a clause that promises something, with its row label.

Reads one clause at a time. Figures that promise nothing are `conditions.py`'s; dates are already blanked out.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from guatu.core.plan.clauses.bounds import comparator_of, measure_of
from guatu.core.plan.clauses.conditions import Tried, excuses
from guatu.core.plan.clauses.continuing import (
    OWNED,
    OWNERS,
    PLACE_ENDS,
    level_carried,
    noun_carried,
    owned_by_place,
    part_named,
    part_of,
    region_again,
    region_of,
    rows_again,
    size_carried,
    stem_carried,
)
from guatu.core.plan.clauses.drafts import Carry, Making, TwoWays
from guatu.core.plan.clauses.labels import BASE, label_each, label_of
from guatu.core.plan.clauses.lexicon import MEASURE, NEW, NEWLY, RATE, VERB, strives
from guatu.core.plan.clauses.parts import PER_WHOM, FigureWords, group_of, parts_of
from guatu.core.plan.clauses.promises import promises
from guatu.core.plan.clauses.subjects import cut, entity, per_head, shared, shared_growth, with_verb
from guatu.core.plan.clauses.telling import tell_conditions, tell_group
from guatu.core.plan.model import Evidence, Kind, Measure
from guatu.core.text.comparators import Bound, read_bound
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity
from guatu.core.text.segments import Clause, in_brackets
from guatu.core.text.spans import Span
from guatu.core.text.units import core_of
from guatu.core.text.when import When

_SHARED = re.compile(r"分别|(?<!平)均|都|各(?!类|项|种|级|区|县|地)")
_MOVES = re.compile(
    r"(?P<who>.{2,60}?)(?:逐年|逐步|稳步|显著|明显|大幅|持续|不断|进一步|有效|全面|稳定|较大|快速|得到|实现|继续|总体|再|均|都|双双|同步|稳中)*(?:创(?:历史)?新高|迈上新台阶|回升|向好|提高|提升|增长|扩大|增强|下降|降低|改善|上升|优化|缩小|壮大)$"
)
_MOVED = (
    "创新高",
    "新高",
    "新台阶",
    "回升",
    "向好",
    "提高",
    "提升",
    "增长",
    "扩大",
    "增强",
    "下降",
    "降低",
    "改善",
    "上升",
    "优化",
    "缩小",
    "壮大",
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_FALL = re.compile(r"(?:降低|减少|压减|压缩|缩短|削减)(?=.{2})")
_OFTEN = re.compile(r"每(?:半年|季度?|月|周|旬|日|天)")
_HEAD_COUNT = re.compile(r"每(?:百万|十万|[百千万])(?:名)?(?:常住|户籍)?(?:人口|老年人|儿童|人|名|户)?")
_LONGEST_THING = 24
_MOST_OF_WHOLE = 24  # rows before 其中 that it may take apart
_LONGEST_HEAD = 120  # a name longer than that is none; it is not put before what follows


def read_targets(
    clause: Clause, text: str, quantities: list[Quantity], dates: list[When], carry: Carry
) -> tuple[list[Making], dict[int, Excused | None]]:
    """The targets of a clause, and the reason of every figure that is none, by its offset in the clause.

    `text` is the clause with its dates blanked (\\x00); `carry` is updated with the last label.
    """
    if not quantities:
        return [], {}
    reasons: dict[int, Excused | None] = {}
    live: list[Quantity] = []
    tried: list[Tried] | None = [[] for _ in quantities] if carry.trace else None
    for q, why in zip(quantities, excuses(text, quantities, tried), strict=True):
        if why:
            reasons[q.start] = why
        elif (
            q.kind == "bare"
            and not q.glyph
            and not read_bound(text[max(0, q.start - 40) : q.start].replace("\x00", "")).comparator
        ):
            continue  # a figure without a unit and without a bound: left open
        else:
            live.append(q)
    if carry.trace and tried is not None:
        for q, rules in zip(quantities, tried, strict=True):
            tell_conditions(carry.trace, clause, q, rules, bare=q not in live and q.start not in reasons)
    parts = parts_of(text, live)
    if carry.trace:
        for part in parts:
            part.asked = []
    drafts: list[Making] = []
    at = 0
    word = strives(clause.text)  # 增长6%以上、力争7%: what stands before it is a promise
    where = clause.text.find(word) if word else 0
    carry.inside = carry.inside or "其中" in clause.text
    again = carry.rows if rows_again(parts, carry.rows, carry.units) else ()
    while at < len(parts):
        group = group_of(parts, at)
        strive = word if word and where < group[0].q.start else carry.strive
        label = carry.label
        made = _read_group(clause, text, group, dates, carry, drafts, strive, again[at] if again else "")
        if carry.trace:
            tell_group(carry.trace, clause, text, group, made, dates, (label, carry.when))
        if not made:
            reasons.setdefault(group[0].q.start, None)
        drafts.extend(made)
        at += len(group)
    carry.said = ""
    if drafts:
        carry.rows, carry.units = tuple(draft.indicator for draft in drafts), tuple(draft.unit for draft in drafts)
        carry.whole = carry.whole if carry.inside else (*carry.whole, *carry.rows)[-_MOST_OF_WHOLE:]
    return drafts, reasons


def note_subject(text: str, carry: Carry, mark: str = "") -> None:
    """Remember what a clause without figures speaks of, for a clause that leaves it out (…逐年提高，到2027年突破35%)."""
    bare = carry.said = text.replace("\x00", "")
    if mark == "：" and MEASURE.end(subject := cut(bare[: read_bound(bare).start])) and "目标" not in subject:
        carry.label, carry.leads = subject, True  # 再生水利用率达到：缺水城市25%以上
        return
    if bare.endswith(_MOVED) and (moved := _MOVES.match(bare)) and MEASURE.end(subject := cut(moved["who"])):
        carry.label = subject
        return
    verb = VERB.match(phrase := cut(bare))
    if mark == "：" and not verb and 2 <= len(phrase) <= _LONGEST_THING and "目标" not in phrase:
        carry.thing, carry.thing_is_last = phrase, True  # 成长驿站：3月底前建成2家
        return
    if verb and len(phrase) - verb.end() >= 2:
        carry.thing, carry.thing_is_last = phrase[verb.end() :], True


def _read_group(
    clause: Clause,
    text: str,
    group: list[FigureWords],
    dates: list[When],
    carry: Carry,
    before: list[Making],
    strive: str,
    again: str,
) -> list[Making]:
    first = group[0]
    each = any(when.kind == "each_year" and when.end <= first.q.start for when in dates)
    if not _is_share_of_year(text, first, dates, carry) and not promises(first, before, each=each):
        return []
    scope, verb, label = label_of(first, carry)
    if again:
        verb, label = "", again
    elif carry.label and (region := _region(first, carry)):
        scope, label = region
    elif before and first.q.kind == "count":
        label = size_carried(level_carried(label, before[-1].indicator), before[-1].indicator)
    elif carry.said and not before:
        label = noun_carried(stem_carried(label, carry.said), carry.said)
    elif not scope and carry.scope in OWNERS and label in OWNED:
        scope = carry.scope
    else:
        label = owned_by_place(label, carry.label)
    if carry.inside:
        carry.part = carry.part if label in carry.whole else part_of(label) or carry.part
        label = part_named(label, carry.whole, carry.part)
    if not _WORDS.search(label):
        return []  # a row's name has letters
    if first.q.kind == "percent" and not first.bound.effect and (fall := _FALL.match(label)) and not RATE.end(label):
        label, first.bound = label[fall.end() :], first.bound._replace(effect="fall")  # 降低物流成本5%
    if often := _OFTEN.search(PER_WHOM.sub("", first.pre[: first.bound.start])):
        label = label if label.startswith("每") else often[0] + label
    if verb or not before or first.bound.words:
        carry.verb = verb or next((word for word in first.bound.words if word in NEWLY), "")
    elif carry.verb.startswith(NEWLY) and not label.startswith(carry.verb):
        verb, label = carry.verb, carry.verb + label
    elif carry.verb and first.post and first.q.kind == "count" and not cut(first.pre):
        label = with_verb(carry.verb, label)  # 培训200名工匠、3000名技工
    if (
        before
        and first.q.kind == "count"
        and label.endswith("数")
        and (head := _HEAD_COUNT.match(before[-1].indicator))
        and not label.startswith("每")
    ):
        label = head[0] + label
    elif (
        first.q.kind == "count"
        and label.endswith("数")
        and not label.startswith(("每", "总"))
        and (head := _HEAD_COUNT.match(carry.label))
        and first.bound.words
    ):
        label = head[0] + label  # 每千人口床位数达到7.5张，医师数达到3.8人
    if before and before[-1].scope.startswith("每") and not scope and not cut(first.pre):
        scope = before[-1].scope  # 每县建设1所A、2所B
    said = first.pre[first.bound.start :]
    count = len(group)
    labels = [label]
    if count > 1 and label == carry.label and len(carry.rows) == count:
        labels = list(carry.rows)
    elif count > 1 and len(carry.rows) == count and label == NEW.sub("", carry.label):
        labels = [NEW.sub("", row) for row in carry.rows]  # 新增A30家、B20家，总数分别达到…
    elif count > 1:
        labels = label_each(label, count, first)
    elif _SHARED.search(said) or "分别" in first.pre or (first.q.unit.endswith("番") and "、" in label):
        labels = label_each(label, None, first)
    elif first.q.kind == "percent":
        labels = shared(label) if first.bound.effect not in ("growth", "fall") else shared_growth(label)
    drafts: list[Making] = []
    due = [when for when in dates if when.role == "due" and not when.local and when.end <= first.q.start]
    if count > 1:
        scope = "" if len(labels) == count else scope
        first_local: When | None = None
        for number, part in enumerate(group):
            bound = part.bound if part.bound.words else first.bound
            if part.q.unit == "" and number < count - 1:
                continue
            draft = _draft(
                clause,
                text,
                part,
                bound,
                labels[number] if len(labels) == count else label,
                verb,
                dates,
                carry,
                strive,
                scope,
            )
            if len(labels) != count and len(due) == count:
                draft.when = draft.under = (
                    due[number]._replace(kind="by", since=None) if due[0].kind == "by" else due[number]
                )
            elif len(labels) != count and len(carry.listed) == count:
                draft.when = draft.under = carry.listed[number]
                draft.date_from(Span(draft.when.start, draft.when.end), draft.when)
            elif len(labels) != count:
                draft.notes.append(TwoWays.DEALT_OUT)
            if not part.q.after and group[-1].q.after == "左右":
                draft.notes.append(TwoWays.ABOUT)
            if number and draft.comparator and not part.bound.words:
                draft.evidence.append(
                    Evidence(Span(clause.start + first.start, clause.start + first.q.start), "share: 分别")
                )
            if number and first_local and draft.when is draft.under:
                draft.when = first_local  # 年均分别增长5%、8%: of every value
            first_local = draft.when if draft.when is not None and draft.when.local else first_local if number else None
            drafts.append(draft)
    else:
        scope = scope if len(labels) == 1 else ""
        for row in labels:
            drafts.append(_draft(clause, text, first, first.bound, row, verb, dates, carry, strive, scope))
            if len(labels) > 1:
                drafts[-1].evidence.append(
                    Evidence(Span(clause.start + first.start, clause.start + first.q.start), "parallel subjects")
                )
    if drafts and not in_brackets(text, first.q.start):  # what stands there is not what the clause goes on about
        last = drafts[-1]
        if not (carry.label and last.indicator.startswith(carry.label + "（")):  # 其中…: the whole stays the subject
            carry.label = last.indicator if count == 1 or len(labels) != count else label
        carry.scope, carry.placed = last.scope, last if count == 1 else None
        if len(carry.label) > _LONGEST_HEAD:
            carry.label = ""
        carry.grows = last.measure is Measure.GROWTH
        carry.thing_is_last = False
        if not RATE.end(carry.label):
            carry.amount = carry.label
        carry.thing = NEW.sub("", entity(carry.label).removeprefix(verb))
    return drafts


def _region(part: FigureWords, carry: Carry) -> tuple[str, str] | None:
    """甲县500个 behind 主城区新增泊位2000个: a place and nothing else before the figure, nothing behind it.

    The row of the first place, where its name begins with the place, has it as its scope from then on.
    """
    before = part.pre[: part.bound.start].rstrip("、， \x00")
    if not before.endswith(PLACE_ENDS) or cut(part.post):
        return None
    if carry.placed is not None and core_of(carry.placed.unit) != core_of(part.q.unit):
        return None
    place = cut(before).removeprefix("其中").lstrip("：，")
    goes_on = carry.spread == carry.label or (carry.inside and part.q.unit in carry.units)
    found = region_again(place, carry.label) if goes_on else region_of(place, carry.label)
    if found is None:
        return None
    if carry.placed is not None and carry.placed.indicator != found[1]:
        head = carry.placed.indicator.removesuffix(found[1]).rstrip("的")
        if head and carry.placed.scope in ("", head) and carry.placed.indicator.endswith(found[1]):
            carry.placed.scope, carry.placed.indicator = head, found[1]
    carry.spread = found[1]
    return found


def _is_share_of_year(text: str, part: FigureWords, dates: list[When], carry: Carry) -> bool:
    """其中2025年3家、2026年4家: a figure right behind its own year, of what the clause before speaks of."""
    if not carry.label or cut(part.pre) or cut(part.post) or part.q.kind in ("bare", "name"):
        return False
    before = bisect_right(dates, part.q.start, key=lambda when: when.end) - 1
    when = dates[before] if before >= 0 else None
    if when is None or when.role != "due" or when.until is None:
        return False
    return not text[when.end : part.q.start].strip("\x00 ")


def _draft(
    clause: Clause,
    text: str,
    part: FigureWords,
    bound: Bound,
    label: str,
    verb: str,
    dates: list[When],
    carry: Carry,
    strive: str,
    scope: str,
) -> Making:
    q = part.q
    measure, direction = measure_of(q, bound, label, verb, part.asked)
    if (
        measure is Measure.SHARE
        and carry.grows
        and label == carry.label
        and not cut(part.pre[: part.bound.start])
        and not RATE.end(label)
    ):
        measure = Measure.GROWTH  # 增长10%，力争达到12%
    draft = Making(
        Kind.TARGET, clause.start + part.start, clause.start + part.end, indicator=label, measure=measure, direction=direction,
        comparator=comparator_of(q, bound, measure, verb, label, part.pre if cut(part.pre) else text[max(0, q.start - 80) : q.start]), value=q.value, value_max=q.value_max, unit=per_head(label, q.unit.replace(" ", "").replace("\n", "")),
        strive=strive, scope="" if scope.endswith("级") and q.kind != "percent" else scope, figure=Span(clause.start + q.start, clause.start + max(q.digits_end, q.end - len(q.after))),
        cumulative="累计" in text[part.start : q.start],
    )  # fmt: skip
    while (
        draft.start < draft.end
        and text[draft.start - clause.start] in "、，和及与并以 \x00"
        and not _is_date(dates, draft.start - clause.start)
    ):
        draft.start += 1
    if q.kind == "points" and (base := BASE.search(part.pre)):
        draft.relative_to = base["base"]
    draft.evidence.append(Evidence(Span(clause.start + q.start, clause.start + q.end), q.rule or "figure and unit"))
    for rule in bound.rules:
        draft.evidence.append(
            Evidence(
                Span(clause.start + max(part.start, q.start - len(part.pre) + bound.start), clause.start + q.start),
                rule,
            )
        )
    governing = [when for when in dates if when.role == "due" and when.start < q.start]
    own = next((when for when in reversed(governing) if when.local and when.start >= part.start - 1), None)
    major = next((when for when in reversed(governing) if not when.local), None)
    draft.under = major or carry.when
    draft.when = own or draft.under
    since = next((when for when in reversed(dates) if when.role == "base" and when.start < q.start), None)
    if since and since.until:
        draft.base_year = since.until
    if when := major or own:
        draft.date_from(Span(clause.start + when.start, clause.start + when.end), when)
    elif carry.dated_by and carry.when:
        draft.date_from(carry.dated_by, carry.when)
    return draft


def _is_date(dates: list[When], at: int) -> bool:
    return any(when.start <= at < when.end for when in dates)
