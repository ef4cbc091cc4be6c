"""Row labels as a statistician prints them: what is counted or measured, from the words around a figure.

Only the words of the text are used; a label is cut and joined, never invented. 数量, 场次, 面积 are added where the
text names the thing and not its measure (物流企业达到3家 → 物流企业数量).
"""

from __future__ import annotations

import re
from functools import lru_cache

from guatu.core.plan.clauses.lexicon import (
    BARE_MEASURE,
    CREATING,
    KNOWN,
    MEASURE,
    PACE,
    RATE,
    SCOPE,
    split_scope,
    split_verb,
    strip_manner,
)
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import AREAS, LENGTHS, core_of
from guatu.core.text.wordclass import words

_TAIL = re.compile(
    r"(?:实现|等|的|要|应|须|将|力争|总体|稳定|平均|同比|也|(?<![人户亩地企村校店县])均|都|各|分别|累计|共|已|并|以|数值|水平|任务)$"
)
_TAILS = frozenset("现等的要应须将争体定均比也都各别计共已并以值平务")  # what _TAIL can end with
_DEEDS = (
    "改造|建设|整治|修复|治理|投放|落地|开工|竣工|投产|达产|上市|验收|认定|申报|入驻|对接|签约|评审|评定|培训|更新|提升|升级|创建|试点|打造|编制|修编|注册|认证|"
    "检测|监测|搬迁|迁建|扩建|新建|改建|维修|加固|拆除|清理|整改|整合|备案|转化|孵化|培育|推广|运营|开放|投用|配套|挂牌|授牌|发行|开通|通车|复工|入库|入统"
)
_HOW = "(?:数字化|智能化|数智化|绿色化|网络化|信息化|现代化|适老化|无障碍|标准化|规范化|节能|技术)(?:转型)?"
_DEED = re.compile(
    rf"^(?P<thing>[^在向于]{{2,40}}?)(?P<deed>(?:{_HOW})?(?:{_DEEDS}|转型){{1,3}}(?:[、和及与](?:{_HOW})?(?:{_DEEDS}|转型)){{0,3}})(?:任务|工程|工作)?$"
)
_HELPS = ("支持", "帮助", "引导", "指导", "鼓励", "推动", "组织", "扶持")
_HELPED = re.compile(
    r"^(?P<thing>.{2,16}?)(?:改善|提升|提高|扩大|增强|加强|参与|申报|做大|做强|拓展|就近|开展|实施(?!方案)|加快)[^的]{2,30}$"
)
_BOTH_BUILT = re.compile(r"^(?P<thing>[^、和及与]{2,20})(?:和|及|与)[^、]{2,24}建设$")
_OPENED = re.compile(r"(?:全线|全面|全部)?(?:贯通|通车|通航|开通|建成投用|完工)$")
_FUND = re.compile(r"^(?P<fund>[^，。；、]{0,10}?(?:资金|基金|债券|贷款|经费))(?:支持|用于|专项用于|扶持|投入|投向)")
_SUCH = re.compile(
    r"^(?:具有|具备|拥有|掌握|能够|紧跟|从事|符合|适应|熟悉|精通|取得|获得)(?=[^，。；的]{11})[^，。；的]{2,24}、[^，。；的]{2,40}(?:的[^，。；的]{2,30})?的(?P<thing>[^的]{2,24})$"
)  # 1万名具有硕士学位的企业人才: what is true of those counted
_WORK = re.compile(r"^(?P<thing>.{2,40}?)(?:任务|工作)$")
_MEETING = re.compile(r"^(?:组织|推动|引导|促进|支持)(?P<who>.{1,16}?)(?:与|和|同)$")
_RECEIVES = re.compile(r"^(?P<thing>.{1,30}?)(?:进行|开展|实施|提供)(?P<deed>.{2,30})$")
_REALIZES = re.compile(
    r"^(?P<thing>.{1,30}?)(?P<deed>(?:全部)?(?:实现|建成|设立|配备|开通|达到|完成|通过|纳入|获得|取得|入选|接入|应用|用上|享受|建立|具备).{1,30})$"
)
_ONLY_QUALIFIES = re.compile(r"^(?:典型|重点|特色|优质|优秀|示范|标志性|代表性|高端|新型|大型|重大)$|的$")
_TOGETHER = re.compile(r"^(?P<thing>[^的]{2,12}?)(?P<deed>(?:开展|进行|建立|签订|达成|实现)[^的]{2,30})$")
_INSIDE = re.compile(
    r"^(?P<inst>[^的]{0,12}?(?:院|学校|幼儿园|社区|小区|村|乡镇|街道|企业|站|中心|园区|农场))(?P<what>[^的]{2,10}(?:设施|设备|系统|管网|管道|电梯|线路|消防))$"
)
_SERVES_AS = re.compile(r"^(?P<thing>.{2,40}?)(?:作为|(?<![综联])为(?![老民农企主先]))(?:试点|示范|重点)?.{0,10}$")
_LIST_GAP = re.compile(r"、{2,}")
_CONDITION = re.compile(
    r"(?P<trade>(?:(?<=、)[\u4e00-\u9fff]{1,4}业)?)[\u4e00-\u9fff]{0,6}(?:收入|销售额|营收|产值|投资额?|零售额|税收|额|规模|面积)(?:（[^（）]{1,8}）)?(?:达到?|超过?|突破|在|不低于)?[\d.]+[万亿千百]*元?(?:以上|以下)?的?"
)
_SIZE = re.compile(r"[\d.]")  # what every such condition holds
_PER_HEAD = re.compile(
    r"每(?P<base>(?:百万|十万|[百千万])(?:名)?)(?:常住|户籍)?(?P<who>人口|老年人口|老年人|老人|儿童|人|名|户|学生|居民|劳动力)?"
)
_PARTS = re.compile(
    r"(?:、|(?<![饱缓温总平柔附])和(?![平谐睦美气])|(?<![参赋给授])与(?![会时])|(?<![普涉惠遍触波危以])及(?![时格其早])|以及|，)"
)
_PLACE_PART = re.compile(
    r"^(?:其中，?)?(?P<part>(?:国家|自治区|设区|[省市区县旗乡镇村州盟（）、及和以上]){1,8}级|县（市、?区?）|市区|县城|县域|城区|中心城区|主城区|城市|城镇|农村|乡村|农区|牧区|城乡|区县|旗县|街道|乡镇|山区|平原|[东西中]{1,2}部(?:地区)?)$"
)
_PLACE_HEAD = re.compile(r"^[东西中]{1,2}部(?:地区)?")
_HERD = re.compile(r"(?:出栏|存栏|饲养|屠宰|养殖)(?:量|数量|规模)?$|(?:数量|产量)$")
_PLACE_BEHIND = re.compile(
    r"^(?P<label>.{2,30}(?:率|比重|占比|比例|水平|标准|收入|数量|数))(?P<part>城市|城镇|农村|乡村|市区|城区|县城|中心城区|县域)$"
)
_MODIFIER = re.compile(
    r"^(?:省级|市级|县级|市县级|区级|国家级|全市|城镇|农村|城市|乡村|市区|县域|城区|农区|牧区|常住|户籍)"
)
_PER_BEHIND = re.compile(r"^(?P<what>.{2,20}[数量])(?P<per>每(?:百|千|万|十万)(?:名)?(?:常住|户籍)?(?:人口|人|户))$")
_PACE_TAIL = re.compile(r"(?:年均|平均)?(?:增速|增长率|增幅)$")
_LEVEL = re.compile(r"(?:国家|省|市|县|区|自治区|乡镇)级")
_COUNT_WORD = {"场": "场次", "场次": "场次", "次": "次数", "人": "人数", "人次": "人次", "班次": "班次", "例": "例数"}


def suffixed(label: str, q: Quantity, *, made: bool) -> str:
    """The label with the word for its measure, when it names only the thing."""
    if not label or MEASURE.end(label):
        return label
    core = core_of(q.unit)
    if q.kind == "count":
        return label + _COUNT_WORD.get(core, "数量")
    if made and core in AREAS:
        return label + "面积"
    if made and core in LENGTHS:
        return label + "里程"
    return label


@lru_cache(maxsize=128)  # the words around one figure are asked for by many rules in turn
def cut(phrase: str) -> str:
    """A phrase without blanks and without the words of manner at either end."""
    phrase = strip_manner(phrase.replace("\x00", "").replace(" ", "").replace("\n", ""))
    if "简称" in phrase or "下同" in phrase:
        phrase = _CALLED.sub("", phrase)
    if phrase.startswith("（") and "）" not in phrase:
        phrase = strip_manner(phrase[1:]).removeprefix("含")
    while phrase[-1:] in _TAILS and (found := _TAIL.search(phrase, max(0, len(phrase) - 2))):  # none is longer
        if found[0] in ("水平", "任务") or found.start() == 0:
            break
        phrase = phrase[: found.start()]
    if phrase.endswith("）") and "（" not in phrase:
        phrase = phrase[:-1]
    return phrase.strip("，、；：")


_CALLED = re.compile(r"（(?:以下)?(?:统|简)称[^（）]{1,16}）|（下同）")
# 实现重点区域全覆盖、每万人拥有基站数: what stands before the mark is a promise of its own
_DONE_FIRST = re.compile(r"^[^，。；]{0,30}(?:全覆盖|清零|零增长|负增长|全部达标|基本消除)[、，](?=[^，。；]{3})")
_HALF_NOUN = re.compile(r"[业率度力性型化筑材档议制意]|区(?!级|域|内)|体(?!系|育)|员(?!工)")


@lru_cache(maxsize=128)
def from_subject(raw: str, *, told: bool) -> tuple[str, str, str]:
    """(scope, verb, noun) of the words before a figure. `told`: a predicate such as 达到 follows, so that the noun is
    a subject and its first word is hardly ever a verb (服务业增加值达到…)."""
    phrase = cut(raw)
    if "每" in phrase:
        phrase = _PER_BEHIND.sub(r"\g<per>\g<what>", phrase)
    if not told and SCOPE.fullmatch(phrase) and not phrase.endswith("级"):
        return phrase, "", ""
    scope, phrase = split_scope(phrase)
    if phrase.endswith("完成") and MEASURE.end(phrase, before=len(phrase) - 2):
        phrase, told = phrase[:-2], True  # 生产总值完成300亿元
    phrase = cut(_DONE_FIRST.sub("", phrase) if told else phrase)
    if told and (MEASURE.end(phrase) or not phrase):
        return scope, "", phrase
    verb, noun = split_verb(phrase)
    if not noun and verb and not MEASURE.end(verb):
        return scope, verb, ""
    if (told and verb in _NOUN_LIKE) or (verb and not noun):
        return scope, "", phrase
    if verb and noun and _HALF_NOUN.match(noun):  # 服务|业, 创新|型: the verb is half a noun
        return scope, "", phrase
    inner, noun = split_scope(noun) if verb else ("", noun)
    return scope or inner, verb, cut(noun) if verb else noun


_NOUN_LIKE = frozenset(
    words(
        "服务 投资 生产 发展 培训 治理 保护 研发 监测 覆盖 创新 融资 上市 利用 创 建 绿化 培养 供应 消费",
        "认证 公共 支持 转移 保障 授权 接待 生产 突破 采购",
    )
)


def with_verb(verb: str, noun: str) -> str:
    """清理…机构: the verb stays in the label; 打造…项目: it goes."""
    if (
        not verb
        or not noun
        or verb in CREATING
        or all(part in CREATING for part in re.split(r"[、和及与并/]|以及", verb))
    ):
        return verb + noun if verb == "续建" and noun.startswith("项目") else noun  # 续建项目, not 新建项目
    return noun if noun.startswith(verb) else verb + noun


def from_object(verb: str, head: str, post: str, q: Quantity) -> str:
    """The label from the noun behind the figure, its deed put in front: 完成13个小区改造 → 完成改造的小区.

    `head` is what stands between verb and figure (对全市…, 组织企业与…).
    """
    if head in KNOWN and verb == "完成":
        verb, head = head, ""  # 完成改造12个小区
    post = post.removeprefix("的")
    thing = cut(_LIST_GAP.sub("、", _without_conditions(post))) or cut(post)
    if (head.startswith(("对", "为")) or head.endswith("对")) and (found := _RECEIVES.match(thing)):
        return f"接受{found['deed']}的{found['thing']}"
    if (meets := _MEETING.match(verb + head)) and (found := _DEED.match(thing)):
        return f"{meets['who']}{found['deed']}{found['thing']}"
    if head.endswith(("与", "同", "和")) and (found := _TOGETHER.match(thing)):
        return f"{found['deed']}的{found['thing']}"  # 与20家企业开展合作
    if (found := _REALIZES.match(thing)) and not _ONLY_QUALIFIES.search(found["thing"]):
        return f"{found['deed']}的{found['thing']}"
    if found := _SERVES_AS.match(thing):
        return found["thing"]
    if (
        verb in ("完成", "支持", "启动", "实施", "推进", "推动", "组织")
        and q.kind == "count"
        and (found := _DEED.match(thing))
    ):
        does = "" if verb in ("推动", "推进", "组织", "实施") else verb
        if inside := _INSIDE.match(found["thing"]):  # 12个小区供水管网改造
            return f"{does}{inside['what']}{found['deed']}的{inside['inst']}"
        return f"{does}{found['deed']}的{found['thing']}"
    if q.kind == "count" and verb in _HELPS and (found := _HELPED.match(thing)):
        thing = found["thing"]
    if q.kind == "count" and verb in ("", "加快", "推进", "推动", "加快推进") and (found := _BOTH_BUILT.match(thing)):
        thing = found["thing"]
    if found := _WORK.match(thing):
        thing = found["thing"]
    if q.kind == "amount" and core_of(q.unit) in LENGTHS:
        thing = _OPENED.sub("", thing) or thing  # 80公里绿道全线贯通
    if fund := _FUND.match(thing):
        thing = fund["fund"]  # 10亿元专项奖补资金支持企业转型
    if q.kind == "count" and (such := _SUCH.match(thing)):
        thing = such["thing"]
    return with_verb(verb, thing)


def _without_conditions(post: str) -> str:
    """家年收入超100万元的企业: the noun behind a figure without how large each must be."""
    return _CONDITION.sub(r"\g<trade>", post, count=8) if _SIZE.search(post) else post


def per_head(label: str, unit: str) -> str:
    """每千人口托位数达到4.5个: the unit is 个/千人."""
    found = _PER_HEAD.match(label)
    if not found or "/" in unit or not unit or unit in ("%", "‰"):
        return unit
    who = {"户": "户"}.get(found["who"] or "", "人")
    return f"{unit}/{found['base'].rstrip('名')}{who}"


def carried(label: str, last: str, thing: str) -> str:
    """A label that leaves its head to the clause before: 占比, 其中市区, 平均增速."""
    if not label:
        return last
    if label == last:
        return label
    bare = BARE_MEASURE.match(label) is not None
    if bare and last and BARE_MEASURE.match(last):
        return label  # 年均增长率…，产值…: neither owns the other
    if bare:
        owner = _PACE_TAIL.sub("", entity(last)) or thing
        if label in _WHOLE and MEASURE.end(owner):
            return owner  # 生产总值增速达到6%，总量达到800亿元
        owner = _SO_LARGE_ONES.sub("", owner) or owner
        if label not in last and not label.startswith("占") and not PACE.end(label) and not RATE.end(label):
            owner = _OWN_AMOUNT.sub("", owner) or owner  # 服务业增加值…，投资…
        if (again := owner.rfind(label)) >= 0:  # 总量…，增速…，总量…: back to the first, else the name grows for ever
            owner = owner[:again]
        if "产" in label:
            owner = re.sub(r"(?:播种|种植|养殖)(?:面积)?$|面积$", "", owner)
        if "栏" in label:
            owner = _HERD.sub("", owner)
        return owner if owner.endswith(label) else owner + label
    if label.startswith("占") and last:
        owner = _PACE_TAIL.sub("", entity(last))
        return (owner[: owner.rfind(label)] if label in owner else owner) + label
    if found := _PLACE_BEHIND.match(label):
        return found["part"] + found["label"]
    if (found := _PLACE_PART.match(label)) and last:
        if found["part"] in last[:4]:
            return f"{last}（{label}）"
        start = last.find(thing) if thing else -1
        head = _PLACE_HEAD.sub("", last, count=1) if start <= 0 else last[start:]
        return found["part"] + _MODIFIER.sub("", head, count=1).removeprefix("以上")
    return label


_SO_LARGE_ONES = re.compile(r"^.{2,16}\d[\d.]*[\u4e00-\u9fff]{1,4}(?:以上|以下)的(?=[^的]{3})")  # 面积200亩以上的示范园
_WHOLE = ("总量", "规模", "总额", "总规模", "总数")
_OWN_AMOUNT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:增加值|总产值|产值|总收入|税收|营业收入|销售额|(?<!完成)投资)$")


def entity(label: str) -> str:
    """What a label measures: 物流企业数量 → 物流企业."""
    if label.endswith(("数量", "场次", "次数", "人数")) or (len(label) > 4 and label.endswith(("面积", "里程"))):
        return label[:-2]
    return label


# A、B排放量减少10% speaks of each: nobody adds tonnes of different things.
_EMITTED = re.compile(r"^[^、]{1,12}(?:、[^、]{1,12}){1,4}(?:排放量|排放总量|排放强度|浓度|使用量|用量|施用量)$")


_PACED = re.compile(r"^(?P<list>.+?)(?P<pace>(?:年均|平均|年)?(?:增长率|增速|增幅))$")


def shared(label: str) -> list[str]:
    """The rows of one label that names several measures: 备案率和签约率 → two; A及B达成率 → one."""
    parts, begin = [], 0
    if _EMITTED.search(label) and not re.search(r"业(?:、|$)|[和与及]", label):
        return each_of(label, None)
    if paced := _PACED.match(label):
        amounts = [item for item in _PARTS.split(paced["list"]) if item]
        if 2 <= len(amounts) <= 4 and all(MEASURE.end(item) and not RATE.end(item) for item in amounts):
            return [item + paced["pace"] for item in amounts]  # 接待量和旅游收入年均增长率
    for mark in _PARTS.finditer(label):
        if RATE.end(label, since=begin, before=mark.start()) and mark[0] != "，":
            parts.append(label[begin : mark.start()])
            begin = mark.end()
    parts.append(label[begin:])
    return parts if len(parts) > 1 and all(RATE.end(part) and len(part) > 2 for part in parts) else [label]


def shared_growth(label: str) -> list[str]:
    """零售总额、固定资产投资增长4%: each of a list of amounts grows so.

    >>> shared_growth("零售总额、固定资产投资"), shared_growth("工业和服务业")
    (['零售总额', '固定资产投资'], ['工业和服务业'])
    """
    amounts = [item for item in _PARTS.split(label) if item]
    each = 2 <= len(amounts) <= 4 and all(MEASURE.end(item) and len(item) > 2 for item in amounts)
    return amounts if each and not any(RATE.end(item) for item in amounts) else shared(label)


def each_of(label: str, count: int | None) -> list[str]:
    """The rows of a list that shares its head: 粮食、蔬菜产量 → 粮食产量, 蔬菜产量. `count`: how many there must be.

    Returns the label alone when the list does not come out.
    """
    if count == 2 and "城乡" in label:
        return [label.replace("城乡", "城镇", 1), label.replace("城乡", "农村", 1)]
    if found := re.match(r"^(?:第)?一、?(?:第)?二、?(?:和)?(?:第)?三(?P<rest>(?:次)?产.*)$", label):
        return [f"第{n}{found['rest']}" for n in "一二三"] if count in (3, None) else [label]
    items = [item for item in _PARTS.split(label) if item]
    if len(items) < 2 or (count is not None and len(items) != count):
        return [label]
    last = items[-1]
    if (level := _LEVEL.match(last)) and all(item.endswith("级") for item in items[:-1]):
        return [item + last[level.end() :] for item in items[:-1]] + [last]  # 国家级、省级、市级龙头企业
    if not MEASURE.end(last):
        return items
    return [_with_head(item, last) for item in items[:-1]] + [last]


_DOES_SO = re.compile(r"接待|带动|吸纳|新增|引进|培训|惠及|完成|发放|签约")
_MEASURE_WORD = re.compile(
    r"(?:(?:播种|种植|养殖)面积|总产值|总产量|产量|产值|增加值|零售额|销售额|总额|营业收入|可支配收入|收入|数量|面积|投资额|规模|增速|比重|占比|排放总量|排放量|使用量|用量|浓度|床位数|人数|个数)$"
)
_MEASURE_TAIL = re.compile(
    r"(?:占[^、和]{2,12}(?:比重|比例)|[^、和]{0,2}?(?:覆盖率|普及率|完成率|达标率|增长率|合格率|入学率|参保率|利用率|处理率|产量|产值|增加值|总产值|零售额|销售额|总额|营业收入|收入|数量|面积|投资额?|规模|增速|比重|占比|率|额|量|值|水平|能力|数))$"
)


def _with_head(item: str, last: str) -> str:
    if (pace := _PACE_TAIL.search(last)) and pace.start() and MEASURE.end(item):
        return item + pace[0]
    if _DOES_SO.match(item) and len(item) > 3:
        return item  # 接待旅客、旅游收入
    if MEASURE.end(item) and len(item) > 2:
        return item
    if (modifier := _MODIFIER.match(last)) and len(item) <= 4:
        return item + last[modifier.end() :]
    if (tail := _MEASURE_WORD.search(last, 1)) is not None:
        return item + tail[0]
    tail = _MEASURE_TAIL.search(last)
    while tail and tail.start() == 0 and len(last) > 2:
        tail = _MEASURE_TAIL.search(last, 1)
    return item + tail[0] if tail else item
