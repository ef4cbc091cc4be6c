# ruff: noqa: E501 - rules and their corpus stand one to a line
"""One sentence read clause by clause: what a date governs, what a clause inherits, what kind of promise it makes.

A date governs from where it stands to the end of its sentence or to the next date; 年均 governs its own figure only.
A date beyond the plan (到2035年) paints a vision and does not reach past its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise

from guatu.core.plan.clauses import deeds, telling
from guatu.core.plan.clauses.drafts import Before, Carry, Making, TwoWays
from guatu.core.plan.clauses.lexicon import VERB, split_scope, strip_manner, strives
from guatu.core.plan.clauses.relative import compares, read_relative
from guatu.core.plan.clauses.results import AccountFigure, told_of
from guatu.core.plan.clauses.running import TURNS_AHEAD, planned
from guatu.core.plan.clauses.subjects import cut
from guatu.core.plan.clauses.targets import note_subject, read_targets
from guatu.core.plan.model import Comparator, Evidence, Kind
from guatu.core.text.date_rules import years_in
from guatu.core.text.dates import blank, find_dates
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity, find_quantities
from guatu.core.text.segments import Clause, in_brackets
from guatu.core.text.spans import Span
from guatu.core.text.units import is_amount
from guatu.core.text.when import When, WhenForm, Years

STAGE = re.compile(r"(?:第?[一二三四五]个?|[\u4e00-\u9fff]{2,6})阶段（[^（）]{4,24}）")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_HEAP = 600  # signs; where a figure stands in every four or five of them, shorter ones may still be a list
_LONGEST_NAME = 202  # signs, its marks with it
_TITLE = re.compile(r"《[^《》]{1,80}》")
_QUOTATION = re.compile(r"“[^“”]{1,200}”")
_DONE = re.compile(
    r"已(?<!在已)(?:经|建成(?!区)|达|完成|累计|实现|有|超|突破|形成|覆盖)(?![\u4e00-\u9fff]{0,6}的\d)|现有(?<![个座家处项条所]现有)(?!的)|现已|目前(?<!项目前)|业已|曾"
)
_ATTRIBUTE = re.compile(
    r"(?:已|以来)?(?:建成|建设|竣工|投用|投入使用|投产|成立|设立|认定|备案|开工|签订|形成|注册|入库|毕业|登记|批准|立项|入住)(?:投用|交付|使用|并[^，。；]{1,6})?的(?!目标)"
)
_NAMES_ITS_YEAR = re.compile(
    r"(?:19|20)\d\d年|今年|十[一二三四五六]五"
)  # 年末, 上半年 in a review are the year reviewed
_FORECAST = re.compile(r"预计|预测|测算|估计|有可能|有望|仍将")
_ASKS_FOR = re.compile(r"(?:符合|具备|满足|具有|达到)[^，。；]{0,8}(?:条件|标准|要求|情形)(?:之一)?(?:的)?$")
_DATE_WORDS = re.compile(r"^[\x00、，到至在力争争取确保努力的前底末内，\s“”]*$")


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What a sentence gave: drafts, the reason of each figure that is no target, its dates, and its last governing date."""

    drafts: list[Making]
    reasons: dict[int, Excused | None]
    dates: list[tuple[int, When]]
    quantities: list[tuple[int, Quantity]]
    carry: Carry
    told: list[AccountFigure] = field(default_factory=list)  # figures of the past


def read_sentence(
    clauses: list[Clause], years: Years, carry: Carry, *, past: bool, settled: bool = False, block_dated: bool = False
) -> SentenceReading:
    """Read one sentence. `carry` brings the date that governs the section; `settled`: it tells of the past whatever its
    dates say; `block_dated`: a 完成时限 line dates the block, so that its clauses need not be milestones of their own."""
    drafts: list[Making] = []
    reasons: dict[int, Excused | None] = {}
    told: list[AccountFigure] = []
    all_dates: list[tuple[int, When]] = []
    all_quantities: list[tuple[int, Quantity]] = []
    lead_in: Clause | None = None
    lead_strive, lead_dated, still_strives = "", False, ""
    unheard: list[tuple[str, str]] = []  # clauses without figures, whose subject nobody has asked for yet
    carry.past = past
    required = False
    clauses = list(clauses)
    for number, clause in enumerate(clauses):
        if _is_heap(clause.text):
            continue
        dates = mentions = find_dates(clause.text, years)
        text = clause.text
        if mentions:
            dates = [when for when in _inside_name(text, dates) if not _backdrop(text, when)]
            dates = [when for when in dates if not _same_year(text, when, dates, carry)]
            dates = _with_eras([_of_things(text, when, years) for when in dates], carry, years)
            if len(dates) > 1 and "、" in text and len(parted := _dated_deeds(clause, years)) > 1:
                clauses[number + 1 : number + 1] = parted
                continue
            all_dates.extend((clause.start, when) for when in dates)
            text = blank(text, dates)
        quantities = _titled(clause.text, find_quantities(text))
        if quantities:
            all_quantities.extend((clause.start, q) for q in quantities)
        if carry.trace:
            telling.tell_tokens(carry.trace, clause, mentions, dates, quantities)
        if dates:
            ends = [when for when in dates if when.role == "due" and when.kind in ("by", "in")]
            dates = [_ranged(when, ends, carry, years) for when in _counted_from(dates, carry, clause.text)]
        if settled and TURNS_AHEAD.search(clause.text):
            settled = past = carry.past = False
        if not settled:
            _tell_tense(clause, dates, carry, years, past)
        due = [when for when in dates if when.role == "due" and not when.local]
        if clause.mark == "：" and _ASKS_FOR.search(clause.text):
            required = True
        if required and quantities:  # 应具备以下条件：注册资本不低于500万元
            reasons.update({clause.start + q.start: q.reason or Excused.CONDITION for q in quantities})
            if carry.trace:
                telling.tell_required(carry.trace, clause, quantities)
            lead_in = None
            continue
        _end_of_each(carry, clause, text)
        if carry.trace:
            done = _DONE.search(clause.text)
            telling.tell_tense(
                carry.trace, clause, quantities, past=carry.past, section=past, done=done[0] if done else ""
            )
        if unheard and (quantities or carry.trace or compares(text)):
            for said, mark in unheard:
                note_subject(said, carry, mark)
            unheard.clear()
        if carry.past:
            plans = {q.start: reason for q in quantities if (reason := planned(text, q.start))}
            for q in quantities:
                reasons[clause.start + q.start] = q.reason or plans.get(q.start) or Excused.PAST
            # for the subject that a later clause may leave out, and for the results
            read, why = read_targets(clause, text, quantities, dates, carry)
            told.extend(told_of(clause, text, quantities, read, why | plans))
            if not quantities:
                unheard.append((text, clause.mark))
            lead_in = None
            continue
        begin = lead_in.start if lead_in else clause.start
        if _is_date_only(text):
            _govern(carry, due, clause)
            lead_strive = strives(clause.text) or lead_strive
            lead_in, lead_dated = lead_in or clause, True
            continue
        carry.strive = lead_strive or (still_strives if still_strives and _goes_on_with_a_noun(text) else "")
        found, why = read_targets(clause, text, quantities, dates, carry)
        if why:
            reasons.update({clause.start + at: reason for at, reason in why.items()})
        _govern(carry, due, clause)
        if not found and compares(text) and not (quantities and quantities_left(why, quantities)):
            relative = read_relative(clause, text, carry)
            if relative:
                relative.under = due[-1] if due else carry.when
                relative.when = next((when for when in dates if when.local), None) or relative.under
                if "平均增速" in relative.indicator or "年均" in clause.text:
                    relative.when = When(
                        0, 0, "mean: 平均增速", WhenForm.MEAN, "average", years.since, years.until, local=True
                    )
                found = [relative]
                if carry.trace:
                    telling.tell_relative(carry.trace, clause, relative)
        if found and carry.when is None:
            found = _without_conditions(found, clause, clauses, reasons)
        if found:
            for draft in found:
                if draft.under is not None and _is_gone(draft.under, years):
                    draft.notes.append(TwoWays.GONE)
            found[0].start = begin if found[0].start == clause.start or lead_in else found[0].start
            for draft in found:
                draft.start = draft.start if draft is not found[0] else begin
            drafts.extend(found)
            still_strives = found[-1].strive if clause.mark == "，" else ""
            lead_in = None
            continue
        if not quantities:
            unheard.append((text, clause.mark))
        if carry.trace:
            _tell_idle(clause, text, carry, last=clause is clauses[-1])
        if deeds.is_ideology(text):
            lead_in = None
            continue
        if deeds.is_empty(text) and not (due and deeds.is_bare_deed(text)):
            continue
        if clause.mark == "，" and deeds.is_lead_in(text) and clause is not clauses[-1]:
            lead_in = lead_in or clause
            continue
        if clause.mark == "：" or not (deeds.says_something(text) or (due and deeds.is_bare_deed(text))):
            lead_in = None
            continue
        drafts.append(
            _deed(clause, text, begin, due, carry, led=lead_dated and lead_in is not None, block_dated=block_dated)
        )
        if carry.trace:
            telling.tell_deed(carry.trace, clause, "verb that delivers", drafts[-1])
        lead_in, lead_dated = None, False
    return SentenceReading(drafts, reasons, all_dates, all_quantities, carry, told)


_REWARDS = re.compile(r"给予|给企业|予以(?:奖励|补[助贴偿]|支持)|奖补|补助|补贴|补偿|资助|拨付|(?<!申报)奖励|一事一议")


def _without_conditions(
    found: list[Making], clause: Clause, clauses: list[Clause], reasons: dict[int, Excused | None]
) -> list[Making]:
    """固定资产投资5000万元以上，…给予5%奖励: without a verb a floor of money or ground only says who is paid."""
    floors = [d for d in found if d.comparator in (Comparator.AT_LEAST, Comparator.ABOVE) and is_amount(d.unit)]
    if not floors or VERB.match(cut(clause.text)):
        return found
    rewarded_at = next((other.start for other in clauses if _REWARDS.search(other.text)), 0)
    if clause.start >= rewarded_at:
        return found
    reasons.update({d.figure.start: Excused.CONDITION for d in floors if d.figure is not None})
    return [draft for draft in found if draft not in floors]


def _dated_deeds(clause: Clause, years: Years) -> list[Clause]:
    """甲路年内建成通车、乙路三季度前开工: two deeds, each with a date of its own, are two clauses."""
    marks = [m.start() for m in re.finditer("、", clause.text)]
    cuts = [0, *(at for at in marks if not in_brackets(clause.text, at)), len(clause.text)]
    parts = [(begin + (begin > 0), end) for begin, end in pairwise(cuts)]
    if not all(_is_dated_deed(clause.text[begin:end], years) for begin, end in parts):
        return [clause]
    last = len(parts) - 1
    return [
        Clause(clause.start + begin, clause.start + end, clause.text[begin:end], clause.mark if k == last else "、")
        for k, (begin, end) in enumerate(parts)
    ]


def _is_dated_deed(words: str, years: Years) -> bool:
    dates = [when for when in find_dates(words, years) if when.role == "due" and not when.local]
    text = blank(words, dates)
    return len(dates) == 1 and deeds.is_milestone(text, own_date=True) and not find_quantities(text)


def _goes_on_with_a_noun(text: str) -> bool:
    """力争A超过20亿元，B达到8亿元: without a verb of its own a clause is still under the word that opened the sentence."""
    return not VERB.match(cut(text)) and not text.startswith(_FIRM)


_FIRM = ("确保", "保持", "实现", "完成", "要", "必须")


def _is_heap(text: str) -> bool:
    """Whether a long clause is figures heaped up, a broken table and no prose; they are left open."""
    return len(text) > _LONGEST_HEAP and len(_DIGITS.findall(text)) * 9 > len(text) * 2


def _tell_idle(clause: Clause, text: str, carry: Carry, *, last: bool) -> None:
    """Which of the rules that make a clause no deed held for it; they are tried in this order."""
    rules = (
        ("creed of the plan", deeds.is_ideology(text), "是指导思想，没有可以销号的事"),
        ("words that only connect", deeds.is_empty(text), "只起连接或评价作用"),
        (
            "lead-in",
            clause.mark == "，" and deeds.is_lead_in(text) and not last,
            "只说怎么做、在哪做，事在后面的分句里",
        ),
        ("lead-in of a list", clause.mark == "：", "冒号前的引语，事在后面"),
        ("no verb", not deeds.says_something(text), "没有动词，是名称或单元格"),
    )
    for rule, holds, because in rules:
        if holds and carry.trace:
            telling.tell_deed(carry.trace, clause, rule, None, because)
            return


def quantities_left(why: dict[int, Excused | None], quantities: list[Quantity]) -> bool:
    """Whether a figure of the clause is still unexplained."""
    return any(not why.get(q.start) for q in quantities if q.kind != "name")


def _deed(
    clause: Clause, text: str, begin: int, due: list[When], carry: Carry, *, led: bool, block_dated: bool
) -> Making:
    """A milestone or an action. `led`: a date stood right before it, parted by a comma (到2027年，基本形成…)."""
    governing = due[-1] if due else carry.when
    own = bool(due) or led
    stated = own or carry.stated
    milestone = (
        stated
        and governing is not None
        and governing.until is not None
        and not block_dated
        and deeds.is_milestone(text, own_date=own)
    )
    if milestone and not own and governing is not None and governing.kind == "each_year":
        milestone = False
    draft = Making(
        Kind.MILESTONE if milestone else Kind.ACTION, begin, clause.end, strive=strives(clause.text) or carry.strive
    )
    if milestone or own or (governing is not None and text.endswith(_BETTER)):
        draft.when = draft.under = governing
    if due:
        draft.date_from(Span(clause.start + due[-1].start, clause.start + due[-1].end), due[-1])
    elif draft.when is not None and carry.dated_by:
        draft.date_from(carry.dated_by, draft.when)
    draft.evidence.append(Evidence(Span(begin, clause.end), "deliverable" if milestone else "verb clause"))
    draft.scope = split_scope(strip_manner(text.replace("\x00", "")))[0]
    return draft


_BETTER = ("提升", "提高", "增强", "改善", "下降", "增长")
_NO_LONGER_EACH = re.compile(r"达到|突破|超过|累计|总数|总量|控制在|提高到|增加到")


def _end_of_each(carry: Carry, clause: Clause, text: str) -> None:
    """每年新增1家，总数达到20家；…: what is reached, and what stands behind a semicolon, is not of each year."""
    if carry.once and (carry.once.closed or _NO_LONGER_EACH.search(text)):
        carry.when, carry.stated, carry.dated_by = carry.once.when, carry.once.stated, carry.once.dated_by
        carry.once = None
    elif carry.once and clause.mark == "；":
        carry.once = replace(carry.once, closed=True)


def _govern(carry: Carry, due: list[When], clause: Clause) -> None:
    if not due:
        return
    if not STAGE.match(clause.text):  # 企业500家（2023年400家）: such a date governs nothing outside its brackets
        due = [when for when in due if not in_brackets(clause.text, when.start)]
    if due:
        each = due[-1].form is WhenForm.EACH_YEAR and not _DATE_WORDS.match(blank(clause.text, due))
        led = len(due) > 1 and due[0].until is not None and due[0].kind != "each_year"
        if each and carry.once is None:
            before = due[-2] if led else carry.when
            by = Span(clause.start + before.start, clause.start + before.end) if led and before else carry.dated_by
            carry.once = Before(before, carry.stated or led, by, clause.mark == "；")
        elif not each:
            carry.once = None
        carry.listed = ()
        if len(due) > 1:  # their offsets are those of the whole text, for they date other clauses
            at = clause.start
            carry.listed = tuple(
                when._replace(
                    start=at + when.start, end=at + when.end, kind=due[0].kind, since=due[0].since and when.since
                )
                for when in due
            )
        carry.when, carry.stated = due[-1], True
        carry.dated_by = Span(clause.start + due[-1].start, clause.start + due[-1].end)


def _counted_from(dates: list[When], carry: Carry, text: str) -> list[When]:
    """自2026年起，用三年时间: so many years are counted from the year that they are said to begin with."""
    start, counted = carry.when, []
    for when in dates:
        if (
            when.form is WhenForm.WITHIN_YEARS
            and start is not None
            and start.form is WhenForm.FROM_YEAR
            and start.since
        ):
            when = when._replace(until=start.since + (years_in(text[when.start : when.end]) or 1) - 1, kind="by")
        elif when.role == "due" and not when.local:
            start = when
        counted.append(when)
    return counted


def _ranged(when: When, ends: list[When], carry: Carry, years: Years) -> When:
    """每年 and 年均 take their years from the span or the end date that governs them: the last of `ends` before them."""
    if when.kind not in ("each_year", "average") or when.role != "due":
        return when
    before = bisect_left(ends, when.start, key=lambda end: end.start)
    governing = ends[before - 1] if before else carry.when
    if governing is None or governing.until is None:
        return when
    if governing.since is not None and governing.kind != "in":
        return when._replace(since=governing.since, until=governing.until)
    if governing.form is WhenForm.FIVE_YEARS:
        return when._replace(since=governing.until - 4, until=governing.until)
    if governing.kind == "by" and governing.month is None:
        since = years.since if years.since is not None and years.since <= governing.until else None
        return when._replace(since=since, until=governing.until)
    return when


def _tell_tense(clause: Clause, dates: list[When], carry: Carry, years: Years, past: bool) -> None:
    told = past and _FORECAST.search(clause.text)
    aside = "（" in clause.text
    for when in dates:
        if aside and when.role == "due" and in_brackets(clause.text, when.start) and not STAGE.match(clause.text):
            continue  # 企业达到500家（2025年400家）
        if when.role == "past":
            carry.past = True
        elif when.role == "due" and not when.local and when.kind in ("by", "in"):
            known = when.until is not None and years.issue is not None
            gone = known and _is_gone(when, years)
            words = clause.text[when.start : when.end]
            promised = (
                gone
                and not past
                and not _DONE.search(clause.text)
                and (words.endswith("前") or words.startswith(("到", "力争到")))
            )
            ahead = (
                known
                and not gone
                and when.kind == "by"
                and not told
                and (_NAMES_ITS_YEAR.search(words) or words.endswith("前"))
            )
            carry.past = (gone and not promised) or (past and not ahead)
    if _DONE.search(clause.text) and not any(when.role == "due" for when in dates):
        carry.past = True


def _is_gone(when: When, years: Years) -> bool:
    """Whether a date lies before the year of issue."""
    return when.until is not None and years.issue is not None and when.until < years.issue


def _is_date_only(text: str) -> bool:
    return "\x00" in text and bool(_DATE_WORDS.match(text))


def _inside_name(text: str, dates: list[When]) -> list[When]:
    """The dates without those inside a title or a quotation, other than “十四五”."""
    if "《" not in text and "“" not in text:
        return dates
    return [when for when in dates if text.startswith("十", when.start) or not _name_around(text, when.start)]


def _of_things(text: str, when: When, years: Years) -> When:
    """2000年底前建成的小区: a year that is over tells which things are meant, not when something is due."""
    if when.role == "due" and _is_gone(when, years) and _ATTRIBUTE.match(text, when.end):
        return when._replace(role="era")
    return when


def _with_eras(dates: list[When], carry: Carry, years: Years) -> list[When]:
    """到2027年，…2020年…: a year that is over, behind a deadline to come, neither dates the promise nor makes it an account."""
    ahead = carry.stated and _is_to_come(carry.when, years)
    told = []
    for when in dates:
        if ahead and when.role == "due" and when.kind in ("by", "in") and _is_gone(when, years):
            when = when._replace(role="era")
        ahead = ahead or (when.role == "due" and _is_to_come(when, years))
        told.append(when)
    return told


def _is_to_come(when: When | None, years: Years) -> bool:
    """Whether this is a deadline that the text looks forward to: 到2027年."""
    return (
        when is not None
        and when.form is WhenForm.UP_TO_YEAR
        and when.until is not None
        and years.issue is not None
        and when.until >= years.issue
    )


_STRIVES_FIRST = re.compile(r"^(?:力争|争取|确保|努力)")


def _same_year(text: str, when: When, dates: list[When], carry: Carry) -> bool:
    """2026—2027年，…当年就业率: 当年 behind a date of its own sentence is that date's year, no new one; so is 全年 in a
    section of one year."""
    if text.startswith("全年", when.start):
        return not carry.stated and carry.when is not None and carry.when.kind == "in"
    if not text.startswith("当年", when.start):
        return False
    return carry.stated or any(other.role == "due" and other.start < when.start for other in dates)


def _backdrop(text: str, when: When) -> bool:
    """在国家“十五五”时期…中: a period in the middle of a phrase is the backdrop, not the deadline."""
    if when.form is not WhenForm.FIVE_YEARS:
        return False
    before = _STRIVES_FIRST.sub("", text[: when.start]).strip("、，到至在于\x00 ")
    return bool(before)


def _titled(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """A figure inside a title (《》) or a quotation (“最多跑一次”) is part of a name."""
    if not quantities or ("《" not in text and "“" not in text):
        return quantities
    return [
        q._replace(kind="name", reason=reason) if q.kind != "name" and (reason := _name_around(text, q.start)) else q
        for q in quantities
    ]


def _name_around(text: str, at: int) -> Excused | None:
    """What kind of name a place stands in, between 《》 or “”; None when in none."""
    for sign, pattern, reason in (("《", _TITLE, Excused.DOCUMENT_NAME), ("“", _QUOTATION, Excused.QUOTED)):
        opened = text.rfind(sign, max(0, at - _LONGEST_NAME), at)
        if opened >= 0 and (found := pattern.match(text, opened)) and at < found.end() - 1:
            return reason
    return None
