"""The command line. Each command is a module with `arguments(parser)` and `run(args)`, imported only when it is called.

Exit codes: 0 done, 1 `verify` found something or a file of a batch was refused, 2 refused with a coded message.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from guatu import __version__
from guatu.core.errors import AskedError, GuatuError

COMMANDS = {
    "compile": "把方案读成条目：guatu compile 方案.docx --format json",
    "check": "自检：方案自身的账算不算得通，哪里有疑点，怎么改",
    "explain": "某一处为什么这样读：guatu explain 方案.docx --find 344亿元",
    "load": "导入示例城市、方案、数据、单位、地区、日历",
    "compare": "两份方案并排：收紧、放宽、调整、取消、新增",
    "amend": "登记方案的修订：另立一版，写明文件、起用日和理由",
    "status": "每个目标在某一天的状态和理由",
    "wall": "画作战图：--out wall.svg 或 wall.pdf",
    "run": "建库、空库时导入示例城市、启动网页",
    "people": "账号：新建、批准、停用、解锁，授予和收回角色，重置口令，列表",
    "tick": "做完某一天到期的事（快照、清理）；再做一遍没有变化",
    "doctor": "这套安装哪里不对、怎么修，一行一条",
    "backup": "备份整个库到一个文件，使用中也可以做",
    "restore": "用备份恢复：先核对，再替换，原来的库留着",
    "verify": "核对审计链和库中数据有没有被改动",
    "migrate": "建库或升级库",
}


class NotUnderstood(AskedError):
    code = "A540"
    reason = "命令写得不对：{why}。"
    remedy = "运行 {command} --help 看用法。"


class Parser(argparse.ArgumentParser):
    """Says what is wrong as every other refusal is said."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise NotUnderstood(why=message, command=self.prog)


def main(argv: Sequence[str] | None = None) -> int:
    argv = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal in GBK has no sign for “−”
    try:
        args = _parser(argv).parse_args(argv)
        return int(args.run(args) or 0)
    except GuatuError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser(argv: Sequence[str]) -> Parser:
    parser = Parser(prog="guatu", description="挂图：一座城市用来执行行动方案的软件。")
    parser.add_argument("--version", action="version", version=f"guatu {__version__}")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    called = next((word for word in argv if word in COMMANDS), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == called:
            module = _module(name)
            module.arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"guatu.cli.{name}")
