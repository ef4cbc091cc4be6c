# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Two readings are a question for a person, never a coin to toss.

Every question comes from a general rule over the finished commitments; it names its readings and hangs on a commitment.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from guatu.core.plan.clauses.continuing import kinds_joined, places_joined
from guatu.core.plan.clauses.drafts import TwoWays
from guatu.core.plan.clauses.subjects import entity
from guatu.core.plan.layout.account import AccountText
from guatu.core.plan.model import Commitment, Comparator, Kind, Measure, PeriodKind, Plan, Question
from guatu.core.text.figures import Amount, Between, Number
from guatu.core.text.said import NOTHING, Said, verbatim
from guatu.core.text.spans import Span
from guatu.core.text.units import core_of, is_counted
from guatu.core.text.when import COUNTED_FROM_THE_PLAN, When, WhenForm


class AskedBy(StrEnum):
    """The rules that ask. Kept with a plan, so that a value never changes."""

    TABLE = "table"
    ACCOUNT = "account"  # the document is a bulletin, not a plan
    NO_SUCH_DAY = "no such day"
    RANGE = "range"
    STOCK_OR_NEW = "stock or new"
    GRADE_FALLS = "grade falls"
    TWO_FIGURES = "two figures"
    JOINT_OR_EACH = "joint or each"
    EACH_OR_TOGETHER = "each or together"
    WHICH_YEAR = "which year"
    WHICH_DAY = "which day"
    MEAN_OF_ONE_YEAR = "mean of one year"
    DEALT_OUT = "分别"
    GONE = "gone"
    TWO_DEADLINES = "two deadlines"
    ABOUT = "左右"


_LONG = 24  # signs of a quote that stand for a commitment without an indicator
_GRADED = re.compile(r"(?P<head>国家|省|自治区|市)?级?(?P<grade>[甲乙丙丁])级|(?P<stars>\d)(?P<kind>A级|星级)")
_JOINS = re.compile("[、和及与]")
_JOINT = re.compile(r"(?:场|次|期|班|家|个|项)[^，。；、]{2,20}(?:和|与|及)[^，。；、]{2,24}$")


Mentions = Sequence[tuple[Span, WhenForm]]


@dataclass(frozen=True, slots=True)
class Noted:
    """What was seen while a commitment was read: where two readings were possible, and the words that date it."""

    doubts: Sequence[TwoWays] = ()
    mentions: Mentions = ()


_NOTHING = Noted()


def ask(
    commitments: list[Commitment],
    notes: dict[str, Noted],
    of_tables: list[tuple[Span, Said, tuple[Said, ...]]],
    impossible: dict[str, When],
    account: AccountText | None = None,
    *,
    vague: bool = False,
) -> tuple[Question, ...]:
    """Every question that the commitments leave, in the order of the text.

    Args:
        notes: what the readers saw of a commitment that it does not tell itself, by its id; none where they saw nothing.
        of_tables: what a table leaves open as a whole.
        impossible: dates that the calendar does not have, by the commitment that they date.
        account: the bulletin that the document is, or begins with.
        vague: whether some deadline names no day (春节前).
    """
    found = [Question("", span, asks, readings, AskedBy.TABLE) for span, asks, readings in of_tables]
    found += [_an_account(account)] if account is not None else []
    found += [_no_such_day(c, impossible[c.id]) for c in commitments if c.id in impossible]
    targets = [c for c in commitments if c.kind is Kind.TARGET]
    found += [_range(c) for c in targets if c.comparator is Comparator.RANGE]
    found += _stock_or_new(targets)
    found += _grade_falls(targets)
    found += _clashes(targets)
    found += [q for c in targets for q in _joint(c)]
    found += [q for c in targets for q in (*_of_two(c), *_undated(c, notes.get(c.id, _NOTHING).mentions))]
    found += [
        _one_year(c)
        for c in targets
        if c.period.kind is PeriodKind.AVERAGE and c.period.since == c.period.until and c.period.until
    ]
    noted = [(c, notes[c.id]) for c in commitments if c.id in notes]
    found += [q for c, seen in noted for q in _vague(c, seen.mentions)] if vague else []
    found += [q for c, seen in noted if seen.doubts for q in _noted(c, seen.doubts)]
    found.sort(key=lambda q: (q.span, q.rule))
    return tuple(
        Question(f"Q{n:02d}", q.span, q.asks, q.readings, q.rule, q.commitment) for n, q in enumerate(found, 1)
    )


def _question(c: Commitment, asks: Said, readings: tuple[Said, ...], rule: AskedBy) -> Question:
    return Question("", c.span, asks, readings, rule, c.id)


def _figure(c: Commitment) -> Amount | Between | str:
    if c.value is None:
        return c.unit
    value = Number(c.value, trim=True)
    return Amount(value, c.unit) if c.value_max is None else Between(value, Number(c.value_max, trim=True), c.unit)


def is_account(plan: Plan) -> bool:
    """Whether the document reads as a bulletin and holds no target at all: not a plan, unless a person says so."""
    return not plan.targets and any(question.rule == AskedBy.ACCOUNT for question in plan.questions)


def _an_account(account: AccountText) -> Question:
    """A bulletin is no plan: its figures are offered as results, until a person says otherwise."""
    asks = Said(
        "{part}读起来是情况通报，不是方案：{called}有数字的{figures}句里，{held}句在和上年、计划或序时进度相比。"
        "数字都按已完成的情况列在“文中成绩”，没有列作目标，是这样吗？",
        part=Said("这份材料") if account.whole else Said("这份材料前面一部分"),
        called=Said("题名说的是情况，") if account.title is not None else NOTHING,
        figures=account.figures,
        held=account.held,
    )
    readings = (Said("是通报，按通报读取数字"), Said("是方案，请改成要完成的写法后重新编译"))
    return Question("", account.place, asks, readings, AskedBy.ACCOUNT)


def _range(c: Commitment) -> Question:
    low, high = (Number(end, trim=True) for end in (c.value, c.value_max) if end is not None)
    return _question(
        c,
        Said("“{name}”写的是区间{range}，考核按哪个数？", name=c.indicator, range=Between(low, high, c.unit)),
        (
            Said("按下限{low}", low=Amount(low, c.unit, bare=True)),
            Said("按上限{high}", high=Amount(high, c.unit, bare=True)),
            Said("保留区间"),
        ),
        AskedBy.RANGE,
    )


def _stock_or_new(targets: list[Commitment]) -> list[Question]:
    """2025 1个, 2026 2个: the total so far, or two more?"""
    chains: dict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for c in targets:
        if (
            c.measure is Measure.LEVEL
            and c.period.kind in (PeriodKind.BY, PeriodKind.IN)
            and is_counted(c.unit)
            and c.comparator is Comparator.EXACTLY
        ):
            chains[entity(c.indicator), c.unit].append(c)
    found = []
    for chain in chains.values():
        chain.sort(key=lambda c: c.period.until or 0)
        for earlier, later in itertools.pairwise(chain):
            if (
                (earlier.period.until or 0) < (later.period.until or 0)
                and earlier.value is not None
                and later.value is not None
                and later.value >= earlier.value
            ):
                facts = {"until": later.period.until, "later": _figure(later)}
                found.append(_question(
                    later,
                    Said(
                        "“{name}”{since}年{earlier}、{until}年{later}：后一个数是累计数，还是当年新增数？", **facts,
                        name=later.indicator, since=earlier.period.until, earlier=_figure(earlier),
                    ),
                    (Said("累计：到{until}年共{later}", **facts), Said("新增：{until}年再增{later}", **facts)), AskedBy.STOCK_OR_NEW,
                ))  # fmt: skip
    return found


def _grade_falls(targets: list[Commitment]) -> list[Question]:
    """甲级 in one year and 丙级 in the next: a slip of the pen?"""
    found = []
    graded = [(c, m) for c in targets if "级" in c.indicator and (m := _GRADED.search(c.indicator)) and m["grade"]]
    for (earlier, first), (later, second) in itertools.pairwise(graded):
        same = _GRADED.sub("", earlier.indicator) == _GRADED.sub("", later.indicator)
        if (
            same
            and (earlier.period.until or 0) < (later.period.until or 0)
            and "甲乙丙丁".index(second["grade"]) > "甲乙丙丁".index(first["grade"])
        ):
            grades = {"was": verbatim(f"{first['grade']}级"), "now": verbatim(f"{second['grade']}级")}
            found.append(_question(
                later,
                Said(
                    "{since}年目标是“{was}”，{until}年反而是“{now}”，是否笔误？", **grades,
                    since=earlier.period.until, until=later.period.until,
                ),
                (Said("照原文：{now}", now=grades["now"]), Said("另有所指，请改正等级")), AskedBy.GRADE_FALLS,
            ))  # fmt: skip
    return found


def _clashes(targets: list[Commitment]) -> list[Question]:
    """One indicator, one period, two figures."""
    found: list[Question] = []
    seen: dict[tuple[object, ...], Commitment] = {}
    for c in targets:
        if c.value is None or c.comparator is Comparator.RANGE or c.period.kind is PeriodKind.OPEN:
            continue
        key = (c.indicator, c.measure, core_of(c.unit), c.period, c.scope)
        other = seen.setdefault(key, c)
        if other.strength is not c.strength:
            continue  # 不少于50个、力争60个: a floor and a hope
        if other is not c and (other.value, other.unit) != (c.value, c.unit) and c.comparator is not Comparator.EXACTLY:
            found.append(
                _question(
                    c,
                    Said(
                        "“{name}”同一期限有两个数：{one}和{other}，以哪个为准？",
                        name=c.indicator,
                        one=_figure(other),
                        other=_figure(c),
                    ),
                    (Said("{figure}", figure=_figure(other)), Said("{figure}", figure=_figure(c))),
                    AskedBy.TWO_FIGURES,
                )
            )
    return found


def _joint(c: Commitment) -> list[Question]:
    """3场A和B: three in all, or three of each?"""
    tail = c.quote[-60:]
    if c.comparator is Comparator.RANGE or core_of(c.unit) not in ("场", "次", "期", "场次") or not _JOINT.search(tail):
        return []
    return [
        _question(
            c,
            Said(
                "“{words}”：{figure}是合计数，还是各{figure}？",
                words=verbatim(tail[tail.find("，") + 1 :]),
                figure=_figure(c),
            ),
            (Said("合计{figure}", figure=_figure(c)), Said("各{figure}", figure=_figure(c))),
            AskedBy.JOINT_OR_EACH,
        )
    ]


def _of_two(c: Commitment) -> list[Question]:
    """甲县、乙县旅游收入, 过夜游客和门票收入: one figure for two rows, each or together?"""
    if not _JOINS.search(c.indicator) or not (places_joined(c.indicator) or kinds_joined(c.indicator)):
        return []
    asks = Said("“{name}”说了两项，{figure}是各自的数，还是合在一起的数？", name=c.indicator, figure=_figure(c))
    return [_question(c, asks, (Said("两项各自都是"), Said("合在一起")), AskedBy.EACH_OR_TOGETHER)]


def _undated(c: Commitment, mentions: Mentions) -> list[Question]:
    """今年 or 年底前 in a text whose year nobody knows."""
    if c.period.kind is not PeriodKind.OPEN and not (
        c.period.kind in (PeriodKind.EACH_YEAR, PeriodKind.AVERAGE) and c.period.until is None
    ):
        return []
    if not any(form in COUNTED_FROM_THE_PLAN for _, form in mentions):
        return []
    return [
        _question(
            c,
            Said("“{name}”的期限要看方案的年份，而文中没有写明，是哪一年？", name=c.indicator),
            (Said("补上发文年份或规划年份"), Said("保留为无期限")),
            AskedBy.WHICH_YEAR,
        )
    ]


def _vague(c: Commitment, mentions: Mentions) -> list[Question]:
    """春节前, 下一季度: a deadline whose day or month the text does not name."""
    told = min((place for place, form in mentions if form is WhenForm.NO_DAY), default=None)
    if told is None or c.period.kind is not PeriodKind.OPEN:
        return []
    words = c.quote[told.start - c.span.start : told.end - c.span.start] if c.span.covers(told) else ""
    name = c.indicator or (c.quote if len(c.quote) <= _LONG else f"{c.quote[:_LONG]}…")
    return [
        _question(
            c,
            Said("“{name}”的期限写的是“{words}”，推不出是哪一天，按哪一天算？", name=name, words=verbatim(words)),
            (Said("补上年月日"), Said("保留为无期限")),
            AskedBy.WHICH_DAY,
        )
    ]


def _no_such_day(c: Commitment, when: When) -> Question:
    """2027年2月30日, 13月: until a person says which day is meant, the month or the year is the deadline."""
    name = c.indicator or (c.quote if len(c.quote) <= _LONG else f"{c.quote[:_LONG]}…")
    asks = Said("“{name}”的期限写的是{written}，日历上没有，按哪一天算？", name=name, written=verbatim(when.impossible))
    return _question(c, asks, tuple(Said("{deadline}", deadline=meant) for meant in when.meant), AskedBy.NO_SUCH_DAY)


def _one_year(c: Commitment) -> Question:
    """年均 in a plan of one year: over which years?"""
    return _question(
        c,
        Said("“{name}”写的是年均，而方案只管{year}年一年，年均按哪几年算？", name=c.indicator, year=c.period.until),
        (Said("只算{year}年", year=c.period.until), Said("请写明起止年份")),
        AskedBy.MEAN_OF_ONE_YEAR,
    )


def _noted(c: Commitment, doubts: Sequence[TwoWays]) -> list[Question]:
    found = []
    if TwoWays.DEALT_OUT in doubts:
        found.append(
            _question(
                c,
                Said("“分别”前后的个数对不上，{figure}是谁的数？", figure=_figure(c)),
                (Said("按文字顺序对应"), Said("请写明各项")),
                AskedBy.DEALT_OUT,
            )
        )
    if TwoWays.GONE in doubts:
        found.append(
            _question(
                c,
                Said(
                    "{figure}的期限（{until}年）早于发文年份，是目标，还是已完成的情况？",
                    figure=_figure(c),
                    until=c.period.until,
                ),
                (Said("是目标"), Said("是已完成的情况，不列入")),
                AskedBy.GONE,
            )
        )
    if TwoWays.TWO_DEADLINES in doubts:
        asks = Said(
            "“{name}”句中的期限和旁边写的完成时限不一样，以哪个为准？",
            name=c.indicator or verbatim(c.quote[:_LONG]),
        )
        found.append(_question(c, asks, (Said("以句中的期限为准"), Said("以完成时限为准")), AskedBy.TWO_DEADLINES))
    if TwoWays.ABOUT in doubts:
        found.append(
            _question(
                c,
                Said("“左右”写在最后一个数后面，是否也管{figure}？", figure=_figure(c)),
                (Said("{figure}左右", figure=_figure(c)), Said("{figure}", figure=_figure(c))),
                AskedBy.ABOUT,
            )
        )
    return found
