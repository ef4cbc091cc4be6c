# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Names that go on from what was said: 省级示范镇1个、示范村2个; 甲区…，乙区…; 其中：区级项目…; 千亿元地级市3个、百亿元县30个.

Each function takes the name that the words of a figure give and the one before it, and gives the name a person can use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guatu.core.plan.clauses.lexicon import MEASURE, NEW, RATE, SCOPE, VERB
from guatu.core.plan.clauses.parts import FigureWords
from guatu.core.plan.clauses.subjects import cut, entity

_LEVEL = re.compile(r"(?:国家|省|市|县|区|自治区|自治州|州|盟|旗|乡镇|镇|村)级")
_NO_PLACE = r"[\u4e00-\u9fff]{0,4}(?:园区|户区|社区|景区|灌区|矿区|库区|小区|校区|片区|街区|厂区)|社区|景区|城区|灌区|矿区|库区|小区|校区|院区|片区|街区|厂区|辖区|林区|牧区|农区|山区|湖区|市区|郊区|新区|示范区|开发区|保护区|度假区|功能区|集聚区|先行区|试验区|合作区|自贸区|超市|上市|城市|都市|夜市|集市|门市|股市|楼市|县市|区县|各县|各区|全县|全区|全市|本市|我市|我县|我区|该县|该市|地区|[东西南北中]部|[\u4e00-\u9fff]{0,4}(?:级|示范|建制|特色|重点|中心|卫星|经济|工业|农业|产业|旅游|文化|历史|美丽|生态|最美|[名强大小重])[\u4e00-\u9fff]{0,3}(?:镇|乡|县|区|市)"
_PLACE = re.compile(
    rf"(?!{_NO_PLACE})[\u4e00-\u9fff]{{1,4}}(?:区|县|市|旗|州|盟|镇|乡|街道)|(?:主城区|中心城区|县城|高新区|经开区|新城)"
)
PLACE_ENDS = ("区", "县", "市", "旗", "州", "盟", "镇", "乡", "街道", "县城", "新城")
_SIZE = re.compile(
    r"^(?P<verb>[\u4e00-\u9fff]{0,6}?)(?P<measure>(?:年|主营业务|营业|旅游|工业|农业|产业)?(?:总?收入|总?产值|销售额|营收|交易额|零售额|增加值|税收|规模))(?P<size>(?:超|过|达)?[十百千万]+亿元?(?:级)?)"
)
_BARE_SIZE = re.compile(r"(?:超|过|达)?[十百千万]+亿元?(?:级)?(?![以左])")
_OWNER = re.compile(
    r"(?P<owner>[\u4e00-\u9fff]{0,6}(?:园区|开发区|高新区|经开区|集聚区|示范区|新区|街道|片区|商圈|港区|景区|县域|镇域))(?:税收|产值|收入|营收|利润|投资|增加值|总产值)"
)
OWNERS = ("园区", "开发区", "高新区", "经开区", "新区")
OWNED = ("固投", "税收", "营收", "利润", "资金", "产值", "投资")
_AWARDED = re.compile(r"基地|园区|中心|平台|街区|景区|小镇|工厂|车间|集群|品牌")  # bare nouns that are awarded a level
_OWN_NOUN = re.compile(r"[\u4e00-\u9fff]{2}")
_FEWEST_SHARED = 2  # signs that two nouns begin with alike

CARRIED = {
    "争创省级示范镇1个、示范村2个，市级示范镇1个、示范村6个。": ["省级示范镇数量", "省级示范村数量", "市级示范镇数量", "市级示范村数量"],
    "创建国家级绿色工厂3家、绿色园区1个。": ["国家级绿色工厂数量", "国家级绿色园区数量"],
    "创建国家级园区1个、基地2个，省级园区3个、基地4个。": ["国家级园区数量", "国家级基地数量", "省级园区数量", "省级基地数量"],
    "创建省级示范园区2个、农民合作社10家。": ["省级示范园区数量", "农民合作社数量"],
    "甲区服务业增加值达到120亿元，乙区达到90亿元。": ["服务业增加值", "服务业增加值"],
    "东山区服务业增加值达到120亿元，西河区达到90亿元，南岭县达到60亿元。": ["服务业增加值", "服务业增加值", "服务业增加值"],
    "全市新增泊位5000个，其中甲区2000个、乙县1500个。": ["新增泊位数量", "新增泊位数量", "新增泊位数量"],
    "甲区、乙区服务业增加值分别达到120亿元、90亿元。": ["甲区服务业增加值", "乙区服务业增加值"],
    "实施项目40个，其中：续建项目25个，新建项目15个。": ["项目数量", "续建项目数量", "新建项目数量"],
    "力争全年园区营收超过50亿元，税收达到3亿元。": ["营收", "税收"],
    "主城区新增泊位2000个，甲县500个。": ["新增泊位数量", "新增泊位数量"],
    "培育旅游收入千亿元地级市3个、百亿元县30个。": ["培育旅游收入千亿元地级市数量", "旅游收入百亿元县数量"],
    "项目65个，年度计划投资87亿元。其中：区级项目27个，年度计划投资27亿元；镇级项目38个，年度计划投资60亿元。": ["项目数量", "年度计划投资", "区级项目数量", "区级项目年度计划投资", "镇级项目数量", "镇级项目年度计划投资"],
    "2026年完成小区改造15个、惠及居民3200户；2027年完成20个、4100户。": ["完成小区改造数量", "惠及居民数量", "完成小区改造数量", "惠及居民数量"],
    "地区生产总值（以下简称GDP）增速实现6%，总量达到800亿元。": ["地区生产总值增速", "地区生产总值"],
    "力争年内园区税收超过20亿元，固投达到8亿元。": ["园区税收", "园区固投"],
    "服务业增加值达到100亿元，投资达到8亿元。": ["服务业增加值", "服务业投资"],
    "全年接待旅客、旅游收入分别增长10%、12%以上。": ["接待旅客", "旅游收入"],
    "地区生产总值、规上工业增加值增速分别达到6%、8%。": ["地区生产总值增速", "规上工业增加值增速"],
    "农机社会化服务体系更加完善，服务覆盖率达85%。": ["农机社会化服务覆盖率"],
    "组织开展好“村晚”等系列文化活动，每年开展活动不少于10场。": ["系列文化活动场次"],
    "完成12个小区供水管网改造。": ["完成供水管网改造的小区数量"],
    "加强与20家企业开展科技合作。": ["开展科技合作的企业数量"],
    "形成30个典型应用场景。": ["典型应用场景数量"],
    "建成5个林果示范基地，机械化率达到60%。": ["林果示范基地数量", "林果示范基地机械化率"],
    "打造3个和美庭院，创建5个和谐小区。": ["和美庭院数量", "和谐小区数量"],
    "创建3个和平社区，建设数据中心和平台2个。": ["和平社区数量", "数据中心和平台数量"],
}  # fmt: skip


def level_carried(label: str, before: str) -> str:
    """省级示范镇1个、示范村2个: the level is that of both, where the nouns are of one kind.

    >>> level_carried("示范村", "省级示范镇"), level_carried("合作社", "省级示范镇")
    ('省级示范村', '合作社')
    """
    level = _LEVEL.search(before[:10])
    if level is None or _LEVEL.search(label):
        return label
    noun = before[level.end() :]
    alike = label[:_FEWEST_SHARED] == noun[:_FEWEST_SHARED] and _OWN_NOUN.match(label)
    bare = _AWARDED.fullmatch(label.removesuffix("数量")) and _AWARDED.fullmatch(noun.removesuffix("数量"))
    return level[0] + label if alike or bare else label


def size_carried(label: str, before: str) -> str:
    """旅游收入千亿元地级市3个、百亿元县30个: what the size is of goes on.

    >>> size_carried("百亿元县", "旅游收入千亿元地级市")
    '旅游收入百亿元县'
    """
    sized = _SIZE.match(before)
    return sized["measure"] + label if sized and _BARE_SIZE.match(label) else label


def stem_carried(label: str, said: str) -> str:
    """农机社会化服务体系更加完善，服务覆盖率达85%: a rate without an owner, whose stem the clause before has with one.

    >>> stem_carried("服务覆盖率", "农机社会化服务体系更加完善"), stem_carried("服务覆盖率", "提升服务能力")
    ('农机社会化服务覆盖率', '服务覆盖率')
    """
    found = _SHORT_RATE.fullmatch(label)
    at = said.find(found["stem"]) if found else -1
    owner = cut(said[:at]) if at > 0 else ""
    return (
        owner + label
        if len(owner) >= _FEWEST_SHARED and not VERB.match(owner) and _ONE_NAME.fullmatch(owner)
        else label
    )


def noun_carried(label: str, said: str) -> str:
    """开展好…等系列文化活动，每年开展活动不少于10场: a bare noun that ends what the clause before named.

    >>> noun_carried("活动场次", "组织开展好“村晚”等系列文化活动")
    '系列文化活动场次'
    """
    noun = entity(label)
    if noun == label or len(noun) != _BARE_NOUN or not said.endswith(noun):
        return label
    named = cut(re.split("[、，的等和]", said)[-1])
    named = cut(named[verb.end() :]) if (verb := VERB.match(named)) else named
    return named + label[len(noun) :] if len(named) > len(noun) else label


_SHORT_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,3})(?:覆盖率|普及率|达标率|完成率|合格率|使用率|参与率)")
_ONE_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z“”]{2,12}")
_BARE_NOUN = 2


def owned_by_place(label: str, before: str) -> str:
    """园区税收超过20亿元，固投达到8亿元: both are of the place.

    >>> owned_by_place("固投", "园区税收"), owned_by_place("固投", "地区生产总值")
    ('园区固投', '固投')
    """
    found = _OWNER.fullmatch(before) if label in OWNED else None
    return found["owner"] + label if found else label


def places_joined(label: str) -> bool:
    """甲县、乙县旅游收入: one figure of two places, each or together?

    >>> places_joined("甲县、乙县旅游收入"), places_joined("粮食、蔬菜产量")
    (True, False)
    """
    joined = _JOINED_PLACES.match(label)
    second = _PLACE.match(label, joined.end()) if joined else None
    return second is not None and second.end() < len(label)


def places_dealt(label: str, count: int | None) -> list[str]:
    """甲区、乙区服务业增加值分别达到…: one row a place; empty where the list does not come out.

    >>> places_dealt("甲区、乙区服务业增加值", 2), places_dealt("粮食、蔬菜产量", 2)
    (['甲区服务业增加值', '乙区服务业增加值'], [])
    """
    places, at = [], 0
    while joined := _JOINED_PLACES.match(label, at):
        places.append(label[at : joined.end()].rstrip("、和及与"))
        at = joined.end()
    last = _PLACE.match(label, at) if places else None
    if last is None or last.end() == len(label) or count not in (None, len(places) + 1):
        return []
    return [place + label[last.end() :] for place in (*places, last[0])]


def kinds_joined(label: str) -> bool:
    """过夜游客和门票收入: people and money under one word of growth.

    >>> kinds_joined("过夜旅客和门票收入"), kinds_joined("进出口总额、实际利用外资"), kinds_joined("城镇和农村居民收入")
    (True, True, False)
    """
    if _PEOPLE_AND_MONEY.match(label) and MEASURE.end(label):
        return True
    return bool(_TWO_SUMS.fullmatch(label))


_PEOPLE_AND_MONEY = re.compile(
    r"[^、和及与]{0,8}(?:客|人次|人数|客流|参保人员|学生|企业|户)(?:和|及|与|、)[^、和及与]{0,8}(?:收入|产值|税收|额|总值|增加值)$"
)


# 进出口总额、实际利用外资: each side names a sum of its own
_TWO_SUMS = re.compile(
    r"[^、和及与（）]{1,8}(?:总额|总值|增加值|总产值|零售额|交易额|销售额|总收入)(?:、|和|及|与)[^、和及与（）]{0,8}(?:投资|外资|内资|税收|收入|贷款|存款|用电量|货运量|产值|额|值)"
)
_JOINED_PLACES = re.compile(rf"(?:{_PLACE.pattern})(?:、|和|及|与)")


def region_of(words: str, last: str) -> tuple[str, str] | None:
    """甲区服务业增加值达到120亿元，乙区达到90亿元: the place, and the name that goes on in it.

    >>> region_of("乙区", "甲区服务业增加值"), region_of("园区", "甲区服务业增加值"), region_of("乙区", "服务业增加值")
    (('乙区', '服务业增加值'), None, None)
    """
    if not last or not _PLACE.fullmatch(words):
        return None
    head = _PLACE.match(last) or SCOPE.match(last)
    if head is None or head.end() == len(last) or last.startswith("级", head.end()) or VERB.match(head[0]):
        return None  # 自治区级绿色工厂, 改造城镇小区
    return words, last[head.end() :].lstrip("的")


def region_again(words: str, name: str) -> tuple[str, str] | None:
    """乙区90亿元 behind 甲区120亿元: one place more, of the same.

    >>> region_again("丙区", "服务业增加值"), region_again("园区", "泊位数量"), region_again("乡镇", "覆盖率")
    (('丙区', '服务业增加值'), None, None)
    """
    return (words, name) if _PLACE.fullmatch(words) and not _KIND_OF_PLACE.fullmatch(words) else None


_KIND_OF_PLACE = re.compile(
    r"乡镇|城镇|村镇|区县|旗县|市县|县区|县市|街道|城市街道|[^，。]{0,2}服务区|[^，。]{0,2}地市|农牧区"
)


def part_named(label: str, whole: Sequence[str], part: str) -> str:
    """其中：区级项目27个，年度计划投资27亿元: what the whole has a row of, the part has one of its own.

    >>> part_named("年度计划投资", ["项目数量", "年度计划投资"], "区级项目")
    '区级项目年度计划投资'
    """
    return part + label if part and label in whole and not RATE.end(label) else label


def part_of(label: str) -> str:
    """What a row behind 其中 names as a part of the whole: 区级项目数量 is of 区级项目."""
    return NEW.sub("", entity(label)) if label.endswith("数量") else ""


def rows_again(parts: Sequence[FigureWords], rows: Sequence[str], units: Sequence[str]) -> bool:
    """2027年完成20个、4100户: figures without nouns, one for each row of the clause before and in its unit."""
    if (
        len(parts) < 2
        or len(parts) != len(rows)
        or [part.q.unit for part in parts] != list(units)
        or len(set(units)) < 2
    ):
        return False
    return all(not cut(part.post) and not MEASURE.end(cut(part.pre)) for part in parts) and len(cut(parts[0].pre)) <= 4
