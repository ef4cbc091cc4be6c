"""What a snapshot holds: each target with its words, its light and everything the light rests on, as plain values.

Sentences are kept as they were printed, numbers as texts with their digits. Nothing here is read back into a judgement:
a snapshot is shown and compared, never judged again.
"""

from __future__ import annotations

from typing import Any

from guatu.core.judging.model import Judgement
from guatu.core.series.model import Figure
from guatu.core.tasks.model import TaskJudgement
from guatu.web.standing.archive import Standing


def content_of(standing: Standing) -> dict[str, Any]:
    """A standing as plain values: days as ISO texts, figures as texts with their digits."""
    rules = standing.rules
    return {
        "plan": standing.plan.code,
        "title": standing.plan.title,
        "as_of": standing.as_of.isoformat(),
        "rules": f"{rules.code} {rules.version}",
        "targets": [{"quote": c.quote} | judged(standing.judgements[c.id]) for c in standing.targets],
        "tasks": [task(one) for one in standing.tasks.values()],
    }


def task(judgement: TaskJudgement) -> dict[str, Any]:
    """A milestone or action: its state with its reason and its deadline."""
    j = judgement
    return {
        "task": j.task,
        "state": j.state.value,
        "reason": str(j.reason),
        "due": j.due.isoformat() if j.due else None,
        "year": j.year,
        "years": [task(year) for year in j.years],
    }


def judged(judgement: Judgement) -> dict[str, Any]:
    j = judgement
    return {
        "target": j.target,
        "status": j.status.value,
        "reason": str(j.reason),
        "why": j.why.value if j.why else None,
        "actual": figure(j.actual),
        "versus": figure(j.versus),
        "done": plain(j.done),
        "pace": plain(j.pace),
        "gap": plain(j.gap),
        "gap_unit": j.gap_unit,
        "needed": plain(j.needed),
        "needed_unit": j.needed_unit,
        "rule": j.rule,
        "rule_version": j.rule_version,
        "steps": [str(step) for step in j.steps],
        "changes_when": str(j.changes_when),
        "years": [judged(year) for year in j.years],
    }


def figure(found: Figure | None) -> dict[str, Any] | None:
    """A figure with the observations that it leads back to, by their keys' own facts."""
    if found is None:
        return None
    return {
        "value": plain(found.value),
        "unit": found.unit,
        "period": str(found.period),
        "form": found.form.value,
        "stage": found.stage.value,
        "known_on": found.known_on.isoformat(),
        "sources": [o.source.code for o in found.observations],
        "formula": str(found.formula),
    }


def plain(value: Any) -> str | None:
    return None if value is None else format(value, "f")


DECISIVE = ("target", "quote", "status", "why", "actual", "versus", "rule", "rule_version")


def lights(content: dict[str, Any]) -> tuple[object, ...]:
    """In what a later day has to differ to be worth a snapshot of its own: a light, a figure, a promise or the rules.

    The words name the day and the pace moves every month; neither alone is a change.
    """
    tasks = [(one["task"], one["state"], one["due"]) for one in content.get("tasks", ())]  # kept since tasks live
    return content["title"], content["rules"], [_decisive(target) for target in content["targets"]], tasks


def _decisive(judged: dict[str, Any]) -> list[object]:
    return [*map(judged.get, DECISIVE), *map(_decisive, judged["years"])]
