"""Growth that a plan implies without saying it: bases, chains, and chains that fall.

The arithmetic is `core/indicators/growth.py`; this module only finds which figures belong into one expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from guatu.core.check.bases import StatedBase, stated_bases
from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import (
    CheckReading,
    falls_with_success,
    first_year,
    in_unit,
    is_point_in_time,
    rate_of,
    said,
    shown,
    sized,
    valued,
    within,
    years_of,
)
from guatu.core.plan.model import Commitment, Comparator, Measure, PeriodKind
from guatu.core.series.growth import HUNDRED, implied_base, needed_growth
from guatu.core.series.units import is_money, read_unit
from guatu.core.text.figures import amount
from guatu.core.text.said import NOTHING, Listed, Said, Sentence, listed, sentences
from guatu.core.text.units import is_counted, is_percent

IMPLIED_BASE = CheckRule(
    "K110",
    "growth: implied base",
    Said("总量和增速隐含的基数"),
    Severity.HINT,
    Said("总量和年均增速同时写，基数就定了。实际基数低于它，增速达标了总量也到不了；高于它，总量达标了增速可能还差。"),
    Said("请与统计部门公布的基期数核对；写明基数，或写明以哪一个目标为准。"),
)
IMPLIED_COUNT = CheckRule(
    "K111",
    "growth: implied count",
    Said("总数和年均增加数隐含的基数"),
    Severity.HINT,
    Said("总数和年均增加数同时写，基期数就定了；实际基期数不同，两个目标就只能有一个是实的。"),
    Said("请与基期年末的实有数核对，并写明是净增（新增减退出）还是新增。"),
)
CHAIN = CheckRule(
    "K112",
    "growth: chain",
    Said("逐年目标隐含的增速"),
    Severity.HINT,
    Said("逐年目标一写，每年的增速就定了；与同类指标的增速、上年实际增速对不上时，说明某一年定高了或定低了。"),
    Said("请核对各年增速是否就是想要的；需要考核增速的，把增速也写进方案。"),
)
FALLING = CheckRule(
    "K113",
    "growth: falling chain",
    Said("后一年的目标低于前一年"),
    Severity.ERROR,
    Said("越高越好的指标，后一年的目标反而低，按字面考核等于要求退步。"),
    Said("请核对是否写反、单位是否一致；如是每年分别新增的数，请写“每年新增”或“当年新增”。"),
)

AGAINST = CheckRule(
    "K114",
    "growth: levels against stated growth",
    Said("两年的总量和写明的增速对不上"),
    Severity.DOUBT,
    Said("两年的总量一写，增速就定了；与写明的增速不同，完成一个不等于完成另一个，考核时各说各的。"),
    Said("请核对总量和增速，改成同一笔账；总量按现价、增速按可比价的，请写明。"),
)

BAD = {
    "K114": [
        "2025年旅游收入达到50亿元。2026年旅游收入达到60亿元，增长12%。",
        "2025年底前快递业务量达到110万件，2026年快递业务量达到121万件、增长15%。",
        "2026年社会消费品零售总额达到300亿元。2027年社会消费品零售总额达到320亿元，同比增长12%以上。",
        "2025年全市旅游收入完成50亿元。2027年旅游收入由50亿元提高到60亿元，增长12%。",
        "旅游收入由2025年的50亿元增长到2026年的60亿元，增长12%。",
        "2026年旅游收入从50亿元提高到60亿元，增长12%。",
        "指标\t2025年完成\t2026年目标\t增长\n社会消费品零售总额（亿元）\t300\t320\t12%",
    ],
    "K110": [
        "到2027年，服务业增加值达到344亿元以上、年均增长6%以上。",
        "到2027年，工业总产值达到500亿元，年均增长8%。",
    ],
    "K111": ["到2027年，规模以上服务业企业数量达到150家以上、年均增加10家以上。"],
    "K112": [
        "2025年底前快递业务量达到110万件，2026年底前达到121万件，2027年底前达到133万件。",
        "2025年底前外贸进出口总额达到10亿元，2027年底前外贸进出口总额达到14.4亿元。",
    ],
    "K113": ["2025年底前网络覆盖率达到90%，2027年底前网络覆盖率达到80%。"],
}
GOOD = [
    "到2027年，服务业增加值达到344亿元以上。",
    "到2027年，服务业增加值年均增长6%以上，工业增加值达到500亿元。",
    "2025年底前物流企业达到3家，2026年底前物流企业达到5家。",
    "到2027年，规模以上工业企业达到500家，年均新增30家。",
    "2025年建设5G基站500个，到2027年累计建设2000个。",
    "2025年底前城镇失业率控制在6%以内，2027年底前城镇失业率控制在5%以内。",
]
AGREEING = [
    "2025年旅游收入达到50亿元。2026年旅游收入达到56亿元，增长12%。",
    "2025年旅游收入达到50亿元。2026年旅游收入达到56.1亿元，增长12%左右。",
    "2025年旅游收入达到50亿元。2027年旅游收入达到60亿元，年均增长9.5%。",
    "2025年旅游收入达到50亿元。2026年快递业务收入达到60亿元，增长12%。",
    "旅游收入由2025年的50亿元增长到2026年的56亿元，增长12%。",
    "2026年旅游收入从50亿元提高到56亿元，增长12%。",
    "指标\t2025年完成\t2026年目标\t增长\n社会消费品零售总额（亿元）\t300\t320\t6.7%",
]  # 50 → 56 is 12%

_SLACK = Decimal("0.5")  # points by which a rounded rate may differ
# Published as an amount at current price and a growth at constant price, in the same row.
_CONSTANT_PRICE = re.compile(r"增加值|生产总值|GDP|经济总量")
_BESIDE = 4  # signs between a level and the growth that follows it
_FEW = 100  # below this a count is spoken of in pieces, not in percent
_REACHING = re.compile(r"达到?|超过|突破|不低于|不少于|提高到|提升到|保持在|稳定在|增[加长]?到")


def implied_bases(reading: CheckReading) -> Iterator[Finding]:
    """A level and its growth (344亿元, 年均6%): the level of the year before the first."""
    for rows in reading.rows.values():
        levels = _levels(rows)
        for rate in (t for t in valued(rows) if t.measure is Measure.GROWTH and is_percent(t.unit)):
            count = _intervals(rate)
            level = levels.get(rate.period.until)
            if count is None or level is None or rate_of(rate) <= -HUNDRED or _base_year(rate) in levels:
                continue  # a base that the plan states is compared with it
            if any(base.year == _base_year(rate) for base in stated_bases(reading, level)):
                continue
            assert level.value is not None
            base = implied_base(level.value, rate_of(rate), count)
            year = _base_year(rate)
            facts = {
                "name": level.indicator,
                "until": level.period.until,
                "level": said(level),
                "rate": said(rate),
                "year": year,
                "base": sized(base, level.unit),
            }
            implied = (
                Said("{name}{until}年{level}、年均增长{rate}，隐含{year}年基数{base}。", **facts)
                if count > 1
                else Said("{name}{until}年{level}、增长{rate}，隐含{year}年基数{base}。", **facts)
            )
            yield IMPLIED_BASE.finding(
                reading.plan.text,
                sentences(implied, _price_note(level)),
                on=[level, rate],
                computation=_base_lines(level, rate, count, base, year),
            )


def implied_counts(reading: CheckReading) -> Iterator[Finding]:
    """A number and its yearly increase (150家, 年均增加10家): the number of the year before the first."""
    for rows in reading.rows.values():
        levels = _levels(rows)
        for step in valued(rows):
            years = years_of(step.period)
            if step.measure is not Measure.INCREMENT or step.period.kind is not PeriodKind.AVERAGE or not years:
                continue
            if "新增" in step.quote:
                continue  # gross: exits do not offset it, so it implies no base
            level = levels.get(step.period.until)
            added = in_unit(step, level.unit) if level else None
            if level is None or added is None:
                continue
            assert level.value is not None
            base = level.value - years * added
            year = first_year(step.period)
            assert year is not None
            yield IMPLIED_COUNT.finding(
                reading.plan.text,
                Said(
                    "{name}{until}年{level}、年均增加{step}，隐含{year}年末{base}。",
                    name=level.indicator,
                    until=level.period.until,
                    level=said(level),
                    step=said(step),
                    year=year - 1,
                    base=sized(base, level.unit),
                ),
                on=[level, step],
                computation=[
                    Said(
                        "{level} − {years} × {added} = {base}（{year}年末）",
                        level=within(level.value, level.unit),
                        years=years,
                        added=within(added, level.unit),
                        base=sized(base, level.unit),
                        year=year - 1,
                    )
                ],
            )


def chains(reading: CheckReading) -> Iterator[Finding]:
    """Levels of one indicator in successive years (110 → 121 → 133): what each step asks for."""
    for chain in _chains(reading):
        first = chain[0]
        if is_percent(first.unit) or first.measure is not Measure.LEVEL or falls_with_success(first):
            continue
        values = _values(chain)
        if values is None or any(b <= a for a, b in pairwise(values)) or values[0] <= 0:
            continue
        if len(chain) == 2 and _few(first):
            continue
        years = [c.period.until or 0 for c in chain]
        steps = list(zip(years, values, years[1:], values[1:], strict=False))
        if is_counted(first.unit) and any(_may_be_new(t) for t in chain):
            continue  # perhaps each year's own number, not a stock that grows: K155 asks
        if _few(first):
            lines = [_step_line(a, x, b, y, first.unit) for a, x, b, y in steps]
            what = Said(
                "{name}{values}，隐含依次再增加{steps}。",
                name=first.indicator,
                values=_arrows(values, first.unit),
                steps=listed(sized(y - x, first.unit) for _, x, _, y in steps),
            )
        else:
            rates = [needed_growth(x, y, b - a) for a, x, b, y in steps]
            lines = [_rate_line(a, x, b, y, rate, first.unit) for (a, x, b, y), rate in zip(steps, rates, strict=True)]
            facts = {
                "name": first.indicator,
                "values": _arrows(values, first.unit),
                "rates": listed(amount(rate, "%", 1) for rate in rates),
            }
            if len(chain) > 2:
                mean = needed_growth(values[0], values[-1], years[-1] - years[0])
                lines.append(_rate_line(years[0], values[0], years[-1], values[-1], mean, first.unit, places=2))
                what = Said(
                    "{name}{values}，隐含增速依次为每年{rates}，平均每年{mean}。", **facts, mean=amount(mean, "%", 2)
                )
            else:
                what = Said("{name}{values}，隐含增速依次为每年{rates}。", **facts)
        yield CHAIN.finding(reading.plan.text, what, on=chain, computation=lines)


def falling_chains(reading: CheckReading) -> Iterator[Finding]:
    """A later target below an earlier one where higher is better."""
    for chain in _chains(reading):
        for before, after in pairwise(chain):
            later = in_unit(after, before.unit)
            if later is None or before.value is None or later >= before.value or falls_with_success(before):
                continue
            upper = (Comparator.AT_MOST, Comparator.BELOW, Comparator.RANGE)
            if before.comparator in upper or after.comparator in upper:
                continue
            if before.measure is Measure.LEVEL and not _REACHING.search(after.quote):
                continue  # 2025年建成10个, 2026年建成5个: each adds its own
            yield FALLING.finding(
                reading.plan.text,
                Said(
                    "{name}{since}年{earlier}，{until}年反而是{later}。",
                    name=before.indicator,
                    since=before.period.until,
                    earlier=said(before),
                    until=after.period.until,
                    later=said(after),
                ),
                on=[before, after],
                computation=[
                    Said(
                        "{later} − {earlier} = {step}",
                        later=within(later, before.unit),
                        earlier=within(before.value, before.unit),
                        step=sized(later - before.value, _step(before)),
                    )
                ],
            )


def levels_against_growth(reading: CheckReading) -> Iterator[Finding]:
    """Levels of two years beside a growth that they do not make: 50亿元 and 60亿元, 增长12%."""
    for rows in reading.rows.values():
        levels = _levels(rows)
        for rate in (t for t in valued(rows) if t.measure is Measure.GROWTH and is_percent(t.unit)):
            reached = levels.get(rate.period.until)
            if reached is None or reached.value is None or reached.value <= 0 or rate_of(rate) <= -HUNDRED:
                continue
            before, count = _level_before(reading, levels, reached, rate)
            if before is None or count < 1 or before.value <= 0:
                continue
            made = needed_growth(before.value, reached.value, count)
            if abs(made - rate_of(rate)) > _SLACK + _rounding(before.value, reached.value, count):
                yield _against(reading, levels.get(before.year), before, reached, rate, made, count)


def _level_before(
    reading: CheckReading, levels: dict[int | None, Commitment], reached: Commitment, rate: Commitment
) -> tuple[StatedBase | None, int]:
    """The level that a growth starts from, as a target or as the text tells it, and the years between."""
    count = _intervals(rate)
    earlier = levels.get(_base_year(rate)) if count is not None else None
    value = in_unit(earlier, reached.unit) if earlier is not None else None
    if count is not None and earlier is not None and value is not None:
        return StatedBase(value, _base_year(rate), earlier.span), count
    for base in stated_bases(reading, reached):
        if count is not None and base.year == _base_year(rate):
            return base, count
        beside = abs(rate.span.start - reached.span.end) <= _BESIDE
        if count is None and beside and rate.period.kind is PeriodKind.BY and rate.period.until is not None:
            return base, rate.period.until - base.year  # 由2025年的50亿元增长到2026年的60亿元，增长12%
    return None, 0


def _against(
    reading: CheckReading,
    earlier: Commitment | None,
    before: StatedBase,
    reached: Commitment,
    rate: Commitment,
    made: Decimal,
    count: int,
) -> Finding:
    assert reached.value is not None
    until, constant = reached.period.until or 0, bool(_CONSTANT_PRICE.search(reached.indicator))
    target = earlier if earlier is not None and earlier.span == before.span else None
    return AGAINST.finding(
        reading.plan.text,
        sentences(
            Said(
                "{name}{since}年{before}、{until}年{reached}，算下来增长{made}；写明的是增长{rate}。",
                name=reached.indicator,
                since=before.year,
                until=until,
                before=said(target) if target is not None else sized(before.value, reached.unit),
                reached=said(reached),
                made=amount(made, "%", 1),
                rate=said(rate),
            ),
            _price_note(reached) if constant else NOTHING,
        ),
        at=[before.span, reached.span, rate.span],
        on=[*([target] if target is not None else []), reached, rate],
        severity=Severity.HINT if constant else None,
        computation=[
            _rate_line(before.year, before.value, until, reached.value, made, reached.unit),
            *_base_lines(reached, rate, count, implied_base(reached.value, rate_of(rate), count), before.year),
        ],
    )


def _rounding(before: Decimal, reached: Decimal, count: int) -> Decimal:
    """Points by which a growth may be off because its two levels are rounded as they are printed."""
    share = sum(_half(value) / value for value in (before, reached))
    return share * HUNDRED / count


def _half(value: Decimal) -> Decimal:
    """Half of the last printed digit: 0.05 of 56.1. A whole number is as good as it is written."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal()


def _levels(rows: Iterable[Commitment]) -> dict[int | None, Commitment]:
    """The first level of each year."""
    found: dict[int | None, Commitment] = {}
    for target in valued(rows):
        if _is_level(target):
            found.setdefault(target.period.until, target)
    return found


def _is_level(target: Commitment) -> bool:
    return target.measure is Measure.LEVEL and is_point_in_time(target) and not is_percent(target.unit)


def _intervals(rate: Commitment) -> int | None:
    """Over how many years a growth target compounds; None when the text does not say."""
    if rate.period.kind in (PeriodKind.AVERAGE, PeriodKind.EACH_YEAR):
        return years_of(rate.period)
    if rate.base_year is not None and rate.period.until is not None:
        return 1 if rate.period.until > rate.base_year else None
    return 1 if rate.period.kind is PeriodKind.IN else None


def _base_year(rate: Commitment) -> int:
    if rate.base_year is not None and rate.period.kind not in (PeriodKind.AVERAGE, PeriodKind.EACH_YEAR):
        return rate.base_year
    first = first_year(rate.period)
    assert first is not None
    return first - 1


def _base_lines(level: Commitment, rate: Commitment, count: int, base: Decimal, year: int) -> list[Said]:
    assert level.value is not None
    signed = rate_of(rate)
    sign = "+" if signed >= 0 else "−"
    power = f"^{count}" if count > 1 else ""
    factor = (1 + signed / HUNDRED) ** count
    return [
        Said(
            "{level} ÷ (1 {sign} {rate}){power} = {level} ÷ {factor} = {base}（{year}年，按价格不变推算）",
            level=within(level.value, level.unit),
            sign=sign,
            rate=sized(abs(signed), "%"),
            power=power,
            factor=shown(factor, 6),
            base=sized(base, level.unit),
            year=year,
        )
    ]


def _price_note(level: Commitment) -> Said:
    if _CONSTANT_PRICE.search(level.indicator):
        return Said("按统计惯例，总量是现价，增速是可比价，两者不能互相推算，分开考核。")
    if is_money(level.unit):
        return Said("增速是名义还是可比价，方案没有写。")
    return NOTHING


def _chains(reading: CheckReading) -> Iterator[list[Commitment]]:
    """Targets of one indicator and measure that fall due in different years, in the order of the years."""
    for rows in reading.rows.values():
        by_measure: dict[tuple[object, str], list[Commitment]] = {}
        for target in valued(rows):
            if target.measure in (Measure.LEVEL, Measure.SHARE) and is_point_in_time(target) and not target.relative_to:
                by_measure.setdefault((target.measure, read_unit(target.unit).base), []).append(target)
        for chain in by_measure.values():
            chain.sort(key=lambda t: (t.period.until or 0, t.span.start))
            years = [t.period.until for t in chain]
            if len(chain) > 1 and len(set(years)) == len(years):
                yield chain


def _step(target: Commitment) -> str:
    """The unit of a difference: two shares differ by points."""
    return "个百分点" if is_percent(target.unit) else target.unit


def _values(chain: Iterable[Commitment]) -> list[Decimal] | None:
    chain = list(chain)
    values = [in_unit(t, chain[0].unit) for t in chain]
    known = [v for v in values if v is not None]
    return known if len(known) == len(values) else None


def _few(target: Commitment) -> bool:
    assert target.value is not None
    return is_counted(target.unit) and target.value * read_unit(target.unit).scale < _FEW


def _may_be_new(target: Commitment) -> bool:
    exact = target.comparator is Comparator.EXACTLY and not target.cumulative
    return exact or (_few(target) and target.period.kind is PeriodKind.IN)


def _arrows(values: Iterable[Decimal], unit: str) -> Sentence:
    *before, last = values
    return Listed((*(within(value, unit) for value in before), sized(last, unit)), "→")


def _step_line(year: int, value: Decimal, later: int, reached: Decimal, unit: str) -> Said:
    return Said(
        "{since}→{until}年：{later} − {earlier} = {step}",
        since=year,
        until=later,
        later=within(reached, unit),
        earlier=within(value, unit),
        step=sized(reached - value, unit),
    )


def _rate_line(
    year: int, value: Decimal, later: int, reached: Decimal, rate: Decimal, unit: str, *, places: int = 1
) -> Said:
    facts = {
        "since": year,
        "until": later,
        "later": within(reached, unit),
        "earlier": within(value, unit),
        "rate": amount(rate, "%", places),
    }
    if later - year > 1:
        return Said("{since}→{until}年：({later} ÷ {earlier})^(1/{span}) − 1 = {rate}", **facts, span=later - year)
    return Said("{since}→{until}年：{later} ÷ {earlier} − 1 = {rate}", **facts)
