"""Series of figures: every observation with its vintage, its source and why it is used or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guatu.core.series.model import Indicator, Observation, PriceBasis, Source
from guatu.core.series.units import in_unit, same_kind
from guatu.core.series.vintages import known, prefer
from guatu.core.text.figures import Amount, amount, number
from guatu.core.text.said import NOTHING, Listed, Said, Sentence, listed

NONE_MISSING = Listed(())
STAGE_TITLES = {"预计": "预计", "初步": "初步", "修订": "修订", "最终": "最终", "": "未注明"}


@dataclass(frozen=True, slots=True)
class ObservationRow:
    key: str
    period: Any
    value: Amount | None
    unit: str
    growth: str
    stage: str
    published: date
    undated: bool
    source: Source
    preferred: bool
    reason: Sentence
    note: str
    row: int | None
    indicator: str = ""
    name: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    title: Sentence
    unit: str
    basis: str
    rows: list[ObservationRow]
    missing: Listed = NONE_MISSING
    empty: Said = NOTHING
    earlier: list[ObservationRow] = field(default_factory=list)  # folded away where the page is about something else


def observation_row(
    o: Observation, *, name: str = "", region: str = "", rivals: bool = True, unit: str = ""
) -> ObservationRow:
    """One line; the figure in `unit` where it is given and measures the same."""
    value = None if o.value is None else amount(*in_unit(o.value, o.unit, unit))
    return ObservationRow(
        key=o.key[:12],
        period=o.period,
        value=value,
        unit=value.unit if value else o.unit,
        growth=number(o.growth),
        stage=STAGE_TITLES[o.stage.value],
        published=o.known_on,
        undated=o.source.published is None,
        source=o.source,
        preferred=o.preferred,
        reason=o.preference_reason if rivals else NOTHING,
        note=o.note,
        row=o.row,
        indicator=o.indicator,
        name=name,
        region=region,
    )


def series(
    rows: Iterable[Observation],
    *,
    indicator: Indicator,
    region: str,
    as_of: date,
    years: Sequence[int] = (),
    fold: int = 0,
) -> Series:
    """One series as known on the day, newest period first; what was not published within `years` is named.

    Periods before the year `fold` go into `earlier`, unless nothing newer is known.
    """
    seen = prefer(known(rows, as_of=as_of))
    ordered = sorted(seen, key=lambda o: (o.period.ends, -o.period.first, o.preferred, o.known_on), reverse=True)
    bases = {o.growth_basis for o in ordered if o.growth is not None and o.growth_basis is not PriceBasis.NONE}
    had = {o.period.year for o in ordered}
    missing = [str(y) for y in years if y not in had and y < as_of.year]
    title = listed((indicator.name, region), "，")
    recent = [o for o in ordered if o.period.year >= fold] or ordered
    unit = indicator.unit or (ordered[0].unit if ordered else "")
    if ordered and not any(same_kind(o.unit, unit) for o in ordered):
        unit = ordered[0].unit
    return Series(
        title=title,
        unit=unit,
        basis=next(iter(bases)).value if len(bases) == 1 else "",
        rows=[observation_row(o, unit=unit) for o in recent],
        earlier=[observation_row(o, unit=unit) for o in ordered[len(recent) :]],
        missing=listed(missing),
        empty=Said("截至{as_of}，“{name}”未见公布。", as_of=as_of, name=title),
    )
