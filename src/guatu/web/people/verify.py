"""Whether everybody holds what was granted, and nothing else: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.people.models import Grant, User
from guatu.web.people.services import state_of


class GrantChanged(StoreError):
    code = "S440"
    reason = "{name}的角色“{role}”与审计记录不符：不是通过挂图授予的，或范围、起止日被改动。"
    remedy = "请立即停用这个账号，查明来历。"
    command = "请立即停用这个账号（guatu people disable），查明来历。"


class SuperUser(StoreError):
    code = "S441"
    reason = "账号 {name} 被设成了超级用户：挂图从不使用这种账号。"
    remedy = "请立即停用这个账号，查明来历。"
    command = "请立即停用这个账号（guatu people disable），查明来历。"


class AccountUnrecorded(StoreError):
    code = "S442"
    reason = "账号 {name} 没有开户的审计记录：不是通过挂图开的。"
    remedy = "请立即停用这个账号，查明来历。"
    command = "请立即停用这个账号（guatu people disable），查明来历。"


class AccountChanged(StoreError):
    code = "S443"
    reason = "账号 {name} 的{what}与审计记录不符：不是通过挂图改的。"
    remedy = "请立即停用这个账号，查明来历，再重置口令。"
    command = "请立即停用这个账号（guatu people disable），查明来历，再重置口令。"


WORDS = {
    "username": "账号名", "display_name": "姓名", "active": "启用状态", "waiting": "待批准状态",
    "must_change_password": "须改口令的标记", "password": "口令",
}  # fmt: skip


def accounts() -> Iterator[StoreError]:
    """Each account against what the log said of it last. What an older entry does not say is not asked."""
    said: dict[str, dict[str, object]] = {}
    for entry in Entry.objects.filter(object_kind=User._meta.label_lower).exclude(after="").order_by("seq").iterator():
        if entry.action == "people.create_user" or entry.object_id in said:
            said.setdefault(entry.object_id, {}).update(json.loads(entry.after))
    for user in User.objects.order_by("pk"):
        known = said.get(str(user.pk))
        if known is None:
            yield AccountUnrecorded(Place(user.username), name=user.username)
            continue
        now = state_of(user) | {"username": user.username, "display_name": user.display_name}
        if changed := [word for name, word in WORDS.items() if name in known and known[name] != now[name]]:
            yield AccountChanged(Place(user.username), name=user.username, what="、".join(changed))


def people() -> Iterator[StoreError]:
    """Each role that somebody holds against the log. Nobody may do everything."""
    said: dict[tuple[str, str, str, str], object] = {}
    for entry in Entry.objects.filter(action__in=("people.grant_role", "people.end_grant")).order_by("seq"):
        after = json.loads(entry.after)
        said[entry.object_id, after["role"], after["since"], after.get("scope", "")] = after["until"]
    for grant in Grant.objects.select_related("user"):
        until = grant.until.isoformat() if grant.until else None
        key = (str(grant.user_id), grant.role, grant.since.isoformat(), str(grant.scope))
        if said.get(key, "never") != until:
            yield GrantChanged(Place(grant.user.username), name=grant.user.username, role=grant.role)
    for user in User.objects.filter(is_superuser=True):
        yield SuperUser(Place(user.username), name=user.username)


FINDINGS = (accounts, people)
