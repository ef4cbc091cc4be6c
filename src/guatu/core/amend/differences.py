"""What differs between two versions of one commitment, and whether the promise became stricter or looser.

A target with an upper limit (不超过, 以内) wants less: a smaller number is stricter. A fall (下降3%) is compared by
its size. Where the measure, the kind of unit, the base year or the series it is set against changed, the two numbers
do not speak of the same thing, and nothing is called stricter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from guatu.core.amend.model import Difference, Effect
from guatu.core.judging.keeping import wants_less
from guatu.core.judging.linking import MARKS, WHOLE, bare_name
from guatu.core.plan.model import Commitment, Comparator, Direction, Kind, Measure, Period, PeriodKind, Strength
from guatu.core.reports.words import MEASURE_WORDS, due_words
from guatu.core.series.units import convert, is_money, same_kind
from guatu.core.text.figures import POINTS, in_points, trimmed

COMPARATOR_WORDS = {
    Comparator.AT_LEAST: "不低于",
    Comparator.ABOVE: "突破",
    Comparator.AT_MOST: "不超过",
    Comparator.BELOW: "低于",
    Comparator.EXACTLY: "等于",
    Comparator.ABOUT: "左右",
    Comparator.RANGE: "区间",
}
# How much a comparator asks at the same number: what exactly that number satisfies is 1.
ASKS = {Comparator.ABOUT: 0, Comparator.ABOVE: 2, Comparator.BELOW: 2}
YEARLY = (PeriodKind.EACH_YEAR, PeriodKind.AVERAGE)
WILL = re.compile(r"力争|争取|力求|争创|确保|努力")
DATES = re.compile(
    r"(?:到|在|至)?(?:20\d{2}[—–\-－~～至])?20\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?(?:之?前|以前)?(?:每年)?"
)


def differences(old: Commitment, new: Commitment) -> tuple[Difference, ...]:
    """Everything in which `new` differs from `old`, in a fixed order; () when only place and number changed."""
    found = [*_quantity(old, new), *_deadline(old.period, new.period, old, new), *_other(old, new)]
    deed = Kind.TARGET not in (old.kind, new.kind)
    if _plain(old.quote) != _plain(new.quote) and (not found or (deed and _content(old.quote) != _content(new.quote))):
        found.append(_words(old, new))
    return tuple(found)


# -- the quantity -----------------------------------------------------------------------------------------------------


def _quantity(old: Commitment, new: Commitment) -> Iterator[Difference]:
    was, now = old.kind is Kind.TARGET, new.kind is Kind.TARGET
    if was is not now:
        yield (
            Difference(Effect.LOOSER, f"不再有数值（原为{printed(old)}）")
            if was
            else Difference(Effect.STRICTER, f"有了数值{printed(new)}")
        )
    if not (was and now):
        return
    restated = tuple(_restated(old, new))
    yield from restated
    if restated:
        if (old.value, old.unit) != (new.value, new.unit):
            yield Difference(Effect.RESTATED, f"{printed(old)}→{printed(new)}，不是同一口径，不比宽严")
        return
    yield from _value(old, new)
    yield from _comparator(old, new)
    yield from _nature(old, new)


def _restated(old: Commitment, new: Commitment) -> Iterator[Difference]:
    def restated(what: str, a: str, b: str) -> Difference:
        return Difference(Effect.RESTATED, f"{what}由“{a or '未写'}”改为“{b or '未写'}”")

    if bare_name(old.indicator) != bare_name(new.indicator):
        yield restated("指标", old.indicator, new.indicator)
    if old.measure is not new.measure:
        yield restated("度量", _measure(old), _measure(new))
    elif old.unit != new.unit and not (old.unit and new.unit and same_kind(old.unit, new.unit)):
        yield restated("单位", old.unit, new.unit)
    if old.direction is not new.direction:
        yield restated("方向", _way(old), _way(new))
    elif wants_less(old) is not wants_less(new) and old.value is not None and new.value is not None:
        yield restated("要求", _comparing(old), _comparing(new))
    if old.base_year != new.base_year:
        yield restated("基年", _year(old.base_year), _year(new.base_year))
    if old.relative_to != new.relative_to or (old.value is None) is not (new.value is None):
        yield restated("比照对象", old.relative_to, new.relative_to)
    if old.cumulative is not new.cumulative:
        yield restated("算法", "累计" if old.cumulative else "当期", "累计" if new.cumulative else "当期")


def _value(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.value is None or new.value is None:
        return
    step = new.value - convert(old.value, old.unit, new.unit)
    top = _top(new) - _top(old, unit=new.unit)
    if step == 0 and top == 0:
        if old.unit != new.unit:
            yield Difference(Effect.WORDING, f"{printed(old)}→{printed(new)}，数量未变")
        return
    less = wants_less(new)
    effects = {Effect.STRICTER if (size < 0) is less else Effect.LOOSER for size in (step, top) if size}
    said = f"{'上限' if less else ''}{printed(old)}→{printed(new)}"
    if len(effects) == 2:  # 3—5家 → 2—6家
        yield Difference(Effect.LOOSER, f"{said}，下端降低")
        yield Difference(Effect.STRICTER, f"{said}，上端提高")
        return
    yield Difference(effects.pop(), f"{said}，{_by(step or top, new)}")


def _by(step: Decimal, target: Commitment) -> str:
    """提高16亿元, 降低2个百分点, 增加3家."""
    rate = in_points(target.unit) or target.measure is Measure.GROWTH
    verbs = ("提高", "降低") if rate or is_money(target.unit) else ("增加", "减少")
    return f"{verbs[step < 0]}{trimmed(abs(step))}{POINTS if rate else target.unit}"


def _top(target: Commitment, *, unit: str = "") -> Decimal:
    """The upper end of a range, in `unit`; of any other target its number."""
    top = target.value if target.value_max is None else target.value_max
    assert top is not None
    return convert(top, target.unit, unit) if unit else top


def _comparator(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.comparator is new.comparator:
        return
    step = _asks(new) - _asks(old)
    effect = Effect.STRICTER if step > 0 else Effect.LOOSER if step < 0 else Effect.WORDING
    yield Difference(effect, f"由“{_comparing(old)}”改为“{_comparing(new)}”")


def _asks(target: Commitment) -> int:
    return ASKS.get(target.comparator, 1) if target.comparator else 1


def _nature(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.nature == new.nature:
        return
    binding = {"约束性": 1}
    step = binding.get(new.nature, 0) - binding.get(old.nature, 0)
    effect = Effect.STRICTER if step > 0 else Effect.LOOSER if step < 0 else Effect.WORDING
    yield Difference(effect, f"由“{old.nature or '未注明'}”改为“{new.nature or '未注明'}”")


# -- the deadline -----------------------------------------------------------------------------------------------------


def _deadline(was: Period, now: Period, old: Commitment, new: Commitment) -> Iterator[Difference]:
    if was == now or (_spot(was) == _spot(now) and was.kind not in YEARLY and now.kind not in YEARLY):
        return  # 2025年 and 2025年底前 fall due on one day
    if was.until is None or now.until is None:
        if was.until is not None:
            yield Difference(Effect.LOOSER, f"取消了期限（原为{due_words(old)}）")
        elif now.until is not None:
            yield Difference(Effect.STRICTER, f"定了期限{due_words(new)}")
        return
    if was.kind in YEARLY or now.kind in YEARLY:
        yield from _windows(was, now)
        return
    earlier = _spot(now) < _spot(was)
    said = f"期限由{_due(was, now)}{'提前' if earlier else '推迟'}到{_due(now, was)}"
    yield Difference(Effect.STRICTER if earlier else Effect.LOOSER, said)


def _windows(was: Period, now: Period) -> Iterator[Difference]:
    """Quotas of each year: more years ask more. Averages and changes of kind are only moved."""
    said = f"年度由{_window(was)}改为{_window(now)}"
    if was.kind is now.kind is PeriodKind.EACH_YEAR:
        before, after = _years(was), _years(now)
        if before < after:
            yield Difference(Effect.STRICTER, f"{said}，多{len(after - before)}年")
            return
        if after < before:
            yield Difference(Effect.LOOSER, f"{said}，少{len(before - after)}年")
            return
    if was.kind is now.kind or {was.kind, now.kind} == {PeriodKind.AVERAGE}:
        yield Difference(Effect.MOVED, said)
    else:
        yield Difference(Effect.RESTATED, said)


def _years(period: Period) -> set[int]:
    assert period.until is not None
    return set(range(period.since or period.until, period.until + 1))


def _spot(period: Period) -> date:
    """A deadline as days are ordered; an open one before all others."""
    return period.deadline.last_day or date.min


def _due(period: Period, other: Period) -> str:
    """2027年; with month and day where one of the two deadlines has them."""
    text = f"{period.until}年"
    if period.month or other.month:
        text += f"{period.month or 12}月"
    if period.day or other.day:
        text += f"{period.day}日" if period.day else "底"
    return text


def _window(period: Period) -> str:
    if period.kind is PeriodKind.EACH_YEAR:
        word = "每年"
    else:
        word = "年均" if period.kind is PeriodKind.AVERAGE else ""
    if period.since and period.since != period.until:
        return f"{period.since}—{period.until}年{word}"
    return f"{period.until}年{word}"


# -- everything else --------------------------------------------------------------------------------------------------


def _other(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.strength is not new.strength:
        firm = new.strength is Strength.FIRM
        said = "由“力争”改为确定" if firm else "由确定改为“力争”"
        yield Difference(Effect.STRICTER if firm else Effect.LOOSER, said)
    yield from _scope(old, new)
    for what, a, b in (
        ("领域", old.sector, new.sector),
        ("牵头单位", old.lead, new.lead),
        ("配合单位", "、".join(old.supporting), "、".join(new.supporting)),
    ):
        if a != b:
            yield Difference(Effect.MOVED, f"{what}由“{a or '未写'}”改为“{b or '未写'}”")


def _scope(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.scope == new.scope or (_whole(old) and _whole(new)):
        return
    said = f"范围由“{old.scope or '未写'}”改为“{new.scope or '未写'}”"
    if _whole(new) or _whole(old):
        yield Difference(Effect.STRICTER if _whole(new) else Effect.LOOSER, said)
    else:
        yield Difference(Effect.MOVED, said)


def _whole(c: Commitment) -> bool:
    return not c.scope or c.scope in WHOLE


def _words(old: Commitment, new: Commitment) -> Difference:
    """Other words: of a target that is judged the same they say nothing new; of a deed a person must judge them."""
    if Kind.TARGET in (old.kind, new.kind) or _content(old.quote) == _content(new.quote):
        return Difference(Effect.WORDING, "只改文字，要求未变")
    return Difference(Effect.RESTATED, "文字有改动，宽严由人判断")


def _plain(quote: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", quote))


def _content(quote: str) -> str:
    """A quote without its date and its words of will, which are compared on their own."""
    return WILL.sub("", _plain(DATES.sub("", quote)))


# -- as printed -------------------------------------------------------------------------------------------------------


def printed(target: Commitment) -> str:
    """344亿元, 3—5家, 下降3%."""
    if target.value is None:
        return f"与{target.relative_to or '对照数'}相比"
    text = trimmed(target.value) + (f"—{trimmed(target.value_max)}" if target.value_max is not None else "")
    return f"{'下降' if target.direction is Direction.DOWN else ''}{text}{target.unit}"


def _measure(target: Commitment) -> str:
    return MEASURE_WORDS[target.measure] if target.measure else ""


def _comparing(target: Commitment) -> str:
    return COMPARATOR_WORDS[target.comparator] if target.comparator else "未写"


def _way(target: Commitment) -> str:
    return "下降" if target.direction is Direction.DOWN else "提高"


def _year(year: int | None) -> str:
    return f"{year}年" if year else ""
