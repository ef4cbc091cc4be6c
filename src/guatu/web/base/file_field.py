"""The field for a file, in the language of the page: the browser's own words for it never show.

It works without script: the field is `required`, so that a style sheet can tell an empty one, and its form is
`novalidate`, so that what is missing is said by us.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class OwnFileInput(forms.FileInput):
    """A file field that says 选文件 and the name of the file. `optional`: it may stay empty."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, optional: bool = False) -> None:
        told = {"required": True, "aria-required": "false"} if optional else {}
        super().__init__({**told, **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return SafeString(render_to_string("partials/file.html", self.get_context(name, value, attrs)))
