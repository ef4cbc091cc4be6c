"""One target that cannot be judged is one answer with a code and a reason. It takes no other target with it.

The exception itself goes to whoever asked, who alone can log it: nothing is swallowed. What is not listed here
(no memory, an interrupt) rises, because nothing that follows could be trusted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from guatu.core.errors import GuatuError
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.rules import RuleSet
from guatu.core.plan.model import Commitment
from guatu.core.text.said import Said, SubSentence

OnFault = Callable[[Commitment, Exception], None]
CAUGHT = (GuatuError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError, AssertionError)


class NotComputed(GuatuError):
    code = "J700"
    reason = "这个目标算不出，原因不明"
    remedy = "其他目标不受影响。请把这个编号和目标告诉系统管理员。"


class NoArithmetic(NotComputed):
    """Division by nothing, a power of a negative, a number out of all bounds."""

    code = "J701"
    reason = "算式不成立：除数为零，或者数字超出了能算的范围"


class NoFacts(NotComputed):
    """The catalogue or the rules lack what the rule asks for."""

    code = "J702"
    reason = "缺少计算要用的资料，如指标目录或规则里没有这一项"


class Unforeseen(NotComputed):
    """The rules did not think of such a promise or such a figure."""

    code = "J703"
    reason = "这样的写法或数字，规则没有料到"


def not_computed(target: Commitment, error: Exception, *, rules: RuleSet, as_of: date) -> Judgement:
    """The judgement of a target whose rule failed: unknown, because it cannot be computed, and why in one sentence."""
    code, because = _said(error)
    return Judgement(
        target=target.id,
        as_of=as_of,
        status=Status.UNKNOWN,
        reason=Said("算不出，因为{because}（编号{code}）。", because=because, code=code),
        why=Why.NOT_COMPUTED,
        rule_version=rules.version,
        changes_when=Said("核对目标值、期限和数字，或更正之后。"),
        fault=code,
    )


def _said(error: Exception) -> tuple[str, SubSentence]:
    if isinstance(error, GuatuError):
        return error.code, SubSentence(Said(error.reason, **error.facts))
    if isinstance(error, ArithmeticError):
        kind: type[NotComputed] = NoArithmetic
    else:
        kind = NoFacts if isinstance(error, LookupError) else Unforeseen
    return kind.code, SubSentence(Said(kind.reason))
