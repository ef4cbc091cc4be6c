# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Units as an open class: what is counted or measured, written after a figure.

A list of known units loses a fifth of real plans' values. So the lists below only help to tell where a unit ends; a
word that stands between a figure and the end of its phrase is a unit, whatever it is (`open_unit`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAGNITUDE = r"(?:万亿|千亿|百亿|十亿|亿|百万|千万|十万|万|千(?![米瓦克伏卡])|百)"

MONEY = "美元|欧元|港元|日元|元人民币|元"
LONG_MEASURES = (
    "吨标准煤|吨标煤|载重吨|标立方米|平方公里|平方千米|平方米|立方米|千瓦时|千伏安|兆伏安|微克每立方米|微克|毫克|"
    "公里|千米|厘米|毫米|海里|公顷|公斤|千克|千瓦|兆瓦|吉瓦|千伏|小时|分钟|毫秒|工作日|摄氏度|分贝|标准箱|标箱|平米|立方|"
    "人公里|吨公里|英寸|卡路里|千卡|马力|毫升|车公里|机时|核时|卡时"
)
SHORT_MEASURES = (
    "周(?![年岁边围期末日一二三四五六刊报长])|吨|亩|米|克|斤|瓦|伏|升|兆|度|秒|天|岁|倍|成|番|方(?![面案式向法针位])"
)
LONG_COUNTERS = (
    "个百分点|百分点|个工作日|个月|人次|户次|场次|班次|架次|车次|件次|单次|课时|学时|学位|床位|张床位|名次|标段|"
    "车位|泊位|机位|席位|户籍|批次|对次|家次|个点位|点位|例次|卷次|箱次|期次"
)
CLASSES = "大类|小类|中类"
SHORT_COUNTERS = "个家户项件名人位所座处条款场次宗门支套栋幢台辆艘架列只头匹株棵册部篇期种类班组队对幅间张份枚发颗粒片块根口眼盏节集首本卷站例起单笔羽尾箱车船床桌村镇乡校店岗步对排趟团"
LATIN = (
    "EFLOPS|PFLOPS|TFLOPS|EFlops|PFlops|TFlops|GWh|MWh|kWh|KWh|Tbps|Gbps|Mbps|TEU|GW|MW|kW|KW|kV|KV|TB|PB|GB|EB|"
    "kVA|MVA|km|kg|mg|cm|mm|nm|MPa|P|E|t|m|T|℃|㎡|m2|m3|m²|m³|㎥|km2|km²|hm²|μg|µg|ug|dB"
)
_KNOWN = "|".join(
    (LONG_COUNTERS, CLASSES, MONEY, LONG_MEASURES, SHORT_MEASURES, f"(?!台阶|人[才员均])[{SHORT_COUNTERS}]")
)
_PER = f"(?:/{MAGNITUDE}?(?:{_KNOWN}|年|月|日|天|时|人|户)|每(?:立方米|平方公里|平方米|千人|万人|百人|亩|公里|吨|千克|升|年|日|天))?"
_UNIT = re.compile(
    rf"(?:%|‰|(?:{MAGNITUDE}?(?:{_KNOWN}){_PER})|{MAGNITUDE}?(?:{LATIN})(?![A-Za-z0-9²³])(?:/(?:Nm[3³]|[ck]?m[2²3³]|kg|g|s|h|d|a|t|年|日|L|l|mL|人|亩))?)"
)
# What may follow an open unit: a bound, the end of the phrase, another phrase.
_OPEN = re.compile(
    rf"(?P<unit>{MAGNITUDE}?[\u4e00-\u9fff]{{1,4}}?)(?=以上|以下|以内|左右|上下|及以上|之内|[，。；、）：！？\n]|和|及|$)"
)
_OR_COUNTER = re.compile(rf"（[{SHORT_COUNTERS}段](?:[、/]?[{SHORT_COUNTERS}段]){{0,2}}）")  # 35000台（套）
_MAGNITUDE = re.compile(MAGNITUDE)
_NOT_OPEN = re.compile(r"台阶|左右|上下|[年月日时号级届周版度线路楼层期]|以|余|多|分|强|的|之|则|时|后|前|中|是|等")
_NAMES = re.compile(
    r"年|月|日|时|号|级|届|周年|版|国道|省道|线(?!条)|路(?!公里)|部分|部委|部门|大(?!类|卡)|[环纵横](?![\u4e00-\u9fff]?[个条])|五规划|维|轴"
)

COUNTED = frozenset(SHORT_COUNTERS) | frozenset((*LONG_COUNTERS.split("|"), *CLASSES.split("|")))
_MONEY_ENDS = tuple(MONEY.split("|"))
TIMES = ("小时", "分钟", "工作日", "个工作日", "天", "周", "秒", "毫秒", "个月")
PERCENT = ("%", "‰", "百分点")
AREAS = ("m²", "km²", "hm²", "亩", "公顷", "平方公里", "平方千米", "平方米", "平米", "㎡", "m2", "km2")
LENGTHS = ("公里", "千米", "米", "km", "m")

CORPUS = {
    "亿元": ["亿元以上", "亿元，"], "万个": ["万个。"], "万吨/年": ["万吨/年"], "%": ["%以上"], "个百分点": ["个百分点左右"],
    "公里": ["公里的管网"], "微克/立方米": ["微克/立方米以下"], "吨标准煤/万元": ["吨标准煤/万元"], "万千瓦": ["万千瓦，"],
    "家": ["家国家级企业"], "万人次": ["万人次左右"], "个": ["个以上重点项目"], "万亩": ["万亩粮食生产"], "GW": ["GW，"],
    "μg/m³": ["μg/m³以下"], "mg/kg": ["mg/kg，"], "万m³": ["万m³。"], "km²": ["km²的绿地"],
    "梯次": ["梯次，"], "万羽": ["万羽以上"], "万标箱": ["万标箱"], "PFlops": ["PFlops以上"], "丘块": ["丘块左右"],
}  # fmt: skip
NOT_UNITS = ["年", "月底", "号文件", "级", "届", "G网络", "+N", "A级景区", "版"]


def read_unit(text: str, at: int) -> int:
    """Where the unit that begins at `at` ends; `at` itself when there is none.

    >>> "达到3.3万个以上"[5:read_unit("达到3.3万个以上", 5)]
    '万个'
    """
    if found := _UNIT.match(text, at):
        if not _NAMES.match(text, at):
            return other.end() if (other := _OR_COUNTER.match(text, found.end())) else found.end()
        return at
    if _NAMES.match(text, at):
        return at
    if (found := _OPEN.match(text, at)) and not _NOT_OPEN.search(found["unit"]):
        return found.end("unit")
    if found := _MAGNITUDE.match(text, at):
        return found.end()
    return at


def is_known(unit: str) -> bool:
    """Whether this is one of the units that the lists name, none of the open class."""
    return bool(_UNIT.fullmatch(unit))


@lru_cache(maxsize=512)
def core_of(unit: str) -> str:
    """The unit without magnitude and denominator: 万吨/年 → 吨."""
    bare = unit.split("（")[0].split("/")[0].split("每")[0]
    found = _MAGNITUDE.match(bare)
    return bare[found.end() :] if found and found.end() < len(bare) else bare


def is_money(unit: str) -> bool:
    return core_of(unit).endswith(_MONEY_ENDS)


def is_percent(unit: str) -> bool:
    """Whether the unit is a share of a hundred (%, ‰) or a difference of such shares (个百分点)."""
    return unicodedata.normalize("NFKC", unit).replace(" ", "").removeprefix("个") in PERCENT


def is_amount(unit: str) -> bool:
    """Whether the unit measures money or ground."""
    return is_money(unit) or core_of(unit) in AREAS


def is_counted(unit: str) -> bool:
    """Whether the unit counts things (个, 家, 万户) rather than measures a quantity (亿元, 公里, %)."""
    return core_of(unit) in COUNTED
