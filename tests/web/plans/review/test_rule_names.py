"""Under 为何这样读 every rule of the grammar has a Chinese name and an English one."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.utils import translation
from tests.core.plan import corpus, test_named_kinds

import guatu.core.plan
import guatu.core.text
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.errors import EmptyPlan
from guatu.core.plan.layout import task_deadlines
from guatu.core.plan.model import Context
from guatu.core.plan.tables import cell_dates
from guatu.core.text import comparators, dates, quantities
from guatu.web.plans.review.rule_names import RULE_NAMES, rule_word

CORE = Path(inspect.getfile(guatu.core.plan)).parent
HAN = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile("[A-Za-z]{2}")
A_RULE_IS_LAST = {"_with_bound", "Quantity", "Evidence"}


def modules() -> Iterator[object]:
    for root in (guatu.core.plan, guatu.core.text):
        for found in walk_packages(root.__path__, root.__name__ + "."):
            yield import_module(found.name)


def written_rules() -> set[str]:
    """Every rule that the source of the grammar writes down: by its tables, or in a call that makes a finding."""
    found = {rule.name for rule in dates.RULES} | {word.rule for word in comparators._TABLE}
    found |= {cell_dates.RULE, task_deadlines.RULE}
    for path in (*CORE.rglob("*.py"), Path(inspect.getfile(quantities))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            found |= {k.value.value for k in node.keywords if k.arg == "rule" and isinstance(k.value, ast.Constant)}
            name = getattr(node.func, "id", "")
            if name in A_RULE_IS_LAST and node.args and not any(k.arg == "rule" for k in node.keywords):
                last = node.args[-1]
                found |= {n.value for n in ast.walk(last) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
            if name == "When" and len(node.args) > 2 and isinstance(node.args[2], ast.Constant):
                found.add(node.args[2].value)
    return found - {""}


def strings(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < 4 and isinstance(value, dict):
        yield from (s for pair in value.items() for part in pair for s in strings(part, depth + 1))
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        yield from (s for part in value for s in strings(part, depth + 1))


def corpora() -> set[str]:
    """Every text that a corpus of the grammar holds."""
    lists = (
        v
        for m in (*modules(), corpus, test_named_kinds)
        for name, v in vars(m).items()
        if name.isupper() and not name.startswith("_")
    )
    return {text for value in lists for text in strings(value) if HAN.search(text)}


def test_the_source_is_searched():
    found = written_rules()
    assert {"figure and unit", "完成时限 column", "by: 某年底前", "table: column", "range", "shared unit"} <= found
    assert len(found) > 60


def test_every_rule_that_the_source_writes_has_a_name():
    assert {rule for rule in written_rules() if rule not in RULE_NAMES} == set()


def test_every_rule_that_the_corpora_yield_has_a_name():
    told = set()
    for text in corpora():
        try:
            plan = compile_plan(text, context=Context("某市", 2026, 2026, 2028))
        except EmptyPlan:
            continue
        for c in plan.commitments:
            told |= {e.rule for e in c.evidence} | ({c.deadline.rule} if c.deadline else set())
    assert len(told) > 40
    assert told - set(RULE_NAMES) == set()


@pytest.mark.parametrize("rule", sorted(RULE_NAMES))
def test_a_rule_is_said_in_either_language_and_never_in_both(rule):
    with translation.override("zh-hans"):
        chinese = rule_word(rule)
    with translation.override("en"):
        english = rule_word(rule)
    assert HAN.search(chinese)
    assert not ENGLISH.search(chinese)
    assert ENGLISH.search(english)
    assert not HAN.search(english)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_rule_of_an_older_grammar_is_just_a_rule(language):
    with translation.override(language):
        said = rule_word("task heading of old")
    assert said == {"zh-hans": "语法规则", "en": "rule of the grammar"}[language]
