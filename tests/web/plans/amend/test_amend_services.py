"""Revise a plan: a new version from a day on, the old one untouched, every change a dated event."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import lift_guards, put_guards
from tests.core.amend.amended import plan_text
from tests.web.addresses import C005, PLAN
from tests.web.plans.amend.conftest import EFFECTIVE, NEW_TEXT, PAPER, REASON, TODAY

from guatu.core.series.model import Form
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.append_only import guards_in_place
from guatu.web.base.errors import NotAllowed
from guatu.web.base.scopes import Scope, within
from guatu.web.decisions.models import Decision
from guatu.web.plans.amend import selectors
from guatu.web.plans.amend.models import Amendment, Change
from guatu.web.plans.amend.services import (
    AmendedAlready,
    AmendmentDiffers,
    AnswerUnknown,
    DoubtsOpen,
    EffectiveTooEarly,
    NothingAmended,
    PaperMissing,
)
from guatu.web.plans.in_force import default_line
from guatu.web.plans.ledger import models as ledger
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.selectors import links, plan_value
from guatu.web.plans.ledger.services import decide_link
from guatu.web.plans.review.selectors import commitments
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 6, 30)
UNSURE = plan_text().replace("建成市公共文化中心", "建成市级公共文化中心并开放")


def sizes():
    tables = (ledger.Plan, ledger.Commitment, ledger.Claim, Decision, Amendment, Change, Entry)
    return [t.objects.count() for t in tables]


def stood_on(day):
    """The text that stood on a day."""
    return default_line(day).required(day).plan


def by_sentence(amendment):
    return {row.sentence: row for row in selectors.changes(amendment)}


def test_each_change_is_a_dated_event(amend):
    done = amend()
    assert done.new
    rows = by_sentence(done.amendment)
    row = rows["344亿元→360亿元，提高16亿元"]
    assert (row.verdict, row.on, row.old_code, row.new_code) == ("tightened", EFFECTIVE, "C005", "C005")
    assert (json.loads(row.before)["value"], json.loads(row.after)["value"]) == ("344", "360")
    assert rows["6%→5.5%，降低0.5个百分点"].verdict == "loosened"
    assert rows["新方案里没有这一条"].verdict == "vanished"
    assert rows["新方案里没有这一条"].after == ""
    assert rows["原方案里没有这一条"].verdict == "new"
    codes = {c.id for c in commitments(done.amendment.old)}
    assert {r.old_code for r in selectors.changes(done.amendment)} - {""} == codes


def test_the_old_plan_stays_as_it_was(amend, old):
    was = plan_value(old)
    done = amend()
    old.refresh_from_db()
    assert plan_value(old) == was
    assert (old.text, old.title) == (was.text, was.title)
    assert done.amendment.new.text == NEW_TEXT
    assert done.amendment.new.title == f"{was.title}（2026年7月1日起用）"


def test_a_question_about_a_day_sees_the_plan_of_that_day(amend, old):
    before = standing(BEFORE)
    new = amend().amendment.new
    assert [stood_on(day) for day in (BEFORE, EFFECTIVE, TODAY)] == [old, new, new]
    assert standing(BEFORE).judgements == before.judgements
    assert standing(BEFORE).plan == old
    (target,) = [t for t in standing(EFFECTIVE).targets if t.id == C005]
    assert target.value == 360


def test_what_is_decided_but_not_in_force_is_not_yet_the_current_plan(amend, old):
    new = amend(effective=date(2027, 1, 1)).amendment.new
    assert stood_on(TODAY) == old
    assert stood_on(date(2027, 1, 1)) == new


def test_confirmed_links_go_over_to_what_is_the_same(amend, old, person):
    target = next(t for t, link in links(old, as_of=TODAY).items() if not link.confirmed)
    user = person("statistician")
    decide_link(old, target, indicator="tertiary_va", form=Form.VALUE, reason="口径已核", on=TODAY, by=user)
    confirmed = {t: link for t, link in links(old, as_of=TODAY).items() if link.confirmed}
    new = amend().amendment.new
    pairs = {r.old_code: r.new_code for r in Change.objects.all()}
    now = links(new, as_of=TODAY)
    assert {t: (now[pairs[t]].indicator, now[pairs[t]].confirmed) for t in confirmed} == {
        t: (link.indicator, True) for t, link in confirmed.items()
    }
    assert str(now[pairs[target]].reason) == "口径已核"
    assert verify().findings == ()


def test_the_same_amendment_again_changes_nothing(amend):
    first = amend()
    before = sizes()
    again, from_new = amend(), amend(first.amendment.new)
    assert (again.new, again.amendment, from_new.new) == (False, first.amendment, False)
    assert sizes() == before
    with pytest.raises(AmendmentDiffers, match="A534"):
        amend(paper="另一份文件")
    assert sizes() == before


def test_versions_make_a_line(amend, old):
    first = amend().amendment
    later = NEW_TEXT.replace("达到360亿元以上", "达到365亿元以上")
    second = amend(first.new, later, effective=date(2026, 9, 1), paper="第二份").amendment
    assert selectors.line_of(old) == selectors.line_of(second.new) == (second, first)
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1)]
    assert [stood_on(d) for d in days] == [old, first.new, first.new, second.new]
    row = ledger.Commitment.objects.get(plan=second.new, code="C005")
    found = selectors.history_of(row)
    assert [(str(v.commitment.value), v.since, v.paper) for v in found] == [
        ("365", date(2026, 9, 1), "第二份"), ("360", EFFECTIVE, PAPER), ("344", None, ""),
    ]  # fmt: skip
    assert str(found[0].sentence) == "360亿元→365亿元，提高5亿元"
    assert verify().findings == ()


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"paper": " "}, PaperMissing),
        ({"reason": ""}, PaperMissing),
        ({"text": plan_text()}, NothingAmended),
        ({"said": {"C999": "C001"}}, AnswerUnknown),
        ({"said": {"C001": "C001", "C002": "C001"}}, AnswerUnknown),
    ],
)
def test_what_cannot_be_an_amendment_changes_nothing(amend, facts, error):
    before = sizes()
    with pytest.raises(error), transaction.atomic():
        amend(**facts)
    assert sizes() == before


def test_a_plan_has_one_successor_and_its_days_go_forward(amend, old):
    first = amend().amendment
    other = NEW_TEXT + "\n另建公园3个。"
    with pytest.raises(AmendedAlready, match=r"A533.*18号"), transaction.atomic():
        amend(text=other)
    with pytest.raises(EffectiveTooEarly, match="A535"), transaction.atomic():
        amend(first.new, other, effective=EFFECTIVE)


def test_only_the_dispatcher_amends(amend, person):
    for role in ("statistician", "liaison", "auditor"):
        with pytest.raises(NotAllowed, match="A510"), transaction.atomic():
            amend(by=person(role))
    user = person("dispatcher")
    assert amend(by=user).amendment.by == user


def test_a_person_says_what_is_the_same(amend):
    with (
        pytest.raises(DoubtsOpen, match=r"A539.*原C078与新C078文字相近而不相同，是否同一条目？.*--same"),
        transaction.atomic(),
    ):
        amend(text=UNSURE)
    first = amend(text=UNSURE, said={"C078": "C078"}).amendment
    (row,) = [r for r in selectors.changes(first) if r.old_code == "C078"]
    assert (row.new_code, row.verdict) == ("C078", "restated")


def test_a_person_says_that_the_rest_is_not_the_same(amend):
    first = amend(text=UNSURE, apart=True).amendment
    found = [(r.old_code, r.new_code, r.sentence) for r in selectors.changes(first) if r.verdict != "same"]
    assert found == [("C078", "", "新方案里没有这一条"), ("", "C078", "原方案里没有这一条")]


def test_everything_is_logged_and_verified(amend):
    amendment = amend().amendment
    entry = Entry.objects.get(action="amend.amend_plan")
    said = json.loads(entry.after)
    assert (entry.object_id, entry.reason, said["paper"]) == (str(amendment.pk), REASON, PAPER)
    assert said["counts"]["tightened"] == 5
    assert verify().findings == ()


@pytest.mark.parametrize("table", ["amend_amendment", "amend_change"])
def test_the_database_refuses_to_change_an_event(amend, table, engine):
    amend()
    assert guards_in_place(table)
    connection.check_constraints()  # PostgreSQL empties no table that has rows to check yet
    statements = [f"UPDATE {table} SET id = id", f"DELETE FROM {table}"]
    statements.append(
        f"TRUNCATE {table} CASCADE" if engine == "postgresql" else f"REPLACE INTO {table} SELECT * FROM {table}"
    )
    for statement in statements:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (lambda a: Change.objects.filter(amendment=a, old_code="C005").update(sentence="没有变化"), "S424"),
        (lambda a: Change.objects.filter(amendment=a, old_code="C005")._raw_delete("default"), "S424"),
        (lambda a: Amendment.objects.update(effective=date(2026, 1, 1)), "S424"),
    ],
)
def test_a_changed_event_is_found(amend, tamper, code):
    amendment = amend().amendment
    lift_guards()
    tamper(amendment)
    put_guards()
    assert [e.code for e in verify().findings] == [code]


def test_history_of_a_target_that_was_never_amended(old, django_assert_max_num_queries):
    row = ledger.Commitment.objects.select_related("plan").get(plan=old, code="C005")
    with django_assert_max_num_queries(1):
        (only,) = selectors.history_of(row)
    assert (only.since, only.commitment.id) == (None, "C005")


def test_an_amendment_moves_the_target_never_its_base(amend):
    before = standing(EFFECTIVE).judgements[C005]
    amend()
    after = standing(EFFECTIVE).judgements[C005]
    (base,) = [step for step in map(str, before.steps) if step.startswith("基数：")]
    assert "344 ÷ (1 + 6%)^3 = 288.83亿元" in base
    assert base.replace("方案", "原方案") in map(str, after.steps)
    assert "360" in str(after.reason)
    assert standing(EFFECTIVE).origins[C005].level.value == 344


def test_a_second_amendment_still_starts_from_the_first_plan(amend):
    first = amend().amendment
    later = NEW_TEXT.replace("达到360亿元以上", "达到3650000万元以上")
    amend(first.new, later, effective=date(2026, 9, 1), paper="第二份")
    found = standing(TODAY).judgements[C005]
    assert any("344 ÷ (1 + 6%)^3 = 2888290" in step or "= 2888" in step for step in map(str, found.steps))


def test_a_right_in_a_plan_goes_on_in_its_amendment_and_not_back(old, amend, person):
    new = amend().amendment.new
    from_old, from_new = (person("dispatcher", scope=Scope("plan", plan.code)) for plan in (old, new))
    assert [from_old.has_perm("review.edit", plan) for plan in (old, new)] == [True, True]
    assert [from_new.has_perm("review.edit", plan) for plan in (old, new)] == [False, True]
    assert set(within(ledger.Plan.objects.all(), from_old, "review.read")) == {old, new}
    assert set(within(ledger.Plan.objects.all(), from_new, "review.read")) == {new}


def test_keys_are_carried_and_what_is_new_gets_the_next_number(amend):
    done = amend().amendment
    before, after = keys_of(done.old), keys_of(done.new)
    same = {c.old_code: c.new_code for c in done.changes.all() if c.old_code and c.new_code}
    assert same
    assert all(before[was] == after[now] for was, now in same.items())
    new = {after[c.new_code] for c in done.changes.all() if not c.old_code}
    assert new
    assert new.isdisjoint(before.values())  # what vanished keeps its number for ever
    assert len(set(after.values())) == len(after)


def test_a_key_leads_to_the_target_in_every_version(amend, reader):
    key = keys_of(amend().amendment.new)["C005"]
    assert "≥360" in reader.get(f"{PLAN}/targets/{key}/").content.decode()
    assert "≥344" in reader.get(f"{PLAN}/targets/{key}/?as_of=2026-06-30").content.decode()
