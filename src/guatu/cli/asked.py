"""What several commands ask for in the same way."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guatu.core.errors import AskedError
from guatu.core.plan.model import Context

if TYPE_CHECKING:
    from guatu.store.plan_files import ReadPlan


class YearsUnclear(AskedError):
    code = "A541"
    reason = "“{text}”不是起止年份。"
    remedy = "请写成 2025-2027。"


class WouldOverwrite(AskedError):
    code = "A548"
    reason = "--out 写的就是方案原稿“{name}”。"
    remedy = "请换一个文件名，原稿不能覆盖。"


def plan_arguments(parser: argparse.ArgumentParser) -> None:
    """What a plan's text may not say itself."""
    parser.add_argument("--place", default="", help="哪里的方案，如 乌海市")
    parser.add_argument("--year", type=int, help="印发年份")
    parser.add_argument("--years", default="", help="方案起止年份，如 2025-2027")


def context(args: argparse.Namespace) -> Context:
    first, last = _years(args.years)
    return Context(place=args.place, year=args.year, plan_from=first, plan_to=last)


def _years(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    found = re.fullmatch(r"(20\d\d)\s*[-—–~至]\s*(20\d\d)年?", text)
    if not found or found[1] > found[2]:
        raise YearsUnclear(text=text)
    return int(found[1]), int(found[2])


def plan_file(args: argparse.Namespace) -> ReadPlan:
    """The plan in the file that was named, whatever its format; the reader's remarks go to standard error."""
    from guatu.store.plan_files import read_plan

    stated, out = context(args), getattr(args, "out", None)
    if out and Path(out).exists() and Path(args.file).exists() and Path(out).samefile(args.file):
        raise WouldOverwrite(name=Path(out).name)
    found = read_plan(args.file, context=stated)
    for remark in found.remarks:
        print(f"注意：{Path(args.file).name}：{remark.says}", file=sys.stderr)
    return found
