"""guatu compare: two plans side by side, without any store."""

from __future__ import annotations

import argparse

from guatu.cli import asked
from guatu.cli.printing import put, table_text
from guatu.core.amend import Beside, Comparison, compare_plans, lay_beside
from guatu.core.amend.model import VERDICT_WORDS
from guatu.core.amend.published import published_beside, published_comparison
from guatu.core.codec import json_text
from guatu.core.errors import AskedError
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Plan

HEADS = ("变化", "原", "新", "说明", "原文", "新文")
BESIDE = ("指标", "左边", "右边", "怎么看")


class AnswerUnclear(AskedError):
    code = "A537"
    reason = "“{text}”看不懂。"
    remedy = "请写成 --same C012=C014；没有对应条目的写成 --same C012=。"


class AnswerNotThere(AskedError):
    code = "A538"
    reason = "“{old}={new}”里有方案没有的条目。"
    remedy = "请照列表里的编号填写。"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="原方案", help="方案：Word、PDF、OFD、网页、文本、表格或扫描件")
    parser.add_argument("new", metavar="新方案", help="同上；或另一份方案（加 --beside）")
    parser.add_argument(
        "--beside", action="store_true", help="两份不同的方案（如本市的和自治区的）：同一指标并排，不判宽严"
    )
    parser.add_argument("--all", action="store_true", help="未变的条目也列出")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写入文件")
    same_argument(parser)
    asked.plan_arguments(parser)


def same_argument(parser: argparse.ArgumentParser) -> None:
    """What a person answers where two commitments only may be the same one."""
    parser.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="原=新",
        help="人已认定是同一条目，如 C012=C014；没有对应的写 C012=",
    )


def said(args: argparse.Namespace) -> dict[str, str]:
    found = {}
    for text in args.same:
        old, sign, new = text.partition("=")
        if not (old.strip() and sign):
            raise AnswerUnclear(text=text)
        found[old.strip()] = new.strip()
    return found


def run(args: argparse.Namespace) -> None:
    old, new = (_plan(args, path) for path in (args.old, args.new))
    if args.beside:
        rows = lay_beside(old, new)
        put(
            json_text(published_beside(rows, old, new)) if args.format == "json" else beside_table(rows, old, new),
            args.out,
        )
        return
    answers = said(args)
    for a, b in answers.items():
        if a not in {c.id for c in old.commitments} or (b and b not in {c.id for c in new.commitments}):
            raise AnswerNotThere(old=a, new=b)
    found = compare_plans(old, new, said=answers)
    put(json_text(published_comparison(found)) if args.format == "json" else table(found, every=args.all), args.out)


def _plan(args: argparse.Namespace, path: str) -> Plan:
    return asked.plan_file(argparse.Namespace(**vars(args) | {"file": path})).plan


def table(found: Comparison, *, every: bool = False) -> str:
    counted = "，".join(f"{VERDICT_WORDS[v]}{n}" for v, n in found.counts.items()) or "没有条目"
    rows = [
        (
            VERDICT_WORDS[c.verdict],
            c.old.id if c.old else "—",
            c.new.id if c.new else "—",
            str(c.sentence),
            c.old.quote if c.old else "",
            c.new.quote if c.new else "",
        )
        for c in (found.changes if every else found.changed)
    ]
    parts = [f"《{found.old.title}》→《{found.new.title}》", counted]
    parts += [table_text(HEADS, rows, widest=60)] if rows else []
    if found.doubts:
        parts += ["", "要人来定的（用 --same 回答）", *(str(d.asks) for d in found.doubts)]
    return "\n".join(parts)


def beside_table(rows: tuple[Beside, ...], ours: Plan, theirs: Plan) -> str:
    if not rows:
        return "两份方案没有说同一指标的目标。"
    lines = (
        (r.ours.indicator, f"{r.ours.id} {promise(r.ours)}", f"{r.theirs.id} {promise(r.theirs)}", str(r.says))
        for r in rows
    )
    return f"《{ours.title}》｜《{theirs.title}》\n" + table_text(BESIDE, lines, widest=60)
