"""What falls due on a day: the lights of every plan in force are kept when they changed."""

from __future__ import annotations

from datetime import date

from guatu.web.base.asof import today
from guatu.web.base.jobs import Job
from guatu.web.plans.in_force import PlanState, lines
from guatu.web.standing.services import take_snapshot


def take_snapshots(on: date) -> str:
    """Not of days to come: nobody knows yet what will be published by then."""
    if on > today():
        return ""
    running = [line for line in lines() if line.state(on) is PlanState.RUNNING and line.edition_on(on)]
    taken = [line for line in running if take_snapshot(line, on=on)]
    return f"留存{len(taken)}份方案的研判" if taken else ""


JOBS = (Job("standing.snapshots", "快照", take_snapshots),)
