"""The units with what they answer for, as a list: abolished ones that still lead something first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.store.sheet_writing import SheetCell
from guatu.web.office.owners.presenters import UnitRow


def unit_duties_listing(rows: Iterable[UnitRow], asked: Query) -> Listing[UnitRow]:
    found = sorted(rows, key=lambda r: (not r.left, r.unit.pk))
    kinds = {kind: kind for kind, _ in Counter(r.unit.kind for r in found if r.unit.kind).most_common()}
    facets: tuple[Facet[UnitRow], ...] = (
        Facet("gone", gettext("设立和撤销"), lambda r: ("1" if r.gone else "0",),
              {"0": gettext("现有的"), "1": gettext("已撤销")}),
        Facet("leads", gettext("牵头"), lambda r: ("1" if r.leads else "0",),
              {"1": gettext("牵头条目的"), "0": gettext("不牵头的")}),
        Facet("kind", gettext("类别"), lambda r: (r.unit.kind,), kinds, names=True),
    )  # fmt: skip
    orders: tuple[ListOrder[UnitRow], ...] = (
        ListOrder("name", gettext("名称"), lambda r: r.unit.name, gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("code", gettext("代码"), lambda r: r.unit.pk, gettext("按代码"), gettext("按代码，倒着排")),
        ListOrder("leads", gettext("牵头"), lambda r: -r.leads, gettext("牵头多的在前"), gettext("牵头少的在前"),
                  falling=True),
        ListOrder("supports", gettext("配合"), lambda r: -r.supports, gettext("配合多的在前"), gettext("配合少的在前"),
                  falling=True),
    )  # fmt: skip
    says = gettext("撤销了还牵头的在前，再按代码")
    kind = ListKind(says=says, facets=facets, orders=orders, text=_text)
    return list_rows(found, kind, asked, word_label=gettext("词"))


def _text(row: UnitRow) -> str:
    return " ".join((row.unit.pk, row.unit.name, row.unit.short_name, *row.unit.aliases))


SHEET = (("名称", 30, "text"), ("代码", 16, "text"), ("简称", 16, "text"), ("类别", 12, "text"), ("设立", 12, "date"),
         ("撤销", 12, "date"), ("牵头", 8, "integer"), ("配合", 8, "integer"))  # fmt: skip


def cells(row: UnitRow) -> Sequence[SheetCell]:
    unit = row.unit
    return (unit.name, unit.pk, unit.short_name, unit.kind, unit.since, unit.until, row.leads, row.supports)
