"""What a clause without figures speaks of, kept for a clause that leaves it out (…逐年提高，到2027年突破35%)."""

from __future__ import annotations

import re
from typing import NamedTuple

from guatu.core.plan.clauses.lexicon import MEASURE, VERB
from guatu.core.plan.clauses.state import Subject
from guatu.core.plan.clauses.subjects import cut
from guatu.core.text.comparators import read_bound

_MOVES = re.compile(
    r"(?P<who>.{2,60}?)(?:逐年|逐步|稳步|显著|明显|大幅|持续|不断|进一步|有效|全面|稳定|较大|快速|得到|实现|继续|总体|再|均|都|双双|同步|稳中)*(?:创(?:历史)?新高|迈上新台阶|回升|向好|提高|提升|增长|扩大|增强|下降|降低|改善|上升|优化|缩小|壮大)$"
)
_MOVED = (
    "创新高",
    "新高",
    "新台阶",
    "回升",
    "向好",
    "提高",
    "提升",
    "增长",
    "扩大",
    "增强",
    "下降",
    "降低",
    "改善",
    "上升",
    "优化",
    "缩小",
    "壮大",
)
_LONGEST_THING = 24


class Spoken(NamedTuple):
    """What a clause without figures speaks of; empty where it names nothing."""

    label: str = ""  # a measure
    leads: bool = False  # it stands before a colon and heads the list behind it
    thing: str = ""


_NOTHING = Spoken()


def heard(subject: Subject, unheard: tuple[tuple[str, str], ...]) -> Subject:
    """The subject behind clauses without figures, each with the mark that ends it."""
    label, leads, thing, last, said = subject.label, subject.leads, subject.thing, subject.thing_is_last, ""
    for text, mark in unheard:
        said = text.replace("\x00", "")
        spoken = spoken_of(said, mark)
        if spoken.label:
            label, leads = spoken.label, leads or spoken.leads
        elif spoken.thing:
            thing, last = spoken.thing, True
    return subject._replace(label=label, leads=leads, thing=thing, thing_is_last=last, said=said)


def spoken_of(said: str, mark: str) -> Spoken:
    """The measure or the thing that a clause names.

    >>> spoken_of("建设物流园区", "，").thing, spoken_of("再生水利用率达到", "：").label
    ('物流园区', '再生水利用率')
    """
    if mark == "：" and MEASURE.end(label := cut(said[: read_bound(said).start])) and "目标" not in label:
        return Spoken(label, leads=True)  # 再生水利用率达到：缺水城市25%以上
    if said.endswith(_MOVED) and (moved := _MOVES.match(said)) and MEASURE.end(label := cut(moved["who"])):
        return Spoken(label)
    verb = VERB.match(phrase := cut(said))
    if mark == "：" and not verb and 2 <= len(phrase) <= _LONGEST_THING and "目标" not in phrase:
        return Spoken(thing=phrase)  # 成长驿站：3月底前建成2家
    if verb and len(phrase) - verb.end() >= 2:
        return Spoken(thing=phrase[verb.end() :])
    return _NOTHING
