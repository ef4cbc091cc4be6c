"""Which commitment of one plan is which of the other.

Three rounds, each with the best assignment of what is left: those that say exactly the same; those that surely are
the same (one indicator, one measure, one year; or nearly the same words); those that only may be. The last are never
paired: each is a question for a person.

The answer does not depend on which plan is called the old one: the plans are put in a fixed order before they are
paired, and the pairs are turned round again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from guatu.core.amend.assignment import best_pairs
from guatu.core.amend.model import Doubt
from guatu.core.judging.linking import LIKE, MARKS, bare_name
from guatu.core.plan.model import Commitment, Kind, PeriodKind, Plan
from guatu.core.series.units import same_kind
from guatu.core.text.said import NOTHING, Said, verbatim

SURE_WORDS = 800  # per thousand of common pairs of characters, from which two sentences are the same one
SAME_NAME = 900  # other names of one indicator, when sentence, year and measure are those of the same promise
MAYBE_WORDS = 550  # from here on a person is asked
CLOSE = 15  # two candidates nearer than this are both possible
DIGITS = re.compile(r"[0-9０-９.．%％]+")
DATES = re.compile(r"(?:到|在|至)?#(?:年|月|日)+(?:底|末|初)?(?:之?前|以前)?|#[—–\-－~～至]#年(?:每年|期间)?|每年")
WILL = re.compile(r"力争|争取|力求|争创|确保|努力")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Old id → new id, and what a person must say."""

    pairs: dict[str, str]
    doubts: tuple[Doubt, ...]


def match_plans(old: Plan, new: Plan, *, said: Mapping[str, str] | None = None) -> Pairing:
    """Pair the commitments of two versions of a plan.

    Args:
        said: what a person has answered: old id → new id, or "" for one that has no successor.
    """
    said = dict(said or {})
    turned = _order(old) > _order(new)
    left, right = (new, old) if turned else (old, new)
    fixed = {b: a for a, b in said.items() if b} if turned else {a: b for a, b in said.items() if b}
    closed_old = set(said)
    closed_new = {b for b in said.values() if b}
    gone_left, gone_right = (closed_new, closed_old) if turned else (closed_old, closed_new)
    desk = _Desk(left.commitments, right.commitments, without=(gone_left, gone_right))
    pairs, maybe = desk.solved()
    pairs |= fixed
    if turned:
        pairs = {b: a for a, b in pairs.items()}
        maybe = {(b, a): said_so for (a, b), said_so in maybe.items()}
    rank = {c.id: n for n, c in enumerate(old.commitments)}
    last = {c.id: n for n, c in enumerate(new.commitments)}
    doubts = tuple(
        Doubt(a, b, _asks(a, b, why), likeness)
        for (a, b), (likeness, why) in sorted(maybe.items(), key=lambda kv: (rank[kv[0][0]], last[kv[0][1]]))
    )
    return Pairing(dict(sorted(pairs.items(), key=lambda pair: rank[pair[0]])), doubts)


def _order(plan: Plan) -> tuple[object, ...]:
    return plan.text, tuple((c.id, c.quote, str(c.value), str(c.period)) for c in plan.commitments)


def _asks(old: str, new: str, why: Said) -> Said:
    return Said("原{old}与新{new}{why}，是否同一条目？", old=old, new=new, why=why)


class _Desk:
    """The commitments of both sides that have no partner yet."""

    def __init__(
        self, left: Sequence[Commitment], right: Sequence[Commitment], *, without: tuple[set[str], set[str]]
    ) -> None:
        self.left, self.right = left, right
        self.free = (
            [n for n, c in enumerate(left) if c.id not in without[0]],
            [n for n, c in enumerate(right) if c.id not in without[1]],
        )
        self.chains = _chains(left) | _chains(right)
        self.pairs: dict[str, str] = {}

    def solved(self) -> tuple[dict[str, str], dict[tuple[str, str], tuple[int, Said]]]:
        self._exact()
        likely = {}
        for i in self.free[0]:
            for j in self.free[1]:
                if found := self._likeness(self.left[i], self.right[j]):
                    likely[i, j] = found
        sure = {edge: score for edge, (score, why) in likely.items() if not why}
        chosen = best_pairs({edge: self._weight(edge, score) for edge, score in sure.items()})
        for edge in _rivalled(chosen, sure):
            likely[edge] = sure[edge], Said("相近，另有一条同样相近")
            chosen.pop(edge[0], None)
        self._take(chosen)
        rest = {
            edge: found for edge, found in likely.items()
            if edge[0] in self.free[0] and edge[1] in self.free[1] and found[1]
        }  # fmt: skip
        best = best_pairs({edge: self._weight(edge, score) for edge, (score, _) in rest.items()})
        maybe = {}
        for edge in sorted(rest):
            score, why = rest[edge]
            top = max(rest[i, j][0] for i, j in best.items() if i == edge[0] or j == edge[1])
            if best.get(edge[0]) == edge[1] or score > top - CLOSE:
                maybe[self.left[edge[0]].id, self.right[edge[1]].id] = score, why
        return self.pairs, maybe

    def _exact(self) -> None:
        """Those that say the same, in the order of the text: first within one sector, then anywhere."""
        for key in (_wholly, _said):
            places: dict[object, list[int]] = defaultdict(list)
            for j in self.free[1]:
                places[key(self.right[j])].append(j)
            found = {}
            for i in self.free[0]:
                if same := places.get(key(self.left[i])):
                    found[i] = same.pop(0)
            self._take(found)

    def _take(self, found: Mapping[int, int]) -> None:
        self.pairs |= {self.left[i].id: self.right[j].id for i, j in found.items()}
        self.free = (
            [i for i in self.free[0] if i not in found],
            [j for j in self.free[1] if j not in set(found.values())],
        )

    def _weight(self, edge: tuple[int, int], score: int) -> int:
        """Likeness first; among equals those that stand at like places of the two texts."""
        apart = abs(edge[0] * len(self.right) - edge[1] * len(self.left)) * 999 // (len(self.left) * len(self.right))
        return score * 1000 + 999 - apart

    def _likeness(self, a: Commitment, b: Commitment) -> tuple[int, Said] | None:
        """Per thousand, and the reason to doubt (nothing when there is none); None when they have nothing in common."""
        words = _common(_words(a), _words(b))
        if a.kind is Kind.TARGET and b.kind is Kind.TARGET:
            return self._targets(a, b, words)
        near = _years_apart(a, b)
        bonus = (20 if a.sector == b.sector else 0) + max(0, 20 - 10 * near)
        score = min(1000, words * 96 // 100 + bonus)
        if words < MAYBE_WORDS:
            return None
        if (a.kind is Kind.TARGET) is not (b.kind is Kind.TARGET):
            return score, Said("文字相近，一条有数值，一条没有")
        return score, NOTHING if words >= SURE_WORDS else Said("文字相近而不相同")

    def _targets(self, a: Commitment, b: Commitment, words: int) -> tuple[int, Said] | None:
        name = _named(a.indicator, b.indicator)
        if name < LIKE * 1000 and words < MAYBE_WORDS:
            return None
        near = _years_apart(a, b)
        same_value = (a.value, a.unit, a.comparator) == (b.value, b.unit, b.comparator)
        measured = a.measure is b.measure
        kind = same_kind(a.unit, b.unit) if a.unit and b.unit else a.unit == b.unit
        score = (
            name * 45 // 100
            + words * 15 // 100
            + 100 * measured
            + 60 * kind
            + 60 * (a.sector == b.sector)
            + 50 * (a.scope == b.scope)
            + max(0, 100 - 25 * near)
            + 30 * same_value
        )
        if name < 1000 and not (max(name, words) >= SAME_NAME and words >= SURE_WORDS and near == 0 and measured):
            return score, Said("指标“{one}”与“{other}”相近而不相同", one=a.indicator, other=b.indicator)
        if not measured:
            return score, Said("指标同名，度量不同（总量、增速、比重、增量）")
        if not kind:
            units = {"one": verbatim(a.unit), "other": verbatim(b.unit)}
            return score, Said("指标同名，单位“{one}”与“{other}”不是同一种", **units)
        chain = _chain_key(a) in self.chains or _chain_key(b) in self.chains
        if chain and near and not same_value:
            return score, Said("指标同名，年份和数值都不同")
        return score, NOTHING


def _rivalled(chosen: Mapping[int, int], sure: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Chosen pairs, and their rivals, where one that was left over would have done as well."""
    taken = set(chosen.values())
    found = []
    for i, j in chosen.items():
        near = [
            edge for edge, score in sure.items()
            if score > sure[i, j] - CLOSE and ((edge[0] == i and edge[1] not in taken)
                                               or (edge[1] == j and edge[0] not in chosen))
        ]  # fmt: skip
        found += [(i, j), *near] if near else []
    return found


def _wholly(c: Commitment) -> object:
    return _said(c), c.sector


def _said(c: Commitment) -> object:
    """What is promised, whatever the place in the text."""
    return (
        c.kind, _plain(c.quote), c.period, c.strength, c.scope, c.indicator, c.measure, c.comparator, c.value,
        c.value_max, c.unit, c.direction, c.base_year, c.relative_to, c.cumulative,
    )  # fmt: skip


def _chain_key(c: Commitment) -> tuple[object, ...]:
    return bare_name(c.indicator), c.measure, c.scope, c.sector


def _chains(commitments: Sequence[Commitment]) -> set[tuple[object, ...]]:
    """Indicators that one plan promises for several years: 110, 121, 133万件."""
    years: dict[tuple[object, ...], set[int | None]] = defaultdict(set)
    for c in commitments:
        if c.kind is Kind.TARGET:
            years[_chain_key(c)].add(c.period.until)
    return {key for key, found in years.items() if len(found) > 1}


def _years_apart(a: Commitment, b: Commitment) -> int:
    """Years between two deadlines; a date against none counts two; another kind of period counts one more."""
    yearly = (PeriodKind.EACH_YEAR, PeriodKind.AVERAGE)
    other = int((a.period.kind in yearly) is not (b.period.kind in yearly))
    if a.period.until is None or b.period.until is None:
        return other + (0 if a.period.until == b.period.until else 2)
    return other + abs(a.period.until - b.period.until)


@lru_cache(4096)
def _plain(text: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(4096)
def _words(c: Commitment) -> str:
    """A quote as it is likened: without numbers, dates, marks, and words of will."""
    text = DIGITS.sub("#", unicodedata.normalize("NFKC", c.quote))
    return WILL.sub("", MARKS.sub("", DATES.sub("", text)))


@lru_cache(4096)
def _bigrams(text: str) -> Counter[str]:
    return Counter(text[n : n + 2] for n in range(len(text) - 1)) or Counter([text])


def _common(a: str, b: str) -> int:
    """Dice's share of common pairs of characters, per thousand.

    >>> _common("建成文化中心", "建成文化中心"), _common("建成文化中心", "推动研学旅行")
    (1000, 0)
    """
    x, y = _bigrams(a), _bigrams(b)
    return 2000 * (x & y).total() // (x.total() + y.total())


@lru_cache(16384)
def _named(a: str, b: str) -> int:
    """Likeness of two indicators' names, per thousand; 1000 when they are the same but for places and totals."""
    x, y = sorted((bare_name(a), bare_name(b)))
    if x == y:
        return 1000
    score = SequenceMatcher(None, x, y).ratio()
    if x in y or y in x:
        score = max(score, LIKE)
    return min(999, int(score * 1000))
