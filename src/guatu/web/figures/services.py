"""Writes: places, sources, the catalogue, the rules, and figures, which are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import DatabaseError, transaction
from django.db.models import Model

from guatu.core.errors import FiguresError, Place
from guatu.core.judging.rules import RuleSet
from guatu.core.series import model as core
from guatu.core.series.formulas import factor_of
from guatu.store import catalogue
from guatu.web.audit.services import in_turn, record
from guatu.web.base import bulk
from guatu.web.base.alone import alone
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.decisions.selectors import histories_of_keys
from guatu.web.decisions.services import decide
from guatu.web.figures import incoming, models, selectors
from guatu.web.figures.staging import HomeMissing, Staged, staged
from guatu.web.people.models import User

THE_CITY = "city"  # rule sets follow one another: one stands at a time


class RulesDiffer(FiguresError):
    code = "D371"
    reason = "规则集{ruleset}的{version}版已经在库里，这次的内容与它不同。"
    remedy = "用过的规则不能改写，否则以前的灯会变：请换一个版次号，从新的一天起用。"


class IndicatorRefused(FiguresError):
    code = "D345"
    reason = "这个指标不能这样写：{why}。"
    remedy = "请改好后再保存；填过的都还在。"


class Dating(TypedDict, total=False):
    """From which day a decision counts when it is not today, by which paper, and why."""

    known_on: date
    paper: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load of figures did."""

    added: int
    known: int  # were there already


@in_turn
def load_regions(
    regions: Iterable[core.Region], *, on: date, name: str = "", by: User | None, **dating: Unpack[Dating]
) -> int:
    """Add or correct places; how many changed."""
    require(by, "indicators.load_catalogue")
    values = {r.code: r for r in regions}
    codes = values.keys() | set(models.Region.objects.values_list("pk", flat=True))
    for region in values.values():
        if region.parent and region.parent not in codes:
            raise HomeMissing(Place(name), kind="地区", code=region.parent)
    return _decide(models.Region, "region", values, action="indicators.load_regions", on=on, name=name, by=by, **dating)


@in_turn
def load_sources(
    sources: Iterable[core.Source], *, on: date, name: str = "", by: User | None, **dating: Unpack[Dating]
) -> int:
    """Add or correct the documents that figures come from; how many changed."""
    require(by, "indicators.load_catalogue")
    values = {s.code: s for s in sources}
    return _decide(models.Source, "source", values, action="indicators.load_sources", on=on, name=name, by=by, **dating)


@in_turn
def load_catalogue(
    indicators: Iterable[core.Indicator],
    definitions: Iterable[core.Definition] = (),
    *,
    on: date,
    name: str = "",
    by: User | None,
    **dating: Unpack[Dating],
) -> int:
    """Add or correct indicators and what they count; how many changed."""
    require(by, "indicators.load_catalogue")
    found = {i.code: i for i in indicators}
    meant = {d.code: d for d in definitions}
    count = _decide(
        models.Indicator, "indicator", found, action="indicators.load_catalogue", on=on, name=name, by=by, **dating
    )
    written = decide(
        "definition", meant, action="indicators.load_definitions", on=on, own_day=lambda d: d.since, name=name, by=by,
        **dating,
    )  # fmt: skip
    return count + len(written)


@in_turn
def edit_indicator(
    indicator: core.Indicator,
    definitions: Iterable[core.Definition] = (),
    *,
    on: date,
    by: User | None,
    **dating: Unpack[Dating],
) -> int:
    """Add one indicator or correct it, held against all the others; how much changed. A formula gets the factor that
    the units imply.

    Raises:
        IndicatorRefused, NoReasonForEarlier.
    """
    require(by, "indicators.load_catalogue")
    indicator = fitting_indicator(indicator, selectors.indicators(dating.get("known_on", on)))
    return load_catalogue([indicator], definitions, on=on, name=indicator.name, by=by, **dating)


@in_turn
def edit_indicators(
    indicators: Iterable[core.Indicator], *, on: date, name: str = "", by: User | None, **dating: Unpack[Dating]
) -> int:
    """Add indicators or correct them, each held against all the others as they will be; how many changed.

    Raises:
        IndicatorRefused: one of them; then none is written.
    """
    require(by, "indicators.load_catalogue")
    known = dict(selectors.indicators(dating.get("known_on", on)))
    coming = {i.code: i for i in indicators}
    fitted = [
        fitting_indicator(one, known | {code: i for code, i in coming.items() if code != one.code})
        for one in coming.values()
    ]
    return load_catalogue(fitted, on=on, name=name, by=by, **dating)


def fitting_indicator(indicator: core.Indicator, known: Mapping[str, core.Indicator]) -> core.Indicator:
    """The indicator with the factor that the units imply. Raises IndicatorRefused when it clashes with the others."""
    if not (indicator.name and indicator.unit):
        raise IndicatorRefused(why="名称和单位都要写")
    formula, among = indicator.formula, {**known, indicator.code: indicator}
    if formula is not None and formula.numerator in among and formula.denominator in among:
        exact = factor_of(formula, among, indicator.unit)
        if exact != formula.factor:
            indicator = among[indicator.code] = replace(indicator, formula=replace(formula, factor=exact))
    before = set(catalogue.clashes(known))
    if wrong := [clash for clash in catalogue.clashes(among) if clash not in before]:
        raise IndicatorRefused(why="；".join(wrong))
    return indicator


@in_turn
def confirm_definition(
    code: str,
    *,
    text: str = "",
    source: str = "",
    on: date,
    by: User | None,
    **dating: Unpack[Dating],
) -> core.Definition:
    """Whoever answers for a definition says that it holds: as it stands, or in the words given. What was asked about
    its indicator is settled with it.

    Args:
        source: who confirmed it, by which paper; what stands when nothing is said.
    Raises:
        NotInStore, NoReasonForEarlier.
    """
    require(by, "indicators.load_catalogue")
    known = selectors.catalogue(dating.get("known_on", on))
    found = next((d for d in known.definitions if d.code == code), None)
    if found is None:
        raise NotInStore(kind="口径", name=code[:80])
    meant = replace(found, text=text.strip() or found.text, source=source.strip() or found.source, confirmed=True)
    decide("definition", {code: meant}, action="indicators.confirm_definition", on=on, by=by, **dating)
    indicator = known.indicators.get(meant.indicator)
    if indicator is not None and indicator.open_question:
        settled = {indicator.code: replace(indicator, open_question="")}
        decide("indicator", settled, action="indicators.confirm_definition", on=on, by=by, **dating)
    return meant


@in_turn
def load_rules(rules: RuleSet, *, on: date, name: str = "", by: User | None, **dating: Unpack[Dating]) -> int:
    """Add a version of the rules by which lights are set. It counts from its own day, and never from one before today
    unless a reason is given. The same version again changes nothing; with other content it is refused."""
    require(by, "indicators.load_catalogue")
    if refuse_rewritten(rules, name=name):
        return 0
    if rules.since and rules.since > on and "known_on" not in dating:
        dating["known_on"] = rules.since
    written = decide(
        "rules", {THE_CITY: rules}, action="indicators.load_rules", on=on, own_day=lambda r: r.since, name=name, by=by,
        **dating,
    )  # fmt: skip
    return len(written)


def refuse_rewritten(rules: RuleSet, *, name: str = "") -> bool:
    """Whether this version of the rules is known, just so. Raises RulesDiffer when it is known otherwise."""
    for row in histories_of_keys("rules", [THE_CITY]).get(THE_CITY, ()):
        if (row.value.code, row.value.version) == (rules.code, rules.version):
            if row.value == rules:
                return True
            raise RulesDiffer(Place(name), ruleset=rules.code, version=rules.version)
    return False


def _decide(
    table: type[Model], kind: str, values: Mapping[str, Any], *, action: str, on: date, name: str, by: User | None,
    **dating: Unpack[Dating],
) -> int:  # fmt: skip
    """Decide what stands in the catalogue under these codes, from the beginning when it is the first of its kind."""
    new = set(values) - set(table._default_manager.values_list("pk", flat=True))
    table._default_manager.bulk_create([table(pk=code) for code in sorted(new)], batch_size=500)
    return len(decide(kind, values, action=action, on=on, own_day=lambda _: None, name=name, by=by, **dating))


def load_figures(
    observations: Iterable[core.Observation], *, name: str = "", recorded_on: date, by: User | None
) -> Loaded:
    """Add the figures that the store does not have yet. The same file again changes nothing.

    They are read, digested and checked before anything is locked, however many they are. Many come in slices, between
    which others write; they are in the store when the last one is, all at once.

    Raises:
        FiguresRefused: with everything that is wrong; nothing was added.
        UnderWay: others are loaded, and this runs in a transaction.
    """
    require(by, "indicators.load_figures")
    with staged(observations, name=name) as figures:
        if not figures.fresh:
            return Loaded(0, figures.count)
        with alone("loading"):
            incoming.clear()
            figures.check_again()
            added = _move_in(figures, recorded_on, by) if figures.fresh else 0
        return Loaded(added, figures.count - added)


def _move_in(figures: Staged, recorded_on: date, by: User | None) -> int:
    figures.digest()  # what takes long is done before anybody waits
    *early, last = figures.slices()
    if not early:
        return _at_once(figures, last, recorded_on, by)
    batch = _begin(figures, recorded_on, in_slices=True)
    if batch is None:
        return 0
    try:
        for part in early:
            with transaction.atomic():
                figures.move(part, batch)
            bulk.let_others_write()
        _end(figures, batch, last, recorded_on, by, in_slices=True)
    except BaseException:
        with suppress(DatabaseError):  # the next load clears what cannot be cleared now
            incoming.clear()
        raise
    return batch.count


@in_turn
def _at_once(figures: Staged, part: str, on: date, by: User | None) -> int:
    batch = _begin(figures, on)
    if batch is None:
        return 0
    _end(figures, batch, part, on, by)
    return batch.count


@in_turn
def _begin(figures: Staged, on: date, *, in_slices: bool = False) -> models.Batch | None:
    """The batch for the figures that are still new."""
    figures.check_again()
    if not figures.fresh:
        return None
    if in_slices:
        incoming.set_mark()
    named = [models.Source(code=code) for code in sorted(figures.sources)]
    models.Source.objects.bulk_create(named, ignore_conflicts=True)
    return models.Batch.objects.create(name=figures.name, recorded_on=on, count=figures.fresh, digest=figures.digest())


@in_turn
def _end(
    figures: Staged, batch: models.Batch, part: str, on: date, by: User | None, *, in_slices: bool = False
) -> None:
    """The last slice, and with it everything is in the store."""
    figures.move(part, batch)
    _add_sources(figures.sources, figures.name, on=on, by=by)
    after = {"file": figures.name, "count": batch.count, "digest": batch.digest}
    record("indicators.load_figures", actor=by, obj=batch, after=after)
    if in_slices:
        incoming.take_mark_away()


def _add_sources(sources: Mapping[str, core.Source], name: str, *, on: date, by: User | None) -> None:
    """Documents first named by these figures. A source that is known keeps its rank and its date."""
    decided = histories_of_keys("source", sources)
    named = {code: source for code, source in sources.items() if not decided[code]}
    if named:
        _decide(models.Source, "source", named, action="indicators.load_sources", on=on, name=name, by=by)
