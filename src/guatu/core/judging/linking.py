"""Which indicator of the catalogue measures a target: a link, confirmed by name, or a question for a person.

A name that equals an indicator's name or alias, once quotes, places and words of measure are put aside, is confirmed.
One that only contains or resembles it is a question: 制造业贷款 is not 贷款. What the catalogue lists under
`not_same_as` is refused with its reason. Nothing about any city is known here; the catalogue and the places are data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from guatu.core.judging.model import Link, Why
from guatu.core.plan.model import Commitment, Kind, Measure
from guatu.core.series.model import Form, Indicator, Nature
from guatu.core.series.units import read_unit, same_kind
from guatu.core.text.said import Said, listed, quoted
from guatu.core.text.units import is_percent

MARKS = re.compile(r"[\s“”\"'‘’《》「」()（）·、,，;；.。\-—–]+")
WHOLE = ("全市", "全区", "全县", "全旗", "全盟", "全州", "全省", "全域", "我市", "我区", "我县", "我省", "本市", "本区")
GROWTH_WORDS = re.compile(r"(?:(?:年均|平均|累计)*(?:增长速度|增长率|增速|增幅|增长)|(?:年均|平均))$")
TOTALS = re.compile(r"(?:总额|总值|总量|总数|总规模|数量|规模|个数|家数|户数|数)$")
SUMS = re.compile(r"^(?:累计)?(?:完成|实现)(?=.{3})|^累计|(?:累计)?完成额$|累计$")
LIKE = 0.72  # from this likeness of two names a person is asked; below it nothing is proposed
FAINTLY = 0.4  # from this likeness a person who looks for one is shown it


@dataclass(frozen=True, slots=True)
class _Match:
    indicator: Indicator
    name: str  # the name or alias that matched
    exact: bool
    score: float


def propose_links(
    targets: Iterable[Commitment],
    indicators: Mapping[str, Indicator],
    *,
    region: str,
    place_names: Mapping[str, str],
) -> tuple[Link, ...]:
    """One link for each target, in order.

    Args:
        region: code of the place whose plan this is.
        place_names: every name under which the plan may speak of a place → its code: 乌海市 and 全市 → the city,
            自治区 → the province. Names of the place itself are put aside in indicator names.
    """
    own = tuple(sorted((n for n, code in place_names.items() if code == region), key=len, reverse=True))
    return tuple(
        _propose(t, indicators, region=region, own=own, places=place_names) for t in targets if t.kind is Kind.TARGET
    )


@dataclass(frozen=True, slots=True)
class LinkCandidate:
    """An indicator that may measure a target, with what speaks for it and what against."""

    indicator: str  # code
    why: Said
    doubts: tuple[Said, ...] = ()


def link_candidates(
    target: Commitment,
    indicators: Mapping[str, Indicator],
    *,
    region: str,
    place_names: Mapping[str, str],
    most: int = 5,
) -> tuple[LinkCandidate, ...]:
    """For a person who decides: the indicators whose names are most like the target's, the likest first."""
    own = tuple(sorted((n for n, code in place_names.items() if code == region), key=len, reverse=True))
    name = bare_name(target.indicator, own)
    found = sorted(_matches(name, target, indicators, own, like=FAINTLY), key=lambda m: (not m.exact, -m.score))[:most]
    return tuple(
        LinkCandidate(m.indicator.code, _likeness(m), tuple(_doubts(target, m.indicator, own, place_names, region)))
        for m in found
    )


def _likeness(match: _Match) -> Said:
    by_alias = match.name != match.indicator.name
    if match.exact:
        return Said("与别名“{name}”相同", name=match.name) if by_alias else Said("名称相同")
    return Said("与别名“{name}”相近", name=match.name) if by_alias else Said("名称相近")


def _doubts(
    target: Commitment, indicator: Indicator, own: tuple[str, ...], places: Mapping[str, str], region: str
) -> Iterable[Said]:
    if indicator.open_question:
        yield quoted(indicator.open_question)
    if indicator.scopes and is_whole(target.scope, own=own, places=places, region=region):
        yield Said("这个指标只衡量{whose}", whose=listed(indicator.scopes))
    elif not covers(target.scope, indicator, own=own, places=places, region=region):
        yield Said("条目范围是“{scope}”", scope=target.scope)
    if _form(target) is Form.VALUE and target.unit and not same_kind(target.unit, indicator.unit, indicator.read_as):
        yield Said("条目单位“{ours}”与指标单位“{theirs}”不是同一种", ours=target.unit, theirs=indicator.unit)


def _form(target: Commitment) -> Form:
    return Form.GROWTH if target.measure is Measure.GROWTH else Form.VALUE


def bare_name(name: str, own: Iterable[str] = ()) -> str:
    """A name as it is compared: without quotes, marks, the place itself, and words of growth or of total.

    >>> bare_name("全市社会消费品零售总额平均增速")
    '社会消费品零售'
    """
    plain = MARKS.sub("", unicodedata.normalize("NFKC", name))
    for place in (*own, *WHOLE):
        if plain.startswith(place) and len(plain) > len(place) + 1:
            plain = plain.removeprefix(place)
            break
    for words in (GROWTH_WORDS, SUMS, TOTALS):
        shorter = words.sub("", plain)
        plain = shorter if len(shorter) > 1 else plain
    return plain


def _propose(
    target: Commitment,
    indicators: Mapping[str, Indicator],
    *,
    region: str,
    own: tuple[str, ...],
    places: Mapping[str, str],
) -> Link:
    name = bare_name(target.indicator, own)
    matches = sorted(_matches(name, target, indicators, own), key=lambda m: (not m.exact, -m.score))
    exact = bool(matches) and matches[0].exact
    if not exact and (refused := _refused(name, target, indicators, own)):
        return refused
    if not matches:
        return Link(
            target.id, region=region, why=Why.NOT_LINKED, reason=Said("指标目录里没有“{name}”", name=target.indicator)
        )
    best = matches[0]
    link = Link(target.id, best.indicator.code, _form(target), region, _versus(target, places))
    return _checked(link, target, best, tied=[m for m in matches[1:] if m.exact], own=own, places=places, region=region)


def _matches(
    name: str, target: Commitment, indicators: Mapping[str, Indicator], own: tuple[str, ...], *, like: float = LIKE
) -> list[_Match]:
    found = []
    for indicator in indicators.values():
        if not _same_shape(target, indicator):
            continue
        best: _Match | None = None
        for spelled in (indicator.name, *indicator.aliases):
            other = bare_name(spelled, own)
            if other == name:
                best = _Match(indicator, spelled, True, 1.0)
                break
            score = SequenceMatcher(None, name, other).ratio()
            if name in other:  # the plan says it shorter: 活动场次 for 文化活动场次
                score = max(score, LIKE + 0.1)
            elif other in name:  # the plan says it narrower: 制造业贷款 for 贷款
                score = max(score, LIKE)
            if score >= like and (best is None or score > best.score):
                best = _Match(indicator, spelled, False, score)
        if best:
            found.append(best)
    return found


def _same_shape(target: Commitment, indicator: Indicator) -> bool:
    """A share needs a ratio; growth is never that of a percentage."""
    if target.measure is Measure.SHARE:
        return indicator.nature is Nature.RATIO
    return target.measure is not Measure.GROWTH or not is_percent(indicator.unit)


def _refused(name: str, target: Commitment, indicators: Mapping[str, Indicator], own: tuple[str, ...]) -> Link | None:
    for indicator in indicators.values():
        for other, why in indicator.not_same_as:
            if bare_name(other, own) == name:
                reason = Said("“{name}”不是“{other}”：{why}", name=target.indicator, other=indicator.name, why=why)
                return Link(target.id, why=Why.DEFINITION_DIFFERS, reason=reason)
    return None


def _checked(
    link: Link,
    target: Commitment,
    match: _Match,
    *,
    tied: list[_Match],
    own: tuple[str, ...],
    places: Mapping[str, str],
    region: str,
) -> Link:
    """`link` confirmed, or left as a question with the first thing that speaks against it."""
    indicator = match.indicator

    def ask(reason: Said, why: Why = Why.NOT_LINKED) -> Link:
        return Link(link.target, link.indicator, link.form, link.region, link.versus, why=why, reason=reason)

    if indicator.open_question and match.exact:
        return ask(quoted(indicator.open_question), Why.DEFINITION_OPEN)
    if not match.exact:
        return ask(
            Said("“{name}”与“{other}”相近而不相同，是否同一指标待确认", name=target.indicator, other=match.name)
        )  # fmt: skip
    if tied:
        several = Said(
            "“{name}”同时对应“{first}”和{others}，请选一个", name=target.indicator, first=indicator.name,
            others=listed(Said("“{name}”", name=m.indicator.name) for m in tied),
        )  # fmt: skip
        return ask(several, Why.DEFINITION_OPEN)
    by_alias = match.name != indicator.name
    silent = by_alias and not any(scope in match.name for scope in indicator.scopes)
    if indicator.scopes and silent and is_whole(target.scope, own=own, places=places, region=region):
        return ask(
            Said(
                "指标“{name}”只衡量{whose}，条目没有写范围，是否同一指标待确认",
                name=indicator.name, whose=listed(indicator.scopes),
            )
        )  # fmt: skip
    if not covers(target.scope, indicator, own=own, places=places, region=region):
        wider = Said(
            "条目范围是“{scope}”，指标“{name}”是全地区口径，不能代替", scope=target.scope, name=indicator.name
        )  # fmt: skip
        return ask(wider, Why.DEFINITION_DIFFERS)
    if link.form is Form.VALUE and target.unit and not same_kind(target.unit, indicator.unit, indicator.read_as):
        units = Said("条目单位“{ours}”与指标单位“{theirs}”不是同一种", ours=target.unit, theirs=indicator.unit)
        return ask(units, Why.DEFINITION_OPEN)
    reason = Said("“{name}”与指标名称“{match}”相同", name=target.indicator, match=match.name)
    if by_alias:
        reason = Said(
            "“{name}”与指标“{indicator}”的别名“{match}”相同",
            name=target.indicator, indicator=indicator.name, match=match.name,
        )  # fmt: skip
    for unit, why in indicator.read_as:
        if target.unit and read_unit(unit).base == read_unit(target.unit).base != read_unit(indicator.unit).base:
            reason = Said("{reason}；{why}", reason=reason, why=why)
    return Link(link.target, link.indicator, link.form, link.region, link.versus, confirmed=True, reason=reason)


def covers(scope: str, indicator: Indicator, *, own: Iterable[str], places: Mapping[str, str], region: str) -> bool:
    """Whether a series of the region as a whole, or one made for that scope, measures a target of `scope`."""
    if is_whole(scope, own=own, places=places, region=region):
        return True
    if scope in places:
        return False
    plain = MARKS.sub("", scope)
    if any(MARKS.sub("", s) == plain for s in indicator.scopes):
        return True
    # The scope is only the subject of the name itself: 托育机构 of 托育机构备案率.
    return len(plain) > 1 and plain in MARKS.sub("", indicator.name)


def is_whole(scope: str, *, own: Iterable[str], places: Mapping[str, str], region: str) -> bool:
    """Whether `scope` is the region as a whole; 全区 is the province when the city's own table says so."""
    if scope in places:
        return places[scope] == region
    return not scope or scope in WHOLE or scope in own


def _versus(target: Commitment, places: Mapping[str, str]) -> str:
    return places.get(target.relative_to, "") if target.relative_to else ""
