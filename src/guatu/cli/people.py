"""guatu people: accounts, from the machine's own command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from guatu.cli.printing import put, table_text
from guatu.cli.store import opened_store
from guatu.core.errors import AskedError

if TYPE_CHECKING:
    from guatu.web.people.models import User

ROLES = ("dispatcher", "liaison", "statistician", "mayor", "auditor", "administrator")
ONCE = "一次性口令（只显示这一次，登录后须更改）："


class NobodyThere(AskedError):
    code = "A523"
    reason = "没有账号“{username}”。"
    remedy = "运行 guatu people list 看有哪些账号。"


class NoSuchUnit(AskedError):
    code = "A524"
    reason = "没有代码为“{code}”的单位。"
    remedy = "请先用 guatu load units 导入单位。"


def arguments(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="做什么", metavar="事项", dest="task", required=True)
    add = tasks.add_parser("add", help="新建账号")
    add.add_argument("username", metavar="账号")
    add.add_argument("--name", required=True, metavar="姓名")
    add.add_argument("--unit", default="", metavar="单位代码")
    add.add_argument("--role", choices=ROLES, action="append", default=[], help="角色，可写多次")
    grant = tasks.add_parser("grant", help="授予角色")
    grant.add_argument("username", metavar="账号")
    grant.add_argument("role", choices=ROLES, metavar="角色", help=" ".join(ROLES))
    end = tasks.add_parser("end", help="收回角色，从明天起")
    end.add_argument("username", metavar="账号")
    end.add_argument("role", choices=ROLES, metavar="角色")
    end.add_argument("--reason", required=True, metavar="理由")
    reset = tasks.add_parser("reset", help="重置口令")
    reset.add_argument("username", metavar="账号")
    tasks.add_parser("list", help="列出账号")


def run(args: argparse.Namespace) -> None:
    with opened_store(build=True):
        TASKS[args.task](args)


def _add(args: argparse.Namespace) -> None:
    from guatu.web.audit.services import in_turn
    from guatu.web.base.asof import today
    from guatu.web.people.models import Unit
    from guatu.web.people.services import create_user, grant_role

    @in_turn
    def add() -> str:
        unit = Unit.objects.filter(pk=args.unit).first()
        if args.unit and unit is None:
            raise NoSuchUnit(code=args.unit)
        user, password = create_user(args.username, display_name=args.name, unit=unit, by=None)
        for role in args.role:
            grant_role(user, role, since=today(), by=None)
        return password

    print(f"已建账号 {args.username}。\n{ONCE}{add()}")


def _grant(args: argparse.Namespace) -> None:
    from guatu.web.base.asof import today
    from guatu.web.people.services import grant_role

    user = _person(args.username)
    if args.role in user.roles():
        print("没有变化。")
        return
    grant_role(user, args.role, since=today(), by=None)
    print(f"已授予 {args.username}：{args.role}。")


def _end(args: argparse.Namespace) -> None:
    from guatu.web.base.asof import today
    from guatu.web.people.services import end_grant

    held = [g for g in _person(args.username).grants.filter(role=args.role) if g.holds_on(today())]
    for grant in held:
        end_grant(grant, on=today(), reason=args.reason, by=None)
    print(f"已收回 {args.username}：{args.role}。" if held else "没有变化。")


def _reset(args: argparse.Namespace) -> None:
    from guatu.web.people.services import reset_password

    print(f"{ONCE}{reset_password(_person(args.username), by=None)}")


def _list(args: argparse.Namespace) -> None:
    from guatu.web.people.selectors import people

    rows = [
        (u.username, u.display_name, str(u.unit or ""), "、".join(sorted(u.roles())), "" if u.is_active else "停用")
        for u in people()
    ]
    put(table_text(("账号", "姓名", "单位", "角色", "状态"), rows), None)


def _person(username: str) -> User:
    from guatu.web.people.models import User

    user = User.objects.filter(username=username).first()
    if user is None:
        raise NobodyThere(username=username)
    return user


TASKS = {"add": _add, "grant": _grant, "end": _end, "reset": _reset, "list": _list}
