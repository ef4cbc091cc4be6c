"""guatu tick: what is due on a day, by hand. The cluster inside `guatu run` does the same every hour."""

from __future__ import annotations

import argparse
import sys

from guatu.cli.store import asked_day, opened_store


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="日期", help="哪一天的事，缺省今天")


def run(args: argparse.Namespace) -> int:
    with opened_store():
        from guatu.web.base.jobs import tick

        on = asked_day(args.on, said_in="--on")
        done = tick(on)
    for one in done:
        if one.error:
            print(f"{one.job.says}：没有做成。{one.error}", file=sys.stderr)
        elif one.did:
            print(f"{one.job.says}：{one.did}")
    if not any(one.did or one.error for one in done):
        print(f"{on.isoformat()} 没有到期的事。")
    return 1 if any(one.error for one in done) else 0
