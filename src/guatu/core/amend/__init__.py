"""Amendment (修订): two versions of a plan laid beside each other, and two different plans."""

from __future__ import annotations

from guatu.core.amend.beside import Beside, lay_beside
from guatu.core.amend.compare import compare_plans
from guatu.core.amend.model import Change, Comparison, Difference, Doubt, Effect, Verdict

__all__ = [
    "Beside", "Change", "Comparison", "Difference", "Doubt", "Effect", "Verdict", "compare_plans", "lay_beside",
]  # fmt: skip
