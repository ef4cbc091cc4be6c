"""Everything Guatu raises on purpose: where, why, what next.

GuatuError                      G000
├── PlanTextError               P1xx   a plan's text cannot be read
├── FileError                   F2xx   a file cannot be read as what it should be
├── FiguresError                D3xx   a row of figures, units, regions or a calendar is refused
├── StoreError                  S4xx   the store refuses or is damaged
├── NotComputed                 J7xx   one target cannot be judged; the others are
├── AskedError                  A5xx   a question that cannot be answered as asked (a day that is no date)
└── SetupError                  U6xx   the machine or the installation lacks something

`code` is stable and searchable; the wording may improve. `reason` and `remedy` are Chinese templates: the core
raises, the edge says it in the reader's language by translating the templates before they are filled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from guatu.core.text.said import Listed, Said, listed


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the material the trouble stands. Only what is known is set.

    `line`, `row` and `column` count from 1, as a person does; `offset` counts code points from 0.
    """

    source: str = ""  # a file's name or a document's title, never a full path
    line: int | None = None
    row: int | None = None
    column: str = ""  # the name of a table's column
    offset: int | None = None

    def __str__(self) -> str:
        return str(self.says)

    @property
    def says(self) -> Listed:
        parts: list[object] = [self.source]
        if self.row is not None:
            parts.append(Said("第{row}行", row=self.row))
        elif self.line is not None:
            parts.append(Said("第{row}行", row=self.line))
        if self.column:
            parts.append(Said("“{column}”列", column=self.column))
        if self.offset is not None and self.line is None and self.row is None:
            parts.append(Said("第{number}字", number=self.offset + 1))
        return listed(parts, "，")


class GuatuError(Exception):
    """An error that a person can act on.

    Subclasses set `code`, `reason` and `remedy`; the keyword arguments fill the templates. What is typed at a
    terminal never stands in `remedy`, which pages print to visitors: it goes into `command`, which only the command
    line prints, instead of the remedy.

    >>> class TooLong(GuatuError):
    ...     code, reason, remedy = "X999", "共{count}字，超过上限。", "请删到{limit}字以内。"
    >>> str(TooLong(Place("方案.txt"), count=12, limit=10))
    '[X999] 方案.txt：共12字，超过上限。请删到10字以内。'
    """

    code: ClassVar[str] = "G000"
    reason: ClassVar[str] = "出现了没有预料到的问题。"
    remedy: ClassVar[str] = ""
    command: ClassVar[str] = ""  # the remedy of the one who sits at the terminal, where it is another

    def __init__(self, place: Place | None = None, **facts: object) -> None:
        self.place = place or Place()
        self.facts = facts
        super().__init__(self.said())

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The whole message at the terminal; `translate` turns each Chinese template into the reader's language."""
        where = f"{self.place}：" if str(self.place) else ""
        words = "".join(translate(t).format(**self.facts) for t in (self.reason, self.command or self.remedy) if t)
        return f"[{self.code}] {where}{words}"


class PlanTextError(GuatuError):
    code, reason = "P100", "这段文字不能作为方案来读。"


class FileError(GuatuError):
    code, reason = "F200", "这个文件不能读。"


class FiguresError(GuatuError):
    code, reason = "D300", "这一行数据不能收。"


class StoreError(GuatuError):
    code, reason = "S400", "库里的数据有问题。"


class AskedError(GuatuError):
    code, reason = "A500", "这个问题没法回答。"


class SetupError(GuatuError):
    code, reason = "U600", "这台机器还缺少运行所需的东西。"
