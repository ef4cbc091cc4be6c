"""Columns that Django does not have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models


class ExactDecimalField(models.Field):
    """A Decimal that comes back exactly as it was published: 284.80 stays 284.80.

    PostgreSQL's numeric without a scale keeps the digits as given. SQLite has no decimal type and would turn the
    figure into a binary float, so it is stored there as text. Figures are compared and added in Python, not in SQL.
    """

    def db_type(self, connection: Any) -> str:
        return "numeric" if connection.vendor == "postgresql" else "text"

    def get_prep_value(self, value: Any) -> Decimal | None:
        return None if value is None else self.to_python(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        exact = value if prepared else self.get_prep_value(value)
        return exact if exact is None or connection.vendor == "postgresql" else format(exact, "f")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise TypeError("a float is not an exact figure")
        return Decimal(value)
