"""What the pages of a load show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from guatu.core.errors import AskedError
from guatu.web.base.addresses import address
from guatu.web.base.errors import WayOut, way_of
from guatu.web.loads.kinds import KINDS, STEP, LoadKind
from guatu.web.loads.models import Load, LoadState
from guatu.web.loads.previews import Preview
from guatu.web.loads.selectors import did_of, preview_of
from guatu.web.loads.services import Did
from guatu.web.people.models import User

LISTED = 100
BUSY = (LoadState.LOOKING, LoadState.QUEUED, LoadState.RUNNING)


class NoFile(AskedError):
    code = "A603"
    reason = "没有选文件。"
    remedy = "请选一个文件，或把它拖到框里。"


@dataclass(frozen=True, slots=True)
class LoadRow:
    load: Load
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


def rows(loads: Iterable[Load]) -> list[LoadRow]:
    return [LoadRow(load, KINDS[load.kind], str(LoadState(load.state).label)) for load in loads]


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
