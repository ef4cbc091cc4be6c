"""Writes: accounts, roles and units."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable
from datetime import date

from guatu.core.errors import AskedError, FiguresError, Place
from guatu.web.audit.services import in_turn, record, record_changes
from guatu.web.base.asof import today
from guatu.web.base.permits import require
from guatu.web.base.upsert import save_changed
from guatu.web.people import selectors
from guatu.web.people.models import Grant, Role, Unit, User
from guatu.web.people.rules import ALONE


class NameTaken(AskedError):
    code = "A520"
    reason = "账号“{username}”已经有人用了。"
    remedy = "请换一个账号名。"


class RolesApart(AskedError):
    code = "A521"
    reason = "{role}不能与其他角色由同一人担任（三员分立），{name}现有：{held}。"
    remedy = "请把这一角色授予另一个人，或先收回原有角色。"


class LastAdministrator(AskedError):
    code = "A522"
    reason = "这是最后一位系统管理员，不能收回。"
    remedy = "请先授权另一位系统管理员。"


class UnitUnknown(FiguresError):
    code = "D350"
    reason = "单位“{name}”的上级“{parent}”不在单位表里。"
    remedy = "请在同一张表里补上上级单位，再导入一次。"


@in_turn
def create_user(username: str, *, display_name: str, unit: Unit | None = None, by: User | None) -> tuple[User, str]:
    """A new account and its one-time password, which is stored nowhere."""
    require(by, "people.manage")
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(username=username)
    password = one_time_password()
    user = User(username=username, display_name=display_name, unit=unit, must_change_password=True)
    user.set_password(password)
    user.save(force_insert=True)
    record("people.create_user", actor=by, obj=user, after={"username": username, "display_name": display_name,
           "unit": unit.pk if unit else None})  # fmt: skip
    return user, password


@in_turn
def reset_password(user: User, *, by: User | None) -> str:
    """A new one-time password for somebody who forgot theirs; it must be changed at the next sign-in."""
    require(by, "people.manage")
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("people.reset_password", actor=by, obj=user)
    return password


@in_turn
def grant_role(user: User, role: str, *, since: date, until: date | None = None, by: User | None) -> Grant:
    """Give a person a role from a day on."""
    require(by, "people.grant_role", user)
    role = Role(role)
    held = {g.role for g in user.grants.all() if g.until is None or g.until >= since} - {role}
    if held and (role in ALONE or held & ALONE):
        names = "、".join(sorted(str(Role(r).label) for r in held))
        raise RolesApart(role=role.label, name=user.display_name, held=names)
    grant = Grant.objects.create(user=user, role=role, since=since, until=until, granted_by=by)
    user._roles = None
    record("people.grant_role", actor=by, obj=user, after=said_by(grant))
    return grant


@in_turn
def end_grant(grant: Grant, *, on: date, reason: str, by: User | None) -> Grant:
    """Take a role back; `on` is the last day it is held."""
    require(by, "people.grant_role", grant.user)
    if grant.role == Role.ADMINISTRATOR and set(selectors.active_administrators(today())) == {grant.user}:
        raise LastAdministrator
    before = said_by(grant)
    grant.until = max(on, grant.since)
    grant.save(update_fields=["until"])
    record("people.end_grant", actor=by, obj=grant.user, before=before, after=said_by(grant), reason=reason)
    return grant


def said_by(grant: Grant) -> dict[str, object]:
    """A grant as the audit log keeps it."""
    return {"role": grant.role, "since": grant.since, "until": grant.until}


@in_turn
def password_was_changed(user: User) -> None:
    """The person has chosen a password: the one that somebody else knew is gone."""
    before = {"must_change_password": user.must_change_password}
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    record("people.change_password", actor=user, obj=user, before=before, after={"must_change_password": False})


@in_turn
def load_units(units: Iterable[Unit], *, name: str = "", by: User | None) -> int:
    """Add or correct organisations; how many changed. Nothing is saved when a parent is unknown."""
    require(by, "people.load_units")
    units = tuple(units)
    codes = {u.pk for u in units} | set(Unit.objects.values_list("pk", flat=True))
    for unit in units:
        if unit.parent_id and unit.parent_id not in codes:
            raise UnitUnknown(Place(name), name=unit.name, parent=unit.parent_id)
    return record_changes("people.load_units", save_changed(units), table=Unit, name=name, by=by)


@in_turn
def ensure_first_administrator() -> tuple[User, str] | None:
    """On a store without accounts: `admin` and its one-time password. Otherwise None."""
    if User.objects.exists():
        return None
    user, password = create_user("admin", display_name="系统管理员", by=None)
    grant_role(user, Role.ADMINISTRATOR, since=today(), by=None)
    return user, password


def one_time_password() -> str:
    """Sixteen signs that are not mistaken for each other, of all four classes."""
    classes = ["abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=%"]
    signs = [secrets.choice(kind) for kind in classes]
    letters = "".join(set("".join(classes)) & set(string.ascii_letters + string.digits))
    signs += [secrets.choice(letters) for _ in range(12)]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)
