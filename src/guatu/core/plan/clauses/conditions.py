"""Figures in a clause that are no targets: conditions, subsidies, bans, names, the ground covered.

年收入超30万元的村集体占20%: the first figure says which villages are meant, the second is the target. Every rule here
gives its reason in Chinese; the coverage certificate prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guatu.core.plan.clauses.contents import not_counted
from guatu.core.plan.clauses.existing import existing
from guatu.core.plan.clauses.lexicon import MEASURE, VERB
from guatu.core.plan.clauses.projects import of_a_project
from guatu.core.plan.clauses.reasons import ends_with_verb
from guatu.core.plan.clauses.subsidies import subsidy
from guatu.core.text.comparators import read_bound
from guatu.core.text.excused import Excused
from guatu.core.text.numbered_names import is_numbered_name
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import AREAS, LENGTHS, TIMES, core_of, is_money

_BAN = re.compile(r"禁止|严禁|不得(?!低于|少于|超过|高于)|禁用|取缔|严控新|不予|不准")
_MONEY_NOUN = re.compile(
    r"(?:的)?(?:[\u4e00-\u9fff]{0,8}?)(?:投资|资金|贷款|收入|产值|交易额|销售额|税收|融资|金额|规模|产业|基金|授信|债券|订单|外资|内资|利润|保费|消费|贸易|市场|营收|经费|捐赠|担保|补贴|消费券|进出口|存款|保险|理财|支出|资产|经济|大关|台阶)"
)
_GROUND = re.compile(
    r"(?:聚焦|围绕|针对|面向|紧扣|立足|依托|对标|瞄准|发挥|借助|利用好)(?:[^，；。、\d]{0,12})$|(?:^|[、，])以$"
)
_LONGEST_GROUND = 16  # signs that it takes at most
_PERSON_TOP = ("人", "岁", "周岁")
_EACH_OF = re.compile(r"(?:每|平均每)$")
_COMES_FROM = re.compile(r"(?:从|由|自)[^，。；、\d]{0,10}$")
_ON_TOP_OF = re.compile(r"[^，。；、\d]{0,14}?的?基础上")  # 在300亿元的基础上增加到450亿元
_MOVES_TO = re.compile(r"[^，。；、\d]{0,4}(?:降|增|提|升|缩|压|减|扩|回落|发展|拓展)[^，。；、\d]{0,2}(?:到|至)")
_COMES_FROM_ONE_OF = re.compile(r"(?:从|由|自)[^，。；、\d]{0,10}(?:\d[\d.,]{0,10}[^，。；、\d]{0,5}[、和]){0,3}$")
_MOVES_EACH_TO = re.compile(
    r"(?:[、和]\d[\d.,]{0,10}[^，。；、\d]{0,5}?){0,3}分别(?:降|增|提|升|缩|压|减|扩)[^，。；、\d]{0,2}(?:到|至)"
)
_LIMIT_VERB = re.compile(r"(?:实现|压缩|缩短|控制|确保|力争|降至|做到|达到|基本实现|保证|提速)[^，；。]{0,12}$")


_INCLUSIVE = re.compile(r"^（(?:不)?含[^（）]{0,6}）")  # 500万元以上（含）的
Asked = tuple[str, Excused | None]  # a rule that is tried on a figure, and what it says
Following = tuple[Quantity, Excused | None]  # the next figure with its own reason
_REACH_OF_WORDS = 160  # how far around a figure its words may stand


def weigh(text: str, quantities: list[Quantity]) -> tuple[list[Quantity], dict[int, Excused | None]]:
    """The figures of a clause that may be promised, and why the others are none, by their offset."""
    live: list[Quantity] = []
    reasons: dict[int, Excused | None] = {}
    for q, why in zip(quantities, excuses(text, quantities), strict=True):
        if why:
            reasons[q.start] = why
        elif not is_bare(text, q):
            live.append(q)
    return live, reasons


def is_bare(text: str, q: Quantity) -> bool:
    """A figure without a unit and without a bound: left open."""
    if q.kind != "bare" or q.glyph:
        return False
    return not read_bound(text[max(0, q.start - 40) : q.start].replace("\x00", "")).comparator


def excuses(text: str, quantities: list[Quantity]) -> list[Excused | None]:
    """Why each figure of a clause is no target of its own, in their order; None where it may be one."""
    reasons: list[Excused | None] = [None] * len(quantities)
    for at in range(len(quantities) - 1, -1, -1):
        for _, why in rules_of(text, quantities, reasons, at):
            if why:
                reasons[at] = why
                break
    return reasons


def rules_of(text: str, quantities: list[Quantity], reasons: Sequence[Excused | None], at: int) -> Iterator[Asked]:
    """The rules that are tried on one of a clause's figures, in their order; `reasons` are known of those behind it."""
    near = quantities[max(0, at - 8) : at + 3]
    return _rules(
        text, quantities[at], near, (quantities[at + 1], reasons[at + 1]) if at + 1 < len(quantities) else None
    )


def _rules(text: str, quantity: Quantity, others: list[Quantity], following: Following | None) -> Iterator[Asked]:
    """The rules in the order in which they are tried, each with its reason, None where it does not hold.

    `text` is the evened clause with dates blanked; `others` are the quantities near it, `following` is the next one
    with its own reason.
    """
    if quantity.kind == "name":
        yield "figure in a name", quantity.reason
        return
    yield "numbered name", Excused.NAME if is_numbered_name(text, quantity.start) else None
    before = text[max(0, quantity.start - _REACH_OF_WORDS) : quantity.start]
    after = text[quantity.end : quantity.end + _REACH_OF_WORDS]
    if after.startswith("（"):
        after = _INCLUSIVE.sub("", after, count=1)
    bare = before.replace("\x00", "")
    yield "where a change starts", Excused.BASELINE if _MOVES_TO.match(after) and _COMES_FROM.search(bare) else None
    each = _MOVES_EACH_TO.match(after) and _COMES_FROM_ONE_OF.search(bare)
    yield "where several changes start", Excused.BASELINE if each else None  # 从574元、271元分别提高到609元、300元
    yield "on top of", Excused.BASELINE if _ON_TOP_OF.match(after) else None
    counted = quantity.kind in ("count", "amount") and not quantity.after
    yield "out of so many", Excused.DENOMINATOR if counted and "每" in before and _EACH_OF.search(before) else None
    yield "contents, ground or classes", not_counted(bare, after, quantity)
    yield "what there is", existing(bare, after, quantity)
    yield "subsidy", subsidy(before, after, quantity)
    yield "ban", _ban(before, quantity)
    yield "name or size of a project", of_a_project(before, after, quantity)
    yield "handling time", _handling(before, after, quantity)
    yield "condition", _condition(before, after, quantity)
    yield "ground covered", _ground(before, text[quantity.start : quantity.end + _REACH_OF_WORDS], quantity)
    yield "of those meant", _of_those_meant(text, quantity, others)
    yield "row of what there is", _beside_what_there_is(text, quantity, following)
    yield "row of conditions", _in_a_row_of_conditions(text, quantity, others, following)


def _ban(before: str, q: Quantity) -> Excused | None:
    return Excused.BAN if q.kind == "amount" and _BAN.search(before) else None


def _handling(before: str, after: str, q: Quantity) -> Excused | None:
    if core_of(q.unit) in TIMES and q.after in ("内", "以内", "之内") and after and not _LIMIT_VERB.search(before):
        return Excused.HANDLING
    return None


def _condition(before: str, after: str, q: Quantity) -> Excused | None:
    phrase = before.replace("\x00", "")
    if (
        after == "的"
        or before.endswith(("（含", "（不含"))
        or _FOR_WHOM_MEANT.match(f"{phrase}{after}")
        or ("按" in phrase and _BY_STANDARD.search(phrase) and _STANDARD.match(after))
    ):
        return Excused.CONDITION  # 费率不超过1%的，按0.5%给予…; 按每户不少于20平方米的标准
    if phrase.endswith(_USUALLY) or (
        ("需" in phrase or "须" in phrase or "应" in phrase) and _MUST_ALSO.search(phrase)
    ):
        return Excused.CONDITION  # 功率一般为250千瓦以下: what is usual
    bound = read_bound(phrase)
    verb_before = ends_with_verb(phrase[: bound.start])
    if q.kind == "amount" and bound.words and _WHAT_COUNTS.search(phrase[: bound.start]):
        return Excused.CONDITION
    if is_money(q.unit) and MEASURE.end(phrase[: bound.start]) and _COUNTED_SUCH.match(after):
        return Excused.CONDITION
    if q.kind == "amount" and bound.words and _ONE_OF_ATTRIBUTES.match(after) and phrase[: bound.start]:
        return Excused.CONDITION
    if (
        core_of(q.unit) == "人"
        and after.startswith("口")
        and _noun_follows(after[1:].removeprefix("以上").removeprefix("以下"))
    ):
        return Excused.CONDITION  # 10万人口以上大县城2个
    if q.after in ("以上", "以下") and _SUCH_COUNTED.match(after):
        return Excused.CONDITION
    if after.startswith("的") and not after.startswith("的目标"):
        if q.kind == "percent" or q.kind == "count":
            head = phrase[: bound.start].strip("、，和及")
            named = bool(bound.words) and bool(head) and not verb_before
            return Excused.CONDITION if named and _noun_follows(after[1:]) else None
        if (
            is_money(q.unit)
            and _MONEY_NOUN.match(after[1:])
            and not (bound.words and phrase[: bound.start].strip("、，和及"))
        ):
            return None
        ground = verb_before and core_of(q.unit) in AREAS + LENGTHS
        return Excused.CONDITION if not ground and _noun_follows(after[1:]) else None
    if is_money(q.unit) and _noun_follows(after) and not _MONEY_NOUN.match(after):
        return Excused.CONDITION
    if q.after in ("以上", "以下", "及以上", "及以下") and _noun_follows(after):
        if q.kind == "amount" and not (verb_before and core_of(q.unit) in AREAS + LENGTHS):
            return Excused.CONDITION
        if core_of(q.unit) in _PERSON_TOP:
            return Excused.CONDITION
    return Excused.CONDITION if core_of(q.unit) in ("岁", "周岁") and not bound.words else None


_USUALLY = ("一般为", "一般在", "一般按", "一般不超过")
_MUST_ALSO = re.compile(
    r"(?:且|并)(?:需|须|应当?)[^，。；]{2,20}(?:不低于|不少于|不超过|达到|在)$"
)  # 补助2万元且需功率不低于40千瓦
# 年产值超100亿元、具备较强竞争力的企业2家: what is true of the things counted
_WHAT_COUNTS = re.compile(
    r"\d(?:个|家|户|名|座)(?:以上|左右)?(?:年|主营|营业|总|销售){0,2}(?:收入|产值|销售额|营收|规模|市值|税收)$"
)
_ONE_OF_ATTRIBUTES = re.compile(r"、[^，。；、\d的]{2,24}的[^，。；、\d]{2,14}\d{1,5}(?:个|家|户|名|项|座)")
# 产值过千亿元产业集群达到6个: what is true of the things counted behind it
_COUNTED_SUCH = re.compile(
    r"(?!左右|和|及|与|并|或|目标)[^，。；、\d]{2,16}?(?:达到?|增至|增加到|突破|超过?|不少于|分别)?\d{1,5}(?:个|家|户|名|项|座)"
)
# 年屠宰量50万头以上的企业2家: how large each of the things counted must be
_SUCH_COUNTED = re.compile(r"的[^，。；、\d]{2,16}\d{1,5}(?:个|家|户|名|项|座|处|所)")
_FRAME = re.compile(r"^(?:\x00|、|，)*以.{1,60}为(?:支撑|核心|重点|主体|依托|基础|载体|抓手|引领|骨干|中心|节点|支点)$")


def _ground(before: str, after: str, q: Quantity) -> Excused | None:
    if "以" in before and _FRAME.match(f"{before}{after}"):
        return Excused.GROUND  # 以1个中心、3个基地为支撑
    phrase = before.replace("\x00", "")
    found = _GROUND.search(phrase, max(0, len(phrase) - _LONGEST_GROUND))
    if not found or read_bound(phrase).words:
        return None
    done = ends_with_verb(phrase[found.start() + 4 :]) and not VERB.match(phrase, found.start() + 2)
    return None if done else Excused.GROUND


def _of_those_meant(text: str, q: Quantity, others: list[Quantity]) -> Excused | None:
    """60%以上的村收入超过50万元: the share is the target, the second figure says what it takes to count."""
    for other in others:
        if other.end < q.start and other.kind == "percent" and text.startswith("的", other.end):
            if q.kind in ("count", "percent") and read_bound(text[max(0, other.start - 12) : other.start]).words:
                continue  # 占比超5%的企业5家: the share is the condition
            between = text[other.end : q.start]
            return Excused.CONDITION if not re.search(r"[、，；]", between) else None
    return None


def _in_a_row_of_conditions(text: str, q: Quantity, others: list[Quantity], behind: Following | None) -> Excused | None:
    """A达到2000万元、B达到500万元企业: the last figure is a condition, so are its like before it."""
    if not text.startswith(("、", "和"), q.end) or behind is None or behind[1] != Excused.CONDITION:
        return None
    following = behind[0]
    mine, theirs = (
        read_bound(text[max(0, q.start - _REACH_OF_WORDS) : q.start]),
        read_bound(text[q.end : following.start]),
    )
    if (
        text.startswith(("的", "、", "和"), following.end)
        and _FOR_WHOM.match(text)
        and q.unit[-1:] == following.unit[-1:]
    ):
        return Excused.CONDITION  # 对收入首次突破5000万元、1亿元的企业
    if text.startswith("的", following.end) and mine.words and theirs.words and q.kind == "amount":
        return Excused.CONDITION  # 用地不少于10亩、总投资不低于1亿元的项目
    counted_before = any(other.kind == "count" and other.end <= q.start for other in others)
    same = mine.words and mine.words[:1] == theirs.words[:1]
    return Excused.CONDITION if counted_before and same and is_money(q.unit) and is_money(following.unit) else None


def _beside_what_there_is(text: str, q: Quantity, behind: Following | None) -> Excused | None:
    """加强对4个站点、6个断面的监测: the first is what there is as well as the second."""
    if behind is None or behind[1] != Excused.EXISTING or q.kind != "count":
        return None
    return Excused.EXISTING if _ONE_OF_A_ROW.fullmatch(text, q.end, behind[0].start) else None


_ONE_OF_A_ROW = re.compile(r"[^，。；、\d]{0,16}[、和及与]")
_FOR_WHOM_MEANT = re.compile(r"^[、，]*对于?[^，。；]{2,80}(?:以上|以下|以内)的[^，。；]{2,20}$")
_BY_STANDARD = re.compile(r"按照?[^，。；]{0,30}$")
_STANDARD = re.compile(r"[^，。；]{0,24}的?(?:标准|比例|要求|额度)")
# 对…的企业: the clause only says who is meant
_FOR_WHOM = re.compile(r"[\x00、，]*(?:对|对于)(?![^，。；]{0,40}(?:开展|进行|实施))")


# What a sum is for stands behind it: 安排3亿元支持…
PURPOSE = (
    "支持",
    "用于",
    "专项用于",
    "专门用于",
    "扶持",
    "投入",
    "投向",
    "保障",
    "推动",
    "推进",
    "促进",
    "助力",
    "重点支持",
    "重点用于",
    "主要用于",
    "帮助",
    "设立",
)


def _noun_follows(after: str) -> bool:
    return (
        bool(after)
        and "\u4e00" <= after[0] <= "\u9fff"
        and not after.startswith(
            (
                "和",
                "及",
                "以及",
                "并",
                "且",
                "与",
                "左右",
                "或",
                "的目标",
                "时",
                "后",
                "，",
                "大关",
                "台阶",
                "目标",
                "门槛",
                "关口",
                *PURPOSE,
            )
        )
    )
