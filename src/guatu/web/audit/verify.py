"""Whether the store still says what was written through Guatu: the audit chain, every figure, every plan.

A guard can be lifted by whoever owns the database, so nothing here trusts the guards: hashes are computed again and
held against the chain, and the chain against its head.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from guatu.core.errors import Place, StoreError
from guatu.web.amend import verify as amend
from guatu.web.audit.chain import GENESIS, seal
from guatu.web.audit.digests import batch_digest, row_digest, state_digest
from guatu.web.audit.models import Entry, Head
from guatu.web.common.append_only import guards_in_place
from guatu.web.indicators.models import Batch, Observation
from guatu.web.indicators.services import NOT_SEALED
from guatu.web.ledger import models as ledger
from guatu.web.ledger.selectors import plan_value
from guatu.web.ledger.services import compiled_digest, facts_of_file, said_by
from guatu.web.people.models import Grant, User
from guatu.web.review import verify as review

GUARDED = (Entry, Observation, Batch, ledger.PlanFile, *amend.GUARDED, *review.GUARDED)


class ChainBroken(StoreError):
    code = "S401"
    reason = "审计记录第{seq}条与链不符：这一条或它前面的记录被改动、插入或删除过。"
    remedy = "请停止写入，用最近的备份对照这一条前后的记录。"


class ChainCut(StoreError):
    code = "S402"
    reason = "审计链应到第{head}条，实际到第{last}条：末尾的记录被删除或增加过。"
    remedy = "请停止写入，用最近的备份对照末尾的记录。"


class GuardMissing(StoreError):
    code = "S403"
    reason = "表 {table} 的防改触发器不在了。"
    remedy = "请查明是谁移除的，用备份核对数据；恢复的办法见 docs/operations.md。"


class FigureChanged(StoreError):
    code = "S410"
    reason = "数据第{id}号（{what}）与它入库时的摘要不符。"
    remedy = "请与来源文件核对，并用备份恢复。"


class BatchChanged(StoreError):
    code = "S411"
    reason = "第{id}批数据（{name}）与审计记录第{seq}条的摘要不符：有数据被改动、增加或删除。"
    remedy = "请与来源文件核对，并用备份恢复。"


class BatchUnrecorded(StoreError):
    code = "S412"
    reason = "第{id}批数据（{name}）没有审计记录：不是通过挂图导入的。"
    remedy = "请查明来历，并用备份恢复。"


class BatchGone(StoreError):
    code = "S413"
    reason = "审计记录第{seq}条导入的一批数据（{name}）不在库里了。"
    remedy = "请用备份恢复。"


class TableChanged(StoreError):
    code = "S414"
    reason = "表 {table} 与审计记录第{seq}条以后应有的内容不符。"
    remedy = "请重新导入这张表的文件，并查明是谁改的。"


class PlanChanged(StoreError):
    code = "S420"
    reason = "《{title}》与审计记录第{seq}条导入时读出的内容不符。"
    remedy = "请用备份恢复。"


class PlanUnrecorded(StoreError):
    code = "S421"
    reason = "《{title}》没有审计记录：不是通过挂图导入的。"
    remedy = "请查明来历，并用备份恢复。"


class QuoteElsewhere(StoreError):
    code = "S422"
    reason = "条目{id}的原文与方案第{start}字起的文字不同。"
    remedy = "请用备份恢复。"


class NumberUnclaimed(StoreError):
    code = "S423"
    reason = "方案第{start}字起的“{text}”既没有条目认领，也没有缘由。"
    remedy = "请在方案页上补上缘由，或改进编译规则后重新导入。"


class OriginalChanged(StoreError):
    code = "S429"
    reason = "《{title}》的原件“{name}”与审计记录不符：文件或位置被改动过。"
    remedy = "请用备份恢复，或与手里的原件核对。"


class LinkChanged(StoreError):
    code = "S430"
    reason = "条目{id}的指标对应与审计记录不符。"
    remedy = "请在目标页上重新确认。"


class GrantChanged(StoreError):
    code = "S440"
    reason = "{name}的角色“{role}”与审计记录不符：不是通过挂图授予的，或起止日被改动。"
    remedy = "请立即停用这个账号，查明来历。"


class SuperUser(StoreError):
    code = "S441"
    reason = "账号 {name} 被设成了超级用户：挂图从不使用这种账号。"
    remedy = "请立即停用这个账号，查明来历。"


class ReferenceDangling(StoreError):
    code = "S431"
    reason = "表 {table} 第{id}行指向 {other} 里不存在的行。"
    remedy = "请用备份恢复。"


@dataclass(frozen=True, slots=True)
class Report:
    checked: dict[str, int]  # what → how many
    findings: tuple[StoreError, ...]
    notes: tuple[StoreError, ...]  # left open by a plan's text for a person to look at: nothing was tampered with


def verify() -> Report:
    """Everything that can be checked without the original files. Reads only."""
    findings = [
        *guards(), *chain(), *figures(), *tables(), *plans(), *originals(), *amend.findings(), *links(),
        *review.findings(), *people(), *references(),
    ]  # fmt: skip
    checked = {
        "审计记录": Entry.objects.count(),
        "数据": Observation.objects.count(),
        "方案": ledger.Plan.objects.count(),
        "条目": ledger.Commitment.objects.count(),
    }
    return Report(checked, tuple(findings), tuple(unclaimed()))


def guards() -> Iterator[StoreError]:
    for table in (model._meta.db_table for model in GUARDED):
        if not guards_in_place(table):
            yield GuardMissing(table=table)


def verify_chain() -> int | None:
    """The first broken entry of the audit log, or None."""
    return next((int(str(error.facts["seq"])) for error in chain() if isinstance(error, ChainBroken)), None)


def chain() -> Iterator[StoreError]:
    seq, prev = 0, GENESIS
    for entry in Entry.objects.order_by("seq").iterator():
        seq += 1
        if entry.seq != seq or entry.prev_hash != prev or entry.hash != seal(prev, entry.__dict__):
            yield ChainBroken(Place(f"审计记录{entry.seq}"), seq=entry.seq)
            return
        prev = entry.hash
    head = Head.objects.filter(id=1).first()
    if head is None or (head.seq, head.hash) != (seq, prev):
        yield ChainCut(Place("审计记录"), head=head.seq if head else "—", last=seq)


def figures() -> Iterator[StoreError]:
    """Each figure against its own digest, each batch against what the audit log says of it."""
    digests: dict[int, list[str]] = defaultdict(list)
    for row in Observation.objects.order_by("id").iterator():
        now = row_digest(row, without=NOT_SEALED)
        digests[row.batch_id].append(now)
        if now != row.digest:
            what = (
                f"{row.indicator_id} {row.region_id} {row.year}年 {row.value if row.value is not None else row.growth}"
            )
            yield FigureChanged(Place(f"数据{row.pk}"), id=row.pk, what=what)
    recorded = {e.object_id: e for e in Entry.objects.filter(action="indicators.load_figures")}
    for batch in Batch.objects.all():
        entry = recorded.pop(str(batch.pk), None)
        rows = digests.pop(batch.pk, [])
        if entry is None:
            yield BatchUnrecorded(Place(f"批次{batch.pk}"), id=batch.pk, name=batch.name)
            continue
        said = json.loads(entry.after)
        found: dict[str, object] = {"file": batch.name, "count": len(rows), "digest": batch_digest(rows)}
        if said != found or (batch.count, batch.digest) != (said["count"], said["digest"]):
            yield BatchChanged(Place(f"批次{batch.pk}"), id=batch.pk, name=batch.name, seq=entry.seq)
    for entry in recorded.values():
        yield BatchGone(Place(f"批次{entry.object_id}"), seq=entry.seq, name=json.loads(entry.after)["file"])


def tables() -> Iterator[StoreError]:
    """Catalogue, places, sources, rules, units and calendars against the last load of each."""
    last: dict[str, tuple[int, str]] = {}
    for entry in Entry.objects.filter(after__contains='"table":').order_by("seq"):
        after = json.loads(entry.after)
        if "table" in after:
            last[after["table"]] = entry.seq, after["digest"]
    for label, (seq, digest) in last.items():
        if state_digest(apps.get_model(label)) != digest:
            yield TableChanged(Place(label), table=label, seq=seq)


def plans() -> Iterator[StoreError]:
    recorded = {e.object_id: e for e in Entry.objects.filter(action="ledger.load_plan")}
    for row in ledger.Plan.objects.all():
        plan = plan_value(row)
        entry = recorded.get(str(row.pk))
        if entry is None:
            yield PlanUnrecorded(Place(row.title), title=row.title)
        elif json.loads(entry.after)["compiled"] != compiled_digest(plan):
            yield PlanChanged(Place(row.title), title=row.title, seq=entry.seq)
        for c in plan.commitments:
            if c.span.of(plan.text) != c.quote:
                yield QuoteElsewhere(Place(row.title), id=c.id, start=c.span.start + 1)


def originals() -> Iterator[StoreError]:
    """Each kept file against the entry that kept it."""
    recorded = {e.object_id: json.loads(e.after) for e in Entry.objects.filter(action="ledger.keep_original")}
    for row in ledger.PlanFile.objects.select_related("plan").iterator(chunk_size=1):
        try:
            same = recorded.get(str(row.pk)) == facts_of_file(row)
        except ValueError:  # no map of places any more
            same = False
        if not same:
            yield OriginalChanged(Place(row.plan.title), title=row.plan.title, name=row.name)


def unclaimed() -> Iterator[StoreError]:
    """Numbers of a plan that are neither claimed nor excused."""
    for claim in ledger.Claim.objects.filter(commitment=None, excuse="").select_related("plan"):
        yield NumberUnclaimed(Place(claim.plan.title), start=claim.starts_at + 1, text=claim.text)


def links() -> Iterator[StoreError]:
    """Each link against the load or the decision that made it."""
    said: dict[tuple[str, str], object] = {}
    for entry in Entry.objects.filter(action__in=("ledger.load_plan", "ledger.decide_link")).order_by("seq"):
        after = json.loads(entry.after)
        if entry.action == "ledger.load_plan":
            said |= {(entry.object_id, target): link for target, link in after["links"].items()}
        else:
            said[after["plan"], after["target"]] = after["link"]
    for row in ledger.Link.objects.select_related("commitment"):
        target = row.commitment.code
        if said.get((str(row.commitment.plan_id), target)) != said_by(row):
            yield LinkChanged(Place(f"条目{target}"), id=target)


def people() -> Iterator[StoreError]:
    """Each role that somebody holds against the log. Nobody may do everything."""
    said: dict[tuple[str, str, str], object] = {}
    for entry in Entry.objects.filter(action__in=("people.grant_role", "people.end_grant")).order_by("seq"):
        after = json.loads(entry.after)
        said[entry.object_id, after["role"], after["since"]] = after["until"]
    for grant in Grant.objects.select_related("user"):
        until = grant.until.isoformat() if grant.until else None
        if said.get((str(grant.user_id), grant.role, grant.since.isoformat()), "never") != until:
            yield GrantChanged(Place(grant.user.username), name=grant.user.username, role=grant.role)
    for user in User.objects.filter(is_superuser=True):
        yield SuperUser(Place(user.username), name=user.username)


def references() -> Iterator[StoreError]:
    """Rows that point to rows which are not there."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL checks every foreign key itself
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        broken = Counter((table, row, other) for table, row, other, _ in cursor.fetchall())
    for table, row, other in broken:
        yield ReferenceDangling(Place(str(table)), table=table, id=row, other=other)
