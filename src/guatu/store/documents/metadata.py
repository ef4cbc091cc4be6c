"""Title, number, day and issuer of an official document, read from its lines by the rules of GB/T 9704.

Pure: lines in, facts out. What the rules do not find stays empty; nothing is guessed from a reference in the text
(根据国办发〔2024〕3号 is another document's number).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str = ""
    number: str = ""
    issued: date | None = None
    issuer: str = ""


_NUMBER = r"[\u4e00-\u9fa5]{1,14}?(?:字)?[〔\[［【（(]\s*(?:19|20)\d{2}\s*年?[〕\]］】）)]\s*(?:第\s*)?\d{1,5}\s*号"
_NUMBER_LINE = re.compile(rf"[（(]?(?:发文字号|文\s*号|字\s*号)?[:：]?\s*({_NUMBER})[）)]?(?:\s*签发人.*)?")
_ARABIC = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE = re.compile(
    r"([一二三四五六七八九〇○零Ｏ０O]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DATE_LINE = re.compile(rf"[（(]?\s*(?:{_ARABIC.pattern}|{_CHINESE.pattern})\s*[）)]?")
_DASHED = re.compile(r"((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})")
_ORGAN = (
    r"(?:人民政府|政府|办公[厅室]|委员会|领导小组|指挥部|委|办|局|厅|部|院|署|行|会|中心|总队|支队|集团|公司|"
    r"管理处|大学|学院)"
)
_ISSUER = re.compile(rf"[\u4e00-\u9fa5（）()]{{1,28}}{_ORGAN}(?:[（(][^（()）]{{1,12}}[）)])?")
_MASTHEAD = re.compile(rf"([\u4e00-\u9fa5]{{2,28}}{_ORGAN})\s*文\s*件")
_ISSUED_BY = re.compile(rf"([\u4e00-\u9fa5]{{2,28}}{_ORGAN})\s*(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日印发")
_GENRE = re.compile(
    r"(?:通知|意见|方案|规划|计划|纲要|办法|规定|条例|细则|决定|决议|报告|公告|通告|公报|通报|批复|函|纪要|措施|要点|清单|"
    r"任务书|责任书|行动|政策|预案|标准|指引|目录|说明|建议|草案|征求意见稿|若干规定)(?:[（(][^（()）]{1,30}[）)])?"
)
_NOT_TITLE = re.compile(
    r"附件|附：|抄送|主送|签发|（此件|\(此件|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]|\d{1,2}[.、]|第.{1,4}[章节]|目\s*录$"
)
_NOTICE = re.compile(r"(?:关于)?(?:印发|转发|批转|下发|公布).{2,80}的(?:通知|通告)$")
_CLOSED = re.compile(r"(?:通知|意见|方案|规划|计划|纲要|办法|规定|决定|公告|报告|批复)(?:[（(][^（()）]{1,30}[）)])?$")
_HEAD = 40  # lines that are not blank, in which masthead and title are looked for
_LABELS = {
    "number": ("发文字号", "文号", "文 号", "字号"),
    "issued": ("成文日期", "发文日期", "生成日期", "印发日期"),
    "issuer": ("发文机关", "发布机构", "发文机构", "发文单位", "制发单位", "来源"),
    "title": ("标题", "名称", "文件名称", "信息名称"),
}


def find_metadata(
    lines: Sequence[str], *, titles: Sequence[str] = (), facts: Mapping[str, str] | None = None
) -> Metadata:
    """What the lines of a document say about it.

    Args:
        lines: in reading order; blank ones part blocks.
        titles: lines that the file marks as titles, best first.
        facts: labelled facts that stand beside the text, as on a government's web page (成文日期 → 2025-05-31).

    >>> find_metadata(["乌政办发〔2025〕12号", "乌海市促进服务业发展", "实施方案", "", "为推动转型，制定本方案。"])
    Metadata(title='乌海市促进服务业发展实施方案', number='乌政办发〔2025〕12号', issued=None, issuer='')
    """
    clean = [_clean(line) for line in lines]
    labelled = {**_labelled(clean), **{key: value for key, value in (facts or {}).items() if value}}
    title = _title(clean, [_clean(t) for t in titles]) or _fact(labelled, "title")
    return Metadata(
        title=title,
        number=_number(clean) or _first_number(_fact(labelled, "number")),
        issued=_day(_fact(labelled, "issued")) or _issued(clean),
        issuer=_issuer(clean, title) or _fact(labelled, "issuer"),
    )


def _clean(line: str) -> str:
    return line.strip(" \t\r\u3000\u00a0\ufeff").translate(_DIGITS)


_DIGITS = {ord("０") + i: str(i) for i in range(10)}


def _labelled(lines: Sequence[str]) -> dict[str, str]:
    """成文日期：2025年5月31日, in the head of the document, also as cells of a table."""
    known = {label for labels in _LABELS.values() for label in labels}
    found: dict[str, str] = {}
    for line in [line for line in lines if line][:_HEAD]:
        cells = [cell.strip() for cell in line.split("\t")]
        for index, cell in enumerate(cells):
            label, mark, rest = cell.replace(":", "：", 1).partition("：")
            label = re.sub(r"[\s　\[\]【】]", "", label)
            if label in known and label not in found:
                value = rest.strip() if mark and rest.strip() else cells[index + 1] if index + 1 < len(cells) else ""
                if value and len(value) <= 80:
                    found[label] = value
    return found


def _fact(labelled: Mapping[str, str], field: str) -> str:
    return next((labelled[label] for label in _LABELS[field] if label in labelled), "")


def _first_number(text: str) -> str:
    match = re.search(_NUMBER, text)
    return _tidy_number(match[0]) if match else ""


def _number(lines: Sequence[str]) -> str:
    for line in [line for line in lines if line][:_HEAD]:
        if match := _NUMBER_LINE.fullmatch(line):
            return _tidy_number(match[1])
    return ""


def _tidy_number(number: str) -> str:
    tidy = re.sub(r"\s", "", number)
    return re.sub(r"[\[［【（(](\d{4})年?[\]］】）)]", r"〔\1〕", tidy)


def _day(text: str) -> date | None:
    """The first day named in a text, in Arabic or Chinese figures."""
    if match := _ARABIC.search(text):
        return _date(*(int(g) for g in match.groups()))
    if match := _CHINESE.search(text):
        year = "".join(str("零一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else "0" for c in match[1])
        return _date(int(year), _small(match[2]), _small(match[3]))
    if match := _DASHED.search(text):
        return _date(*(int(g) for g in match.groups()))
    return None


def _small(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    value = "一二三四五六七八九".find(ones) + 1 if ones else 0
    return value + (("一二三四五六七八九".find(tens) + 1 if tens else 1) * 10 if ten else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _issued(lines: Sequence[str]) -> date | None:
    """A line that holds nothing but a date: below the signature, or in brackets below the title."""
    for line in lines:
        if len(line) <= 40 and _DATE_LINE.fullmatch(line.replace(" ", "")) and (found := _day(line.replace(" ", ""))):
            return found
    for line in lines[-30:]:  # signature and date on one line
        match = _ARABIC.search(line) if len(line) <= 60 else None
        if match and match.end() == len(line) and _ISSUER.fullmatch(re.sub(r"\s", "", line[: match.start()])):
            return _day(line)
    return None


def _issuer(lines: Sequence[str], title: str) -> str:
    full = [line for line in lines if line]
    for index, line in enumerate(full):
        if len(line) <= 40 and _DATE_LINE.fullmatch(line.replace(" ", "")) and index:
            above = re.sub(r"\s", "", full[index - 1])
            if _ISSUER.fullmatch(above):
                return above
            break
    for line in full[:_HEAD]:
        if match := _MASTHEAD.fullmatch(re.sub(r"\s", "", line)):
            return match[1]
    names = [title, *(line for line in full[:_HEAD] if "关于" in line)]
    for name in names:
        if (match := re.match(rf"([\u4e00-\u9fa5]{{2,40}}?{_ORGAN})关于", name)) and len(match[1]) >= 4:
            return match[1]
    for line in full[-10:]:
        if match := _ISSUED_BY.search(re.sub(r"\s+", " ", line).replace(" ", "")):
            return match[1]
    return ""


def _title(lines: Sequence[str], marked: Sequence[str]) -> str:
    """The plan's own title. A notice that only passes a plan on (关于印发…的通知) gives way to the plan's."""
    found = [*marked, *_titles_in(lines)]
    whole = [t for t in found if _GENRE.search(t) and _is_title_like(t)]
    for title in whole:
        if not _NOTICE.search(title):
            return title
    if whole:
        return whole[0]
    if marked and marked[0]:
        return marked[0]
    first = next((line for line in lines if line), "")
    return first if _is_title_like(first) and len(first) <= 40 else ""


def _titles_in(lines: Sequence[str]) -> list[str]:
    """Blocks of short lines without a full stop whose last one ends in the name of a genre."""
    found: list[str] = []
    for index, line in enumerate(lines):
        if not line or not _is_title_like(line) or not _ends_in_genre(line):
            continue
        if (
            index + 1 < len(lines)
            and _is_title_like(lines[index + 1])
            and _ends_in_genre(line + lines[index + 1])
            and (len(lines[index + 1]) <= 12)
        ):
            continue  # 的通知 on a line of its own ends the title, not this line
        parts, above = [line], index - 1
        while above >= 0 and len(parts) < 4 and _goes_on(lines[above]):
            parts.insert(0, lines[above])
            above -= 1
        found.append("".join(parts))
        if len(found) >= 6:
            break
    return found


def _ends_in_genre(line: str) -> bool:
    return any(match.end() == len(line) for match in _GENRE.finditer(line))


def _is_title_like(line: str) -> bool:
    return (
        2 <= len(line) <= 90
        and not any(mark in line for mark in "。；！？\t：:")
        and line.count("，") <= 1
        and not _NOT_TITLE.match(line)
    )


def _goes_on(line: str) -> bool:
    """Whether a line may be the upper part of a title."""
    return (
        3 <= len(line) <= 40
        and not any(mark in line for mark in "。；！？\t：:，")
        and not _NOT_TITLE.match(line)
        and not _NUMBER_LINE.fullmatch(line)
        and not _DATE_LINE.fullmatch(line.replace(" ", ""))
        and not _MASTHEAD.fullmatch(re.sub(r"\s", "", line))
        and not _ISSUER.fullmatch(line)
        and not line.startswith(("（", "("))
        and not _CLOSED.search(line)
    )
