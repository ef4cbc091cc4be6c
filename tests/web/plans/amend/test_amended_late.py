"""A promise whose deadline has passed keeps its judgement, whatever an amendment says later; the amendment is told."""

from __future__ import annotations

import html
from datetime import date

import pytest
from tests.core.amend.amended import plan_text
from tests.web.addresses import PLAN
from tests.web.plans.amend.conftest import TODAY

from guatu.core.judging.model import Status
from guatu.web.plans.amend.services import PastDeadline
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
LATE = date(2026, 11, 15)
EASIER = plan_text().replace("游客数量突破900万人", "游客数量突破850万人")


@pytest.fixture
def visitors() -> str:
    (target,) = [t for t in standing(TODAY).targets if "游客" in t.indicator and t.value == 900]
    return target.id


def body(reader, address) -> str:
    return html.unescape(reader.get(address).content.decode())


def test_the_plan_says_so():
    assert plan_text() != EASIER


def test_it_is_asked_before_a_promise_past_its_deadline_is_changed(amend, visitors):
    with pytest.raises(PastDeadline, match=r"A549.*1条.*游客"):
        amend(text=EASIER, effective=LATE, late=False)


def test_a_missed_target_stays_missed_and_the_later_wording_stands_beside_it(amend, visitors):
    before = standing(TODAY).judgements[visitors]
    amend(text=EASIER, effective=LATE)
    after = standing(TODAY).judgements[visitors]
    assert (before.status, after.status) == (Status.MISSED, Status.MISSED)
    assert after.reason == before.reason
    assert (before.later, after.later.value) == (None, 850)
    assert {t.id: t.value for t in standing(TODAY).targets}[visitors] == 900  # what it is judged by is what is shown


def test_a_promise_changed_in_time_is_judged_as_changed(amend, visitors):
    amend(text=EASIER, effective=date(2025, 12, 1))
    after = standing(TODAY).judgements[visitors]
    assert (after.status, after.later) == (Status.MET, None)


def test_the_pages_tell_it(amend, visitors, reader):
    amend(text=EASIER, effective=LATE)
    overview = body(reader, "/")
    assert "到期后修订" in overview
    assert "方案修订（追认）" in overview
    assert "2026年11月15日起算" in overview
    page = body(reader, f"{PLAN}/targets/{visitors}/")
    assert "到期后修订为2025年" in page
    assert "灯按原目标" in page
    assert "方案修订（追认），到期后修订，灯按原目标" in page
    earlier = body(reader, f"{PLAN}/targets/{visitors}/?as_of=2026-11-14")
    assert "到期后修订" not in earlier
