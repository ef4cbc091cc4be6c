# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Deadlines that stand beside a task: in the bracket behind it, on a line of its own below it.

（责任单位：市商务局；完成时限：2026年9月底前）, 新增冷库8座（2026年9月底前完成）, 完成时限：2026-12-31. They date what is
read there and has no date of its own; where it has another, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guatu.core.plan.clauses.deeds import is_milestone
from guatu.core.plan.clauses.drafts import Making, TwoWays
from guatu.core.plan.clauses.lexicon import VERB, strip_manner
from guatu.core.plan.model import Evidence, Kind
from guatu.core.text.dates import blank, find_dates
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm

RULE = "完成时限 beside the task"


_BEGINS_WITH_VERB = re.compile(
    r"(?:强化|加强|深化|健全|规范|严格|抓好|做好|提质|升级|优化|完善|丰富|加大|狠抓|构筑|筑牢|打好|开好|办理|编写|起草|研究|对接|召开|修订)"
)


def named_by_what_they_hold(drafts: list[Making]) -> list[Making]:
    """The drafts without headings that only name a task: 家政提质 is none of its own where its block holds the deeds."""
    held = {id(d.deadline) for d in drafts if d.deadline is not None and d.named is None}
    return [d for d in drafts if d.named is None or _says_a_deed(d.named) or id(d.deadline) not in held]


def _says_a_deed(title: str) -> bool:
    return bool(VERB.match(title) or _BEGINS_WITH_VERB.match(title)) or strip_manner(title) != title


def date_drafts(drafts: Iterable[Making], when: When, place: Span, even: str, *, since: int) -> bool:
    """Date what has no date of its own, read from `since` on; whether anything was dated."""
    dated = False
    for draft in drafts:
        own = any(place.start >= since and form is not WhenForm.TABLE for place, form in draft.mentions)
        if own and draft.when is not None and draft.when.until not in (None, when.until):
            draft.notes.append(TwoWays.TWO_DEADLINES)
        if own or draft.deadline is not None or (draft.when is not None and draft.when.local):
            continue
        words = even[draft.start : draft.end]
        if draft.kind is Kind.ACTION and not is_milestone(blank(words, find_dates(words)), own_date=True):
            continue
        draft.kind = Kind.MILESTONE if draft.kind is Kind.ACTION else draft.kind
        draft.when = draft.under = when
        draft.deadline = Evidence(place, RULE)
        dated = True
    return dated
