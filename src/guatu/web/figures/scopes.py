"""Regions as scopes of rights."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guatu.web.base.asof import today
from guatu.web.base.scopes import scope_kind
from guatu.web.figures.models import Region
from guatu.web.figures.selectors import regions


def regions_by_code() -> dict[str, str]:
    named = regions(today())
    return {code: named[code].name if code in named else code for code in Region.objects.values_list("code", flat=True)}


def register() -> None:
    """Once, when the app is ready."""
    scope_kind("region", says=_("本区"), named=regions_by_code)
