"""Loading: the same again changes nothing, another text under the same title is refused, decisions are logged."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from guatu.core.plan.model import Context
from guatu.core.series.model import Form
from guatu.store import catalogue, region_table
from guatu.store.example import example_city
from guatu.store.figures import FigureFile
from guatu.store.files import read_text
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.errors import NotInStore
from guatu.web.decisions.models import Decision
from guatu.web.figures import selectors as figures
from guatu.web.plans.example import load_example
from guatu.web.plans.in_force import default_line, newest_plan
from guatu.web.plans.ledger import models
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.selectors import calendar, links, plans
from guatu.web.plans.ledger.services import PlaceUnknown, PlanDiffers, decide_link, load_plan
from guatu.web.plans.review.models import Version
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def sizes():
    tables = (models.Plan, models.Commitment, models.Claim, Decision, Version, Entry)
    return [t.objects.count() for t in tables] + [len(figures.observations(sources=figures.catalogue(TODAY).sources))]


def test_the_example_again_changes_nothing():
    before = sizes()
    again = load_example(example_city(), on=TODAY, by=None)
    assert (again.changed, again.added, again.plan.new) == (0, 0, False)
    assert sizes() == before


def test_everything_comes_back_as_it_was_read():
    city = example_city()
    assert figures.indicators(TODAY) == dict(sorted(catalogue.load_indicators(city.indicators_path).items()))
    assert figures.regions(TODAY) == dict(
        sorted(region_table.load_regions(city.regions_path, city.peer_regions_path).items())
    )
    assert figures.catalogue(TODAY).rules == catalogue.load_rules(city.rules_path)
    sources = catalogue.load_sources(city.sources_path, city.peer_sources_path, recorded_on=city.recorded_on)
    assert {s.code: s for s in figures.sources(TODAY)} == sources
    read = {d.code: d for d in catalogue.load_definitions(city.indicators_path)}
    assert {d.code: d for d in figures.catalogue(TODAY).definitions} == read
    known = {"indicators": figures.indicators(TODAY), "regions": figures.regions(TODAY), "sources": sources}
    for path in (*city.figures_paths, *city.peer_figures_paths):
        rows = FigureFile(path, **known, recorded_on=city.recorded_on)
        assert set(rows) <= set(figures.observations(sources=sources))


def test_another_text_under_the_same_title_is_refused():
    city, before = example_city(), sizes()
    text = read_text(city.plan_path)
    other = text[:-3] + "。。。"
    with pytest.raises(PlanDiffers, match=f"A530.*第{len(text) - 2}字起|A530.*不同"):
        load_plan(other, context=Context(city.name, None, 2025, 2027), on=TODAY, by=None)
    assert sizes() == before


def test_what_is_loaded_is_a_draft_and_changes_nothing_that_the_public_sees():
    city, current = example_city(), default_line(TODAY)
    text = f"{city.name}公园建设行动方案（2025—2027年）\n\n到2027年，全市建成公园3个。\n"
    loaded = load_plan(text, context=Context(city.name, None, 2025, 2027), on=TODAY, by=None)
    assert loaded.new
    assert default_line(TODAY) == current
    assert loaded.plan in plans()


def test_a_plan_of_an_unknown_place_loads_nothing():
    before = sizes()
    with pytest.raises(PlaceUnknown, match="D353"):
        load_plan(
            "甲市行动方案\n\n到2027年，全市建成公园3个。\n",
            context=Context("甲市", None, 2025, 2027),
            on=TODAY,
            by=None,
        )
    assert sizes() == before


def test_a_decision_about_a_link_is_kept_with_its_reason(person):
    plan, user = newest_plan(TODAY), person("statistician")
    target = next(t for t, link in links(plan, as_of=TODAY).items() if not link.confirmed)
    decided = decide_link(plan, target, indicator="tertiary_va", form=Form.VALUE, reason="口径已核", on=TODAY, by=user)
    assert links(plan, as_of=TODAY)[target] == decided
    assert not links(plan, as_of=TODAY - timedelta(days=1))[target].confirmed
    assert decided.confirmed
    assert str(standing(TODAY).links[keys_of(plan)[target]].reason) == "口径已核"
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, entry.actor) == ("ledger.decide_link", user.username)
    assert json.loads(entry.after)["keys"] == [f"{plan.code}/{target}"]
    assert verify().findings == ()


def test_a_decision_about_what_is_not_there_is_refused():
    plan = newest_plan(TODAY)
    for target, indicator in (("C999", "tertiary_va"), (next(iter(links(plan, as_of=TODAY))), "no_such_indicator")):
        with pytest.raises(NotInStore):
            decide_link(plan, target, indicator=indicator, form=Form.VALUE, reason="", on=TODAY, by=None)


def test_the_calendars_of_a_first_load_were_always_known():
    assert {2025, 2026} <= set(calendar(date(2025, 6, 1)).tables)


def test_the_calendar_comes_back():
    known = calendar(TODAY)
    assert known.is_workday(date(2026, 11, 23))
    assert {2025, 2026} <= set(known.tables)
