"""How a sentence of the core is said to the reader: in Chinese as it is, in English by template and by kind of fact.

The template is translated by the gettext catalogue, as every word of the interface is; a fact named `count` chooses
between its singular and plural. Then each fact is printed by its kind: days and periods, months, amounts in units that
an English reader knows (284.80亿元 is ¥28.48 bn), words of an enumeration from the catalogue. A text is somebody's own
word (a name, a title, a quote): unless the catalogue knows it, it stays Chinese and is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import groupby

from django.utils.dates import MONTHS
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from guatu.core.judging.promise_words import Promise, WordedPromise
from guatu.core.series.units import read_unit
from guatu.core.text.figures import (
    MINUS,
    Amount,
    Between,
    Month,
    Number,
    SmallCount,
    decimals,
    in_points,
    number,
    out_of_bounds,
    rounded,
)
from guatu.core.text.said import CHINESE, QUOTE, Listed, Piece, Said, Tongue, pieces
from guatu.core.text.said import text as text_in
from guatu.core.text.units import is_percent
from guatu.core.time.days import MONTHS as MONTHS_A_YEAR
from guatu.core.time.deadlines import Deadline, Named
from guatu.core.time.periods import ReportPeriod
from guatu.web.base.words import by_words

HAN = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")
CHINESE_WORDING = re.compile(rf"“([^“”]*{HAN.pattern}[^“”]*)”")
BILLION, MILLION = Decimal(10) ** 9, Decimal(10) ** 6
MAGNITUDES = {BILLION: " bn", MILLION: " million"}
CURRENCIES = {"元": "¥", "美元": "US$", "欧元": "€", "港元": "HK$"}
THING = "个"  # what is counted has its own name, which stands beside the number
# Units that are said whole.
WHOLE_UNITS = ("个/千人", "个/万人", "吨/年")
QUOTATION = "“{words}”"
MARKS = ("、", "，", "；", "和", "加")


def english() -> bool:
    return (get_language() or "").startswith("en")


def tongue() -> Tongue:
    """The reader's."""
    return ENGLISH if english() else CHINESE


def say(value: object) -> str:
    """A sentence or fact as plain text in the reader's language."""
    return text_in(value, tongue())


def html(value: object) -> SafeString:
    """The same for a page: what is strong stands in <b>, and in English what stays Chinese is marked so.

    An English sentence of ours may name a Chinese wording, in quotation marks: write “占……比重”.
    """
    if isinstance(value, SafeString):
        return value
    marks = english()

    def look(piece: Piece) -> tuple[bool, bool]:
        return piece.strong, marks and piece.name and bool(HAN.search(piece.text))

    return SafeString("".join(_marked(run, shared) for shared, run in groupby(pieces(value, tongue()), look)))


def _marked(run: Iterable[Piece], look: tuple[bool, bool]) -> str:
    strong, foreign = look
    words = conditional_escape("".join(piece.text for piece in run))
    if foreign:
        words = format_html('<span lang="zh-Hans">{}</span>', words)
    elif english():
        words = SafeString(CHINESE_WORDING.sub(r'“<span lang="zh-Hans">\1</span>”', words))
    return format_html("<b>{}</b>", words) if strong else words


def known(words: str) -> str:
    """A word of ours in the reader's language; what the catalogue does not know stays as it is."""
    return gettext(words) if words else words


class _English:
    def template(self, said: Said) -> str:
        if not said.template:
            return ""
        if said.template == QUOTE:
            return QUOTATION if _stays_chinese(said.facts["words"]) else QUOTE
        count = said.facts.get("count")
        if isinstance(count, int):
            return ngettext(said.template, said.template, count)
        return gettext(said.template)

    def mark(self, mark: str) -> str:
        return gettext(mark) if mark else " "

    def fact(self, value: object) -> object:
        match value:
            case None:
                return ""
            case Enum():
                return Piece(known(str(value.value)))
            case str():
                return _own_words(value)
            case SmallCount():
                return int.__repr__(value)
            case Month():
                return str(MONTHS[int(value)])
            case Decimal():
                return number(value)
            case Amount():
                return amount(value)
            case Between():
                return between(value)
            case Promise():
                return promise(value)
            case WordedPromise():
                return Said("力争{promise}", promise=value.promise) if value.strives else value.promise
            case ReportPeriod():
                return period(value)
            case Deadline():
                return deadline(value)
            case date():
                return day(value)
            case _:
                return str(value)


ENGLISH: Tongue = _English()


def _stays_chinese(words: object) -> bool:
    """Whether these are somebody's own words, which no catalogue knows: a quotation."""
    return bool(HAN.search(str(words))) and known(str(words)) == words


def _own_words(words: str) -> object:
    found = known(words)
    return words if found == words else Piece(found)


# -- days -------------------------------------------------------------------------------------------------------------


def day(on: date) -> str:
    """30 April 2026."""
    return f"{on.day} {MONTHS[on.month]} {on.year}"


def deadline(of: Deadline) -> object:
    """End of 2027, end of June 2027, 15 June 2027; no deadline."""
    match of.names:
        case Named.OPEN:
            return Said("未定期限")
        case Named.YEAR:
            return Said("{year}年底", year=of.year)
        case Named.DAY:
            return of.last_day
    return Said("{year}年{month}月底", year=of.year, month=Month(of.month or MONTHS_A_YEAR))


def period(of: ReportPeriod) -> str:
    """2025, September 2025, Jan–Sep 2025."""
    if of.whole_year:
        return str(of.year)
    if of.first == of.last:
        return f"{MONTHS[of.last]} {of.year}"
    return f"{str(MONTHS[of.first])[:3]}–{str(MONTHS[of.last])[:3]} {of.year}"


# -- amounts ----------------------------------------------------------------------------------------------------------


def amount(of: Amount) -> Listed:
    """¥28.48 bn, 8.59 million visits, 412,600 people, 8.7%, 17.4 points; within a sum without the word of its unit."""
    *digits, word = _parts(of)
    return Listed((*digits, "" if of.bare else word), None)


def between(of: Between) -> object:
    """3–5 firms, ¥3–5 bn, ¥800 million–¥1.2 bn."""
    low, high = Amount(of.low, of.unit), Amount(of.high, of.unit)
    before, least, magnitude, _ = _parts(low)
    _, most, size, after = _parts(high)
    if magnitude == size:
        return Listed((before, least, Piece("–"), most, size, after), None)
    return Listed((low, Piece("–"), high), None)


def _parts(of: Amount) -> tuple[object, ...]:
    """What stands before the digits, the digits, their magnitude, and the word of the unit."""
    unit = of.unit.replace("％", "%")
    if unit in ("", "%", "‰"):
        return "", Piece(str(of.number)), "", Piece(unit)
    if in_points(unit):
        return "", Piece(str(of.number)), "", Piece(f" {known('个百分点')}")
    read = read_unit(unit)
    if unit in WHOLE_UNITS or read.scale < 1:
        return "", Piece(_grouped(of.number)), "", Listed((Piece(" "), unit), None)
    digits, magnitude = _scaled(of.number, read.scale)
    if currency := CURRENCIES.get(read.base):
        sign = digits[0] if digits[0] in (MINUS, "+") else ""
        return Piece(sign + currency), Piece(digits.removeprefix(sign)), Piece(magnitude), ""
    word = read.base
    if word == THING:
        return "", Piece(digits), Piece(magnitude), ""
    if word not in WHOLE_UNITS:
        word = ngettext(word, word, 1 if digits == "1" and not magnitude else 2)
    after = word if word == read.base else Piece(word)
    return "", Piece(digits), Piece(magnitude), Listed((Piece(" "), after), None)


def _scaled(of: Number, scale: Decimal) -> tuple[str, str]:
    """Digits and magnitude: (28.48,  bn) of 284.80 hundred millions. At most two decimals once it is scaled."""
    value = of.value * scale
    if scale == 1 or out_of_bounds(value):
        return _grouped(of), ""
    size = next((s for s in (BILLION, MILLION) if abs(value) >= s), Decimal(1))
    own = decimals(of.value) if of.places is None else of.places
    kept = max(0, min(2, own + size.adjusted() - scale.adjusted()))
    scaled = rounded(value / size, kept)
    while decimals(scaled) > (0 if of.trim else own) and scaled == rounded(scaled, decimals(scaled) - 1):
        scaled = rounded(scaled, decimals(scaled) - 1)  # a zero that only the scale has made
    return _grouped(replace(of, value=scaled, places=None, trim=False)), MAGNITUDES.get(size, "")


def _grouped(of: Number) -> str:
    """Digits with the comma of thousands."""
    said = str(of)
    whole, dot, rest = said.partition(".")
    return re.sub(r"(?<=\d)(?=(?:\d{3})+(?!\d))", ",", whole) + dot + rest


def axis_unit(unit: str, biggest: Decimal) -> tuple[Decimal, str]:
    """What an axis is drawn in: the factor for its values, and the unit's words: (0.1, bn yuan) for 亿元 up to 344."""
    read = read_unit(unit)
    if not english() or unit in ("", *WHOLE_UNITS) or is_percent(unit) or read.scale < 1:
        return Decimal(1), say(unit)
    size = next((s for s in (BILLION, MILLION) if abs(biggest * read.scale) >= s), Decimal(1))
    if read.scale == 1:
        size = Decimal(1)
    word = "yuan" if read.base == "元" else ngettext(read.base, read.base, 2)
    return read.scale / size, f"{MAGNITUDES.get(size, '')} {word}".strip()


def unit_name(unit: str) -> str:
    """A unit alone: ¥100 million for 亿元, 10,000 visits for 万人次, firms for 家."""
    read = read_unit(unit)
    if not english() or unit in WHOLE_UNITS or is_percent(unit) or read.scale < 1:
        return say(unit)
    return say(Amount(Number(Decimal(1)), unit)) if read.scale > 1 else axis_unit(unit, Decimal(1))[1]


def promise(of: Promise) -> object:
    """≥¥34.4 bn, a fall of ≥3%, 3–5 firms, level with another place."""
    if of.low is None:
        return of.beside_other
    low = Number(of.low, trim=True)
    said: object = Listed((Piece(of.sign), Amount(low, of.unit)), None)
    if of.high is not None:
        said = between(Between(low, Number(of.high, trim=True), of.unit))
    return Said("下降{by}", by=said) if of.falls else said


def marked_chinese(words: object) -> SafeString:
    """Words that stay Chinese in both languages: marked so that a screen reader and the fonts know."""
    if not english() or not HAN.search(str(words)):
        return by_words(words)
    return format_html('<span lang="zh-Hans">{}</span>', by_words(words)) if words else mark_safe("")


def quoted(words: object) -> SafeString:
    """What somebody else wrote (a note beside a figure, a definition): within an English page it is a quotation."""
    if not english():
        return marked_chinese(words)
    return format_html("“{}”", marked_chinese(words)) if _stays_chinese(words) else html(words)
