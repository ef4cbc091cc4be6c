"""Which tables go out and come back: how each reads its rows, what a row means, and which service takes it.

A new table is one class and one line of `TABLES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from guatu.core.errors import Place
from guatu.core.plan.duties import Duty
from guatu.core.plan.owners import Assigned, KnownUnits
from guatu.core.round_trip import Cells, RoundColumn, RoundTable
from guatu.core.series.model import Source
from guatu.store.ledger_xlsx import LEDGER, texts_of
from guatu.web.base.errors import NotInStore
from guatu.web.figures.selectors import count_by_source, sources
from guatu.web.figures.services import load_sources
from guatu.web.office.catalogue.lists import sources_asked, units_asked
from guatu.web.office.excel.cells import DAY, NUMBER, WORDS, CellEmpty, NotAWhole, day_in, unit_code, with_units, words
from guatu.web.office.excel.figures import FiguresTable
from guatu.web.office.excel.indicators import IndicatorsTable
from guatu.web.office.excel.names import NamesTable
from guatu.web.office.excel.tasks import TasksTable
from guatu.web.people import selectors as people
from guatu.web.people.models import Unit, User
from guatu.web.people.services import UnitUnknown, load_units
from guatu.web.plans.ledger.owners import duties
from guatu.web.plans.owners.services import assign, check, load_duties
from guatu.web.public import ledger_sheet
from guatu.web.standing.reading import Reading


@dataclass
class OwnersTable:
    """清单: who leads and supports each line, and its liaison."""

    reading: Reading
    table = LEDGER
    right = "ledger.assign_owner"

    def __post_init__(self) -> None:
        line = self.reading.line
        assert line is not None
        self.line = line
        self.of, self.title = line.code, self.reading.standing.plan.title
        self.units: KnownUnits = people.known_units()

    def spelled(self, cells: Cells) -> Cells:
        return with_units(cells, self.units, self.reading.today)

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        return self.rows()  # the filtered list goes out on the plan's own pages

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        return [texts_of(row) for row in ledger_sheet.rows(self.reading)]

    def meant(self, cells: Cells) -> Assigned:
        day = self.reading.today
        lead, *supporting = (unit_code(word, self.units, day) for word in (cells["lead"], *words(cells["supporting"])))
        who = Assigned(lead, tuple(supporting), cells["person"])
        check(cells["code"], who, units=self.units, on=day)
        return who

    def take(self, values: Mapping[str, Assigned], *, name: str, by: User | None) -> int:
        return len(assign(self.line, values, on=self.reading.today, name=name, by=by))


@dataclass
class UnitsTable:
    reading: Reading
    of = title = ""
    right = "people.load_units"
    table = RoundTable(
        "units",
        "单位",
        "code",
        (
            RoundColumn("code", "代码", 10),
            RoundColumn("name", "名称", 30, editable=True),
            RoundColumn("short_name", "简称", 16, editable=True),
            RoundColumn("aliases", "别名", 36, WORDS, editable=True),
            RoundColumn("parent", "上级", 10, editable=True),
            RoundColumn("kind", "类别", 16, editable=True),
            RoundColumn("since", "设立", 12, DAY, editable=True),
            RoundColumn("until", "撤销", 12, DAY, editable=True),
            RoundColumn("successor", "承接单位", 10, editable=True),
        ),
        adds=True,
    )

    def spelled(self, cells: Cells) -> Cells:
        return cells

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        return self._rows(units_asked(people.units(), asked, on=self.reading.today))

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        return self._rows(people.units())

    def _rows(self, units: Iterable[Unit]) -> list[dict[str, str]]:
        return [
            {
                "code": u.code, "name": u.name, "short_name": u.short_name, "aliases": "、".join(u.aliases),
                "parent": u.parent_id or "", "kind": u.kind, "since": u.since.isoformat() if u.since else "",
                "until": u.until.isoformat() if u.until else "", "successor": u.successor_id or "",
            }
            for u in units
        ]  # fmt: skip

    def meant(self, cells: Cells) -> Unit:
        if not cells["name"]:
            raise CellEmpty(Place(cells["code"]), head="名称")
        known = {unit.pk for unit in people.units()} | {cells["code"]}
        for name in ("parent", "successor"):
            if cells[name] and cells[name] not in known:
                raise UnitUnknown(Place(cells["code"]), name=cells["name"], parent=cells[name][:40])
        return Unit(
            code=cells["code"][:40], name=cells["name"][:120], short_name=cells["short_name"][:60],
            aliases=words(cells["aliases"]), parent_id=cells["parent"] or None, kind=cells["kind"][:40],
            since=day_in(cells, "since", "设立"), until=day_in(cells, "until", "撤销"),
            successor_id=cells["successor"] or None,
        )  # fmt: skip

    def take(self, values: Mapping[str, Unit], *, name: str, by: User | None) -> int:
        return load_units(values.values(), name=name, by=by)


@dataclass
class SourcesTable:
    reading: Reading
    of = title = ""
    right = "indicators.load_catalogue"
    table = RoundTable(
        "sources",
        "来源",
        "code",
        (
            RoundColumn("code", "代码", 16),
            RoundColumn("title", "标题", 46, editable=True),
            RoundColumn("publisher", "发布机构", 24, editable=True),
            RoundColumn("published", "公布日期", 12, DAY, editable=True),
            RoundColumn("url", "网址", 36, editable=True),
            RoundColumn("rank", "级别", 8, NUMBER, editable=True),
            RoundColumn("note", "备注", 36, editable=True),
        ),
        adds=True,
    )

    def spelled(self, cells: Cells) -> Cells:
        return cells

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        return self._rows(sources_asked(sources(self.reading.today), asked, counts=count_by_source()))

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        return self._rows(sources(self.reading.today))

    def _rows(self, found: Iterable[Source]) -> list[dict[str, str]]:
        return [
            {
                "code": s.code, "title": s.title, "publisher": s.publisher,
                "published": s.published.isoformat() if s.published else "", "url": s.url, "rank": str(s.rank),
                "note": s.note,
            }
            for s in found
        ]  # fmt: skip

    def meant(self, cells: Cells) -> Source:
        if not cells["title"]:
            raise CellEmpty(Place(cells["code"]), head="标题")
        if not (cells["rank"].isascii() and cells["rank"].isdigit() and len(cells["rank"]) < 4):
            raise NotAWhole(Place(cells["code"]), text=cells["rank"][:20])
        return Source(
            cells["code"], cells["title"], cells["publisher"], day_in(cells, "published", "公布日期"), cells["url"],
            int(cells["rank"]), cells["note"],
        )  # fmt: skip

    def take(self, values: Mapping[str, Source], *, name: str, by: User | None) -> int:
        return load_sources(values.values(), on=self.reading.today, name=name, by=by)


@dataclass
class DutiesTable:
    """领域和单位的对应: what is suggested where lead units are assigned."""

    reading: Reading
    of = title = ""
    right = "ledger.load_duties"
    table = RoundTable(
        "duties",
        "领域和单位",
        "key",
        (
            RoundColumn("key", "领域/词", 36),
            RoundColumn("lead", "牵头单位", 24, editable=True),
            RoundColumn("supporting", "配合单位", 36, WORDS, editable=True),
            RoundColumn("basis", "依据", 46, editable=True),
        ),
        adds=True,
    )

    def __post_init__(self) -> None:
        self.units = people.known_units()

    def spelled(self, cells: Cells) -> Cells:
        return with_units(cells, self.units, self.reading.today)

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        return self.rows()

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        def called(code: str) -> str:
            return self.units.by_code[code].called if code in self.units.by_code else code

        return [
            {"key": d.key, "lead": called(d.lead), "supporting": "、".join(map(called, d.supporting)), "basis": d.basis}
            for d in duties(self.reading.today)
            if d.lead
        ]

    def meant(self, cells: Cells) -> Duty:
        sector, _, word = cells["key"].partition("/")
        if not (sector or word):
            raise CellEmpty(Place(cells["key"]), head="领域/词")
        day = self.reading.today
        lead, *supporting = (unit_code(word, self.units, day) for word in (cells["lead"], *words(cells["supporting"])))
        return Duty(sector.strip(), word.strip(), lead, tuple(supporting), cells["basis"])

    def take(self, values: Mapping[str, Duty], *, name: str, by: User | None) -> int:
        return load_duties(values.values(), on=self.reading.today, name=name, by=by)


TABLES: dict[str, Any] = {
    "owners": OwnersTable, "units": UnitsTable, "sources": SourcesTable, "duties": DutiesTable,
    "indicators": IndicatorsTable, "figures": FiguresTable, "tasks": TasksTable,
    "names": NamesTable,
}  # fmt: skip
OF_A_PLAN = frozenset({"owners", "tasks", "names"})


def table_of(kind: str, reading: Reading, *, of_a_plan: bool) -> Any:
    """Raises NotInStore."""
    if kind not in TABLES or (kind in OF_A_PLAN) is not of_a_plan:
        raise NotInStore(kind="表", name=kind[:20])
    return TABLES[kind](reading)


def by_key(table: RoundTable, rows: Iterable[Cells]) -> dict[str, Cells]:
    return {row[table.key]: row for row in rows}
