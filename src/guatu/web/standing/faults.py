"""What kept a target from being judged or drawn goes into the log with its traceback; the page says it in words."""

from __future__ import annotations

import logging

from guatu.core.plan.model import Commitment

log = logging.getLogger("guatu.judging")


def log_fault(target: Commitment, error: Exception) -> None:
    log.error("a target could not be computed: %s %s", target.id, type(error).__name__, exc_info=error)
