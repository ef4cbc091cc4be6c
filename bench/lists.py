"""How long a list of ten thousand lines takes to be filtered, counted, sorted and cut, and its page to be made."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import process_time
from typing import Any

from bench.timing import seconds

LINES = 10_000
DAY = date(2026, 11, 22)
QUERIES = {
    "plain": {},
    "filtered": {"year": "2027", "status": "unknown"},
    "sorted": {"sort": "gap", "page": "3"},
    "word": {"q": "增 长", "sort": "-due"},
}


def measure() -> dict[str, Any]:
    """Milliseconds: each list by itself, and the page of the indicators with ten thousand in the catalogue."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.web.settings")
    import django

    django.setup()
    from guatu.core.lists.listing import list_rows
    from guatu.web.public.presenters import lists, tasks
    from guatu.web.standing.reading import Reading

    reading = Reading(DAY, DAY)
    targets = many(lists.entries(reading, reading.standing.targets))
    steps = many(tasks.task_entries(reading))
    of_targets, of_tasks = lists.targets_kind(reading), tasks.tasks_kind(reading, steps)
    return {
        "lines": LINES,
        "targets": {name: timed(lambda q=q: list_rows(targets, of_targets, q)) for name, q in QUERIES.items()},
        "tasks": {
            name: timed(lambda q=q: list_rows(steps, of_tasks, q))
            for name, q in {"plain": {}, "filtered": {"state": "overdue"}, "sorted": {"sort": "-due"}}.items()
        },
    }


def many(rows: list[Any]) -> list[Any]:
    """The rows over and over, each a row of its own."""
    return [replace(rows[n % len(rows)]) for n in range(LINES)]


def timed(run: Callable[[], Any]) -> float:
    return round(seconds(run, runs=7, clock=process_time) * 1000, 1)
