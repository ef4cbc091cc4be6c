"""guatu migrate: the tables of this version."""

from __future__ import annotations

import argparse

from guatu.cli.store import opened_store


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--guards", action="store_true", help="把被移除或换掉的防改触发器装回去，并记入审计记录")


def run(args: argparse.Namespace) -> None:
    with opened_store(build=True):
        print("库已是最新。")
        if args.guards:
            from guatu.web.audit.services import put_guards_back

            tables = put_guards_back()
            print(f"已装回防改触发器：{'、'.join(tables)}。" if tables else "防改触发器都在，没有变化。")
