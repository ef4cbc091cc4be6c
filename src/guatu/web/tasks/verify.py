"""Whether each file that proves a task is still the file that was handed in. The steps are verified as decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.core.tasks.model import TaskStep
from guatu.web.audit.models import Entry
from guatu.web.decisions.models import Decision
from guatu.web.decisions.values import read
from guatu.web.tasks.models import TaskFile
from guatu.web.tasks.selectors import KIND
from guatu.web.tasks.services import facts_of_proof


class ProofChanged(StoreError):
    code = "S495"
    reason = "佐证文件“{name}”与审计记录不符：被改动、增加或删除过。"
    remedy = "请用备份恢复，并查明是谁改的。"


class ProofMissing(StoreError):
    code = "S496"
    reason = "任务{task}的办结报告所附的文件“{name}”不在库里。"
    remedy = "请用备份恢复。"


def files() -> Iterator[StoreError]:
    """Each kept file against the entry that kept it."""
    recorded = {e.object_id: json.loads(e.after) for e in Entry.objects.filter(action="tasks.keep_file")}
    for row in TaskFile.objects.iterator(chunk_size=1):
        if recorded.pop(str(row.pk), None) != facts_of_proof(row) or facts_of_proof(row)["sha256"] != row.sha256:
            yield ProofChanged(Place(row.name), name=row.name)
    for gone in recorded.values():
        yield ProofChanged(Place(gone["file"]), name=gone["file"])


def named() -> Iterator[StoreError]:
    """Every file that a report names."""
    kept = set(TaskFile.objects.values_list("sha256", flat=True))
    for key, value in Decision.objects.filter(kind=KIND).values_list("key", "value"):
        step: TaskStep = read(KIND, value)
        if step.proof.file and step.proof.file not in kept:
            task = key.partition("/")[2]
            yield ProofMissing(Place(task), task=task, name=step.proof.name)


GUARDED = (TaskFile,)
FINDINGS = (files, named)
COUNTED = (("佐证文件", TaskFile),)
