"""What is kept of tasks: snapshots hold their states, and whoever changes a proof is found out."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from guatu.web.audit.verify import verify
from guatu.web.plans.in_force import line_with
from guatu.web.standing.selectors import standing
from guatu.web.standing.services import take_snapshot
from guatu.web.tasks.reports import Upload
from guatu.web.tasks.services import close_out, report_done
from tests.conftest import lift_guards, put_guards
from tests.web.tasks.conftest import TODAY

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=1)


def reported(office, *, on=TODAY, words="移动端"):
    file = Upload("验收单.pdf", b"%PDF-1.7 proof")
    report_done(
        office.line, office.key(words), done_on=date(2026, 9, 28), paper="某文", file=file, on=on, by=office.liaison
    )


def states(row) -> dict[str, str]:
    return {one["task"]: one["state"] for one in json.loads(row.content)["tasks"]}


def test_a_change_of_a_task_alone_is_worth_a_snapshot(office):
    first = take_snapshot(office.line, on=BEFORE)
    assert take_snapshot(office.line, on=TODAY) is None
    reported(office)
    second = take_snapshot(office.line, on=TODAY)
    key = office.key("移动端")
    assert (states(first)[key], states(second)[key]) == ("overdue", "reported")
    assert verify().findings == ()


def test_two_questions_of_one_day(office):
    """What counts from a day, and what this office had written down by then."""
    key, day = office.key("移动端"), date(2026, 10, 8)
    report_done(
        office.line, key, done_on=date(2026, 9, 28), paper="某文", known_on=day, reason="补记", on=TODAY,
        by=office.liaison,
    )  # fmt: skip
    line = line_with(office.line.code)
    assert standing(day, line=line).tasks[key].state == "reported"
    with pytest.raises(Exception, match="A508"):  # the whole plan was written down today
        standing(day, line=line, recorded_by=BEFORE)
    close_out(office.line, key, reason="属实", on=TODAY, by=office.dispatcher)
    assert standing(day, line=line).tasks[key].state == "reported"
    assert standing(TODAY, line=line).tasks[key].state == "closed"


ANOTHER_PERSON = """UPDATE decisions_decision SET value = replace(value, '"lianluo"', '"x"') WHERE kind = 'task'"""


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE tasks_taskfile SET name = '别的.pdf'", {"S495"}),
        ("DELETE FROM tasks_taskfile", {"S495", "S496"}),
        (ANOTHER_PERSON, {"S490", "S491"}),
    ],
)
def test_whoever_changes_a_proof_or_a_step_is_found_out(office, statement, codes):
    reported(office)
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    put_guards()
    assert {error.code for error in verify().findings} == codes
