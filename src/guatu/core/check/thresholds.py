"""Enrolment thresholds (升规纳统 and 入库标准) as values, and a plan's own numbers held against them.

The numbers are data (data/thresholds/enrolment.toml): they differ by year and by industry. This module holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.series.units import MixedUnits, convert
from guatu.core.text.figures import amount, bare
from guatu.core.text.said import Said, listed
from guatu.core.text.spans import Span

if TYPE_CHECKING:
    from guatu.core.check.reading import CheckReading


@dataclass(frozen=True, slots=True)
class Threshold:
    """What an enterprise of one industry must reach in a year to be surveyed, in force from `since`."""

    group: str  # 限额以上批发业
    words: tuple[str, ...]  # how plans call the industry: 批发
    measure: str  # 主营业务收入, without VAT
    value: Decimal
    unit: str
    since: date
    until: date | None = None
    source: str = ""
    gross_measures: tuple[str, ...] = ()  # measures that plans write instead and that include VAT: 销售额
    tax_percent: Decimal | None = None  # the VAT rate usually inside them

    def in_force(self, on: date | None) -> bool:
        return on is None or (self.since <= on and (self.until is None or on <= self.until))


def read_thresholds(table: Mapping[str, Any]) -> tuple[Threshold, ...]:
    """The thresholds of a parsed data/thresholds/*.toml."""
    return tuple(
        Threshold(
            group=row["group"],
            words=tuple(row["words"]),
            measure=row["measure"],
            value=Decimal(str(row["value"])),
            unit=row["unit"],
            since=row["since"],
            until=row.get("until"),
            source=row["source"],
            gross_measures=tuple(row.get("gross_measures", ())),
            tax_percent=Decimal(str(row["tax_percent"])) if "tax_percent" in row else None,
        )
        for row in table["threshold"]
    )


OTHER_FIGURE = CheckRule(
    "K161",
    "threshold: another figure than the standard",
    Said("入库门槛与现行标准不同"),
    Severity.DOUBT,
    Said("按写错的门槛推送企业，申报时会被退回；门槛以国家统计局现行标准为准，不由方案规定。"),
    Said("请改为现行标准，或删去数字，写“达到国家规定的入库标准”。"),
)
OTHER_MEASURE = CheckRule(
    "K162",
    "threshold: measured with tax",
    Said("入库门槛的计量指标与标准不同"),
    Severity.DOUBT,
    Said("含税销售额刚到门槛的企业，换算成不含税收入就不够，推上去会被退回。"),
    Said("请把门槛的计量指标改为标准所用的指标，或删去数字，写“达到国家规定的入库标准”。"),
)

# Enrolment must follow the figure in its own clause: 规模以上工业产值达到500亿元 is a target, no threshold.
_ENROLMENT = re.compile(r"[^，；。\n]{0,80}?(?:升规|升限|纳统|入统|入库)")
_CONDITION = re.compile(
    r"(?P<measure>主营业务收入|营业收入|营业额|销售额|销售收入|收入|产值)(?:（[^（）]{1,12}）)?(?:达到|达|超过|突破|在|不低于|满)?"
    r"(?P<value>\d+(?:\.\d+)?)(?P<unit>[万亿]?元)(?:及?以上)?(?P<tail>[^，。；、\n]{0,16})"
)
_BEFORE_LENGTH = 24

BAD = {
    "K161": ["推动批发业主营业务收入达到1000万元的企业升规纳统。", "支持主营业务收入达到300万元的零售企业入库。"],
    "K162": ["推动批发业销售额达到2000万元的企业升规纳统。"],
}
GOOD = [
    "推动批发业主营业务收入达到2000万元的企业升规纳统。",
    "推动20家营业收入达到200万元的住宿餐饮企业升规纳统。",
    "2027年批发业销售额达到5000万元。",
    "到2027年，规模以上工业企业营业收入达到500亿元，新增升规纳统企业50家。",
    "新增入库企业20家，零售业营业收入达到1000万元。",
]


def thresholds_against_the_standard(reading: CheckReading) -> Iterator[Finding]:
    """Each industry, measure and figure of a sentence about enrolment, held against the table in force at issue."""
    table = [t for t in reading.thresholds if t.in_force(reading.issued)]
    if not table:
        return
    taxed: list[tuple[Span, Threshold, Decimal]] = []
    for clauses in reading.sentences:
        start, end = clauses[0].start, clauses[-1].end
        sentence = reading.even[start:end]
        for found in _CONDITION.finditer(sentence):
            threshold, at = _whose(found, sentence, table)
            if threshold is None or not _ENROLMENT.match(sentence, found.end("unit")):
                continue
            span = Span(start + at, start + found.end("unit"))
            try:
                value = convert(Decimal(found["value"]), found["unit"], threshold.unit)
            except MixedUnits:
                continue
            if value != threshold.value:
                yield OTHER_FIGURE.finding(
                    reading.plan.text,
                    Said(
                        "{group}的入库标准是{measure}{standard}，方案写的是{written}。",
                        group=threshold.group,
                        measure=threshold.measure,
                        standard=amount(threshold.value, threshold.unit),
                        written=amount(Decimal(found["value"]), found["unit"]),
                    ),
                    at=[span],
                    computation=[
                        Said(
                            "{written} ≠ {standard}（{source}）",
                            written=amount(value, threshold.unit),
                            standard=amount(threshold.value, threshold.unit),
                            source=threshold.source,
                        )
                    ],
                )
            elif found["measure"] in threshold.gross_measures and threshold.tax_percent is not None:
                taxed.append((span, threshold, value))
    if taxed:
        yield OTHER_MEASURE.finding(
            reading.plan.text,
            Said(
                "{groups}的标准看{measure}（不含增值税），方案看的是销售额（通常含税）。",
                groups=listed(dict.fromkeys(t.group for _, t, _ in taxed)),
                measure=taxed[0][1].measure,
            ),
            at=[span for span, _, _ in taxed],
            computation=_without_tax(taxed),
        )


def _whose(found: re.Match[str], sentence: str, table: Iterable[Threshold]) -> tuple[Threshold | None, int]:
    """The threshold of the industry named before the figure, else right behind it (…200万元的住宿餐饮企业)."""
    at = max(0, found.start() - _BEFORE_LENGTH)
    before = re.split(r"[，。；、]", sentence[at : found.start()])[-1]
    for threshold in table:
        for word in threshold.words:
            if (place := before.rfind(word)) >= 0:
                return threshold, found.start() - len(before) + place
    if found["tail"].startswith(("的", "以上的")):
        for threshold in table:
            if any(word in found["tail"] for word in threshold.words):
                return threshold, found.start()
    return None, 0


def _without_tax(taxed: Iterable[tuple[Span, Threshold, Decimal]]) -> Iterator[Said]:
    for _, threshold, value in taxed:
        assert threshold.tax_percent is not None
        yield Said(
            "{group}：{sales} ÷ (1 + {tax}) = {net}，低于{standard}",
            group=threshold.group,
            sales=bare(value, threshold.unit),
            tax=amount(threshold.tax_percent, "%"),
            net=amount(value / (1 + threshold.tax_percent / 100), threshold.unit, 2),
            standard=amount(threshold.value, threshold.unit),
        )
