"""A task is reported done by one person and closed by another; each step is a dated decision that stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from guatu.core.decisions import Basis, NoReasonForEarlier
from guatu.core.review.edits import Revise
from guatu.core.tasks.errors import ClosedAlready, NoFinding, NothingProves, NothingReported, SamePerson, StepTooEarly
from guatu.core.tasks.model import Move, TaskState
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.errors import NotAllowed, NotInStore
from guatu.web.figures.selectors import regions
from guatu.web.plans.in_force import NotYetInForce, line_with
from guatu.web.plans.review.selectors import draft_of
from guatu.web.plans.review.services import make_edit, publish_as_read
from guatu.web.standing.selectors import standing
from guatu.web.tasks.models import TaskFile
from guatu.web.tasks.reports import LARGEST, NoAddress, ProofTooBig, Upload
from guatu.web.tasks.selectors import steps_of
from guatu.web.tasks.services import close_out, report_done, send_back
from tests.web.tasks.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = {"on": TODAY}
DONE = date(2026, 9, 28)
PAPER = "乌政服〔2026〕8号"


def report(office, words="移动端", *, by=None, **more):
    given = {"done_on": DONE, "paper": PAPER, **DAY, **more}
    return report_done(office.line, office.key(words), by=by or office.liaison, **given)


def test_from_silence_to_close_out(office):
    key = office.key("移动端")
    assert office.task("移动端").state is TaskState.OVERDUE
    assert report(office)
    assert office.task("移动端").state is TaskState.REPORTED
    assert close_out(office.line, key, reason="查看应用商店，属实", by=office.dispatcher, **DAY)
    said = office.task("移动端")
    assert (said.state, said.late) == (TaskState.CLOSED, -2)
    assert [(s.value.move, s.value.by, s.paper) for s in steps_of(office.line, key)] == [
        (Move.REPORTED, "lianluo", PAPER),
        (Move.CLOSED, "diaodu", ""),
    ]
    assert [e.action for e in Entry.objects.order_by("-seq")[:2]] == ["tasks.close", "tasks.report"]
    assert verify().findings == ()


def test_the_same_report_again_changes_nothing(office):
    assert report(office)
    assert not report(office)
    assert report(office, note="已上线")
    assert len(steps_of(office.line, office.key("移动端"))) == 2


def test_whoever_reported_does_not_close(office):
    key = office.key("移动端")
    report(office, by=office.dispatcher)
    with pytest.raises(SamePerson, match="A620"):
        close_out(office.line, key, reason="属实", by=office.dispatcher, **DAY)
    assert office.task("移动端").state is TaskState.REPORTED
    close_out(office.line, key, reason="属实", by=office.other_dispatcher, **DAY)
    assert office.task("移动端").state is TaskState.CLOSED


def test_a_liaison_reports_what_her_unit_leads_and_nothing_else(office):
    with pytest.raises(NotAllowed):
        report(office, by=office.other_liaison)  # her unit only supports
    with pytest.raises(NotAllowed):
        report(office, "事项库")
    assert report(office, "事项库", by=office.other_liaison)
    with pytest.raises(NotAllowed):
        close_out(office.line, office.key("事项库"), reason="属实", by=office.liaison, **DAY)


def test_what_was_sent_back_can_be_reported_again(office):
    key = office.key("支付")
    report(office, "支付", done_on=TODAY)
    send_back(office.line, key, reason="只完成了招标", by=office.dispatcher, **DAY)
    assert office.task("支付").state is TaskState.UNREPORTED
    assert report(office, "支付", done_on=TODAY, paper="验收报告")
    close_out(office.line, key, reason="属实", by=office.dispatcher, **DAY)
    send_back(office.line, key, reason="审计发现不实", by=office.other_dispatcher, **DAY)
    assert office.task("支付").state is TaskState.UNREPORTED
    assert len(steps_of(office.line, key)) == 5


def test_what_is_missing_or_out_of_turn_is_refused_and_writes_nothing(office):
    key, big = office.key("移动端"), Upload("x.pdf", bytes(LARGEST + 1))
    before = Entry.objects.count()
    for error, call in (
        (NothingProves, lambda: report(office, paper=" ")),
        (NoAddress, lambda: report(office, link="javascript:alert(1)")),
        (ProofTooBig, lambda: report(office, file=big)),
        (NotInStore, lambda: report_done(office.line, "没有-01", done_on=DONE, paper="x", by=office.dispatcher, **DAY)),
        (NothingReported, lambda: close_out(office.line, key, reason="x", by=office.dispatcher, **DAY)),
        (NothingReported, lambda: send_back(office.line, key, reason="x", by=office.dispatcher, **DAY)),
        (NoFinding, lambda: close_out(office.line, key, reason="  ", by=office.dispatcher, **DAY)),
        (StepTooEarly, lambda: report(office, known_on=TODAY + timedelta(days=1))),
    ):
        with pytest.raises(error), transaction.atomic():
            call()
    assert (Entry.objects.count(), TaskFile.objects.count(), steps_of(office.line, key)) == (before, 0, ())


def test_closed_is_closed(office):
    report(office)
    close_out(office.line, office.key("移动端"), reason="属实", by=office.dispatcher, **DAY)
    with pytest.raises(ClosedAlready, match="A622"):
        report(office)


def test_an_earlier_day_is_ratified_with_a_reason_and_never_before_the_plan(office):
    day = date(2026, 10, 8)
    with pytest.raises(NoReasonForEarlier, match="D370"):
        report(office, known_on=day)
    with pytest.raises(NotYetInForce):
        report(office, known_on=date(2026, 1, 1), done_on=date(2026, 1, 1), reason="补记")
    report(office, known_on=day, reason="系统启用前已报")
    (step,) = steps_of(office.line, office.key("移动端"))
    assert (step.basis, step.known_on, step.recorded_on) == (Basis.RATIFIED, day, TODAY)
    assert office.task("移动端", on=day).state is TaskState.REPORTED
    assert office.task("移动端", on=day - timedelta(days=1)).state is TaskState.UNREPORTED


def test_a_file_is_kept_once_and_guarded(office):
    file = Upload("验收单.pdf", b"%PDF-1.7 proof")
    report(office, paper="", file=file)
    report(office, "支付", done_on=TODAY, file=file)
    (row,) = TaskFile.objects.all()
    assert bytes(row.content) == file.content
    assert {steps_of(office.line, office.key(w))[0].value.proof.file for w in ("移动端", "支付")} == {row.sha256}
    assert verify().findings == ()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_taskfile SET name = 'x'")


def test_the_course_follows_its_key_through_an_amendment(office):
    from guatu.web.plans.amend.services import amend_plan
    from tests.web.tasks.conftest import TEXT

    key = office.key("移动端")
    report(office)
    text = TEXT.replace("2026年9月底", "2026年10月底").replace(TEXT[TEXT.index("2.建设") : TEXT.index("二、便民")], "")
    amend_plan(
        office.line.newest, text, effective=TODAY, paper="某文〔2026〕1号", reason="调整", apart=True, late=True,
        by=None, **DAY,
    )  # fmt: skip
    now = standing(TODAY, line=line_with(office.line.code))
    assert now.tasks[key].state is TaskState.REPORTED
    assert (now.tasks[key].due, now.tasks[key].moved) == (date(2026, 9, 30), date(2026, 10, 31))
    assert {c.quote for c in now.items if "支付" in c.quote} == set()


def test_a_district_officer_reports_what_lies_in_her_district(office, person):
    district = next(r for r in regions(TODAY).values() if r.parent == "150300")
    plan = office.line.newest
    number = draft_of(plan).until
    code = next(c.id for c in draft_of(plan).commitments if "事项库" in c.quote)
    make_edit(plan, Revise(code, {"scope": district.name}), base=number, by=None)
    publish_as_read(plan, reason="写明范围", on=TODAY, by=None)
    line, key = line_with(office.line.code), office.key("事项库")
    given = {"done_on": DONE, "paper": PAPER, **DAY}
    with pytest.raises(NotAllowed):
        report_done(line, key, by=person("district", region="999999"), **given)
    with pytest.raises(NotAllowed):
        report_done(line, office.key("移动端"), by=person("district", region=district.code), **given)
    assert report_done(line, key, by=person("district", region=district.code), **given)
