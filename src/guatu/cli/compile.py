"""guatu compile: the commitments of a document, or of a whole folder of documents, without any store."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from guatu.cli import asked
from guatu.cli.plan_rows import HEADS, asked_text, results_text, spreadsheet, table_row
from guatu.cli.printing import csv_text, put, table_text
from guatu.core.codec import json_text
from guatu.core.errors import AskedError
from guatu.store.plan_files import ReadPlan, document_to_json

if TYPE_CHECKING:
    from guatu.store.batch import Outcome

FORMATS = ("table", "json", "csv", "xlsx", "stratml")
BY_ENDING = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".xml": "stratml"}


class WorkbookNeedsFile(AskedError):
    code = "A542"
    reason = "Excel 文件不能显示在屏幕上。"
    remedy = "请加 --out 清单.xlsx。"


class FolderNeedsFolder(AskedError):
    code = "A545"
    reason = "编译整个文件夹，要写明结果放在哪个文件夹。"
    remedy = "请加 --out 结果文件夹。"


class FolderIsJson(AskedError):
    code = "A546"
    reason = "编译整个文件夹只有一种结果：每个文件一份JSON，外加一张总表。"
    remedy = "请去掉 --format {format}。"


class NoJobs(AskedError):
    code = "A547"
    reason = "不能用{jobs}个进程来编译。"
    remedy = "请写1到{most}之间的数。"


MOST_JOBS = 64


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="方案：Word、PDF、OFD、网页、文本、表格、扫描件，或整个文件夹")
    parser.add_argument("--format", choices=FORMATS, help="输出格式；不写时按 --out 的扩展名，否则是table")
    parser.add_argument("--out", metavar="文件", help="写入文件，不写则显示在屏幕上；编译文件夹时写结果文件夹")
    parser.add_argument("--jobs", type=int, default=1, metavar="数", help="编译文件夹时同时用几个进程")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> int:
    if Path(args.file).is_dir():
        return _folder(args)
    if args.format == "xlsx" and not args.out:
        raise WorkbookNeedsFile
    found = asked.plan_file(args)
    form = args.format or BY_ENDING.get(Path(args.out or "").suffix.lower(), "table")
    put(_written(found, form, name=Path(args.file).name), args.out)
    return 0


def _written(found: ReadPlan, form: str, *, name: str) -> str | bytes:
    from guatu.core.plan import table
    from guatu.core.plan.published import published

    plan = found.plan
    if form == "json":
        return json_text(published(plan, document=document_to_json(found.document, name)))
    if form == "csv":
        return csv_text(table.rows(plan), table.COLUMNS)
    if form == "xlsx":
        return spreadsheet(found)
    if form == "stratml":
        from guatu.store.stratml import to_stratml

        document = found.document
        return to_stratml(plan, issuer=document.issuer, issued=document.issued, number=document.number).decode()
    return asked_text(plan) + table_text(HEADS, (table_row(c) for c in plan.commitments)) + results_text(plan)


def _folder(args: argparse.Namespace) -> int:
    """Every file of a folder; 1 when some of them could not be read."""
    from guatu.store.batch import ERRORS, PARQUET, TABLE, Done, compile_folder

    if not args.out:
        raise FolderNeedsFolder
    if args.format not in (None, "json"):
        raise FolderIsJson(format=args.format)
    if not 1 <= args.jobs <= MOST_JOBS:
        raise NoJobs(jobs=args.jobs, most=MOST_JOBS)
    started = time.monotonic()
    summary = compile_folder(
        Path(args.file), Path(args.out), jobs=args.jobs, context=asked.context(args), progress=_Progress().tell
    )
    counts = summary.counts
    seconds = time.monotonic() - started
    print(
        f"文件{counts.total()}份：编译{counts[Done.COMPILED]}份，沿用{counts[Done.KEPT]}份，读不了{counts[Done.REFUSED]}份；"
        f"条目{summary.commitments}个，待定读法{summary.questions}个；用时{seconds:.1f}秒。"
    )
    print(f"结果在 {args.out}：每个文件一份JSON，总表{TABLE}和{PARQUET}，读不了的在{ERRORS}。")
    return 1 if counts[Done.REFUSED] else 0


class _Progress:
    """How far a batch is, on standard error: one line that moves on a terminal, else a line every few seconds."""

    def __init__(self, every: float = 5.0) -> None:
        self.every, self.last, self.refused = every, time.monotonic(), 0
        self.moving = sys.stderr.isatty()

    def tell(self, outcome: Outcome, done: int, whole: int) -> None:
        if outcome.code:
            self.refused += 1
        now = time.monotonic()
        if self.moving:
            end = "\n" if done == whole else ""
            print(f"\r{done}/{whole}，读不了{self.refused}", end=end, file=sys.stderr, flush=True)
        elif done == whole or now - self.last >= self.every:
            print(f"{done}/{whole}，读不了{self.refused}", file=sys.stderr, flush=True)
            self.last = now
