"""guatu compile: the commitments of a document, without any store."""

from __future__ import annotations

import argparse
from pathlib import Path

from guatu.cli import asked
from guatu.cli.plan_rows import HEADS, spreadsheet, table_row
from guatu.cli.printing import csv_text, json_text, put, table_text
from guatu.core.errors import AskedError
from guatu.store.plan_files import PlanFile, document_to_json

FORMATS = ("table", "json", "csv", "xlsx", "stratml")


class WorkbookNeedsFile(AskedError):
    code = "A542"
    reason = "Excel 文件不能显示在屏幕上。"
    remedy = "请加 --out 清单.xlsx。"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="方案：Word、PDF、OFD、网页、文本、表格或扫描件")
    parser.add_argument("--format", choices=FORMATS, default="table", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写入文件，不写则显示在屏幕上")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> None:
    if args.format == "xlsx" and not args.out:
        raise WorkbookNeedsFile
    found = asked.plan_file(args)
    put(_written(found, args.format, name=Path(args.file).name), args.out)


def _written(found: PlanFile, form: str, *, name: str) -> str | bytes:
    from guatu.core.plan import jsonform, table

    plan = found.plan
    if form == "json":
        return json_text(jsonform.to_json(plan) | {"document": document_to_json(found.document, name)})
    if form == "csv":
        return csv_text(table.rows(plan), table.COLUMNS)
    if form == "xlsx":
        return spreadsheet(found)
    if form == "stratml":
        from guatu.store.stratml import to_stratml

        document = found.document
        return to_stratml(plan, issuer=document.issuer, issued=document.issued, number=document.number).decode()
    return table_text(HEADS, (table_row(c) for c in plan.commitments))
