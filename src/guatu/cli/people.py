"""guatu people: accounts, from the machine's own command line."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from guatu.cli.printing import put, table_text
from guatu.cli.store import opened_store
from guatu.core.errors import AskedError

if TYPE_CHECKING:
    from guatu.web.people.models import User

ROLES = ("dispatcher", "liaison", "statistician", "mayor", "district", "administrator", "security", "auditor")
SCOPE_HELP = "范围，写作 类别:代码，如 unit:swj、region:150302、plan:W2025；不写是全市，联络员不写是本单位"
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

    def task(name: str, help: str) -> argparse.ArgumentParser:
        made = tasks.add_parser(name, help=help)
        made.add_argument("username", metavar="账号")
        return made

    add = task("add", "新建账号")
    add.add_argument("--name", required=True, metavar="姓名")
    add.add_argument("--unit", default="", metavar="单位代码")
    add.add_argument("--role", choices=ROLES, action="append", default=[], help="角色，可写多次")
    add.add_argument("--scope", default="", metavar="范围", help=SCOPE_HELP)
    grant = task("grant", "授予角色")
    grant.add_argument("role", choices=ROLES, metavar="角色", help=" ".join(ROLES))
    grant.add_argument("--scope", default="", metavar="范围", help=SCOPE_HELP)
    end = task("end", "收回角色，即刻起")
    end.add_argument("role", choices=ROLES, metavar="角色")
    end.add_argument("--scope", default=None, metavar="范围", help="只收回这个范围的；不写则全部收回")
    end.add_argument("--reason", required=True, metavar="理由")
    task("approve", "批准新建、重置过口令的账号")
    disable = task("disable", "停用账号：正在登录的也立即退出")
    disable.add_argument("--reason", required=True, metavar="理由")
    task("enable", "重新启用账号")
    task("unlock", "解除因连续输错口令的锁定")
    second = task("reset-second-factor", "重置动态码：手机和备用码都丢了")
    second.add_argument("--reason", required=True, metavar="理由")
    task("reset", "重置口令")
    tasks.add_parser("list", help="列出账号")


def run(args: argparse.Namespace) -> None:
    with opened_store(build=True):
        TASKS[args.task](args)


def _add(args: argparse.Namespace) -> None:
    from guatu.web.audit.services import in_turn
    from guatu.web.base.asof import today
    from guatu.web.base.scopes import read_scope
    from guatu.web.people.models import Unit
    from guatu.web.people.services import create_user, grant_role

    scope = read_scope(args.scope)

    @in_turn
    def add() -> str:
        unit = Unit.objects.filter(pk=args.unit).first()
        if args.unit and unit is None:
            raise NoSuchUnit(code=args.unit)
        user, password = create_user(args.username, display_name=args.name, unit=unit, by=None)
        for role in args.role:
            grant_role(user, role, since=today(), scope=scope, by=None)
        return password

    print(f"已建账号 {args.username}。\n{ONCE}{add()}")


def _grant(args: argparse.Namespace) -> None:
    from guatu.web.base.asof import today
    from guatu.web.base.scopes import read_scope
    from guatu.web.people.scopes import fitting, said
    from guatu.web.people.services import grant_role

    user = _person(args.username)
    scope = fitting(user, args.role, read_scope(args.scope))
    if (args.role, scope) in user.held():
        print("没有变化。")
        return
    grant_role(user, args.role, since=today(), scope=scope, by=None)
    print(f"已授予 {args.username}：{args.role}（{said(scope)}）。")


def _end(args: argparse.Namespace) -> None:
    from guatu.web.base.asof import today
    from guatu.web.base.scopes import read_scope
    from guatu.web.people.services import end_grant

    held = [g for g in _person(args.username).grants.filter(role=args.role) if g.holds_on(today())]
    if args.scope is not None:
        held = [g for g in held if g.scope == read_scope(args.scope)]
    for grant in held:
        end_grant(grant, on=today() - timedelta(days=1), reason=args.reason, by=None)
    print(f"已收回 {args.username}：{args.role}，即刻起。" if held else "没有变化。")


def _approve(args: argparse.Namespace) -> None:
    from guatu.web.people.services import approve_user

    user = _person(args.username)
    if user.is_active:
        print("没有变化。")
        return
    approve_user(user, by=None)
    print(f"已启用账号 {args.username}。")


def _disable(args: argparse.Namespace) -> None:
    from guatu.web.people.services import disable_user

    disable_user(_person(args.username), reason=args.reason, by=None)
    print(f"已停用账号 {args.username}，正在登录的已经退出。")


def _unlock(args: argparse.Namespace) -> None:
    from guatu.web.people.services import unlock_user

    unlock_user(_person(args.username), by=None)
    print(f"已解锁账号 {args.username}。")


def _reset_second_factor(args: argparse.Namespace) -> None:
    from guatu.web.people.services import reset_second_factor

    reset_second_factor(_person(args.username), reason=args.reason, by=None)
    print(f"已重置 {args.username} 的动态码，正在登录的已经退出。")


def _reset(args: argparse.Namespace) -> None:
    from guatu.web.people.services import reset_password

    print(f"{ONCE}{reset_password(_person(args.username), by=None)}")


def _list(args: argparse.Namespace) -> None:
    from guatu.web.people.selectors import people

    rows = [
        (u.username, u.display_name, str(u.unit or ""), "、".join(_roles(u)), "" if u.is_active else _shut(u))
        for u in people()
    ]
    put(table_text(("账号", "姓名", "单位", "角色", "状态"), rows), None)


def _roles(user: User) -> list[str]:
    return sorted(f"{role}（{scope}）" if scope.kind else role for role, scope in user.held())


def _shut(user: User) -> str:
    return "待批准" if user.waiting else "停用"


def _person(username: str) -> User:
    from guatu.web.people.models import User

    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise NobodyThere(username=username)
    return user


TASKS = {
    "add": _add, "grant": _grant, "end": _end, "approve": _approve, "enable": _approve, "disable": _disable,
    "unlock": _unlock, "reset": _reset, "reset-second-factor": _reset_second_factor, "list": _list,
}  # fmt: skip
