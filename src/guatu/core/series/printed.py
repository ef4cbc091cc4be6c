"""How a figure is printed: as it was published, or rounded when it was computed."""

from __future__ import annotations

from decimal import Decimal

from guatu.core.series.model import Figure
from guatu.core.text.figures import Amount, amount, places_of


def as_printed(figure: Figure, value: Decimal | None = None) -> Amount:
    """A figure with its unit; `value` instead of its own, where the plan speaks of its size (a fall of 3)."""
    places = places_of(figure.value, figure.unit, computed=bool(figure.formula))
    return amount(figure.value if value is None else value, figure.unit, places)
