"""guatu check: the plan's own arithmetic, and what it leaves open, before anyone signs it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from guatu.cli import asked
from guatu.cli.printing import CannotWrite, put, table_text
from guatu.core.check import Finding, check_plan, rows, verdict
from guatu.core.check.coverage import QUESTION
from guatu.core.check.report import counts, first_words
from guatu.core.codec import json_text
from guatu.core.errors import Place
from guatu.core.plan.model import Plan
from guatu.store.plan_files import ReadPlan, document_to_json, thresholds

WORD = ".docx"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="方案：Word、PDF、OFD、网页、文本、表格或扫描件")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写入文件；方案是.docx时写“批注.docx”，得到带批注的原稿")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> None:
    found = asked.plan_file(args)
    findings = check_plan(found.plan, thresholds=thresholds(), issued_on=found.issued)
    if args.out and args.out.lower().endswith(WORD):
        _annotate(args, findings, found.plan)
        return
    if args.format == "json":
        put(json_text(_json(found, findings, Path(args.file).name)), args.out)
        return
    put(_table(found, findings), args.out)


def _annotate(args: argparse.Namespace, findings: tuple[Finding, ...], plan: Plan) -> None:
    """The author's own file with a comment at each place; what was found is said on the screen."""
    from guatu.store.annotate import annotate_docx

    out = Path(args.out)
    try:
        done = annotate_docx(Path(args.file), findings, plan, out)
    except OSError as error:
        raise CannotWrite(Place(out.name), why=error.strerror or "") from error
    print(f"{verdict(findings)}\n已写入 {out}，批注{done.comments}条。")


def _json(found: ReadPlan, findings: tuple[Finding, ...], name: str) -> dict[str, Any]:
    from guatu.core.plan.published import published

    plan = published(found.plan)
    return {
        "title": plan.title,
        "context": plan.context,
        "verdict": str(verdict(findings)),
        "counts": counts(findings),
        "findings": [row | {"page": found.page_of(row["start"])} for row in rows(findings, found.plan)],
        "questions": plan.questions,
        "coverage": plan.coverage,
        "document": document_to_json(found.document, name),
        "compiler": plan.compiler,
    }


def _table(found: ReadPlan, findings: tuple[Finding, ...]) -> str:
    plan = found.plan
    claims, loose = plan.coverage.claims, plan.coverage.open
    claimed, excused = sum(bool(c.commitment) for c in claims), sum(bool(c.excuse) for c in claims)
    parts = [
        plan.title or "（没有标题）",
        str(verdict(findings)),
        f"数字和日期{len(claims)}处：有条目认领{claimed}处，说明缘由{excused}处，没有去向{len(loose)}处。",
    ]
    for row in rows(findings, plan):
        parts.append("")
        page = found.page_of(row["start"])
        place = f"{row['place']}，{f'第{page}页，' if page else ''}“{row['sentence']}”一句"
        parts.append(f"{row['severity_word']} {row['code']} {row['title']}　{place}")
        parts.append(f"  原文：{row['quote']}")
        parts.append(f"  {row['what']}")
        parts += [f"  {'' if row['code'] == QUESTION.code else '算式：'}{line}" for line in row["computation"]]
        parts.append(f"  为什么要紧：{row['why']}")
        parts.append(f"  怎么改：{row['mend']}")
    if loose:
        table = table_text(("文字", "所在的句子"), ((c.text, first_words(plan.text, c.span.start)) for c in loose))
        parts.append(f"\n没有去向的数字\n{table}")
    return "\n".join(parts)
