"""guatu status: every target's status on a day, with its reason."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from guatu.cli.printing import put, table_text
from guatu.cli.store import asked_day, opened_store, recorded_by, recorded_by_argument
from guatu.core.codec import json_text
from guatu.core.judging.model import Judgement
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment
from guatu.core.reports.words import due_words, status_word
from guatu.core.series.model import Figure, Observation
from guatu.core.series.printed import as_printed

if TYPE_CHECKING:
    from guatu.web.standing.archive import Standing

HEADS = ("条目", "领域", "指标", "目标", "期限", "状态", "实际", "理由")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="日期", help="按哪一天所知来判定，如 2026-04-29；不写为今天")
    recorded_by_argument(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写入文件")
    parser.add_argument("--plan", default="", metavar="代码", help="方案代码；只有一份在执行时不必写")


def run(args: argparse.Namespace) -> None:
    with opened_store():
        from guatu.web.standing.selectors import standing

        as_of = asked_day(args.as_of)
        found = standing(as_of, plan=args.plan, recorded_by=recorded_by(args))
    put(json_text(objects(found)) if args.format == "json" else table(found), args.out)


def objects(standing: Standing) -> list[dict[str, Any]]:
    open_ = {d.indicator for d in standing.catalogue.definitions if not d.confirmed}
    return [
        status_object(t, standing.judgements[t.id], unconfirmed=_measured_by(standing, t.id) in open_)
        for t in standing.targets
    ]


def _measured_by(standing: Standing, id: str) -> str:
    link = standing.links.get(id)
    return link.indicator if link else ""


def status_object(target: Commitment, judged: Judgement, *, unconfirmed: bool = False) -> dict[str, Any]:
    """Everything that a light rests on, so that it can be recomputed: numbers exact, as published."""
    return {
        "id": target.id,
        "sector": target.sector,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": target.value,
        "value_max": target.value_max,
        "unit": target.unit,
        "strength": target.strength,
        "period": {"kind": target.period.kind, "from": target.period.since, "to": target.period.until},
        "status": judged.status,
        "reason": str(judged.reason),
        "why": judged.why,
        "definition_unconfirmed": unconfirmed,
        "actual": figure_object(judged.actual),
        "versus": figure_object(judged.versus),
        "done": judged.done,
        "pace": judged.pace,
        "gap": judged.gap,
        "gap_unit": judged.gap_unit,
        "needed": judged.needed,
        "needed_unit": judged.needed_unit,
        "steps": [str(step) for step in judged.steps],
        "changes_when": str(judged.changes_when),
        "years": [year_object(one) for one in judged.years],
        "revised_after_due": str(promise(judged.later)) if judged.later else None,
        "rule": judged.rule,
        "rule_version": judged.rule_version,
    }


def year_object(judged: Judgement) -> dict[str, Any]:
    """One year of a yearly target."""
    return {
        "status": judged.status,
        "reason": str(judged.reason),
        "why": judged.why,
        "actual": figure_object(judged.actual),
        "gap": judged.gap,
        "gap_unit": judged.gap_unit,
        "steps": [str(step) for step in judged.steps],
    }


def figure_object(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "value": figure.value,
        "unit": figure.unit,
        "period": str(figure.period),
        "form": figure.form,
        "stage": figure.stage,
        "published": figure.known_on,
        "formula": str(figure.formula),
        "source": "；".join(dict.fromkeys(o.source.title for o in figure.observations)),
        "observations": [observation_object(o) for o in figure.observations],
    }


def observation_object(row: Observation) -> dict[str, Any]:
    """One published number, as the store holds it."""
    return {
        "key": row.key,
        "indicator": row.indicator,
        "region": row.region,
        "period": str(row.period),
        "value": row.value,
        "unit": row.unit,
        "growth": row.growth,
        "growth_basis": row.growth_basis,
        "stage": row.stage,
        "source": row.source.code,
        "rank": row.source.rank,
        "published": row.known_on,
        "recorded": row.recorded_on,
    }


def table(standing: Standing) -> str:
    rows = []
    for target in standing.targets:
        judged = standing.judgements[target.id]
        actual = judged.actual
        said = f"{as_printed(actual)}（{actual.period}）" if actual else ""
        rows.append((
            target.id, target.sector, target.indicator, str(promise(target)), str(due_words(target)),
            status_word(judged), said, str(judged.reason),
        ))  # fmt: skip
    return f"{standing.plan.title}　截至{standing.as_of}所知\n" + table_text(HEADS, rows, widest=40)
