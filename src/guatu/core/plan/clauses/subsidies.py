"""What is paid: standards of subsidies and rewards, and the sums and shares that are promises all the same."""

from __future__ import annotations

import re

from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import is_money

_SUBSIDY = re.compile(
    r"(?:给予|(?:支持|资助)(?:金额|额度)|奖励|奖补|补助|补贴|补偿|资助|贴息|罚款|扶持|奖金|一次性(?!告知|办[结好成]|通过|补[正齐]|验收|化解|解决|合格|成功|签约)|最高可?|按照?标准|封顶)[^，；。]{0,24}$"
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


def subsidy(before: str, after: str, q: Quantity) -> Excused | None:
    """The reason, where a figure says what is paid, at which rate, or for how many pieces; else nothing."""
    if q.kind == "count" and (_PAID_FOR.search(before) or (_WHO_IS_PAID.match(before) and _IS_PAID.search(after))):
        return Excused.SUBSIDY  # 每人可补贴1件; 对购买8类产品的消费者按售价20%予以补贴
    if not (is_money(q.unit) or q.kind in ("percent", "times")):
        return None
    if q.kind == "percent" and _SHARE_OF_FUNDS.search(before):
        return None  # 补助资金用于产业发展的比重提高到60%
    if _BARE_STANDARD.search(before):
        return Excused.SUBSIDY  # …的，补贴标准提高到1.5万元
    if _SETS_ASIDE.search(before) and _A_FUND.match(after):
        return None  # 安排10亿元专项奖补资金
    if _RAISED_STANDARD.search(before):
        return None
    if (
        _SUBSIDY.search(before) and not before.rstrip("\x00").endswith(("投入", "落实", "发放"))
    ) or _SUBSIDY_AFTER.match(after):
        return Excused.SUBSIDY
    return None


_WHO_IS_PAID = re.compile(r"[\x00、，]*(?:对|对于|其他|其余)?$|[\x00、，]*对")
