"""What stands for a code in an address."""

from __future__ import annotations

from django.urls import register_converter


class Code:
    """A plan's, commitment's, indicator's or source's code: anything without a slash."""

    regex = r"[^/]{1,120}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")
