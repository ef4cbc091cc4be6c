"""Who leads a task: of several units in one field the first, as the offices read it."""

from __future__ import annotations

import re

from guatu.core.plan.model import Commitment

APART = re.compile(r"[、，,；;\s]+")


def lead_of(item: Commitment) -> str:
    """The name of the unit that leads it; "" where the plan names none.

    >>> from guatu.core.plan.model import Kind
    >>> from guatu.core.text.spans import Span
    >>> lead_of(Commitment("C1", Kind.ACTION, "", Span(0, 0), "", lead="省政府办公厅、省信息中心"))
    '省政府办公厅'
    """
    return next((name for name in APART.split(item.lead) if name), "")
