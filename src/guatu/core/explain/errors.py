"""Why a place cannot be explained."""

from __future__ import annotations

from guatu.core.errors import AskedError


class OutsideText(AskedError):
    code = "A560"
    reason = "方案有{length}字，没有第{number}字。"
    remedy = "从0数起，最大是{last}；也可以直接写要找的文字。"
    command = "--at 从0数起，最大是{last}；也可以用 --find 写要找的文字。"


class WordsMissing(AskedError):
    code = "A561"
    reason = "方案里没有“{words}”。"
    remedy = "请照原文写，可以只写其中几个字；空格和换行可以不管。"


class NothingThere(AskedError):
    code = "A562"
    reason = "第{number}字处是空白。"
    remedy = "请指一个有字的位置。"
