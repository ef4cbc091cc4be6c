"""认领率: how many lines of a plan have a lead unit, in one sentence with both parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.owners import Owners, claim_rate
from guatu.core.text.figures import amount
from guatu.core.text.said import NOTHING, Said, Sentence, listed, sentences


def claim_words(items: Iterable[Commitment], owners: Mapping[str, Owners]) -> Sentence:
    """认领率25.7%：265个条目里68个有牵头单位（目标68/68、里程碑0/14、举措0/183）。 Nothing for a plan without lines."""
    items = tuple(items)
    whole = claim_rate(owners)
    if not whole.count:
        return NOTHING
    parts = [
        _of_kind(kind, part.led, part.count)
        for kind in Kind
        if (part := claim_rate({c.id: owners[c.id] for c in items if c.kind is kind})).count
    ]
    share = amount(Decimal(whole.led * 100) / whole.count, "%", 1)
    said = Said(
        "认领率{share}：{count}个条目里{led}个有牵头单位（{parts}）。",
        share=share, count=whole.count, led=whole.led, parts=listed(parts),
    )  # fmt: skip
    gone = Said("其中{count}个的牵头单位已经撤销。", count=len(whole.gone)) if whole.gone else NOTHING
    return sentences(said, gone) if whole.gone else said


def _of_kind(kind: Kind, led: int, count: int) -> Said:
    match kind:
        case Kind.TARGET:
            return Said("目标{led}/{count}", led=led, count=count)
        case Kind.MILESTONE:
            return Said("里程碑{led}/{count}", led=led, count=count)
        case Kind.ACTION:
            return Said("举措{led}/{count}", led=led, count=count)
