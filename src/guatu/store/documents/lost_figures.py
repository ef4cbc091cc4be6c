"""Where a scan has lost a figure altogether: a word that asks for one stands right before a unit (争创家, 增长%)."""

from __future__ import annotations

import re

from guatu.core.text.wordclass import one_of, words

_ASKS = one_of(
    words(
        "达到 突破 超过 不少于 不低于 不超过 新增 新建 建成 争创 创建 创成 培育 引进 完成 打造 增长 下降 提高 降低",
        "降至 降到 控制在 至少 增加 提高到 提升到 增加到 达",
    )
)
_LOST = re.compile(
    rf"{_ASKS}(?=(?:家(?![庭政居电具乡园长族畜禽装纺校]|国情)|座(?![谈落右])|个(?![人体性别税中])|个百分点|[万亿]元(?!以上|级)|万[吨人件户亩]|亿[吨千]"
    r"|平方[公米]|公里|%|％))"
)


def lost_figures(line: str) -> set[int]:
    """Offsets of the signs behind which a figure is missing.

    >>> lost_figures("争创家国家级中心，增长%以上"), lost_figures("创建国家级中心，增长6%以上")
    ({1, 10}, set())
    """
    return {found.end() - 1 for found in _LOST.finditer(line)}
