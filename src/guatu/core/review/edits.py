"""What a person can do to a draft. Each edit is a value that says everything it needs, so that it can be kept for ever.

An edit never points into another one: a split carries how both halves were read on that day. A later grammar may read
them differently; the ledger that people signed stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from guatu.core.codec import NotOurs, plain, read
from guatu.core.plan.model import Kind
from guatu.core.review.fields import Changes
from guatu.core.text.said import Said
from guatu.core.text.spans import Span

ADDED = "A"  # the letter before the number of what an edit brings in: A017
FORMERLY = "R"  # the letter of edits that were written down without one; R001 is also a result of the plan's text


@dataclass(frozen=True, slots=True)
class Confirm:
    """Read so, and rightly (确认)."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revise:
    """Some fields say something else (改)."""

    id: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Split:
    """One commitment is two: its words before and after `at` (拆分)."""

    id: str
    at: int
    first: Changes = field(default_factory=dict)
    second: Changes = field(default_factory=dict)
    letter: str = ADDED


@dataclass(frozen=True, slots=True)
class Merge:
    """Several commitments are one: `keep` takes in the words of the others (合并)."""

    keep: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """Not a commitment of this plan (不采纳)."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """To be looked at again (重审)."""

    id: str


@dataclass(frozen=True, slots=True)
class Add:
    """What the compiler missed (补录)."""

    span: Span
    kind: Kind
    changes: Changes = field(default_factory=dict)
    letter: str = ADDED


@dataclass(frozen=True, slots=True)
class Answer:
    """Which of the readings holds, and what follows for the fields (答)."""

    question: str
    reading: str
    changes: Changes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why `rule` does not hold at `place`: an unclaimed number (n123) or a commitment (C001) (说明)."""

    place: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recheck:
    """What was decided about another version of the plan does not fit this one by itself: a person is asked (再核).

    `changes` are the fields as the person had them then; the second reading, where there is one, takes them over.
    """

    id: str
    asks: Said
    readings: tuple[Said, ...]
    changes: Changes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undo:
    """As if edit `number` had never been made. Undoing an undo makes it again (撤销)."""

    number: int


Edit = Confirm | Revise | Split | Merge | Reject | Reopen | Add | Answer | Excuse | Recheck | Undo


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """One line of a draft's history; numbers count from 1 and are never used again."""

    number: int
    edit: Edit


KINDS: Mapping[str, type[Edit]] = {  # by the word under which an edit is stored, for ever
    "confirm": Confirm, "change": Revise, "split": Split, "merge": Merge, "reject": Reject, "reopen": Reopen,
    "add": Add, "answer": Answer, "excuse": Excuse, "recheck": Recheck, "undo": Undo,
}  # fmt: skip
WORDS = {kind: word for word, kind in KINDS.items()}


def name_of(edit: Edit) -> str:
    """The edit's word, as it is stored: confirm, change, …"""
    return WORDS[type(edit)]


def to_json(edit: Edit) -> dict[str, Any]:
    """The edit as a JSON object; `from_json` gives it back equal.

    >>> to_json(Reject("C001", "背景"))
    {'do': 'reject', 'id': 'C001', 'reason': '背景'}
    """
    said = {"do": name_of(edit), **plain(edit)}
    if said.get("letter") == FORMERLY:
        del said["letter"]  # it was written without one, and is written so again
    return said


def from_json(said: Mapping[str, Any]) -> Edit:
    """Raises NotOurs when this is no edit of ours."""
    given = dict(said)
    kind = KINDS.get(given.pop("do", ""))
    if kind is None or given.keys() - {f.name for f in fields(kind)}:
        raise NotOurs("no edit is spelt so")
    if kind in (Add, Split):
        given.setdefault("letter", FORMERLY)
    return read(given, kind)
