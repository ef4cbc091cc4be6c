"""The one way to print a number, an amount and a day: as a statistical bulletin prints them.

A published number keeps its decimals (284.80), the minus is U+2212, there is no thousands comma, and what is not known
is a dash, never 0. What we computed ourselves is rounded here, half up, and nowhere earlier: what is compared and
stored keeps all its digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from guatu.core.text.units import is_percent

MINUS, NONE = "−", "—"
POINTS = "个百分点"
MOST_DIGITS = 20  # before the point: no figure has more, and all of these can be rounded
SMALL_NUMBERS = "零一两三四五六七八九十"


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as an office rounds: 0.25 → 0.3, −0.25 → −0.3."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal | None, places: int | None = None) -> str:
    """A number as printed: with its own decimals, or with `places` of them.

    >>> number(Decimal("284.80")), number(Decimal("-1.35"), 1), number(None), number(Decimal("-0.04"), 1)
    ('284.80', '−1.4', '—', '0.0')
    """
    if value is None:
        return NONE
    if out_of_bounds(value):
        return f"{value:.3E}".replace("-", MINUS)  # no figure of any office: printing it must not fail, nor take a page
    if places is not None:
        value = rounded(value, places)
    return f"{MINUS if value < 0 else ''}{abs(value):f}"


def out_of_bounds(value: Decimal) -> bool:
    """Whether a number has more digits than any figure: it cannot be rounded, and would fill pages."""
    return not value.is_finite() or value.adjusted() > MOST_DIGITS or value.adjusted() < -10 * MOST_DIGITS


def vanishes(value: Decimal, places: int) -> bool:
    """Whether it is printed as 0 with so many decimals."""
    return abs(value) < Decimal(5).scaleb(-places - 1)


def trimmed(value: Decimal, places: int | None = None) -> str:
    """A number without the zeros that say nothing: 344.000 → 344, 9.90 → 9.9.

    >>> trimmed(Decimal("288.8290"), 2), trimmed(Decimal("120"))
    ('288.83', '120')
    """
    said = number(value, places)
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said == f"{MINUS}0" else said


def percent(value: Decimal | None, places: int = 1) -> str:
    """A rate of our own computing: 10.0%."""
    return NONE if value is None else f"{number(value, places)}%"


def decimals(value: Decimal) -> int:
    """How many decimals a number bears."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence, and how it is printed there."""

    value: Decimal
    places: int | None = None  # None: with its own decimals
    trim: bool = False  # without zeros that say nothing
    plus: bool = False  # a positive one bears its sign: +8.25
    brackets: bool = False  # a negative one stands in brackets: after a minus

    def __str__(self) -> str:
        said = trimmed(self.value, self.places) if self.trim else number(self.value, self.places)
        if self.brackets and self.value < 0:
            return f"({said})"
        return f"+{said}" if self.plus and self.value > 0 else said


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: 284.80亿元, 8.7%, 17.4个百分点. `bare`: the unit is known, not said, as in a sum."""

    number: Number
    unit: str
    bare: bool = False

    def __str__(self) -> str:
        return str(self.number) if self.bare else f"{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Between:
    """Two numbers of one unit as a range: 3—5家."""

    low: Number
    high: Number
    unit: str

    def __str__(self) -> str:
        return f"{self.low}—{self.high}{self.unit}"


def amount(value: Decimal, unit: str, places: int | None = None, *, trim: bool = False, plus: bool = False) -> Amount:
    return Amount(Number(value, places, trim, plus), unit)


def bare(value: Decimal, unit: str, places: int | None = None, *, trim: bool = False, brackets: bool = False) -> Amount:
    """An amount within a sum: 284.80, of 亿元. A language that counts in other units needs to know which."""
    return Amount(Number(value, places, trim, brackets=brackets), unit, bare=True)


class SmallCount(int):
    """A count that is written in words where it is small: 两年."""

    def __str__(self) -> str:
        return small(int(self))

    __repr__ = int.__repr__


class Month(int):
    """A month of the year by its number: 9月."""

    def __str__(self) -> str:
        return int.__repr__(self)


def points(value: Decimal, places: int = 1) -> Amount:
    """A difference of two percentages: −38.7个百分点."""
    return amount(value, POINTS, places)


def places_of(value: Decimal, unit: str, *, computed: bool) -> int | None:
    """With how many decimals a figure is printed: a published one with its own, a computed one with 1 (%) or 2."""
    least = 1 if is_percent(unit) else 2
    return least if computed and decimals(value) > 1 else None


def in_points(unit: str) -> bool:
    """Whether a difference in this unit is one of points."""
    return unit in ("%", "％", POINTS, "百分点")


def small(count: int) -> str:
    """A count of years in words: 两年, 三年; from eleven on in digits."""
    return SMALL_NUMBERS[count] if 0 <= count <= 10 else str(count)


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
