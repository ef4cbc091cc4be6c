"""Counts of what a document holds, of the ground that something covers, of the kinds that things fall into."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.reasons import ends_with_verb
from guatu.core.text.excused import Excused
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
# 《方案》共分为5部分，提出14项促进措施; 涉及34个牵头单位; 一、办公室牵头工作（8项）
_OF_A_DOCUMENT = re.compile(
    r"(?:《[^《》]{2,60}》|方案|规划|计划|意见|办法|清单|通知|文件|条例|纲要|正文|全文|本(?:部分|章|节|文|轮|次))[^，。；]{0,12}$"
)
_MADE_UP_OF = re.compile(
    r"(?:共|总共|一共|全文|正文|主要|内容|合计)*(?:分(?:为|成|作|设)?|由|包括|包含|含|涵盖|涉及|设|设有|设置|提出|列出|列明|明确|部署|细化(?:为|成)?|分解(?:为|成)?|梳理(?:出|为)?|形成|聚焦|围绕|从|有|共|共有|共计)(?:了|出)?(?:[^，。；\d]{0,40}(?:等|这|和))?(?:[一二三四五六七八九十\d]{1,3}个?(?:大|方面)?(?:部分|章|节|条|款|篇|方面|板块|层面)[、，]?){0,3}$"
)
_PARTS_OF_TEXT = re.compile(
    r"(?:大|个大|方面)?(?:部分|章节|板块|篇章|附件|附录|专栏|段落|附表)(?:内容|构成|组成)?(?:$|[，。；、）：和及与\d]|提出|明确|部署|作出|发力|着手|入手)"
)
_ARTICLES = re.compile(r"(?:章|节|条|款|篇|项|个)(?:具体)?(?:内容|构成|组成)?(?:$|[，。；、）：和及与\d])")
_ASPECTS = re.compile(r"(?:个|大)*(?:维度|层面|方面(?!军))")
_BIG = re.compile(r"大(?:[\u4e00-\u9fff]{1,8})")
_BEHIND_PARTS = re.compile(
    r"[一二三四五六七八九十\d]{1,3}个?(?:大|方面)?(?:部分|章节?|方面|板块|层面|维度|领域)[、，]?$"
)
_NAMES_WHOM = re.compile(r"(?:涉及|涵盖|覆盖|包括|包含)(?:全[市省区县])?(?:了)?$")
_DOCUMENT_DEEDS = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:措施|举措|政策|对策|意见|建议|条款|要点|要求|事项|指标|任务|机制)(?:任务|要求|清单)?(?:$|[，。；、）：和及与])"
)
_ANSWERING = re.compile(
    r"(?:个)?(?:市直|县直|区直|省直|相关|有关|主要)?(?:牵头|责任|配合|参与|协同|协办|主责|承办|成员|落实|主办)(?:单位|部门|科室|处室)(?:$|[，。；、）：和及与]|的)"
)
_UNDER_A_HEADING = re.compile(
    r"(?:工作|任务|事项|措施|举措|内容|目标|指标|方面|类|单位|部门|问题|清单|项目)（(?:共|共计)?$"
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
    r"[^，。；、（\d]{1,20}?(?:(?<!其)中|范围内|当中|之中)(?![心学小医药国介型试等央部华转欧高草职层期秋])(?:，?(?:已)?有|[^，。；\d]{2,30}?)\d"
)
_DEEDS_MEANT = re.compile(r"(?:为民|民生|惠民|利民|便民|重点|重大|好|工作){0,3}(?:实事|好事)")
_DOES_THEM = re.compile(r"(?:办好|办实|办成|完成|抓好|做好)[^，。；]{0,12}$")
_MEASURES_MEANT = re.compile(r"(?:硬|刚性|具体|重点|若干)(?:措施|举措|要求)(?:$|[，。；、）])")
_SERVED = re.compile(r"[^，。；、\d]{2,20}(?:提供|开展|举办|组织|配送)(?:不少于|至少|超过)\d")
_COUNT_NEXT = re.compile(r"\d{1,5}[个件项条种]")

OF_THE_TEXT = [
    "《方案》共分为5部分，提出14项促进措施。",
    "《行动方案》分为6个部分，分别为主要目标、重点任务和保障措施。",
    "聚焦数字赋能、两业融合、主体培育、平台提升、品牌塑造、能力提升6个维度，提出14项促进措施。",
    "围绕8大产业，提出28项重点工作举措。",
    "《任务分解》明确133项具体任务，涉及34个牵头单位。",
    "细化15项具体任务，涉及10个责任单位，共21个责任部门。",
    "一、管委会牵头工作(8项)",
    "二、重点任务（共12项）",
    "《若干措施》共6章28条，涵盖4个方面。",
    "本规划由正文和3个附件组成，分9个章节。",
    "全文分为五个部分、十二条。",
    "《意见》从4个层面提出20条政策措施。",
    "《通知》涉及12个部门，提出8方面36条举措。",
    "文件明确了6大任务、21条具体措施。",
    "坚持5个维度同步推进。",
    "《方案》提出28项重点举措、120项任务。",
    "《行动计划》共8个部分，明确32项重点任务、96条措施。",
    "本方案包括三大行动、18项任务。",
]
NOT_OF_THE_TEXT = [
    "建设2个部门协同平台。",
    "设立3个部门联络点。",
    "新建农村道路3条，共涉及2个村。",
    "推出政策措施20条以上。",
    "制定10条惠企政策。",
    "推动4部影片上映，引进3部设备。",
    "组建20个牵头单位专班。",
    "开展6个方面专项整治，整治问题30个。",
    "打造5个方面军。",
    "建成3条生产线，涉及企业12个。",
    "完成28项重点工程、120项任务。",
    "提出创新举措，办结120项任务。",
]  # each promises something


def not_counted(before: str, after: str, q: Quantity) -> Excused | None:
    """Counts of what the document holds, of the ground that something covers, of the classes that things fall into."""
    if q.kind in ("count", "bare") and _tells_of_the_text(before, after, q):
        return Excused.OWN_CONTENTS
    if q.kind == "bare" and _BIG.match(after):
        return Excused.CLASSES  # 实施8大行动
    if q.kind != "count":
        return None
    if _PARTS_OF_WORK.match(after) and _FOR_PARTS.search(before):
        return Excused.OWN_CONTENTS  # 分解为11项工作目标和138项工作任务; 目标分解（11项）
    if _CONTENTS.match(after) and _HOLDS.search(before):
        return Excused.OWN_CONTENTS
    if _sums_up(before, after, q):
        return Excused.CLASSES
    if not q.after and _LISTED_ITEMS.match(after) and _LISTED.search(before):
        return Excused.OWN_CONTENTS
    if _OFFERED_THERE.match(after):
        return None  # 在250家服务中心提供儿科诊疗: nothing else is counted
    if "在" in before and _AT_PLACE.search(before) and not ends_with_verb(before.rstrip()):
        return Excused.GROUND
    if _MEASURES_MEANT.match(after) or (_DEEDS_MEANT.match(after) and not _DOES_THEM.search(before)):
        return Excused.OWN_CONTENTS  # 落实十五条硬措施; 为民兴办10件实事, but not 办好9件实事
    if _SERVED.match(after):
        return Excused.GROUND  # 460个文化室提供不少于2300场活动
    if _AMONG.match(after):
        return Excused.GROUND  # 8个断面中水质优良比例达到25%: out of so many
    return Excused.CLASSES if q.unit.endswith("类") and _COUNT_NEXT.match(after) else None


def _tells_of_the_text(before: str, after: str, q: Quantity) -> bool:
    """What a document is made of and whom it names: parts, articles, measures, units that answer."""
    rest = q.unit.removeprefix("个") + after if q.unit in _TEXT_UNITS else after
    if _ANSWERING.match(rest) and not _ADDS_UNITS.search(before):
        return True
    if after.startswith("）") and q.unit in ("项", "条", "个", "件") and _UNDER_A_HEADING.search(before):
        return True
    if q.after:
        return False
    if _ASPECTS.match(rest) or (_NAMES_WHOM.search(before[-8:]) and _OF_A_DOCUMENT.search(before)):
        return True
    if _ARTICLES.match(rest) and _MADE_UP_OF.search(before):
        return bool(_OF_A_DOCUMENT.search(before) or _BEHIND_PARTS.search(before))
    if _PARTS_OF_TEXT.match(rest) and _MADE_UP_OF.search(before):
        return True
    if not _DOCUMENT_DEEDS.match(after):
        return False
    held = _HOLDS.search(before[-8:]) or _BEHIND_PARTS.search(before[-12:]) or _HELD_BESIDE.search(before[-40:])
    return bool(held or (_MADE_UP_OF.search(before) and _OF_A_DOCUMENT.search(before)))


# 提出28项重点举措、120项任务; 明确32项任务、96条措施: the second stands beside what the document holds
_HELD_BESIDE = re.compile(
    r"(?:提出|设置|设定|细化|部署|明确|确定|列出|分解|包括|包含)(?:了|为|出)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[项个条]|大)(?:主要|重点|具体|核心|关键|专项|政策|改革|工作)*(?:举措|措施|任务|行动|工程|目标|方面|事项|指标|意见)[、和及与]$"
)
_TEXT_UNITS = ("部分", "章", "节", "条", "款", "篇", "个", "大", "项")
_ADDS_UNITS = re.compile(r"(?:新增|增加|明确|确定|落实|压实)$")


_SPLIT_CLAUSES = re.compile("[，；：]")


def _sums_up(before: str, after: str, q: Quantity) -> bool:
    """A、B等4个重点领域: the figure only says how many names stand before it."""
    names = _SPLIT_NAMES.split(_SPLIT_CLAUSES.split(before)[-1])
    if q.after or (len(names) < 2 and not names[-1].endswith("等")):
        return False
    if len(names) == q.value and _SCHEMES.match(after):
        return True  # 构建A、B、C3个体系
    return bool(_KINDS.match(after)) and (names[-1].endswith("等") or len(names) == q.value)
