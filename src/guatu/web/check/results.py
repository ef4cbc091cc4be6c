"""What a check of a draft read and found, as values that are kept and said again in any language."""

from __future__ import annotations

from dataclasses import dataclass

from guatu.core.check import Finding
from guatu.core.check.coverage import QUESTION
from guatu.core.check.model import Severity
from guatu.core.check.report import HeadingsAbove, first_words
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Kind
from guatu.core.reports.labels import short_label
from guatu.core.reports.words import due_words
from guatu.core.text.said import Listed, Said, Sentence
from guatu.core.text.spans import Span
from guatu.store.documents.model import Format
from guatu.store.plan_files import ReadPlan

PLACES = 12  # places that are kept with each finding
LONGEST = 60  # signs of a line's name


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place as a person finds it in Word: under which heading, in which sentence, on which page if any."""

    heading: Said
    sentence: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding, with its places."""

    code: str
    severity: Severity
    title: Said
    quote: str
    what: Said
    why: Said
    mend: Said
    computation: tuple[Said, ...]
    places: tuple[FoundPlace, ...]
    more: int  # places that are not kept

    @property
    def readings(self) -> bool:
        """Whether `computation` lists readings, not sums."""
        return self.code == QUESTION.code


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A target or a milestone that was read."""

    kind: Kind
    label: str
    promise: str
    due: Said
    place: FoundPlace


@dataclass(frozen=True, slots=True)
class DraftFound:
    verdict: Said
    findings: tuple[KeptFinding, ...]
    lines: tuple[ReadLine, ...]  # targets and milestones, in the order of the text
    commitments: int
    numbers: int
    open: int  # numbers that nothing claims
    remarks: tuple[Said, ...]
    word: bool  # the file is a .docx, which can be annotated


@dataclass(frozen=True, slots=True)
class CheckTrouble:
    """Why a file could not be checked."""

    code: str
    reason: Said
    remedy: Said


def one(sentence: Sentence) -> Said:
    """A sentence that can be kept: several parts are one."""
    return Said("{parts}", parts=sentence) if isinstance(sentence, Listed) else sentence


class DraftPlaces:
    """The places of one draft."""

    def __init__(self, read: ReadPlan) -> None:
        self.read, self.headings = read, HeadingsAbove(read.plan)

    def __call__(self, span: Span) -> FoundPlace:
        at = span.start
        return FoundPlace(one(self.headings(at)), first_words(self.read.plan.text, at), self.read.page_of(at))


def draft_found(read: ReadPlan, findings: tuple[Finding, ...], *, verdict: Said) -> DraftFound:
    plan, place = read.plan, DraftPlaces(read)
    wanted = [c for c in plan.commitments if c.kind in (Kind.TARGET, Kind.MILESTONE)]
    return DraftFound(
        verdict=verdict,
        findings=tuple(_finding(f, place) for f in findings),
        lines=tuple(_line(c, place) for c in sorted(wanted, key=lambda c: c.span)),
        commitments=len(plan.commitments),
        numbers=len(plan.coverage.claims),
        open=len(plan.coverage.open),
        remarks=tuple(w.says for w in read.remarks),
        word=read.document.format is Format.DOCX,
    )


def _finding(f: Finding, place: DraftPlaces) -> KeptFinding:
    places = tuple(dict.fromkeys(place(span) for span in f.spans))
    return KeptFinding(
        f.code, f.severity, one(f.title), f.quote, one(f.what), one(f.why), one(f.mend),
        tuple(map(one, f.computation)), places[:PLACES], max(0, len(places) - PLACES),
    )  # fmt: skip


def _line(c: Commitment, place: DraftPlaces) -> ReadLine:
    said = str(promise(c)) if c.kind is Kind.TARGET else ""
    return ReadLine(c.kind, short_label(c, limit=LONGEST), said, due_words(c), place(c.span))
