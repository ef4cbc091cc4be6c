"""Which rows of the catalogue a list shows, by what its address asks for: the page and the Excel file ask alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from guatu.core.series.model import Indicator, Source
from guatu.web.people.models import Unit

R = TypeVar("R")
Asked = Mapping[str, str]


def word_of(asked: Asked) -> str:
    return asked.get("q", "").strip()[:40]


def with_word(rows: Iterable[R], asked: Asked, *, words: Callable[[R], str]) -> list[R]:
    """Those that contain the word asked for. Args: words: a row → the text in which it is looked for."""
    word = word_of(asked).casefold()
    return [row for row in rows if not word or word in words(row).casefold()]


def indicator_words(i: Indicator) -> str:
    return " ".join((i.code, i.name, *i.aliases))


def source_words(s: Source) -> str:
    return f"{s.code} {s.title} {s.publisher}"


def unit_words(u: Unit) -> str:
    return f"{u.code} {u.name} {u.short_name}"


def of_rank(rows: Iterable[Source], asked: Asked) -> list[Source]:
    """Sources as their list shows them, the most authoritative first; of one rank, when it is asked for."""
    rank = asked.get("rank", "")
    found = sorted(rows, key=lambda s: (s.rank, s.published is None, s.code))
    return [s for s in found if s.rank == int(rank[:4])] if rank.isdecimal() else found


def indicators_asked(rows: Iterable[Indicator], asked: Asked) -> list[Indicator]:
    return with_word(rows, asked, words=indicator_words)


def sources_asked(rows: Iterable[Source], asked: Asked) -> list[Source]:
    return with_word(of_rank(rows, asked), asked, words=source_words)


def units_asked(rows: Iterable[Unit], asked: Asked) -> list[Unit]:
    return with_word(rows, asked, words=unit_words)
