"""guatu backup: the whole store in one file, while it is in use."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from guatu.cli.printing import CannotWrite
from guatu.cli.store import opened_store
from guatu.core.errors import Place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help="备份文件；不写则在当前文件夹按时间起名")
    parser.add_argument(
        "--with-key",
        action="store_true",
        help="连同 secret.key：恢复后已登录的人不必重登；但拿到文件的人可以冒充登录，须另行保管",
    )


def run(args: argparse.Namespace) -> None:
    with opened_store():
        from guatu.web.base.asof import SHANGHAI
        from guatu.web.upkeep.backup import back_up

        out = args.out or Path(f"guatu-{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}.guatu.zip")
        try:
            made = back_up(out, with_key=args.with_key, by=None)
        except OSError as error:
            raise CannotWrite(Place(out.name), why=error.strerror or str(error)) from error
    rows = sum(table.rows for table in made.manifest.tables.values())
    heads = made.manifest.heads
    print(f"已备份到 {out}：{len(made.manifest.tables)}张表，{rows}行，{out.stat().st_size / 1e6:.1f} MB。")
    print(f"审计链到第{heads.seq}条：{heads.hash}")
    print(f"备份的校验值（SM3，请抄录或另存）：{made.seal}")
