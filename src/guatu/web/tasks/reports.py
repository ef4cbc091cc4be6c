"""What a report says of a task, and whether it may be said: asked before it is written, and by who shows it first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.decisions import Dated
from guatu.core.errors import AskedError
from guatu.core.plan.model import Commitment
from guatu.core.tasks.course import course, may_follow
from guatu.core.tasks.errors import NoSuchTerm, NothingProves
from guatu.core.tasks.model import Move, Proof, TaskStep, terms

MB = 1024 * 1024
LARGEST = 20 * MB  # of a file that proves
LONGEST_NAME = 200


class ProofTooBig(AskedError):
    code = "A627"
    reason = "佐证文件超过{limit}MB。"
    remedy = "请压缩后再传，或只写文号、标题和链接。"


class NoAddress(AskedError):
    code = "A628"
    reason = "“{link}”不是网址。"
    remedy = "网址以 http:// 或 https:// 开头；没有网址就空着。"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


def report_step(
    item: Commitment,
    *,
    done_on: date,
    paper: str = "",
    link: str = "",
    file: Upload | None = None,
    note: str = "",
    year: int | None = None,
    name: str,
) -> TaskStep:
    """The step that says a task done. Raises NothingProves, NoAddress, ProofTooBig.

    Args:
        name: the account that reports.
    """
    paper, link = paper.strip(), link.strip()
    if not (paper or link or file):
        raise NothingProves(task=item.id)
    if link and not link.startswith(("http://", "https://")):
        raise NoAddress(link=link[:60])
    if file is not None and len(file.content) > LARGEST:
        raise ProofTooBig(limit=LARGEST // MB)
    proof = Proof(link, hashlib.sha256(file.content).hexdigest(), file.name[:LONGEST_NAME]) if file else Proof(link)
    return TaskStep(Move.REPORTED, name, year, done_on, note.strip(), proof)


def fits(item: Commitment, rows: Sequence[Dated[TaskStep]], step: TaskStep, *, since: date, on: date) -> None:
    """Whether a step may follow those that there are, counting from `since`.

    Raises:
        NoSuchTerm, and what `may_follow` raises.
    """
    if step.year not in {year for year, _ in terms(item)}:
        raise NoSuchTerm(task=item.id, year=step.year or "—")
    so_far = course(rows, as_of=max(on, since), year=step.year)
    may_follow(so_far, step, known_on=since, on=on, task=item.id)
