# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Quantities: a figure, its unit, and what stands right behind it (以上, 左右).

Reads one evened clause. Finds every figure that measures or counts something; figures that are parts of names (5G,
第八批, G109) come out as quantities of kind `name`, so that the coverage certificate can excuse them by their reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from guatu.core.text.comparators import AFTER, read_bound
from guatu.core.text.excused import Excused
from guatu.core.text.idioms import idioms_in
from guatu.core.text.numerals import ARABIC, CHINESE, approximate, arabic, chinese, written_out
from guatu.core.text.units import core_of, is_counted, is_known, read_unit


class FigureForm(Enum):
    """How a figure is written, where readers ask; its rule's name is for people and decides nothing."""

    PLAIN = auto()
    COUNT_IN_CHARACTERS = auto()  # 三家
    HALF = auto()  # 一半, 过半


class Quantity(NamedTuple):
    """`start`..`end` covers figure, unit and bound (200亩以上); `digits_end` ends the figure itself."""

    start: int
    end: int
    digits_end: int
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    after: str = ""  # 以上, 以内, 左右 …
    glyph: str = ""  # < or ≥ printed before the figure
    kind: str = "amount"  # amount, count, percent, points, times, rank, bare, name
    rule: str = ""  # its name, for people
    reason: Excused | None = None  # of a name: what it is
    form: FigureForm = FigureForm.PLAIN

    @property
    def fuzzy(self) -> bool:
        return self.after in ("多", "余")


_FIGURE = re.compile(
    rf"(?P<low>{ARABIC})(?:(?P<lunit>%|[万亿]?[\u4e00-\u9fff]?)?(?P<dash>-{{1,2}}|至|到)(?P<high>{ARABIC}))?"
)
_BLANK = re.compile(r"[ \n]{0,6}")
_FOOTNOTE = re.compile(r"〔\d{1,3}〕")
_AFTER = re.compile(
    "|".join(f"{word}(?!游|级|联动)" if word == "上下" else word for word in sorted(AFTER, key=len, reverse=True))
)
_AFTER_BARE = re.compile(r"以上|以下|及以上|及以下|以内|之内|左右|上下")
_CHINESE_COUNT = re.compile(
    rf"(?=[一二两三四五六七八九十百千万亿半过翻])(?:(?P<half>一半|过半|半数)(?!年|天)|百分之(?P<percent>{CHINESE}(?:点{CHINESE})?)|翻(?P<fold>[一两二三四]?)番|(?P<tenfold>[一二两三四五六七八九])成(?=以上|左右|、|$)|"
    rf"(?P<big>[十百千]{{0,4}})(?P<mag>万亿|亿|万)(?=元|吨|千瓦|人|户|亩|斤|件|辆|美元|平方|立方|家|名|$)|"
    rf"(?P<hundred>[百千])(?=亿|万)|"
    rf"(?P<count>[一二两三四五六七八九十百千]{{1,9}})(?= ?(?:[万亿]{{0,2}})(?:个|家|户|项|件|名|所|座|处|条|款|场|次|宗|门|支|套|栋|台|辆|艘|架|列|只|部|篇|种|类|班|间|张|份|枚|根|口|公里|人次|亩|位|强|吨|元|天|小时|倍)))"
)
_LARGE = re.compile(
    r"[一二两三四五六七八九十](?<![第几数好上近每零〇一二两三四五六七八九十百千万亿“].)(?<!(?<![建完创])成.)[零〇一二两三四五六七八九十百千万亿]{1,14}(?=[\u4e00-\u9fff%])"
)
_MADE = re.compile(r"(?<=[建完创])成$")  # 建成两个园区, but not 三成一
_PARTED = re.compile(r"(?P<rest>\d{1,4}(?:\.\d+)?)(?P<of>千万|百万|[万千百]?)(?!\d|[-—至到]\d|[年月日%])")
_WORTH = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 1000, "百": 100, "": 1}
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}|[①-⑳]|〔\d{1,3}〕")
_RAISES = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹〔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # what _RAISED can begin with
_NEGATIVE = re.compile(r"(?:增长|增速|增幅|涨幅|涨跌幅|为|至|到|同比|环比|率|在|：)-$")
_MAY_COUNT = re.compile(r"[一二两三四五六七八九十百千万亿半翻]")
_MAY_BE_FIGURE = re.compile(r"[0-9一二两三四五六七八九十百千万亿半翻]")
_BEFORE_NAME = re.compile(
    r"[A-Za-z.+_@#]$|第$|[A-Za-z]-$|〔$|国道$|省道$|县道$|北纬$|东经$|附件$|专栏$|图$|表$|（$(?<=表（)"
)

CORPUS = {
    ("344", None, "亿元", "以上"): ["344亿元以上", "344 亿元以上", "344\n亿元以上", "３４４亿元以上"],
    ("3", "5", "家", ""): ["3—5家", "3-5家", "3至5家", "3～5 家", "3家-5家"],
    ("2", "3", "个", ""): ["2-3\n\n个"],
    ("30", None, "%", ""): ["30%", "３０％", "百分之三十"],
    ("100", None, "亿元", ""): ["百亿元", "100亿元", "一百亿元"],
    ("100", None, "万吨", "以上"): ["百万吨以上"],
    ("50", None, "%", "以上"): ["一半以上", "半数以上", "50%以上"],
    ("2", None, "家", ""): ["两家", "2家", "二家"],
    ("1", None, "番", ""): ["翻番", "翻一番"],
    ("2", None, "番", ""): ["翻两番"],
    ("0.5", None, "个百分点", "左右"): ["0.5个百分点左右"],
    ("4.5", None, "个", ""): ["4.5个"],
    ("1", None, "万亿元", ""): ["1万亿元", "1 万亿元"],
    ("20", None, "个工作日", "以内"): ["20个工作日以内"],
    ("8", "10", "%", ""): ["8%-10%", "8-10%", "8%至10%"],
    ("13.2", None, "万个", ""): ["13万2千个", "13万2000个", "13.2万个"],
    ("132000", None, "个", ""): ["十三万二千个", "132000个"],
    ("3.5", None, "万人", "以上"): ["3万5000人以上", "3万5千人以上"],
    ("1.2", None, "亿元", ""): ["1亿2000万元", "1亿2千万元", "一亿二千万元"],
    ("7", "8", "家", ""): ["七八家", "7-8家"],
    ("3", "5", "个", ""): ["三五个"],
    ("17", "18", "名", ""): ["十七八名"],
    ("20", "30", "户", ""): ["二三十户"],
    ("1800", None, "人次", ""): ["一千八百人次", "1800人次"],
    ("15000", None, "亿元", ""): ["一万五千亿元"],
    ("35", None, "万人", ""): ["三十五万人", "35万人"],
    ("320", None, "亿元", ""): ["3 2 0 亿元", "320亿元"],
    ("28", None, "μg/m³", "以下"): ["28μg/m³以下"],
    ("5.2", None, "个", ""): ["5.2¹个", "5.2①个", "5.2〔1〕个"],
}
NAMES = ["5G", "L4级", "G109", "PM2.5", "第8批", "“1+N”", "3A级", "4F级", "“12345”", "2.0版", "〔2020〕"]


def find_quantities(text: str) -> list[Quantity]:
    """Every quantity of an evened clause in order. Dates must be blanked out first (`dates.blank`).

    >>> [(str(q.value), q.unit, q.after) for q in find_quantities("达到344亿元以上、年均增长6%以上")]
    [('344', '亿元', '以上'), ('6', '%', '以上')]
    """
    if not _MAY_BE_FIGURE.search(text):
        return []
    found: list[Quantity] = []
    for match in _FIGURE.finditer(text):
        if not found or match.start() >= found[-1].end:  # the 10万 of 12/10万 is read already
            found.extend(_read(text, match))
    if not _MAY_COUNT.search(text):
        return _share_units(text, found)
    large, counts = list(_LARGE.finditer(text)), list(_CHINESE_COUNT.finditer(text))
    if not large and not counts:
        return _share_units(text, found)
    fixed, taken = idioms_in(text), [(q.start, q.end) for q in found]
    for match in large:
        quantity = _read_large(text, match)
        if quantity is not None and _is_clear(fixed, *match.span()) and _is_clear(taken, quantity.start, quantity.end):
            found.append(quantity)
    if large:
        found.sort(key=lambda q: q.start)
    starts = [q.start for q in found]
    counted: list[Quantity] = []
    for match in counts:
        before = bisect_right(starts, match.start()) - 1
        clear = before < 0 or max(found[before].end, found[before].digits_end) <= match.start()
        if not _is_clear(fixed, *match.span()):
            continue
        if (
            clear
            and (before + 1 == len(found) or starts[before + 1] >= match.end())
            and (quantity := _read_chinese(text, match))
        ):
            counted.append(quantity)
    counted += [Quantity(begin, end, end, None, None, "", kind="name", reason=Excused.IDIOM) for begin, end in fixed]
    return _share_units(text, sorted((*found, *counted), key=lambda q: q.start))


def _is_clear(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether none of these stretches, which stand in order, touches this one."""
    at = bisect_right(taken, (end, 0)) - 1
    return at < 0 or taken[at][1] <= start


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


_AND = ("、", "和", "及", "与", "，")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """32、31、30微克: the figures before the last share its unit and its bound."""
    for at in range(len(found) - 2, -1, -1):
        q, following = found[at], found[at + 1]
        if q.unit == "个" and following.unit == "个百分点" and text[q.end : following.start] in _AND:
            found[at] = q._replace(
                unit=following.unit,
                after=following.after,
                kind=following.kind,
                rule="shared unit",
                form=FigureForm.PLAIN,
            )
        if q.kind == "bare" and following.unit and following.kind != "name" and text[q.end : following.start] in _AND:
            found[at] = q._replace(
                unit=following.unit,
                after=following.after,
                kind=following.kind,
                rule="shared unit",
                form=FigureForm.PLAIN,
            )
    return found


def _read(text: str, match: re.Match[str]) -> list[Quantity]:
    low = arabic(match["low"])
    if match["high"] is None:
        return [_single(text, match.start(), match.end(), low, None)]
    if match["lunit"] and not _same_unit(text, match):  # 占30%到60个: two figures, not a range
        first = _single(text, match.start(), match.end("low"), low, None)
        return [first, _single(text, match.start("high"), match.end("high"), arabic(match["high"]), None)]
    return [_single(text, match.start(), match.end(), low, arabic(match["high"]))]


def _same_unit(text: str, match: re.Match[str]) -> bool:
    return text.startswith(match["lunit"], match.end("high")) or (
        match["dash"] in ("至", "到") and match["lunit"] in ("万", "亿")
    )


_LONGEST_FIGURE = 18  # signs; a longer run of digits numbers something
_SPANS_DEALT_OUT = re.compile(r"(?:年限|寿命|年龄)[^，。；]{0,4}分别")
_SPAN_OF_LIFE = re.compile(r"(?:年限|寿命|年龄|周期|轮候时间|轮候期)[^，。；]{0,8}$")
_SCORED = re.compile(r"(?:满意度|得分|评分|考核|成绩|评价|测评|指数)[^，。；]{0,8}$")
_OUT_OF = re.compile(r"/(?:10|100|1|十|百)?[万千]人?")  # 12/10万
_TO_ONE = re.compile(r":1(?!\d)")


def _single(text: str, start: int, digits_end: int, low: Decimal, high: Decimal | None) -> Quantity:
    if reason := _name(text, start, digits_end):
        return Quantity(start, digits_end, digits_end, low, high, "", kind="name", reason=reason)
    fuzzy = text[digits_end : digits_end + 1] if text[digits_end : digits_end + 1] in ("多", "余") else ""
    raised = _RAISED.match(text, digits_end) if text[digits_end : digits_end + 1] in _RAISES else None
    digits_end = raised.end() if raised and not fuzzy else digits_end
    large = ""
    if high is None and not fuzzy and (parted := _with_rest(text, digits_end, low)):
        low, large, digits_end = parted
    unit_at = _after_blanks(text, digits_end + len(fuzzy))
    if high is None and text[digits_end : digits_end + 1] == "\n" and text[digits_end + 1 : digits_end + 2].isdigit():
        unit_at = digits_end  # a table's next cell is no unit
    unit_end = read_unit(text, unit_at)
    unit = large + text[unit_at:unit_end]
    if (
        not unit
        and text.startswith("年", unit_at)
        and (
            _SPAN_OF_LIFE.search(text, max(0, start - 14), start)
            or ("分别" in text and _SPANS_DEALT_OUT.search(text, max(0, start - 80), start))
        )
    ):
        unit, unit_end = "年", unit_at + 1
    if not unit and text.startswith("分", unit_at) and _SCORED.search(text, max(0, start - 14), start):
        unit, unit_end = "分", unit_at + 1
    if not unit and (many := _OUT_OF.match(text, digits_end)):
        unit, unit_end = many[0], many.end()
    if not unit and (ratio := _TO_ONE.match(text, digits_end)):
        unit, unit_end = ":1", ratio.end()
    end = unit_end if unit else digits_end + len(fuzzy)
    glyph = text[start - 1] if start and text[start - 1] in "<>≥≤" else ""
    if (
        unit == "%"
        and high is None
        and start
        and text[start - 1] == "-"
        and _NEGATIVE.search(text, max(0, start - 6), start)
    ):
        start, low = start - 1, -low  # 增速为-2.3%
    if not unit:
        after = None if fuzzy else _AFTER_BARE.match(text, digits_end)
        end = after.end() if after else end
        return Quantity(
            start, end, digits_end, low, high, "", after[0] if after else fuzzy, glyph, "bare", "figure without unit"
        )
    note = _FOOTNOTE.match(text, end) or _RAISED.match(text, end)
    tail = note.end() if note else end
    after = _AFTER.match(text, tail)
    if after and after[0] == "内" and core_of(unit)[-1:] not in "时钟日天月秒里米元":
        after = None
    if (
        after
        and after[0] in ("多", "余")
        and unit in ("万", "亿")
        and (rest := read_unit(text, after.end())) > after.end()
    ):
        unit += text[after.end() : rest]  # 10万多人次
        return Quantity(start, rest, digits_end, low, high, unit, after[0], glyph, _kind(unit), "figure and unit")
    if after and after[0] in ("多", "余") and (fuzzy or not unit.endswith(("亿", "万"))):
        after = None
    if high is not None and low >= high:
        return Quantity(start, end, digits_end, low, None, unit, kind="name", reason=Excused.CODE)
    return Quantity(
        start, after.end() if after else end, digits_end, low, high, unit, after[0] if after else fuzzy, glyph,
        _kind(unit), "range" if high is not None else "figure and unit",
    )  # fmt: skip


def _with_rest(text: str, at: int, head: Decimal) -> tuple[Decimal, str, int] | None:
    """13万2千个 is 13.2 万个: the value in the larger magnitude, that magnitude, and where the figure ends."""
    large = text[at : at + 1]
    rest = _PARTED.match(text, at + 1) if large in ("万", "亿", "千") and large else None
    if rest is None:
        return None
    part = Decimal(rest["rest"]) * _WORTH[rest["of"]]
    if not part < _WORTH[large] or head != head.to_integral_value():
        return None
    return head + part / _WORTH[large], large, rest.end()


def _kind(unit: str) -> str:
    if unit in ("%", "‰"):
        return "percent"
    core = core_of(unit)
    if core.endswith("百分点"):
        return "points"
    if core in ("倍", "番"):
        return "times"
    return "count" if is_counted(unit) else "amount"


def _name(text: str, start: int, end: int) -> Excused | None:
    """Why a figure is part of a name rather than a quantity; None when it is not."""
    before, after = text[max(0, start - 4) : start], text[end : end + 8]
    if end - start > _LONGEST_FIGURE:
        return Excused.CODE
    if before.endswith("第"):
        return Excused.ORDINAL
    if before.endswith("〔"):
        return Excused.FOOTNOTE if after.startswith("〕") and end - start <= 2 else Excused.DOCUMENT_NUMBER
    if _BEFORE_NAME.search(before) and not before.endswith(("GDP", "R&D", "CPI", "APP")):
        return Excused.NAME
    if _TO_ONE.match(after) and read_bound(text[max(0, start - 8) : start]).comparator:
        return None
    if after[:1] == "+" or (after[:1] == ":" and after[1:2].isdigit()) or before.endswith(":"):
        return Excused.NAME if after[:1] == "+" else Excused.RATIO
    if after[:1].isascii() and after[:1].isalpha() and read_unit(text, _after_blanks(text, end)) == end:
        return Excused.NAME
    if after.startswith(
        (
            "号",
            "版",
            "届",
            "级",
            "国道",
            "省道",
            "号文",
            "周年",
            "路车",
            "热线",
            "平台",
            "强企",
            "强县",
            "强市",
            "强区",
            "强镇",
        )
    ):
        return Excused.NAME
    if after[:1] == "”" or after.startswith(("”", "》")):
        return Excused.NAME
    if before.endswith("“") and re.match(r"[^“”\n]{0,10}”", after + text[end + 8 : end + 12]):
        return Excused.NAME
    return None


def _read_large(text: str, match: re.Match[str]) -> Quantity | None:
    """一千八百人次, 三十五万人: a figure in characters that is as good as one in digits."""
    read = written_out(match[0])
    if read is None or not _TENS_OR_MORE.search(match[0]):
        return None
    value, length = read
    at, end = match.start(), match.start() + length
    large = "亿" if match[0].endswith("万") and length == len(match[0]) else ""
    fuzzy = text[end : end + 1] if text[end : end + 1] in ("多", "余") else ""
    unit_at = end + len(fuzzy)
    unit_end = read_unit(text, unit_at)
    unit = large + text[unit_at:unit_end]
    if (
        unit_end == unit_at
        or not is_known(unit.removeprefix(large))
        or (value < 20 and not large and len(match[0]) == length)
    ):
        return None
    found = _with_bound(text, at, unit_end, end, value, unit, _kind(unit), "figure in characters")
    return found._replace(after=fuzzy) if fuzzy else found


_TENS_OR_MORE = re.compile("[十百千万亿]")


def _read_chinese(text: str, match: re.Match[str]) -> Quantity | None:
    at, end = match.span()
    value: Decimal | None
    if match["half"]:
        value, unit, kind = Decimal(50), "%", "percent"
        glyph = ">" if match["half"] == "过半" else ""
        after = _AFTER.match(text, end)
        return Quantity(
            at,
            after.end() if after else end,
            end,
            value,
            None,
            unit,
            after[0] if after else "",
            glyph,
            kind,
            "一半",
            form=FigureForm.HALF,
        )
    if match["percent"]:
        value = chinese(match["percent"].split("点")[0]) or Decimal(0)
        if "点" in match["percent"]:
            tail = "".join(str(int(chinese(sign) or 0)) for sign in match["percent"].split("点")[1])
            value = Decimal(f"{value}.{tail}")
        return _with_bound(text, at, end, end, value, "%", "percent", "百分之几")
    if match["fold"] is not None:
        value = chinese(match["fold"]) if match["fold"] else Decimal(1)
        return Quantity(at, end, end, value, None, "番", kind="times", rule="翻番")
    if match["tenfold"]:
        return _with_bound(text, at, end, end - 1, chinese(match["tenfold"]), "成", "percent", "几成")
    if match["mag"] is not None or match["hundred"]:
        return _magnitude(text, match)
    if match["count"]:
        if text.startswith(" ", end) and value_is_small(match["count"]):
            return None
        if (
            at
            and text[at - 1] in "第几数好十百千万零〇一二三四五六七八九每近成统唯同进之"
            and not _MADE.search(text, max(0, at - 2), at)
        ):
            return None
        unit_at = end + text.startswith(" ", end)  # 一百 处
        unit_end = read_unit(text, unit_at)
        if pair := approximate(match["count"]):
            unit = text[unit_at:unit_end]
            return _with_bound(text, at, unit_end, end, pair[0], unit, _kind(unit), "range")._replace(value_max=pair[1])
        value, unit = chinese(match["count"]), text[unit_at:unit_end]
        if unit == "次" and text.startswith("产业", unit_end):
            return None  # 三次产业
        if match["count"] in ("百", "千") and core_of(unit) in _GRADES and _NAMES_A_THING.match(text, unit_end):
            return Quantity(
                at, unit_end, end, value, None, unit, kind="name", rule="grade in a name", reason=Excused.NAME
            )
        if value is None or not unit or text.startswith("性", unit_end):  # 一次性
            return None
        form = FigureForm.COUNT_IN_CHARACTERS
        return _with_bound(text, at, unit_end, end, value, unit, _kind(unit), "Chinese count", form)
    return None


_GRADES = ("亩", "人", "吨", "米", "公里", "户")
_NAMES_A_THING = re.compile(r"(?!以|左右|上下|大关)[\u4e00-\u9fff]{1,8}\d")  # 千亩方500个, 百人团队3支


def value_is_small(written: str) -> bool:
    """一 个: below ten, a blank makes it too doubtful to be a count."""
    return len(written) == 1 and written not in "十百千"


_STANDS_ALONE = re.compile(r"大关|台阶|以上|左右|[，。；、]|$")


def _magnitude(text: str, match: re.Match[str]) -> Quantity | None:
    """百亿元 is 100 亿元: a magnitude that stands where a figure would."""
    at = match.start()
    lead = match["hundred"] or match["big"] or ""
    if at and (text[at - 1] in "一二两三四五六七八九十百千万亿几数第每" or text[at - 1].isdigit()):
        return None
    unit_at = at + len(lead)
    if (
        not lead
        and not text.startswith(("以上", "以下", "级", "大关"), read_unit(text, unit_at))
        and not read_bound(text[:at]).comparator
    ):
        return None  # 万元GDP用水量
    unit_end = read_unit(text, unit_at)
    value = chinese(lead) if lead else Decimal(1)
    unit = text[unit_at:unit_end]
    if (
        value is None
        or not unit
        or text.startswith("级", unit_end)
        or (lead and unit not in ("万", "亿") and (not is_known(unit) or core_of(unit) in ("成", "倍", "方")))
        or (unit in ("万", "亿") and not _STANDS_ALONE.match(text, unit_end))
    ):
        return None
    return _with_bound(text, at, unit_end, unit_at if lead else unit_end, value, unit, _kind(unit), "百亿元")


def _with_bound(
    text: str,
    at: int,
    end: int,
    digits_end: int,
    value: Decimal | None,
    unit: str,
    kind: str,
    rule: str,
    form: FigureForm = FigureForm.PLAIN,
) -> Quantity:
    after = _AFTER.match(text, end)
    if after and after[0] in ("内", "多", "余"):
        after = None
    return Quantity(
        at,
        after.end() if after else end,
        digits_end,
        value,
        None,
        unit,
        after[0] if after else "",
        "",
        kind,
        rule,
        None,
        form,
    )
