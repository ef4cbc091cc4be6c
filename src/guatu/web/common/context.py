"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "as_of": getattr(request, "as_of", None),
        "today": getattr(request, "today", None),
        "language": get_language(),
    }
