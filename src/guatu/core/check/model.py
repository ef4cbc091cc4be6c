"""What a check finds: where, what, why it matters, how to mend it, and the sum that shows it.

A finding comes from a `Rule`, so none exists without one; arithmetic puts its numbers into `computation`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from guatu.core.plan.model import Commitment
from guatu.core.text.said import NOTHING, Sentence
from guatu.core.text.spans import Span


class Severity(StrEnum):
    ERROR = "error"  # 错误: cannot be right as written
    DOUBT = "doubt"  # 疑点: two readings, or something a judge will ask for
    HINT = "hint"  # 提示: what the text implies and does not say

    @property
    def word(self) -> str:
        return {Severity.ERROR: "错误", Severity.DOUBT: "疑点", Severity.HINT: "提示"}[self]

    @property
    def order(self) -> int:
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at before the plan is signed. `spans` are in the order of the text; the first is the place."""

    code: str
    severity: Severity
    rule: str
    title: Sentence
    spans: tuple[Span, ...]
    quote: str
    what: Sentence
    why: Sentence
    mend: Sentence
    computation: tuple[Sentence, ...] = ()
    commitments: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One thing we look for. `code` is stable; `why` and `mend` hold unless a finding says better."""

    code: str
    name: str
    title: Sentence
    severity: Severity
    why: Sentence
    mend: Sentence

    def finding(
        self,
        text: str,
        what: Sentence,
        *,
        at: Iterable[Span] = (),
        on: Iterable[Commitment] = (),
        computation: Iterable[Sentence] = (),
        why: Sentence = NOTHING,
        mend: Sentence = NOTHING,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule, at stretches of the text (`at`) or else at the commitments themselves (`on`)."""
        on = tuple(on)
        spans = tuple(sorted(set(at))) or tuple(sorted({c.span for c in on}))
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            rule=self.name,
            title=self.title,
            spans=spans,
            quote=" … ".join(quoted(span.of(text)) for span in spans[:QUOTED]),
            what=what,
            why=why or self.why,
            mend=mend or self.mend,
            computation=tuple(computation),
            commitments=tuple(c.id for c in on),
        )


QUOTED = 3  # a finding quotes its first places and counts the rest
_LONGEST_QUOTE = 60


def quoted(words: str) -> str:
    """A stretch of the text on one line, cut in the middle when it is long."""
    line = " ".join(words.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    half = _LONGEST_QUOTE // 2
    return f"{line[:half]}……{line[-half:]}"
