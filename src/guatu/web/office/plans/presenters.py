"""What an amendment would change, in the groups of the amendment page, and what has to be settled first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guatu.core.amend import Comparison, Verdict
from guatu.core.amend.model import Doubt
from guatu.core.plan.model import Commitment, Kind
from guatu.core.text.said import Sentence
from guatu.web.plans.amend.proposals import Laid
from guatu.web.public.amendments.presenters import ChangeGroup, groups_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A question: which of the new lines an old one has become."""

    old: str
    asks: list[Sentence]
    quote: str
    options: list[tuple[str, str]]  # id and quote
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Proposed:
    groups: list[ChangeGroup]
    counted: list[tuple[str, str, int]]
    same: int
    choices: list[Choice]
    targets: int
    questions: int


def proposed(laid: Laid, *, asked: Comparison, said: Mapping[str, str]) -> Proposed:
    """
    Args:
        asked: the comparison before anybody answered, whose questions stay on the page with their answers.
    """
    found, counted = groups_of(laid.comparison.changed)
    plan = laid.file.plan
    return Proposed(
        groups=found,
        counted=counted,
        same=laid.comparison.counts.get(Verdict.SAME, 0),
        choices=choices(asked, said),
        targets=sum(c.kind is Kind.TARGET for c in plan.commitments),
        questions=len(plan.questions),
    )


def choices(asked: Comparison, said: Mapping[str, str]) -> list[Choice]:
    old, new = ({c.id: c for c in plan.commitments} for plan in (asked.old, asked.new))
    by_old: dict[str, list[Doubt]] = {}
    for doubt in asked.doubts:
        by_old.setdefault(doubt.old, []).append(doubt)
    return [
        Choice(id, [d.asks for d in doubts], _quote(old, id), [(d.new, _quote(new, d.new)) for d in doubts],
               said.get(id))
        for id, doubts in by_old.items()
    ]  # fmt: skip


def answers(post: Mapping[str, str], choices: Iterable[Choice]) -> dict[str, str]:
    """Old id → new id, "" for none; of the questions that were answered."""
    given = {choice.old: post.get(f"same-{choice.old}") for choice in choices}
    return {old: new for old, new in given.items() if new is not None}


def _quote(items: Mapping[str, Commitment], id: str) -> str:
    found = items.get(id)
    return found.quote if found else id
