"""Pace (序时进度): how much of a target should be done by now. Shares of the way, in percent, unrounded.

Monthly practice counts months, not days. A stock or a rate has no pace from zero: its path starts at a base.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from guatu.core.errors import FiguresError
from guatu.core.series.growth import HUNDRED

MONTHS = 12


class IncompleteYear(FiguresError):
    code = "D325"
    reason = "第{year}年不足12个月，不能用来算季节性进度。"
    remedy = "请补齐该年各月，或把该年剔除。"


class NoWay(FiguresError):
    code = "D326"
    reason = "目标{target}与基数{base}相同，没有路径可算。"
    remedy = "请核对基数和目标值。"


class Curve(StrEnum):
    """How a level is expected to move from its base to its target."""

    GEOMETRIC = "geometric"  # 等比: money and flows
    LINEAR = "linear"  # 等差: counts, shares


def linear_pace(months: int) -> Decimal:
    """Share of a year that has passed at the end of a month.

    >>> linear_pace(9)
    Decimal('75')
    """
    return HUNDRED * months / MONTHS


def period_pace(months: int, *, years: int) -> Decimal:
    """Share of a plan period of `years` years that has passed after `months` months, at most 100."""
    return min(HUNDRED, HUNDRED * months / (MONTHS * years))


def path_level(base: Decimal, target: Decimal, *, at: Decimal, years: int, curve: Curve) -> Decimal:
    """The level that the path from `base` to `target` passes `at` years after the base."""
    share = at / Decimal(years)
    if curve is Curve.GEOMETRIC and base > 0 and target > 0:
        return base * (target / base) ** share
    return base + (target - base) * share


def way_done(base: Decimal, now: Decimal, target: Decimal) -> Decimal:
    """Share of the way from `base` to `target` that is behind us; right for falling targets as well.

    >>> way_done(Decimal(100), Decimal(90), Decimal(80))
    Decimal('50.0')

    Raises:
        NoWay: the base is the target.
    """
    if base == target:
        raise NoWay(target=target, base=base)
    return (now - base) / (target - base) * HUNDRED


def path_pace(base: Decimal, target: Decimal, *, at: Decimal, years: int, curve: Curve) -> Decimal:
    """Share of the way that the path has covered `at` years after the base: 0 at the base, 100 at the end."""
    return way_done(base, path_level(base, target, at=at, years=years, curve=curve), target)


def growth_pace(rate: Decimal, *, at: int, years: int) -> Decimal:
    """Share of the whole growth that a steady `rate` brings after `at` of `years` years.

    >>> round(growth_pace(Decimal(6), at=1, years=3), 1)
    Decimal('31.4')
    """
    step = 1 + rate / HUNDRED
    return (step**at - 1) / (step**years - 1) * HUNDRED if rate else HUNDRED * at / years


def growth_done(product: Decimal, rate: Decimal, *, years: int) -> Decimal:
    """Share of the growth of `years` years at `rate` that `product` (what 1 has become) has brought."""
    whole = (1 + rate / HUNDRED) ** years - 1
    return (product - 1) / whole * HUNDRED


def seasonal_pace(history: Sequence[Sequence[Decimal]]) -> tuple[Decimal, ...]:
    """Share of a year's total usually reached by the end of each month, in percent.

    A ratio of sums over the years, not the mean of their ratios. Abnormal years are left out by whoever calls.

    Args:
        history: monthly flows, one row of 12 for each full year.
    Raises:
        IncompleteYear: a year has not 12 months.
    """
    for place, year in enumerate(history, 1):
        if len(year) != MONTHS:
            raise IncompleteYear(year=place)
    total = sum((sum(year, Decimal(0)) for year in history), Decimal(0))
    upto, shares = Decimal(0), []
    for month in range(MONTHS):
        upto += sum((year[month] for year in history), Decimal(0))
        shares.append(upto / total * HUNDRED)
    return tuple(shares)


def projection(done: Decimal, pace: Decimal) -> Decimal:
    """The year's total if the rest of it goes as `pace` expects: done ÷ pace."""
    return done / pace * HUNDRED
