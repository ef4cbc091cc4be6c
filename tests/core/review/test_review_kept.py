"""What an earlier version kept still says the same, to the byte: its digests stand in audit logs for ever.

`kept/version_of_0_1.json` was written by version 0.1: a plan as compiled, sixteen edits, and the version they made.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guatu.core.plan.model import Context, Coverage, Plan, Question
from guatu.core.review.draft import fold, tried
from guatu.core.review.edits import Add, DraftEntry, Split, from_json, to_json
from guatu.core.review.readings import cuts, split_at
from guatu.core.review.record import claims_of, commitments_of, record_of
from guatu.core.text.said import quoted
from guatu.core.text.spans import Span
from guatu.web.base.digests import canonical, sm3

KEPT = json.loads((Path(__file__).parent / "kept" / "version_of_0_1.json").read_text(encoding="utf-8"))
PLAN = Plan(
    title=KEPT["title"],
    text=KEPT["text"],
    context=Context(*KEPT["context"]),
    commitments=commitments_of(KEPT["compiled"]),
    questions=tuple(
        Question(q[0], Span(*q[1]), quoted(q[2]), tuple(map(quoted, q[3])), *q[4:]) for q in KEPT["questions"]
    ),
    coverage=Coverage(claims_of(KEPT["compiled"])),
    compiler=KEPT["compiled"]["compiler"],
)
LOG = tuple(DraftEntry(n, from_json(json.loads(said))) for n, said in enumerate(KEPT["edits"], 1))


def test_kept_edits_are_spelt_as_they_were():
    assert [canonical(to_json(entry.edit)) for entry in LOG] == KEPT["edits"]


def test_a_kept_version_still_follows_from_its_edits_to_the_byte():
    content = canonical(record_of(fold(PLAN, LOG)))
    assert content == KEPT["version"]
    assert sm3(content) == KEPT["digest"]


def test_a_kept_version_gives_its_ledger_back():
    draft, record = fold(PLAN, LOG), json.loads(KEPT["version"])
    assert commitments_of(record) == draft.commitments
    assert claims_of(record) == draft.claims
    assert [c.id for c in draft.commitments] == ["C001", "R002", "C003", "C004", "C005", "C006", "C007", "C009"]


def test_what_is_added_from_now_on_has_a_letter_of_its_own():
    draft = fold(PLAN, LOG)
    c = next(c for c in draft.commitments if cuts(c))
    after = tried(draft, split_at(PLAN, c, cuts(c)[0][0]))
    assert [i.id for i in after.items if i.id not in draft.by_id] == [f"A{draft.until + 1:03d}"]
    again = DraftEntry(after.until, from_json(to_json(after.log[-1].edit)))
    assert fold(PLAN, (*LOG, again)) == after


@pytest.mark.parametrize("kind", [Add, Split])
def test_an_edit_without_a_letter_is_one_of_old(kind):
    (number,) = [e.number for e in LOG if isinstance(e.edit, kind)]
    assert "letter" not in KEPT["edits"][number - 1]
    assert LOG[number - 1].edit.letter == "R"
