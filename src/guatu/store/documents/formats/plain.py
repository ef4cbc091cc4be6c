"""Plain text and Markdown. Plain text stays exactly as it came, so that its spans are those of the file; of Markdown
the marks go, and what is struck through.
"""

from __future__ import annotations

import re

from guatu.core.text.spans import Span
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import TextTooLong
from guatu.store.documents.headings import is_heading, level_of
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import Document, Format, Paragraph, Style

_BLANK = " \t\u3000\u00a0\ufeff"
_ATX = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"^\s{0,3}(?:[-*_]\s*){3,}$|^=+$")
_PARTING = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_BULLET = re.compile(r"^[-*+]\s+")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~|<(s|del|strike)>(.*?)</\2>", re.I | re.S)
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"<br\s*/?>", re.I), " "),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|-])"), r"\1"),
)


def read_plain(text: str, limits: Limits) -> Document:
    """One paragraph a line; blank lines part them.

    Raises:
        TextTooLong, NoText.
    """
    if len(text) > limits.text:
        raise TextTooLong(limit=limits.text)
    draft, at = DocumentDraft(Format.TEXT, limits), 0
    for line in text.split("\n"):
        inner = line.strip(_BLANK)
        if inner:
            start = at + len(line) - len(line.lstrip(_BLANK))
            style = Style.HEADING if is_heading(inner) else Style.BODY
            draft.paragraphs.append(Paragraph(Span(start, start + len(inner)), style, level_of(inner)))
        at += len(line) + 1
    return draft.finish(text=text)


def read_markdown(text: str, limits: Limits) -> Document:
    """Headings, lists and pipe tables lose their marks; lines of one paragraph are joined.

    Raises:
        TextTooLong, NoText.
    """
    draft = DocumentDraft(Format.MARKDOWN, limits)
    draft.struck += [found[1] or found[3] for found in _STRUCK.finditer(text)]
    text = _STRUCK.sub("", text)
    joined: list[str] = []
    table: list[list[DraftCell]] = []

    def flush() -> None:
        if joined:
            draft.add(_inline("".join(joined)))
            joined.clear()
        if table:
            draft.add_table(table)
            table.clear()

    lines = text.split("\n")
    for index, line in enumerate(lines):
        bare = line.strip(_BLANK)
        if "|" in bare and (bare.startswith("|") or table or _PARTING.match(_after(lines, index))):
            if joined:
                flush()
            if not _PARTING.match(bare):
                table.append([DraftCell(_inline(c.strip())) for c in re.split(r"(?<!\\)\|", bare.strip("|"))])
            continue
        if not bare or _RULE.match(bare):
            flush()
        elif heading := _ATX.match(bare):
            flush()
            depth = len(heading[1])
            inner = _inline(heading[2])
            style = Style.TITLE if depth == 1 and not level_of(inner) and not draft.paragraphs else Style.HEADING
            draft.add(inner, style=style, level=level_of(inner) or max(0, depth - 1))
        else:
            if line.startswith(("　", "    ")) or _BULLET.match(bare) or level_of(bare) or table:
                flush()
            joined.append(_BULLET.sub("", bare))
            if line.endswith("  "):
                flush()
    flush()
    return draft.finish()


def _after(lines: list[str], index: int) -> str:
    return lines[index + 1].strip() if index + 1 < len(lines) else ""


def _inline(text: str) -> str:
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return text.strip(_BLANK)
