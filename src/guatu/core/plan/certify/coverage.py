# ruff: noqa: E501 - rules and their corpus stand one to a line
"""The coverage certificate (一字不漏): what became of every figure and every date of a text.

Each digit group, Chinese number and date is claimed by a commitment or excused with a reason; what is neither stays open,
for a person to look at. Claims never overlap and leave no digit out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter, itemgetter

from guatu.core.plan.model import Claim
from guatu.core.text.excused import Excused
from guatu.core.text.numbered_names import CODED, NAMES
from guatu.core.text.spans import Span

# A pattern that begins with a set of signs is searched fastest, so the sign stands first and what it was is asked behind it.
_TOKEN = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿过](?:(?<=\d)\d*(?:[.,]\d+)*[万亿]{0,2}|(?<=过)半|(?<!过)[零〇一二两三四五六七八九十百千万亿]*半?)"
)
_COUNTER = "个家户项件名所座处条款场次宗门支套栋台辆艘架列只部篇间张份枚根口位类种层级面方体道批系轮"
# Chinese figures that count nothing, by what stands around them.
_WORDS: tuple[tuple[Excused, re.Pattern[str]], ...] = (
    (Excused.HEADING_NUMBER, re.compile(r"(?:^|\n|。)[ \x00]*(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条篇部])")),
    (Excused.MEETING, re.compile(r"[党一二三四五六七八九十](?:(?:(?<=党)的[一二三四五六七八九十]{1,3}|(?<=(?<![一二三四五六七八九十])十)[一二三四五六七八九]|(?<=(?<![一二三四五六七八九十])二)十)大(?=[^型力量家])|(?<!党)[一二三四五六七八九十]{0,2}(?:届(?:[一二三四五六七八九]中|[一二三四五六七八九]次)?(?:、[一二三四五六七八九]中)*(?:全会)?|次(?:全会|会议|全体)))")),
    (Excused.NAME, NAMES),
    (Excused.FIVE_YEARS, re.compile(r"十[一二三四五六]五")),
    (Excused.ORDINAL, re.compile(r"[第其一二三四五六七八九十](?:(?<=第)[零一二三四五六七八九十百]{1,6}|(?<![第其])[一二三四五六七八九十]?是|(?<=其)[一二三]|(?<=[^一-龥][一二三四五六七八九])要)")),
    (Excused.DOCUMENT_NAME, re.compile(r"《[^《》\n]{1,80}》")),
    (Excused.QUOTED, re.compile(r"“[^“”\n]{1,40}”")),
    (Excused.NO_NUMBER, re.compile(r"[一统唯进同专归万不单合划某独每逐齐如又初任另首星礼周](?:(?<=一)(?:批|系列|揽子|定|整套|些|类|道|体|流|致|律|切|般|直|线|次性|站式|刻钟|窗|网|码|卡|件|事|老|小|户|企|策|案|带|路|对|起|样|手|同|贯|旦|心|盘|张|图|库|键|门|方|面|并|应|步|来|经|度|产|级|部分|段|块|圈|链|园|县|镇|村|品|业|区|校|人|身|生|年|环|屏|镜|行|点|个|支|款|座|套|条|批次|把手|把|岗|口|专|主|核|廊|轴|极|带|廊|河|城|河两岸|江|湖|片|种|等|阶段|届|代|时|颗|股|轮|场|枝|言|如|律|概|贫|视|改|举|味|线城市)|(?<=[^一星礼])一|(?<=星)期一|(?<=礼)拜一)")),
    (Excused.IDIOM, re.compile(r"千方百计|千家万户|万众|百花|百家|百姓|百年|百货|千秋|千载|千村|千亩|万亩方|百县|千企|千人计划|万人计划|万里|千里|百里|万元户|万物|万能|万全|万无|百业|百强|千古|百科|三农|三产|二产|一产|三甲|三级|二级|一级|四级|五级|三方|两岸|两端|两侧|双|四季|四面八方|四大|三大|五大|六大|七大|八大|九大|十大|两大|三小|五保|三包|三通|三资|三公|三会|三支|三重|三线|三新|三高|二手|二维|三维|二次|二期|三期|一期|四期|五期|二氧|三氧|七氟|十分|九年|九品|八仙|十足|百倍|千分|两会|两新|两重|两山|两不|两个|两级|两型|两网|两法|两区|两头|两翼|三区|三位|三年|五年|十年|两年|四好|五好|四化|三化|五化|六保|六稳|六税|两金|三改|三线|三生|三权|三次产业|三产|三轮|三角|四川|四平|六安|六盘|九江|三亚|三门|三明|三峡|三江|二连|五原|五常|五台|五指|九寨|千岛|万州|万宁|万年|百色|两江|两广|两湖|十堰|七台河|双鸭山|八达|亿利|亿元以?[上级]|百亿级|千亿级|万亿级|百万级|万亿|百亿|千亿|百万|万千|亿万|千万|数十|数百|数千|数万|几十|几百|成千|上万|上百|上千|百分")),
    (Excused.DENOMINATOR, re.compile(r"每[百千万十]{1,3}(?:常住)?(?:人口|人|名|户|亩)?")),
    (Excused.ASPECTS, re.compile(r"[一二两三四五六七八九十][一二两三四五六七八九十]{0,2}个?(?:大)?(?:方面|领域|环节|层面|维度|坚持|统筹|着力|确保|重点|关键|专项|行动|工程|体系|部门|步骤|阶段|原则|任务|工作|抓手)")),
    (Excused.UNIT_OF_TIME, re.compile(r"[一二两三四五六七八九十半][一二两三四五六七八九十半]{0,2}(?:年|个?月|周|天|小时|分钟|季度)")),
    (Excused.INSIDE_A_WORD, re.compile(rf"[零〇一二两三四五六七八九十百千万亿][零〇一二两三四五六七八九十百千万亿]{{0,11}}(?!分之|[{_COUNTER}])")),
)  # fmt: skip


_RANK = {reason: rank for rank, (reason, _) in enumerate(_WORDS)}


def magnitude_end(even: str, at: int) -> int:
    """Where a figure that ends at `at` ends with its 万 or 亿."""
    end = at
    while end < min(len(even), at + 2) and even[end] in "万亿":
        end += 1
    return end


class Ledger:
    """Claims in the making: the first to claim a stretch keeps it."""

    def __init__(self, even: str, text: str) -> None:
        self._even, self._text = even, text
        self._taken: set[int] = set()
        self._claims: list[Claim] = []

    def claim(self, span: Span, commitment: str = "", excuse: Excused | None = None) -> None:
        """Claim a stretch, unless part of it is claimed already; digits that stick to its ends are taken along."""
        start, end = span
        stretch = range(start, end)
        if not stretch or not self._taken.isdisjoint(stretch):
            return
        self._claims.append(Claim(span, self._text[start:end], commitment, excuse or ""))
        self._taken.update(stretch)

    def free(self, start: int, end: int) -> list[Span]:
        """The parts of a stretch that nobody has claimed."""
        if self._taken.isdisjoint(range(start, end)):
            return [Span(start, end)] if start < end else []
        spans, begin = [], None
        for at in range(start, end + 1):
            open_here = at < end and at not in self._taken
            if open_here and begin is None:
                begin = at
            elif not open_here and begin is not None:
                spans.append(Span(begin, at))
                begin = None
        return spans

    def close(self, regions: list[tuple[Span, Excused]]) -> tuple[Claim, ...]:
        """Everything left, by the region it stands in, then by the words around it; in the order of the text."""
        regions = sorted(regions, key=itemgetter(0))  # of two of the same stretch the one told first goes first
        flat = [(start, end, reason) for (start, end), reason in regions]
        starts = [start for start, _, _ in flat]
        words = _word_spans(self._even)
        word_starts = [start for start, _, _ in words]
        for token in _TOKEN.finditer(self._even):
            for span in self.free(*token.span()):
                reason = _covering(flat, starts, span)
                if not reason and not self._even[span.start].isdigit():
                    reason = _covering(words, word_starts, span)
                if not reason and self._even[span.start].isdigit():
                    reason = _of_digits(self._even, Span(span.start, _digits_end(self._even, span)))
                self.claim(span, excuse=reason)
        return tuple(sorted(self._claims, key=attrgetter("span")))


def _digits_end(even: str, span: Span) -> int:
    end = span.end
    while end > span.start + 1 and even[end - 1] in "万亿":
        end -= 1
    return end


def _covering(regions: list[tuple[int, int, Excused]], starts: list[int], span: Span) -> Excused | None:
    """The reason of the nearest region that covers a stretch; of two that begin together, the first named rule's."""
    begin, end = span
    at = bisect_right(starts, begin)  # so that all of these begin before the stretch does, or with it
    covering = [region for region in regions[max(0, at - 12) : at] if region[1] >= end]
    if len(covering) > 1:
        return min(covering, key=lambda region: (_RANK.get(region[2], -1), -region[0]))[2]
    return covering[0][2] if covering else None


def _word_spans(even: str) -> list[tuple[int, int, Excused]]:
    found = [(*m.span(), reason) for reason, pattern in reversed(_WORDS) for m in pattern.finditer(even)]
    return sorted(found, key=itemgetter(0, 1))


_DIGIT_NAMES: tuple[tuple[Excused, re.Pattern[str]], ...] = (
    (Excused.NAME, CODED),
    (Excused.DOCUMENT_NUMBER, re.compile(r"〔(?:19|20)\d\d〕\s?\d*号?|(?<=〕)\d+(?=号)|第?\d+号(?!楼|线)")),
    (Excused.FOOTNOTE, re.compile(r"(?<![\n| ])〔\d{1,3}〕")),
    (Excused.DOCUMENT_NAME, re.compile(r"《[^《》\n]{1,80}》")),
    (
        Excused.NAME,
        re.compile(
            r"“[^“”\n]{1,24}”|[A-Za-z][A-Za-z.\-]{0,8}\d{1,9}(?:\.\d{1,4})?|\d{1,9}[A-Za-z]|\d{1,9}\+[\dNXn]{1,6}|\d{1,9}(?:级|届|版|号|国道|省道|强|周年)|第\d+"
        ),
    ),
    (Excused.RATIO, re.compile(r"\d+:\d+")),
    (
        Excused.DURATION,
        re.compile(
            r"每月\d{1,2}日|(?:连续|满|未满|不满|近|前|后|每|超过|未来|任期)\d+(?:个?月|年|天|小时|周)|\d+(?:×|x|\*)\d+小?时?|\d+(?:小时|分钟|天|年)(?=圈|制|服务|热线|期|以上|以内|不|内)"
        ),
    ),
    (Excused.HEADING_NUMBER, re.compile(r"(?:^|\n)[ \x00]*(?:\d{1,2}[.、]|（\d{1,2}）)")),
)


_DIGITS = re.compile(r"\d+")
_HEAP = 24  # figures within 40 signs on either side: numbers heaped up, whose surroundings tell nothing


def _of_digits(even: str, span: Span) -> Excused | None:
    """The reason of a digit group by its nearest surroundings."""
    if span.end - span.start > 18:
        return Excused.CODE
    begin, end = max(0, span.start - 40), min(len(even), span.end + 40)
    if len(_DIGITS.findall(even, begin, end)) > _HEAP:
        return None
    for reason, pattern in _DIGIT_NAMES:
        for found in pattern.finditer(even, begin, end):
            if found.start() <= span.start and span.end <= found.end():
                return reason
    return None
