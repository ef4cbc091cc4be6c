"""guatu doctor: what is wrong with this installation, one line each, and how to mend it. It always answers."""

from __future__ import annotations

import argparse
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

from guatu.cli.printing import put
from guatu.core.codec import json_text
from guatu.core.text.said import Said
from guatu.store.machine import Health, Looked, looked, machine


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出格式")


def run(args: argparse.Namespace) -> int:
    """1 when something is broken."""
    warnings.simplefilter("ignore")
    home = Path(os.environ.get("GUATU_HOME") or "var").resolve()
    lines = [*machine(home), *looked(Said("库"), lambda: _store(home))]
    if args.format == "json":
        rows = [
            {"what": str(x.what), "state": str(x.state), "says": str(x.says), "remedy": str(x.remedy)} for x in lines
        ]
        put(json_text(rows), None)
    else:
        put("\n".join(map(str, lines)), None)
    return 1 if any(line.state is Health.BAD for line in lines) else 0


def _store(home: Path) -> Iterator[Looked]:
    if not home.exists():
        yield Looked(Said("库"), Health.LOOK, Said("还没有建"), Said("guatu run 会建库、导入示例城市。"))
        return
    from guatu.cli.store import opened_store

    with opened_store(any_version=True):
        from guatu.web.upkeep.doctor import store

        yield from store()
