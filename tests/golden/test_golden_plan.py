"""The first city's plan gives the ledger that a person has read and agreed to."""

import yaml
from tests.golden import plan_ledger


def test_the_ledger_is_the_one_a_person_agreed_to():
    assert plan_ledger.as_yaml() == plan_ledger.GOLDEN.read_text(encoding="utf-8")


def test_the_ledger_counts_what_the_plan_promises():
    golden = yaml.safe_load(plan_ledger.GOLDEN.read_text(encoding="utf-8"))
    assert golden["counts"]["target"] == 68
    assert golden["counts"]["milestone"] == 14
    assert golden["open"] == []
    assert next(iter(golden["commitments"])) == "总体"
