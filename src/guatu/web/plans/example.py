"""The example city, as it comes with Guatu, through the same doors as any other city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guatu.core.plan.model import Context
from guatu.store import catalogue, region_table
from guatu.store.calendars import load_year
from guatu.store.duties import read_duties
from guatu.store.example import ExampleCity
from guatu.store.figures import FigureFile
from guatu.store.files import read_text
from guatu.store.names import read_names
from guatu.web.audit.services import in_turn
from guatu.web.figures import selectors
from guatu.web.figures import services as figures
from guatu.web.people.files import read_units
from guatu.web.people.models import User
from guatu.web.people.services import load_units
from guatu.web.plans.in_force import line_with
from guatu.web.plans.ledger import services as ledger
from guatu.web.plans.names.services import name_targets
from guatu.web.plans.owners.services import load_duties
from guatu.web.plans.review.selectors import latest_version
from guatu.web.plans.review.services import publish_as_read

PUBLISHED = "示例城市：按编译所读发布，未经审阅"


@dataclass(frozen=True, slots=True)
class ExampleLoaded:
    changed: int  # rows of places, sources, catalogue, rules, calendars, units and their duties
    added: int  # figures
    known: int  # figures that were there already
    plan: ledger.PlanLoaded


@in_turn
def load_example(city: ExampleCity, *, on: date, by: User | None) -> ExampleLoaded:
    """Everything in the city's folder, and its plan published as version 1; or nothing. Again: no change."""
    changed = figures.load_regions(
        region_table.load_regions(city.regions_path, city.peer_regions_path).values(),
        on=on,
        name=city.regions_path.name,
        by=by,
    )
    sources = catalogue.load_sources(city.sources_path, city.peer_sources_path, recorded_on=city.recorded_on)
    changed += figures.load_sources(sources.values(), on=on, name=city.sources_path.name, by=by)
    changed += figures.load_catalogue(
        catalogue.load_indicators(city.indicators_path).values(),
        catalogue.load_definitions(city.indicators_path),
        on=on,
        name=city.indicators_path.name,
        by=by,
    )
    changed += figures.load_rules(catalogue.load_rules(city.rules_path), on=on, name=city.rules_path.name, by=by)
    years = [load_year(path) for path in city.calendars_paths]
    changed += ledger.load_calendar(years, on=on, name=city.calendars_paths[0].parent.name, by=by)
    changed += load_units(read_units(city.units_path), name=city.units_path.name, by=by)
    changed += load_duties(read_duties(city.duties_path), on=on, name=city.duties_path.name, by=by)
    indicators, regions = selectors.indicators(on), selectors.regions(on)
    added = have = 0
    for path in (*city.figures_paths, *city.peer_figures_paths):
        rows = FigureFile(path, indicators=indicators, regions=regions, sources=sources, recorded_on=city.recorded_on)
        loaded = figures.load_figures(rows, name=path.name, recorded_on=city.recorded_on, by=by)
        added, have = added + loaded.added, have + loaded.known
    plan = ledger.load_plan(
        read_text(city.plan_path),
        name=city.plan_path.name,
        context=Context(city.name, None, *city.plan_years),
        region=city.region,
        on=on,
        by=by,
    )
    if latest_version(plan.plan) is None:
        publish_as_read(plan.plan, reason=PUBLISHED, on=on, by=by)
        names = read_names(city.names_path)
        name_targets(line_with(plan.plan.code), names, on=on, first=True, name=city.names_path.name, by=by)
    return ExampleLoaded(changed, added, have, plan)
