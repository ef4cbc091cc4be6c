"""Whether everybody holds what was granted, and nothing else: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.people.models import Grant, User


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


FINDINGS = (people,)
