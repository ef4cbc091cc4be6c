"""What was known on a day: vintages (版次), and which of several published figures stands.

A figure is never overwritten. Sources that disagree stay side by side; one of them is preferred and says why: official
before compiled, then by what the publisher calls it, then by the rank of its source, then the newest. Growths of two
price bases are two series and never stand against one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from guatu.core.series.model import Form, Observation, PriceBasis, Stage
from guatu.core.series.units import convert, same_kind
from guatu.core.text.figures import Amount, amount
from guatu.core.text.said import NOTHING, Said, Sentence
from guatu.core.time.periods import ReportPeriod

# A figure that was expected gives way to one that was counted, whoever prints it.
STAGE_ORDER = {Stage.FINAL: 0, Stage.REVISED: 1, Stage.PRELIMINARY: 2, Stage.UNSTATED: 2, Stage.EXPECTED: 3}
# What stands before what among official sources. A census revises what was final: of the two the later one counts.
SETTLED = {Stage.FINAL: 0, Stage.REVISED: 0, Stage.PRELIMINARY: 1, Stage.UNSTATED: 1, Stage.EXPECTED: 2}
OFFICIAL = 40  # rank down to which a source is official; below it figures are compiled by others


def known(observations: Iterable[Observation], *, as_of: date) -> tuple[Observation, ...]:
    """Those that a reader could have known on `as_of`."""
    return tuple(o for o in observations if o.known_on <= as_of)


def number(observation: Observation, form: Form) -> Decimal | None:
    return observation.value if form is Form.VALUE else observation.growth


def latest(
    observations: Iterable[Observation],
    *,
    indicator: str,
    region: str,
    period: ReportPeriod,
    as_of: date,
    form: Form = Form.VALUE,
    basis: PriceBasis = PriceBasis.NONE,
    down_to: int | None = None,
) -> Observation | None:
    """The figure that stands for one indicator, region and period on `as_of`, with the reason why it does.

    Args:
        basis: of a growth, the price basis that is asked for; rows that state another are another series.
        down_to: the rank of the last source that counts.

    None when nothing was known.
    """
    rows = [
        o
        for o in observations
        if o.indicator == indicator
        and o.region == region
        and o.period == period
        and o.known_on <= as_of
        and number(o, form) is not None
        and (form is Form.VALUE or not basis or o.growth_basis in (basis, PriceBasis.NONE))
    ]
    found = next((o for o in _ranked(rows, form) if o.preferred), None)
    if found is None or down_to is None or found.source.rank <= down_to:
        return found
    return next((o for o in _ranked([o for o in rows if o.source.rank <= down_to], form) if o.preferred), None)


def prefer(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The same observations, in the same order, with `preferred` and `preference_reason` set.

    One is preferred for each form (amount, growth) of each indicator, region and period, growth by price basis; a row
    that is best in only one of them is preferred all the same, and its reason says in which. Ask of
    `known(…, as_of=…)`, never of everything: a preference must not use what was published later.
    """
    rows = tuple(observations)
    groups: dict[tuple[str, str, ReportPeriod], list[Observation]] = defaultdict(list)
    for row in rows:
        groups[row.indicator, row.region, row.period].append(row)
    marked: dict[int, Observation] = {}
    for group in groups.values():
        amounts = _ranked([o for o in group if o.value is not None], Form.VALUE)
        grown = [o for o in group if o.growth is not None]
        bases = {o.growth_basis: None for o in grown}
        growths = [o for b in bases for o in _ranked([o for o in grown if o.growth_basis is b], Form.GROWTH)]
        for row in group:
            said = [o for o in (*amounts, *growths) if o.key == row.key]
            best = next((o for o in said if o.preferred), said[0] if said else row)
            marked[id(row)] = best
    return tuple(marked[id(row)] for row in rows)


def order(observation: Observation) -> tuple[int, ...]:
    """Sorts the figures for one period, the one that stands first.

    An official figure stands before a compiled one. Among official ones a revised or final figure stands before the
    preliminary one that it replaces, even where the yearbook ranks below the bulletin; then rank, then the later day
    (普查修订 after 最终核实), then the stage. Compilers do not know vintages: theirs go by rank first.
    """
    rank, later = observation.source.rank, -observation.known_on.toordinal()
    stage = STAGE_ORDER[observation.stage]
    if rank > OFFICIAL:
        return 1, rank, stage, later, 0
    return 0, SETTLED[observation.stage], rank, later, stage


def _ranked(rows: Sequence[Observation], form: Form) -> list[Observation]:
    """`rows` of one period, best first, the best marked preferred; each says why."""
    if not rows:
        return []
    best, *others = sorted(rows, key=order)
    rivals = [o for o in others if _differs(o, best, form)]
    marked = [replace(best, preferred=True, preference_reason=_why_preferred(best, others, rivals, form))]
    marked += [replace(o, preferred=False, preference_reason=_why_not(o, best, form)) for o in others]
    return marked


def _why_preferred(
    best: Observation, others: Sequence[Observation], rivals: Sequence[Observation], form: Form
) -> Sentence:
    if not others:
        return NOTHING
    if not rivals:
        if form is Form.VALUE:
            return Said("另有{count}个来源，总量一致", count=len(others))
        return Said("另有{count}个来源，增速一致", count=len(others))
    other = rivals[0]
    facts = {"other": other.source.title, "figure": _printed(other, form), "ground": _ground(best, other)}
    if form is Form.VALUE:
        return Said("总量与《{other}》的{figure}不同；{ground}，以此为准", **facts)
    return Said("增速与《{other}》的{figure}不同；{ground}，以此为准", **facts)


def _why_not(row: Observation, best: Observation, form: Form) -> Sentence:
    facts = {"best": best.source.title, "ground": _ground(best, row)}
    if not _differs(row, best, form):
        return Said("以《{best}》为准：{ground}", **facts)
    both = {"here": _printed(row, form), "there": _printed(best, form)}
    return Said("以《{best}》为准：{ground}，本行{here}与其{there}不同", **facts, **both)


def _ground(best: Observation, other: Observation) -> Said:
    """The ground on which one figure stands before another."""
    official = other.source.rank <= OFFICIAL
    if official and SETTLED[best.stage] != SETTLED[other.stage]:
        stage, than = best.stage or "未注明", other.stage or "未注明"
        return Said("版次更后（{stage}对{other}）", stage=stage, other=than)
    if best.source.rank != other.source.rank:
        return Said("来源级别更高（{rank}级对{other}级）", rank=best.source.rank, other=other.source.rank)
    if not official and STAGE_ORDER[best.stage] != STAGE_ORDER[other.stage]:
        stage, than = best.stage or "未注明", other.stage or "未注明"
        return Said("同级来源中版次更后（{stage}对{other}）", stage=stage, other=than)
    if best.known_on != other.known_on:
        return Said("同级来源中公布更晚（{known_on}）", known_on=best.known_on.isoformat())
    return Said("来源级别、版次和日期都相同，取先录入的一行")


def _differs(left: Observation, right: Observation, form: Form) -> bool:
    """Whether two figures contradict each other, beyond the rounding of the coarser one."""
    a, b = number(left, form), number(right, form)
    if a is None or b is None:
        return False
    if form is Form.GROWTH:
        return beyond_rounding(a, "%", b, "%")
    return not same_kind(left.unit, right.unit) or beyond_rounding(a, left.unit, b, right.unit)


def beyond_rounding(left: Decimal, unit: str, right: Decimal, other: str) -> bool:
    """Whether two printed numbers, in units of one kind, differ by more than the rounding of the coarser explains.

    >>> beyond_rounding(Decimal("118.77"), "亿元", Decimal("1187712"), "万元")
    False
    >>> beyond_rounding(Decimal("118.77"), "亿元", Decimal("1300000"), "万元")
    True
    """
    step = max(convert(_step(left), unit, other), _step(right))
    return abs(convert(left, unit, other) - right) > step / 2


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _printed(row: Observation, form: Form) -> Amount:
    value = number(row, form)
    assert value is not None
    return amount(value, row.unit if form is Form.VALUE else "%")
