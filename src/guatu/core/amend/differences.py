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
from guatu.core.text.figures import POINTS, Amount, Between, Month, Number, amount, in_points
from guatu.core.text.said import Said, listed, verbatim
from guatu.core.time.days import MONTHS

COMPARATOR_WORDS = {
    Comparator.AT_LEAST: Said("不低于"),
    Comparator.ABOVE: Said("突破"),
    Comparator.AT_MOST: Said("不超过"),
    Comparator.BELOW: Said("低于"),
    Comparator.EXACTLY: Said("等于"),
    Comparator.ABOUT: Said("左右"),
    Comparator.RANGE: Said("区间"),
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
            Difference(Effect.LOOSER, Said("不再有数值（原为{was}）", was=printed(old)))
            if was
            else Difference(Effect.STRICTER, Said("有了数值{now}", now=printed(new)))
        )
    if not (was and now):
        return
    restated = tuple(_restated(old, new))
    yield from restated
    if restated:
        if (old.value, old.unit) != (new.value, new.unit):
            says = Said("{was}→{now}，不是同一口径，不比宽严", was=printed(old), now=printed(new))
            yield Difference(Effect.RESTATED, says)
        return
    yield from _value(old, new)
    yield from _comparator(old, new)
    yield from _nature(old, new)


def _restated(old: Commitment, new: Commitment) -> Iterator[Difference]:
    for says in _said_anew(old, new):
        yield Difference(Effect.RESTATED, says)


def _said_anew(old: Commitment, new: Commitment) -> Iterator[Said]:
    if bare_name(old.indicator) != bare_name(new.indicator):
        yield Said("指标由“{was}”改为“{now}”", was=_written(old.indicator), now=_written(new.indicator))
    if old.measure is not new.measure:
        yield Said("度量由“{was}”改为“{now}”", was=_measure(old), now=_measure(new))
    elif old.unit != new.unit and not (old.unit and new.unit and same_kind(old.unit, new.unit)):
        yield Said("单位由“{was}”改为“{now}”", was=_written(old.unit), now=_written(new.unit))
    if old.direction is not new.direction:
        yield Said("方向由“{was}”改为“{now}”", was=_way(old), now=_way(new))
    elif wants_less(old) is not wants_less(new) and old.value is not None and new.value is not None:
        yield Said("要求由“{was}”改为“{now}”", was=_comparing(old), now=_comparing(new))
    if old.base_year != new.base_year:
        yield Said("基年由“{was}”改为“{now}”", was=_base(old), now=_base(new))
    if old.relative_to != new.relative_to or (old.value is None) is not (new.value is None):
        yield Said("比照对象由“{was}”改为“{now}”", was=_written(old.relative_to), now=_written(new.relative_to))
    if old.cumulative is not new.cumulative:
        yield Said("算法由“{was}”改为“{now}”", was=_counted(old), now=_counted(new))


def _value(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.value is None or new.value is None:
        return
    step = new.value - convert(old.value, old.unit, new.unit)
    top = _top(new) - _top(old, unit=new.unit)
    if step == 0 and top == 0:
        if old.unit != new.unit:
            yield Difference(Effect.WORDING, Said("{was}→{now}，数量未变", was=printed(old), now=printed(new)))
        return
    less = wants_less(new)
    effects = {Effect.STRICTER if (size < 0) is less else Effect.LOOSER for size in (step, top) if size}
    facts = {"was": printed(old), "now": printed(new)}
    moved = Said("上限{was}→{now}", **facts) if less else Said("{was}→{now}", **facts)
    if len(effects) == 2:  # 3—5家 → 2—6家
        yield Difference(Effect.LOOSER, Said("{moved}，下端降低", moved=moved))
        yield Difference(Effect.STRICTER, Said("{moved}，上端提高", moved=moved))
        return
    yield Difference(effects.pop(), Said("{moved}，{by}", moved=moved, by=_by(step or top, new)))


def _by(step: Decimal, target: Commitment) -> Said:
    """提高16亿元, 降低2个百分点, 增加3家."""
    rate = in_points(target.unit) or target.measure is Measure.GROWTH
    by = amount(abs(step), POINTS if rate else target.unit, trim=True)
    if rate or is_money(target.unit):
        return Said("降低{by}", by=by) if step < 0 else Said("提高{by}", by=by)
    return Said("减少{by}", by=by) if step < 0 else Said("增加{by}", by=by)


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
    yield Difference(effect, Said("由“{was}”改为“{now}”", was=_comparing(old), now=_comparing(new)))


def _asks(target: Commitment) -> int:
    return ASKS.get(target.comparator, 1) if target.comparator else 1


def _nature(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.nature == new.nature:
        return
    binding = {"约束性": 1}
    step = binding.get(new.nature, 0) - binding.get(old.nature, 0)
    effect = Effect.STRICTER if step > 0 else Effect.LOOSER if step < 0 else Effect.WORDING
    words = {side: c.nature or Said("未注明") for side, c in (("was", old), ("now", new))}
    yield Difference(effect, Said("由“{was}”改为“{now}”", **words))


# -- the deadline -----------------------------------------------------------------------------------------------------


def _deadline(was: Period, now: Period, old: Commitment, new: Commitment) -> Iterator[Difference]:
    if was == now or (_spot(was) == _spot(now) and was.kind not in YEARLY and now.kind not in YEARLY):
        return  # 2025年 and 2025年底前 fall due on one day
    if was.until is None or now.until is None:
        if was.until is not None:
            yield Difference(Effect.LOOSER, Said("取消了期限（原为{due}）", due=due_words(old)))
        elif now.until is not None:
            yield Difference(Effect.STRICTER, Said("定了期限{due}", due=due_words(new)))
        return
    if was.kind in YEARLY or now.kind in YEARLY:
        yield from _windows(was, now)
        return
    dues = {"was": _due(was, now), "now": _due(now, was)}
    if _spot(now) < _spot(was):
        yield Difference(Effect.STRICTER, Said("期限由{was}提前到{now}", **dues))
    else:
        yield Difference(Effect.LOOSER, Said("期限由{was}推迟到{now}", **dues))


def _windows(was: Period, now: Period) -> Iterator[Difference]:
    """Quotas of each year: more years ask more. Averages and changes of kind are only moved."""
    said = Said("年度由{was}改为{now}", was=_window(was), now=_window(now))
    if was.kind is now.kind is PeriodKind.EACH_YEAR:
        before, after = _years(was), _years(now)
        if before < after:
            yield Difference(Effect.STRICTER, Said("{moved}，多{count}年", moved=said, count=len(after - before)))
            return
        if after < before:
            yield Difference(Effect.LOOSER, Said("{moved}，少{count}年", moved=said, count=len(before - after)))
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


def _due(period: Period, other: Period) -> Said:
    """2027年; with month and day where one of the two deadlines has them."""
    until, month = period.until, Month(period.month or MONTHS)
    if period.day:
        return Said("{until}年{month}月{day}日", until=until, month=month, day=period.day)
    if other.day:
        return Said("{year}年{month}月底", year=until, month=month)
    if period.month or other.month:
        return Said("{until}年{month}月", until=until, month=month)
    return Said("{until}年", until=until)


def _window(period: Period) -> Said:
    until = period.until
    if not period.since or period.since == until:
        match period.kind:
            case PeriodKind.EACH_YEAR:
                return Said("{until}年每年", until=until)
            case PeriodKind.AVERAGE:
                return Said("{until}年年均", until=until)
            case _:
                return Said("{until}年", until=until)
    match period.kind:
        case PeriodKind.EACH_YEAR:
            return Said("{since}—{until}年每年", since=period.since, until=until)
        case PeriodKind.AVERAGE:
            return Said("{first}—{last}年年均", first=period.since, last=until)
        case _:
            return Said("{since}—{until}年", since=period.since, until=until)


# -- everything else --------------------------------------------------------------------------------------------------


def _other(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.strength is not new.strength:
        if new.strength is Strength.FIRM:
            yield Difference(Effect.STRICTER, Said("由“力争”改为确定"))
        else:
            yield Difference(Effect.LOOSER, Said("由确定改为“力争”"))
    yield from _scope(old, new)
    if old.sector != new.sector:
        says = Said("领域由“{was}”改为“{now}”", was=_written(old.sector), now=_written(new.sector))
        yield Difference(Effect.MOVED, says)
    if old.lead != new.lead:
        says = Said("牵头单位由“{was}”改为“{now}”", was=_written(old.lead), now=_written(new.lead))
        yield Difference(Effect.MOVED, says)
    if old.supporting != new.supporting:
        was, now = (listed(map(verbatim, c.supporting)) or _written("") for c in (old, new))
        yield Difference(Effect.MOVED, Said("配合单位由“{was}”改为“{now}”", was=was, now=now))


def _scope(old: Commitment, new: Commitment) -> Iterator[Difference]:
    if old.scope == new.scope or (_whole(old) and _whole(new)):
        return
    said = Said("范围由“{was}”改为“{now}”", was=_written(old.scope), now=_written(new.scope))
    if _whole(new) or _whole(old):
        yield Difference(Effect.STRICTER if _whole(new) else Effect.LOOSER, said)
    else:
        yield Difference(Effect.MOVED, said)


def _whole(c: Commitment) -> bool:
    return not c.scope or c.scope in WHOLE


def _words(old: Commitment, new: Commitment) -> Difference:
    """Other words: of a target that is judged the same they say nothing new; of a deed a person must judge them."""
    if Kind.TARGET in (old.kind, new.kind) or _content(old.quote) == _content(new.quote):
        return Difference(Effect.WORDING, Said("只改文字，要求未变"))
    return Difference(Effect.RESTATED, Said("文字有改动，宽严由人判断"))


def _plain(quote: str) -> str:
    return MARKS.sub("", unicodedata.normalize("NFKC", quote))


def _content(quote: str) -> str:
    """A quote without its date and its words of will, which are compared on their own."""
    return WILL.sub("", _plain(DATES.sub("", quote)))


# -- as printed -------------------------------------------------------------------------------------------------------


def printed(target: Commitment) -> Said:
    """344亿元, 3—5家, 下降3%."""
    if target.value is None:
        return Said("与{other}相比", other=target.relative_to or "对照数")
    size: Amount | Between = amount(target.value, target.unit, trim=True)
    if target.value_max is not None:
        size = Between(Number(target.value, trim=True), Number(target.value_max, trim=True), target.unit)
    return Said("下降{by}", by=size) if target.direction is Direction.DOWN else Said("{figure}", figure=size)


def _written(words: str) -> object:
    """What the plan says, in its own words."""
    return verbatim(words) if words else Said("未写")


def _measure(target: Commitment) -> object:
    return MEASURE_WORDS[target.measure] if target.measure else Said("未写")


def _comparing(target: Commitment) -> Said:
    return COMPARATOR_WORDS[target.comparator] if target.comparator else Said("未写")


def _way(target: Commitment) -> Said:
    return Said("下降") if target.direction is Direction.DOWN else Said("提高")


def _base(target: Commitment) -> Said:
    return Said("{until}年", until=target.base_year) if target.base_year else Said("未写")


def _counted(target: Commitment) -> Said:
    return Said("累计") if target.cumulative else Said("当期")
