"""The fifth step: what a clause without targets undertakes, a milestone, an action, or nothing of its own."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from guatu.core.plan.clauses import deeds
from guatu.core.plan.clauses.dated import DatedClause
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.lexicon import split_scope, strip_manner, strives
from guatu.core.plan.clauses.state import Governing
from guatu.core.plan.model import Evidence, Kind
from guatu.core.text.spans import Span
from guatu.core.text.when import When

_BETTER = ("提升", "提高", "增强", "改善", "下降", "增长")


class Leads(Enum):
    """What an idle clause does to the lead-in of its sentence."""

    ENDS = auto()
    KEEPS = auto()
    OPENS = auto()  # it is one itself, and waits for its verb in the next clause


class IdleRule(NamedTuple):
    """A rule by which a clause undertakes nothing, by its words, by the mark that ends it, or by both."""

    name: str
    because: str
    leads: Leads
    holds: Callable[[str], bool] | None = None  # of its words, the dates blanked; None: of all
    mark: str = ""
    but_last: bool = False  # not of the last clause of a sentence
    but_dated: bool = False  # 年底前开工: a date and a verb that delivers are a deed all the same

    def fits(self, text: str, mark: str, *, last: bool) -> bool:
        """Whether it holds of a clause, dated or not."""
        if (self.mark and mark != self.mark) or (self.but_last and last):
            return False
        return self.holds is None or self.holds(text)


IDLE = (
    IdleRule("creed of the plan", "是指导思想，没有可以销号的事", Leads.ENDS, deeds.is_ideology),
    IdleRule("words that only connect", "只起连接或评价作用", Leads.KEEPS, deeds.is_empty, but_dated=True),
    IdleRule(
        "lead-in", "只说怎么做、在哪做，事在后面的分句里", Leads.OPENS, deeds.is_lead_in, mark="，", but_last=True
    ),
    IdleRule("lead-in of a list", "冒号前的引语，事在后面", Leads.ENDS, mark="："),
    IdleRule("no verb", "没有动词，是名称或单元格", Leads.ENDS, deeds.says_nothing, but_dated=True),
)  # tried in this order


def idle_rule(dated: DatedClause, *, last: bool) -> IdleRule | None:
    """The rule that makes a clause no deed; None where it is one."""
    text, mark = dated.text, dated.clause.mark
    for rule in IDLE:
        if rule.fits(text, mark, last=last) and not (rule.but_dated and dated.due and deeds.is_bare_deed(text)):
            return rule
    return None


def read_deed(
    dated: DatedClause, governing: Governing, *, begin: int, strive: str, led: bool, in_block: bool
) -> Making:
    """A milestone or an action. `led`: a date stood right before it, parted by a comma (到2027年，基本形成…);
    `in_block`: a 完成时限 line dates its block."""
    due, text = dated.due, dated.text
    when = due[-1] if due else governing.when
    own = bool(due) or led
    milestone = not in_block and _is_milestone(text, when, own=own, stated=own or governing.stated)
    draft = Making(
        Kind.MILESTONE if milestone else Kind.ACTION,
        begin,
        dated.clause.end,
        strive=strives(dated.clause.text) or strive,
    )
    if milestone or own or (when is not None and text.endswith(_BETTER)):
        draft.when = draft.under = when
    if due:
        draft.date_from(dated.place(due[-1].start, due[-1].end), due[-1])
    elif draft.when is not None and governing.dated_by:
        draft.date_from(governing.dated_by, draft.when)
    draft.evidence.append(Evidence(Span(begin, dated.clause.end), "deliverable" if milestone else "verb clause"))
    draft.scope = split_scope(strip_manner(text.replace("\x00", "")))[0]
    return draft


def _is_milestone(text: str, when: When | None, *, own: bool, stated: bool) -> bool:
    if not stated or when is None or when.until is None or not deeds.is_milestone(text, own_date=own):
        return False
    return own or when.kind != "each_year"
