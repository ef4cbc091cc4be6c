"""Row labels as a person would write them: equal to the names of the keys once what tells no rows apart is left out.

The scorer takes a name that contains the other for the same; here nothing but scope, the verb that makes a thing, what
it is counted by, and particles may differ.
"""

import json
import re

import pytest
from tests.golden import test_plan_scores, test_second_round_scores

from guatu.core.codec import json_text
from guatu.core.plan.clauses.lexicon import split_verb, strip_manner
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.plan.published import published

scorer = test_plan_scores.scorer
KEYS = [*test_plan_scores.KEYS, *test_second_round_scores.KEYS]
pytestmark = pytest.mark.skipif(not KEYS, reason="no labelled plans beside the checkout (../shared/gold)")
_SCOPE = re.compile(r"^(?:全[市省县区国]|各区县?|各县区|每个?[市县区乡镇（）街道]{1,6}|全年|年度|累计)")
_COUNTED_BY = re.compile(r"(?:数量|人数|场次|次数|个数|面积|里程|总数|累计完成额)$")
_PARTICLES = re.compile(r"[的等了之和与及以或、（）()“”\"《》\s·，]")


def bare(name):
    """A name without scope, verb, what it is counted by, and particles.

    >>> bare("新建（改建）公园数量") == bare("全市公园")
    True
    """
    for _ in range(3):
        name = strip_manner(_SCOPE.sub("", name))
        verb, rest = split_verb(name)
        name = rest if verb and rest else name
    return _PARTICLES.sub("", _COUNTED_BY.sub("", name))


def names(scorer, key):
    """(name, name of the key, whether they are equal) for each target found."""
    gold = json.loads(key.read_text(encoding="utf-8"))
    stated, rows = (gold.get("context", {}), gold["commitments"]) if isinstance(gold, dict) else ({}, gold)
    text = key.with_suffix(".txt").read_text(encoding="utf-8")
    context = Context(stated.get("place", ""), stated.get("year"), stated.get("plan_from"), stated.get("plan_to"))
    found = json.loads(json_text(published(compile_plan(text, context=context))))["commitments"]
    golds = [row for row in scorer.locate(rows, text) if row["kind"] == "target" and not row.get("optional")]
    founds = [row for row in scorer.locate(found, text) if row["kind"] == "target"]
    for i, j in scorer.pair(
        golds, founds, scorer.same_figure, lambda g, f: scorer.alike(g["indicator"], f["indicator"])
    ).items():
        accepted = {bare(name) for name in scorer.accepted(golds[i], "indicator")}
        yield founds[j]["indicator"], golds[i]["indicator"], bare(founds[j]["indicator"]) in accepted


def test_nineteen_names_of_twenty_are_those_of_the_keys(scorer):
    told = [one for key in KEYS for one in names(scorer, key)]
    assert len(told) >= 290
    assert sum(equal for _, _, equal in told) >= 0.95 * len(told), [(n, g) for n, g, equal in told if not equal]
