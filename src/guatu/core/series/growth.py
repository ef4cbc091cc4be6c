"""Growth: averages, what is now needed, implied bases, points, multiples. Percent in, percent out, Decimal throughout.

A rate is a percentage as printed: 6 means 6%. Averages of rates are geometric, never arithmetic; the number of years is
the number of intervals, so that 2025—2027 has base 2024 and three of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

HUNDRED = Decimal(100)


def compound(rates: Iterable[Decimal]) -> Decimal:
    """What 1 becomes after growing by each rate in turn."""
    product = Decimal(1)
    for rate in rates:
        product *= 1 + rate / HUNDRED
    return product


def average_growth(rates: Iterable[Decimal]) -> Decimal:
    """The one rate (年均增长) that does the same as all of them.

    >>> round(average_growth(map(Decimal, ("5.2", "6.4", "6.1"))), 4)
    Decimal('5.8988')
    """
    rates = tuple(rates)
    return root(compound(rates), len(rates))


def needed_growth(now: Decimal, target: Decimal, years: int | Decimal) -> Decimal:
    """The rate a year that leads from `now` to `target`; also the 年均增长 (CAGR) between two levels.

    >>> round(needed_growth(Decimal(110), Decimal(133), 2), 2)
    Decimal('9.96')
    """
    return root(target / now, years)


def root(factor: Decimal, years: int | Decimal) -> Decimal:
    """`factor` over `years` intervals as a rate a year. A factor below zero has none."""
    if years <= 0 or factor < 0:
        raise ValueError(f"no yearly rate for a factor of {factor} over {years} years")
    if factor == 0:
        return -HUNDRED
    return (factor - 1) * HUNDRED if years == 1 else (factor ** (Decimal(1) / years) - 1) * HUNDRED


def needed_average(target: Decimal, years: int, so_far: Iterable[Decimal]) -> Decimal:
    """The rate needed in each remaining year, so that all `years` average `target` (年均).

    >>> round(needed_average(Decimal(6), 3, [Decimal("-1.4")]), 3)
    Decimal('9.906')
    """
    so_far = tuple(so_far)
    return root((1 + target / HUNDRED) ** years / compound(so_far), years - len(so_far))


def implied_base(level: Decimal, rate: Decimal, years: int) -> Decimal:
    """The level `years` before, if `level` is reached by growing `rate` a year (隐含基数, at unchanged prices).

    >>> round(implied_base(Decimal(344), Decimal(6), 3), 2)
    Decimal('288.83')
    """
    return level / (1 + rate / HUNDRED) ** years


def year_on_year(now: Decimal, before: Decimal) -> Decimal | None:
    """同比, or None where no percentage may be printed: the base is zero or negative (由负转正, 减亏)."""
    return (now / before - 1) * HUNDRED if before > 0 else None


def real_growth(nominal: Decimal, price_index: Decimal) -> Decimal:
    """Growth with the price change removed; `price_index` has the same period of last year = 100."""
    return ((1 + nominal / HUNDRED) / (price_index / HUNDRED) - 1) * HUNDRED


def grown_by(times: Decimal) -> Decimal:
    """增长N倍 is ×(N+1). 增长到N倍 is ×N and needs no function; 翻n番 is `doubled`."""
    return times + 1


def doubled(times: int) -> Decimal:
    """翻一番 is ×2, 翻两番 ×4."""
    return Decimal(2) ** times


def linked(old: Iterable[Decimal], *, old_at_break: Decimal, new_at_break: Decimal) -> tuple[Decimal, ...]:
    """An old level series carried onto the new definition (可比口径), keeping its growth."""
    return tuple(value * new_at_break / old_at_break for value in old)
