"""Any text that compiles is judged, put on the first page and drawn on the wall: no input takes a page down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.plan import corpus
from tests.fuzz.lights import look_at_lights
from tests.strategies import plan_texts

from guatu.core.errors import PlanTextError
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.text import dates

STATED = Context("某市", 2025, 2025, 2027)
contexts = st.sampled_from([STATED, Context(), Context("某市", 2026), Context("某市", None, None, 2027)])
chances = st.data()


def chance_of(data):
    return lambda below: data.draw(st.integers(0, below - 1))


def plan_of(text, context=STATED):
    try:
        return compile_plan(text, context=context)
    except PlanTextError:
        return None


@settings(max_examples=150)
@given(text=plan_texts(), context=contexts, data=chances)
def test_whatever_is_written_the_wall_is_drawn(text, context, data):
    plan = plan_of(text, context)
    if plan is not None:
        look_at_lights(plan, chance_of(data))


SENTENCES = [s if isinstance(s, str) else s[0] for s in (*corpus.TARGETS, *corpus.MILESTONES)]
ODD = [text for texts in dates.IMPOSSIBLE.values() for text in texts]


@settings(max_examples=100)
@given(
    sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    due=st.sampled_from(["", *ODD]),
    context=contexts,
    data=chances,
)
def test_whatever_is_promised_the_wall_is_drawn(sentences, due, context, data):
    text = "一、主要目标\n" + "\n".join(f"{due}，{s}。" if due else s for s in sentences)
    plan = plan_of(text, context)
    if plan is not None:
        look_at_lights(plan, chance_of(data))


@pytest.mark.parametrize("due", ODD)
def test_a_plan_of_impossible_days_has_its_wall(due):
    plan = compile_plan(f"一、目标\n{due}，服务业增加值达到344亿元，建成智能工厂3个。", context=STATED)
    for seed in range(12):
        look_at_lights(plan, lambda below, seed=seed: seed % below)
