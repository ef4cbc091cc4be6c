"""Writes: accounts, roles and units."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from axes.utils import reset as reset_attempts
from django.contrib.sessions.models import Session
from django.utils import timezone

from guatu.core.errors import AskedError, FiguresError, Place
from guatu.web.audit.services import in_turn, record, record_changes
from guatu.web.base.asof import today
from guatu.web.base.digests import sm3
from guatu.web.base.permits import require
from guatu.web.base.scopes import KINDS, WHOLE, Scope, ScopeUnclear
from guatu.web.base.upsert import save_changed
from guatu.web.people import selectors
from guatu.web.people.models import Grant, Role, SavedView, ScopeKind, Unit, User
from guatu.web.people.rules import THREE
from guatu.web.people.scopes import ALLOWED, fitting

FIRST = (("admin", Role.ADMINISTRATOR), ("security", Role.SECURITY), ("auditor", Role.AUDITOR))


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
    reason = "这是最后一位{role}，不能收回、停用或停下来等批准。"
    remedy = "请先让另一个人担任{role}。"


class ScopeUnfit(AskedError):
    code = "A525"
    reason = "{role}要写明范围（{fits}），写的是“{scope}”。"
    remedy = "请选一个范围；联络员的账号写明了单位时，不写就是本单位。"
    command = "请用 --scope 写 类别:代码，如 unit:swj、region:150302；联络员的账号写明了单位时，不写就是本单位。"


class ScopeUnknown(AskedError):
    code = "A526"
    reason = "库里没有{kind}“{key}”，不能授予这个范围。"
    remedy = "请核对代码；单位表或地区表里没有的，先导入。"
    command = "请核对代码；单位用 guatu load units 导入，地区用 guatu load regions 导入。"


class ViewNameless(AskedError):
    code = "A681"
    reason = "视图没有写名称。"
    remedy = "请写一个短名称，如“我的滞后目标”，不超过30个字。"


class ViewPlain(AskedError):
    code = "A682"
    reason = "现在没有筛选，也没有另排次序，没有可存的。"
    remedy = "请先筛选或排序，再存为视图。"


class TooManyViews(AskedError):
    code = "A683"
    reason = "一张清单最多存{most}个视图。"
    remedy = "请先删掉不用的。"


class UnitUnknown(FiguresError):
    code = "D350"
    reason = "单位“{name}”的上级或承接单位“{parent}”不在单位表里。"
    remedy = "请在同一张表里补上这个单位，再导入一次。"


@in_turn
def create_user(username: str, *, display_name: str, unit: Unit | None = None, by: User | None) -> tuple[User, str]:
    """A new account and its one-time password, which is stored nowhere.

    Made by a system administrator it waits until a security administrator approves it; made at the machine's own
    command line it is open at once.
    """
    require(by, "people.create_user")
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(username=username)
    password = one_time_password()
    waits = by is not None
    user = User(username=username, display_name=display_name, unit=unit, must_change_password=True,
                is_active=not waits, waiting=waits)  # fmt: skip
    user.set_password(password)
    user.save(force_insert=True)
    record("people.create_user", actor=by, obj=user, after={"username": username, "display_name": display_name,
           "unit": unit.pk if unit else None, **state_of(user)})  # fmt: skip
    return user, password


@in_turn
def approve_user(user: User, *, by: User | None) -> None:
    """Let somebody in whose account is new, was reset or was disabled."""
    require(by, "people.approve", user)
    _set_state(user, "people.approve", active=True, by=by)


@in_turn
def disable_user(user: User, *, reason: str, by: User | None) -> None:
    """Shut an account at once: whoever is signed in with it is out with the next click."""
    require(by, "people.disable", user)
    _keep_one(user)
    _set_state(user, "people.disable", active=False, reason=reason, by=by)
    end_sessions(user)


@in_turn
def unlock_user(user: User, *, by: User | None) -> None:
    """Forget the wrong passwords of an account that was locked for them."""
    require(by, "people.unlock", user)
    reset_attempts(username=user.username)
    record("people.unlock", actor=by, obj=user)


@in_turn
def reset_second_factor(user: User, *, reason: str, by: User | None) -> None:
    """Somebody lost the telephone and the codes kept apart from it: the next sign-in asks for the password alone."""
    require(by, "people.reset_second_factor", user)
    count = Authenticator.objects.filter(user=user).count()
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record("people.reset_second_factor", actor=by, obj=user, before={"second_factors": count}, reason=reason)


@in_turn
def reset_password(user: User, *, by: User | None) -> str:
    """A new one-time password for somebody who forgot theirs; it must be changed at the next sign-in.

    Nobody alone can come in as somebody else: reset by a system administrator, the account waits until a security
    administrator approves it again.
    """
    require(by, "people.reset_password", user)
    if by is not None:
        _keep_one(user)
    password = one_time_password()
    before = state_of(user)
    user.set_password(password)
    user.must_change_password = True
    if by is not None and user.is_active:
        user.is_active, user.waiting = False, True
    user.save(update_fields=["password", "must_change_password", "is_active", "waiting"])
    record("people.reset_password", actor=by, obj=user, before=before, after=state_of(user))
    return password


@in_turn
def grant_role(
    user: User, role: str, *, since: date, until: date | None = None, scope: Scope = WHOLE, by: User | None
) -> Grant:
    """Give a person a role from a day on, where `scope` says; a liaison's is her own unit when nothing is said.

    Raises RolesApart, ScopeUnfit, ScopeUnknown.
    """
    require(by, "people.grant_role", user)
    role = Role(role)
    held = {g.role for g in user.grants.all() if g.ends_after(since)} - {role}
    if held and (role in THREE or held & set(THREE)):
        names = "、".join(sorted(str(Role(r).label) for r in held))
        raise RolesApart(role=role.label, name=user.display_name, held=names)
    scope = fitting(user, role, scope)
    _check_scope(role, scope)
    grant, _ = Grant.objects.update_or_create(
        user=user, role=role, since=since, scope_kind=scope.kind, scope_key=scope.key,
        defaults={"until": until, "granted_by": by},
    )  # fmt: skip
    user._held = None
    record("people.grant_role", actor=by, obj=user, after=said_by(grant))
    return grant


def _check_scope(role: Role, scope: Scope) -> None:
    if scope.kind not in ScopeKind.values:
        raise ScopeUnclear(text=str(scope))
    if scope.kind not in ALLOWED[role]:
        fits = "、".join(str(ScopeKind(kind).label) for kind in sorted(ALLOWED[role]))
        raise ScopeUnfit(role=role.label, fits=fits, scope=str(scope) or ScopeKind.WHOLE.label)
    if scope != WHOLE and (scope.kind not in KINDS or scope.key not in KINDS[scope.kind].named()):
        raise ScopeUnknown(kind=ScopeKind(scope.kind).label, key=scope.key)


@in_turn
def end_grant(grant: Grant, *, on: date, reason: str, by: User | None) -> Grant:
    """Take a role back; `on` is the last day it is held, so yesterday takes it at once."""
    require(by, "people.grant_role", grant.user)
    if grant.role in THREE and not selectors.holders(grant.role, on + timedelta(days=1), without=grant).exists():
        raise LastAdministrator(role=Role(grant.role).label)
    before = said_by(grant)
    grant.until = on
    grant.save(update_fields=["until"])
    record("people.end_grant", actor=by, obj=grant.user, before=before, after=said_by(grant), reason=reason)
    return grant


def said_by(grant: Grant) -> dict[str, object]:
    """A grant as the audit log keeps it; one without a scope holds in the whole city."""
    where = {"scope": str(grant.scope)} if grant.scope != WHOLE else {}
    return {"role": grant.role, "since": grant.since, "until": grant.until, **where}


def state_of(user: User) -> dict[str, object]:
    """Whether an account is open and what opens it, as the audit log keeps it.

    Of the password's hash the log has a digest only: it tells whether the hash was changed, and helps nobody to guess
    the password, for the hash holds a random salt that the log does not have.
    """
    return {
        "active": user.is_active,
        "waiting": user.waiting,
        "must_change_password": user.must_change_password,
        "password": sm3(f"{user.pk}:{user.password}"),
    }


def _set_state(user: User, action: str, *, active: bool, reason: str = "", by: User | None) -> None:
    before = state_of(user)
    user.is_active, user.waiting = active, False
    user.save(update_fields=["is_active", "waiting"])
    record(action, actor=by, obj=user, before=before, after=state_of(user), reason=reason)


def _keep_one(user: User) -> None:
    """Raises LastAdministrator when nobody else could do what this person does for the three."""
    for role in sorted(user.roles() & set(THREE)):
        if not selectors.holders(role, today()).exclude(pk=user.pk).exists():
            raise LastAdministrator(role=Role(role).label)


def end_sessions(user: User) -> None:
    """Whoever is signed in with this account is so no more, also when it is opened again later."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) == str(user.pk):
            session.delete()


@in_turn
def password_was_changed(user: User) -> None:
    """The person has chosen a password: the one that somebody else knew is gone."""
    before = {"must_change_password": user.must_change_password}
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    record("people.change_password", actor=user, obj=user, before=before, after=state_of(user))


@in_turn
def password_was_hashed_anew(user: User) -> None:
    """The password is the same; a newer way of keeping it took the place of the old one at signing in."""
    record("people.hash_password_anew", actor=None, obj=user, after=state_of(user))


@in_turn
def load_units(units: Iterable[Unit], *, name: str = "", by: User | None) -> int:
    """Add or correct organisations; how many changed. Nothing is saved when a parent is unknown."""
    require(by, "people.load_units")
    units = tuple(units)
    codes = {u.pk for u in units} | set(Unit.objects.values_list("pk", flat=True))
    for unit in units:
        for other in (unit.parent_id, unit.successor_id):
            if other and other not in codes:
                raise UnitUnknown(Place(name), name=unit.name, parent=other)
    return record_changes("people.load_units", save_changed(units), table=Unit, name=name, by=by)


@in_turn
def ensure_first_administrators() -> tuple[tuple[User, str], ...]:
    """On a store without accounts: the three administrators, each with a one-time password. Otherwise nobody."""
    if User.objects.exists():
        return ()
    made = []
    for username, role in FIRST:
        user, password = create_user(username, display_name=str(role.label), by=None)
        grant_role(user, role, since=today(), by=None)
        made.append((user, password))
    return tuple(made)


def one_time_password() -> str:
    """Sixteen signs that are not mistaken for each other, of all four classes."""
    classes = ["abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=%"]
    signs = [secrets.choice(kind) for kind in classes]
    letters = "".join(set("".join(classes)) & set(string.ascii_letters + string.digits))
    signs += [secrets.choice(letters) for _ in range(12)]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)


MOST_VIEWS = 12  # of one list: they stand as tabs in a row


@in_turn
def keep_view(of: str, name: str, query: str, *, plan: str = "", by: User) -> SavedView:
    """Keep a filter and order of a list under a name; the same name again takes the new ones.

    Raises:
        NotAllowed, ViewNameless, ViewPlain, TooManyViews.
    """
    require(by, "people.keep_view")
    name = " ".join(name.split())[:30].strip()
    if not name:
        raise ViewNameless
    if not query:
        raise ViewPlain
    mine = selectors.views_of(by, of, plan)
    found = next((view for view in mine if view.name == name), None)
    if found is None and len(mine) >= MOST_VIEWS:
        raise TooManyViews(most=MOST_VIEWS)
    before = {"query": found.query} if found else None
    view = found or SavedView(user=by, list=of[:40], plan=plan[:120], name=name)
    view.query = query[:1000]
    view.save()
    record("people.keep_view", actor=by, obj=view, before=before,
           after={"list": view.list, "plan": view.plan, "name": name, "query": view.query})  # fmt: skip
    return view


@in_turn
def drop_view(pk: int, *, by: User) -> SavedView:
    """Delete a view of one's own; what it was stays in the log. Raises NotAllowed, NotInStore."""
    require(by, "people.keep_view")
    view = selectors.view_of(by, pk)
    was = {"list": view.list, "plan": view.plan, "name": view.name, "query": view.query}
    record("people.drop_view", actor=by, obj=view, before=was)
    view.delete()
    return view
