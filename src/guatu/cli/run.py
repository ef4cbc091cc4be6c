"""guatu run: a store that is ready, and the pages on an address."""

from __future__ import annotations

import argparse
import os
import socket
from functools import partial

from guatu.cli.children import keep
from guatu.cli.load import say_example
from guatu.cli.store import opened_store
from guatu.core.errors import SetupError
from guatu.store.locks import locked


class PortUnclear(SetupError):
    code = "U630"
    reason = "PORT 写的是“{text}”，不是端口号。"
    remedy = "请写 1 到 65535 之间的数，如 PORT=8000。"


class PortTaken(SetupError):
    code = "U631"
    reason = "不能在 {address}:{port} 上启动：{why}。"
    remedy = "请换一个端口，如 PORT=8001 guatu run；或停掉占用它的程序。"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="端口，默认取 PORT，否则 8000")
    parser.add_argument(
        "--bind", default=os.environ.get("GUATU_BIND") or "127.0.0.1", help="地址，默认只供本机访问；局域网写 0.0.0.0"
    )


def run(args: argparse.Namespace) -> None:
    port = _port(args.port)
    _check_free(args.bind, port)
    with opened_store(build=True) as home, locked(home, "run.lock"):
        _prepare()
        _let_go()
        print(f"挂图已启动：http://{args.bind}:{port}/　（Ctrl+C 停止）", flush=True)
        keep({"网页进程": partial(_serve, args.bind, port), "作业进程": _work})


def _prepare() -> None:
    from guatu.web.base.asof import today
    from guatu.web.base.jobs import plan_jobs
    from guatu.web.people.selectors import missing_administrators
    from guatu.web.people.services import ensure_first_administrators
    from guatu.web.plans.ledger.selectors import plans

    today()  # a GUATU_TODAY that is no day is refused here, not on every page
    if not plans():
        say_example()
    plan_jobs()
    if made := ensure_first_administrators():
        print("已建三个管理员账号，请分给三个人（三员分立）。一次性口令只显示这一次，登录后须更改：", flush=True)
        for user, password in made:
            print(f"  {user.display_name}　{user.username}　{password}", flush=True)
        print("业务人员由系统管理员新建、安全管理员批准并授予角色；也可以在本机运行 guatu people add。", flush=True)
    for role in missing_administrators(today()):
        print(f"还没有{role.label}：请运行 guatu people add 账号 --name 姓名 --role {role.value}", flush=True)


def _let_go() -> None:
    """The children are forked: a connection is nobody's to share."""
    from django.db import connections

    connections.close_all()


def _work() -> None:
    from guatu.web.base.jobs import work

    work()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise PortUnclear(text=text)
    return int(text)


def _check_free(address: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortTaken(address=address, port=port, why=error.strerror) from error


def _serve(address: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "guatu.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=10,  # seconds that an open page may delay the stop
        log_level=LogLevels.warning,
    ).serve()
