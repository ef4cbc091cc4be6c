"""History is never repainted: nothing done after a day changes what is answered for that day.

H1–H7 are the cases by which it once was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guatu.core.decisions import Basis, NoReasonForEarlier
from guatu.core.judging.model import Status
from guatu.core.series.model import Form
from guatu.web.audit.verify import verify
from guatu.web.decisions.models import Decision
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import RulesDiffer, load_rules, load_sources
from guatu.web.plans.in_force import default_line
from guatu.web.plans.ledger.services import decide_link
from guatu.web.standing.archive import archive
from guatu.web.standing.selectors import standing
from tests.web.standing.deeds import BESIDES, DEEDS, TODAY, write_services

pytestmark = pytest.mark.django_db
PAST = (date(2025, 12, 31), date(2026, 4, 29), date(2026, 5, 15), date(2026, 11, 5), TODAY - timedelta(days=1))
MAY = date(2026, 5, 15)


def answers(code: str) -> list[object]:
    """Everything that was said for each day of the past, in both questions."""
    found = []
    for day in PAST:
        for recorded_by in (None, TODAY - timedelta(days=1)):
            said = standing(day, plan=code, recorded_by=recorded_by)
            found.append((said.plan.pk, said.commitments, dict(said.links), dict(said.judgements)))
            found.append((dict(said.tasks), dict(said.owners)))
    return found


@pytest.fixture
def code() -> str:
    return default_line(TODAY).code


def test_every_write_service_is_asked():
    """A new service stands in the table of deeds, or this fails."""
    inner = {"audit.record_changes", "check.annotated"}  # nobody's own act; keeps nothing
    assert write_services() - inner == set(DEEDS)


@pytest.mark.parametrize("name", [*DEEDS, *BESIDES])
def test_what_is_done_today_changes_no_day_before(code, name):
    before = answers(code)
    (DEEDS | BESIDES)[name]()
    assert answers(code) == before
    assert verify().findings == ()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(done=st.lists(st.sampled_from([*DEEDS, *BESIDES]), min_size=2, max_size=5))
def test_whatever_is_done_today_in_whatever_order_changes_no_day_before(code, done):
    before = answers(code)
    with transaction.atomic():
        for name in done:
            (DEEDS | BESIDES)[name]()
        assert answers(code) == before, done
        transaction.set_rollback(True)


def stricter(**facts):
    return replace(figures.catalogue(TODAY).rules, **{"version": "v2", "ok_from": Decimal(-1)} | facts)


def light(day, id="房地产-16"):
    return standing(day).judgements[id].status


def test_h1_a_version_of_rules_is_never_rewritten():
    with pytest.raises(RulesDiffer, match="D371"):
        load_rules(stricter(version="v1"), on=TODAY, by=None)
    assert load_rules(figures.catalogue(TODAY).rules, on=TODAY, by=None) == 0


def test_h2_rules_that_nobody_knew_in_may_set_no_light_of_may():
    assert light(MAY) is Status.OK
    load_rules(stricter(since=date(2026, 1, 1)), on=TODAY, by=None)
    assert (light(MAY), light(TODAY)) == (Status.OK, Status.SLOW)


def test_h2_only_a_ratified_set_reaches_back_and_says_why():
    earlier = {"known_on": date(2026, 1, 1), "paper": "某文〔2026〕3号"}
    with pytest.raises(NoReasonForEarlier, match="D370"):
        load_rules(stricter(), on=TODAY, by=None, **earlier)
    load_rules(stricter(), on=TODAY, by=None, reason="市政府会议追认", **earlier)
    row = Decision.objects.latest("id")
    assert (row.basis, row.reason, row.paper) == (Basis.RATIFIED, "市政府会议追认", "某文〔2026〕3号")
    assert light(MAY) is Status.SLOW
    assert standing(MAY, recorded_by=TODAY - timedelta(days=1)).judgements["房地产-16"].status is Status.OK


def test_h3_the_history_of_a_light_and_the_question_of_a_day_are_one_answer():
    load_rules(
        stricter(since=date(2026, 11, 1), version="v3"), known_on=date(2026, 11, 1), reason="追认", on=TODAY, by=None
    )
    now, every = standing(TODAY), archive(default_line(TODAY))
    days = sorted(day for day in every.days("房地产-16", now) if day <= TODAY)
    assert {day: every.judgement(day, "房地产-16", now) for day in days} == {
        day: standing(day).judgements["房地产-16"] for day in days
    }
    assert [light(day) for day in (MAY, date(2026, 10, 31), date(2026, 11, 1))] == [
        Status.OK, Status.OK, Status.SLOW,
    ]  # fmt: skip


def test_h4_another_formula_counts_from_today(code):
    before = standing(MAY).judgements["物流-14"]
    DEEDS["figures.load_catalogue"]()
    assert standing(MAY).judgements["物流-14"] == before
    assert standing(TODAY).judgements["物流-14"].actual != before.actual
    assert verify().findings == ()


def test_h5_h6_a_source_keeps_its_rank_and_its_day_in_the_past():
    before = {s.code: s for s in figures.sources(MAY)}["wh-gb-2025"]
    DEEDS["figures.load_sources"]()
    after = {s.code: s for s in figures.sources(TODAY)}["wh-gb-2025"]
    assert {s.code: s for s in figures.sources(MAY)}["wh-gb-2025"] == before
    assert (after.rank, after.published) == (95, date(2026, 3, 28))
    assert load_sources([after], on=TODAY, by=None) == 0


def test_h7_another_link_counts_from_today(code):
    before = standing(MAY)
    plan = before.plan
    target = next(t.id for t in before.targets if before.links[t.id].confirmed)
    decide_link(plan, target, indicator="tech_contract_value", form=Form.VALUE, reason="改", on=TODAY, by=None)
    assert standing(MAY).links == before.links
    assert standing(TODAY).links[target].indicator == "tech_contract_value"


def test_what_was_written_down_later_is_not_seen_by_who_asks_as_recorded(code):
    DEEDS["figures.load_figures"]()
    published, recorded = standing(TODAY), standing(TODAY, recorded_by=TODAY - timedelta(days=1))
    assert published.judgements["总体-05"] != recorded.judgements["总体-05"]
