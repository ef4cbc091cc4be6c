"""The plan's own words around a target's figure: 力争突破500万吨, 达到344亿元以上, 不少于3场.

A sign (≥, >, ≤) says how a figure binds; the plan says it in words, and only some of them are in the sign. They are
read from the quote again wherever a target is stated, so that an edited target never bears words that it lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from guatu.core.plan.model import Commitment, Comparator, Strength
from guatu.core.text.comparators import AFTER, BEFORE, read_bound
from guatu.core.text.quantities import Quantity, find_quantities

STRIVING = re.compile(r"力争|争取|争创|力求")
LEAST = re.compile(r"(?:至少|不少于|最少)(?=[^，。；、]*$)")
CLAUSE = re.compile(r"[，。；]")
PLAIN = frozenset({"达到", "达", "以上", "及以上", "为", "共", "至少"})  # the sign says as much


@dataclass(frozen=True, slots=True)
class OwnWords:
    """`said`: with the figure, as written; `mark`: the words that the sign beside a figure does not say."""

    said: str
    mark: str = ""
    strives: bool = False


def own_words(target: Commitment) -> OwnWords | None:
    """How the plan itself states a target; None where its quote has no figure like that (an edited one, a table).

    >>> from guatu.core.plan.model import Kind
    >>> from guatu.core.text.spans import Span
    >>> from decimal import Decimal
    >>> own_words(Commitment("C1", Kind.TARGET, "货物发运量力争突破500万吨", Span(0, 13), "", strength=Strength.STRIVE,
    ...     comparator=Comparator.ABOVE, value=Decimal(500), unit="万吨"))
    OwnWords(said='力争突破500万吨', mark='力争突破', strives=True)
    """
    return _read(target)


def own_mark_of(item: Commitment) -> str:
    """The words beside a name that the sign does not say; of a task that is striven for that word, else none."""
    found = own_words(item)
    return found.mark if found else _striving(item)


@lru_cache(maxsize=8192)
def _read(target: Commitment) -> OwnWords | None:
    quote, found = target.quote, _figure(target)
    strives = _striving(target)
    if found is None:
        return OwnWords("", strives, True) if strives and target.value is None else None
    bound = read_bound(quote[: found.start])
    word = _binding_word(target, bound.words, found, quote)
    if word is None:
        return None
    before = quote[bound.start : found.start].strip().removeprefix("每年")
    clause = CLAUSE.split(quote[: found.start])[-1]
    if not before and word and word in clause and word not in AFTER:
        before = word  # 至少建成3所: the word stands before the deed
    if strives and not STRIVING.search(before):
        before = strives + before
    return OwnWords(before + quote[found.start : found.end], strives + ("" if word in PLAIN else word), bool(strives))


def _figure(target: Commitment) -> Quantity | None:
    """The figure of the quote that is the target's own."""
    if target.value is None:
        return None
    same = [
        q
        for q in find_quantities(target.quote)
        if q.value == target.value and q.value_max == target.value_max and target.unit.startswith(q.unit)
    ]
    return same[-1] if same else None


def _striving(target: Commitment) -> str:
    """力争, where the target is held to no more than that; by the word of its own clause if it has one."""
    if target.strength is not Strength.STRIVE:
        return ""
    word = STRIVING.search(target.quote)
    return word[0] if word else "力争"


def _binding_word(target: Commitment, words: tuple[str, ...], found: Quantity, quote: str) -> str | None:
    """The word that says how the figure binds; "" where none does, None where the words do not fit the target."""
    wanted = target.comparator.value if target.comparator else ""
    if found.after in AFTER:
        return found.after if AFTER[found.after] == wanted else None
    spoken = [word for word in words if BEFORE[word].comparator]
    if spoken:
        return spoken[0] if BEFORE[spoken[0]].comparator == wanted else None
    least = LEAST.search(quote[: found.start])
    if least and target.comparator is Comparator.AT_LEAST:
        return least[0]
    return (
        "" if target.comparator not in (Comparator.ABOVE, Comparator.BELOW, Comparator.ABOUT) or found.glyph else None
    )
