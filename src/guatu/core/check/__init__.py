"""自检: a plan's own arithmetic, solved and shown before anyone signs."""

from __future__ import annotations

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.report import rows, verdict
from guatu.core.check.run import ALL_RULES, check_plan

__all__ = ["ALL_RULES", "CheckRule", "Finding", "Severity", "check_plan", "rows", "verdict"]
