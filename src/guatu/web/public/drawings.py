"""The core's drawings, as the pages need them: inline and linked, as a file, as a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from guatu.core.drawing.chart_values import Look, chart_for
from guatu.core.drawing.ink import SCREEN, Ink
from guatu.core.drawing.peers import Peers, peers_svg
from guatu.core.drawing.series_chart import series_chart, series_svg
from guatu.core.drawing.target_chart import target_svg
from guatu.core.drawing.wall import SIZES as WALL_SIZES
from guatu.core.drawing.wall import Wall
from guatu.core.drawing.wall import wall_svgs as draw_wall
from guatu.core.drawing.wall_values import wall as wall_values
from guatu.core.errors import AskedError
from guatu.core.judging.faults import CAUGHT
from guatu.core.judging.levels import implied_start
from guatu.core.plan.model import Commitment, Measure, PeriodKind
from guatu.core.series.model import Form, Nature, Observation
from guatu.core.series.units import convert, is_money, read_unit, same_kind
from guatu.core.series.vintages import known, prefer
from guatu.core.text.figures import decimals, rounded
from guatu.core.text.said import NOTHING, Said, listed
from guatu.store.pdf import svg_to_pdf
from guatu.store.qr import MOST, qr_code
from guatu.web.base.tongue import axis_unit, english, say
from guatu.web.public.presenters.addresses import line_address
from guatu.web.standing.faults import log_fault
from guatu.web.standing.reading import Reading

SIZES = tuple(WALL_SIZES)
LEAST_PEERS = 5  # with fewer, a strip of dots would look like a distribution and be none


class NoSuchSize(AskedError):
    code = "A512"
    reason = "没有“{size}”这种纸张。"
    remedy = "请选 A0、A1、A2 或 A3。"


@dataclass(frozen=True, slots=True)
class Hanging:
    """How the wall chart is asked for, and where it can be read on a screen."""

    size: str = "A1"
    worst_first: bool = False
    address: str = ""


def in_their_language() -> Ink:
    """For a drawing on a page: its words as the reader reads them."""
    return replace(SCREEN, say=say, lang="en") if english() else SCREEN


def wall_svgs(reading: Reading, hanging: Hanging) -> tuple[str, ...]:
    """The sheets of the wall chart as files. Raises NoSuchSize."""
    return draw_wall(_wall(reading, hanging), hanging.size)


def wall_inline(reading: Reading, hanging: Hanging) -> list[SafeString]:
    """The sheets inside a page: names lead to their targets, and without a size in millimetres it takes the width."""
    sheets = draw_wall(_wall(reading, hanging), address=lambda code: line_address(reading, code))
    return [SafeString(re.sub(r'\s(?:width|height)="[^"]*mm"', "", sheet[sheet.index("<svg") :])) for sheet in sheets]


def wall_pdf(reading: Reading, hanging: Hanging) -> bytes:
    sheets = wall_svgs(reading, hanging)
    wide, high = WALL_SIZES[hanging.size]
    return svg_to_pdf(*sheets, width_mm=wide, height_mm=high)


def _wall(reading: Reading, hanging: Hanging) -> Wall:
    if hanging.size not in WALL_SIZES:
        raise NoSuchSize(size=hanging.size[:10])
    return wall_values(
        reading.plan,
        reading.judgements.values(),
        as_of=reading.as_of,
        city=reading.standing.plan.place,
        rules=str(reading.rules.named),
        leads=reading.standing.leads,
        overrides=reading.standing.named,
        today=reading.today,
        worst_first=hanging.worst_first,
        address=hanging.address,
        qr=qr_code(hanging.address) if 0 < len(hanging.address) <= MOST else (),
        tasks=reading.standing.tasks,
    )


def target(reading: Reading, code: str) -> dict[str, Any]:
    """The chart of a target, wide and narrow; nothing where nothing has been published, or none can be drawn."""
    try:
        return _target(reading, code)
    except CAUGHT as error:
        log_fault(reading.commitments[code], error)
        return {"chart": "", "chart_note": ""}


def _target(reading: Reading, code: str) -> dict[str, Any]:
    s = reading.standing
    link, commitment = s.links.get(code), reading.commitments[code]
    indicator = s.indicators.get(link.indicator) if link else None
    if link is None or indicator is None:
        return {"chart": "", "chart_note": NOTHING}
    seen = prefer(reading.known)

    def of(indicator_code: str, region: str) -> list[Observation]:
        return [o for o in seen if o.indicator == indicator_code and o.region == region]

    formula, origin = indicator.formula, s.origins.get(code)
    rows = of(indicator.code, link.region)
    values = [o.value for o in rows if o.value is not None] + [commitment.value or Decimal(0)]
    by, unit = axis_unit(commitment.unit, max(map(abs, values)))
    base = None
    if origin is not None:  # an amendment moves the target, never where it started
        start, year, _ = implied_start(origin.level, origin.growth, plan_years=reading.standing.years)
        base = year, convert(start, origin.level.unit, commitment.unit) * by
    parts = of(formula.numerator, link.region) + of(formula.denominator, link.region) if formula else []
    parts_by = axis_unit(parts[0].unit, max(abs(o.value or Decimal(0)) for o in parts)) if parts else (by, unit)
    chart = chart_for(
        redrawn(commitment, by, unit),
        reading.judgements[code],
        [on_axis(o, commitment.unit, by, unit) for o in rows],
        name=reading.names[code],
        first_year=reading.years[0],
        growth_target=growth_companion(reading, code),
        base=base,
        versus=of(indicator.code, link.versus) if link.versus else (),
        numerator=[on_axis(o, o.unit, *parts_by) for o in of(formula.numerator, link.region)] if formula else (),
        denominator=[on_axis(o, o.unit, *parts_by) for o in of(formula.denominator, link.region)] if formula else (),
    )
    if chart.empty:
        return {"chart": "", "chart_note": NOTHING}
    if base is not None:
        chart = replace(chart, base_implied=True)
    if chart.look is Look.LEVEL and is_money(commitment.unit):
        chart = replace(chart, basis="现价")
    ink = in_their_language()
    drawn = target_svg(chart, ink=ink) + target_svg(chart, narrow=True, ink=ink)
    return {"chart": SafeString(drawn), "chart_note": chart.caption}


def redrawn(target: Commitment, by: Decimal, unit: str) -> Commitment:
    """A target on an axis of the reader's own unit."""
    if (by == 1 and unit == target.unit) or target.value is None:
        return target
    high = None if target.value_max is None else shorter(target.value_max * by)
    return replace(target, value=shorter(target.value * by), value_max=high, unit=unit)


def on_axis(row: Observation, unit: str, by: Decimal, axis: str) -> Observation:
    """An observation on the same axis: first in the target's unit, then in the reader's."""
    if (by == 1 and axis == unit) or row.value is None or not same_kind(row.unit, unit):
        return row
    return replace(row, value=shorter(row.value * read_unit(row.unit).scale / read_unit(unit).scale * by), unit=axis)


def shorter(value: Decimal) -> Decimal:
    return rounded(value, 2) if decimals(value) > 2 else value


def growth_companion(reading: Reading, code: str) -> Commitment | None:
    """The average-growth target that the plan itself sets for the same indicator and region."""
    links = reading.standing.links
    mine = links[code]
    for other in reading.standing.targets:
        link = links.get(other.id)
        if other.id == code or link is None or other.period.kind is not PeriodKind.AVERAGE:
            continue
        if other.measure is Measure.GROWTH and (link.indicator, link.region) == (mine.indicator, mine.region):
            return other
    return None


def over_the_years(reading: Reading, code: str, rows: Sequence[Observation]) -> SafeString | str:
    """One indicator of the plan's own place over the years; nothing where fewer than two are published."""
    indicator = reading.standing.indicators[code]
    home = reading.standing.plan.region_id or ""
    own = [o for o in prefer(known(rows, as_of=reading.as_of)) if o.region == home]
    values = [o.value for o in own if o.value is not None]
    by, unit = axis_unit(indicator.unit, max(map(abs, values), default=Decimal(1)))
    made = series_chart(
        [on_axis(o, indicator.unit, by, unit) for o in own], name=indicator.name, unit=unit or indicator.unit
    )
    if made is None:
        return ""
    ink = in_their_language()
    return SafeString(series_svg(made, ink=ink) + series_svg(made, narrow=True, ink=ink))


def peers(reading: Reading, code: str, rows: Sequence[Observation]) -> dict[str, Any]:
    """The target's figure among other cities: growth for amounts, which are not comparable, the share for shares."""
    link, commitment = reading.standing.links.get(code), reading.commitments[code]
    if link is None or not link.indicator:
        return {}
    form = Form.VALUE if commitment.measure is Measure.SHARE else Form.GROWTH
    asking = commitment if commitment.measure is Measure.GROWTH else growth_companion(reading, code)
    asked = asking.value if asking and form is Form.GROWTH and asking.period.kind is PeriodKind.AVERAGE else None
    return peers_of(reading, link.indicator, rows, form=form, asked=asked)


def peers_of(
    reading: Reading, code: str, rows: Sequence[Observation], *, form: Form = Form.GROWTH, asked: Decimal | None = None
) -> dict[str, Any]:
    """Our figure of the latest whole year among those of other cities; nothing with fewer than five of them."""
    s = reading.standing
    home = s.plan.region_id or ""
    indicator = s.indicators[code]
    if indicator.nature is Nature.RATIO:
        form = Form.VALUE
    seen = [o for o in prefer(known(rows, as_of=reading.as_of)) if o.preferred and o.period.whole_year]
    seen = [o for o in seen if number_of(o, form) is not None]
    ours = max((o for o in seen if o.region == home), key=lambda o: o.period.ends, default=None)
    if ours is None:
        return {}
    above = {s.regions[home].parent} if home in s.regions else set()
    others = {
        o.region: number_of(o, form)
        for o in seen
        if o.period == ours.period
        and o.region not in above | {home}
        and (form is Form.VALUE or o.growth_basis is ours.growth_basis)
    }
    if len(others) < LEAST_PEERS:
        return {}
    mine = number_of(ours, form)
    assert mine is not None
    basis = ours.growth_basis if form is Form.GROWTH else ""
    what = Said("{name}，{period}", name=indicator.name, period=ours.period)
    if form is Form.GROWTH:
        what = Said("{name}比上年增长，{period}", name=indicator.name, period=ours.period)
    strip = Peers(
        name=s.regions[home].name,
        ours=mine,
        others=tuple(v for v in others.values() if v is not None),
        unit="%" if form is Form.GROWTH else ours.unit,
        what=what,
        asked=asked,
    )
    ink = in_their_language()
    return {
        "title": gettext("别处的%(year)s年") % {"year": ours.period.year},
        "hint": listed((what, basis), "，"),
        "svg": SafeString(peers_svg(strip, ink=ink) + peers_svg(strip, narrow=True, ink=ink)),
        "note": strip.caption,
    }


def number_of(observation: Observation, form: Form) -> Decimal | None:
    return observation.value if form is Form.VALUE else observation.growth
