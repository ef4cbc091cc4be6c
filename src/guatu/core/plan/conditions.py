"""Figures in a clause that are no targets: conditions, subsidies, bans, names, the ground covered.

年收入超30万元的村集体占20%: the first figure says which villages are meant, the second is the target. Every rule here
gives its reason in Chinese; the coverage certificate prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guatu.core.plan.lexicon import KNOWN, MEASURE, VERB
from guatu.core.text.comparators import read_bound
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import AREAS, LENGTHS, TIMES, core_of, is_money

CONDITION, SUBSIDY, BAN, NAME, GROUND, HANDLING, RATIO = (
    "入库门槛或条件",
    "补助奖励标准",
    "禁止或淘汰的界限",
    "名称",
    "工作范围",
    "办理时限",
    "比例",
)

_SUBSIDY = re.compile(
    r"(?:给予|奖励|奖补|补助|补贴|补偿|资助|贴息|罚款|扶持|奖金|一次性(?!告知|办[结好成]|通过|补[正齐]|验收)|最高可?|按照?标准|封顶)[^，；。]{0,24}$"
)
_SUBSIDY_AFTER = re.compile(
    r"^(?:的?(?:标准|比例|额度))?[^，；。]{0,12}(?:给予|奖励|补助|补贴|奖补|资助|贴息|罚款)|^[^，；。]{0,6}的?(?:一次性|奖励|补助|补贴|奖补)"
)
_RAISED_STANDARD = re.compile(
    r"(?:补助|补贴|保障|低保|救助|供养)标准(?:[^，；。]{0,4})(?:提高到|提高至|提升到|提升至|不低于|达到|增加到)(?:每人)?(?:每[月年日])?$"
)
_PAID_FOR = re.compile(r"(?:可|各|最多|限|限购|享受)(?:补贴|补助|申领|享受|领取)$")
_IS_PAID = re.compile(r"(?:予以|给予|实行|实施)[^，。；]{0,8}(?:补贴|补助|奖励)")
_SHARE_OF_FUNDS = re.compile(r"(?:资金|经费|支出)[^，；。]{0,20}(?:比重|占比|比例)[^，；。]{0,8}$")
_SETS_ASIDE = re.compile(r"(?:安排|设立|统筹|筹集|投入)$")
_A_FUND = re.compile(r"(?:的)?[\u4e00-\u9fff]{0,8}(?:资金|基金)")
_BARE_STANDARD = re.compile(r"(?:^|[，；\x00])(?:补贴|补助|奖励)标准(?:提高到|提高至|为|达到|增加到)$")
_BAN = re.compile(r"禁止|严禁|不得(?!低于|少于|超过|高于)|禁用|取缔|严控新|不予|不准")
_MONEY_NOUN = re.compile(
    r"(?:的)?(?:[\u4e00-\u9fff]{0,8}?)(?:投资|资金|贷款|收入|产值|交易额|销售额|税收|融资|金额|规模|产业|基金|授信|债券|订单|外资|内资|利润|保费|消费|贸易|市场|营收|经费|捐赠|担保|补贴|消费券|进出口|存款|保险|理财|支出|资产|经济|大关|台阶)"
)
_PROJECT = re.compile(
    r"级|项目|工程|装置|生产线|机组|线路|变电站|铁路|标准|能级|行动|计划|跑道|泊位|轴|产能的?(?:项目|装置)|俱乐部"
)
_GROUND = re.compile(
    r"(?:聚焦|围绕|针对|面向|紧扣|立足|依托|对标|瞄准|发挥|借助|利用好)(?:[^，；。、\d]{0,12})$|(?:^|[、，])以$"
)
_SPHERE = re.compile(
    r"[\u4e00-\u9fff]{0,4}圈|圈|制|热线|经济圈|生活圈|服务|不间断|值守|值班|供应|响应机制|营业|都市|交通圈|自助|全天候|在线|健身圈|医疗圈|养老圈|便民"
)
_REACH = re.compile(r"\s?(?:服务|覆盖|步行|辐射)?(?:半径|范围)|\s?覆盖率|\s?[\u4e00-\u9fff]{0,4}圈|见[绿园景]")
_COUNTED = re.compile(r"\d(?:个|座|项|台|家|处|条|套|艘|栋|所)$")
_COUNTED_ABLE = re.compile(r"\d(?:个|座|项|台|套|条|处)(?:年|日)?(?:处理|生产|供应|设计)?(?:能力|规模|产能)$")
_PERSON_TOP = ("人", "岁", "周岁")
BASELINE, OWN_CONTENTS, CLASSES, DENOMINATOR = "基期值", "文件自身的内容", "分类", "指标名称的一部分"
_EACH_OF = re.compile(r"(?:每|平均每)$")
_HOLDS = re.compile(r"(?:提出|设置|设定|细化|部署|明确|确定|列出|确立|分解)(?:了|为|出)?$")
_CONTENTS = re.compile(
    r"(?:方面)?(?:的)?(?:主要|重点|具体|核心|预期|约束|工作|发展|年度|考核|量化|细化|改革|政策|硬性|性){0,4}(?:指标|任务|方面|部分|要求|意见|建议|目标|原则|问题|举措|措施|工程|行动)(?:任务)?(?:$|[，。；、）])"
)
_FOR_PARTS = re.compile(
    r"(?:分解|细化|梳理)(?:为|成|出)(?:\d{1,3}[项个条](?:工作)?(?:目标|任务|指标|措施)[、和与及])?$|(?:分解|清单|目标|任务|事项)（$"
)
_PARTS_OF_WORK = re.compile(
    r"(?:重点|具体|主要)?(?:工作)?(?:目标|任务|指标|措施|事项)(?:任务)?(?:$|[，。；、）和与及])|）"
)
_LISTED = re.compile(
    r"(?:等|[一二三四五六七八九十\d]大?(?:类|方面|领域|部分|板块)|抓好|包括|包含|涵盖|共有?|共计|分为|细化为?|分解为?)$"
)
_LISTED_ITEMS = re.compile(
    r"(?:方面|板块|部分)(?:的)?(?:重点|主要|具体)?(?:工作|任务|内容)?(?:$|[，。；、）])|(?:约束性|预期性|主要|核心|量化|具体|规划){0,3}(?:指标|内容)(?:$|[，。；、）])"
)
_SPLIT_NAMES = re.compile(r"[、和与及]")
_KINDS = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:行业|领域|赛道|方向|环节|板块|产业(?![集园基链联研学项工平中示]))(?!项目|工程|平台|试点|标准)"
)
_DESCRIBED = re.compile(r"(?:面积|人口|全长|总长|总长度|长度)约(?:为)?$")
_CHANGES = re.compile(
    r"新增|新建|改建|扩建|建成|建设|完成|达到|治理|修复|种植|改造|整治|实施|恢复|开发|净增|增加|新改建|整理|收储|绿化|打造|拓展|扩大"
)
_AT_PLACE = re.compile(
    r"(?:^|[，、；]|工程，)在(?![孵建册岗籍读用库保职]|校(?!园)|产(?!业)|营(?!商)|运(?!河|营|动|城)|园(?!区)|线(?!上)|网(?!上))[^，。；、\d]{0,8}$"
)
_AMONG = re.compile(
    r"[^，。；、（\d]{1,20}?(?:(?<!其)中|范围内|当中|之中)(?![心学小医药国介型试等央部华转欧高草职层期秋])[^，。；\d]{2,30}?\d"
)
_DEEDS_MEANT = re.compile(r"(?:为民|民生|惠民|利民|便民|重点|重大|好|工作){0,3}(?:实事|好事)")
_DOES_THEM = re.compile(r"(?:办好|办实|办成|完成|抓好|做好)[^，。；]{0,12}$")
_MEASURES_MEANT = re.compile(r"(?:硬|刚性|具体|重点|若干)(?:措施|举措|要求)(?:$|[，。；、）])")
_SERVED = re.compile(r"[^，。；、\d]{2,20}(?:提供|开展|举办|组织|配送)(?:不少于|至少|超过)\d")
_COUNT_NEXT = re.compile(r"\d{1,5}[个件项条种]")
_COMES_FROM = re.compile(r"(?:从|由|自)[^，。；、\d]{0,10}$")
_ON_TOP_OF = re.compile(r"[^，。；、\d]{0,2}的?基础上")  # 在300亿元的基础上增加到450亿元
_MOVES_TO = re.compile(r"[^，。；、\d]{0,4}(?:降|增|提|升|缩|压|减|扩|回落|发展|拓展)[^，。；、\d]{0,2}(?:到|至)")
_COMES_FROM_ONE_OF = re.compile(r"(?:从|由|自)[^，。；、\d]{0,10}(?:\d[\d.,]{0,10}[^，。；、\d]{0,5}[、和]){0,3}$")
_MOVES_EACH_TO = re.compile(
    r"(?:[、和]\d[\d.,]{0,10}[^，。；、\d]{0,5}?){0,3}分别(?:降|增|提|升|缩|压|减|扩)[^，。；、\d]{0,2}(?:到|至)"
)
_LIMIT_VERB = re.compile(r"(?:实现|压缩|缩短|控制|确保|力争|降至|做到|达到|基本实现|保证|提速)[^，；。]{0,12}$")


PROJECT = "项目自身的规模"
_CAPACITIES = ("瓦", "千瓦", "兆瓦", "吉瓦", "千瓦时", "MW", "GW", "kW", "KW", "MWh", "GWh", "吨", "P", "伏", "千伏安")
_PLANT = re.compile(r"[^，。；、的\d]{1,12}(?:电站|项目|工程|装置|生产线|基地|机组|电厂)")
_PLANNED = re.compile(r"年产$|(?:推进|推动|加快|实施|抓好|谋划|支持|加快推进|开工|续建)(?:年产|年处理)?$")
_PROJECT_FACTS = re.compile(
    r"(?:项目|计划|估算|概算)?(?:总投资|占地|占地面积|(?<![效设置业量])用地|总建筑面积|注册资本|设计时速|概算投资)(?:约|为|额)?$"
)


_INCLUSIVE = re.compile(r"^（(?:不)?含[^（）]{0,6}）")  # 500万元以上（含）的
_REACH_OF_WORDS = 160  # how far around a figure its words may stand


def excuses(text: str, quantities: list[Quantity], tried: list[list[tuple[str, str]]] | None = None) -> list[str]:
    """Why each figure of a clause is no target of its own, in their order; empty where it may be one.

    `tried`, when given, gets the rules that were tried on each figure, and the reason of the last where it held.
    """
    reasons = [""] * len(quantities)
    for at in range(len(quantities) - 1, -1, -1):
        near = quantities[max(0, at - 8) : at + 3]
        following = (quantities[at + 1], reasons[at + 1]) if at + 1 < len(quantities) else None
        for rule, why in _rules(text, quantities[at], near, following):
            if tried is not None:
                tried[at].append((rule, why))
            if why:
                reasons[at] = why
                break
    return reasons


def _rules(
    text: str, quantity: Quantity, others: list[Quantity], following: tuple[Quantity, str] | None
) -> Iterator[tuple[str, str]]:
    """The rules in the order in which they are tried, each with its reason, empty where it does not hold.

    `text` is the evened clause with dates blanked; `others` are the quantities near it, `following` is the next one
    with its own reason.
    """
    if quantity.kind == "name":
        yield "figure in a name", quantity.reason
        return
    before = text[max(0, quantity.start - _REACH_OF_WORDS) : quantity.start]
    after = _INCLUSIVE.sub("", text[quantity.end : quantity.end + _REACH_OF_WORDS], count=1)
    bare = before.replace("\x00", "")
    yield "where a change starts", BASELINE if _MOVES_TO.match(after) and _COMES_FROM.search(bare) else ""
    each = _MOVES_EACH_TO.match(after) and _COMES_FROM_ONE_OF.search(bare)
    yield "where several changes start", BASELINE if each else ""  # 从574元、271元分别提高到609元、300元
    yield "on top of", BASELINE if _ON_TOP_OF.match(after) else ""
    counted = quantity.kind in ("count", "amount") and not quantity.after
    yield "out of so many", DENOMINATOR if counted and _EACH_OF.search(before) else ""
    yield "contents, ground or classes", _not_counted(bare, after, quantity)
    yield "subsidy", _subsidy(before, after, quantity)
    yield "ban", _ban(before, quantity)
    yield "name or size of a project", _named(before, after, quantity)
    yield "handling time", _handling(before, after, quantity)
    yield "condition", _condition(before, after, quantity)
    yield "ground covered", _ground(before, text[quantity.start : quantity.end + _REACH_OF_WORDS], quantity)
    yield "of those meant", _of_those_meant(text, quantity, others)
    yield "row of conditions", _in_a_row_of_conditions(text, quantity, others, following)


def _not_counted(before: str, after: str, q: Quantity) -> str:
    """Counts of what the document holds, of the ground that something covers, of the classes that things fall into."""
    if q.kind != "count":
        return ""
    if _PARTS_OF_WORK.match(after) and _FOR_PARTS.search(before):
        return OWN_CONTENTS  # 分解为11项工作目标和138项工作任务; 目标分解（11项）
    if _CONTENTS.match(after) and _HOLDS.search(before):
        return OWN_CONTENTS
    if _sums_up(before, after, q):
        return CLASSES
    if not q.after and _LISTED_ITEMS.match(after) and _LISTED.search(before):
        return OWN_CONTENTS
    if "在" in before and _AT_PLACE.search(before) and not _ends_with_verb(before.rstrip()):
        return GROUND
    if _MEASURES_MEANT.match(after) or (_DEEDS_MEANT.match(after) and not _DOES_THEM.search(before)):
        return OWN_CONTENTS  # 落实十五条硬措施; 为民兴办10件实事, but not 办好9件实事
    if _SERVED.match(after):
        return GROUND  # 460个文化室提供不少于2300场活动
    if _AMONG.match(after):
        return GROUND  # 8个断面中水质优良比例达到25%: out of so many
    return CLASSES if q.unit.endswith("类") and _COUNT_NEXT.match(after) else ""


def _sums_up(before: str, after: str, q: Quantity) -> bool:
    """A、B等4个重点领域: the figure only says how many names stand before it."""
    if q.after or not _KINDS.match(after):
        return False
    names = _SPLIT_NAMES.split(re.split("[，；：]", before)[-1])
    return len(names) > 1 and (names[-1].endswith("等") or len(names) == q.value)


def _subsidy(before: str, after: str, q: Quantity) -> str:
    if q.kind == "count" and (_PAID_FOR.search(before) or (_WHO_IS_PAID.match(before) and _IS_PAID.search(after))):
        return SUBSIDY  # 每人可补贴1件; 对购买8类产品的消费者按售价20%予以补贴
    if not (is_money(q.unit) or q.kind in ("percent", "times")):
        return ""
    if q.kind == "percent" and _SHARE_OF_FUNDS.search(before):
        return ""  # 补助资金用于产业发展的比重提高到60%
    if _BARE_STANDARD.search(before):
        return SUBSIDY  # …的，补贴标准提高到1.5万元
    if _SETS_ASIDE.search(before) and _A_FUND.match(after):
        return ""  # 安排10亿元专项奖补资金
    if _RAISED_STANDARD.search(before):
        return ""
    if (
        _SUBSIDY.search(before) and not before.rstrip("\x00").endswith(("投入", "落实", "发放"))
    ) or _SUBSIDY_AFTER.match(after):
        return SUBSIDY
    return ""


def _ban(before: str, q: Quantity) -> str:
    return BAN if q.kind == "amount" and _BAN.search(before) else ""


def _named(before: str, after: str, q: Quantity) -> str:
    if q.kind == "amount" and not q.after and _PROJECT.match(after) and not before.endswith(("个", "项")):
        return NAME
    if q.kind == "amount" and after.startswith("级") and _COUNTED.search(before):
        return PROJECT  # 1个2000亿级、2个500亿级产业集群
    if (
        q.kind == "amount"
        and _PLANNED.search(before.replace("\x00", ""))
        and not (core_of(q.unit) in AREAS + LENGTHS and _CHANGES.search(after))
        and re.match(r"[^，。；、]{0,24}(?:项目|工程|生产线|基地|装置)", after)
    ):
        return PROJECT
    if q.kind == "amount" and _DESCRIBED.search(before) and not _CHANGES.search(before.rsplit("的", 1)[-1]):
        return GROUND  # 总面积约8平方公里: what there is
    if (
        q.kind == "amount"
        and not q.after
        and core_of(q.unit) in _CAPACITIES
        and _PLANT.match(after)
        and not _ends_with_verb(before.replace("\x00", ""))
        and not read_bound(before).words
    ):
        return PROJECT  # 开工建设某公司100万千瓦风电项目
    if q.kind == "amount" and _PROJECT_FACTS.search(before.replace("\x00", "")):
        return PROJECT
    if core_of(q.unit) in TIMES and not q.after and _SPHERE.match(after):
        return NAME
    if core_of(q.unit) in LENGTHS and _REACH.match(after):
        return NAME
    if (
        q.kind == "amount"
        and not is_money(q.unit)
        and (_COUNTED.search(before) or _COUNTED_ABLE.search(before))
        and re.match(r"[\u4e00-\u9fffA-Z]{2}", after)
    ):
        return PROJECT  # 3座35万千瓦电站: the grade of what is counted
    if q.unit in ("强", "位") and not before.endswith(("前", "第", "列", "居")) and q.unit == "强":
        return NAME
    if core_of(q.unit) in ("千伏", "伏", "kV", "KV") or (q.unit == "人" and after.startswith("间")):
        return NAME
    return ""


def _handling(before: str, after: str, q: Quantity) -> str:
    if core_of(q.unit) in TIMES and q.after in ("内", "以内", "之内") and after and not _LIMIT_VERB.search(before):
        return HANDLING
    return ""


def _condition(before: str, after: str, q: Quantity) -> str:
    phrase = before.replace("\x00", "")
    if (
        after == "的"
        or _FOR_WHOM_MEANT.match(f"{phrase}{after}")
        or ("按" in phrase and _BY_STANDARD.search(phrase) and _STANDARD.match(after))
    ):
        return CONDITION  # 费率不超过1%的，按0.5%给予…; 按每户不少于20平方米的标准
    if phrase.endswith(_USUALLY) or (
        ("需" in phrase or "须" in phrase or "应" in phrase) and _MUST_ALSO.search(phrase)
    ):
        return CONDITION  # 功率一般为250千瓦以下: what is usual
    bound = read_bound(phrase)
    verb_before = _ends_with_verb(phrase[: bound.start])
    if q.kind == "amount" and bound.words and _WHAT_COUNTS.search(phrase[: bound.start]):
        return CONDITION
    if is_money(q.unit) and MEASURE.end(phrase[: bound.start]) and _COUNTED_SUCH.match(after):
        return CONDITION
    if q.kind == "amount" and bound.words and _ONE_OF_ATTRIBUTES.match(after) and phrase[: bound.start]:
        return CONDITION
    if (
        core_of(q.unit) == "人"
        and after.startswith("口")
        and _noun_follows(after[1:].removeprefix("以上").removeprefix("以下"))
    ):
        return CONDITION  # 10万人口以上大县城2个
    if q.after in ("以上", "以下") and _SUCH_COUNTED.match(after):
        return CONDITION
    if after.startswith("的") and not after.startswith("的目标"):
        if q.kind == "percent" or q.kind == "count":
            head = phrase[: bound.start].strip("、，和及")
            named = bool(bound.words) and bool(head) and not verb_before
            return CONDITION if named and _noun_follows(after[1:]) else ""
        if (
            is_money(q.unit)
            and _MONEY_NOUN.match(after[1:])
            and not (bound.words and phrase[: bound.start].strip("、，和及"))
        ):
            return ""
        return (
            "" if verb_before and core_of(q.unit) in AREAS + LENGTHS else CONDITION if _noun_follows(after[1:]) else ""
        )
    if is_money(q.unit) and _noun_follows(after) and not _MONEY_NOUN.match(after):
        return CONDITION
    if q.after in ("以上", "以下", "及以上", "及以下") and _noun_follows(after):
        if q.kind == "amount" and not (verb_before and core_of(q.unit) in AREAS + LENGTHS):
            return CONDITION
        if core_of(q.unit) in _PERSON_TOP:
            return CONDITION
    return CONDITION if core_of(q.unit) in ("岁", "周岁") and not bound.words else ""


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


def _ground(before: str, after: str, q: Quantity) -> str:
    if "以" in before and _FRAME.match(f"{before}{after}"):
        return GROUND  # 以1个中心、3个基地为支撑
    phrase = before.replace("\x00", "")
    if not (found := _GROUND.search(phrase)) or read_bound(phrase).words:
        return ""
    return "" if _ends_with_verb(phrase[found.start() + 4 :]) and not VERB.match(phrase, found.start() + 2) else GROUND


def _of_those_meant(text: str, q: Quantity, others: list[Quantity]) -> str:
    """60%以上的村收入超过50万元: the share is the target, the second figure says what it takes to count."""
    for other in others:
        if other.end < q.start and other.kind == "percent" and text.startswith("的", other.end):
            if q.kind in ("count", "percent") and read_bound(text[max(0, other.start - 12) : other.start]).words:
                continue  # 占比超5%的企业5家: the share is the condition
            between = text[other.end : q.start]
            return CONDITION if not re.search(r"[、，；]", between) else ""
    return ""


def _in_a_row_of_conditions(text: str, q: Quantity, others: list[Quantity], behind: tuple[Quantity, str] | None) -> str:
    """A达到2000万元、B达到500万元企业: the last figure is a condition, so are its like before it."""
    if not text.startswith(("、", "和"), q.end) or behind is None or behind[1] != CONDITION:
        return ""
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
        return CONDITION  # 对收入首次突破5000万元、1亿元的企业
    if text.startswith("的", following.end) and mine.words and theirs.words and q.kind == "amount":
        return CONDITION  # 用地不少于10亩、总投资不低于1亿元的项目
    counted_before = any(other.kind == "count" and other.end <= q.start for other in others)
    same = mine.words and mine.words[:1] == theirs.words[:1]
    return CONDITION if counted_before and same and is_money(q.unit) and is_money(following.unit) else ""


_FOR_WHOM_MEANT = re.compile(r"^[、，]*对于?[^，。；]{2,80}(?:以上|以下|以内)的[^，。；]{2,20}$")
_BY_STANDARD = re.compile(r"按照?[^，。；]{0,30}$")
_STANDARD = re.compile(r"[^，。；]{0,24}的?(?:标准|比例|要求|额度)")
_WHO_IS_PAID = re.compile(r"[\x00、，]*(?:对|对于|其他|其余)?$|[\x00、，]*对")
# 对…的企业: the clause only says who is meant
_FOR_WHOM = re.compile(r"[\x00、，]*(?:对|对于)(?![^，。；]{0,40}(?:开展|进行|实施))")


def _ends_with_verb(phrase: str) -> bool:
    """Whether a verb stands right before the figure: 改造10公里以上…"""
    return any(phrase[-length:] in KNOWN for length in (2, 4, 1, 3))


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
