"""A small plan and everything that can be done to it, for tests."""

from __future__ import annotations

from hypothesis import strategies as st

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Kind
from guatu.core.review.edits import (
    ADDED,
    FORMERLY,
    Add,
    Answer,
    Confirm,
    DraftEntry,
    Excuse,
    Merge,
    Recheck,
    Reject,
    Reopen,
    Revise,
    Split,
    Undo,
)
from guatu.core.text.said import Said, quoted
from guatu.core.text.spans import Span

TEXT = """某市物流业三年行动方案

一、总体目标

到2027年，全市物流业增加值达到80亿元以上，3A级以上物流企业达到5家，快递业务量年均增长12%。

二、重点任务

（一）枢纽建设。推进铁路专用线建设，2026年底前建成蒙煤交易中心。撤并弱体网点3—5个。设立产业基金，总规模18亿元。

（二）末端网点。智能快件箱格口数达到3.3万个。
"""
PLAN = compile_plan(TEXT, context=Context("某市", 2025, 2025, 2027))
IDS = tuple(c.id for c in PLAN.commitments)
PLACES = tuple(f"n{c.span.start}" for c in PLAN.coverage.claims)


def one(words: str):
    """The only commitment of PLAN whose quote holds these words."""
    (found,) = [c for c in PLAN.commitments if words in c.quote]
    return found


def log(*edits) -> tuple[DraftEntry, ...]:
    return tuple(DraftEntry(n, edit) for n, edit in enumerate(edits, 1))


ids = st.sampled_from([*IDS, *(f"{letter}{n:03d}" for letter in (ADDED, FORMERLY) for n in range(1, 9))])
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda s: Span(*sorted(s)))
changes = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["家", "亿元", "%"]),
        "month": st.sampled_from(["", "2", "6"]),
        "day": st.sampled_from(["", "28", "30", "31"]),
        "value": st.sampled_from(["1", "2.50", "344"]),
        "kind": st.sampled_from([k.value for k in Kind]),
        "until": st.sampled_from([2026, 2027]),
        "indicator": st.sampled_from(["", "物流业增加值", "网点数量"]),
    },
)
letters = st.sampled_from([ADDED, FORMERLY])
reasons = st.sampled_from(["背景", "与上条重复", ""])
edits = st.one_of(
    st.builds(Confirm, st.lists(ids, max_size=3).map(tuple)),
    st.builds(Revise, ids, changes),
    st.builds(Split, ids, st.integers(0, len(TEXT)), changes, changes, letters),
    st.builds(Merge, ids, st.lists(ids, max_size=2).map(tuple)),
    st.builds(Reject, ids, reasons),
    st.builds(Reopen, ids),
    st.builds(Add, spans, st.sampled_from(Kind), changes, letters),
    st.builds(Answer, st.sampled_from([q.id for q in PLAN.questions] or ["Q01"]), st.just("照原文"), changes),
    st.builds(Excuse, st.sampled_from([*PLACES, *IDS[:2]]), st.sampled_from(["L501", "L505"]), reasons),
    st.builds(
        Recheck,
        ids,
        st.just(quoted("请再核对")),
        st.just((quoted("照新方案"), Said("沿用原改：{fields}", fields="单位家"))),
        changes,
    ),
    st.builds(Undo, st.integers(1, 8)),
)
histories = st.lists(edits, max_size=8).map(lambda made: log(*made))
