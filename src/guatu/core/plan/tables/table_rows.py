"""A table that was found is read into the compilation: its figures, and what else its rows say of them."""

from __future__ import annotations

from guatu.core.plan.clauses.work import Standpoint, Work
from guatu.core.plan.tables.cells import at_end_of, read_table
from guatu.core.plan.tables.shapes import IndicatorTable
from guatu.core.plan.tables.task_rows import complete_row
from guatu.core.text.excused import Excused
from guatu.core.text.spans import Span


def read_into(work: Work, table: IndicatorTable, section: Standpoint, lines: list[Span]) -> None:
    """The targets, excuses and questions of a table, its rows in their order."""
    around = Span(lines[table.first].start, lines[table.last - 1].end)
    if section.account:  # what has been counted, also in columns
        work.regions.append((around, Excused.PAST))
        return
    read = read_table(work.even, table, around, work.doc.years, at_end_of(section.when))
    work.regions += read.regions
    work.asks += read.asks
    for row, drafts in read.rows:
        for draft in drafts:
            draft.sector = section.sector
        complete_row(work, section, table, row, drafts)
