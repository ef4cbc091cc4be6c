"""The row of a figure: its name with what has been spoken of put to it, whom it is for, and how it moves.

`labels.py` gives the name that the words around the figure give; here it is completed from the subject of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

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
    size_carried,
    stem_carried,
)
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.labels import label_each, label_of
from guatu.core.plan.clauses.lexicon import NEW, NEWLY, RATE
from guatu.core.plan.clauses.parts import FigureWords, without_per_whom
from guatu.core.plan.clauses.state import Subject
from guatu.core.plan.clauses.subjects import cut, shared, shared_growth, with_verb
from guatu.core.text.comparators import Bound
from guatu.core.text.units import core_of

_SHARED = re.compile(r"分别|(?<!平)均|都|各(?!类|项|种|级|区|县|地)")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_FALL = re.compile(r"(?:降低|减少|压减|压缩|缩短|削减)(?=.{2})")
_OFTEN = re.compile(r"每(?:半年|季度?|月|周|旬|日|天)")
_HEAD_COUNT = re.compile(r"每(?:百万|十万|[百千万])(?:名)?(?:常住|户籍)?(?:人口|老年人|儿童|人|名|户)?")


class RowName(NamedTuple):
    """The name of the row or rows that a group of figures makes, and what goes on from it."""

    label: str  # empty where there is none
    scope: str
    verb: str
    bound: Bound  # of the first figure, with the fall that its name told
    kept: str  # the verb that the list goes on under
    part: str  # the part of the whole behind 其中
    spread: str  # the name that goes on from place to place


def name_of(first: FigureWords, subject: Subject, before: Sequence[Making], again: str) -> RowName:
    """The name of a figure's row. `before`: the rows of its clause so far; `again`: the row that it states again."""
    scope, verb, label = label_of(first, subject)
    spread, part, bound = subject.spread, subject.part, first.bound
    if again:
        verb, label = "", again
    elif subject.label and (region := _region(first, subject)):
        scope, label = region
        spread = label
    else:
        scope, label = _gone_on(scope, label, first, subject, before)
    if subject.inside:
        part = part if label in subject.whole else part_of(label) or part
        label = part_named(label, subject.whole, part)
    if not _WORDS.search(label):  # a row's name has letters
        return RowName("", scope, verb, bound, subject.verb, part, spread)
    if first.q.kind == "percent" and not bound.effect and (fall := _FALL.match(label)) and not RATE.end(label):
        label, bound = label[fall.end() :], bound._replace(effect="fall")  # 降低物流成本5%
    if often := _OFTEN.search(without_per_whom(first.pre[: bound.start])):
        label = label if label.startswith("每") else often[0] + label
    verb, label, kept = _under_verb(verb, label, first, subject, listed=bool(before))
    label = _of_so_many(label, first, subject, before)
    if before and before[-1].scope.startswith("每") and not scope and not cut(first.pre):
        scope = before[-1].scope  # 每县建设1所A、2所B
    return RowName(label, scope, verb, bound, kept, part, spread)


def _gone_on(scope: str, label: str, first: FigureWords, subject: Subject, before: Sequence[Making]) -> tuple[str, str]:
    """Scope and name, with the head that the figure before has and this one leaves out."""
    if before and first.q.kind == "count":
        return scope, size_carried(level_carried(label, before[-1].indicator), before[-1].indicator)
    if subject.said and not before:
        return scope, noun_carried(stem_carried(label, subject.said), subject.said)
    if not scope and subject.scope in OWNERS and label in OWNED:
        return subject.scope, label
    return scope, owned_by_place(label, subject.label)


def _region(part: FigureWords, subject: Subject) -> tuple[str, str] | None:
    """甲县500个 behind 主城区新增泊位2000个: a place and nothing else before the figure, nothing behind it."""
    before = part.pre[: part.bound.start].rstrip("、， \x00")
    if not before.endswith(PLACE_ENDS) or cut(part.post):
        return None
    if subject.placed is not None and core_of(subject.placed.unit) != core_of(part.q.unit):
        return None
    place = cut(before).removeprefix("其中").lstrip("：，")
    goes_on = subject.spread == subject.label or (subject.inside and part.q.unit in subject.units)
    found = region_again(place, subject.label) if goes_on else region_of(place, subject.label)
    if found is not None and subject.placed is not None:
        _part_from_place(subject.placed, found[1])
    return found


def _part_from_place(row: Making, name: str) -> None:
    """The row of the first place, where its name begins with the place, has it as its scope from then on."""
    if row.indicator == name or not row.indicator.endswith(name):
        return
    head = row.indicator.removesuffix(name).rstrip("的")
    if head and row.scope in ("", head):
        row.scope, row.indicator = head, name


def _under_verb(verb: str, label: str, first: FigureWords, subject: Subject, *, listed: bool) -> tuple[str, str, str]:
    """Verb and name of a figure in a list, and the verb that the list goes on under: 新增A30家、B20家."""
    if verb or not listed or first.bound.words:
        return verb, label, verb or next((word for word in first.bound.words if word in NEWLY), "")
    if subject.verb.startswith(NEWLY) and not label.startswith(subject.verb):
        return subject.verb, subject.verb + label, subject.verb
    if subject.verb and first.post and first.q.kind == "count" and not cut(first.pre):
        label = with_verb(subject.verb, label)  # 培训200名工匠、3000名技工
    return verb, label, subject.verb


def _of_so_many(label: str, first: FigureWords, subject: Subject, before: Sequence[Making]) -> str:
    """每千人口床位数达到7.5张，医师数达到3.8人: the second is of a thousand people, too."""
    if first.q.kind != "count" or not label.endswith("数") or label.startswith("每"):
        return label
    head = _HEAD_COUNT.match(before[-1].indicator) if before else None
    if head is None and not label.startswith("总") and first.bound.words:
        head = _HEAD_COUNT.match(subject.label)
    return head[0] + label if head else label


def rows_of(name: RowName, group: Sequence[FigureWords], subject: Subject) -> list[str]:
    """The rows that a name stands for: as many as there are figures, or those that share one of them, or itself."""
    first, label, count = group[0], name.label, len(group)
    if count > 1:
        same = len(subject.rows) == count
        if same and label == subject.label:
            return list(subject.rows)
        if same and label == NEW.sub("", subject.label):
            return [NEW.sub("", row) for row in subject.rows]  # 新增A30家、B20家，总数分别达到…
        return label_each(label, count, first)
    each = _SHARED.search(first.pre[first.bound.start :]) or "分别" in first.pre
    if each or (first.q.unit.endswith("番") and "、" in label):
        return label_each(label, None, first)
    if first.q.kind == "percent":
        return shared(label) if name.bound.effect not in ("growth", "fall") else shared_growth(label)
    return [label]
