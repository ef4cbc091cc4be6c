"""The ledger in force: a plan as people made it at the review desk, over the plan as compiled.

Imports point one way: `ledger.selectors` ← `review.selectors` ← here ← `amend.selectors` ← `ledger.standing`.
"""

from __future__ import annotations

from guatu.core.plan import model as core
from guatu.web.plans.ledger import models
from guatu.web.plans.ledger.selectors import compiled_commitments
from guatu.web.plans.review.selectors import reviewed


def commitments(plan: models.Plan) -> tuple[core.Commitment, ...]:
    """The ledger in force: as published, else the draft, else as compiled. In the order of the text; two queries."""
    found = reviewed(plan)
    return compiled_commitments(plan) if found is None else found
