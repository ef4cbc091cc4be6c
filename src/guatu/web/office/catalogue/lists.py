"""The lists of the catalogue, by what an address asks for: the page and the Excel file ask alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.core.series.model import Indicator, Region, Source
from guatu.store.sheet_writing import SheetCell
from guatu.store.source_kinds import source_kinds
from guatu.web.people.models import Unit


def _word() -> str:
    return gettext("词")


def _names(found: Iterable[str]) -> dict[str, str]:
    """Names that occur, the most frequent first, as choices."""
    counts = Counter(name for name in found if name)
    return {name: name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))}


# -- indicators -------------------------------------------------------------------------------------------------------


def indicator_listing(rows: Iterable[Indicator], asked: Query, *, waiting: Collection[str] = ()) -> Listing[Indicator]:
    """`waiting`: codes of those with a definition that nobody confirmed."""
    found = list(rows)
    natures = {"flow": gettext("流量"), "stock": gettext("存量"), "ratio": gettext("比率")}
    facets: tuple[Facet[Indicator], ...] = (
        Facet("nature", gettext("性质"), lambda i: (i.nature.value,), natures),
        Facet("unit", gettext("单位"), lambda i: (i.unit,), _names(i.unit for i in found), names=True),
        Facet("open", gettext("口径"), lambda i: ("1" if i.code in waiting or i.open_question else "0",),
              {"1": gettext("待确认"), "0": gettext("没有待定的")}),
    )  # fmt: skip
    orders: tuple[ListOrder[Indicator], ...] = (
        ListOrder("name", gettext("指标"), lambda i: i.name, gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("unit", gettext("单位"), lambda i: i.unit or None, gettext("按单位"), gettext("按单位，倒着排")),
        ListOrder("code", gettext("代码"), lambda i: i.code, gettext("按代码"), gettext("按代码，倒着排")),
    )
    kind = ListKind(says=gettext("按目录的次序"), facets=facets, orders=orders,
                    text=lambda i: " ".join((i.code, i.name, *i.aliases)))  # fmt: skip
    return list_rows(found, kind, asked, word_label=_word())


def indicators_asked(rows: Iterable[Indicator], asked: Query) -> list[Indicator]:
    return list(indicator_listing(rows, asked).found)


INDICATOR_SHEET = (("指标", 30, "text"), ("单位", 10, "text"), ("别名", 30, "text"), ("代码", 18, "text"))


def indicator_cells(i: Indicator) -> Sequence[SheetCell]:
    return (i.name, i.unit, "、".join(i.aliases), i.code)


# -- sources ----------------------------------------------------------------------------------------------------------


def kind_words() -> dict[int, str]:
    """What a rank of sources means, in words."""
    found: dict[int, str] = {}
    for kind in source_kinds():
        found.setdefault(kind.rank, kind.word)
    return found


def source_listing(rows: Iterable[Source], asked: Query, *, counts: Mapping[str, int]) -> Listing[Source]:
    """The most authoritative first. `counts`: figures by source."""
    found = sorted(rows, key=lambda s: (s.rank, s.published is None, s.code))
    words = kind_words()
    ranks = {str(n): f"{n} {words.get(n, '')}".strip() for n in sorted({s.rank for s in found})}
    years = {str(y): str(y) for y in sorted({s.published.year for s in found if s.published}, reverse=True)}
    facets: tuple[Facet[Source], ...] = (
        Facet("rank", gettext("级别"), lambda s: (str(s.rank),), ranks, names=True),
        Facet("publisher", gettext("发布单位"), lambda s: (s.publisher,),
              _names(s.publisher for s in found), names=True),
        Facet("year", gettext("公布年"), lambda s: (str(s.published.year) if s.published else "none",),
              {**years, "none": gettext("无日期")}),
        Facet("used", gettext("取数"), lambda s: ("1" if counts.get(s.code) else "0",),
              {"1": gettext("取过数的"), "0": gettext("没有取过数的")}),
    )  # fmt: skip
    orders: tuple[ListOrder[Source], ...] = (
        ListOrder("title", gettext("文件"), lambda s: s.title, gettext("按标题"), gettext("按标题，倒着排")),
        ListOrder("publisher", gettext("发布单位"), lambda s: s.publisher or None, gettext("按发布单位"),
                  gettext("按发布单位，倒着排")),
        ListOrder("published", gettext("公布日"), lambda s: -s.published.toordinal() if s.published else None,
                  gettext("新公布的在前"), gettext("早公布的在前"), falling=True),
        ListOrder("rank", gettext("级别"), lambda s: s.rank, gettext("最可靠的在前"), gettext("最不可靠的在前")),
        ListOrder("figures", gettext("取数"), lambda s: -counts.get(s.code, 0), gettext("取数多的在前"),
                  gettext("取数少的在前"), falling=True),
    )  # fmt: skip
    kind = ListKind(says=gettext("最可靠的在前"), facets=facets, orders=orders,
                    text=lambda s: f"{s.code} {s.title} {s.publisher}")  # fmt: skip
    return list_rows(found, kind, asked, word_label=_word())


def sources_asked(rows: Iterable[Source], asked: Query, *, counts: Mapping[str, int]) -> list[Source]:
    return list(source_listing(rows, asked, counts=counts).found)


SOURCE_SHEET = (("文件", 50, "text"), ("发布单位", 24, "text"), ("公布日", 12, "date"), ("级别", 8, "integer"),
                ("代码", 18, "text"))  # fmt: skip


def source_cells(s: Source) -> Sequence[SheetCell]:
    return (s.title, s.publisher, s.published, s.rank, s.code)


# -- units and regions ------------------------------------------------------------------------------------------------


def unit_listing(rows: Iterable[Unit], asked: Query, *, on: date) -> Listing[Unit]:
    """Units by their code; `on`: the day on which one stands or is abolished."""
    found = list(rows)
    parents = {u.parent.pk: u.parent.name for u in found if u.parent is not None}
    facets: tuple[Facet[Unit], ...] = (
        Facet("gone", gettext("设立和撤销"), lambda u: ("1" if u.until is not None and u.until <= on else "0",),
              {"0": gettext("现有的"), "1": gettext("已撤销")}),
        Facet("kind", gettext("类别"), lambda u: (u.kind,), _names(u.kind for u in found), names=True),
        Facet("parent", gettext("上级"), lambda u: (u.parent_id or "",), parents, names=True),
    )  # fmt: skip
    orders: tuple[ListOrder[Unit], ...] = (
        ListOrder("name", gettext("名称"), lambda u: u.name, gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("code", gettext("代码"), lambda u: u.pk, gettext("按代码"), gettext("按代码，倒着排")),
        ListOrder("since", gettext("设立"), lambda u: -u.since.toordinal() if u.since else None,
                  gettext("新设立的在前"), gettext("早设立的在前"), falling=True),
        ListOrder("until", gettext("撤销"), lambda u: -u.until.toordinal() if u.until else None,
                  gettext("新撤销的在前"), gettext("早撤销的在前"), falling=True),
    )  # fmt: skip
    kind = ListKind(says=gettext("按代码"), facets=facets, orders=orders, text=unit_words)
    return list_rows(found, kind, asked, word_label=_word())


def unit_words(u: Unit) -> str:
    return " ".join((u.pk, u.name, u.short_name, *u.aliases))


def units_asked(rows: Iterable[Unit], asked: Query, *, on: date) -> list[Unit]:
    return list(unit_listing(rows, asked, on=on).found)


UNIT_SHEET = (("名称", 30, "text"), ("简称", 16, "text"), ("代码", 16, "text"), ("上级", 24, "text"),
              ("设立", 12, "date"), ("撤销", 12, "date"))  # fmt: skip


def unit_cells(u: Unit) -> Sequence[SheetCell]:
    return (u.name, u.short_name, u.pk, u.parent.name if u.parent else "", u.since, u.until)


def region_listing(known: Mapping[str, Region], asked: Query) -> Listing[Region]:
    found = list(known.values())
    parents = _names(known[r.parent].name for r in found if r.parent in known)
    facets: tuple[Facet[Region], ...] = (
        Facet("level", gettext("级别"), lambda r: (r.level,), _names(r.level for r in found), names=True),
        Facet("parent", gettext("上级"), lambda r: (known[r.parent].name,) if r.parent in known else (), parents,
              names=True),
    )  # fmt: skip
    orders: tuple[ListOrder[Region], ...] = (
        ListOrder("name", gettext("名称"), lambda r: r.name, gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("code", gettext("代码"), lambda r: r.code, gettext("按代码"), gettext("按代码，倒着排")),
        ListOrder("level", gettext("级别"), lambda r: r.level or None, gettext("按级别"), gettext("按级别，倒着排")),
    )
    kind = ListKind(says=gettext("按目录的次序"), facets=facets, orders=orders,
                    text=lambda r: " ".join((r.code, r.name, *r.aliases)))  # fmt: skip
    return list_rows(found, kind, asked, word_label=_word())


REGION_SHEET = (("名称", 24, "text"), ("代码", 12, "text"), ("级别", 10, "text"), ("别称", 30, "text"))


def region_cells(r: Region) -> Sequence[SheetCell]:
    return (r.name, r.code, r.level, "、".join(r.aliases))
