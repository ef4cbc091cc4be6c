"""The example plan and a made-up amendment of it: the whole comparison, as a person reads it."""

from __future__ import annotations

import os
from pathlib import Path

from tests.core.amend.amended import both

from guatu.core.amend import Comparison, Verdict, compare_plans
from guatu.core.amend.model import VERDICT_WORDS

GOLDEN = Path(__file__).parent / "golden" / "amended_city_plan.txt"


def as_read(comparison: Comparison) -> str:
    """One paragraph for each change; what stayed is only counted."""
    counted = "，".join(f"{VERDICT_WORDS[v]}{n}" for v, n in comparison.counts.items())
    found = [counted]
    for c in comparison.changed:
        codes = "→".join(x.id for x in (c.old, c.new) if x)
        lines = [f"{VERDICT_WORDS[c.verdict]} {codes}　{c.sentence}"]
        lines += [f"  原：{c.old.quote}"] if c.old else []
        lines += [f"  新：{c.new.quote}"] if c.new else []
        found.append("\n".join(lines))
    found += [f"待确认　{d.asks}" for d in comparison.doubts]
    return "\n\n".join(found) + "\n"


def test_the_comparison_reads_as_expected():
    read = as_read(compare_plans(*both()))
    if os.environ.get("GUATU_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(read, encoding="utf-8")
    assert read == GOLDEN.read_text(encoding="utf-8")


def test_every_commitment_of_both_plans_stands_there_once():
    old, new = both()
    changes = compare_plans(old, new).changes
    assert [c.old.id for c in changes if c.old] == [c.id for c in old.commitments]
    assert sorted(c.new.id for c in changes if c.new) == sorted(c.id for c in new.commitments)


def test_a_plan_beside_itself_is_the_same():
    for plan in both():
        comparison = compare_plans(plan, plan)
        assert comparison.counts == {Verdict.SAME: len(plan.commitments)}
        assert comparison.pairs == {c.id: c.id for c in plan.commitments}
        assert not comparison.doubts
