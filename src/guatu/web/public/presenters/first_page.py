"""The overview: the core's values with their addresses, and the ruler as an SVG wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from guatu.core.judging.model import Why
from guatu.core.plan.model import PeriodKind
from guatu.core.reports.claimed import claim_words
from guatu.core.reports.decisions import Asks
from guatu.core.reports.overview import Mark
from guatu.core.text.said import Said, Sentence, listed
from guatu.core.time.days import month_before
from guatu.web.base.addresses import address as page_address
from guatu.web.base.tongue import say
from guatu.web.public.presenters.addresses import address, sector_address, target_address
from guatu.web.public.presenters.target import revision_word
from guatu.web.standing.reading import Reading, Revision


@dataclass(frozen=True, slots=True)
class Revised:
    """What changed in the plan itself since a month ago, and the targets that were changed after their deadline."""

    revisions: list[tuple[Revision, Said]]
    late: list[tuple[str, str]]  # code and name

    def __bool__(self) -> bool:
        return bool(self.revisions or self.late)


def revised(reading: Reading) -> Revised:
    since = month_before(reading.as_of)
    found = [(r, revision_word(r)) for r in reading.revisions if r.since(since, until=reading.as_of)]
    return Revised(found, [(c.id, reading.names[c.id]) for c in reading.changed_late])


@dataclass(frozen=True, slots=True)
class RulerMark:
    at: str
    kind: str
    text: str
    anchor: str
    top: int
    bottom: int
    y: int


@dataclass(frozen=True, slots=True)
class Ruler:
    now: str
    marks: list[RulerMark]
    says: str


ROWS = (28, 12, -4)  # baselines of the words above the axis


def ruler(marks: Sequence[Mark], wide: int = 900) -> Ruler:
    """The marks as an SVG wants them: years below the axis, events and the day above it, in two rows if they meet."""
    now = next(m for m in marks if m.kind == "now")
    taken: list[tuple[float, float, int]] = []
    made = []
    for mark in sorted(marks, key=lambda m: (m.kind != "now", m.at)):
        text = say(mark.text)
        anchor = "start" if mark.at < 0.06 else "end" if mark.at > 0.93 else "middle"
        size = sum(12 if ord(c) > 0x2000 else 6.7 for c in text)
        left = float(mark.at) * wide - {"start": 0, "middle": size / 2, "end": size}[anchor]
        if mark.kind == "year":
            made.append(RulerMark(f"{mark.at * 100:.2f}", "year", text, anchor, 36, 46, 62))
            continue
        free = (y for y in ROWS if all(y != r or left > b + 10 or left + size < a - 10 for a, b, r in taken))
        y = next(free, None)
        if y is None:  # a mark without words: its day stands in the as-of bar and in the sentence of the ruler
            text, y = "", ROWS[0]
        else:
            taken.append((left, left + size, y))
        kind = mark.kind if mark.kind == "now" else f"{mark.kind} opt"
        bottom = 46 if mark.kind == "now" else 40
        made.append(RulerMark(f"{mark.at * 100:.2f}", kind, text, anchor, y + 4, bottom, y))
    return Ruler(
        f"{now.at * 100:.2f}", made, say(Said("方案期时间轴：{marks}", marks=listed((m.text for m in marks), "; ")))
    )


@dataclass(frozen=True, slots=True)
class Do:
    """A decision with where its reader can act on it, or read why it waits."""

    title: Said
    body: Sentence
    href: str
    action: str
    acts: bool = False  # whether the reader works here, and looks at today


def decisions(reading: Reading) -> list[Do]:
    """What waits for a person. That units are to be assigned is told to those who work here alone."""
    found = []
    for d in reading.overview.decisions:
        if d.kind is Asks.ASSIGN and not reading.at_the_desk:
            continue
        where = {
            "assign": (assign_address(reading), gettext("按领域批量指定")),
            "adjust": (target_address(reading, d.targets[0]) if d.targets else "", gettext("看依据")),
            "define": (
                target_address(reading, d.targets[0])
                if len(d.targets) == 1
                else address(reading, "targets", why="definition_open,definition_differs"),
                gettext("看口径的疑问"),
            ),
            "settle": (address(reading, "targets", status="missed"), gettext("逐项看")),
            "answer": (address(reading, "plan") + "#questions", gettext("看问题")),
            "check": (address(reading, "tasks", state="reported"), gettext("逐项核查")),
            "chase": (address(reading, "tasks", state="overdue,unreported"), gettext("逐项看")),
            "claim": (address(reading, "plan") + "#unclaimed", gettext("看未认领的数字")),
        }[d.kind.value]
        acts = reading.at_the_desk and reading.as_of == reading.today
        found.append(Do(d.title, d.body, *where, acts))
    return found


def assign_address(reading: Reading) -> str:
    """Where units are assigned; empty for whoever may not, and on a past day."""
    line, reader = reading.line, reading.reader
    if line is None or reader is None or not line.published or reading.as_of != reading.today:
        return ""
    may = reader.has_perm("ledger.assign_owner", line.newest)
    return page_address("owners:assign", plan=reading.plan_code) if may else ""


def claimed(reading: Reading) -> Sentence:
    """认领率, in words."""
    return claim_words(reading.standing.items, reading.standing.owners)


def matrix(reading: Reading) -> list[dict[str, Any]]:
    """The core's matrix with the address of each sector and the year of each cell."""
    found = reading.overview.matrix
    return [
        {
            "sector": one.sector or Said("未分领域"),
            "href": sector_address(reading, one.sector) or address(reading, "targets"),
            "count": one.count,
            "known": one.known,
            "cells": [
                {"year": year, "known": cell.known, "silent": cell.silent, "text": cell.text}
                for year, cell in zip(found.years, one.cells, strict=True)
            ],
        }
        for one in found.lines
    ]


def reasons(reading: Reading) -> list[dict[str, Any]]:
    """Why there are no figures, each with the address of its targets."""
    found = []
    for reason in reading.overview.unknown:
        why = ",".join(dict.fromkeys(w.value for i in reason.targets if (w := reading.judgements[i].why)))
        one = reading.commitments[reason.targets[0]]
        year = each = ""
        if why == Why.NOT_PUBLISHED.value:  # such groups are told apart by their deadline
            each = "1" if one.period.kind is PeriodKind.EACH_YEAR else "0"
            year = "" if each == "1" else str(one.period.until or "open")
        found.append({
            "words": reason.words,
            "count": reason.count,
            "examples": listed(reason.examples),
            "href": address(reading, "targets", why=why, year=year, each=each),
        })  # fmt: skip
    return found
