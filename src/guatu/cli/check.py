"""guatu check: what a plan leaves open, before anyone signs it."""

from __future__ import annotations

import argparse

from guatu.cli import asked
from guatu.cli.printing import json_text, put, table_text


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="方案文本")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> None:
    from guatu.core.plan.compiler import compile_plan
    from guatu.core.plan.jsonform import to_json

    plan = compile_plan(asked.plan_text(args.file), context=asked.context(args))
    if args.format == "json":
        found = to_json(plan)
        put(json_text({name: found[name] for name in ("title", "compiler", "questions", "coverage")}), None)
        return
    claims, loose = plan.coverage.claims, plan.coverage.open
    claimed, excused = sum(bool(c.commitment) for c in claims), sum(bool(c.excuse) for c in claims)
    put(
        f"{plan.title}\n数字和日期{len(claims)}处：有条目认领{claimed}处，说明缘由{excused}处，没有去向{len(loose)}处。",
        None,
    )
    if loose:
        put(
            "\n没有去向的数字\n" + table_text(("位置", "文字"), ((f"第{c.span.start + 1}字", c.text) for c in loose)),
            None,
        )
    if plan.questions:
        rows = ((q.id, q.commitment, q.asks, " / ".join(q.readings)) for q in plan.questions)
        put("\n要人来定的读法\n" + table_text(("编号", "条目", "疑问", "读法"), rows, widest=60), None)
