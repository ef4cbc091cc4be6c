"""One sentence, read as a fold over its clauses: `read(clause, carry) -> (Found, Carry)`.

The steps of a clause: its dates, its tense, what is asked of those who apply, its targets, its deed. Each is a function
of what the steps before it found; why a clause was read so is told from what was found (`telling.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from guatu.core.plan.clauses.dated import DatedClause, end_of_each, govern, is_date_only, is_gone, read_dates
from guatu.core.plan.clauses.drafts import Making, TwoWays
from guatu.core.plan.clauses.hearing import heard
from guatu.core.plan.clauses.lexicon import VERB, strives
from guatu.core.plan.clauses.relative import compares, read_relative
from guatu.core.plan.clauses.results import AccountFigure, told_of
from guatu.core.plan.clauses.running import planned
from guatu.core.plan.clauses.state import Carry, Governing, LeadIn, Subject
from guatu.core.plan.clauses.subjects import cut
from guatu.core.plan.clauses.targets import Above, TargetsRead, read_targets
from guatu.core.plan.clauses.tense import read_tense
from guatu.core.plan.clauses.undertaken import Leads, idle_rule, read_deed
from guatu.core.plan.model import Comparator
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity
from guatu.core.text.segments import Clause
from guatu.core.text.units import is_amount
from guatu.core.text.when import When, WhenForm, Years

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_HEAP = 600  # signs; where a figure stands in every four or five of them, shorter ones may still be a list
_ASKS_FOR = re.compile(r"(?:符合|具备|满足|具有|达到)[^，。；]{0,8}(?:条件|标准|要求|情形)(?:之一)?(?:的)?$")
_REWARDS = re.compile(r"给予|给企业|予以(?:奖励|补[助贴偿]|支持)|奖补|补助|补贴|补偿|资助|拨付|(?<!申报)奖励|一事一议")
_FIRM = ("确保", "保持", "实现", "完成", "要", "必须")

Reasons = dict[int, Excused | None]


class Sentence(NamedTuple):
    """What stays the same through a sentence."""

    clauses: list[Clause]
    years: Years
    in_block: bool = False  # a 完成时限 line dates the block, so that clauses need not be milestones of their own


class Found(NamedTuple):
    """What a clause gave, and what each step found on the way."""

    dated: DatedClause
    under: Carry  # what it was read under, with its own tense
    targets: TargetsRead | None = None
    drafts: Sequence[Making] = ()
    reasons: Reasons | None = None  # why figures are no target, by their offset in the text
    told: Sequence[AccountFigure] = ()  # figures of the past
    asked_for: bool = False  # its figures say who may apply
    idle: bool = False  # no target: it was asked whether it is a deed
    last: bool = False  # of its sentence


class SentenceReading(NamedTuple):
    """What a sentence gave: drafts, why its other figures are none, its dates and figures, and how it ended."""

    clauses: list[Found]
    drafts: list[Making]
    reasons: Reasons
    dates: list[tuple[int, When]]
    quantities: list[tuple[int, Quantity]]
    carry: Carry
    told: list[AccountFigure]


def read_sentence(sentence: Sentence, carry: Carry) -> SentenceReading:
    """Read one sentence. `carry` brings the date that governs its section, and its tense."""
    found: list[Found] = []
    ahead = sentence.clauses[::-1]
    while ahead:
        clause = ahead.pop()
        if len(clause.text) > _LONGEST_HEAP and _is_heap(clause.text):
            continue
        one, carry = read(clause, carry, sentence, last=not ahead)
        if one.dated.parts:  # its deeds are read one by one
            ahead += reversed(one.dated.parts)
        else:
            found.append(one)
    return _together(found, carry)


def _together(found: list[Found], carry: Carry) -> SentenceReading:
    reading = SentenceReading(found, [], {}, [], [], carry, [])
    for one in found:
        at, said, quantities = one.dated.clause.start, one.dated.said, one.dated.quantities
        reading.drafts.extend(one.drafts)
        reading.told.extend(one.told)
        if one.reasons:
            reading.reasons.update(one.reasons)
        if said:
            reading.dates.extend([(at, when) for when in said])
        if quantities:
            reading.quantities.extend([(at, q) for q in quantities])
    return reading


def read(clause: Clause, carry: Carry, sentence: Sentence, *, last: bool) -> tuple[Found, Carry]:
    """One clause under what the clauses before it carry, and what it carries on. `last`: none follows it."""
    dated = read_dates(clause, sentence.years, carry.governing)
    if dated.parts:
        return Found(dated, carry), carry
    tense = read_tense(dated, carry.tense, sentence.years)
    if tense is not carry.tense:
        carry = carry._replace(tense=tense)
    if not carry.required and clause.mark == "：" and _ASKS_FOR.search(clause.text):
        carry = carry._replace(required=True)
    if carry.required and dated.quantities:  # 应具备以下条件：注册资本不低于500万元
        asked: Reasons = {clause.start + q.start: q.reason or Excused.CONDITION for q in dated.quantities}
        carry = carry._replace(lead=carry.lead.over())
        return Found(dated, carry, reasons=asked, asked_for=True), carry
    if (once := carry.governing.once) is not None:
        carry = carry._replace(governing=end_of_each(carry.governing, once, dated))
    if carry.unheard and (dated.quantities or compares(dated.text)):
        carry = carry._replace(subject=heard(carry.subject, carry.unheard), unheard=())
    if tense.past:
        return _read_account(dated, carry)
    if "\x00" in dated.text and is_date_only(dated.text):
        lead = carry.lead
        lead = LeadIn(lead.clause or clause, True, strives(clause.text) or lead.strive, lead.still)
        return Found(dated, carry), carry._replace(governing=govern(carry.governing, dated), lead=lead)
    return _read_promise(dated, carry, sentence, last=last)


def _read_account(dated: DatedClause, under: Carry) -> tuple[Found, Carry]:
    """A clause that tells of the past: read all the same, for its results and for what a later clause may leave out."""
    clause, text, quantities = dated.clause, dated.text, dated.quantities
    governing, subject, tense, required, lead, unheard = under
    if not quantities:
        unheard = (*unheard, (text, clause.mark))
        return Found(dated, under), Carry(governing, subject, tense, required, lead.over(), unheard)
    plans = {q.start: reason for q in quantities if (reason := planned(text, q.start))}
    reasons: Reasons = {clause.start + q.start: q.reason or plans.get(q.start) or Excused.PAST for q in quantities}
    targets, subject = read_targets(Above(dated, governing, ""), subject)
    told = told_of(clause, text, quantities, targets.drafts, targets.reasons | plans)
    found = Found(dated, under, targets, reasons=reasons, told=told)
    return found, Carry(governing, subject, tense, required, lead.over(), unheard)


def _read_promise(dated: DatedClause, under: Carry, sentence: Sentence, *, last: bool) -> tuple[Found, Carry]:
    """A clause that promises: its targets, or the target that it sets against another series, or its deed."""
    clause, text = dated.clause, dated.text
    governing, subject, tense, required, lead, unheard = under
    strive = lead.strive or (lead.still if lead.still and _goes_on_with_a_noun(text) else "")
    targets: TargetsRead | None = None
    drafts: list[Making] = []
    reasons: Reasons | None = None
    if dated.quantities:
        targets, subject = read_targets(Above(dated, governing, strive), subject)
        drafts, reasons = targets.drafts, {clause.start + at: why for at, why in targets.reasons.items()}
    if dated.due:
        governing = govern(governing, dated)
    if not drafts and compares(text) and not (targets and _leaves_open(targets, dated.quantities)):
        drafts, subject = _against_another(dated, governing, subject, strive, sentence.years)
    if drafts and governing.when is None:
        reasons = reasons if reasons is not None else {}
        drafts = _without_conditions(drafts, clause, sentence.clauses, reasons)
    if drafts:
        _settle(drafts, lead.clause or clause, sentence.years)
        still = drafts[-1].strive if clause.mark == "，" else ""
        if lead.clause is not None or still != lead.still:
            lead = LeadIn(None, lead.dated, lead.strive, still)
        found = Found(dated, under, targets, drafts, reasons)
        return found, Carry(governing, subject, tense, required, lead, unheard)
    drafts, lead = _read_deed(dated, governing, lead, strive, last=last, in_block=sentence.in_block)
    if not dated.quantities:
        unheard = (*unheard, (text, clause.mark))
    found = Found(dated, under, targets, drafts, reasons, (), False, True, last)
    return found, Carry(governing, subject, tense, required, lead, unheard)


def _read_deed(
    dated: DatedClause, governing: Governing, lead: LeadIn, strive: str, *, last: bool, in_block: bool
) -> tuple[list[Making], LeadIn]:
    """The deed of a clause without targets, if it has one, and the lead-in behind it."""
    clause = dated.clause
    rule = idle_rule(dated, last=last)
    if rule is not None:
        return [], _led(lead, clause, rule.leads)
    begin = lead.clause.start if lead.clause else clause.start
    led = lead.dated and lead.clause is not None
    deed = read_deed(dated, governing, begin=begin, strive=strive, led=led, in_block=in_block)
    over = lead.clause is None and not lead.dated
    return [deed], lead if over else LeadIn(None, False, lead.strive, lead.still)


def _settle(drafts: list[Making], opening: Clause, years: Years) -> None:
    """The first target of a clause begins with what leads it in; a deadline that is over is asked about."""
    drafts[0].start = opening.start
    for draft in drafts:
        if draft.under is not None and is_gone(draft.under, years):
            draft.notes.append(TwoWays.GONE)


def _led(lead: LeadIn, clause: Clause, leads: Leads) -> LeadIn:
    if leads is Leads.OPENS:
        return lead if lead.clause else lead._replace(clause=clause)
    return lead.over() if leads is Leads.ENDS else lead


def _against_another(
    dated: DatedClause, governing: Governing, subject: Subject, strive: str, years: Years
) -> tuple[list[Making], Subject]:
    """与全省持平 is due when its sentence is; 平均增速 is over the years of the plan."""
    relative = read_relative(dated.clause, dated.text, subject, strive)
    if relative is None:
        return [], subject
    relative.under = dated.due[-1] if dated.due else governing.when
    relative.when = next((when for when in dated.dates if when.local), None) or relative.under
    if "平均增速" in relative.indicator or "年均" in dated.clause.text:
        relative.when = When(0, 0, "mean: 平均增速", WhenForm.MEAN, "average", years.since, years.until, local=True)
    return [relative], subject._replace(label=relative.indicator)


def _without_conditions(drafts: list[Making], clause: Clause, clauses: list[Clause], reasons: Reasons) -> list[Making]:
    """固定资产投资5000万元以上，…给予5%奖励: without a verb a floor of money or ground only says who is paid."""
    floors = [d for d in drafts if d.comparator in (Comparator.AT_LEAST, Comparator.ABOVE) and is_amount(d.unit)]
    if not floors or VERB.match(cut(clause.text)):
        return drafts
    rewarded_at = next((other.start for other in clauses if _REWARDS.search(other.text)), 0)
    if clause.start >= rewarded_at:
        return drafts
    reasons.update({d.figure.start: Excused.CONDITION for d in floors if d.figure is not None})
    return [draft for draft in drafts if draft not in floors]


def _goes_on_with_a_noun(text: str) -> bool:
    """力争A超过20亿元，B达到8亿元: without a verb of its own a clause is still under the word before it."""
    return not VERB.match(cut(text)) and not text.startswith(_FIRM)


def _is_heap(text: str) -> bool:
    """Whether a long clause is figures heaped up, a broken table and no prose; they are left open."""
    return len(_DIGITS.findall(text)) * 9 > len(text) * 2


def _leaves_open(targets: TargetsRead, quantities: list[Quantity]) -> bool:
    """Whether a figure of the clause is still unexplained."""
    return any(not targets.reasons.get(q.start) for q in quantities if q.kind != "name")
