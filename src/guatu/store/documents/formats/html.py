"""Web pages: the article without the page around it.

The article is found by weight: from the body down, as long as one block holds three quarters of the words, where
words in links do not count. Scripts, navigation, forms, hidden and struck-through parts are dropped first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guatu.core.errors import FileError
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged, MarkupForbidden
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import Document, Format, FurnitureKind, Style
from guatu.store.documents.raised import raised
from guatu.store.files import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_GB = {"gb2312", "gbk", "gb18030", "x-gbk"}
_DROPPED = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "form", "button", "select", "input",
    "textarea", "nav", "aside", "audio", "video", "canvas", "map", "dialog",
)  # fmt: skip
_FRAMES = ("header", "footer")
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol",
     "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_CONTAINERS = frozenset(("body", "div", "section", "article", "main", "td", "center", "form", "ul", "tbody", "table",
                         "tr", "font", "span"))  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK = " \t\u3000\u00a0\u2002\u2003\ufeff\u200b"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_STRIKES = re.compile(r"text-decoration(?:-line)?\s*:[^;}]*line-through", re.I)
_STYLE_RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,2000})\}")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.I)
_SHARE = 0.75
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_CLOSED_BY_OTHERS = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "hr", "img", "input", "meta",
                               "link", "col", "area", "base", "embed", "source", "wbr", "tbody"))  # fmt: skip
_OPEN = 4_000  # elements that a page leaves open at once; untidy pages reach a few hundred
_DEEPEST = 512
_METAS = {"articletitle": "标题", "pubdate": "发文日期", "contentsource": "来源"}
_FACTS = re.compile(
    r"^\s*(发文字号|文号|成文日期|发文日期|发布日期|发文机关|发布机构|发文机构|标题|名称)\s*[:：]\s*(\S.{0,80}?)\s*$"
)


def read_html(data: bytes, limits: Limits) -> Document:
    """
    Raises:
        DocumentDamaged, MarkupForbidden (nested more than 512 deep), TextTooLong, NoText.
    """
    text = _text(data)
    _refuse_towers(text)
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        raise DocumentDamaged(why="没有正文")
    if _depth(body) > _DEEPEST:
        raise MarkupForbidden(why="嵌套过深")
    draft = DocumentDraft(Format.HTML, limits)
    _facts(tree, draft)
    _strike(tree, body, draft)
    _clean(body, draft)
    article = _article(body)
    _headline(tree, article, draft)
    for line in _blocks(article):
        line.write(draft)
    return draft.finish()


def _refuse_towers(text: str) -> None:
    """The parser's time grows with the square of the depth: 100,000 open elements take it twenty seconds."""
    depth = 0
    for match in _TAG.finditer(text):
        tag = match[2].lower()
        if tag not in _CLOSED_BY_OTHERS:
            depth = max(0, depth - 1) if match[1] else depth + 1
            if depth > _OPEN:
                raise MarkupForbidden(why="嵌套过深")


def _text(data: bytes) -> str:
    """By the byte order mark, the declared encoding or the look of the bytes."""
    match = _CHARSET.search(data[:4096])
    name = match[1].decode().lower() if match else ""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and name:
        try:
            return data.decode("gb18030" if name in _GB else name)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data)
    except FileError:
        return data.decode("utf-8", "replace")


def _facts(tree: LexborHTMLParser, draft: DocumentDraft) -> None:
    """What the page says of the document outside the article: meta elements, and lines such as 成文日期：2025-05-31."""
    for meta in tree.css("meta[name]")[:200]:
        name, value = (meta.attributes.get("name") or "").lower(), meta.attributes.get("content") or ""
        if name in _METAS and 0 < len(value) <= 120:
            draft.facts.setdefault(_METAS[name], value.strip())
    for node in tree.css("li, td, p, div, span")[:4000]:
        text = node.text(deep=True) if node.child is None or node.child.is_text_node else ""
        if 0 < len(text) < 120 and (match := _FACTS.match(_SPACE.sub(" ", text))):
            draft.facts.setdefault(match[1], match[2])


def _strike(tree: LexborHTMLParser, body: LexborNode, draft: DocumentDraft) -> None:
    """Take out what is struck through: by its element, its own style, or a simple rule of the page's style sheet."""
    selectors = ["s", "del", "strike"]
    for sheet in tree.css("style")[:50]:
        for names, rule in _STYLE_RULE.findall(sheet.text(deep=True)[:200_000]):
            if _STRIKES.search(rule):
                selectors += [name for part in names.split(",") if _SELECTOR.fullmatch(name := part.strip())]
    struck = [
        *body.css(",".join(selectors)),
        *(n for n in body.css("[style]") if _STRIKES.search(n.attributes.get("style") or "")),
    ]
    known = {node.mem_id for node in struck}
    outer = {node.mem_id: node for node in struck if not _stands_in(node, known)}  # a node may fit several selectors
    for node in outer.values():
        draft.struck.append(_squeeze(node.text(deep=True)))
        if node.tag in ("td", "th"):  # an empty cell keeps its place in the row
            for inner in list(node.iter(include_text=True)):
                inner.decompose()
        elif node.tag not in ("body", "html"):
            node.decompose()


def _stands_in(node: LexborNode, known: set[int]) -> bool:
    above = node.parent
    while above is not None and above.mem_id not in known:
        above = above.parent
    return above is not None


def _clean(body: LexborNode, draft: DocumentDraft) -> None:
    for node in body.css(",".join(_DROPPED)):
        node.decompose()
    for tag in _FRAMES:
        for node in body.css(tag):
            text = _squeeze(node.text(deep=True, separator=" "))
            if node.css_first("h1") is None and len(text) < 2000:
                draft.drop(FurnitureKind.HEADER if tag == "header" else FurnitureKind.FOOTER, text[:400])
                node.decompose()
    for node in body.css("[style], [hidden], [aria-hidden=true]"):
        if "hidden" in node.attributes or _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()


def _depth(body: LexborNode) -> int:
    deepest, depth, node = 0, 0, body.child
    while node is not None:
        depth += 1
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
        following = node.child
        while following is None and node is not None:
            following = node.next
            if following is not None:
                depth -= 1
                break
            node, depth = node.parent, depth - 1
            if node is None or node.mem_id == body.mem_id:
                return deepest
        node = following
    return deepest


def _article(body: LexborNode) -> LexborNode:
    """The deepest block that holds three quarters of the words."""
    current = body
    for _ in range(_DEEPEST):
        whole = _weight(current)
        if not whole:
            return current
        heavy = next(
            (c for c in current.iter() if c.tag in _CONTAINERS and _weight(c) >= _SHARE * whole),
            None,
        )
        if heavy is None or _is_data(heavy) or (current.tag in ("tr", "tbody", "table") and _is_data(current)):
            return current
        current = heavy
    return current


def _weight(node: LexborNode) -> int:
    """Words outside links."""
    words = len(_SPACE.sub("", node.text(deep=True)))
    return words - sum(len(_SPACE.sub("", a.text(deep=True))) for a in node.css("a"))


def _headline(tree: LexborHTMLParser, article: LexborNode, draft: DocumentDraft) -> None:
    """Titles outside the article, best first."""
    for node in tree.css("h1")[:3]:
        draft.titles.append(_squeeze(node.text(deep=True)))
    if (head := tree.css_first("title")) is not None:
        name = re.split(r"\s*[_|]\s*|\s+[-–—]\s*", _squeeze(head.text(deep=True)))[0]
        draft.titles.append(name)
    draft.titles[:] = [t for t in draft.titles if t]


class _ArticleLine:
    """One paragraph or one table of the article, on its way into the draft."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.tag = ""
        self.indent = False
        self.centred = False
        self.rows: list[list[DraftCell]] = []

    def write(self, draft: DocumentDraft) -> None:
        if self.rows:
            draft.add_table(self.rows)
            return
        raw = "".join(self.parts).lstrip(" \n")
        text = _squeeze(raw)
        if not text:
            return
        typed = len(raw) - len(raw.lstrip(_BLANK)) >= 2
        style = Style.TITLE if self.tag == "h1" else Style.HEADING if self.tag in _HEADS and len(text) <= 60 else None
        draft.add(text, style=style, indent=(self.indent or typed) and not self.centred)


_HEADS = ("h2", "h3", "h4", "h5", "h6")


def _squeeze(text: str) -> str:
    """White space as a browser shows it; a line break of the source between two Chinese characters is nothing."""
    text = re.sub(r"(?<=[^\x00-\u2000]) ?\n\s*(?=[^\x00-\u2000])", "", text.strip(_BLANK + "\n"))
    return _SPACE.sub(" ", text).strip(_BLANK)


def _blocks(article: LexborNode) -> Iterator[_ArticleLine]:
    """The paragraphs and tables below a node, in order, without recursion."""
    line = _ArticleLine()
    stack: list[tuple[LexborNode | None, str]] = [(article, "open")]
    while stack:
        node, step = stack.pop()
        if node is None:
            continue
        tag = node.tag or ""
        if step == "close":
            if line.parts:
                yield line
            line = _ArticleLine()
            continue
        if node.is_text_node:
            text = (node.text_content or "").replace("\r", "\n")
            above = node.parent
            line.parts.append(raised(text) if above is not None and above.tag == "sup" else text)
        elif tag == "br":
            if line.tag in ("h1", *_HEADS) or line.centred:
                line.parts.append("\n")
            else:
                kept = (line.tag, line.indent, line.centred)
                yield line
                line = _ArticleLine()
                line.tag, line.indent, line.centred = kept
        elif tag == "table" and _is_data(node):
            if line.parts:
                yield line
            table = _ArticleLine()
            table.rows = _rows(node)
            yield table
            line = _ArticleLine()
        elif node.is_element_node:
            if tag in _BLOCKS:
                if line.parts:
                    yield line
                line = _ArticleLine()
                style = node.attributes.get("style") or ""
                line.tag = tag
                line.indent = bool(re.search(r"text-indent\s*:\s*[1-9]", style))
                line.centred = "text-align:center" in style.replace(" ", "") or node.attributes.get("align") == "center"
                stack.append((node, "close"))
            stack.extend((child, "open") for child in reversed(list(node.iter(include_text=True))))
    if line.parts:
        yield line


def _is_data(node: LexborNode) -> bool:
    """Whether a table holds data, not the page: two columns, no table inside, no cell as long as an article."""
    if node.tag != "table":
        return False
    rows = node.css("tr")
    if len(node.css("table")) > 1 or len(rows) < 2:
        return False
    widths = [len(row) for row in _rows(node)]
    longest = max((len(c.text(deep=True)) for c in node.css("td, th")), default=0)
    return sum(w >= 2 for w in widths) * 2 >= len(widths) and longest < 1500


def _rows(table: LexborNode) -> list[list[DraftCell]]:
    """The rows of a table; a cell that spans rows stands again in each of them, marked and empty."""
    rows: list[list[DraftCell]] = []
    hanging: dict[int, tuple[int, int]] = {}  # column → (rows left, columns across)
    for row in table.css("tr"):
        cells: list[DraftCell] = []
        later: dict[int, tuple[int, int]] = {}
        column = 0
        for node in [c for c in row.iter() if c.tag in ("td", "th")]:
            column = _hang(cells, hanging, later, column)
            across, down = _count(node, "colspan"), _count(node, "rowspan")
            cells.append(DraftCell(_squeeze(node.text(deep=True)), across))
            if down > 1:
                later[column] = (down - 1, across)
            column += across
        _hang(cells, hanging, later, column)
        hanging = later
        rows.append(cells)
    return rows


def _hang(
    cells: list[DraftCell], hanging: dict[int, tuple[int, int]], later: dict[int, tuple[int, int]], column: int
) -> int:
    """Fill the columns that a cell from above still covers; the first column that is free."""
    while column in hanging:
        left, across = hanging.pop(column)
        cells.append(DraftCell("", across, above=True))
        if left > 1:
            later[column] = (left - 1, across)
        column += across
    return column


def _count(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or "1"
    return min(200, max(1, int(value))) if value.isdigit() else 1
