"""What the search shows: things by kind, the words that were found marked, the light of a target beside its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from guatu.core.reports.words import shape, status_word
from guatu.core.tasks.words import STATE_SHAPES, STATE_WORDS
from guatu.web.base.addresses import address
from guatu.web.base.findable import FoundKind
from guatu.web.figures.selectors import RulesMissing
from guatu.web.plans.in_force import PlanLine
from guatu.web.public.presenters.addresses import query
from guatu.web.public.presenters.paging import Pages, pages
from guatu.web.public.presenters.plan_list import plan_name
from guatu.web.search import selectors
from guatu.web.search.cutting import Typed
from guatu.web.search.marking import MarkedPart, excerpt, marked
from guatu.web.search.selectors import FoundGroup, Seeker
from guatu.web.standing.archive import archives
from guatu.web.standing.reading import Reading

EACH = 6  # of one kind, on the page of all kinds
WORDS = {
    FoundKind.PLAN: "方案",
    FoundKind.TARGET: "目标",
    FoundKind.TASK: "里程碑和举措",
    FoundKind.INDICATOR: "指标",
    FoundKind.SOURCE: "来源",
    FoundKind.TEXT: "方案正文",
    FoundKind.UNIT: "单位",
    FoundKind.ACCOUNT: "账号",
    FoundKind.DRAFT: "草稿（未公开）",
}
Lights = dict[tuple[str, str], tuple[str, str, str]]  # plan, 条目号 → shape and word, and a target's name on the day


@dataclass(frozen=True, slots=True)
class FoundThing:
    """One line: where it leads, its name and some of its text in stretches."""

    word: str  # of its kind
    href: str
    title: tuple[MarkedPart, ...]
    excerpt: tuple[MarkedPart, ...]
    code: str
    plan: str  # its name, where there are several
    shape: str
    light: str  # the word of the light


@dataclass(frozen=True, slots=True)
class FoundSection:
    kind: str
    word: str
    count: int
    lines: list[FoundThing]
    more: str  # the address of all of this kind; "" when they are all here


def seeker(reading: Reading) -> Seeker:
    return Seeker(reading.reader, reading.as_of, reading.recorded_by)


def sections(reading: Reading, typed: Typed) -> list[FoundSection]:
    """The best of every kind."""
    groups = selectors.found(typed, seeker(reading), each=EACH)
    lights = _lights(reading, [thing for group in groups for thing in group.things])
    return [_section(reading, typed, group, lights) for group in groups]


def one_kind(reading: Reading, typed: Typed, kind: FoundKind, *, asked: str) -> tuple[FoundSection, Pages]:
    """Everything of one kind, in pages."""
    count = selectors.count_of(kind, typed, seeker(reading))
    turn = pages(count, asked=asked, address=lambda n: search_address(reading, typed, kind=kind.value, page=n))
    things = selectors.found_of(kind, typed, seeker(reading), start=turn.start, end=turn.end)
    return _section(reading, typed, FoundGroup(kind, count, things), _lights(reading, things), whole=True), turn


def nearest(reading: Reading, typed: Typed, *, most: int) -> list[FoundThing]:
    """The lines under the box while somebody types: without lights, which take longer than a key."""
    return [_line(reading, typed, thing, {}) for thing in selectors.nearest(typed, seeker(reading), most=most)]


def search_address(reading: Reading, typed: Typed, **more: str) -> str:
    return address("pages:search", plan="") + query(reading, q=typed.said, **more)


def _section(reading: Reading, typed: Typed, group: FoundGroup, lights: Lights, *, whole: bool = False) -> FoundSection:
    return FoundSection(
        group.kind.value,
        gettext(WORDS[group.kind]),
        group.count,
        [_line(reading, typed, thing, lights) for thing in group.things],
        "" if whole or group.count <= len(group.things) else search_address(reading, typed, kind=group.kind.value),
    )


def _line(reading: Reading, typed: Typed, thing: Any, lights: Lights) -> FoundThing:
    several = thing.plan and len(reading.lines) > 1 and thing.kind != FoundKind.PLAN
    lit, word, name = lights.get((thing.plan, thing.code), ("", "", ""))
    return FoundThing(
        gettext(WORDS[FoundKind(thing.kind)]),
        _address(reading, thing),
        marked(name or thing.title, typed),
        excerpt(thing.body, typed) if thing.body != thing.title else (),
        thing.code,
        _plan_called(reading, thing.plan) if several else "",
        lit,
        word,
    )


def _address(reading: Reading, thing: Any) -> str:
    found = address(thing.page, *thing.args, plan=thing.plan)
    return found + (query(reading) if thing.page.startswith("pages:") else "") + thing.tail


def _plan_called(reading: Reading, code: str) -> str:
    line = next((line for line in reading.lines if line.has(code)), None)
    return plan_name(line.text_on(reading.as_of)) if line else ""


def _lights(reading: Reading, things: Iterable[Any]) -> Lights:
    """The lights of targets and the states of tasks, of all plans at the price of one."""
    wanted = {thing.plan for thing in things if thing.kind in (FoundKind.TARGET, FoundKind.TASK)}
    return _of_plans(reading, [line for line in reading.published if line.code in wanted]) if wanted else {}


def _of_plans(reading: Reading, lines: Sequence[PlanLine]) -> Lights:
    found: Lights = {}
    try:
        for archive in archives(lines):
            standing = archive.on(reading.as_of, recorded_by=reading.recorded_by)
            code = archive.line.code
            found |= {
                (code, id): (shape(j), status_word(j), standing.names[id]) for id, j in standing.judgements.items()
            }
            found |= {(code, id): (STATE_SHAPES[t.state], STATE_WORDS[t.state], "") for id, t in standing.tasks.items()}
    except RulesMissing:  # a store without rules has no lights; what was found is shown all the same
        return {}
    return found
