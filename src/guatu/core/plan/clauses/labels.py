# ruff: noqa: E501 - rules and their corpus stand one to a line
"""The row label of one figure, with what the sentence has said before: the rules in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guatu.core.plan.clauses.conditions import PURPOSE
from guatu.core.plan.clauses.continuing import places_dealt
from guatu.core.plan.clauses.lexicon import BARE_MEASURE, CREATING, MEASURE, NEWLY, RATE, VERB
from guatu.core.plan.clauses.parts import FigureWords, without_per_whom
from guatu.core.plan.clauses.state import Subject
from guatu.core.plan.clauses.subjects import (
    carried,
    cut,
    each_of,
    entity,
    from_object,
    from_subject,
    suffixed,
    with_verb,
)
from guatu.core.plan.trace import first_of
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import TIMES, core_of, is_money
from guatu.core.text.wordclass import words

_RANK = re.compile(
    r"(?:力争|争取|稳步)*(?:进入|位居|跻身|保持在?|稳居|位列|升至|迈入|排名|居|进)(?P<field>[^，。；、]{0,10})前$"
)
BASE = re.compile(r"(?:高于|快于|超过|高出|低于|领先)(?P<base>[^，。；、]{2,20})$")
_PART_OF = re.compile(r"占[^占，、]{0,12}$")
_TAIL_VERB = re.compile(r"(?:至少|不少于)?(?:开展|举办|组织|召开|实施|建成|建设|新建|打造|完成|达到|培育|引进)$")
_SIZED = re.compile(r"(?:总)?规模的(?P<thing>[^，。；、]{2,20})$")
_COVERED = re.compile(r"的(?P<thing>[^，。；、\d]{1,12})$")
HERD = re.compile(r"出栏量?|存栏量?|屠宰量?")
_STEP = re.compile(r"\s*新?(?:台阶|大关|关口|门槛)")  # 迈上3万亿元台阶: no thing
COVERS = re.compile(
    r"(?:的)?(?:全)?(?P<what>覆盖|达标|入驻|开工|完工|接入|联网|持证|就业|入学|安置|到位|办结|处置|处理|利用|回收|收集)$"
)
PROGRESS = re.compile(r"(?:的)?(?P<what>工程量|投资量|建设任务|工程进度|建设进度|形象进度)$")
BEHAVES = re.compile(
    r"(?:安全利用|安全处置|规范处置|资源化利用|综合利用|达标排放|稳定达标|集中处理|无害化处理|持证上岗|规范管理|应保尽保|闭环管理|整改到位|整改销号|落实到位|兑现到位|依法公开|通(?:宽带|光纤|硬化路|沥青路|动力电|自来水|客车|邮))$|(?:使用|采用|应用|配备|纳入|享受|实行|执行)[^，。；、\d]{2,24}$"
)  # 100%使用清洁燃料
MADE_TO = re.compile(r"(?:(?:实现|做到|确保)|^)(?P<who>[^，。；、\d]{2,24})$")
REALIZES = re.compile(r"(?:基本|全部|力争|均|都)*(?:实现|达到|达)$")
_GRADED_NOUN = re.compile(r"\d[\d.]{0,6}(?:[\u4e00-\u9fff]{3}|A级)")  # 750千伏输变电工程
_ADVERBIAL = frozenset(
    words(
        "不少于 不低于 至少 最少 不超过 超过 超 约 近 大约 接近 不多于 新增 增加 净增 再增 实现 完成 减少",
        "压减 压缩 共 共计 总计 合计 最低 拥有 提升 提高 扩大 节约 削减 精简",
    )
)


class NamedTarget(NamedTuple):
    scope: str
    verb: str
    label: str


def label_of(part: FigureWords, subject: Subject) -> NamedTarget:
    """Whom the figure is for, the verb that makes it, and its row label."""
    return first_of(labels(part, subject))


def labels(part: FigureWords, subject: Subject) -> Iterator[tuple[str, NamedTarget | None]]:
    """The rules in the order in which they are tried, each with what it gives."""
    q, bound = part.q, part.bound
    if q.kind == "percent":
        yield from _shares_of_deeds(part)
    raw, post = without_per_whom(part.pre[: bound.start]), "" if _STEP.match(part.post) else cut(part.post)
    if q.kind == "bare" and "总数" in part.pre[bound.start :]:
        raw += "总数"  # without a unit the word says what is counted
    told = bool(bound.words) and not _ADVERBIAL.issuperset(bound.words)
    yield "rank", _rank(part, subject)
    if q.kind == "points" and (base := BASE.search(part.pre)):
        raw, told = part.pre[: base.start()], True
    scope, verb, noun = from_subject(raw, told=told)
    money = is_money(q.unit)
    if money:
        sized = _SIZED.match(post)
        yield (
            "size of a fund",
            NamedTarget(scope, "", sized["thing"] + "规模") if sized else None,
        )  # 设立10亿元规模的基金
    if q.kind == "percent" and part.pre.endswith("覆盖"):
        covered = _COVERED.match(part.post)
        who = cut(part.pre.removesuffix("覆盖"))
        yield (
            "covers so many of",
            NamedTarget(scope, "", f"{who}覆盖{covered['thing']}比例") if covered else None,
        )  # 覆盖95%的村
    herd = HERD.fullmatch(cut(raw))
    herded = carried(herd[0], subject.label, subject.thing) if herd else ""
    yield "herd", NamedTarget(scope, "", herded) if herd and herded != herd[0] else None
    limited = within_time(q) and post
    does = re.sub(r"(?:基本|全部)?(?:实现|做到|确保|达到|保证)$", "", noun) if limited else ""
    yield "time that it may take", NamedTarget(scope, "", does + post + "时间") if limited else None
    if not verb and not noun:
        verb = next((raw[-n:] for n in (4, 3, 2) if VERB.fullmatch(raw[-n:])), "")
    adding = [word for word in bound.words if word in NEWLY]
    yearly = verb.endswith("年产") or noun.endswith("年产") or raw.endswith("年产")
    yield "yearly output", NamedTarget(scope, verb, f"{cut(post.split('的')[0]) or noun}年产量") if yearly else None
    if money and not told:
        spent = _purpose(part.post)
        fund = noun if noun.endswith(("资金", "基金", "债券", "贷款", "经费")) else "资金"
        yield "what a sum is for", NamedTarget(scope, verb, spent + fund) if spent else None
    counts = q.kind in ("count", "amount", "percent") and not (told and noun)
    behind = post and counts and (not noun or q.kind == "count" or scope or noun.startswith("对"))
    behind = behind and (not noun or not MEASURE.end(noun)) and _noun_like(post)
    first = adding[0] if adding else ""
    made = suffixed(from_object(verb or first, noun, part.post, q), q, made=True) if behind else ""
    yield "noun behind", NamedTarget(scope, verb, made) if behind else None
    newly = adding and noun and not verb and not MEASURE.end(noun)
    made = suffixed(label_carried(noun, subject, rate=False), q, made=True) if newly else ""
    yield "newly added", NamedTarget(scope, verb, made) if newly else None
    again = first.startswith("新") and not noun and not verb and not post and q.kind == "count"
    again = again and subject.label.endswith("数量") and bool(subject.thing)
    yield (
        "more of the same",
        NamedTarget(scope, first, f"{first}{subject.thing}数量") if again else None,
    )  # 建成2家，新增3家
    idle = not noun and bool(verb) and not told
    thing = subject.thing or ("" if verb in CREATING else verb)
    made = suffixed(with_verb(verb, thing) if thing != verb else verb, q, made=True) if idle else ""
    yield "thing named before", NamedTarget(scope, verb, made) if idle else None
    owned = noun and BARE_MEASURE.match(noun) and part.post.startswith("的") and post
    yield (
        "measure of the noun behind",
        NamedTarget(scope, verb, cut(part.post.removeprefix("的")) + noun) if owned else None,
    )
    if q.kind == "percent" and _PART_OF.search(noun) and not RATE.end(noun):
        noun = noun + ("比" if noun.endswith("占") else "比重")
    tail = _TAIL_VERB.search(noun) if not told and not verb and not post and subject.thing else None
    tail = tail if tail and tail.start() else None
    made = suffixed(noun[: tail.start()] + subject.thing, q, made=True) if tail else ""
    yield "verb at the end", NamedTarget(scope, "", made) if tail else None
    label = label_carried(with_verb(verb, noun), subject, rate=q.kind in ("percent", "points"))
    same = not noun and label.endswith("数量") and q.kind == "amount"
    made = suffixed(entity(label), q, made=True) if same else ""
    yield "amount of what was counted", NamedTarget(scope, verb, made) if same else None  # 改造道路12条28公里
    label = label if noun else _of_all(label, part, told=told)
    part_of = q.kind == "percent" and (told or subject.leads) and noun and bound.effect in ("", "level")
    part_of = part_of and not MEASURE.end(label) and RATE.end(subject.label)
    yield (
        "part of the rate before",
        NamedTarget(scope, verb, f"{subject.label}（{label}）") if part_of else None,
    )  # 其中公办达到80%
    yield "words before", NamedTarget(scope, verb, suffixed(label, q, made=not told))


def _shares_of_deeds(part: FigureWords) -> Iterator[tuple[str, NamedTarget | None]]:
    """100%覆盖, 完成80%的工程量, 100%使用清洁燃料: the share's name stands behind it."""
    found: NamedTarget | None = None
    covers = COVERS.match(part.post)
    owner = REALIZES.search(part.pre) if covers else None
    if covers and owner:
        scope, _, noun = from_subject(part.pre[: owner.start()], told=True)
        found = NamedTarget(scope, "", noun + covers["what"] + "率")
    yield "share that is covered", found
    done = PROGRESS.match(part.post) if not part.bound.words else None
    if done:
        scope, _, noun = from_subject(part.pre, told=False)
        found = NamedTarget(scope, "", noun + done["what"])
    yield "progress of work", found
    behaves = not part.bound.words and BEHAVES.match(part.post)
    made = MADE_TO.search(part.pre) if behaves else None
    if made:
        scope, _, noun = from_subject(made["who"], told=True)
        found = NamedTarget(scope, "", noun + cut(part.post) + "比例")
    yield "share that does so", found


def _rank(part: FigureWords, subject: Subject) -> NamedTarget | None:
    """进入全国前10位."""
    if not part.pre.endswith("前") or core_of(part.q.unit) not in ("位", "名", "强"):
        return None
    if not (rank := _RANK.search(part.pre)):
        return None
    who = cut(part.pre[: rank.start()])
    place = "" if "位次" in who or "排名" in who else "位次"
    return NamedTarget("", "", (label_carried(who, subject, rate=False) or "综合实力") + place)


def _of_all(label: str, part: FigureWords, *, told: bool) -> str:
    """The label carried on from what is newly added to all there is: 新建换电站50座，累计超过200座; 每年新增10家，到2027年达到150家."""
    summed = "累计" in part.pre
    if part.bound.effect:
        return label
    if summed and label.startswith("新建"):
        return label.removeprefix("新建")
    newly = next((word for word in NEWLY if label.startswith(word)), "") if told or summed else ""
    return label.removeprefix(newly)


def _purpose(post: str) -> str:
    """What a sum is for, by the words behind it: 支持企业技术改造."""
    post = post.lstrip(" \x00")
    if not post.startswith(PURPOSE):
        return ""
    return (
        cut(re.split(r"[、，；（]", post, maxsplit=1)[0])[:30]
        if post.startswith("设立")
        else re.split(r"[、，；（]", post.replace("\x00", ""), maxsplit=1)[0][:30]
    )


def label_carried(label: str, subject: Subject, *, rate: bool) -> str:
    """The label, its head taken from the clause before where it is left out. An amount never inherits a rate's name."""
    last = subject.label or ("" if subject.thing else subject.earlier)
    if label and BARE_MEASURE.match(label):
        last = "" if subject.thing_is_last and not MEASURE.end(subject.thing) else subject.amount or last
    elif not rate and RATE.end(last):
        last = subject.amount or subject.earlier
    return carried(label, last, subject.thing)


def within_time(q: Quantity) -> bool:
    """实现2小时内到达: how long a thing may take."""
    return core_of(q.unit) in TIMES and q.after in ("内", "以内", "之内")


def label_each(label: str, count: int | None, first: FigureWords) -> list[str]:
    """`each_of`, with a 数量 that was added to the last item given to every item."""
    if dealt := places_dealt(label, count):
        return dealt
    base = label.removesuffix("数量")
    if base != label and "数量" not in first.pre:
        items = each_of(base, count)
        return [suffixed(item, first.q, made=False) for item in items] if len(items) > 1 else [label]
    return each_of(label, count)


def _noun_like(post: str) -> bool:
    return (
        (len(post) >= 1 and "\u4e00" <= post[0] <= "\u9fff")
        or (post[:1] in "“《" and len(post) > 2)
        or (post[:1].isascii() and post[:1].isalpha())
        or bool(_GRADED_NOUN.match(post))
    )
