"""One target that cannot be judged is one answer. It takes no other with it, and nothing is swallowed."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

import pytest
from tests.core.judging.builders import CITY, INDICATORS, RULES, TODAY, seen, target

from guatu.core.judging import status
from guatu.core.judging.model import Link, Status, Why
from guatu.core.judging.rules import RuleUnknown

PROMISES = [target("第三产业增加值", "344", id=f"C{n}", by=2027) for n in (1, 2, 3)]
LINKS = [Link(p.id, "services", region=CITY, confirmed=True) for p in PROMISES]


def judge_them(on_fault, *, rules=RULES):
    return status.judge_all(
        PROMISES, LINKS, indicators=INDICATORS, observations=[seen("services", value="284.80", key="k")], rules=rules,
        as_of=TODAY, plan_years=(2025, 2027), on_fault=on_fault,
    )  # fmt: skip


def failing(monkeypatch, error):
    """A rule that fails on the second of the targets."""
    whole = status._decide

    def decide(desk):
        if desk.target.id == "C2":
            raise error
        return whole(desk)

    monkeypatch.setattr(status, "_decide", decide)


@pytest.mark.parametrize(
    ("error", "code", "because"),
    [
        (ZeroDivisionError(), "J701", "算式不成立：除数为零，或者数字超出了能算的范围"),
        (InvalidOperation(), "J701", "算式不成立：除数为零，或者数字超出了能算的范围"),
        (KeyError("gdp"), "J702", "缺少计算要用的资料，如指标目录或规则里没有这一项"),
        (ValueError("year 0 is out of range"), "J703", "这样的写法或数字，规则没有料到"),
        (AssertionError(), "J703", "这样的写法或数字，规则没有料到"),
        (RuleUnknown(ruleset="市", rule="path"), "D341", "规则集市里没有规则“path”"),
    ],
)
def test_a_fault_is_one_answer_with_its_reason(monkeypatch, error, code, because):
    alone = judge_them(print)
    failing(monkeypatch, error)
    told = []
    found = judge_them(lambda one, fault: told.append((one.id, fault)))
    assert told == [("C2", error)]  # with its traceback, for whoever logs it
    assert (found["C1"], found["C3"]) == (alone["C1"], alone["C3"])
    assert (found["C2"].status, found["C2"].why, found["C2"].fault) == (Status.UNKNOWN, Why.NOT_COMPUTED, code)
    assert str(found["C2"].reason) == f"算不出，因为{because}（编号{code}）。"


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), RecursionError()])
def test_what_nobody_can_go_on_after_rises(monkeypatch, error):
    failing(monkeypatch, error)
    with pytest.raises(type(error)):
        judge_them(print)


def test_a_rule_set_without_its_rules_says_so_for_every_target():
    found = judge_them(lambda one, fault: None, rules=replace(RULES, rules={}))
    assert {j.fault for j in found.values()} == {"D341"}


def test_a_target_asked_for_alone_rises_unless_somebody_listens(monkeypatch):
    failing(monkeypatch, ZeroDivisionError())
    asked = {"indicators": INDICATORS, "observations": [], "rules": RULES, "as_of": TODAY, "plan_years": (2025, 2027)}
    with pytest.raises(ZeroDivisionError):
        status.judge(PROMISES[1], LINKS[1], **asked)
    assert status.judge(PROMISES[1], LINKS[1], on_fault=lambda *_: None, **asked).fault == "J701"


def test_a_value_out_of_all_bounds_is_an_answer():
    huge = replace(PROMISES[0], value=Decimal("1e999999"))
    found = status.judge_all(
        [huge, PROMISES[1]], LINKS, indicators=INDICATORS, observations=[seen("services", value="284.80")],
        rules=RULES, as_of=TODAY, plan_years=(2025, 2027), on_fault=lambda *_: None,
    )  # fmt: skip
    assert str(found["C1"].reason).endswith("。")
    assert found["C2"].fault == ""
