"""Texts cut into what an index keeps, and what somebody typed turned into a question to it. Pure: no store, no clock.

Chinese is kept twice, as words and as pairs of characters: words find 旅游收入 in 国内旅游总收入, pairs find what the
dictionary cuts otherwise. Names are also kept by their sound: 首lysr (initials), 拼lvyoushouru (whole), 词ly (the
initials of one word), 尾sr (those of the last characters); the mark in front keeps a sound apart from a word in Latin
letters. Every token is letters and digits only, so that SQLite and PostgreSQL read it alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import rjieba

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+|\d+(?:\.\d+)*")
IS_HAN = re.compile(rf"[{HAN}]")
BETWEEN_LETTERS = re.compile(r"(?<=[a-z])['’](?=[a-z])")  # l'v'you, as an input method writes what is not chosen yet
INITIALS, WHOLE, OF_A_WORD, AT_THE_END = "首", "拼", "词", "尾"
POINT = "p"  # 13.6 is one token, 13p6
LONGEST_TOKEN, MOST_TOKENS = 40, 20_000
MOST_TYPED, MOST_RUNS = 60, 8
SPELLED_WORDS = 16  # of a name: what is longer is a sentence, and nobody types its initials
ABBREVIATED = range(3, 9)  # letters of initials that may leave words out: ykl for 游客接待量
ENDS = (1, 2)  # characters at the end of a name whose initials are kept


def fold(text: str) -> str:
    """One way to write the same: full-width and half-width, capitals, ü as v; no control characters."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate({ord("ü"): "v"})
    plain = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in plain)
    return " ".join(BETWEEN_LETTERS.sub("", plain).split())


def runs(folded: str) -> list[str]:
    """The stretches of Chinese, of letters and of digits.

    >>> runs(fold("5Ａ级景区 ≥13.6%"))
    ['5', 'a', '级景区', '13.6']
    """
    return RUN.findall(folded)


@lru_cache(maxsize=8192)
def tokens(text: str) -> frozenset[str]:
    """What the index keeps of a text: words, pairs of characters, numbers.

    >>> sorted(tokens("旅游收入13.6亿"))
    ['13p6', '亿', '入', '收入', '旅游', '游收']
    """
    found: set[str] = set()
    for run in runs(fold(text)):
        found.update(_of_han(run) if IS_HAN.match(run) else [_plain(run)])
        if len(found) > MOST_TOKENS:
            break
    return frozenset(found)


def _of_han(run: str) -> Iterator[str]:
    yield from (word[:LONGEST_TOKEN] for word in rjieba.cut_for_search(run))
    yield from (a + b for a, b in pairwise(run))
    yield run[-1]  # the last character begins no pair


def _plain(run: str) -> str:
    return run.replace(".", POINT)[:LONGEST_TOKEN]


@lru_cache(maxsize=8192)
def sounds(name: str) -> tuple[tuple[str, str], ...]:
    """The initials and the whole sound of each word of a name: (("ly", "lvyou"), ("sr", "shouru"))."""
    from pypinyin import lazy_pinyin  # its dictionaries take a tenth of a second: only who writes the index needs them

    found = []
    for run in runs(fold(name)):
        for word in rjieba.cut(run) if IS_HAN.match(run) else [run]:
            said = lazy_pinyin(word, v_to_u=False) if IS_HAN.match(word) else [word]
            said = [fold(one) for one in said]
            found.append(("".join(one[0] for one in said) if IS_HAN.match(word) else word, "".join(said)))
    return tuple(found[:SPELLED_WORDS])


def spelled(name: str) -> frozenset[str]:
    """What the index keeps of a name's sound: from each of its words on to its end."""
    words = sounds(name)
    found = {OF_A_WORD + first for first, _ in words}
    initials = "".join(first for first, _ in words)
    found |= {AT_THE_END + initials[-n:] for n in ENDS if n <= len(initials)}
    for n in range(len(words)):
        found.add(INITIALS + "".join(first for first, _ in words[n:])[:LONGEST_TOKEN])
        found.add(WHOLE + "".join(whole for _, whole in words[n:])[:LONGEST_TOKEN])
    return frozenset(token.replace(".", POINT) for token in found)


def sound_names(name: str) -> tuple[str, str]:
    """The whole name by its initials and by its sound: lysr, lvyoushouru."""
    words = sounds(name)
    return "".join(first for first, _ in words), "".join(whole for _, whole in words)


# -- what was typed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sought:
    text: str
    begins: bool = False  # whatever begins so


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Clause, ...]


Clause: TypeAlias = Sought | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, as it is looked for."""

    said: str  # as it was typed, as far as it is looked at
    text: str  # folded
    runs: tuple[str, ...]
    cut: bool = False  # it was longer than that

    @classmethod
    def of(cls, typed: str) -> Typed:
        said = typed.strip()[:MOST_TYPED]
        found = tuple(dict.fromkeys(runs(fold(said))))
        return cls(said, fold(said), found[:MOST_RUNS], len(typed.strip()) > MOST_TYPED or len(found) > MOST_RUNS)

    @property
    def clause(self) -> Clause | None:
        """None when there is nothing to look for."""
        return _all([_clause(run) for run in self.runs]) if self.runs else None

    @property
    def needles(self) -> tuple[str, ...]:
        """What to mark in a text that was found: what was typed, and its words, but no lone 的 of a longer stretch."""
        cut = [word for run in self.runs if IS_HAN.match(run) for word in rjieba.cut(run) if len(word) > 1]
        return tuple(dict.fromkeys([*self.runs, *cut]))


def _clause(run: str) -> Clause:
    if IS_HAN.match(run):
        return _han(run)
    if run[0].isdigit():
        whole = _plain(run)
        return Sought(whole) if POINT in whole else AnyOf((Sought(whole), Sought(whole + POINT, begins=True)))
    return _letters(_plain(run))


def _han(run: str) -> Clause:
    words = _all([Sought(word, begins=len(word) == 1) for word in dict.fromkeys(rjieba.cut(run))])
    if len(run) == 1:
        return words
    pairs = _all([Sought(pair) for pair in dict.fromkeys(a + b for a, b in pairwise(run))])
    return words if words == pairs else AnyOf((words, pairs))


def _letters(run: str) -> Clause:
    """Letters are a word in Latin letters, or the sound of a name; initials may leave out words in between."""
    if len(run) == 1:
        return Sought(run, begins=True)
    ways: list[Clause] = [Sought(mark + run, begins=True) for mark in ("", INITIALS, WHOLE)]
    for n in range(2, len(run)) if len(run) in ABBREVIATED else ():
        begins, rest = Sought(OF_A_WORD + run[:n]), run[n:]
        ways.append(AllOf((begins, Sought(INITIALS + rest, begins=True))))
        if len(rest) in ENDS:
            ways.append(AllOf((begins, Sought(AT_THE_END + rest))))
    return AnyOf(tuple(ways))


def _all(parts: Sequence[Clause]) -> Clause:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def for_sqlite(clause: Clause) -> str:
    """As FTS5 reads it: every token is quoted, so none is a word of its language."""
    match clause:
        case Sought(text, begins):
            return f'"{text}"' + ("*" if begins else "")
        case AllOf(parts):
            return "(" + " AND ".join(map(for_sqlite, parts)) + ")"
        case AnyOf(parts):
            return "(" + " OR ".join(map(for_sqlite, parts)) + ")"


def for_postgresql(clause: Clause) -> str:
    """As a tsquery reads it."""
    match clause:
        case Sought(text, begins):
            return f"'{text}'" + (":*" if begins else "")
        case AllOf(parts):
            return "(" + " & ".join(map(for_postgresql, parts)) + ")"
        case AnyOf(parts):
            return "(" + " | ".join(map(for_postgresql, parts)) + ")"
