"""What falls due: the index is brought up to date where acts came after it, or a day began."""

from __future__ import annotations

from datetime import date

from guatu.web.base.asof import today
from guatu.web.base.jobs import Job
from guatu.web.search.services import refresh


def keep_index(on: date) -> str:
    """Whatever day is asked for: the index is of the store as it is."""
    written = refresh(min(on, today()))
    return f"更新检索{written}条" if written else ""


def bring_up_to_date() -> str:
    """In a worker, right after an act that changed a large part."""
    return keep_index(today())


JOBS = (Job("search.index", "检索", keep_index),)
