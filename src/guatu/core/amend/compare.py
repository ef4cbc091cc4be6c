"""Two versions of a plan: what was tightened, loosened, moved, what vanished and what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from guatu.core.amend.differences import differences
from guatu.core.amend.match import match_plans
from guatu.core.amend.model import Change, Comparison, Difference, Doubt, Effect, Verdict
from guatu.core.plan.model import Commitment, Plan
from guatu.core.text.said import Said, Sentence, listed


def compare_plans(old: Plan, new: Plan, *, said: Mapping[str, str] | None = None) -> Comparison:
    """Every commitment of `old` and of `new`, once, with what became of it.

    Args:
        said: which are the same, as a person has answered: old id → new id, or "" for one that has no successor.
    """
    paired = match_plans(old, new, said=said)
    by_id = {c.id: c for c in new.commitments}
    about: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for doubt in paired.doubts:
        about["old", doubt.old].append(doubt)
        about["new", doubt.new].append(doubt)
    changes = [
        became(c, by_id[paired.pairs[c.id]])
        if c.id in paired.pairs
        else _alone(Verdict.VANISHED, about["old", c.id], old=c)
        for c in old.commitments
    ]
    kept = set(paired.pairs.values())
    changes += [_alone(Verdict.NEW, about["new", c.id], new=c) for c in new.commitments if c.id not in kept]
    return Comparison(old, new, tuple(changes), paired.doubts)


def verdict_of(found: Sequence[Difference]) -> Verdict:
    """One word for several differences. What cannot be compared is not called stricter or looser."""
    effects = {d.effect for d in found}
    if Effect.RESTATED in effects:
        return Verdict.RESTATED
    if {Effect.STRICTER, Effect.LOOSER} <= effects:
        return Verdict.MIXED
    if Effect.STRICTER in effects:
        return Verdict.TIGHTENED
    if Effect.LOOSER in effects:
        return Verdict.LOOSENED
    return Verdict.MOVED if Effect.MOVED in effects else Verdict.SAME


def became(old: Commitment | None, new: Commitment | None) -> Change:
    """Two versions of one commitment, and what became of it; without a second one it vanished, or is new."""
    if old is None or new is None:
        return _alone(Verdict.NEW if new else Verdict.VANISHED, [], old=old, new=new)
    found = differences(old, new)
    verdict = verdict_of(found)
    said: Sentence = listed((d.says for d in found), "；") if found else Said("没有变化")
    if verdict is Verdict.MIXED:
        stricter = listed((d.says for d in found if d.effect is Effect.STRICTER), "；")
        looser = listed((d.says for d in found if d.effect is Effect.LOOSER), "；")
        rest = [d.says for d in found if d.effect not in (Effect.STRICTER, Effect.LOOSER)]
        said = listed((Said("收紧：{how}", how=stricter), Said("放宽：{how}", how=looser), *rest), "；")
    return Change(verdict, said, old, new, found)


def _alone(
    verdict: Verdict, doubts: list[Doubt], *, old: Commitment | None = None, new: Commitment | None = None
) -> Change:
    if old and doubts:
        said = Said("新方案里没有这一条（与新{others}相近，是否同一条目待确认）", others=listed(d.new for d in doubts))
    elif doubts:
        said = Said("原方案里没有这一条（与原{others}相近，是否同一条目待确认）", others=listed(d.old for d in doubts))
    else:
        said = Said("新方案里没有这一条") if old else Said("原方案里没有这一条")
    return Change(verdict, said, old, new, doubts=tuple(doubts))
