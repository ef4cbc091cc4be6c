"""The author's own Word file with the findings as Word comments (批注) at the words they speak of.

Nothing else changes: no character, no style. Runs are cut where a comment begins or ends, and both halves keep the
format of the whole. Places are found by the text itself, so it does not matter how the plan's text was taken from the
file: white space and automatic numbers may differ.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run

from guatu.core.check.model import Finding
from guatu.core.errors import FileError, Place
from guatu.core.plan.model import Plan
from guatu.core.text.evened import even_out
from guatu.core.text.spans import Span

AUTHOR, INITIALS = "挂图自检", "挂图"
EACH_UP_TO = 6  # a finding with more places than this is written once, at the first of them
_LONG = 10  # a paragraph of at least so many signs is an anchor for the short ones around it
_WINDOW = 100_000  # how far ahead of the last anchor a paragraph is looked for
_GONE = {qn("w:del"), qn("w:moveFrom")}
_ASIDE = {qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _RUN, _PARAGRAPH, _FORMAT = qn("w:t"), qn("w:r"), qn("w:p"), qn("w:rPr")


class NotWord(FileError):
    code = "F250"
    reason = "这个文件不是.docx，不能加批注。"
    remedy = "请用Word或WPS另存为.docx再试。"


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was written: how many comments, and the findings whose place was not found (they stand at the top)."""

    comments: int
    unplaced: tuple[Finding, ...] = ()


def annotate_docx(
    path_in: Path, findings: Iterable[Finding], plan: Plan, path_out: Path, *, on: datetime | None = None
) -> Annotated:
    """Write `path_out`: the file at `path_in` with one comment for every finding.

    Args:
        plan: what was checked; the findings' spans point into its text.
        on: the time to print in the comments; none is printed without it.
    Raises:
        NotWord: the file is no .docx.
    """
    try:
        document = docx.Document(str(path_in))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise NotWord(Place(source=path_in.name)) from error
    paragraphs = [p for p in map(_Paragraph, _paragraphs(document.element.body)) if p.signs]
    places = _TextPlaces(plan.text, paragraphs)
    notes: dict[int, list[_Note]] = defaultdict(list)
    unplaced: list[Finding] = []
    for finding in findings:
        spans = finding.spans if len(finding.spans) <= EACH_UP_TO else finding.spans[:1]
        found = [place for span in spans if (place := places.find(span))]
        for number, (at, start, end) in enumerate(found):
            text = comment_text(finding) if number == 0 else f"〔{finding.code}〕{finding.title}：见前面的同号批注。"
            notes[at].append(_Note(start, end, text))
        if not found:
            unplaced.append(finding)
    if unplaced and paragraphs:
        first = paragraphs[0]
        notes[0][:0] = [
            _Note(0, len(first.signs), f"（文中没有找到原句）\n{comment_text(finding)}") for finding in unplaced
        ]
    for at, written in sorted(notes.items()):
        paragraph = paragraphs[at]
        paragraph.cut({edge for note in written for edge in (note.start, note.end)})
        for note in sorted(written, key=lambda n: (n.start, -n.end)):
            first_run, last_run = paragraph.runs_between(note.start, note.end)
            comment = document.add_comment(
                [Run(first_run, document), Run(last_run, document)], text=note.text, author=AUTHOR, initials=INITIALS
            )
            _date(comment._comment_elm, on)
    document.save(str(path_out))
    return Annotated(sum(map(len, notes.values())), tuple(unplaced))


def comment_text(finding: Finding) -> str:
    """A finding as the author reads it in the margin."""
    lines = [f"〔{finding.code} {finding.severity.word}〕{finding.what}"]
    if len(finding.spans) > EACH_UP_TO:
        lines[0] += f"（共{len(finding.spans)}处，只在第一处批注）"
    lines += [f"算式：{line}" for line in finding.computation]
    lines += [f"为什么要紧：{finding.why}", f"怎么改：{finding.mend}"]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Note:
    """A comment on the signs `start`..`end` of a paragraph, white space not counted."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the file: its signs without white space, and the run and piece that each of them stands in."""

    element: Any
    signs: str = ""
    where: list[tuple[Any, Any, int]] = field(default_factory=list)  # (run, w:t or other piece, offset in the piece)

    def __post_init__(self) -> None:
        self._read()

    def _read(self) -> None:
        signs: list[str] = []
        self.where = []
        for run in _runs(self.element):
            for piece in run:
                text = piece.text or "" if piece.tag == _TEXT else _SIGNS.get(piece.tag, "")
                for offset, sign in enumerate(text):
                    if not sign.isspace():
                        signs.append(sign)
                        self.where.append((run, piece, offset))
        self.signs = even_out("".join(signs))

    def cut(self, edges: Iterable[int]) -> None:
        """Cut runs so that each of these signs begins one."""
        for edge in sorted(edges, reverse=True):
            if 0 < edge < len(self.where) and self.where[edge - 1][0] is self.where[edge][0]:
                _cut(*self.where[edge])
        self._read()

    def runs_between(self, start: int, end: int) -> tuple[Any, Any]:
        return self.where[start][0], self.where[end - 1][0]


class _TextPlaces:
    """Where stretches of the plan's text stand in the file."""

    def __init__(self, text: str, paragraphs: Sequence[_Paragraph]) -> None:
        even = even_out(text)
        self._offsets = [at for at, sign in enumerate(even) if not sign.isspace()]
        self._signs = "".join(even[at] for at in self._offsets)
        self._paragraphs = paragraphs
        found = _align(self._signs, [p.signs for p in paragraphs])
        self._starts = [start for start, _ in found]
        self._numbers = [number for _, number in found]

    def find(self, span: Span) -> tuple[int, int, int] | None:
        """(paragraph, first sign, end) of a stretch, cut at the end of its paragraph; None when it is not there."""
        start, end = (bisect_right(self._offsets, at - 1) for at in span)
        if start >= end:
            return None
        before = bisect_right(self._starts, start) - 1
        if before >= 0:
            number, at = self._numbers[before], self._starts[before]
            length = len(self._paragraphs[number].signs)
            if start - at < length:
                return number, start - at, min(end - at, length)
        words = self._signs[start:end]
        for number, paragraph in enumerate(self._paragraphs):
            if (at := paragraph.signs.find(words)) >= 0:
                return number, at, at + len(words)
        return None


def _align(text: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """(start in the text, number of the line) in order: long lines first, then short ones between them."""
    found: dict[int, int] = {}
    cursor = 0
    for number, line in enumerate(lines):
        if len(line) >= _LONG and (at := text.find(line, cursor, cursor + _WINDOW + len(line))) >= 0:
            found[number], cursor = at, at + len(line)
    anchors = sorted(found)
    for number, line in enumerate(lines):
        if number in found or len(line) >= _LONG:
            continue
        right = bisect_right(anchors, number)
        left = found[anchors[right - 1]] + len(lines[anchors[right - 1]]) if right else 0
        limit = found[anchors[right]] if right < len(anchors) else len(text)
        if (at := text.find(line, left, min(limit, left + _WINDOW))) >= 0:
            found[number] = at
            anchors.insert(right, number)
    return sorted((start, number) for number, start in found.items())


def _paragraphs(body: Any) -> Iterator[Any]:
    """Every paragraph in the order of the file, in tables too; text boxes stand apart and are left alone."""
    for element in body.iter(_PARAGRAPH):
        if not any(above.tag in _ASIDE for above in element.iterancestors()):
            yield element


def _runs(paragraph: Any) -> Iterator[Any]:
    """The runs whose text shows: in links and insertions too, not in deletions or text boxes."""
    for run in paragraph.iter(_RUN):
        for above in run.iterancestors():
            if above is paragraph:
                yield run
                break
            if above.tag in _GONE or above.tag == _PARAGRAPH:
                break


def _cut(run: Any, piece: Any, offset: int) -> None:
    """Cut a run before the sign at `offset` of `piece`; the second half gets the same format."""
    rest = copy.copy(run)
    for part in list(rest):
        rest.remove(part)
    look = run.find(_FORMAT)
    if look is not None:
        rest.append(copy.deepcopy(look))
    moved = list(run)[list(run).index(piece) :]
    if offset:
        tail = copy.deepcopy(piece)
        tail.text = piece.text[offset:]
        piece.text = piece.text[:offset]
        for part in (piece, tail):
            part.set(qn("xml:space"), "preserve")
        rest.append(tail)
        moved = moved[1:]
    for part in moved:
        rest.append(part)
    run.addnext(rest)


def _date(comment: Any, on: datetime | None) -> None:
    name = qn("w:date")
    if on is None:
        comment.attrib.pop(name, None)
    else:
        comment.set(name, on.strftime("%Y-%m-%dT%H:%M:%SZ"))
