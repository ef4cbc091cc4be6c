"""What the desk refuses to do with a draft, and how to go on.

ReviewError      L500
├── NotThere     L520   the commitment, question or number is not in the draft
├── BadSpan      L521   the words are not in the text
├── BadCut       L522   a split that leaves one side empty
├── BadField     L523   a field that cannot be read
├── YearsWithoutPeriod L527   years were typed, and still 未定期限
├── ImpossibleDay L528   a deadline on a day that the calendar does not have
├── NoReason     L524   a rejection or an excuse without its reason
├── NothingToDo  L525   an edit that would change nothing
└── LaterEdits   L526   an undo under something that was built on it
"""

from __future__ import annotations

from guatu.core.errors import GuatuError


class ReviewError(GuatuError):
    code, reason = "L500", "这一步不能做。"


class NotThere(ReviewError):
    code = "L520"
    reason = "草稿里没有{what}：可能已被合并、撤销或不采纳。"
    remedy = "请刷新审阅台，从清单里重新选。"


class BadSpan(ReviewError):
    code = "L521"
    reason = "选中的文字不在方案正文里。"
    remedy = "请在左边正文里重新选，或把原话照抄进来。"


class BadCut(ReviewError):
    code = "L522"
    reason = "在这里拆分，有一边没有文字。"
    remedy = "请换一个拆分处。"


class BadField(ReviewError):
    code = "L523"
    reason = "“{name}”写成“{value}”，读不出来。"
    remedy = "数写阿拉伯数字，年份写四位，选项从列表里选。"


class YearsWithoutPeriod(ReviewError):
    code = "L527"
    reason = "写了年份，期限却是“未定期限”。"
    remedy = "请选期限：到截止年底、截止年当年、每年或年均。"


class ImpossibleDay(ReviewError):
    code = "L528"
    reason = "期限写成{written}，日历上没有这一天。"
    remedy = "请核对月份和日期；只管到月底的，日不填。"


class NoReason(ReviewError):
    code = "L524"
    reason = "没有写理由。"
    remedy = "请用一句话写明理由，以后的人要看得懂。"


class NothingToDo(ReviewError):
    code = "L525"
    reason = "没有改动任何内容。"
    remedy = "内容无误的，请按“确认”。"


class LaterEdits(ReviewError):
    code = "L526"
    reason = "第{number}步之后，同一条目又有第{later}步。"
    remedy = "请先撤销第{later}步。"
