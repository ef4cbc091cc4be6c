"""What Word's styles say of a paragraph: outline level, list, indent, alignment, through all they are based on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from guatu.store.documents.zip_archive import attribute, child, local

_NAMES = {"title": 0, "标题": 0, "subtitle": -1, "副标题": -1}
_DEEPEST = 20  # styles based on styles based on …


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Formatting of a paragraph; None where nothing is said."""

    outline: int | None = None  # 0 for a first-level heading
    list_id: str | None = None
    list_level: int | None = None
    first_line: float | None = None  # in characters
    left: float | None = None
    centred: bool | None = None
    right: bool | None = None
    title: bool = False
    contents: bool = False


@dataclass(slots=True)
class Styles:
    """The paragraph styles of one document."""

    own: dict[str, ParagraphLook] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    default: str = ""
    hidden: set[str] = field(default_factory=set)  # character styles whose text is hidden
    struck: dict[str, bool] = field(default_factory=dict)  # styles of characters and paragraphs that strike, or do not

    def strikes(self, name: str) -> bool | None:
        """Whether a style, or one that it is based on, strikes its text through; None where none says."""
        for _ in range(_DEEPEST):
            if name in self.struck or name not in self.based:
                break
            name = self.based[name]
        return self.struck.get(name)

    def look(self, properties: etree._Element | None) -> ParagraphLook:
        """The formatting of a paragraph with these properties (w:pPr)."""
        name = attribute(child(properties, "pStyle"), "val") or self.default
        chain = [read_look(properties)]
        for _ in range(_DEEPEST):
            if name not in self.own:
                break
            chain.append(self.own[name])
            name = self.based.get(name, "")
        return ParagraphLook(
            **{key: _first(chain, key) for key in ("outline", "list_id", "first_line", "left", "centred", "right")},
            list_level=_first(chain, "list_level"),
            title=any(look.title for look in chain),
            contents=any(look.contents for look in chain),
        )


def _first(chain: list[ParagraphLook], key: str) -> Any:
    return next((value for look in chain if (value := getattr(look, key)) is not None), None)


def read_styles(root: etree._Element | None) -> Styles:
    styles = Styles()
    for element in root if root is not None else ():
        if local(element) != "style":
            continue
        key = attribute(element, "styleId") or ""
        if (strikes := strikes_through(child(element, "rPr"))) is not None:
            styles.struck[key] = strikes
        if attribute(element, "type") == "character":
            if is_on(child(element, "rPr", "vanish")):
                styles.hidden.add(key)
            styles.based[key] = attribute(child(element, "basedOn"), "val") or ""
            continue
        if attribute(element, "type") != "paragraph":
            continue
        name = (attribute(child(element, "name"), "val") or "").lower()
        look = read_look(child(element, "pPr"))
        outline = look.outline
        if outline is None and name.startswith(("heading ", "标题 ")) and name.split()[-1].isdigit():
            outline = int(name.split()[-1]) - 1
        styles.own[key] = ParagraphLook(
            outline, look.list_id, look.list_level, look.first_line, look.left, look.centred, look.right,
            title=_NAMES.get(name) == 0, contents=name.startswith(("toc ", "目录")),
        )  # fmt: skip
        styles.based[key] = attribute(child(element, "basedOn"), "val") or ""
        if attribute(element, "default") in ("1", "true"):
            styles.default = key
    return styles


def strikes_through(properties: etree._Element | None) -> bool | None:
    """Whether a run's properties strike its text, once or twice; None where they do not say."""
    marks = [found for name in ("strike", "dstrike") if (found := child(properties, name)) is not None]
    return any(map(is_on, marks)) if marks else None


def read_look(properties: etree._Element | None) -> ParagraphLook:
    if properties is None:
        return ParagraphLook()
    level = attribute(child(properties, "outlineLvl"), "val")
    outline = int(level) if level is not None and level.isdigit() else None
    align = attribute(child(properties, "jc"), "val")
    indent = child(properties, "ind")
    return ParagraphLook(
        outline=outline,
        list_id=attribute(child(properties, "numPr", "numId"), "val"),
        list_level=_int(attribute(child(properties, "numPr", "ilvl"), "val")),
        first_line=_characters(indent, "firstLineChars", "firstLine", "hangingChars", "hanging"),
        left=_characters(indent, "leftChars", "left") or _characters(indent, "startChars", "start"),
        centred=None if align is None else align == "center",
        right=None if align is None else align in ("right", "end"),
    )


def _characters(indent: etree._Element | None, share: str, twips: str, *negative: str) -> float | None:
    """An indent in characters of 三号 (16 points): from hundredths of a character or from twentieths of a point."""
    if indent is None:
        return None
    for key, unit in ((share, 100.0), (twips, 320.0)):
        value = _int(attribute(indent, key))
        if value:
            return value / unit
    if any(_int(attribute(indent, key)) for key in negative):
        return -1.0
    return 0.0 if attribute(indent, twips) is not None or attribute(indent, share) is not None else None


def _int(text: str | None) -> int | None:
    try:
        return int(float(text)) if text is not None else None
    except (ValueError, OverflowError):
        return None


def is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")
