"""What the search finds of the catalogue: indicators and sources, each as it stood on every day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from guatu.core.decisions import ALWAYS, Dated, stands
from guatu.core.series.model import Indicator, Source
from guatu.web.base.findable import Findable, FindablePart, FoundKind, standing_as
from guatu.web.decisions.selectors import histories


def indicators(on: date) -> Iterator[Findable]:
    for code, history in sorted(histories("indicator")["indicator"].items()):
        for stand in stands(history):
            yield standing_as(_indicator(code, stand.value), stand)


def _indicator(code: str, indicator: Indicator) -> Findable:
    return Findable(
        kind=FoundKind.INDICATOR,
        key=code,
        title=indicator.name,
        page="pages:indicator",
        args=(code,),
        names=indicator.aliases,
        body=f"{'、'.join(indicator.aliases)} {indicator.note}".strip(),
    )


def sources(on: date) -> Iterator[Findable]:
    """A source has no day before somebody names it, so its first row stands from the day on which it was published."""
    for code, history in sorted(histories("source")["source"].items()):
        for stand in stands([_from_its_day(history[0]), *history[1:]]):
            yield standing_as(_source(code, stand.value), stand)


def _from_its_day(first: Dated[Source]) -> Dated[Source]:
    return replace(first, known_on=first.value.published or ALWAYS)


def _source(code: str, source: Source) -> Findable:
    return Findable(
        kind=FoundKind.SOURCE,
        key=code,
        title=source.title,
        page="pages:source",
        args=(code,),
        body=source.publisher,
    )


PARTS = (
    FindablePart(
        "figures.indicators",
        frozenset({"indicators.load_catalogue", "indicators.confirm_definition"}),
        indicators,
    ),
    FindablePart("figures.sources", frozenset({"indicators.load_sources"}), sources),
)
