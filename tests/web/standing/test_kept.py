"""What is kept from page to page is never older than the store: whatever any service writes, it is read anew."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.web.plans.in_force import default_line, line_with
from guatu.web.standing.archive import DAYS, Archive, archive
from guatu.web.standing.kept import archive_at_hand, let_go
from tests.web.standing.deeds import BESIDES, DEEDS, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_archives(settings):
    settings.GUATU_KEPT_ARCHIVES = 4
    let_go()
    yield
    let_go()


def said(of: Archive) -> list[object]:
    """Everything that a page says of a day."""
    found = of.on(TODAY)
    return [found.plan.pk, found.commitments, dict(found.links), dict(found.judgements), dict(found.tasks),
            dict(found.owners), dict(found.names), found.catalogue, found.observations]  # fmt: skip


def test_what_was_judged_for_one_page_serves_the_next():
    line = default_line(TODAY)
    first = archive_at_hand(line)
    said(first)
    with CaptureQueriesContext(connection) as queries:
        again = archive_at_hand(line)
        assert said(again) == said(first)
    assert again is first
    assert len(queries) == 1  # is it still the last entry?


@pytest.mark.parametrize("name", [*DEEDS, *BESIDES])
def test_whatever_is_written_is_seen_by_the_next_page(name):
    code = default_line(TODAY).code
    said(archive_at_hand(line_with(code)))
    (DEEDS | BESIDES)[name]()
    line = line_with(code)
    assert said(archive_at_hand(line)) == said(archive(line))


def test_only_so_many_plans_and_days_are_kept(settings):
    settings.GUATU_KEPT_ARCHIVES = 1
    line = default_line(TODAY)
    first = archive_at_hand(line)
    days = [TODAY.replace(year=2026 + n) for n in range(DAYS + 5)]
    for day in days:
        first.on(day)
    assert len(first._stood) == DAYS
    DEEDS["figures.load_figures"]()
    assert archive_at_hand(default_line(TODAY)) is not first
    settings.GUATU_KEPT_ARCHIVES = 0
    assert archive_at_hand(line) is not archive_at_hand(line)
