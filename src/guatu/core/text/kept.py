"""A sentence as JSON and back: its Chinese text, which is the record, with the template and the facts that make it.

The value lets what was kept be said in any language. Where it does not say the text any more, because a later program
prints a fact in another way, the text holds and is a quote. Somebody's own words (`quoted`) are kept as text alone.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from guatu.core.text.figures import Amount, Between, Month, Number, SmallCount
from guatu.core.text.said import NOTHING, QUOTE, Listed, Piece, Said, quoted
from guatu.core.time.deadlines import Deadline


def kept(said: Said) -> Any:
    """
    >>> kept(Said("期限是{year}年", year=2027)), kept(quoted("照旧"))
    ({'text': '期限是2027年', 'said': '期限是{year}年', 'facts': {'year': 2027}}, '照旧')
    """
    if not said:
        return ""
    if said.template == QUOTE and isinstance(words := said.facts.get("words"), str):
        return words
    return {"text": str(said), **_said(said)}


def said_again(data: Any) -> Said:
    """The sentence that was kept.

    >>> said_again({"text": "期限是2027年", "said": "期限是{year}年", "facts": {"year": 2027}})
    Said('期限是{year}年', year=2027)
    >>> said_again({"text": "2027年到期", "said": "期限是{year}年", "facts": {"year": 2027}}), said_again("")
    (Said('{words}', words='2027年到期'), Said(''))

    Raises:
        ValueError: it is none.
    """
    if isinstance(data, str):
        return quoted(data) if data else NOTHING
    if not (isinstance(data, dict) and isinstance(text := data.get("text"), str)):
        raise ValueError("no sentence is kept so")
    found = _fact_again({name: data.get(name) for name in ("said", "facts")})
    return found if isinstance(found, Said) and str(found) == text else quoted(text)


def _said(said: Said) -> dict[str, Any]:
    return {"said": said.template, "facts": {name: _fact(fact) for name, fact in said.given}}


def _fact(value: object) -> Any:
    match value:
        case Month():
            return {"month": int(value)}
        case SmallCount():
            return {"small": int(value)}
        case Enum():
            return str(value.value)
        case None | str() | int():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"day": value.isoformat()}
        case Deadline(year, month, day):
            return {"deadline": [year, month, day]}
        case Said():
            return _said(value)
        case Listed(parts, mark):
            return {"listed": [_fact(part) for part in parts], "mark": mark}
        case Piece(text, _, name):
            return {"words": text, "name": name}
        case Number():
            return {"number": _number(value)}
        case Amount(number, unit, bare):
            return {"amount": _number(number), "unit": unit, "bare": bare}
        case Between(low, high, unit):
            return {"low": _number(low), "high": _number(high), "unit": unit}
    raise TypeError(f"{type(value).__name__} is no fact that is kept")


def _number(number: Number) -> list[Any]:
    return [str(number.value), number.places, number.trim, number.plus, number.brackets]


def _fact_again(data: Any) -> object:
    match data:
        case None | str() | int():
            return data
        case {"said": str(template), "facts": dict(facts)}:
            return Said(template, **{name: _fact_again(fact) for name, fact in facts.items()})
        case {"month": int(month)}:
            return Month(month)
        case {"small": int(count)}:
            return SmallCount(count)
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"deadline": [year, month, day]}:
            return Deadline(year, month, day)
        case {"listed": list(parts), "mark": mark}:
            return Listed(tuple(map(_fact_again, parts)), mark)
        case {"words": str(words), "name": bool(name)}:
            return Piece(words, name=name)
        case {"number": list(number)}:
            return _number_again(number)
        case {"amount": list(number), "unit": str(unit), "bare": bool(bare)}:
            return Amount(_number_again(number), unit, bare)
        case {"low": list(low), "high": list(high), "unit": str(unit)}:
            return Between(_number_again(low), _number_again(high), unit)
    raise ValueError("no fact is kept so")


def _number_again(number: list[Any]) -> Number:
    digits, places, trim, plus, brackets = number
    return Number(Decimal(digits), places, trim, plus, brackets)
