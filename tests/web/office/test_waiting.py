"""待确认: every target whose measure nobody confirmed can be given one on the page, and then has a light."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guatu.core.decisions import Basis
from guatu.core.judging.model import Status
from guatu.core.series.model import Observation, PriceBasis, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.web.base.scopes import Scope
from guatu.web.decisions.models import Decision
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import load_figures
from guatu.web.standing.selectors import standing
from tests.web.second_plan import load_draft

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
QUEUE = "/office/waiting/"


def signed_in(user) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def statistician(person, settings) -> Client:
    settings.GUATU_TODAY = TODAY.isoformat()
    return signed_in(person("statistician"))


def undecided() -> list[str]:
    now = standing(TODAY)
    return [t.id for t in now.targets if not now.links[t.id].confirmed]


def opened(client: Client, target: str) -> str:
    plan = standing(TODAY).plan.code
    return client.get(f"{QUEUE}?at={plan}-{target}").content.decode()


def decided(client: Client, target: str, **typed: str):
    plan = standing(TODAY).plan.code
    return client.post(f"{QUEUE}do/link/", {"at": f"{plan}-{target}", "plan": plan, "target": target} | typed)


def test_each_target_without_a_measure_gets_one_and_with_a_figure_its_light(statistician):
    waiting = undecided()
    assert waiting
    for target in waiting:
        now = standing(TODAY)
        assert now.judgements[target].status is Status.UNKNOWN
        page = opened(statistician, target)
        chosen = re.search(r'name="indicator" value="(\w+)" checked', page)
        assert chosen, target
        answer = decided(statistician, target, indicator=chosen[1], form="value", region=now.plan.region_id)
        assert answer.status_code == 302, answer.content.decode()
        give_a_figure(target)
        assert standing(TODAY).judgements[target].status is not Status.UNKNOWN, target
    assert undecided() == []


def give_a_figure(target: str) -> None:
    """What the target asks for, in the last period that has ended, published today."""
    now = standing(TODAY)
    commitment = next(t for t in now.targets if t.id == target)
    indicator = now.indicators[now.links[target].indicator]
    year = min(commitment.period.until or 2025, 2025)
    source = Source(f"test-{target}", "某月报", "某局", TODAY, rank=10)
    asked = Decimal(commitment.value or 1)
    rows = [
        Observation(f"k-{target}-{y}", indicator.code, now.links[target].region, ReportPeriod(y), indicator.unit, asked,
                    None, PriceBasis.NONE, Stage.UNSTATED, source, TODAY, TODAY)
        for y in (year - 1, year)
    ]  # fmt: skip
    load_figures(rows, recorded_on=TODAY, by=None)


def test_a_link_is_a_dated_decision_with_its_paper_and_its_reason(statistician):
    target = undecided()[0]
    chosen = re.search(r'name="indicator" value="(\w+)" checked', opened(statistician, target))[1]
    early = {"indicator": chosen, "known_on": "2026-06-01", "paper": "某文〔2026〕9号"}
    asked = decided(statistician, target, **early)
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "D370" in text
    assert re.search(r'name="reason"[^>]*aria-invalid="true"', text)
    assert 'value="某文〔2026〕9号"' in text
    assert target in undecided()
    decided(statistician, target, **early, reason="口径相同，补记")
    row = Decision.objects.latest("id")
    assert (row.kind, row.known_on, row.basis, row.paper, row.reason, row.recorded_on) == (
        "link", date(2026, 6, 1), Basis.RATIFIED, "某文〔2026〕9号", "口径相同，补记", TODAY,
    )  # fmt: skip
    assert not standing(date(2026, 5, 31)).links[target].confirmed
    assert standing(date(2026, 6, 1)).links[target].confirmed


def test_another_indicator_is_found_by_its_name_and_an_unknown_one_is_refused_in_place(statistician):
    target, name = undecided()[0], next(iter(figures.indicators(TODAY).values())).name
    refused = decided(statistician, target, other="没有这个指标")
    assert refused.status_code == 404
    assert re.search(r'name="other"[^>]*value="没有这个指标"[^>]*aria-invalid="true"', refused.content.decode())
    decided(statistician, target, other=name)
    now = standing(TODAY)
    assert now.indicators[now.links[target].indicator].name == name


def test_a_definition_is_confirmed_in_the_words_of_who_answers_for_it(statistician):
    one = next(d for d in figures.catalogue(TODAY).definitions if not d.confirmed)
    page = statistician.get(f"{QUEUE}?at=d-{one.code}").content.decode()
    assert one.text in page
    statistician.post(
        f"{QUEUE}do/definition/",
        {"at": f"d-{one.code}", "code": one.code, "text": "另一种说法", "source": "市统计局函", "reason": "来函确认"},
    )
    made = next(d for d in figures.catalogue(TODAY).definitions if d.code == one.code)
    assert (made.text, made.confirmed, made.source) == ("另一种说法", True, "市统计局函")
    before = next(d for d in figures.catalogue(date(2026, 11, 22)).definitions if d.code == one.code)
    assert before == one
    assert f"row-d-{one.code}" not in statistician.get(QUEUE).content.decode()


def test_what_was_asked_of_an_indicator_is_settled_with_its_definition(statistician):
    known = figures.catalogue(TODAY)
    one = next(d for d in known.definitions if known.indicators[d.indicator].open_question)
    statistician.post(f"{QUEUE}do/definition/", {"code": one.code, "text": one.text})
    assert figures.indicators(TODAY)[one.indicator].open_question == ""
    assert figures.indicators(date(2026, 11, 22))[one.indicator].open_question != ""


def test_after_a_decision_the_next_one_is_open(statistician):
    first, second = undecided()[:2]
    chosen = re.search(r'name="indicator" value="(\w+)" checked', opened(statistician, first))[1]
    answer = decided(statistician, first, indicator=chosen)
    page = statistician.get(answer.headers["Location"]).content.decode()
    assert "已确认" in page
    row = re.search(r'<li id="row-([^"]+)" data-row aria-current="true"', page)[1]
    assert row.endswith(second)


def test_a_dispatcher_of_one_plan_sees_its_targets_alone(person, settings, statistician):
    other = load_draft("乌海市2026年另一个方案\n\n到2026年底，新增车位100个以上。\n")
    client = signed_in(person("dispatcher", scope=Scope("plan", other.code)))
    page = client.get(QUEUE).content.decode()
    assert "新增车位" in page
    plan = standing(TODAY).plan.code
    assert f"row-{plan}-" not in page
    assert "row-d-" not in page
    assert "/office/figures/" not in page
    assert (
        client.post(f"{QUEUE}do/link/", {"plan": plan, "target": undecided()[0], "indicator": "gdp"}).status_code == 403
    )


def test_a_long_queue_costs_the_same_questions_as_a_short_one(statistician):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            statistician.get(QUEUE)
        return len(found)

    def grown(name: str, targets: int) -> int:
        """How many questions more another draft costs."""
        before = asked()
        load_draft(f"乌海市{name}\n\n" + "".join(f"到2026年底，新增第{n}类设施{n}个以上。\n" for n in range(targets)))
        return asked() - before

    asked()
    assert grown("某方案", 60) <= grown("另一方案", 3)
