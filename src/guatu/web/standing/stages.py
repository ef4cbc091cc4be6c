"""Reads: one target in each version of its plan, with everything that judged it then."""

from __future__ import annotations

from datetime import date, timedelta

from guatu.core.plan import model as core
from guatu.web.plans.amend import models
from guatu.web.standing.selectors import Standing
from guatu.web.standing.selectors import standing as standing_on


def stages(standing: Standing, code: str) -> tuple[tuple[date | None, Standing, core.Commitment], ...]:
    """A target in each version of the plan, newest first: from which day, with everything that judged it then."""
    found: list[tuple[date | None, Standing, core.Commitment]] = []
    at: Standing | None = standing
    item = next(c for c in standing.commitments if c.id == code)
    while at is not None:
        amendment: models.Amendment | None = getattr(at.plan, "amendment", None)
        found.append((amendment.effective if amendment else None, at, item))
        change = amendment and models.Change.objects.filter(amendment=amendment, new_code=item.id).first()
        if not amendment or not change or not change.old_code:
            break
        at = standing_on(amendment.effective - timedelta(days=1), plan=amendment.old)
        item = next((c for c in at.targets if c.id == change.old_code), item)
        if item.id != change.old_code:
            break
    return tuple(found)
