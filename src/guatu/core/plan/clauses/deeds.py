# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Clauses without figures: milestones (a dated deliverable) and actions (everything else that will be done).

A clause becomes a milestone when it is dated and its verb delivers something that is there or is not: 建成, 制定出台,
完成…建设. Words of degree (提升, 推进, 显著增强) deliver nothing that could be ticked off, whatever their date.
"""

from __future__ import annotations

import re

from guatu.core.plan.clauses.lexicon import strip_manner
from guatu.core.plan.clauses.subjects import cut

_DELIVERS = (
    "建成|建立|建设|新建|改建|扩建|改造|打造|创建|创成|争创|设立|成立|组建|搭建|制定|出台|印发|编制|修订|发布|公布|完成|竣工|开工|投产|投用|投入使用|投入运营|投运|启用|上线|运行|试运行|开通|通车|贯通|"
    "挂牌|获批|认定|举办|召开|启动|形成|具备|实施完成|交付|验收|签订|签署|落成|建好|开园|开业|开街|开放|实现|取消|关停|淘汰|消除|清零|全面执行|实施[^，；]{2,16}制度|完工|主体封顶|封顶|并网|列入|纳入|入选|通过|取得|推出|开发|筹建|构建"
)
_OWN = re.compile(rf"^(?:{_DELIVERS})|(?:{_DELIVERS})[^，；]{{0,30}}$")
_BARE = re.compile(rf"(?:基本|全面|全部|正式)?(?:{_DELIVERS}){{1,2}}")
_HEAD = re.compile(
    r"^(?:基本|全面|全部|初步|率先|高标准|高质量)?(?:制定出台|建成|新建|改建|扩建|改造|创建|创成|设立|成立|组建|搭建|制定|出台|印发|编制|修订|发布|完成|竣工|开工建设|开工|投产|投用|启用|上线|开通|获批|挂牌|启动建设|具备|建立健全|构建)|^[^，；]{2,24}(?:基本清零|全部(?:实现|建成|完成|达到|消除)[^，；]{2,24}|完成[^，；]{2,20}(?:改造|退出|整治|搬迁|淘汰))$"
)
_CLEARED = re.compile(r"(?:基本|全面|全部|彻底)(?:淘汰|消除|关停|取缔)")
_REALIZED = re.compile(
    r"(?:基本|全面|全部|初步)?实现[^，；]{2,40}(?:全覆盖|清零|互联互通|达标|联网|并网|贯通|零突破|碳达峰|碳中和)$"
)
_ACHIEVED = re.compile(r"(?:目标|任务)(?:如期|全面|全部|基本|按期)*(?:实现|完成|达成)$")
_CAUSES = re.compile(r"^(?:推动|推进|促进|争取|确保|力争|支持|实现|保障|推动实现)")
_CAUSED = re.compile(
    r"(?:建设|设立|成立|建成|建立|投产|投用|投运|落地|开工|竣工|通车|开通|上线|挂牌|获批|完工|运营|运行|验收|出台|并网|入驻|启用|落户|落成)(?:(?:[^，；]{2,20}(?:中心|站|所|院|平台|基地|园|区|工程|项目|机构|公司|实验室|飞地|体系))|$)"
)
_DEGREE = re.compile(
    r"(?:显著|明显|大幅|稳步|不断|持续|进一步|逐步|有效|更加|日益|全面|较大|更)(?:提升|提高|增强|改善|优化|健全|完善|加强|扩大|壮大|提高|深化|夯实|巩固|领先|丰富|激发|释放|彰显|凸显|加快|增长|进步|协调|合理|充分|高效)|"
    r"(?:重大|积极|明显|显著|突破性|新|实质性)(?:进展|突破|成效|进步|成果|提升)|^(?:提升|提高|加强|增强|推进|促进|深化|优化|激发|强化|扩大|加大|巩固|持续|丰富|营造|做好|落实|发挥|拓展|壮大|发展|培育|引导|鼓励|加快|完善|健全|探索|支持|带动|助力|统筹)(?!.*(?:建成|完成))"
)
_STATE = re.compile(
    r"(?:发展|融合|提升|提高|增强|衔接|联动|提质|增效|转型|升级|互通|共享|协同|活力|水平|能力|质量|效能|环境|进展|格局|(?<!全)覆盖|突破|态势|机制运行)$"
)
_IDEOLOGY = re.compile(
    r"(?=[以坚全深认学贯落领紧围完高牢增胸锚立])"  # what a creed can begin with
    r"(?:^(?:坚持)?以.{2,60}为(?:指导|主题|主线|引领|统领|根本|遵循|纲领|宗旨|旗帜|出发点)|^(?:全面|深入|认真|坚决)*(?:学习)?(?:贯彻|学习|落实|领悟)[^，；]{0,60}(?:精神|思想|重要(?:讲话|指示|论述|批示)|理念|决策部署|要求|战略|大局观|方针)|"
    r"^(?:紧紧)?围绕[^，；]{2,40}(?:主线|主题|大局|定位|使命)$|^(?:完整、准确、全面|坚持)[^，；]{0,40}(?:理念|总基调|方针|原则|领导)$|^(?:高举|牢记|增强“|坚定|胸怀|锚定|立足新)[^，；]{2,50}$)"
)
_LEADIN = re.compile(
    r"^(?:围绕|聚焦|针对|立足|结合|依托|通过|采取|按照|根据|依据|以|为|在|从|对照|紧扣|面向|随着|坚持|借助|利用|用好|抢抓|发挥|充分发挥|把握|遵循|本着|鉴于|依法|除|经|由|对于|关于|与)"
)
_LEADIN_TAIL = re.compile(
    r"(?:方式|形式|载体|基础|基础上|原则|要求|领域|契机|抓手|主体|核心|重点|牵引|引领|主线|主题|指导|目标|支撑|依托|导向|机遇|优势|资源|等|中|下|上|时|平台|需求|实际|作用|任务|前提|保障|动力|突破口|着力点|切入点|关键|方面|过程|情况下|名义|环节|标准|政策|条件|特色|规律|思路|路径|模式|渠道|手段|措施|力量|精神|部署|单位|为主|先导|试点)$"
)
_FOCUS = re.compile(r"^(?:聚焦|围绕|针对|立足|紧扣)[^，；]{2,40}$")
_PURPOSE = re.compile(
    r"^为[^，；]{2,60}(?:奠定|提供|打下|注入|增添|作出)[^，；]{0,12}(?:基础|支撑|动力|保障|活力|贡献)$"
)
_EMPTY = re.compile(
    r"^(?:具体(?:如下|为|是)?|如下|其中|主要包括|包括|一是|二是|三是|四是|五是|主要目标(?:是|如下)?|重点抓好.{0,12}(?:工作|任务)|原则上|此外|同时|各地各部门|附件.*|注|备注)$"
)
_OF_ITSELF = re.compile(
    r"^(?:特|现|研究|我们|我市|我省|我县|我区)?(?:制定|编制|提出|形成)(?:本|此|如下|以下)(?:专项)?(?:行动|实施|工作)?(?:计划|方案|规划|意见|办法|措施|细则|清单|纲要|目标)?$"
)
_AGE = re.compile(
    r"^(?=.*[年期段]$)[^，；]{0,16}(?:是|为)[^，；]{0,50}(?:\d{1,3}周年|时期|阶段|开局之年|关键之年|收官之年|之年|机遇期|攻坚期|窗口期|关键期|重要一年|一年)$"
)
_PREDICATE = re.compile(
    r"推|提|加|建|完|实|开|支|鼓|引|培|打|优|强|落|健|深|发|促|扩|制|组|举|构|增|整|统|探|做|争|保|创|改|壮|营|破|降|减|防|严|抓|盘|培|形|设|拓|延|巩|稳|用|规|畅|释|激|积|申|编|依|清|修|治|化|对|向|将|把|让|使|成|取|得|确|负|全|高|进|出|上|下|合|联|带|助|服|供|筹|选|聚|突|着|夯|彰|传|弘|讲|办|配|倡|管|监|执|查|督|考|评|宣|培|教|惠|帮|扶|救|护|养|接|衔|融|绿|种|养|竣工|交付|验收|签约|通车|贯通|投产|达产|挂牌"
)


def is_milestone(clause: str, *, own_date: bool) -> bool:
    """Whether a dated clause delivers something that can be ticked off. `own_date`: the date stands in the clause itself;
    an inherited date needs a plainer verb.

    >>> is_milestone("制定出台实施意见", own_date=False), is_milestone("进一步激发市场活力", own_date=False)
    (True, False)
    """
    phrase = clause.replace("\x00", "")
    bare = cut(phrase)
    plain = bare if bare else strip_manner(phrase)
    said = phrase.lstrip("，、 ")
    if _CLEARED.match(said) or (own_date and (_ACHIEVED.search(phrase) or _REALIZED.match(said))):
        return True
    causes = _CAUSES.match(phrase.lstrip("，、并基本同时再 "))
    if causes and not _HEAD.match(plain):
        return bool(_CAUSED.search(plain)) and not _STATE.search(plain)
    if _HEAD.match(plain):
        return not _STATE.search(plain) or plain.startswith(("完成", "建成", "编制", "制定", "出台", "印发"))
    if not own_date:
        return False
    if _DEGREE.search(plain) or _STATE.search(plain):
        return False
    return bool(_OWN.search(plain))


def is_ideology(clause: str) -> bool:
    """以…为指导, 深入贯彻…精神: the plan's creed, nothing that a unit could close out."""
    return _IDEOLOGY.match(clause.replace("\x00", "")) is not None


def is_lead_in(clause: str) -> bool:
    """围绕…领域, 通过…方式: says how or where, and waits for its verb in the next clause."""
    bare = clause.replace("\x00", "").strip()
    if _LEADIN.match(bare) and (_LEADIN_TAIL.search(bare) or _FOCUS.match(bare)):
        return True
    return bare in ("其中", "同时", "此外", "到期")


def is_bare_deed(clause: str) -> bool:
    """开工, 建成投用: a verb that delivers and nothing else; a date before it says when."""
    return bool(_BARE.fullmatch(clause.replace("\x00", "").strip("，、 ")))


def is_empty(clause: str) -> bool:
    """A clause that only connects or praises: 其中, 具体如下, 为…奠定坚实基础."""
    bare = clause.replace("\x00", "").strip("，、 ")
    return len(bare) < 3 or bool(
        _EMPTY.match(bare)
        or (bare[0] == "为" and _PURPOSE.match(bare))
        or _OF_ITSELF.match(bare)
        or (("是" in bare or "为" in bare) and _AGE.match(bare))
    )


def says_nothing(clause: str) -> bool:
    """Whether there is no verb in it at all; a bare noun is a title or a cell of a table."""
    bare = clause.replace("\x00", "")
    return len(bare) < 4 or not _PREDICATE.search(bare)
