"""Counts of what a document holds, of the ground that something covers, of the kinds that things fall into."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.reasons import CLASSES, GROUND, OWN_CONTENTS, ends_with_verb
from guatu.core.text.quantities import Quantity

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
    r"[\u4e00-\u9fff]{0,8}?(?:行业|领域|赛道|方向|环节|板块|产业(?![集园基链联研学项工平中示]))(?!项目|工程|平台|试点|标准)|(?:主要|核心|重点)?指标"
)
_SCHEMES = re.compile(r"[\u4e00-\u9fff]{0,4}(?:体系|机制|格局|模式|关系)")
_AT_PLACE = re.compile(
    r"(?:^|[，、；]|工程，)在(?![孵建册岗籍读用库保职]|校(?!园)|产(?!业)|营(?!商)|运(?!河|营|动|城)|园(?!区)|线(?!上)|网(?!上))[^，。；、\d]{0,8}$"
)
_OFFERED_THERE = re.compile(r"[^，。；、\d]{2,20}(?:提供|设置|开设|配备)[^，。；、\d]{2,20}$")
_AMONG = re.compile(
    r"[^，。；、（\d]{1,20}?(?:(?<!其)中|范围内|当中|之中)(?![心学小医药国介型试等央部华转欧高草职层期秋])[^，。；\d]{2,30}?\d"
)
_DEEDS_MEANT = re.compile(r"(?:为民|民生|惠民|利民|便民|重点|重大|好|工作){0,3}(?:实事|好事)")
_DOES_THEM = re.compile(r"(?:办好|办实|办成|完成|抓好|做好)[^，。；]{0,12}$")
_MEASURES_MEANT = re.compile(r"(?:硬|刚性|具体|重点|若干)(?:措施|举措|要求)(?:$|[，。；、）])")
_SERVED = re.compile(r"[^，。；、\d]{2,20}(?:提供|开展|举办|组织|配送)(?:不少于|至少|超过)\d")
_COUNT_NEXT = re.compile(r"\d{1,5}[个件项条种]")


def not_counted(before: str, after: str, q: Quantity) -> str:
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
    if _OFFERED_THERE.match(after):
        return ""  # 在250家服务中心提供儿科诊疗: nothing else is counted
    if "在" in before and _AT_PLACE.search(before) and not ends_with_verb(before.rstrip()):
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
    names = _SPLIT_NAMES.split(re.split("[，；：]", before)[-1])
    if q.after or (len(names) < 2 and not names[-1].endswith("等")):
        return False
    if len(names) == q.value and _SCHEMES.match(after):
        return True  # 构建A、B、C3个体系
    return bool(_KINDS.match(after)) and (names[-1].endswith("等") or len(names) == q.value)
