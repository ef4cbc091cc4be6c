"""The core's sentences in English, for the language switch.

The core speaks Chinese only: its sentences are the ones that a bulletin prints. Those that pages repeat are made by a
few dozen patterns, so the switch reads them back by pattern. What no pattern fits, and every word of an official text
or name, stays Chinese: a wrong translation of a figure would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import get_language, gettext

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SMALL = dict(zip("一两二三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def say(text: object) -> str:
    """A sentence or label of the core in the reader's language."""
    words = str(text)
    if not (get_language() or "").startswith("en") or not HAN.search(words):
        return words
    return in_english(words)


@lru_cache(maxsize=4096)
def in_english(words: str) -> str:
    known = gettext(words)
    if known != words:
        return known
    for pattern, make in PATTERNS:
        if found := pattern.fullmatch(words):
            return make if isinstance(make, str) else make(found)
    parts = re.split(r"(?<=[。；])", words)
    if len(parts) > 2 or (len(parts) == 2 and parts[1]):
        return " ".join(in_english(p) for p in parts if p)
    return words


def unit(text: str) -> str:
    return gettext(text) if text else text


def amount(number: str, of: str) -> str:
    said = unit(of)
    return f"{number}{said}" if said == "%" else f"{number} {said}".strip()


def years(text: str) -> str:
    return str(SMALL.get(text, text))


def _day(m: re.Match[str]) -> str:
    return f"{int(m['d'])} {MONTHS[int(m['m']) - 1]} {m['y']}"


def _listed(text: str) -> str:
    return ", ".join(in_english(part) for part in re.split("[、，]", text))


def _count(m: re.Match[str]) -> str:
    what = in_english(m["what"]).lower()
    return f"{m['n']} {what.removesuffix('s') if m['n'] == '1' else what}"


def _needed(m: re.Match[str]) -> str:
    when = "the last year" if m["left"] is None else f"the remaining {years(m['left'])} years"
    if m["year"]:
        when = m["year"]
    verb = {
        "增长": "growth of",
        "下降": "a fall of",
        "提高": "a rise of",
        "降低": "a fall of",
        "完成": "",
        "减少": "minus",
    }[m["verb"]]
    each = " a year" if m["each"] else ""
    return f"needs {verb} {amount(m['n'], m['unit'])}{each} in {when}".replace("  ", " ")


def _gap(m: re.Match[str]) -> str:
    side = "above" if m["side"] in "高多" else "below"
    return f"{amount(m['n'], m['unit'])} {side}"


# Single words and heads that the core prints and `say` meets whole: the catalogue must know them.
CORE_WORDS = (
    "未写明",
    "未完成", "滞后", "已达与正常", "期限已过，数已公布", "期限未到，落后于时序", "差", "还需", "名义", "可比价",
    "可比口径", "口径待定或不同", "缺分子、分母或对照数", "合并报告期，分不出单月", "还没有确认指标", "未定期限",
    "未到节点，还不该有数", "未定期限，未见公布", "每年任务，未见公布", "至今无数", "还没有定论", "完成", "个目标",
    "项年度任务", "个里程碑", "项举措", "持平", "方案印发", "自治区", "全国", "全区", "今天", "个百分点", "亿元",
    "万元", "元", "万吨", "万吨/年", "万件", "万人", "万人次", "家", "户", "个", "万个", "次", "场", "项", "所", "款",
    "条", "处", "名", "人", "张", "间", "座", "台", "辆", "支", "批", "件", "套", "万平方米", "亿千瓦时", "万千瓦时",
    "个/千人", "个/万人",
)  # fmt: skip

UNIT = r"(?P<unit>[^\d。；，]*)"
NUMBER = r"(?P<n>[−-]?[\d.]+)"
Make = str | Callable[[re.Match[str]], str]
PATTERNS: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        # days, periods, deadlines
        (r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", _day),
        (r"(\d{4})年", lambda m: m[1]),
        (r"(\d{4})年底", lambda m: f"end of {m[1]}"),
        (r"(\d{4})年(\d{1,2})月底?", lambda m: f"{MONTHS[int(m[2]) - 1]} {m[1]}"),
        (r"(\d{4})年(\d{1,2})—(\d{1,2})月",
         lambda m: f"{MONTHS[int(m[2]) - 1][:3]}–{MONTHS[int(m[3]) - 1][:3]} {m[1]}"),
        (r"(\d{4})—(\d{4})年", lambda m: f"{m[1]}–{m[2]}"),
        (r"(\d{4})年以来", lambda m: f"since {m[1]}"),
        (r"(\d{4})—(\d{4})年年均", lambda m: f"{m[1]}–{m[2]}, a year on average"),
        (r"(\d{4})—(\d{4})年每年", lambda m: f"each year {m[1]}–{m[2]}"),
        (r"(\d{4})年底到期", lambda m: f"due end of {m[1]}"),
        (r"(.+)到期", lambda m: f"due {in_english(m[1])}"),
        (r"今天，已过([\d.]+)%", lambda m: f"today, {m[1]}% gone"),
        (r"(\d{4}年\d+月\d+日)，已过([\d.]+)%", lambda m: f"{in_english(m[1])}, {m[2]}% gone"),
        (r"(\d{4}年\d+月\d+日) (.+)", lambda m: f"{in_english(m[1])}: {in_english(m[2])}"),
        (r"(\d+)个工作日", lambda m: f"{m[1]} working days"),
        (r"(\d+)天", lambda m: f"{m[1]} days"),
        (r"公布(\d{4})年数", lambda m: f"{m[1]} figures published"),
        # gaps
        (r"(?P<side>[高低多少])" + NUMBER + r"(?P<unit>[^\d。；，]*)", _gap),
        (r"比(?P<other>.+?)(?P<side>[高低多少])" + NUMBER + r"(?P<unit>[^\d。；，]*)",
         lambda m: f"{_gap(m)} {gettext(m['other'])}"),
        (r"([−\d.]+)%，时序([\d.]+)%", lambda m: f"{m[1]}% done, {m[2]}% of time"),
        (r"(?:后(?P<left>[一两二三四五六七八九十])年|(?P<year>\d{4})年|此后)须(?P<each>年均|每年)?"
         r"(?P<verb>增长|下降|提高|降低|完成|减少)" + NUMBER + UNIT, _needed),
        (r"(?P<n>[−\d.]+)个百分点", lambda m: f"{m['n']} points"),
        # counts
        (r"(?P<n>\d+)个(?P<what>无数据|未到节点|未定期限|完成|未完成|至今无数|还没有定论|"
         r"严重滞后|滞后|正常|提前达到|已完成)", _count),
        (r"(?P<n>\d+)(?P<what>个目标|项年度任务|个里程碑|项举措)", _count),
        (r"((?:\d+(?:个目标|项年度任务|个里程碑|项举措)、?)+)到期(.*)",
         lambda m: f"{_listed(m[1])} due{in_english(m[2]) if m[2] else ''}"),
        (r"，(\d+)个目标无数据", lambda m: f", {m[1]} of the targets without data"),
        (r"，目标均无数据", ", none of the targets with data"),
        (r"，尚无数据", ", no data yet"),
        # the verdict
        (r"(\d{4})年(底?)到期的(\d+)个目标，",
         lambda m: f"Of the {m[3]} targets due {'by the end of' if m[2] else 'in'} {m[1]}, "),
        (r"(\d{4})年(底?)到期的(\d+)个目标已过期限(\d+)天，还不能说完成，也不能说未完成。",
         lambda m: f" The {m[3]} targets due {'by the end of' if m[2] else 'in'} {m[1]} "
         f"are {m[4]} days past their deadline; nobody can say yet whether they were met."),
        (r"截至(\d{4}年\d+月\d+日)，(\d+)个目标", lambda m: f"As of {in_english(m[1])}, {m[2]} targets have "),
        (r"都没有公布数", "no published figure"),
        (r"(\d+)个目标都未到年底期限，", lambda m: f"All {m[1]} targets are still before their deadline: "),
        (r"此前到期的(\d+)个，(.+)。", lambda m: f" Of {m[1]} due before, {in_english(m[2])}."),
        (r"(?P<name>.+)目标(?P<n>[\d.]+)" + UNIT + "：",
         lambda m: f" {m['name']} (target {amount(m['n'], m['unit'])}): "),
        (r"(\d{4})年(?P<n>[−\d.]+)" + UNIT + "，", lambda m: f"{amount(m['n'], m['unit'])} in {m[1]}, "),
        (r"全部完成", "all met"), (r"全部未完成", "none met"), (r"至今都无数", "still no figure for any"),
        (r"。", "."),
        # changes
        (r"(\d{4}年\d+月\d+日)以来没有新的公布数，没有一盏灯变化。",
         lambda m: f"Since {in_english(m[1])} no new figure was published and no light changed."),
        (r"(\d{4}年\d+月\d+日)以来有(\d+)个新的公布数，(\d+)个目标从无数据变为有数。",
         lambda m: f"Since {in_english(m[1])}: {m[2]} new figures; {m[3]} targets went from no data to a figure."),
        (r"(\d{4}年\d+月\d+日)以来有(\d+)个新的公布数，(\d+)盏灯变化(?:，其中(\d+)盏从无数据变为有数)?。",
         lambda m: f"Since {in_english(m[1])}: {m[2]} new figures, {m[3]} lights changed"
         + (f", {m[4]} of them from no data." if m[4] else ".")),
        (r"(\d{4}年\d+月\d+日)以来有(\d+)个新的公布数，没有一盏灯变化。",
         lambda m: f"Since {in_english(m[1])}: {m[2]} new figures, no light changed."),
        (r"没有更早的研判可以比较。", "There is no earlier judgement to compare with."),
        # reasons by group
        (r"(\d{4})年底已到期，未见公布", lambda m: f"due end of {m[1]}, not published"),
        (r"(\d{4})年底到期，未见公布", lambda m: f"due end of {m[1]}, not yet published"),
        (r"每年任务，(\d{4})年度未见公布", lambda m: f"yearly tasks, {m[1]} not published"),
        # decisions
        (r"为(\d+)个目标指定牵头单位", lambda m: f"Name a lead unit for {m[1]} targets"),
        (r"方案没有写明牵头单位。", "The plan names no lead units."),
        (r"没有牵头单位，提醒函无处可发(?:，(\d+)个无数据的目标无人可问)?。",
         lambda m: "Without one there is nowhere to send a reminder"
         + (f", and nobody to ask about the {m[1]} targets without data." if m[1] else ".")),
        (r"(?P<name>.+?)(?P<n>[\d.]+)" + UNIT + "：加力，还是按程序报请调整",
         lambda m: f"{m['name']} {amount(m['n'], m['unit'])}: more effort, or ask for a change in due form?"),
        (r"确认“(.+)”的口径", lambda m: f"Confirm the definition of “{m[1]}”"),
        (r"确认(\d+)个目标的口径", lambda m: f"Confirm the definitions of {m[1]} targets"),
        (r"(.+?)(?:等)?。口径确认以前不亮灯。", lambda m: f"{m[1]}: no light until the definitions are confirmed."),
        (r"口径确认以前不亮灯。", "No light until the definitions are confirmed."),
        (r"未完成的(\d+)项：补做，还是说明原因后销号",
         lambda m: f"{m[1]} missed: make up for them, or close them with a reason?"),
        (r"(.+)已过期限。", lambda m: f"{m[1]}: past their deadline."),
        (r"选择补做的，须有新的日期和依据，原期限不改。",
         "Making up needs a new date and a paper; the old deadline stays as it is."),
        (r"回答方案里的(\d+)个问题", lambda m: f"Answer {m[1]} questions about the plan"),
        (r"认领方案里的(\d+)个数字", lambda m: f"Claim {m[1]} numbers of the plan"),
        (r"即使按已公布的最高年增速([−\d.]+)%再走(.)年，(\d{4})年也只到([−\d.]+)(.+?)（价格不变）；",
         lambda m: f"Even at the best published growth, {m[1]}% a year, {m[3]} would reach only "
         f"{amount(m[4], m[5])} (prices unchanged);"),
        (r"(后.年须.+|\d{4}年须.+|此后须.+)。", lambda m: in_english(m[1]) + "."),
        # promises
        (r"与(.+)持平", lambda m: f"level with {gettext(m[1])}"),
        (r"高于(.+)", lambda m: f"above {gettext(m[1])}"),
        (r"低于(.+)", lambda m: f"below {gettext(m[1])}"),
        (r"下降(≥|>|≤|<|~)?([\d.]+)", lambda m: f"fall {m[1] or ''}{m[2]}"),
        # last resort for lists of counts
        (r"(?:\d+个?项?[^，、。]+[、，])+\d+个?项?[^，、。]+", lambda m: _listed(m[0])),
    )
)  # fmt: skip
