"""A plan from any file an office keeps: read, compiled, and what the reader doubts put to a person.

What the document says of itself (title, place, year of issue) fills the gaps that the user and the text leave. A digit
that the reader is not sure of becomes a question of the plan, on the commitment that it belongs to.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from guatu.core.check.thresholds import Threshold, read_thresholds
from guatu.core.errors import FileError, Place, PlanTextError
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Commitment, Context, Kind, Plan, Question
from guatu.core.text.said import Said, verbatim
from guatu.core.text.spans import Span
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import Caution, CautionKind, Document
from guatu.store.documents.reader import read_document
from guatu.store.example import data_folder

USUAL = Limits(text=2_000_000)  # characters; the longest plan we know has some 100,000
READER_RULE = "reader"  # the rule of a question begins so when the reader of the file asks it
_TOGETHER = (Said("各项都是这个数"), Said("是几项合计，请写明各项"))
_LEDGER_HEADS = ("序号", "条目号", "条目类别")  # together only in our own ledger, filled in every row
_PLACE = re.compile(
    r"(?:中共|中国共产党)?(?P<place>[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|自治旗|地区|省|市|县|旗|盟|州|区))"
    r"(?=人民政府|政府|委|人大|发展|工业|服务业|[\u4e00-\u9fff]{0,14}(?:局|厅|办|领导小组|指挥部))"
)


class LedgerIsNoPlan(FileError):
    code = "F284"
    reason = "这是挂图导出的清单，不是方案原文：照方案读它，会把进展和状态也读成目标。"
    remedy = "牵头单位、数值等请在审阅台上改；方案请导入印发的原文（Word、PDF等），方案有修订的，按修订登记新文本。"


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A compiled plan with the document it stands in."""

    plan: Plan
    document: Document

    @property
    def issued(self) -> date | None:
        return self.document.issued

    def page_of(self, offset: int) -> int | None:
        """The page on which a character stands, where the format has pages."""
        place = self.document.place_of(offset)
        return place.page if place else None

    @property
    def remarks(self) -> tuple[Caution, ...]:
        """What the reader says of the file as a whole; doubts about one place are questions of the plan."""
        return tuple(w for w in self.document.warnings if w.span is None)


def read_plan(
    path: str | Path,
    *,
    context: Context = Context(),  # noqa: B008 - frozen
    limits: Limits = USUAL,
    ocr: bool = True,
) -> ReadPlan:
    """The plan in a file of any format that `read_document` knows.

    Args:
        context: what the user states; it goes before what the file's metadata say.
        ocr: whether pages without text may be read as pictures, at a few seconds a page.
    Raises:
        FileError: the file cannot be read, or it is a ledger that we wrote ourselves. PlanTextError: there is no plan
            in it. Both carry the file's name.
    """
    path = Path(path)
    document = read_document(path, limits=limits, ocr=ocr)
    if is_our_ledger(document.text):
        raise LedgerIsNoPlan(Place(path.name))
    try:
        return compiled(document, context=context)
    except PlanTextError as error:
        place = replace(error.place, source=path.name)
        raise type(error)(place, **error.facts) from error


def is_our_ledger(text: str) -> bool:
    """Whether a sheet, read as text, is the ledger that this software exports (`ledger_xlsx`)."""
    lines = text[:20_000].splitlines()[:60]
    saved_as_text = any(all(head in line for head in _LEDGER_HEADS) for line in lines)
    return saved_as_text or all(any(line.startswith(f"{head}：") for line in lines) for head in _LEDGER_HEADS)


def compiled(document: Document, *, context: Context = Context()) -> ReadPlan:  # noqa: B008 - frozen
    """The plan in a document that was read already."""
    plan = compile_plan(document.text, context=stated(document, context))
    if not plan.title and document.title:
        plan = replace(plan, title=document.title)
    return ReadPlan(replace(plan, questions=with_doubts(plan, document.warnings)), document)


def stated(document: Document, context: Context) -> Context:
    """What the user states, completed by the document's own facts."""
    return replace(
        context,
        place=context.place or place_of(document.issuer),
        year=context.year or (document.issued.year if document.issued else None),
    )


def place_of(issuer: str) -> str:
    """The place that an office belongs to; "" when its name does not say.

    >>> place_of("乌海市人民政府办公室"), place_of("国家发展改革委"), place_of("内蒙古自治区发展和改革委员会")
    ('乌海市', '', '内蒙古自治区')
    """
    found = _PLACE.match(issuer.strip())
    return found["place"] if found else ""


def with_doubts(plan: Plan, warnings: tuple[Caution, ...]) -> tuple[Question, ...]:
    """The plan's questions and those of the reader together, in the order of the text, numbered anew."""
    doubts = [w for w in warnings if w.span is not None]
    if not doubts:
        return plan.questions
    asked = [*plan.questions, *(_doubt(plan, w) for w in doubts)]
    asked.sort(key=lambda q: (q.span, q.rule))
    return tuple(replace(q, id=f"Q{n:02d}") for n, q in enumerate(asked, 1))


def _doubt(plan: Plan, caution: Caution) -> Question:
    assert caution.span is not None
    words = caution.span.of(plan.text)
    shared = caution.kind is CautionKind.SHARED
    as_read = Said("照识别结果“{words}”", words=verbatim(words))
    readings = _TOGETHER if shared else (as_read, Said("与原件不符，请改正"))
    owner = _owner(plan, caution.span)
    return Question("", caution.span, caution.says, readings, f"{READER_RULE}: {caution.kind.value}", owner)


def _owner(plan: Plan, span: Span) -> str:
    """The commitment that a stretch belongs to: the one that claims its number, else the shortest around it."""
    for claim in plan.coverage.claims:
        if claim.commitment and claim.span.overlaps(span):
            return claim.commitment
    around = [c for c in plan.commitments if c.span.overlaps(span)]
    return min(around, key=_closeness).id if around else ""


def _closeness(c: Commitment) -> tuple[bool, int]:
    return c.kind is Kind.ACTION, c.span.end - c.span.start


def thresholds(folder: Path | None = None) -> tuple[Threshold, ...]:
    """Every enrolment standard in data/thresholds/.

    Raises:
        DataMissing: the data folder is not there.
    """
    found: list[Threshold] = []
    for path in sorted(((folder or data_folder()) / "thresholds").glob("*.toml")):
        found.extend(read_thresholds(tomllib.loads(path.read_text(encoding="utf-8"))))
    return tuple(found)


def readable(name: str) -> str:
    """A file's name as text. Names that an old archive left in GB 18030 are read as that.

    >>> import os
    >>> readable(os.fsdecode("方案.txt".encode("gb18030"))), readable("方案.txt")
    ('方案.txt', '方案.txt')
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def document_to_json(document: Document, name: str) -> dict[str, Any]:
    """What the file says of itself, beside the compiled plan: format, title, number, day, issuer, remarks."""
    return {
        "file": readable(name),
        "format": document.format.value,
        "title": document.title,
        "number": document.number,
        "issued": document.issued.isoformat() if document.issued else None,
        "issuer": document.issuer,
        "pages": len(document.pages) or None,
        "characters": len(document.text),
        "remarks": [
            {"kind": w.kind.value, "says": str(w.says), "page": w.page} for w in document.warnings if w.span is None
        ],
    }
