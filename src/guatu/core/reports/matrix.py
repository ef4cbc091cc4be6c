"""Sector by year: which lights stand where, the known ones by name and the others as glyphs with a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.model import Commitment
from guatu.core.reports.stations import Station, stations
from guatu.core.reports.words import NOT_YET, NOT_YET_WORD, STATUS_WORDS
from guatu.core.text.said import Listed, Said, listed


@dataclass(frozen=True, slots=True)
class Glyph:
    target: str
    shape: str


@dataclass(frozen=True, slots=True)
class SectorYear:
    known: tuple[Glyph, ...]  # worst first
    silent: tuple[Glyph, ...]  # no figure, then not due
    text: Listed  # 4个无数据，1个未到节点


@dataclass(frozen=True, slots=True)
class SectorLine:
    sector: str
    count: int  # targets of the sector
    known: int  # those with a figure
    cells: tuple[SectorYear, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    years: tuple[int, ...]
    lines: tuple[SectorLine, ...]


def matrix(
    targets: Iterable[Commitment], judged: Mapping[str, Judgement], *, years: tuple[int, ...], as_of: date
) -> Matrix:
    """Targets without a deadline stand in the last year, and its text says so."""
    sectors: dict[str, list[Commitment]] = {}
    for target in targets:
        sectors.setdefault(target.sector, []).append(target)
    lines = []
    for sector, members in sectors.items():
        placed: dict[int, list[tuple[Commitment, Station]]] = {year: [] for year in years}
        for target in members:
            for stop in stations(target, judged[target.id], as_of):
                year = stop.year if stop.year in placed else _nearest(stop.year, years)
                placed[year].append((target, stop))
        known = sum(judged[t.id].status is not Status.UNKNOWN for t in members)
        lines.append(SectorLine(sector, len(members), known, tuple(_cell(placed[year]) for year in years)))
    return Matrix(years, tuple(lines))


def _nearest(year: int | None, years: tuple[int, ...]) -> int:
    return years[0] if year is not None and year < years[0] else years[-1]


def _cell(stops: Iterable[tuple[Commitment, Station]]) -> SectorYear:
    order = [s.value for s in Status] + [NOT_YET]
    glyphs = sorted(((order.index(s.shape), t.id, s) for t, s in stops), key=lambda g: g[0])
    known = tuple(Glyph(i, s.shape) for _, i, s in glyphs if s.shape not in (Status.UNKNOWN, NOT_YET))
    silent = tuple(Glyph(i, s.shape) for _, i, s in glyphs if s.shape in (Status.UNKNOWN, NOT_YET))
    undated = sum(s.shape == Status.UNKNOWN and s.judgement.why is Why.NO_DEADLINE for _, _, s in glyphs)
    without = sum(g.shape == Status.UNKNOWN for g in silent) - undated
    ahead = sum(g.shape == NOT_YET for g in silent)
    counts = ((without, STATUS_WORDS[Status.UNKNOWN]), (undated, "未定期限"), (ahead, NOT_YET_WORD))
    return SectorYear(
        known, silent, listed((Said("{number}个{word}", number=n, word=word) for n, word in counts if n), "，")
    )
