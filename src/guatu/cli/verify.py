"""guatu verify: whether anything in the store was changed behind Guatu's back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from guatu.cli.printing import put
from guatu.cli.store import StoreCorrupt, opened_store
from guatu.core.codec import json_text
from guatu.core.errors import StoreError


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")
    parser.add_argument(
        "--head",
        metavar="链头",
        action="append",
        default=[],
        help="以前记下的链头（条数:校验值），须在这条审计链上；可写多次",
    )


def run(args: argparse.Namespace) -> int:
    with opened_store():
        from guatu.web.audit.heads import read_head
        from guatu.web.audit.verify import verify
        from guatu.web.upkeep.doctor import fault

        if broken := fault():
            raise StoreCorrupt(why=broken)
        report = verify([read_head(text) for text in args.head])
    if args.format == "json":
        found = {"checked": report.checked, "findings": said(report.findings), "notes": said(report.notes)}
        found["head"] = str(report.head)
        put(json_text(found), None)
    else:
        for finding in (*report.findings, *report.notes):
            print(finding, file=sys.stderr)
        counted = "，".join(f"{what}{count}" for what, count in report.checked.items())
        result = f"发现{len(report.findings)}处被改动" if report.findings else "没有发现被改动"
        put(f"已核对：{counted}。{result}。\n审计链头（请抄存）：{report.head}", None)
    return 1 if report.findings else 0


def said(findings: Iterable[StoreError]) -> list[dict[str, str]]:
    return [{"code": f.code, "place": str(f.place), "says": f.said()} for f in findings]
