"""Sentences as values: a template and the facts that fill it, as errors already are.

The core decides with figures and days and says what it decided as a `Said`. Its plain text is Chinese, as a bulletin
prints it; another language translates the template first and then prints each fact by its kind. Nothing is ever read
back from a sentence: whoever needs a fact asks for the fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import FrozenInstanceError, dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import groupby
from string import Formatter
from typing import Protocol

from guatu.core.text.figures import day, number


class Said:
    """A sentence, or a part of one: equal when its template and its facts are. It cannot be changed.

    Facts are values: texts (names, titles, quotes), counts, `Number`, `Amount`, days, report periods, words of an
    enumeration, and other sentences. A template is a constant of the program; what comes from outside is a fact.

    >>> str(Said("{year}年还没有结束，到{upto}未到节点。", year=2027, upto=date(2026, 11, 22)))
    '2027年还没有结束，到2026年11月22日未到节点。'
    """

    __slots__ = ("given", "template")
    template: str
    given: tuple[tuple[str, object], ...]  # the facts, sorted by name

    def __init__(self, template: str = "", /, **facts: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "given", tuple(sorted(facts.items(), key=lambda fact: fact[0])))

    @property
    def facts(self) -> Mapping[str, object]:
        return dict(self.given)

    def __bool__(self) -> bool:
        return bool(self.template)

    def __str__(self) -> str:
        return text(self)

    def __repr__(self) -> str:
        return f"Said({', '.join([repr(self.template), *(f'{k}={v!r}' for k, v in self.given)])})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.template, self.given) == (other.template, other.given)

    def __hash__(self) -> int:
        return hash((self.template, self.given))

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(name)

    def __getstate__(self) -> dict[str, object]:
        return {"template": self.template, "given": self.given}

    def __setstate__(self, state: Mapping[str, object]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several sentences or words one after another, with the mark that stands between them; None where nothing does."""

    parts: tuple[object, ...]
    mark: str | None = "、"

    def __bool__(self) -> bool:
        return any(self.parts)

    def __str__(self) -> str:
        return text(self)


@dataclass(frozen=True, slots=True)
class Strong:
    """What the eye should land on within a sentence."""

    fact: object

    def __str__(self) -> str:
        return text(self)


@dataclass(frozen=True, slots=True)
class SubSentence:
    """A sentence as a part of another: it goes without its full stop, if it has one."""

    said: object

    def __str__(self) -> str:
        return text(self)


Sentence = Said | Listed
NOTHING = Said()
QUOTE = "{words}"


def listed(parts: Iterable[object], mark: str = "、") -> Listed:
    """The parts that say something."""
    return Listed(tuple(p for p in parts if p), mark)


def sentences(*parts: Sentence) -> Sentence:
    """Whole sentences one after another; one alone is itself."""
    kept = tuple(p for p in parts if p)
    return kept[0] if len(kept) == 1 else Listed(kept, "")


def quoted(words: str) -> Said:
    """Words that somebody else wrote (a plan, a catalogue, an official), as a sentence: no language changes them."""
    return Said(QUOTE, words=words) if words else NOTHING


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence in one language. `name`: somebody's own words, which no language changes."""

    text: str
    strong: bool = False
    name: bool = False

    def __str__(self) -> str:
        return self.text


def verbatim(words: str) -> Piece:
    """Words that are spoken of as words (“以上”, a wording to put into a plan): no language changes them."""
    return Piece(words, name=True)


class Tongue(Protocol):
    """A language: how it says a template, a mark between parts, and a fact."""

    def template(self, said: Said) -> str: ...

    def mark(self, mark: str) -> str: ...

    def fact(self, value: object) -> object:
        """Its text; or another sentence, which is then said in turn."""
        ...


class _Chinese:
    def template(self, said: Said) -> str:
        return said.template

    def mark(self, mark: str) -> str:
        return mark

    def fact(self, value: object) -> object:
        match value:
            case None:
                return ""
            case Decimal():
                return number(value)
            case date():
                return day(value)
            case Enum():
                return str(value.value)
            case _:
                return str(value)


CHINESE: Tongue = _Chinese()


def pieces(value: object, tongue: Tongue = CHINESE, *, strong: bool = False) -> Iterator[Piece]:
    """A sentence, or any fact, stretch by stretch."""
    match value:
        case Strong(fact):
            yield from pieces(fact, tongue, strong=True)
        case Said():
            facts = value.facts
            for literal, name in _cut(tongue.template(value)):
                if literal:
                    yield Piece(literal, strong)
                if name is not None:
                    inside = pieces(facts[name], tongue, strong=strong)
                    yield from map(_inner, inside) if literal.endswith("“") else inside
        case Listed(parts, mark):
            for place, part in enumerate(parts):
                if place and mark is not None:
                    yield Piece(tongue.mark(mark), strong)
                yield from pieces(part, tongue, strong=strong)
        case SubSentence(said):
            *first, last = [Piece(""), *pieces(said, tongue, strong=strong)]
            yield from first
            yield replace(last, text=last.text.removesuffix("。").removesuffix("."))
        case Piece():
            yield Piece(value.text, strong or value.strong, value.name)
        case _:
            printed = tongue.fact(value)
            if isinstance(printed, str):
                yield Piece(printed, strong, isinstance(value, str) and not isinstance(value, Enum))
            else:
                yield from pieces(printed, tongue, strong=strong)


def _inner(piece: Piece) -> Piece:
    """Quotation marks inside quotation marks are single: 确认“‘品质型’城区生活圈”的口径."""
    return replace(piece, text=piece.text.replace("“", "‘").replace("”", "’"))


def runs(value: object, tongue: Tongue = CHINESE) -> Iterator[Piece]:
    """The same with neighbours of one look joined."""
    for look, run in groupby(pieces(value, tongue), lambda piece: (piece.strong, piece.name)):
        yield Piece("".join(piece.text for piece in run), *look)


def text(value: object, tongue: Tongue = CHINESE) -> str:
    return "".join(piece.text for piece in pieces(value, tongue))


@lru_cache(maxsize=4096)
def _cut(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))
