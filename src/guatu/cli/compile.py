"""guatu compile: the commitments of a document, without any store."""

from __future__ import annotations

import argparse

from guatu.cli import asked
from guatu.cli.plan_rows import HEADS, spreadsheet, table_row
from guatu.cli.printing import csv_text, json_text, put, table_text
from guatu.core.errors import AskedError
from guatu.core.plan.model import Plan


class WorkbookNeedsFile(AskedError):
    code = "A542"
    reason = "Excel 文件不能显示在屏幕上。"
    remedy = "请加 --out 清单.xlsx。"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="方案文本")
    parser.add_argument("--format", choices=("table", "json", "csv", "xlsx"), default="table", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写入文件，不写则显示在屏幕上")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> None:
    from guatu.core.plan.compiler import compile_plan

    if args.format == "xlsx" and not args.out:
        raise WorkbookNeedsFile
    plan = compile_plan(asked.plan_text(args.file), context=asked.context(args))
    put(_written(plan, args.format), args.out)


def _written(plan: Plan, form: str) -> str | bytes:
    from guatu.core.plan import jsonform, table

    if form == "json":
        return json_text(jsonform.to_json(plan))
    if form == "csv":
        return csv_text(table.rows(plan), table.COLUMNS)
    if form == "xlsx":
        return spreadsheet(plan)
    return table_text(HEADS, (table_row(c) for c in plan.commitments))
