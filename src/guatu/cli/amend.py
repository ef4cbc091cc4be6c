"""guatu amend: a new version of a plan takes the old one's place, by a paper, from a day on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from guatu.cli import asked
from guatu.cli.compare import said, same_argument
from guatu.cli.store import opened_store
from guatu.core.amend.model import VERDICT_WORDS, Verdict

if TYPE_CHECKING:
    from guatu.web.plans.ledger.models import Plan


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="修订后的方案：Word、PDF、OFD、网页、文本、表格或扫描件")
    parser.add_argument("--paper", required=True, metavar="文件", help="依据的文件：文号或标题")
    parser.add_argument("--effective", required=True, metavar="日期", help="起用日，如 2026-07-01")
    parser.add_argument("--reason", required=True, metavar="理由", help="为什么修订")
    parser.add_argument("--plan", default="", metavar="代码", help="修订哪一份方案；只有一份时不必写")
    same_argument(parser)
    parser.add_argument("--apart", action="store_true", help="其余相近的都不是同一条目")
    parser.add_argument("--late", action="store_true", help="期限已过的条目也改（灯照旧，注明到期后修订）")
    asked.plan_arguments(parser)


def run(args: argparse.Namespace) -> None:
    with opened_store():
        from guatu.store.originals import keep_original
        from guatu.web.base.asof import read_day, today
        from guatu.web.plans.amend.selectors import changes
        from guatu.web.plans.amend.services import amend_plan
        from guatu.web.plans.in_force import line_to_amend, line_with

        effective = read_day(args.effective, said_in="--effective")
        old = (line_with(args.plan) if args.plan else line_to_amend()).newest
        found = asked.plan_file(_stated(args, old))
        amended = amend_plan(
            old,
            found.plan.text,
            effective=effective,
            paper=args.paper,
            reason=args.reason,
            by=None,
            said=said(args),
            apart=args.apart,
            late=args.late,
            on=today(),
            compiled=found.plan,
            name=Path(args.file).name,
            original=keep_original(args.file, found.document),
        )
        row, events = amended.amendment, changes(amended.amendment)
        title = row.new.title
    if not amended.new:
        print(f"《{title}》：没有变化，这次修订已经登记过。")
        return
    counted = "，".join(
        f"{VERDICT_WORDS[v]}{n}" for v in Verdict if (n := sum(e.verdict == v.value for e in events))
    )  # fmt: skip
    print(f"《{title}》：{counted}。{row.effective}起用，依据{row.paper}。")


def _stated(args: argparse.Namespace, old: Plan) -> argparse.Namespace:
    """What the user states, completed by the place and the years of the plan that is amended."""
    years = f"{old.plan_from}-{old.plan_to}" if old.plan_from and old.plan_to else ""
    return argparse.Namespace(**vars(args) | {"place": args.place or old.place, "years": args.years or years})
