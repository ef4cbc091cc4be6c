"""Figures on their way in: digested, and held against one another and against the store, before anything is locked.

They stand in a table of this session's own, which nobody else sees and no lock guards, so a file may be of any length.
Questions to the store are asked for the incoming statements only: one figure costs one figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from guatu.core.errors import FiguresError, Place
from guatu.core.series import model as core
from guatu.core.series.units import same_kind
from guatu.core.series.vintages import beyond_rounding
from guatu.store.figures import WRITTEN, DuplicateRow, FigureFile, FiguresRefused, PublishedTooEarly, Written
from guatu.web.base import bulk
from guatu.web.base.digests import RowDigest, sorted_digest
from guatu.web.figures import models
from guatu.web.figures.guards import MARK

NOT_SEALED = ("id", "batch_id", "digest")  # columns of an observation that say nothing about the figure
DIGEST = RowDigest(models.Observation, without=NOT_SEALED)
COLUMNS = (*DIGEST.names, "digest")
STORE, TABLE = models.Observation._meta.db_table, "figures_coming_in"
CHUNK = 5_000
INDICATOR, REGION = WRITTEN.index("indicator_id"), WRITTEN.index("region_id")

# One document, in one vintage, says one number of these. `unit` stands apart, because it may print it in two.
STATEMENT = ("indicator_id", "region_id", "year", "first_month", "last_month", "stage", "source_id")
# Figures that come in, each with those of the store that state the same; where there are none, no key is known either.
# CROSS JOIN tells SQLite to begin with the figures that come in; to PostgreSQL it says nothing.
SAME = " AND ".join(f"o.{column} = s.{column}" for column in STATEMENT)
NEWER = "o.id > %s AND o.id <= %s"  # than the newest that was looked at, and in the store
MET = f"FROM {TABLE} s CROSS JOIN {STORE} o WHERE {SAME} AND {NEWER}"
KNOWN = f"SELECT 1 FROM {STORE} o WHERE {NEWER} AND o.key = {TABLE}.key AND o.unit = {TABLE}.unit AND " + " AND ".join(
    f"o.{column} = {TABLE}.{column}" for column in STATEMENT
)
NEWEST = f"SELECT coalesce((SELECT figures_after FROM {MARK}), max(id), 0) FROM {STORE}"
SLICE = 30_000  # figures that are written while others wait
SERIES = STATEMENT[:2]  # they stand in the store series by series, each in the order of the file


class HomeMissing(FiguresError):
    code = "D351"
    reason = "{kind}“{code}”不在库里，这份数据不能收。"
    remedy = "请先导入{kind}，再导入数据。"


class FigureDiffers(FiguresError):
    code = "D352"
    reason = "库里已有同一来源、同一版次的这个数：{old}，与这次的{new}不同，一行也没有收。"
    remedy = "数字有修订的，请写明“修订”版次或新的来源；录入有误的，请改正文件。"


class RowsDiffer(FiguresError):
    code = "D356"
    reason = "这个数是{new}，第{other}行同一来源、同一版次的同一个数却是{old}，换算后不相等。"
    remedy = "请核对单位和小数点，只留对的一行。"


class Statement(NamedTuple):
    """What a document says of one indicator, region and period."""

    unit: str
    value: Decimal | None
    growth: Decimal | None

    @classmethod
    def of(cls, unit: str, value: Decimal | str | None, growth: Decimal | str | None) -> Statement:
        return cls(unit, None if value is None else Decimal(value), None if growth is None else Decimal(growth))

    def contradicts(self, other: Statement) -> bool:
        """Whether both cannot be one number, beyond the rounding of the coarser. Two kinds of unit are two things."""
        return (same_kind(self.unit, other.unit) and _apart(self.value, self.unit, other.value, other.unit)) or _apart(
            self.growth, "%", other.growth, "%"
        )

    def __str__(self) -> str:
        value, growth = ("—" if number is None else number for number in (self.value, self.growth))
        return f"{value}{self.unit}（增速{growth}）"


class Staged:
    """The figures of one load. `count` of them came, `fresh` of them are new to the store."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.header = 0  # rows of the file above its first figure, for what is said about a row
        self.count = self.fresh = 0
        self.sources: dict[str, core.Source] = {}
        self._indicators: dict[str, None] = {}  # that figures name, in the order of their coming
        self._regions: dict[str, None] = {}
        self._stated_once = False
        self._digest = ""
        self._seen = 0  # the newest figure of the store that these were held against

    def take(self, observations: Iterable[core.Observation]) -> None:
        """Everything that comes, digested. Raises what the reader of a file raises."""
        file = observations if isinstance(observations, FigureFile) else None
        rows = file.written() if file else map(self._written, observations)
        for chunk in bulk.chunks(rows, CHUNK):
            bulk.insert(TABLE, COLUMNS, [(*row, d) for row, d in zip(chunk, DIGEST.of_each(chunk), strict=True)])
            self.count += len(chunk)
            self._indicators |= dict.fromkeys(map(itemgetter(INDICATOR), chunk))
            self._regions |= dict.fromkeys(map(itemgetter(REGION), chunk))
        if file:
            self.header, self.sources = file.header, file.sources
        bulk.know(TABLE)
        self._stated_once = bulk.index(TABLE, STATEMENT)

    def check(self) -> None:
        """Leave only what the store does not have.

        Raises:
            FiguresRefused: an indicator or a region is unknown, or one document says two numbers.
        """
        self._refuse(*self._homeless())
        self._refuse(*self._at_odds_with_themselves())
        self.check_again()

    def check_again(self) -> None:
        """As `check`, against what other loads added meanwhile."""
        newest = bulk.one(NEWEST)
        if newest > self._seen and bulk.one(f"SELECT count(*) {MET}", [self._seen, newest]):
            bulk.run(f"DELETE FROM {TABLE} WHERE EXISTS ({KNOWN})", [self._seen, newest])
            self._refuse(*self._at_odds_with_the_store(newest))
            self._digest = ""
        self._seen = newest
        self.fresh = bulk.one(f"SELECT count(*) FROM {TABLE}")

    def digest(self) -> str:
        """Of all that is new, whatever its order."""
        self._digest = self._digest or sorted_digest(bulk.sorted_texts(TABLE, "digest"))
        return self._digest

    def slices(self) -> list[str]:
        return bulk.slices(TABLE, SERIES, SLICE)

    def move(self, part: str, batch: models.Batch) -> None:
        """One of the slices into the store."""
        columns = ", ".join(COLUMNS)
        bulk.run(f"INSERT INTO {STORE} ({columns}, batch_id) SELECT {columns}, %s FROM {part}", [batch.pk])

    def _written(self, o: core.Observation) -> Written:
        if o.known_on < o.period.ends and o.stage is not core.Stage.EXPECTED:
            at = Place(self.name, row=o.row)
            self._refuse(PublishedTooEarly(at, known_on=o.known_on.isoformat(), ends=o.period.ends.isoformat()))
        self.sources.setdefault(o.source.code, o.source)
        return (
            o.period.first, _exact(o.growth), o.growth_basis.value, o.indicator, o.key, o.known_on.isoformat(),
            o.period.last, o.note, o.recorded_on.isoformat(), o.region, o.row, o.source.code, o.stage.value, o.unit,
            _exact(o.value), o.period.year,
        )  # fmt: skip

    def _homeless(self) -> Iterator[FiguresError]:
        for table, kind, column, named in (
            (models.Indicator, "指标", "indicator_id", self._indicators),
            (models.Region, "地区", "region_id", self._regions),
        ):
            known = set(table._default_manager.values_list("pk", flat=True))
            for code in named:
                if code not in known:
                    yield HomeMissing(self._at(self._first(column, code)), kind=kind, code=code)

    def _first(self, column: str, code: str) -> int | None:
        """The row that names a code first."""
        first = f"SELECT row_number FROM {TABLE} WHERE {column} = %s ORDER BY {bulk.in_order()} LIMIT 1"
        row: int | None = bulk.one(first, [code])
        return row

    def _at_odds_with_themselves(self) -> Iterator[FiguresError]:
        """Rows that state the same thing twice."""
        if self._stated_once:
            return
        statement = ", ".join(STATEMENT)
        same = " AND ".join(f"{column} = %s" for column in STATEMENT)
        for stated in bulk.rows(f"SELECT {statement} FROM {TABLE} GROUP BY {statement} HAVING count(*) > 1"):
            (line, *first), *others = bulk.rows(
                f"SELECT row_number, unit, value, growth FROM {TABLE} WHERE {same} ORDER BY {bulk.in_order()}", stated
            )
            old = Statement.of(*first)
            for row, *again in others:
                new = Statement.of(*again)
                if new.unit == old.unit:
                    yield DuplicateRow(self._at(row), other=self._line(line))
                elif new.contradicts(old):
                    yield RowsDiffer(self._at(row), other=self._line(line), old=old, new=new)

    def _at_odds_with_the_store(self, newest: int) -> Iterator[FiguresError]:
        """Figures that the store has otherwise, from the same document in the same vintage."""
        pairs = bulk.rows(
            f"SELECT s.row_number, s.unit, s.value, s.growth, o.unit, o.value, o.growth {MET} "
            f"ORDER BY s.{bulk.in_order()}",
            [self._seen, newest],
        )
        for row, *said in pairs:
            new, old = Statement.of(*said[:3]), Statement.of(*said[3:])
            if new.unit == old.unit or new.contradicts(old):
                yield FigureDiffers(self._at(row), old=old, new=new)

    def _refuse(self, *errors: FiguresError) -> None:
        if errors:
            raise FiguresRefused(Place(self.name), errors=errors)

    def _at(self, row: int | None) -> Place:
        return Place(self.name, row=self._line(row))

    def _line(self, row: int | None) -> int | None:
        """The row as the sheet numbers it."""
        return None if row is None else row + self.header


@contextmanager
def staged(observations: Iterable[core.Observation], *, name: str) -> Iterator[Staged]:
    """The observations, read, digested and checked. Nothing is locked, nothing is in the store yet.

    Raises:
        FiguresRefused: with everything that is wrong.
    """
    with bulk.own_table(TABLE, COLUMNS, like=STORE):
        figures = Staged(name)
        figures.take(observations)
        figures.check()
        yield figures


def _apart(left: Decimal | None, unit: str, right: Decimal | None, other: str) -> bool:
    return left is not None and right is not None and beyond_rounding(left, unit, right, other)


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")
