"""Values and JSON, there and back: the one place that knows how.

A Decimal is written as a JSON number with the digits it was printed with: 284.80 stays 284.80, and 1E+3 is 1000. Who
reads such JSON with floats loses the zero at the end and nothing else; `parsed` reads it exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from guatu.core.text.kept import kept, said_again
from guatu.core.text.said import Said

T = TypeVar("T")
ABSENT = msgspec.UNSET  # a field with this value is not written
Absent = msgspec.UnsetType
NotOurs = msgspec.ValidationError  # what `read` raises, a ValueError: it says which part is wrong


class Shape(msgspec.Struct, omit_defaults=True, frozen=True, gc=False):
    """What is published as one JSON object: its fields in their order, without those that are at their default.

    The collector of cycles does not see these values, so they hold nothing that could lead back to them.
    """


def json_text(value: Any) -> str:
    """A value as JSON that people can read: dicts, lists, `Shape`s, dataclasses; days in ISO 8601, enums by value.

    >>> print(json_text({"value": Decimal("284.80"), "met": None}))
    {
      "value": 284.80,
      "met": null
    }
    """
    return msgspec.json.format(_ENCODER.encode(value), indent=2).decode()


def json_line(value: Any) -> str:
    """The same on one line.

    >>> json_line({"value": Decimal("1E+3"), "span": (3, 9)})
    '{"value":1000,"span":[3,9]}'
    """
    return _ENCODER.encode(value).decode()


def parsed(text: str | bytes) -> Any:
    """JSON as dicts and lists, a number with a point as Decimal.

    >>> parsed('[284.80, 12]')
    [Decimal('284.80'), 12]

    Raises:
        ValueError: it is no JSON.
    """
    return _DECODER.decode(text)


def plain(value: Any, *, said: Callable[[Said], Any] = kept) -> Any:
    """A value as dicts, lists and what they hold, with the names of its fields; Decimals stay as they are.

    Args:
        said: how a sentence is written: so that `read` gives it back, or `str` for its text alone.
    """

    def written(value: Any) -> Any:
        if isinstance(value, Said):
            return said(value)
        raise NotImplementedError(type(value))

    return msgspec.to_builtins(value, builtin_types=(Decimal,), enc_hook=written)


def read(data: Any, kind: type[T]) -> T:
    """The value that `plain` took apart, or JSON spelt: every part of the kind that it must be.

    >>> read({"start": 3, "end": "9"}, dict[str, int])
    Traceback (most recent call last):
    msgspec.ValidationError: Expected `int`, got `str` - at `$[...]`

    Raises:
        NotOurs: it is no such value.
    """
    return msgspec.convert(data, kind, dec_hook=_again)


def _again(kind: type, data: Any) -> Any:
    if kind is Said:
        return said_again(data)
    raise NotImplementedError(kind)


def _digits(value: Decimal) -> msgspec.Raw:
    if not value.is_finite():
        raise ValueError(f"{value} is no figure")
    return msgspec.Raw(format(value, "f").encode())


_ENCODER = msgspec.json.Encoder(decimal_format=_digits)
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
