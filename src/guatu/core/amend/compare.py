"""Two versions of a plan: what was tightened, loosened, moved, what vanished and what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from guatu.core.amend.differences import differences
from guatu.core.amend.match import match_plans
from guatu.core.amend.model import Change, Comparison, Difference, Doubt, Effect, Verdict
from guatu.core.plan.model import Commitment, Plan


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
        _pair(c, by_id[paired.pairs[c.id]])
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


def _pair(old: Commitment, new: Commitment) -> Change:
    found = differences(old, new)
    verdict = verdict_of(found)
    said = "；".join(d.says for d in found) or "没有变化"
    if verdict is Verdict.MIXED:
        stricter = "；".join(d.says for d in found if d.effect is Effect.STRICTER)
        looser = "；".join(d.says for d in found if d.effect is Effect.LOOSER)
        rest = [d.says for d in found if d.effect not in (Effect.STRICTER, Effect.LOOSER)]
        said = "；".join([f"收紧：{stricter}", f"放宽：{looser}", *rest])
    return Change(verdict, said, old, new, found)


def _alone(
    verdict: Verdict, doubts: list[Doubt], *, old: Commitment | None = None, new: Commitment | None = None
) -> Change:
    if old:
        said = "新方案里没有这一条"
        maybe = "、".join(d.new for d in doubts)
    else:
        said = "原方案里没有这一条"
        maybe = "、".join(d.old for d in doubts)
    if maybe:
        said += f"（与{'新' if old else '原'}{maybe}相近，是否同一条目待确认）"
    return Change(verdict, said, old, new, doubts=tuple(doubts))
