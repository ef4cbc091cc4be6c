# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Numbers as plans write them: Arabic, Chinese, with commas, with spaces.

Reads evened text (`evened.even_out`). Says what a figure is worth; whether it counts for anything is decided elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal

# 1080 · 12,000 · 1 080 (a space before three digits and no more) · 13.6 · 13.<line break>6
# 3 2 0 亿元: single digits that an extraction has set apart
ARABIC = r"\d(?:(?<![\d.]\d)(?: \d){1,7}(?:\. ?\d(?: \d){0,3})?(?![\d.])(?= ?[\u4e00-\u9fff%])|\d{0,2}(?:,\d{3})+|\d{0,2}(?: \d{3})+(?=[ \n]?[\u4e00-\u9fff%])|\d*)(?:\.\n?\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,12}"

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_ZERO = re.compile("[零〇]")
_BLANKS = re.compile(r"[ ,\n]")

CORPUS = {
    Decimal("3.3"): ["3.3", "3.\n3"],
    Decimal("12000"): ["12,000", "12000", "一万二千"],
    Decimal("200"): ["200", "二百", "两百"],
    Decimal("10"): ["10", "十", "一十"],
    Decimal("15"): ["15", "十五"],
    Decimal("105"): ["一百零五", "105"],
    Decimal("350"): ["三百五十", "三百五"],
    Decimal("25000"): ["两万五千", "二万五千"],
    Decimal("100"): ["百", "一百", "一〇〇"],
    Decimal("2027"): ["二〇二七", "二零二七"],
    Decimal("120000000"): ["一亿二千万"],
}
NOT_NUMBERS = ["七八", "三五", "一二三", "", "百百", "第一", "一批", "十几"]


def arabic(written: str) -> Decimal:
    """What an Arabic figure is worth.

    >>> arabic("12,000.5")
    Decimal('12000.5')
    """
    return Decimal(_BLANKS.sub("", written))


def chinese(written: str) -> Decimal | None:
    """What a Chinese figure is worth, or None when it is no well-formed number.

    A magnitude that stands alone counts once (百 is 100, 万 is 10000); 三百五 is 350; 二〇二七 is read digit by digit.

    >>> chinese("两万五千")
    Decimal('25000')
    """
    if not written:
        return None
    if len(written) > 1 and all(sign in _DIGITS for sign in written) and (len(written) == 4 or _ZERO.search(written)):
        return Decimal("".join(str(_DIGITS[sign]) for sign in written))
    total, rest = 0, written
    for sign, worth in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(sign)
        if found:
            count = _below_ten_thousand(head) if head else 1
            if count is None:
                return None
            total, rest = total + count * worth, tail
    if rest:
        count = _below_ten_thousand(rest)
        if count is None:
            return None
        if len(rest) == 1 and rest in _DIGITS and total and written[-2] in _GROUPS:
            count *= _GROUPS[written[-2]] // 10  # 三万五
        total += count
    return Decimal(total)


APPROXIMATE = re.compile(r"(?P<ten>十?)(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<tens>[十百千]?)")


def approximate(written: str) -> tuple[Decimal, Decimal] | None:
    """七八家, 三五个, 十七八名, 二三十户: from the one to the other; None where it is no such pair.

    >>> approximate("二三十"), approximate("十七八"), approximate("七九")
    ((Decimal('20'), Decimal('30')), (Decimal('17'), Decimal('18')), None)
    """
    found = APPROXIMATE.fullmatch(written)
    if not found or (found["ten"] and found["tens"]):
        return None
    low, high = _DIGITS[found["low"]], _DIGITS[found["high"]]
    if high != low + 1 and (low, high) != (3, 5):
        return None
    worth, above = _TENS.get(found["tens"], 1), 10 if found["ten"] else 0
    return Decimal(above + low * worth), Decimal(above + high * worth)


def written_out(written: str) -> tuple[Decimal, int] | None:
    """What a long figure in characters is worth in the unit that its last 万 or 亿 begins, and how many signs it takes:
    三十五万 is 35 (万), 一万五千亿 is 15000 (亿), 一亿二千万 is 1.2 (亿, its own).

    >>> written_out("三十五万"), written_out("一千八百")
    ((Decimal('35'), 3), (Decimal('1800'), 4))
    """
    bare = written.rstrip("万亿")
    if not bare:
        return None
    if written.endswith("万") and "亿" in bare:
        whole = chinese(written)
        return None if whole is None else (whole / 10**8, len(written))
    value = chinese(bare)
    return None if value is None else (value, len(bare))


def _below_ten_thousand(written: str) -> int | None:
    total, digit, last = 0, None, 10**4
    for sign in written:
        if sign in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS:
            worth = _TENS[sign]
            if worth >= last:
                return None
            total, digit, last = total + (1 if digit is None else digit) * worth, None, worth
        else:
            return None
    if digit is not None:
        short = last in (100, 1000) and "零" not in written and "〇" not in written  # 三百五
        total += digit * (last // 10 if short else 1)
    return total


def in_chinese(number: int) -> str:
    """The figure written out, as plans do for small counts; from 0 to 9999.

    >>> in_chinese(350)
    '三百五十'
    """
    if not 0 <= number <= 9999:
        raise ValueError(number)
    if number == 0:
        return "零"
    signs, gap = "", False
    for worth, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            signs += ("零" if gap and signs else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return signs.removeprefix("一") if signs.startswith("一十") else signs
