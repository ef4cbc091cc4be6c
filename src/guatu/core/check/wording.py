"""Words that make a figure say something else, or nothing: doubled bounds, points and percent, 倍, 显著提升.

Reads the evened text, so that every sentence of a draft is looked at, whether it became a commitment or not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import CheckReading, core_name, is_share, said, shown, sized, valued
from guatu.core.plan.model import Comparator
from guatu.core.series.growth import grown_by
from guatu.core.text.figures import POINTS
from guatu.core.text.said import Listed, Said, verbatim
from guatu.core.text.spans import Span

UNMEASURABLE = CheckRule(
    "K180",
    "wording: not measurable",
    Said("成效没有数字"),
    Severity.DOUBT,
    Said("“显著提升”没有数，到期时说达到、说没达到都行，无法考核。"),
    Said("有统计指标的请写目标值；没有指标的请写看得见的成果，或移到工作要求里。"),
)
DOUBLED = CheckRule(
    "K181",
    "wording: bound said twice",
    Said("限定词重复或相反"),
    Severity.DOUBT,
    Said("前后两个限定词含不含本数不同，正好等于这个数时算不算完成，说不清。"),
    Said("请只留一个限定词：含本数写“达到……”或“……以上”，不含本数写“超过……”。"),
)
PERCENT_FOR_POINTS = CheckRule(
    "K182",
    "wording: percent for points",
    Said("百分点写成了百分比"),
    Severity.DOUBT,
    Said("比重、比率的变动用百分点；写成%可以读成相对变动，差得很多。"),
    Said("请写“提高……个百分点”；确指相对变动的，请写基数和到达的数。"),
)
POINTS_FOR_PERCENT = CheckRule(
    "K183",
    "wording: points for percent",
    Said("百分比写成了百分点"),
    Severity.DOUBT,
    Said("总量的增长用%；百分点只用于两个百分数之差。"),
    Said("请写“增长……%”；如指增速变动，请写“增速提高……个百分点”。"),
)
FALLS_BY_TIMES = CheckRule(
    "K184",
    "wording: falls by times",
    Said("下降不能用倍"),
    Severity.ERROR,
    Said("下降一倍就到零，再多就成负数，算不出来。"),
    Said("请写“下降到几分之几”或“下降百分之几”。"),
)
GROWS_BY_TIMES = CheckRule(
    "K185",
    "wording: grows by times",
    Said("增长几倍与增长到几倍不分"),
    Severity.DOUBT,
    Said("增长N倍是原来的N+1倍，增长到N倍是原来的N倍，相差一个基数。"),
    Said("请写到达的数，或写“增长到……倍”；只翻一倍的请写“翻一番”。"),
)
RANGE_REVERSED = CheckRule(
    "K186",
    "wording: range reversed",
    Said("区间两头颠倒"),
    Severity.ERROR,
    Said("前一个数大于后一个数，下限和上限分不清。"),
    Said("请核对两个数，小的写在前面。"),
)
ABOVE_ALL = CheckRule(
    "K187",
    "wording: share above 100",
    Said("比率超过100%"),
    Severity.ERROR,
    Said("部分不会大于全部，这样的比率到不了。"),
    Said("请核对数字；达到全部的，请写“达到100%”。"),
)
ALL_OR_MORE = CheckRule(
    "K188",
    "wording: 100% or more",
    Said("100%以上"),
    Severity.HINT,
    Said("这样的比率最多是100%，“以上”没有内容。"),
    Said("请写“达到100%”。"),
)
YEARLY_AVERAGE = CheckRule(
    "K189",
    "wording: 每年 and 年均",
    Said("每年与年均并用"),
    Severity.DOUBT,
    Said("每年都要达到，和几年平均达到，是两个标准。"),
    Said("请只留一个：逐年考核写“每年”，期末算总账写“年均”。"),
)

BAD = {
    "K180": ["一、工作目标\n服务业对经济增长的贡献率显著提升，创新能力明显增强。"],
    "K181": ["企业数量突破100家以上。", "投资达到50亿元以上左右。", "失业率不超过5%以上。", "企业不少于30家左右。"],
    "K182": ["服务业增加值占GDP比重提高2.5%。", "群众满意度提升5%以上。"],
    "K183": ["固定资产投资增长6个百分点。"],
    "K184": ["办事时间缩短2倍。", "事故起数下降一倍。"],
    "K185": ["软件业收入增长3倍。", "产值增加两倍以上。"],
    "K186": ["建成示范园10—8个。", "贷款增速保持在12%—10%。"],
    "K187": ["到2027年，污水处理达标率达到120%。"],
    "K188": ["到2027年，污水处理达标率达到100%以上。"],
    "K189": ["居民收入每年年均增长6%。"],
}
GOOD = [
    "企业数量突破100家。",
    "投资达到50亿元以上。",
    "失业率控制在5%左右。",
    "失业率控制在5%以内。",
    "比重提高2.5个百分点。",
    "比重提高到32.5%。",
    "劳动生产率提高10%。",
    "占比增速提高0.5个百分点。",
    "固定资产投资增速提高1个百分点。",
    "办事时间缩短50%。",
    "产值增长到3倍。",
    "产值翻两番。",
    "建成示范园8—10个。",
    "2025—2027年建成示范园8个。",
    "到2027年，目标任务完成率达到110%。",
    "居民收入年均增长6%，每年发布一次。",
    "节约100元以上。",
    "进一步提高服务水平。",
    "一、工作目标\n服务业增加值占比逐年提高，到2027年服务业增加值占比达到30%。",
]

_DEGREE = "显著|明显|大幅度?|有效|较大幅度|较快|稳步|持续|不断|进一步|逐步|逐年|全面|更加|切实"
_MOVE = "提升|提高|增强|改善|优化|增长|增加|下降|降低|扩大|缩小|减少|壮大|完善|提速|健全|向好"
_RESULT = re.compile(rf"^(?P<who>.{{2,40}}?)(?:得到|实现)?(?P<how>{_DEGREE})(?P<move>{_MOVE})$")
_RESULT_FIRST = re.compile(rf"^(?P<how>显著|明显|大幅度?)(?P<move>{_MOVE})(?P<who>.{{2,30}})$")
_MEASURED = re.compile(
    r"(?:率|比重|占比|比例|份额|总?额|总?量|收入|支出|增加值|产值|投资|利润|规模|总数|数量|销售|成本|贡献率)$"
)
_FIGURE_OR_DATE_FIRST = re.compile(r"\d")

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_UNIT = r"(?:%|‰|[\u4e00-\u9fffA-Za-z/]{0,6}?)"
_BOUNDED = re.compile(
    r"(?P<before>不超过|不高于|不多于|不低于|不少于|至少|超过|突破|高于|(?<![赶高超])超(?!过)|低于|达到|(?<![节合预集签履契制条简])约|大约|接近|控制在)"
    rf"(?P<figure>{_NUMBER}{_UNIT})(?P<after>及?以上左右|及?以上|及?以下|以内|之内|左右|上下)"
)
_LOWER, _BEYOND = ("不低于", "不少于", "至少"), ("超过", "突破", "高于", "超")
_UPPER, _ABOUT = ("不超过", "不高于", "不多于", "低于"), ("约", "大约", "接近")

_RATIO_NOUN = (
    r"(?:比重|占比|份额|(?:覆盖|普及|达标|合格|优良|利用|使用|入学|入住|转化|自给|渗透|绿化|城镇化|登记|签约|备案|完成|办结|满意|知晓|参保|参与|"
    r"巩固|贡献|机械化|失业|负债|回收|净化|达成|认证|推广|投产|开工|到位|空置|就业|升学|录取|入库|纳管)率|满意度)"
)
_PERCENT_MOVE = re.compile(
    rf"(?P<noun>{_RATIO_NOUN})(?:[^，。；、\d]{{0,6}}?)(?P<move>提高|提升|上升|增加|增长|下降|降低)(?:了|约|不少于|不低于|至少|超过)?(?P<value>{_NUMBER})%(?!-|至)"
)
_POINTS_MOVE = re.compile(
    rf"(?P<noun>收入|总额|产值|产量|增加值|投资|销售额|营业额|利润|税收|进出口|GDP|生产总值|人数|面积|贷款|存款)(?P<between>[^，。；、\d]{{0,6}}?)"
    rf"(?:增长|提高|增加|提升)(?:约|不少于|不低于|至少)?(?P<value>{_NUMBER})个?百分点"
)
_NOT_AN_AMOUNT = re.compile(r"占|率|比|速|幅|度")
_TIMES = r"(?P<times>\d+(?:\.\d+)?|[一二两三四五六七八九十])倍"
_FALL_TIMES = re.compile(rf"(?P<move>下降|降低|减少|缩短|压缩|压减|缩小)了?(?:约|近|超过|至少)?{_TIMES}")
_GROW_TIMES = re.compile(rf"(?P<move>增长|增加|提高|提升|扩大|上升)了?(?:约|近|超过|不少于|至少)?{_TIMES}")
_REVERSIBLE = re.compile(
    rf"(?<![\d.A-Za-z第/〔\-:])(?P<low>{_NUMBER})(?P<first>%|[万亿]?[\u4e00-\u9fff]?)(?:-{{1,2}}|至)(?P<high>{_NUMBER})(?P<unit>%|[万亿]?[个家户项件名所座处条款场次宗套台辆艘亩吨元米级人间张])"
)
_CANNOT_EXCEED = re.compile(
    r"(?:比重|占比|份额|满意[度率]|(?:普及|合格|达标|备案|签约|认证|推广|知晓|参保|城镇化|绿化|优良|覆盖|办结|达成|持证|建档|登记|处理|回收)率)$"
)
_MAY_EXCEED = re.compile(r"拨备|担保|储备|任务|保障倍数")
_YEARLY_AVERAGE = re.compile(r"每年[^，。；、\d\n]{0,4}年均|年均每年|年均[^，。；、\d\n]{0,4}每年")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def unmeasurable_goals(reading: CheckReading) -> Iterator[Finding]:
    """显著提升 and its like: anywhere among the goals, elsewhere only where a statistic is spoken of. One finding."""
    promised = sorted(c.span for c in reading.plan.commitments)
    starts = [span.start for span in promised]
    measured = {core_name(t.indicator) for t in valued(reading.targets)}
    spans: list[Span] = []
    for clauses in reading.sentences:
        for clause in clauses:
            if _FIGURE_OR_DATE_FIRST.search(clause.text):
                continue
            found = _RESULT.match(clause.text)
            goals = reading.in_goals(clause.start)
            if not found and goals:
                found = _RESULT_FIRST.match(clause.text)
            if not found or _has_target(found["who"], measured):
                continue
            if goals or (_MEASURED.search(found["who"]) and _is_promised(clause.start, promised, starts)):
                spans.append(Span(clause.start, clause.end))
    if spans:
        said_so = list(dict.fromkeys(_degree(span.of(reading.even)) for span in spans))
        yield UNMEASURABLE.finding(
            reading.plan.text,
            Said(
                "{count}处成效只有{words}，没有数字，到期无法判断。",
                count=len(spans),
                words=Listed(tuple(Said("“{words}”", words=verbatim(words)) for words in said_so[:4]), ""),
            ),
            at=spans,
        )


def bounds_said_twice(reading: CheckReading) -> Iterator[Finding]:
    """突破100家以上, 达到50亿元以上左右, 不超过5%以上."""
    for found in _BOUNDED.finditer(reading.even):
        before, after = found["before"], found["after"]
        verdict = _doubled(before, after)
        if verdict is None:
            continue
        severity, why = verdict
        yield DOUBLED.finding(
            reading.plan.text,
            Said("“{words}”：{why}", words=verbatim(found[0]), why=why),
            at=[Span(*found.span())],
            severity=severity,
        )


def percent_for_points(reading: CheckReading) -> Iterator[Finding]:
    """比重提高2.5%: 2.5 points, or 2.5 hundredths of itself."""
    for found in _PERCENT_MOVE.finditer(reading.even):
        value = Decimal(found["value"].replace(",", ""))
        sign = -1 if found["move"] in ("下降", "降低") else 1
        base = Decimal(50)
        yield PERCENT_FOR_POINTS.finding(
            reading.plan.text,
            Said(
                "“{words}”：{noun}的变动应写{points}。",
                words=verbatim(found[0]),
                noun=verbatim(found["noun"]),
                points=sized(value, POINTS),
            ),
            at=[Span(*found.span())],
            computation=[
                Said(
                    "设基数为{base}：变动{points}到{by_points}，变动{percent}到{by_percent}",
                    base=sized(base, "%"),
                    points=sized(value, POINTS),
                    by_points=sized(base + sign * value, "%"),
                    percent=sized(value, "%"),
                    by_percent=sized(base * (1 + sign * value / 100), "%"),
                )
            ],
        )


def points_for_percent(reading: CheckReading) -> Iterator[Finding]:
    """投资增长6个百分点: an amount has no points."""
    for found in _POINTS_MOVE.finditer(reading.even):
        clause = re.split("[，。；\n]", reading.even[max(0, found.start() - 30) : found.start()])[-1]
        if _NOT_AN_AMOUNT.search(found["between"]) or re.search("占|高于|快于|比|较", clause):
            continue
        yield POINTS_FOR_PERCENT.finding(
            reading.plan.text,
            Said(
                "“{words}”：{noun}是总量，增长应写{percent}。",
                words=verbatim(found[0]),
                noun=verbatim(found["noun"]),
                percent=f"{found['value']}%",
            ),
            at=[Span(*found.span())],
        )


def falls_by_times(reading: CheckReading) -> Iterator[Finding]:
    """下降2倍."""
    for found in _FALL_TIMES.finditer(reading.even):
        times = _worth(found["times"])
        yield FALLS_BY_TIMES.finding(
            reading.plan.text,
            Said("“{words}”算不出来。", words=verbatim(found[0])),
            at=[Span(*found.span())],
            computation=[_left_after(times)],
            severity=Severity.ERROR if times >= 1 else Severity.DOUBT,
        )


def _left_after(times: Decimal) -> Said:
    facts = {"times": shown(times), "left": shown(1 - times)}
    if times == 1:
        return Said("1 − {times} = {left}，正好为零", **facts)
    if times > 1:
        return Said("1 − {times} = {left}，小于零", **facts)
    return Said("1 − {times} = {left}倍，请写下降{percent}", **facts, percent=sized(times * 100, "%"))


def grows_by_times(reading: CheckReading) -> Iterator[Finding]:
    """增长3倍: four times as much, or three."""
    for found in _GROW_TIMES.finditer(reading.even):
        times = _worth(found["times"])
        yield GROWS_BY_TIMES.finding(
            reading.plan.text,
            Said(
                "“{words}”按规定是原来的{grown}倍，常被当作{times}倍。",
                words=verbatim(found[0]),
                grown=shown(grown_by(times)),
                times=shown(times),
            ),
            at=[Span(*found.span())],
            computation=[
                Said("增长{times}倍：1 + {times} = {grown}", times=shown(times), grown=shown(grown_by(times))),
                Said("增长到{times}倍：{times}", times=shown(times)),
            ],
        )


def ranges_reversed(reading: CheckReading) -> Iterator[Finding]:
    """10—8个."""
    for found in _REVERSIBLE.finditer(reading.even):
        low, high = (Decimal(found[name].replace(",", "")) for name in ("low", "high"))
        first, unit = found["first"], found["unit"]
        if low <= high or (first and first != unit) or _is_year(found["low"]):
            continue
        yield RANGE_REVERSED.finding(
            reading.plan.text,
            Said("“{words}”前大后小。", words=verbatim(found[0])),
            at=[Span(*found.span())],
            computation=[Said("{low} > {high}", low=shown(low), high=shown(high))],
        )


def shares_above_all(reading: CheckReading) -> Iterator[Finding]:
    """A part above the whole; and 100%以上."""
    for target in valued(reading.targets):
        if not is_share(target) or target.unit != "%" or target.value is None or target.value < 100:
            continue
        if not _CANNOT_EXCEED.search(target.indicator) or _MAY_EXCEED.search(target.indicator):
            continue
        if target.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            continue
        if target.value > 100 or target.comparator is Comparator.ABOVE:
            yield ABOVE_ALL.finding(
                reading.plan.text,
                Said("{name}{figure}，部分超过了全部。", name=target.indicator, figure=said(target)),
                on=[target],
                computation=[
                    Said("{share} > 100%", share=sized(target.value, "%"))
                    if target.value > 100
                    else Said("{share} ，且要求超过 100%", share=sized(target.value, "%"))
                ],
            )
        elif "以上" in target.quote:
            yield ALL_OR_MORE.finding(
                reading.plan.text,
                Said("{name}最多是100%，“以上”多余。", name=target.indicator),
                on=[target],
                computation=[Said("分子 ÷ 分母 ≤ 100%")],
            )


def yearly_averages(reading: CheckReading) -> Iterator[Finding]:
    """每年年均增长6%."""
    for found in _YEARLY_AVERAGE.finditer(reading.even):
        what = Said("“{words}”是两个标准。", words=verbatim(found[0]))
        yield YEARLY_AVERAGE.finding(reading.plan.text, what, at=[Span(*found.span())])


def _has_target(who: str, measured: set[str]) -> bool:
    """Whether some target measures what a clause speaks of, so that it is not without a figure after all."""
    name = core_name(who)
    return any(name[at:] in measured for at in range(max(0, len(name) - 1)))


def _is_promised(at: int, promised: list[Span], starts: list[int]) -> bool:
    before = bisect_right(starts, at) - 1
    return before >= 0 and promised[before].start <= at < promised[before].end


def _degree(clause: str) -> str:
    found = re.search(rf"(?:{_DEGREE})(?:{_MOVE})", clause)
    return found[0] if found else clause


def _doubled(before: str, after: str) -> tuple[Severity, Said] | None:
    if after.endswith("以上左右"):
        return Severity.DOUBT, Said("“以上”是下限，“左右”是上下都可以，两个限定词相反。")
    both = {"before": verbatim(before), "after": verbatim(after)}
    lower, upper, about = after.endswith("以上"), after in ("以下", "及以下", "以内", "之内"), after in ("左右", "上下")
    if before in _BEYOND and lower:
        return Severity.DOUBT, Said(
            "“{before}”不含本数，“以上”含本数，正好等于时算不算完成，说不清。", before=verbatim(before)
        )
    if before in _LOWER and lower:
        return Severity.HINT, Said("“{before}”与“以上”意思重复。", before=verbatim(before))
    if (before in (*_LOWER, *_BEYOND) and upper) or (before in _UPPER and lower):
        return Severity.ERROR, Said("“{before}”与“{after}”意思相反。", **both)
    if before in _UPPER and upper:
        return Severity.HINT, Said("“{before}”与“{after}”意思重复。", **both)
    if before in (*_LOWER, *_BEYOND, *_UPPER) and about:
        return Severity.DOUBT, Said("“{before}”是界限，“{after}”没有界限，两个限定词相反。", **both)
    if before in _ABOUT and about:
        return Severity.HINT, Said("“{before}”与“{after}”意思重复。", **both)
    if before in _ABOUT and (lower or upper):
        return Severity.DOUBT, Said("“{before}”没有界限，“{after}”是界限，两个限定词相反。", **both)
    return None


def _worth(times: str) -> Decimal:
    return Decimal(_DIGITS[times]) if times in _DIGITS else Decimal(times)


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.startswith(("19", "20"))
