"""A long plan with many edits is folded in proportion: counted by the lines that run, never by a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from bench.desk import edits_of, long_plan
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.review.draft import Draft, fold, tried
from guatu.core.review.edits import Confirm, DraftEntry, Undo, name_of
from guatu.core.review.order import Order
from guatu.core.review.ready import ready
from guatu.core.text.spans import Span

SMALL, LARGE = 90, 360


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python it takes, the rounds of every loop included."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def edited(size: int) -> Draft:
    plan = long_plan(size)
    return fold(plan, edits_of(plan))


DRAFTS = {size: edited(size) for size in (SMALL, LARGE)}
WORKS: dict[str, Callable[[Draft], object]] = {
    "fold": lambda draft: fold(draft.plan, draft.log),
    "one edit more": lambda draft: tried(draft, Confirm((draft.commitments[-1].id,))),
    "an undo": lambda draft: tried(draft, Undo(draft.until)),
    "all undone": lambda draft: fold(draft.plan, (*draft.log, *undos(draft))),
    "questions and where they stand": lambda draft: fold(draft.plan, draft.log).open_questions,
    "what stands against publishing": lambda draft: ready(draft),
    "what was done since": lambda draft: draft.seen_since(Confirm((draft.commitments[-1].id,)), 0),
}


def undos(draft: Draft) -> list[DraftEntry]:
    """An undo of the undo of the undo …"""
    return [DraftEntry(n, Undo(n - 1)) for n in range(draft.until + 1, 2 * draft.until)]


def test_the_long_plan_is_edited_in_every_way():
    draft = DRAFTS[LARGE]
    assert len(draft.items) > LARGE * 0.9
    assert len(draft.log) == LARGE
    assert not draft.moot
    assert {name_of(e.edit) for e in draft.log} >= {"confirm", "change", "split", "merge", "reject", "add"}


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_work_grows_with_the_length_and_no_faster(work):
    times = LARGE / SMALL
    assert lines_run(lambda: work(DRAFTS[LARGE])) < 1.3 * times * lines_run(lambda: work(DRAFTS[SMALL]))


def test_an_edit_of_one_commitment_costs_less_than_the_folding():
    draft = DRAFTS[LARGE]
    once = lines_run(lambda: tried(draft, Confirm((draft.commitments[-1].id,))))
    assert once < lines_run(lambda: fold(draft.plan, draft.log)) / 3


# -- the order itself, against a plain list ---------------------------------------------------------------------------

starts = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12)
steps = st.lists(st.tuples(st.sampled_from(["put", "behind", "move", "drop"]), st.integers(0, 40), st.integers(0, 50),
                           st.integers(1, 12)), max_size=12)  # fmt: skip


@given(starts, steps)
def test_the_order_is_that_of_a_list_that_is_searched(places, steps):
    rows = [(f"C{n:03d}", Span(a, a + n_)) for n, (a, n_) in enumerate(places)]
    order = Order(rows)
    for n, (step, which, at, length) in enumerate(steps):
        span = Span(at, at + length)
        rank = which % len(rows) if rows else 0
        if step == "put":
            rises = rows == sorted(rows, key=lambda row: row[1].start)
            rows.insert(sum(s.start <= at for _, s in rows) if rises else len(rows), (f"A{n:03d}", span))
            order.put(f"A{n:03d}", span)
        elif rows and step == "behind":
            order.put_behind(rows[rank][0], rows[rank][1].start, f"A{n:03d}", span)
            rows.insert(rank + 1, (f"A{n:03d}", span))
        elif rows and step == "move":
            order.move(rows[rank][0], rows[rank][1].start, span)
            rows[rank] = (rows[rank][0], span)
        elif rows:
            order.drop(rows[rank][0], rows[rank][1].start)
            del rows[rank]
        assert list(order) == [id for id, _ in rows]
        before = [id for id, s in rows if s.start <= at] or [id for id, _ in rows[:1]] or [""]
        assert order.before(at) == before[-1]
        assert set(order.near(span)) >= {id for id, s in rows if s.overlaps(span)}
