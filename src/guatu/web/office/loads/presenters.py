"""What the pages of a load show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from guatu.core.errors import AskedError
from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.store.sheet_writing import SheetCell
from guatu.web.base.addresses import address
from guatu.web.base.asof import SHANGHAI
from guatu.web.base.errors import WayOut, way_of
from guatu.web.loads.kinds import KINDS, STEP, LoadKind
from guatu.web.loads.models import Load, LoadState
from guatu.web.loads.previews import Preview
from guatu.web.loads.selectors import LoadHead, did_of, preview_of
from guatu.web.loads.services import Did
from guatu.web.people.models import User

BUSY = (LoadState.LOOKING, LoadState.QUEUED, LoadState.RUNNING)


class NoFile(AskedError):
    code = "A603"
    reason = "没有选文件。"
    remedy = "请选一个文件，或把它拖到框里。"


@dataclass(frozen=True, slots=True)
class LoadRow:
    load: LoadHead
    kind: LoadKind
    state: str


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """One target whose light or figure is another now."""

    href: str
    label: str
    before: str
    after: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LoadPage:
    load: Load
    kind: LoadKind
    state: str
    busy: bool
    preview: Preview
    did: Did
    lights: list[TurnedLine]
    figures: list[TurnedLine]  # the light is the same, the figure is another
    again: bool  # it was typed: another may follow
    ways: list[WayOut]  # pages on which what keeps the file out can be mended

    @property
    def read_all(self) -> bool:
        """Whether what remains is writing it down."""
        return self.load.state == LoadState.RUNNING and 0 < self.load.lines <= self.load.read + STEP

    @property
    def first(self) -> list[list[tuple[str, str]]]:
        """Some of the new, each cell with its head."""
        return [list(zip(self.preview.heads, row, strict=True)) for row in self.preview.first]

    @property
    def waits(self) -> bool:
        return self.load.state == LoadState.WAITING

    @property
    def done(self) -> bool:
        return self.load.state == LoadState.DONE

    @property
    def may_confirm(self) -> bool:
        return self.waits and self.preview.stands and self.preview.does


def load_listing(heads: Sequence[LoadHead], asked: Query) -> Listing[LoadHead]:
    """What was sent, the newest first."""
    people = {name: name for name in sorted({head.by for head in heads})}
    facets: tuple[Facet[LoadHead], ...] = (
        Facet("state", gettext("状态"), lambda h: (h.state,), {s.value: str(s.label) for s in LoadState}),
        Facet("kind", gettext("种类"), lambda h: (h.kind,), {code: str(kind.says) for code, kind in KINDS.items()}),
        Facet("by", gettext("谁"), lambda h: (h.by,), people, names=True),
        Facet("year", gettext("年份"), lambda h: (str(h.sent_at.astimezone(SHANGHAI).year),),
              {str(y): str(y) for y in sorted({h.sent_at.astimezone(SHANGHAI).year for h in heads}, reverse=True)}),
    )  # fmt: skip
    orders: tuple[ListOrder[LoadHead], ...] = (
        ListOrder("name", gettext("文件"), lambda h: h.name, gettext("按文件名"), gettext("按文件名，倒着排")),
        ListOrder("by", gettext("谁"), lambda h: h.by, gettext("按送来的人"), gettext("按送来的人，倒着排")),
        ListOrder("sent", gettext("时间"), lambda h: -h.sent_at.timestamp(),
                  gettext("新送来的在前"), gettext("早送来的在前"), falling=True),
    )  # fmt: skip
    kind = ListKind(says=gettext("新送来的在前"), facets=facets, orders=orders, text=lambda h: f"{h.name} {h.by}")
    return list_rows(heads, kind, asked, word_label=gettext("词"))


def rows(heads: Iterable[LoadHead]) -> list[LoadRow]:
    return [LoadRow(head, KINDS[head.kind], str(LoadState(head.state).label)) for head in heads]


SHEET = (("文件", 40, "text"), ("种类", 14, "text"), ("状态", 10, "text"), ("谁", 14, "text"), ("时间", 12, "date"))


def cells(head: LoadHead) -> Sequence[SheetCell]:
    row = rows([head])[0]
    return (head.name, str(row.kind.says), row.state, head.by, head.sent_at.astimezone(SHANGHAI).date())


def page(load: Load, *, reader: User) -> LoadPage:
    did, preview = did_of(load), preview_of(load)
    codes = dict.fromkeys(t.code for t in preview.troubles)
    lines = [(_line(t), t["before"] != t["after"]) for t in did.turned]
    return LoadPage(
        load=load,
        kind=KINDS[load.kind],
        state=str(LoadState(load.state).label),
        busy=load.state in BUSY,
        preview=preview,
        did=did,
        lights=[line for line, by_light in lines if by_light],
        figures=[line for line, by_light in lines if not by_light],
        again=load.kind == "figures" and not load.size,
        ways=[way for code in codes if (way := way_of(code, reader))],
    )


def _line(t: dict[str, Any]) -> TurnedLine:
    href = address("pages:target", t["target"], plan=t["plan"])
    return TurnedLine(href, t["label"], t["before"], t["after"], t["was"], t["now"])
