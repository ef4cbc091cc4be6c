"""The earlier versions of a target, for its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from guatu.web.plans.amend import selectors
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.models import Commitment, Plan
from guatu.web.public.amendments import presenters

register = template.Library()


@register.inclusion_tag("amend/_versions.html", takes_context=True)
def versions_of(context: Mapping[str, Any], plan: Plan, code: str) -> dict[str, Any]:
    """Every version of a commitment, newest first. Nothing, and no query, where the plan was never amended."""
    kept = {name: context.get(name) for name in ("as_of", "today", "request")}
    if getattr(plan, "amendment", None) is None:
        return kept | {"versions": []}
    codes = {key: number for number, key in keys_of(plan).items()}
    row = Commitment.objects.select_related("plan").filter(plan=plan, code=codes.get(code, code)).first()
    return kept | {"versions": presenters.version_rows(selectors.history_of(row), known=code) if row else []}
