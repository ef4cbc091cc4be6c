"""guatu restore: a backup in the place of the store, after it was looked through; the old store is kept."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from guatu.cli.store import opened_store
from guatu.store.backup_file import read_backup
from guatu.store.locks import locked


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="guatu backup 做的文件")
    parser.add_argument("--into", type=Path, help="恢复到这个文件夹的 SQLite 库，不动正在用的库；不写则替换正在用的库")
    parser.add_argument("--even-so", action="store_true", help="备份里的库核对不过，也照样恢复")


def run(args: argparse.Namespace) -> int:
    backup = read_backup(args.file)
    if args.into is not None:
        args.into.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ |= {"GUATU_HOME": str(args.into), "GUATU_DATABASE_URL": ""}
    with opened_store(any_version=True) as home:  # what is there now may be newer, or broken
        from guatu.web.upkeep.restore import put_key, restore

        with locked(home, "run.lock"):
            done = restore(backup, even_so=args.even_so, by=None)
            key = put_key(backup)
    for finding in (*done.report.findings, *done.report.notes):
        print(finding, file=sys.stderr)
    heads = backup.manifest.heads
    print(f"已恢复 {backup.manifest.made_at} 的备份，审计链到第{heads.seq}条：{heads.hash}")
    for what, where in (("原来的库", done.aside), ("原来的 secret.key", key)):
        if where:
            print(f"{what}没有删，现在叫 {where}")
    return 1 if done.report.findings else 0
