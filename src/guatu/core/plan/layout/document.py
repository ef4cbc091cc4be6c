"""What a document says of itself: title, place, day of issue, the years it plans for.

The document's own words come first; what the user stated (`Context`) fills the gaps; the years that the text names most
often come last.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from guatu.core.plan.layout.sections import is_letter
from guatu.core.plan.model import Context
from guatu.core.text.segments import is_row
from guatu.core.text.spans import Span
from guatu.core.text.when import Years

_KIND = re.compile(
    r"(?:方案|规划|计划|意见|报告|要点|纲要|办法|措施|规定|通知|行动|清单|目标|任务书)(?:（[^（）]{1,30}）)?$"
)
_NOT_TITLE = re.compile(r"[。；]|：$|^[一二三四五六七八九十]{1,3}、|^（[一二三四五六七八九十]")
_RANGE = re.compile(r"(20\d\d)年?(?:-{1,2}|至|到)(20\d\d)年")
_FIVE = re.compile(r"十([一二三四五六])五”?(?:时期|期间|规划|[^，。\n]{0,16}规划)")
_SPAN_WORD = re.compile(r"([一二两三四五])年(?:攻坚|行动|滚动|倍增|提升|建设|发展|计划|改革|专项)")
_ISSUED = re.compile(
    r"(?:[^\n，。；\d]{0,30}(?:〔20\d\d〕\s?\d+号[^\n，。；\d]{0,16})?\s)?(20\d\d)年(\d{1,2})月(\d{1,2})日"
)
_NUMBERED = re.compile(r"〔(20\d\d)〕\s?\d+号")
_TITLE_YEAR = re.compile(r"(20\d\d)年(?!.{0,6}-)")
_PLACE = re.compile(
    r"^(?:关于)?(?:印发)?[《“]?(?P<place>[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|自治县|自治旗|省|市|县|旗|盟|州|区))"
)
_ANNUAL = re.compile(r"工作报告|工作要点|年度(?:工作)?(?:计划|要点|方案)|国民经济和社会发展计划")
_DIGIT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_ALL_OF = (
    ("自治区", "全区"),
    ("省", "全省"),
    ("自治州", "全州"),
    ("州", "全州"),
    ("盟", "全盟"),
    ("市", "全市"),
    ("县", "全县"),
    ("旗", "全旗"),
    ("区", "全区"),
)


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """`title_spans` and `issue_spans` are the lines that only say what the document is."""

    title: str
    context: Context
    years: Years
    whole: str  # 全市, 全省, 全国 …
    annual: bool  # a report or a plan of one year
    title_spans: tuple[Span, ...]
    issue_spans: tuple[Span, ...]


def read_document(even: str, lines: list[Span], stated: Context, *, raw: str = "") -> TitleBlock:
    """The document's own account of itself, completed by what was stated. `raw` is the text before it was evened: a row
    of cells names neither the document nor its day of issue."""
    lines = [line for line in lines if not is_row(raw, *line)]
    title_spans = _title(even, lines)
    title = "".join(re.sub(r"\s+", "", span.of(even)) for span in title_spans)
    issue_spans = tuple(
        span
        for span in (*lines[:14], *lines[-6:])
        if _ISSUED.fullmatch(span.of(even)) or re.fullmatch(r"[^\n]{0,20}〔20\d\d〕\s?\d+号", span.of(even))
    )
    since, until = _years_of(title)
    year = _issue_year(even, lines, issue_spans, title) or stated.year
    if since is None:
        since, until = stated.plan_from, stated.plan_to
    annual = bool(_ANNUAL.search(title)) or bool(
        re.match(r"今年[^。]{0,24}(?:目标|工作)", even[lines[0].start :] if lines else "")
    )
    if since is None:
        since, until = (
            _span_word(title, year) or _commonest(even) or ((year, year) if annual and year else (None, None))
        )
    year = year or since
    place = _place(title) or stated.place
    context = Context(place, year, since, until)
    return TitleBlock(
        title,
        context,
        Years(year, since, until),
        whole_of(place),
        annual,
        title_spans,
        tuple(dict.fromkeys(issue_spans)),
    )


def whole_of(place: str) -> str:
    """What a plan of this place means when it names nobody: 全市, 全省, 全国.

    >>> whole_of("乌海市"), whole_of("西藏自治区"), whole_of("")
    ('全市', '全区', '全市')
    """
    if place in ("全国", "国家", "中国"):
        return "全国"
    return next((whole for end, whole in _ALL_OF if place.endswith(end)), "全市")


def _title(even: str, lines: list[Span]) -> tuple[Span, ...]:
    for at, line in enumerate(lines[:16]):
        words = line.of(even)
        if "。" in words and len(words) > 12 and not is_letter(words):
            break  # the text has begun: what is titled below is another document
        if _NOT_TITLE.search(words) or len(words) > 60:
            continue
        if _KIND.search(words):
            above = lines[at - 1] if at else None
            return (above, line) if above is not None and _belongs_above(even, above, line) else (line,)
    return ()


def _belongs_above(even: str, above: Span, line: Span) -> bool:
    """Whether a title began on the line before: right above, of a title's length, and no day of issue."""
    words = above.of(even)
    next_line = even[above.end : line.start].count("\n") == 1
    return next_line and 6 <= len(words) <= 40 and not _NOT_TITLE.search(words) and not _ISSUED.fullmatch(words)


def _years_of(title: str) -> tuple[int | None, int | None]:
    if found := _RANGE.search(title):
        return int(found[1]), int(found[2])
    if found := _FIVE.search(title):
        end = 2020 + 5 * ("一二三四五六".index(found[1]) + 1 - 3)
        return end - 4, end
    return None, None


def _issue_year(even: str, lines: list[Span], issued: tuple[Span, ...], title: str) -> int | None:
    for span in issued:
        if found := _ISSUED.fullmatch(span.of(even)) or _NUMBERED.search(span.of(even)):
            return int(found[1])
    if (found := _TITLE_YEAR.search(title)) and not _RANGE.search(title):
        return int(found[1])
    return None


def _span_word(title: str, year: int | None) -> tuple[int, int] | None:
    found = _SPAN_WORD.search(title)
    if not found or year is None:
        return None
    return None if _DIGIT[found[1]] == 1 else (year, year + _DIGIT[found[1]] - 1)


def _commonest(even: str) -> tuple[int, int] | None:
    spans = Counter((int(m[1]), int(m[2])) for m in _RANGE.finditer(even) if 0 < int(m[2]) - int(m[1]) <= 10)
    if not spans:
        return None
    most = max(spans.values())
    return max((span for span, count in spans.items() if count == most), key=lambda span: span[1] - span[0])


def _place(title: str) -> str:
    found = _PLACE.match(title)
    return (
        found["place"]
        if found
        and not found["place"].endswith(("全市", "本市", "我市", "城市", "超市", "地区", "园区", "社区", "城区"))
        else ""
    )
