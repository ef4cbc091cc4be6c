"""What the pages of amendments print: changes by verdict, both quotes with their differences marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from guatu.core.amend import Verdict, compare_plans, lay_beside
from guatu.core.amend.marks import Run, marked
from guatu.core.amend.model import VERDICT_SAYS, VERDICT_WORDS
from guatu.core.amend.model import Change as Became
from guatu.core.judging.promise_words import promise
from guatu.core.plan.keys import plan_known_as
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.model import Plan as PlanValue
from guatu.core.reports.words import due_words
from guatu.core.text.said import Sentence
from guatu.web.base.addresses import address
from guatu.web.plans.amend.carried import carried_page
from guatu.web.plans.amend.models import Amendment, Change
from guatu.web.plans.amend.selectors import AmendedVersion, sentence_of
from guatu.web.plans.ledger import selectors as ledger
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.review.selectors import commitments
from guatu.web.standing.reading import Reading

TAGS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}


@dataclass(frozen=True, slots=True)
class ChangeSide:
    """One side of a change: its number, its words in runs, and the page of the target on a day it stood."""

    code: str
    kind: str
    runs: tuple[Run, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    label: str
    sentence: Sentence
    old: ChangeSide | None
    new: ChangeSide | None


@dataclass(slots=True)
class ChangeGroup:
    verdict: str
    word: str
    says: str
    lines: list[ChangeLine] = field(default_factory=list)


def amendment_page(
    row: Amendment, changes: Sequence[Change], *, reading: Reading, report: dict[str, Any] | None = None
) -> dict[str, Any]:
    names = (keys_of(row.old), keys_of(row.new))
    lines = [
        (Verdict(c.verdict), _recorded(c, row.effective, reading, *names)) for c in changes if c.verdict != Verdict.SAME
    ]
    return {
        "row": row,
        "ahead": row.effective > reading.as_of,
        "groups": _groups(lines),
        "same": sum(c.verdict == Verdict.SAME for c in changes),
        "counted": _counted(Verdict(c.verdict) for c in changes),
        "carried": carried_page(report),
    }


def versions_page(old: Plan, new: Plan) -> dict[str, Any]:
    """Two versions of one plan."""
    comparison = compare_plans(_value(old), _value(new))
    groups, _said = groups_of(comparison.changed)
    return {
        "old": old,
        "new": new,
        "groups": groups,
        "same": comparison.counts.get(Verdict.SAME, 0),
        "counted": _counted(c.verdict for c in comparison.changes),
        "doubts": comparison.doubts,
    }


def groups_of(changed: Sequence[Became]) -> tuple[list[ChangeGroup], list[tuple[str, str, int]]]:
    """Changes by what became of them, and how many of each."""
    lines = [(c.verdict, _line(c.old, c.new, c.sentence)) for c in changed]
    return _groups(lines), _counted(c.verdict for c in changed)


def beside_page(ours: Plan, theirs: Plan) -> dict[str, Any]:
    """Two different plans."""
    left, right = _value(ours), _value(theirs)
    rows = lay_beside(left, right, our_names=_names(ours), their_names=_names(theirs))
    places = [plan.place for plan in (ours, theirs)]
    return {
        "old": ours,
        "new": theirs,
        "places": places if all(places) and places[0] != places[1] else [],
        "beside": [
            {
                "name": r.ours.indicator,
                "ours": _promised(r.ours),
                "theirs": _promised(r.theirs),
                "says": r.says,
                "sure": r.sure,
            }
            for r in rows
        ],
        "alone": [
            _alone(left, {r.ours.id for r in rows}),
            _alone(right, {r.theirs.id for r in rows}),
        ],
    }


def _alone(plan: PlanValue, paired: set[str]) -> list[dict[str, Any]]:
    """The targets of one plan that the other says nothing of, as it words them."""
    return [{"name": t.indicator, "side": _promised(t)} for t in plan.targets if t.id not in paired]


def version_rows(versions: Iterable[AmendedVersion], *, known: str) -> list[dict[str, Any]]:
    """The versions of a target for its page, newest first; nothing for one that was never amended.

    Args:
        known: the name that the target has in all of them.
    """
    found = list(versions)
    if len(found) < 2:
        return []
    return [
        {
            "since": v.since,
            "code": known,
            "promise": promise(v.commitment) if v.commitment.kind is Kind.TARGET else None,
            "due": due_words(v.commitment),
            "sentence": v.sentence,
            "word": gettext(VERDICT_WORDS[Verdict(v.verdict)]) if v.verdict else "",
            "paper": v.paper,
            "reason": v.reason,
        }
        for v in found
    ]


def _value(plan: Plan) -> PlanValue:
    return plan_known_as(ledger.plan_value(plan, commitments=commitments(plan)), keys_of(plan))


def _names(plan: Plan) -> tuple[str, ...]:
    return (plan.place,) if plan.place else ()


def _recorded(
    change: Change, effective: date, reading: Reading, olds: Mapping[str, str], news: Mapping[str, str]
) -> ChangeLine:
    """A change as it was recorded, each side with the page of the target on a day when it stood."""
    was, now = olds.get(change.old_code, change.old_code), news.get(change.new_code, change.new_code)
    before, after = (json.loads(text) if text else None for text in (change.before, change.after))
    runs = marked(before["quote"] if before else "", after["quote"] if after else "")
    old = before and ChangeSide(
        was, gettext(TAGS[Kind(before["kind"])]), runs[0] if after else _whole(before["quote"]),
        _address(was, before["kind"], effective - timedelta(days=1), reading),
    )  # fmt: skip
    new = after and ChangeSide(
        now, gettext(TAGS[Kind(after["kind"])]), runs[1] if before else _whole(after["quote"]),
        _address(now, after["kind"], max(effective, reading.today), reading),
    )  # fmt: skip
    last = after or before
    return ChangeLine(last["indicator"] if last else "", sentence_of(change), old or None, new or None)


def _line(old: Commitment | None, new: Commitment | None, sentence: Sentence) -> ChangeLine:
    runs = marked(old.quote if old else "", new.quote if new else "")
    last = new or old
    assert last is not None
    return ChangeLine(
        last.indicator,
        sentence,
        ChangeSide(old.id, gettext(TAGS[old.kind]), runs[0] if new else _whole(old.quote)) if old else None,
        ChangeSide(new.id, gettext(TAGS[new.kind]), runs[1] if old else _whole(new.quote)) if new else None,
    )


def _whole(quote: str) -> tuple[Run, ...]:
    return (Run(quote, False),)


def _address(code: str, kind: str, day: date, reading: Reading) -> str:
    if kind != Kind.TARGET:
        return ""
    found = address("pages:target", code, plan=reading.plan_code)
    return found if day == reading.today else f"{found}?as_of={day}"


def _groups(lines: Iterable[tuple[Verdict, ChangeLine]]) -> list[ChangeGroup]:
    groups = {v: ChangeGroup(v.value, gettext(VERDICT_WORDS[v]), gettext(VERDICT_SAYS[v])) for v in Verdict}
    for verdict, line in lines:
        groups[verdict].lines.append(line)
    return [g for g in groups.values() if g.lines]


def _counted(verdicts: Iterable[Verdict]) -> list[tuple[str, str, int]]:
    found = list(verdicts)
    return [(v.value, gettext(VERDICT_WORDS[v]), found.count(v)) for v in Verdict if v in found]


def _promised(target: Commitment) -> dict[str, Any]:
    return {"code": target.id, "promise": promise(target), "due": due_words(target), "quote": target.quote}
