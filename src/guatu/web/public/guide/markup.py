"""The guide's text as HTML: the few marks that it uses, of those that every reader of Markdown knows.

Heads, paragraphs, lists, tables, pictures, bold, code and links; `<a id="grid"></a>` on a line of its own names the
head that follows. Everything else is text, and is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

ANCHOR = re.compile(r'<a id="([a-z-]+)"></a>')
HEAD = re.compile(r"(#{1,3}) (.+)")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")
ITEM = re.compile(r"(-|\d+\.) +(.+)")
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]+)\)")
CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]+(?![^<]*>)")  # outside of tags
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file: its title, what is in it, the heads that have a name, and the pictures it shows."""

    title: str
    body: SafeString
    heads: tuple[tuple[str, str], ...]  # anchor, words
    pictures: tuple[str, ...]  # names of files


def chapter(text: str, *, link: Address, picture: Address) -> Chapter:
    """Reads one file. `link` and `picture` say where what the text names by file stands on the site."""
    title, *rest = text.strip().split("\n", 1)
    blocks = re.split(r"\n\s*\n", rest[0].strip()) if rest else []
    parts, heads, anchor = [], [], ""
    for block in blocks:
        for piece in _pieces(block):
            if named := ANCHOR.fullmatch(piece[0]):
                anchor = named[1]
                continue
            if head := HEAD.fullmatch(piece[0]):
                heads.append((anchor, head[2]))
            parts.append(_block(piece, anchor, link, picture))
            anchor = ""
    pictures = tuple(to.rsplit("/", 1)[-1] for _alt, to in PICTURE.findall(text))
    named_heads = tuple((a, words) for a, words in heads if a)
    return Chapter(title.lstrip("# "), mark_safe("\n".join(parts)), named_heads, pictures)


def _pieces(block: str) -> Iterator[list[str]]:
    """Lines of one kind stay together; a head, an anchor and a picture stand alone."""
    for kind, lines in groupby(block.splitlines(), _kind):
        if kind in ("alone", "head"):
            yield from ([line] for line in lines)
        else:
            yield list(lines)


def _kind(line: str) -> str:
    if ANCHOR.fullmatch(line) or PICTURE.fullmatch(line):
        return "alone"
    if HEAD.fullmatch(line):
        return "head"
    if line.startswith("|"):
        return "table"
    return f"list {item[1][-1]}" if (item := ITEM.fullmatch(line)) else "text"


def _block(lines: Sequence[str], anchor: str, link: Address, picture: Address) -> SafeString:
    first = lines[0]
    if head := HEAD.fullmatch(first):
        level, words = len(head[1]), inline(head[2], link)
        named = format_html(' id="{}"', anchor) if anchor else ""
        return format_html("<h{}{}>{}</h{}>", level, named, words, level)
    if shown := PICTURE.fullmatch(first):
        tag = '<p class="shown"><a href="{0}"><img src="{0}" alt="{1}" loading="lazy"></a></p>'
        return format_html(tag, picture(shown[2]), shown[1])  # on a telephone it opens in its own size
    if first.startswith("|") and len(lines) > 1:
        return _table(lines, link)
    if ITEM.fullmatch(first):
        tag = "ul" if first.startswith("-") else "ol"
        items = [format_html("<li>{}</li>", inline(ITEM.fullmatch(line)[2], link)) for line in lines]  # type: ignore[index]
        return format_html("<{}>{}</{}>", tag, mark_safe("".join(items)), tag)
    return format_html("<p>{}</p>", inline("".join(lines), link))


def _table(lines: Sequence[str], link: Address) -> SafeString:
    head, _rule, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    top = "".join(format_html('<th scope="col">{}</th>', inline(cell, link)) for cell in head)
    body = "".join(
        "<tr>" + "".join(format_html('<td class="all">{}</td>', inline(cell, link)) for cell in row) + "</tr>"
        for row in rows
    )
    return mark_safe(f'<table class="stack"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>')


def inline(text: str, link: Address) -> SafeString:
    parts, at = [], 0
    for mark in INLINE.finditer(text):
        parts.append(escape(text[at : mark.start()]))
        at = mark.end()
        if mark["bold"]:
            parts.append(format_html("<b>{}</b>", mark["bold"]))
        elif mark["code"]:
            parts.append(format_html("<code>{}</code>", mark["code"]))
        else:
            parts.append(format_html('<a href="{}">{}</a>', link(mark["to"]), mark["words"]))
    return mark_safe("".join([*parts, escape(text[at:])]))


def chinese_marked(body: SafeString) -> SafeString:
    """An English text whose Chinese words are marked as such.

    >>> str(chinese_marked(SafeString('<p title="总览">“总览” leads back.</p>')))
    '<p title="总览">“<span lang="zh-Hans">总览</span>” leads back.</p>'
    """
    return SafeString(CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', body))
