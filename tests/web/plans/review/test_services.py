"""Edits and versions in the store: kept in order, never overwritten, checked against each other."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from guatu.core.plan.model import Kind
from guatu.core.review.draft import ItemState
from guatu.core.review.edits import Add, Answer, Confirm, Excuse, Reject, Revise, Split, Undo
from guatu.core.review.errors import NoReason, NothingToDo
from guatu.core.review.readings import find_words
from guatu.core.review.ready import ready
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.append_only import guards_in_place
from guatu.web.base.errors import NotAllowed
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.ledger import selectors as ledger
from guatu.web.plans.review import models, selectors
from guatu.web.plans.review.selectors import commitments
from guatu.web.plans.review.services import ChangedMeanwhile, NotReady, make_edit, publish
from guatu.web.standing.selectors import standing as standing_on

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def plan():
    return newest_plan(TODAY)


@pytest.fixture
def dispatcher(person):
    return person("dispatcher")


def target(plan, words):
    (found,) = [c for c in commitments(plan) if words in c.indicator]
    return found


def settle(plan, by):
    """Everything that stands against publishing, out of the way."""
    draft = selectors.draft_of(plan)
    for q in draft.open_questions:
        draft = make_edit(plan, Answer(q.id, str(q.readings[-1])), base=draft.until, by=by).draft
    for r in ready(draft):
        if r.excusable:
            draft = make_edit(plan, Excuse(r.place, r.code, "按规划期末考核"), base=draft.until, by=by).draft
    waiting = tuple(r.place for r in ready(draft) if r.code == "L508")
    return make_edit(plan, Confirm(waiting), base=draft.until, by=by).draft


def test_an_edit_is_kept_and_the_ledger_says_it(plan, dispatcher):
    c = target(plan, "智能快件箱格口数")
    before = standing_on(TODAY).judgements
    saved = make_edit(plan, Revise(c.id, {"unit": "个", "value": "33000"}), base=0, by=dispatcher)
    row = models.Edit.objects.get()
    assert (row.number, row.base, row.made_by) == (saved.number, 0, dispatcher)
    entry = Entry.objects.first()
    assert (entry.action, entry.actor) == ("review.edit", dispatcher.username)
    assert target(plan, "智能快件箱格口数").unit == "万个"  # a draft is not in force
    assert saved.draft.item(c.id).commitment.unit == "个"
    assert standing_on(TODAY).judgements == before


def test_what_is_added_is_judged_and_what_is_rejected_is_not(plan, dispatcher):
    (span,) = find_words(plan.text, "营造良好的投融资发展环境")
    c = target(plan, "智能快件箱格口数")
    fields = {"indicator": "服务业增加值", "unit": "亿元", "value": "344", "period_kind": "by", "until": 2027}
    saved = make_edit(plan, Add(span, Kind.TARGET, fields), base=0, by=dispatcher)
    make_edit(plan, Reject(c.id, "与上条重复"), base=saved.number, by=dispatcher)
    draft = settle(plan, dispatcher)
    publish(plan, base=draft.until, reason="市政府常务会议", on=TODAY, by=dispatcher)
    standing = standing_on(TODAY)
    assert standing.edition.commitments == draft.commitments
    assert set(standing.judgements) == {t.id for t in standing.targets} == set(standing.links)
    quotes = {t.quote for t in standing.targets}
    assert "营造良好的投融资发展环境" in quotes
    assert c.quote not in quotes


def test_somebody_elses_edit_is_not_overwritten(plan, person):
    first, second = person("dispatcher"), person("dispatcher")
    id = target(plan, "智能快件箱格口数").id
    make_edit(plan, Revise(id, {"unit": "格"}), base=0, by=first)
    with pytest.raises(ChangedMeanwhile, match="第1步") as raised:
        make_edit(plan, Revise(id, {"unit": "组"}), base=0, by=second)
    assert raised.value.draft.item(id).commitment.unit == "格"
    other = next(c.id for c in commitments(plan) if c.id != id)
    make_edit(plan, Confirm((other,)), base=0, by=second)  # another commitment is nobody's business
    make_edit(plan, Revise(id, {"unit": "组"}), base=2, by=second)
    assert selectors.draft_of(plan).item(id).commitment.unit == "组"


def test_two_who_confirm_the_same_are_both_right(plan, person):
    id = commitments(plan)[0].id
    make_edit(plan, Confirm((id,)), base=0, by=person("dispatcher"))
    assert make_edit(plan, Confirm((id,)), base=0, by=person("dispatcher")).number == 0
    assert models.Edit.objects.count() == 1


def test_undo_keeps_the_undone_edit(plan, dispatcher):
    id = commitments(plan)[0].id
    make_edit(plan, Reject(id, "背景"), base=0, by=dispatcher)
    draft = make_edit(plan, Undo(1), base=1, by=dispatcher).draft
    assert draft.item(id).state is ItemState.COMPILED
    assert models.Edit.objects.count() == 2
    assert draft.commitments == ledger.compiled_commitments(plan)


@pytest.mark.parametrize("role", ["liaison", "mayor", "statistician", "district"])
def test_others_read_but_do_not_write(plan, person, role):
    reader = person(role)
    assert reader.has_perm("review.read", SOMEWHERE)
    with pytest.raises(NotAllowed):
        make_edit(plan, Confirm((commitments(plan)[0].id,)), base=0, by=reader)
    with pytest.raises(NotAllowed):
        publish(plan, base=0, reason="x", on=TODAY, by=reader)


def test_publishing_is_strict(plan, dispatcher):
    with pytest.raises(NotReady):
        publish(plan, base=0, reason="市政府常务会议", on=TODAY, by=dispatcher)
    draft = settle(plan, dispatcher)
    assert ready(draft) == ()
    with pytest.raises(NoReason):
        publish(plan, base=draft.until, reason=" ", on=TODAY, by=dispatcher)
    with pytest.raises(ChangedMeanwhile):
        publish(plan, base=draft.until - 1, reason="市政府常务会议", on=TODAY, by=dispatcher)
    version = publish(plan, base=draft.until, reason="市政府常务会议", on=TODAY, by=dispatcher)
    assert (version.number, version.until) == (2, draft.until)
    assert commitments(plan) == draft.commitments
    with pytest.raises(NothingToDo):
        publish(plan, base=draft.until, reason="再发一次", on=TODAY, by=dispatcher)


def test_a_draft_after_publishing_waits_for_its_own_version(plan, dispatcher):
    draft = settle(plan, dispatcher)
    publish(plan, base=draft.until, reason="市政府常务会议", on=TODAY, by=dispatcher)
    id = target(plan, "智能快件箱格口数").id
    draft = make_edit(plan, Revise(id, {"unit": "组"}), base=draft.until, by=dispatcher).draft
    assert target(plan, "智能快件箱格口数").unit == "万个"
    assert publish(plan, base=draft.until, reason="更正单位", on=TODAY, by=dispatcher).number == 3
    assert target(plan, "智能快件箱格口数").unit == "组"


def test_rows_are_written_once(plan, dispatcher):
    draft = settle(plan, dispatcher)
    publish(plan, base=draft.until, reason="市政府常务会议", on=TODAY, by=dispatcher)
    for table in (models.Edit, models.Version):
        assert guards_in_place(table._meta.db_table)
        for change in (lambda t=table: t.objects.update(number=99), lambda t=table: t.objects.first().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


# -- guatu verify -----------------------------------------------------------------------------------------------------


@pytest.fixture
def published(plan, dispatcher):
    draft = settle(plan, dispatcher)
    return publish(plan, base=draft.until, reason="市政府常务会议", on=TODAY, by=dispatcher)


def found() -> set[str]:
    return {f.code for f in verify().findings}


def unguarded(change) -> None:
    from tests.conftest import lift_guards, put_guards

    lift_guards()
    change()
    put_guards()


def test_a_published_store_is_clean(published):
    assert verify().findings == ()


def test_a_forged_version_is_found(published):
    unguarded(lambda: models.Version.objects.update(content=published.content.replace("344", "345")))
    assert found() == {"S451"}


def test_a_version_forged_with_its_digest_is_found(published):
    from guatu.web.base.digests import sm3

    content = published.content.replace('"344"', '"345"')
    unguarded(lambda: models.Version.objects.update(content=content, digest=sm3(content)))
    assert found() == {"S451", "S452"}


def test_a_forged_edit_is_found(published):
    first = models.Edit.objects.order_by("number").first()
    said = first.said.replace(first.said[-5:-2], "另")
    unguarded(lambda: models.Edit.objects.filter(pk=first.pk).update(said=said))
    assert "S450" in found()


def test_an_undone_split_leaves_its_number_unused(plan, dispatcher):
    c = max(commitments(plan), key=lambda c: len(c.quote))
    middle = (c.span.start + c.span.end) // 2
    make_edit(plan, Split(c.id, middle), base=0, by=dispatcher)
    make_edit(plan, Undo(1), base=1, by=dispatcher)
    draft = make_edit(plan, Split(c.id, middle), base=2, by=dispatcher).draft
    assert {i.id for i in draft.items} - {x.id for x in ledger.compiled_commitments(plan)} == {"A003"}
