"""What laying two versions of a plan side by side finds. Values only: `compare.py` makes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from guatu.core.plan.model import Commitment, Plan
from guatu.core.text.said import Said, Sentence


class Effect(StrEnum):
    """What one difference does to the promise."""

    STRICTER = "stricter"
    LOOSER = "looser"
    MOVED = "moved"  # to another sector, unit or window of years
    RESTATED = "restated"  # another measure or other words: neither stricter nor looser can be computed
    WORDING = "wording"  # said otherwise, judged the same


class Verdict(StrEnum):
    """What became of a commitment, in the order in which a page lists them."""

    LOOSENED = "loosened"
    VANISHED = "vanished"
    MIXED = "mixed"
    RESTATED = "restated"
    MOVED = "moved"
    TIGHTENED = "tightened"
    NEW = "new"
    SAME = "same"


VERDICT_WORDS = {
    Verdict.LOOSENED: "放宽",
    Verdict.VANISHED: "取消",
    Verdict.MIXED: "有紧有松",
    Verdict.RESTATED: "改述",
    Verdict.MOVED: "调整",
    Verdict.TIGHTENED: "收紧",
    Verdict.NEW: "新增",
    Verdict.SAME: "未变",
}
VERDICT_SAYS = {
    Verdict.LOOSENED: "要求比原来低，期限比原来晚，或由确定改为力争",
    Verdict.VANISHED: "原方案有，新方案没有",
    Verdict.MIXED: "有的要求提高，有的要求降低",
    Verdict.RESTATED: "改了度量、口径或文字，宽严算不出来，由人判断",
    Verdict.MOVED: "换了领域、单位或起止年份，宽严未变",
    Verdict.TIGHTENED: "要求比原来高，期限比原来早，或由力争改为确定",
    Verdict.NEW: "新方案有，原方案没有",
    Verdict.SAME: "要求未变",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a commitment changed, with the sentence that says so."""

    effect: Effect
    says: Said  # computed: 344亿元→360亿元，提高16亿元


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two commitments that may be the same one. A person says so, or not; until then they are not paired."""

    old: str  # id
    new: str  # id
    asks: Said  # one sentence
    likeness: int  # per thousand


@dataclass(frozen=True, slots=True)
class Change:
    """One commitment of the old plan, of the new one, or of both, and what became of it."""

    verdict: Verdict
    sentence: Sentence
    old: Commitment | None = None
    new: Commitment | None = None
    differences: tuple[Difference, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # of what vanished or is new: it may have become, or come from, another


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every commitment of both plans, once: those of the old plan in its order, then the new ones in theirs."""

    old: Plan
    new: Plan
    changes: tuple[Change, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many of each verdict, in the order of `Verdict`."""
        found = Counter(change.verdict for change in self.changes)
        return {verdict: found[verdict] for verdict in Verdict if found[verdict]}

    @property
    def changed(self) -> tuple[Change, ...]:
        """Without those that stayed as they were."""
        return tuple(c for c in self.changes if c.verdict is not Verdict.SAME)

    @property
    def pairs(self) -> dict[str, str]:
        """Old id → new id of those that both plans have."""
        return {c.old.id: c.new.id for c in self.changes if c.old and c.new}
