"""Whether plans, their files and their links still say what was written: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.plans.ledger import models as ledger
from guatu.web.plans.ledger.selectors import plan_value
from guatu.web.plans.ledger.services import compiled_digest, facts_of_file


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


class KeyChanged(StoreError):
    code = "S433"
    reason = "《{title}》条目{id}的条目号{key}与审计记录不符。"
    remedy = "请用备份恢复。"


READ = ("ledger.load_plan", "ledger.state_plan")  # the last of them says what the text was read as


def plans() -> Iterator[StoreError]:
    recorded = {e.object_id: e for e in Entry.objects.filter(action__in=READ).order_by("seq")}
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


def keys() -> Iterator[StoreError]:
    """Each commitment's key against the entry that gave it."""
    given = {
        (entry.object_id, code): key
        for entry in Entry.objects.filter(action="ledger.give_keys")
        for code, key in json.loads(entry.after)["keys"].items()
    }
    for row in ledger.CommitmentKey.objects.select_related("version").defer("version__text"):
        if given.get((str(row.version_id), row.code)) != row.key:
            yield KeyChanged(Place(row.version.title), title=row.version.title, id=row.code, key=row.key)


GUARDED = (ledger.PlanFile, ledger.CommitmentKey)
FINDINGS = (plans, originals, keys)
NOTES = (unclaimed,)
COUNTED = (("方案", ledger.Plan), ("条目", ledger.Commitment))
