"""What still stands against publishing. A draft always saves; only publishing is strict.

Every refusal names its rule, its place and the way out. The codes are stable: docs/review-desk.md explains each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from guatu.core.plan.model import Commitment, Kind, PeriodKind
from guatu.core.review.draft import Draft, place_of
from guatu.core.text.said import Piece, Said, verbatim
from guatu.core.text.spans import Span

# code → what is wrong, and the way out
RULES: Mapping[str, tuple[Callable[[Refusal], Said], Said]] = {
    "L501": (
        lambda r: Said("“{what}”没有条目认领，也没有说明。", what=r.what),
        Said("补录为条目，或说明它为什么不是承诺。"),
    ),
    "L502": (lambda r: Said("疑问没有答：{what}", what=r.what), Said("从读法里选一个，或写明实际意思。")),
    "L503": (
        lambda r: Said("目标“{what}”没有指标名称。", what=r.what),
        Said("写上指标名称；不是目标的，改类别。"),
    ),
    "L504": (lambda r: Said("目标“{what}”没有单位。", what=r.what), Said("写上单位，百分数写 %。")),
    "L505": (
        lambda r: Said("目标“{what}”没有期限。", what=r.what),
        Said("写上期限；原文确实没有的，说明按什么考核。"),
    ),
    "L506": (
        lambda r: Said("目标“{what}”没有数值，也没有对照的地区。", what=r.what),
        Said("写上数值，或写明与谁比。"),
    ),
    "L507": (
        lambda r: Said("与{other}是同一个目标：{what}", other=r.other, what=r.what),
        Said("合并成一条，或改正其中一条；确是两件事的，写明区别。"),
    ),
    "L508": (lambda r: Said("“{what}”还没有人核对。", what=r.what), Said("对照原文看一遍，确认或改正。")),
}
EXCUSABLE = frozenset({"L501", "L505", "L507"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that stands against publishing."""

    code: str
    place: str  # id of a commitment or question, or n123 for a number
    span: Span
    what: object  # words of the plan, or a question
    other: str = ""

    @property
    def reason(self) -> Said:
        return RULES[self.code][0](self)

    @property
    def way_out(self) -> Said:
        return RULES[self.code][1]

    @property
    def excusable(self) -> bool:
        """Whether a person may write down why the rule does not hold here."""
        return self.code in EXCUSABLE


def ready(draft: Draft) -> tuple[Refusal, ...]:
    """Everything that must be settled before a version is fixed, in the order of the text; empty when ready."""
    found = [Refusal("L501", place_of(c), c.span, verbatim(c.text)) for c in draft.open_claims]
    found += [Refusal("L502", q.id, q.span, q.asks) for q in draft.open_questions]
    for item in draft.items:
        if item.live:
            found += _of_target(item.commitment)
            if not item.looked_at and item.commitment.kind is not Kind.ACTION:
                found.append(Refusal("L508", item.id, item.commitment.span, _name(item.commitment)))
    found += _doubles(draft)
    open_ = (r for r in found if not (r.excusable and (r.place, r.code) in draft.excuses))
    return tuple(sorted(open_, key=lambda r: (r.span, r.code, r.place)))


def _of_target(c: Commitment) -> list[Refusal]:
    if c.kind is not Kind.TARGET:
        return []
    missing = {
        "L503": not c.indicator,
        "L504": not c.unit and c.value is not None,
        "L505": c.period.kind is PeriodKind.OPEN or c.period.until is None,
        "L506": c.value is None and not c.relative_to,
    }
    return [Refusal(code, c.id, c.span, _name(c)) for code, is_missing in missing.items() if is_missing]


def _doubles(draft: Draft) -> list[Refusal]:
    """Targets that say the same of the same thing for the same time."""
    same: dict[tuple[object, ...], list[Commitment]] = defaultdict(list)
    for c in draft.commitments:
        if c.kind is Kind.TARGET and c.indicator:
            same[c.indicator, c.scope, c.sector, c.value, c.value_max, c.unit, c.measure, c.period].append(c)
    return [Refusal("L507", c.id, c.span, _name(c), other=cs[0].id) for cs in same.values() for c in cs[1:]]


def _name(c: Commitment) -> Piece:
    return verbatim(c.indicator or c.quote)
