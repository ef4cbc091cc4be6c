# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Quantities to reach: every figure of a clause that promises something, with its row label.

Reads one clause at a time. Figures that promise nothing are `conditions.py`'s; dates are already blanked out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guatu.core.plan.conditions import excuse
from guatu.core.plan.drafts import Carry, Draft
from guatu.core.plan.lexicon import BARE_MEASURE, CREATING, MEASURE, NEWLY, PACE, RATE, VERB, strives
from guatu.core.plan.model import Comparator, Direction, Evidence, Kind, Measure
from guatu.core.plan.subjects import (
    carried,
    cut,
    each_of,
    entity,
    from_object,
    from_subject,
    per_head,
    shared,
    suffixed,
    with_verb,
)
from guatu.core.text.comparators import AFTER, Bound, read_bound
from guatu.core.text.dates import When
from guatu.core.text.quantities import Quantity
from guatu.core.text.segments import Clause
from guatu.core.text.spans import Span
from guatu.core.text.units import TIMES, core_of, is_money

_JOIN = re.compile(r"^[、，；\s]|^(?:和|与|以及|及|并|或)")
_JOINED = re.compile(r"(?:[、，；\s]|和|与|以及|及|并)$")
_SPLIT = re.compile(r"[、，；]|以及|并|和|及|与")
_SHARED = re.compile(r"分别|均|都|各(?!类|项|种|级|区|县|地)")
_RANK = re.compile(
    r"(?:力争|争取|稳步)*(?:进入|位居|跻身|保持在?|稳居|位列|升至|迈入|排名|居|进)(?P<field>[^，。；、]{0,10})前$"
)
_RELATIVE = re.compile(
    r"^(?P<who>[^，。；]{2,40}?)(?:力争|总体|基本|保持|均|继续|要|大体|稳定){0,3}(?:与|同|和|跟)(?P<base>[^，。；]{2,24}?)(?:基本|保持|大体|总体){0,2}(?:持平|同步|相当|相匹配|相适应)(?:增长|提高)?$"
)
_ABOVE = re.compile(
    r"^(?P<who>[^，。；]{2,40}?)(?:力争|总体|基本|保持|均|继续|要|稳定|持续|明显|达到|到|年均){0,3}(?P<how>高于|快于|超过|不低于|优于|低于|达到)"
    r"(?P<base>[^，。；]{1,16}?(?:平均水平|平均|平均增速|平均值|增速|增长速度|增长)(?:水平)?)$"
)
_BASE = re.compile(r"(?:高于|快于|超过|高出|低于|领先)(?P<base>[^，。；、]{2,20})$")
_MOVES = re.compile(
    r"(?P<who>.{2,60}?)(?:逐年|逐步|稳步|显著|明显|大幅|持续|不断|进一步|有效|全面|稳定|较大|快速|得到|实现|继续|总体)*(?:提高|提升|增长|扩大|增强|下降|降低|改善|上升|优化|缩小|壮大)$"
)


@dataclass(slots=True)
class _Part:
    """One figure and the words that belong to it, as offsets into the clause."""

    q: Quantity
    start: int
    pre: str
    bound: Bound
    post: str
    end: int


def read_targets(
    clause: Clause, text: str, quantities: list[Quantity], dates: list[When], carry: Carry
) -> tuple[list[Draft], dict[int, str]]:
    """The targets of a clause, and the reason of every figure that is none, by its offset in the clause.

    `text` is the clause with its dates blanked (\\x00); `carry` is updated with the last label.
    """
    reasons: dict[int, str] = {}
    live: list[Quantity] = []
    for q in quantities:
        if why := excuse(text, q, quantities):
            reasons[q.start] = why
        elif q.kind == "bare" and not q.glyph and not read_bound(text[: q.start].replace("\x00", "")).comparator:
            continue  # a figure without a unit and without a bound: left open
        else:
            live.append(q)
    parts = list(_parts(text, live))
    drafts: list[Draft] = []
    strive = strives(text) or carry.strive
    at, rows = 0, carry.rows
    while at < len(parts):
        group = _group(parts, at)
        made = _read_group(clause, text, group, dates, carry, drafts, strive)
        if not made:
            reasons.setdefault(group[0].q.start, "")
        drafts.extend(made)
        at += len(group)
    carry.rows = tuple(draft.indicator for draft in drafts) if drafts else rows
    return drafts, reasons


def read_relative(clause: Clause, text: str, carry: Carry) -> Draft | None:
    """平均增速与自治区持平: a target whose figure is another series."""
    bare = text.replace("\x00", "")
    found = _RELATIVE.match(bare) or _ABOVE.match(bare)
    if not found:
        return None
    label = _carried(cut(found["who"]), carry, rate=True)
    if not MEASURE.search(label) or len(label) > 30:
        return None
    pace = bool(PACE.search(label)) or "同步" in bare
    how = found.groupdict().get("how") or ""
    comparator = (
        Comparator.ABOVE
        if how in ("高于", "快于", "超过", "优于")
        else Comparator.AT_MOST
        if how == "低于"
        else Comparator.AT_LEAST
        if how
        else Comparator.EXACTLY
    )
    carry.label = label
    return Draft(
        Kind.TARGET, clause.start, clause.end, indicator=label, measure=Measure.GROWTH if pace else Measure.SHARE, comparator=comparator, unit="%" if pace or RATE.search(label) else "",
        relative_to=found["base"], strive=strives(text) or carry.strive, evidence=[Evidence(Span(clause.start, clause.end), "relative: 持平")],
    )  # fmt: skip


def note_subject(text: str, carry: Carry) -> None:
    """Remember what a clause without figures speaks of, for a clause that leaves it out (…逐年提高，到2027年突破35%)."""
    bare = text.replace("\x00", "")
    if (moved := _MOVES.match(bare)) and MEASURE.search(subject := cut(moved["who"])):
        carry.label = subject
        return
    verb = VERB.match(phrase := cut(bare))
    if verb and len(phrase) - verb.end() >= 2:
        carry.thing, carry.thing_is_last = phrase[verb.end() :], True


def _parts(text: str, live: list[Quantity]) -> list[_Part]:
    parts: list[_Part] = []
    begin = 0
    for _number, q in enumerate(live):
        between = text[begin : q.start]
        if parts:
            cut_at = _boundary(between, parts[-1])
            parts[-1].post = between[:cut_at]
            parts[-1].end = begin + len(between[:cut_at].rstrip("、，和及与以 "))
            begin += cut_at
        pre = _PER_WHOM.sub("", text[begin : q.start].replace("\x00", ""))
        if q.glyph:
            pre = pre[:-1]
        parts.append(_Part(q, begin, pre, read_bound(pre), "", q.end))
        begin = q.end
    if parts:
        parts[-1].post = text[begin:]
        parts[-1].end = len(text)
    return parts


_PER_WHOM = re.compile(r"(?:每人|每户|每亩|每吨|每名|人均)?每(?:人|月|年|天|户|亩)$")


def _boundary(between: str, before: _Part) -> int:
    """Where the words between two figures part: what is behind it belongs to the second one."""
    if _JOIN.match(between):
        return 0
    if _JOINED.search(between):
        return len(between)
    for mark in reversed(list(_SPLIT.finditer(between))):
        rest = cut(between[mark.end() :])
        if VERB.match(rest) or read_bound(rest).words or MEASURE.search(rest):
            return mark.start()
    marks = list(_SPLIT.finditer(between))
    if marks:
        return marks[-1].start()
    return 0 if before.bound.words or (cut(before.pre) and not VERB.fullmatch(cut(before.pre))) else len(between)


def _group(parts: list[_Part], at: int) -> list[_Part]:
    """The figures that 分别 ties to one list of subjects."""
    first = parts[at]
    group = [first]
    if "分别" not in first.pre and "分别" not in first.bound.words:
        return group
    for part in parts[at + 1 :]:
        if cut(part.pre[: part.bound.start]) or "分别" in part.pre:
            break
        group.append(part)
    return group


_OFTEN = re.compile(r"每(?:半年|季度?|月|周|旬|日|天)")
_HEAD_COUNT = re.compile(r"每(?:百万|十万|[百千万])(?:名)?(?:常住|户籍)?(?:人口|老年人|儿童|人|名|户)?")


def _read_group(
    clause: Clause, text: str, group: list[_Part], dates: list[When], carry: Carry, before: list[Draft], strive: str
) -> list[Draft]:
    first = group[0]
    if not _promises(first, text, before):
        return []
    scope, verb, label, made = _label(first, carry)
    if not label:
        return []
    if often := _OFTEN.search(first.pre):
        label = label if label.startswith("每") else often[0] + label
    if verb or not before or first.bound.words:
        carry.verb = verb
    elif carry.verb.startswith(NEWLY) and first.start < first.q.start and not label.startswith(carry.verb):
        verb, label = carry.verb, carry.verb + label
    if (
        before
        and first.q.kind == "count"
        and label.endswith("数")
        and (head := _HEAD_COUNT.match(before[-1].indicator))
        and not label.startswith("每")
    ):
        label = head[0] + label
    said = first.pre[first.bound.start :]
    count = len(group)
    labels = [label]
    if count > 1 and label == carry.label and len(carry.rows) == count:
        labels = list(carry.rows)
    elif count > 1:
        labels = _each_of(label, count, first)
    elif _SHARED.search(said) or "分别" in first.pre:
        labels = _each_of(label, None, first)
    elif first.q.kind == "percent":
        labels = shared(label)
    drafts: list[Draft] = []
    due = [when for when in dates if when.role == "due" and not when.local and when.end <= first.q.start]
    if count > 1:
        scope = "" if len(labels) == count else scope
        first_local: When | None = None
        for number, part in enumerate(group):
            bound = part.bound if part.bound.words else first.bound
            if part.q.unit == "" and number < count - 1:
                continue
            draft = _draft(
                clause,
                text,
                part,
                bound,
                labels[number] if len(labels) == count else label,
                made,
                verb,
                dates,
                carry,
                strive,
                scope,
            )
            if len(labels) != count and len(due) == count:
                draft.when = draft.under = due[number]
            elif len(labels) != count and len(carry.listed) == count:
                draft.when = draft.under = carry.listed[number]
                draft.evidence.append(Evidence(Span(draft.when.start, draft.when.end), draft.when.rule))
            elif len(labels) != count:
                draft.notes.append("分别")
            if not part.q.after and group[-1].q.after == "左右":
                draft.notes.append("左右")
            if number and draft.comparator and not part.bound.words:
                draft.evidence.append(
                    Evidence(Span(clause.start + first.start, clause.start + first.q.start), "share: 分别")
                )
            if number and first_local and draft.when is draft.under:
                draft.when = first_local  # 年均分别增长5%、8%: of every value
            first_local = draft.when if draft.when is not None and draft.when.local else first_local if number else None
            drafts.append(draft)
    else:
        scope = scope if len(labels) == 1 else ""
        for row in labels:
            drafts.append(_draft(clause, text, first, first.bound, row, made, verb, dates, carry, strive, scope))
            if len(labels) > 1:
                drafts[-1].evidence.append(
                    Evidence(Span(clause.start + first.start, clause.start + first.q.start), "parallel subjects")
                )
    if drafts:
        carry.label = drafts[-1].indicator if count == 1 or len(labels) != count else label
        carry.thing_is_last = False
        if not RATE.search(carry.label):
            carry.amount = carry.label
        carry.thing = entity(carry.label).removeprefix(verb)
    return drafts


def _each_of(label: str, count: int | None, first: _Part) -> list[str]:
    """`each_of`, with a 数量 that was added to the last item given to every item."""
    base = label.removesuffix("数量")
    if base != label and "数量" not in first.pre:
        items = each_of(base, count)
        return [suffixed(item, first.q, made=False) for item in items] if len(items) > 1 else [label]
    return each_of(label, count)


def _promises(part: _Part, text: str, before: list[Draft]) -> bool:
    """Whether this figure is promised at all: by a predicate, a verb, a list that already promises, or its own noun."""
    q = part.q
    if q.kind == "bare":
        subject = cut(part.pre[: part.bound.start])
        return bool(part.bound.comparator or q.glyph) and bool(
            re.search(r"(?:系数|指数|比|率|名次|人次|评分|得分|密度|期望寿命|年龄|强度|数)$", subject)
        )
    if core_of(q.unit) in ("位", "名", "强") and part.pre.endswith(("前", "第", "前列")):
        return part.pre.endswith("前") and bool(re.search(r"进入|跻身|位居|进|升至|迈入|列|居", part.pre))
    if q.unit.endswith("番"):
        return True
    if q.fuzzy and not part.bound.words:
        return False
    phrase = cut(part.pre)
    if q.kind == "percent" and _COVERS.match(part.post) and _REALIZES.search(part.pre):
        return True
    if q.rule == "Chinese count":
        return _chinese_counts(part)
    if part.bound.words or q.glyph:
        return True
    if VERB.match(phrase) or VERB.match(cut(from_subject(part.pre, told=False)[2])):
        return True
    if before and part.start <= part.q.start:
        return True
    if _within_time(q):
        return bool(part.post)
    if not phrase:
        return bool(part.post) and q.kind in ("count", "percent", "amount") and (q.kind != "amount" or bool(before))
    return bool(MEASURE.search(phrase)) or q.kind == "count" or phrase.startswith("对") or not cut(part.post)


_SOFT = re.compile(
    r"(?:推进|推动|促进|落实|支持|探索|完善|加快|坚持|引导|鼓励|保障|确保|带动|指导|深化|做好|强化|加强|抓好|围绕|统筹|实施|服务|保持|安排|提供|发展|保护|提升|优化|创新|利用)$"
)


def _chinese_counts(part: _Part) -> bool:
    """Whether a figure in characters counts anything: after 至少, or two and more right behind a verb that makes things."""
    if part.bound.comparator or re.search(r"至少|不少于|每[个]?(?:县|区|市|乡|镇|村|旗|年)", part.pre):
        return bool(part.post or cut(part.pre[: part.bound.start]))
    if part.q.value is None or (part.q.value < 2 and part.q.unit == "个"):
        return False
    before = part.pre[: part.bound.start]
    tail = next((before[-n:] for n in (4, 3, 2) if VERB.fullmatch(before[-n:])), "")
    if tail and part.post:
        return not _SOFT.search(tail)
    return bool(
        part.bound.effect == "add"
        or (VERB.match(cut(before))
        and not part.post
        and not _SOFT.search(before[:4])
        and part.q.kind == "amount")
    )


def _carried(label: str, carry: Carry, *, rate: bool) -> str:
    """The label, its head taken from the clause before where it is left out. An amount never inherits a rate's name."""
    last = carry.label or ("" if carry.thing else carry.earlier)
    if label and BARE_MEASURE.match(label):
        last = "" if carry.thing_is_last else carry.amount or last
    elif not rate and RATE.search(last):
        last = carry.amount or carry.earlier
    return carried(label, last, carry.thing)


def _within_time(q: Quantity) -> bool:
    """实现2小时内到达: how long a thing may take."""
    return core_of(q.unit) in TIMES and q.after in ("内", "以内", "之内")


_PART_OF = re.compile(r"占[^占，、]{0,12}$")
_TAIL_VERB = re.compile(r"(?:至少|不少于)?(?:开展|举办|组织|召开|实施|建成|建设|新建|打造|完成|达到|培育|引进)$")


_COVERS = re.compile(r"(?:的)?(?:全)?(?P<what>覆盖|达标|入驻|开工|完工|接入|联网|持证)$")
_REALIZES = re.compile(r"(?:基本|全部|力争|均|都)*(?:实现|达到|达)$")


def _label(part: _Part, carry: Carry) -> tuple[str, str, str, bool]:
    """(scope, verb, label, whether the thing is made rather than measured)."""
    q, bound = part.q, part.bound
    if q.kind == "percent" and (covers := _COVERS.match(part.post)) and (owner := _REALIZES.search(part.pre)):
        scope, _, noun = from_subject(part.pre[: owner.start()], told=True)
        return scope, "", noun + covers["what"] + "率", False
    raw, post = part.pre[: bound.start], cut(part.post)
    told = bool(bound.words) and not set(bound.words) <= _ADVERBIAL
    if part.pre.endswith("前") and core_of(q.unit) in ("位", "名", "强") and (rank := _RANK.search(part.pre)):
        subject = cut(part.pre[: rank.start()])
        return (
            "",
            "",
            (_carried(subject, carry, rate=False) or "综合实力")
            + ("" if "位次" in subject or "排名" in subject else "位次"),
            False,
        )
    if q.kind == "points" and (base := _BASE.search(part.pre)):
        raw, told = part.pre[: base.start()], True
    scope, verb, noun = from_subject(raw, told=told)
    if _within_time(q) and post:
        return scope, "", re.sub(r"(?:基本|全部)?(?:实现|做到|确保|达到|保证)$", "", noun) + post + "时间", False
    if not verb and not noun:
        verb = next((raw[-n:] for n in (4, 3, 2) if VERB.fullmatch(raw[-n:])), "")
    adding = [word for word in bound.words if word in NEWLY]
    if verb.endswith("年产") or noun.endswith("年产") or raw.endswith("年产"):
        noun = cut(post.split("的")[0]) or noun
        return scope, verb, f"{noun}年产量", True
    if (
        post
        and q.kind in ("count", "amount", "percent")
        and not (told and noun)
        and (not noun or q.kind == "count" or scope or noun.startswith("对"))
    ):
        head_free = not noun or not MEASURE.search(noun)
        if head_free and _noun_like(post):
            label = from_object(verb or (adding[0] if adding else ""), noun, part.post, q)
            return scope, verb, suffixed(label, q, made=True), True
    if adding and noun and not verb and not MEASURE.search(noun):
        return scope, verb, suffixed(_carried(noun, carry, rate=False), q, made=True), True
    if not noun and verb and not told:
        noun = carry.thing or ("" if verb in CREATING else verb)
        return scope, verb, suffixed(with_verb(verb, noun) if noun != verb else verb, q, made=True), True
    if noun and BARE_MEASURE.match(noun) and part.post.startswith("的") and post:
        return scope, verb, cut(part.post.removeprefix("的")) + noun, False
    if q.kind == "percent" and _PART_OF.search(noun) and not RATE.search(noun):
        noun = noun + ("比" if noun.endswith("占") else "比重")
    if not told and not post and (tail := _TAIL_VERB.search(noun)) and carry.thing and tail.start():
        return scope, "", suffixed(noun[: tail.start()] + carry.thing, q, made=True), True
    label = _carried(with_verb(verb, noun), carry, rate=q.kind in ("percent", "points"))
    if not noun and told and label.startswith(NEWLY) and bound.effect == "":
        label = label.removeprefix(
            next(word for word in NEWLY if label.startswith(word))
        )  # 每年新增10家，到2027年达到150家
    if (
        q.kind == "percent"
        and told
        and noun
        and bound.effect in ("", "level")
        and not MEASURE.search(label)
        and RATE.search(carry.label)
    ):
        label = f"{carry.label}（{label}）"  # 其中公办机构达到80%
    return scope, verb, suffixed(label, q, made=not told), not told


_ADVERBIAL = frozenset(
    ["不少于", "不低于", "至少", "最少", "不超过", "超过", "超", "约", "近", "大约", "接近", "不多于", "新增", "增加", "净增", "再增", "实现", "完成", "减少", "压减", "压缩", "共", "共计", "总计", "合计", "最低", "拥有", "提升", "提高", "扩大", "节约", "削减", "精简"]
)


def _noun_like(post: str) -> bool:
    return (
        (len(post) >= 1
        and "\u4e00" <= post[0] <= "\u9fff")
        or (post[:1] in "“《"
        and len(post) > 2)
        or (post[:1].isascii()
        and post[:1].isalpha())
    )


def _draft(clause, text, part: _Part, bound: Bound, label, made, verb, dates, carry, strive, scope) -> Draft:
    q = part.q
    measure, direction = measure_of(q, bound, label, verb)
    draft = Draft(
        Kind.TARGET, clause.start + part.start, clause.start + part.end, indicator=label, measure=measure, direction=direction,
        comparator=comparator_of(q, bound, measure, verb, label, part.pre), value=q.value, value_max=q.value_max, unit=per_head(label, q.unit.replace(" ", "").replace("\n", "")),
        strive=strive, scope="" if scope.endswith("级") and q.kind != "percent" else scope, figure=Span(clause.start + q.start, clause.start + max(q.digits_end, q.end - len(q.after))),
        cumulative="累计" in text[part.start : q.start],
    )  # fmt: skip
    while (
        draft.start < draft.end
        and text[draft.start - clause.start] in "、，和及与并以 \x00"
        and not _is_date(dates, draft.start - clause.start)
    ):
        draft.start += 1
    if q.kind == "points" and (base := _BASE.search(part.pre)):
        draft.relative_to = base["base"]
    draft.evidence.append(Evidence(Span(clause.start + q.start, clause.start + q.end), q.rule or "figure and unit"))
    for rule in bound.rules:
        draft.evidence.append(
            Evidence(
                Span(clause.start + max(part.start, q.start - len(part.pre) + bound.start), clause.start + q.start),
                rule,
            )
        )
    governing = [when for when in dates if when.role == "due" and when.start < q.start]
    own = next((when for when in reversed(governing) if when.local and when.start >= part.start - 1), None)
    major = next((when for when in reversed(governing) if not when.local), None)
    draft.under = major or carry.when
    draft.when = own or draft.under
    base = next((when for when in reversed(dates) if when.role == "base" and when.start < q.start), None)
    if base and base.until:
        draft.base_year = base.until
    if when := major or own:
        draft.evidence.append(Evidence(Span(clause.start + when.start, clause.start + when.end), when.rule))
    elif carry.dated_by and carry.when:
        draft.evidence.append(Evidence(carry.dated_by, carry.when.rule))
    return draft


def _is_date(dates: list[When], at: int) -> bool:
    return any(when.start <= at < when.end for when in dates)


def measure_of(q: Quantity, bound: Bound, label: str, verb: str) -> tuple[Measure, Direction]:
    down = Direction.DOWN if bound.effect == "fall" else Direction.UP
    if q.kind == "percent":
        if (bound.effect in ("growth", "fall", "add") and not _reaches(bound)) or PACE.search(label):
            return Measure.GROWTH, down
        return Measure.SHARE, Direction.UP
    if q.kind == "points":
        return (Measure.GROWTH if PACE.search(label) else Measure.INCREMENT), down
    if q.kind == "times":
        return (
            Measure.GROWTH if q.unit.endswith("番") or bound.effect in ("growth", "fall", "add") else Measure.LEVEL
        ), down
    if (
        bound.effect == "add"
        or (bound.effect == "growth"
        and not _reaches(bound))
        or verb.startswith(NEWLY)
        or label.startswith(NEWLY)
    ):
        return Measure.INCREMENT, Direction.UP
    if bound.effect == "fall":
        return Measure.INCREMENT if not _reaches(bound) else Measure.LEVEL, down
    return Measure.LEVEL, Direction.UP


def _reaches(bound: Bound) -> bool:
    return any(
        rule.startswith(("reach", "within"))
        and word
        not in ("不低于", "不少于", "至少", "不超过", "保持", "稳定", "保持在", "稳定在", "维持在", "达到", "达")
        for rule, word in zip(bound.rules, bound.words, strict=True)
    )


_GLYPHS = {"<": Comparator.BELOW, ">": Comparator.ABOVE, "≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST}


_AT_LEAST = re.compile(r"至少|不少于|最少")


def comparator_of(q: Quantity, bound: Bound, measure: Measure, verb: str, label: str, before: str = "") -> Comparator:
    if q.value_max is not None:
        return Comparator.RANGE
    if q.glyph:
        return _GLYPHS[q.glyph]
    if core_of(q.unit) in ("位", "名", "强") and label.endswith("位次"):
        return Comparator.AT_MOST
    if q.after and AFTER[q.after] != ">":
        return Comparator(AFTER[q.after])
    if bound.comparator:
        return Comparator(bound.comparator)
    if _AT_LEAST.search(before):
        return Comparator.AT_LEAST
    if q.kind in ("percent", "points", "times") or measure is Measure.GROWTH:
        return Comparator.AT_LEAST
    if q.kind == "amount" and ((is_money(q.unit) and not label.endswith("规模")) or measure is Measure.INCREMENT):
        return Comparator.AT_LEAST
    return Comparator.EXACTLY
