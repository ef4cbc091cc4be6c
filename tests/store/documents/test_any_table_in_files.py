"""Whatever table is written into a file and opened again: no figure is lost, and none is wrong in silence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from tests.core.plan.any_table import any_tables
from tests.core.plan.test_any_table import CONTEXT, complaints
from tests.store.documents import makers

from guatu.store.documents.formats.docx import read_docx
from guatu.store.documents.formats.html import read_html
from guatu.store.documents.formats.pdf import read_pdf
from guatu.store.documents.formats.sheet import read_sheet
from guatu.store.documents.limits import Limits
from guatu.store.plan_files import compiled

WRITTEN = {
    "docx": (60, lambda table: read_docx(makers.table_docx(table.rows, title=table.title), Limits())),
    "html": (150, lambda table: read_html(makers.table_page(table.rows, title=table.title), Limits())),
    "xlsx": (150, lambda table: read_sheet(makers.table_xlsx(table.rows, title=table.title), Limits())),
    "pdf": (15, lambda table: read_pdf(makers.table_pdf(table.rows, title=table.title), Limits())),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_a_table_written_and_opened_again_loses_no_figure(form):
    count, opened = WRITTEN[form]

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_tables)
    def holds(table):
        document = opened(table)
        assert complaints(table, compiled(document, context=CONTEXT).plan) == [], document.text

    holds()
