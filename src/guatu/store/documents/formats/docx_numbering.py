"""Word's automatic numbers, spelled out: 一、 （一） 1. ① as the page shows them.

A list in Word stores “level 0 of list 3”; the number itself is nowhere in the file. `Numbering` counts as Word does:
a level starts over when a higher one moves on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from guatu.store.documents.zip_archive import attribute, child, local

_DIGITS = "〇一二三四五六七八九"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(slots=True)
class Level:
    start: int = 1
    kind: str = "decimal"
    pattern: str = ""  # 第%1章, （%2）
    suffix: str = "tab"
    legal: bool = False  # all numbers of the pattern in Arabic figures


@dataclass(slots=True)
class Numbering:
    """The lists of one document and where each of them has got to."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)  # by numId
    family: dict[str, str] = field(default_factory=dict)  # numId → abstractNumId: lists that count on together
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """The number of the next paragraph at `level` of list `number`, with the blank that parts it from the text."""
        levels = self.lists.get(number)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self.family.get(number, number), {})
        if number not in self._opened:
            self._opened.add(number)
            for at, start in self.restarts.get(number, {}).items():
                counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        this = levels[level]
        if this.kind == "none" and not this.pattern:
            return ""
        if this.kind == "bullet":
            return "•"

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at, this)
            value = counts.get(at, of.start)
            counts.setdefault(at, value)
            return figure(value, "decimal" if this.legal else of.kind)

        text = re.sub(r"%([1-9])", one, this.pattern)
        parted = this.suffix != "nothing" and text[-1:] not in ("、", "）", ")", "．", "：", "　", " ", "")
        return text + (" " if parted else "")


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that `word/numbering.xml` defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}  # abstractNumId → the style whose list it borrows
    styled: dict[str, str] = {}  # style → abstractNumId
    for element in root:
        if local(element) != "abstractNum":
            continue
        key = attribute(element, "abstractNumId") or ""
        abstract[key] = {}
        for part in element:
            if local(part) == "lvl":
                abstract[key][_number(attribute(part, "ilvl"), 0)] = _level(part)
            elif local(part) == "numStyleLink":
                linked[key] = attribute(part, "val") or ""
            elif local(part) == "styleLink":
                styled[attribute(part, "val") or ""] = key
    for element in root:
        if local(element) != "num":
            continue
        number = attribute(element, "numId") or ""
        key = attribute(child(element, "abstractNumId"), "val") or ""
        key = styled.get(linked.get(key, ""), key)
        levels = dict(abstract.get(key, {}))
        for part in element:
            if local(part) != "lvlOverride":
                continue
            at = _number(attribute(part, "ilvl"), 0)
            if (own := child(part, "lvl")) is not None:
                levels[at] = _level(own)
            if (start := attribute(child(part, "startOverride"), "val")) is not None:
                numbering.restarts.setdefault(number, {})[at] = _number(start, 1)
        numbering.lists[number] = levels
        numbering.family[number] = key
    return numbering


def _level(element: etree._Element) -> Level:
    return Level(
        start=_number(attribute(child(element, "start"), "val"), 1),
        kind=_kind(element),
        pattern=attribute(child(element, "lvlText"), "val") or "",
        suffix=attribute(child(element, "suff"), "val") or "tab",
        legal=(legal := child(element, "isLgl")) is not None and attribute(legal, "val") not in ("0", "false"),
    )


def _kind(element: etree._Element) -> str:
    """The number format; Word wraps newer ones in mc:AlternateContent with an older one to fall back to."""
    found = child(element, "numFmt")
    if found is None:
        found = child(element, "AlternateContent", "Fallback", "numFmt")
    return attribute(found, "val") or "decimal"


def _number(text: str | None, default: int) -> int:
    try:
        return max(0, min(32_767, int(text or "")))
    except ValueError:
        return default


def figure(value: int, kind: str) -> str:
    """A number in one of Word's formats; formats that no office uses come in Arabic figures.

    >>> figure(12, "chineseCounting"), figure(3, "decimalEnclosedCircleChinese"), figure(2, "lowerRoman")
    ('十二', '③', 'ii')
    """
    if kind in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand",
                "taiwaneseCounting", "koreanCounting"):  # fmt: skip
        return chinese(value)
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"):
        return "".join(_DIGITS[int(d)] for d in str(value))
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return "".join(_CAPITAL[_DIGITS.find(c)] if c in _DIGITS else {"十": "拾", "百": "佰", "千": "仟"}.get(c, c)
                       for c in chinese(value).replace("零", "〇"))  # fmt: skip
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"):
        if kind.startswith("ideograph") and 1 <= value <= 10:
            return chr(0x3280 + value - 1)
        return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)
    if kind == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(0x2474 + value - 1)
    if kind == "decimalEnclosedFullstop" and 1 <= value <= 20:
        return chr(0x2488 + value - 1)
    if kind in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(d)) for d in str(value))
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind == "ideographTraditional" and value:
        return _HEAVENLY[(value - 1) % 10]
    if kind == "ideographZodiac" and value:
        return _EARTHLY[(value - 1) % 12]
    if kind in ("upperLetter", "lowerLetter") and value:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    if kind in ("upperRoman", "lowerRoman") and value:
        roman, rest = "", value
        for amount, sign in _ROMAN:
            roman += sign * (rest // amount)
            rest %= amount
        return roman if kind == "upperRoman" else roman.lower()
    return "" if kind == "none" else str(value)


def chinese(value: int) -> str:
    """A number below ten thousand as it is said.

    >>> [chinese(n) for n in (0, 7, 10, 11, 20, 35, 101, 110, 1024)]
    ['〇', '七', '十', '十一', '二十', '三十五', '一百零一', '一百一十', '一千零二十四']
    """
    if value == 0:
        return "〇"
    text, gap = "", False
    for amount, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, amount)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit % 10] + sign
        gap = bool(text) and not digit
        if not value:
            break
    return text.removeprefix("一") if text.startswith("一十") else text
