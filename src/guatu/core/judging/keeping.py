"""Whether a figure keeps a promise, and by how much it misses it. The word of the plan decides, exactly.

突破 needs more than the number; 达到, 以上 are content with it; a range is kept from its lower end; 左右 allows the
tolerance of the rule set on the unwanted side; a number of things to do is kept when all of them are done. Where the
plan speaks of a fall (下降3%), the figure compared is the size of the fall.
"""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging.rules import RuleSet
from guatu.core.plan.model import Commitment, Comparator, Direction, Measure
from guatu.core.text.units import is_percent

AT_MOST = (Comparator.AT_MOST, Comparator.BELOW)


def wants_less(target: Commitment) -> bool:
    """Whether the promise is an upper limit (以内, 不超过, 降至)."""
    return target.comparator in AT_MOST


def size(growth: Decimal, target: Commitment) -> Decimal:
    """An observed growth as the plan speaks of it: a fall of 3 for −3 when the plan promises a fall."""
    return -growth if target.direction is Direction.DOWN else growth


def tolerance(target: Commitment, rules: RuleSet) -> Decimal:
    """How far 左右 reaches, in the target's unit."""
    if target.comparator is not Comparator.ABOUT or target.value is None:
        return Decimal(0)
    if target.measure is Measure.GROWTH or is_percent(target.unit):
        return rules.about_points
    return abs(target.value) * rules.about_percent / 100


def holds(value: Decimal, target: Commitment, rules: RuleSet) -> bool:
    """Whether `value`, in the target's unit, keeps the promise."""
    assert target.value is not None
    match target.comparator:
        case Comparator.ABOVE:
            return value > target.value
        case Comparator.BELOW:
            return value < target.value
        case Comparator.AT_MOST:
            return value <= target.value
        case _:  # at least, exactly so many things to do, from the lower end of a range, about
            return value >= target.value - tolerance(target, rules)


def ahead(value: Decimal, target: Commitment) -> Decimal:
    """How far `value` is over the line, in the target's unit; negative is short of it, also for upper limits."""
    assert target.value is not None
    return target.value - value if wants_less(target) else value - target.value
