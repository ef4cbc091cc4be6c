"""The fields of a commitment that a person may change, in the plain spelling in which edits keep them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from guatu.core.plan.model import Commitment, Comparator, Direction, Kind, Measure, Period, PeriodKind, Strength
from guatu.core.review.errors import BadField, ImpossibleDay, YearsWithoutPeriod
from guatu.core.time.deadlines import NoSuchDay

Plain = str | int | bool | None
Changes = Mapping[str, Plain]  # by field name; decimals as text, exactly as written
SEPARATOR = "、"
YEARS = range(1949, 2150)


def _year(value: Plain) -> int | None:
    return _within(value, YEARS)


def _within(value: Plain, allowed: range) -> int | None:
    if value in (None, ""):
        return None
    number = int(str(value))
    if number not in allowed:
        raise ValueError(value)
    return number


def _decimal(value: Plain) -> Decimal | None:
    if value in (None, ""):
        return None
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return number


def _text(value: Plain) -> str:
    return str(value or "").strip()


def _one_of(kind: Callable[[Any], Any], *, or_none: bool = False) -> Callable[[Plain], Any]:
    return lambda value: None if or_none and not value else kind(value)


READS: dict[str, Callable[[Plain], Any]] = {
    "kind": _one_of(Kind),
    "indicator": _text,
    "comparator": _one_of(Comparator, or_none=True),
    "value": _decimal,
    "value_max": _decimal,
    "unit": _text,
    "measure": _one_of(Measure, or_none=True),
    "period_kind": _one_of(PeriodKind),
    "since": _year,
    "until": _year,
    "month": lambda value: _within(value, range(1, 13)),
    "day": lambda value: _within(value, range(1, 32)),
    "strength": _one_of(Strength),
    "direction": _one_of(Direction),
    "cumulative": bool,
    "base_year": _year,
    "relative_to": _text,
    "nature": _text,
    "sector": _text,
    "scope": _text,
    "lead": _text,
    "supporting": lambda value: tuple(part.strip() for part in _text(value).split(SEPARATOR) if part.strip()),
}
OF_PERIOD = {"period_kind": "kind", "since": "since", "until": "until", "month": "month", "day": "day"}
OF_TARGETS = {
    "indicator": "", "measure": None, "comparator": None, "value": None, "value_max": None, "unit": "",
    "direction": Direction.UP, "base_year": None, "relative_to": "", "cumulative": False, "nature": "",
}  # fmt: skip


def plain_fields(c: Commitment) -> dict[str, Plain]:
    """Every field that can be changed, as edits and forms spell it."""
    return {
        name: _plain(getattr(c.period, OF_PERIOD[name]) if name in OF_PERIOD else getattr(c, name)) for name in READS
    }


def changes_between(before: Commitment, after: Changes) -> dict[str, Plain]:
    """Those of the fields given in `after` that say something else than `before`."""
    said = plain_fields(with_changes(before, after))
    kept = plain_fields(before)
    return {name: said[name] for name in READS if name in after and said[name] != kept[name]}


def with_changes(c: Commitment, changes: Changes) -> Commitment:
    """The commitment with these fields; no target keeps no fields of one.

    Raises BadField, ImpossibleDay, YearsWithoutPeriod.
    """
    read: dict[str, Any] = {}
    for name, value in changes.items():
        try:
            read[name] = READS[name](value)
        except (KeyError, ValueError, InvalidOperation):
            raise BadField(name=name, value=value) from None
    period = _period(c.period, {OF_PERIOD[n]: read.pop(n) for n in OF_PERIOD if n in read})
    if period.kind is PeriodKind.OPEN:
        if c.period.kind is PeriodKind.OPEN and (period.since or period.until):
            raise YearsWithoutPeriod(name="period_kind")
        period = Period()
    elif period.since is not None and period.until is not None and period.since > period.until:
        raise BadField(name="until", value=period.until)
    made = replace(c, period=period, **read)
    return made if made.kind is Kind.TARGET else replace(made, **OF_TARGETS)  # type: ignore[arg-type]


def _period(before: Period, fields: dict[str, Any]) -> Period:
    """Raises ImpossibleDay."""
    if fields.get("kind", before.kind) is PeriodKind.OPEN:
        fields = {**fields, "month": None, "day": None}  # an open period has none
    try:
        return replace(before, **fields)
    except NoSuchDay as error:
        raise ImpossibleDay(name="day", written=error.facts["written"]) from None


def _plain(value: Any) -> Plain:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    return getattr(value, "value", value)
