"""What there already is, or what is only watched: 对已创建的9个试点, 重点跟踪的150家企业, 加强对4个站点的监测.

Such a figure tells how many things are meant. What is done to them may be a promise; how many they are is none.
"""

from __future__ import annotations

import re

from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity

_ALREADY = re.compile(
    r"(?:已经?(?!超额)[\u4e00-\u9fff]{1,8}|(?<!发)现有|原有|既有|在建|在营|在册|在库|存量|目前(?:的|在[\u4e00-\u9fff]{1,4})|以前年度[^，。；\d]{0,8}|(?:首|前[一二三四五])批[^，。；\d]{0,10})(?:的)?(?:全[市省区县])?$"
)
_REACH = 32  # signs before the figure in which it is said what it counts
_HINT = re.compile(r"[已有在存前批]|跟踪|监[测管控]|关注|盯防|联系|调度|[包督]|列管|管控|对")
_MEANT = re.compile(
    r"(?:^|[，；：、\x00])(?:(?:要|并|且|继续|持续|重点|同时|加快|抓紧)*(?:对|把|将|针对|围绕|依托|利用|推动|督促|指导|抓好|用好|管好)|(?:强化|加强|做好|深化|严格)对)"
)
_WATCHED = re.compile(
    r"(?:重点|动态|持续|实时|全程|常态化?|列入|纳入|列为)?(?:跟踪|监测|关注|监管|监控|盯防|联系|调度|包联|包保|挂牌督办|督办|列管|管控)(?:服务|名单|范围|计划|台账)?(?:内|中)?的(?:全[市省区县])?$"
)
_WATCH = re.compile(
    r"[^，。；\d]{0,24}?(?:数据|运行|情况|质量|动态)*(?:的)?(?:分析|监测|监管|跟踪|调度|研判|预警|巡查|巡检|监督|督导|督办|盯办|包联|联系|管护|运维|维护|值守|预报|检查)(?:$|[，。；、）和及与]|工作|力度|机制)"
)
_STRONGER = re.compile(r"(?:加强|强化|做好|深化|抓好|严格)对(?:[^，。；]{0,24}[、和及与])?(?:全[市省区县])?$")
_KEEPS = re.compile(
    r"[^，。；\d]{1,24}?(?:保持|实行|实施|落实|开展)?(?:常态(?:化)?|动态|定期|分类|跟踪|包联|包保|重点|日常|精准)(?:的)?(?:联系|跟踪|监测|监管|管理|调度|走访|服务|巡查|分析)"
)

EXISTING_THINGS = [
    "对已创建的9个国家级改革试点，抓紧推进。",
    "对重点跟踪的全省150家企业保持常态联系。",
    "加强对4个国控站、6个观测点数据分析。",
    "抓好已签约的36个项目落地。",
    "用好已建成的12座泵站。",
    "推动在建的28个项目加快进度。",
    "对现有的60家合作社分类管理。",
    "强化对22个断面水质的监测预警。",
    "督促纳入监测的80户企业按时报送。",
    "对已入库的45个项目逐一调度。",
    "将已认定的18家示范社纳入名录。",
]
THINGS_TO_DO = [
    "对500户困难家庭实施改造。",
    "对30个行政村开展环境整治。",
    "为已退休人员新建活动室20个。",
    "加强对外合作，引进项目12个。",
    "纳入监测的企业达到80家。",
    "在已建成3个示范区的基础上新建5个。",
    "已建成区新增绿地20公顷。",
]  # each promises something


def existing(before: str, after: str, q: Quantity) -> Excused | None:
    """The reason, where a figure counts what there already is or what is only watched; else nothing.

    `before` and `after` are the words around it, with dates blanked.
    """
    if q.kind not in ("count", "amount") or q.after:
        return None
    before = before[-_REACH:]
    if not _HINT.search(before):
        return None
    if _ALREADY.search(before) and (_MEANT.search(before) or before.endswith("的")):
        return Excused.EXISTING
    if _WATCHED.search(before) or (_STRONGER.search(before) and _WATCH.match(after)):
        return Excused.EXISTING
    watched = before.endswith("对") and not before.endswith("针对")
    return Excused.EXISTING if watched and _KEEPS.match(after) else None
