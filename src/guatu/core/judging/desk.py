"""What lies on the desk when one target is judged: its figures as known on the day, and where each came from.

The desk finds; it does not decide. A figure is the preferred, newest one known; a ratio with a formula is recomputed
from its parts, and the published ratio is kept beside it as a check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from guatu.core.judging.model import Link
from guatu.core.judging.rules import RuleSet
from guatu.core.plan.model import Commitment, Measure, PeriodKind
from guatu.core.series.formulas import ratio
from guatu.core.series.model import Figure, Form, Indicator, Nature, Observation, PriceBasis
from guatu.core.series.sums import reaches, summed
from guatu.core.series.units import convert, is_money
from guatu.core.series.vintages import known, latest
from guatu.core.text.figures import amount
from guatu.core.text.said import Said
from guatu.core.text.units import is_percent
from guatu.core.time.days import MONTHS
from guatu.core.time.periods import ReportPeriod

Shelf = Mapping[tuple[str, str], tuple[Observation, ...]]  # (indicator, region) → its observations

SEASONS = 3  # years of which the same months and the whole must be held, before a pace follows the season


def shelve(observations: Iterable[Observation], indicators: Mapping[str, Indicator], *, as_of: date) -> Shelf:
    """What was known on the day, by indicator and region. A stock stands at the end of its period: 12月末 is 年末."""
    shelf: dict[tuple[str, str], list[Observation]] = {}
    stocks = {code for code, indicator in indicators.items() if indicator.nature is Nature.STOCK}
    for row in known(observations, as_of=as_of):
        if row.indicator in stocks and row.period != row.period.at_end:
            row = replace(row, period=row.period.at_end)
        shelf.setdefault((row.indicator, row.region), []).append(row)
    return {place: tuple(rows) for place, rows in shelf.items()}


@dataclass(frozen=True, slots=True)
class FirstIssue:
    """A target and its average growth as the plan was first issued. Their base stays, whatever an amendment changes."""

    level: Commitment
    growth: Commitment


@dataclass(frozen=True, slots=True)
class Wording:
    """A target as an earlier edition of its plan had it: how it was measured, and until which day it stood."""

    target: Commitment
    link: Link
    until: date  # from this day on another wording stood


@dataclass(frozen=True, slots=True)
class Season:
    """What share of a year usually lies behind its first months: percent, and the sums that it comes from."""

    share: Decimal
    parts: Decimal
    wholes: Decimal
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """One target, its link, and everything known on `as_of`."""

    target: Commitment
    link: Link
    indicators: Mapping[str, Indicator]
    shelf: Shelf
    rules: RuleSet
    as_of: date
    plan_years: tuple[int, int]
    companions: tuple[Commitment, ...] = ()
    origin: FirstIssue | None = None  # of an amended target, where its first version implied a base
    earlier: tuple[Wording, ...] = ()  # how it was worded before, the oldest first
    unconfirmed: Collection[str] = ()  # indicators whose definition nobody has confirmed

    @property
    def indicator(self) -> Indicator:
        return self.indicators[self.link.indicator]

    @property
    def form(self) -> Form:
        return Form.GROWTH if self.target.measure is Measure.GROWTH else Form.VALUE

    @property
    def first_year(self) -> int:
        """The first year whose figures count for the target."""
        return self.target.period.since or min(self.plan_years[0], self.target.period.until or self.plan_years[0])

    @property
    def last_year(self) -> int:
        return self.target.period.until or self.plan_years[1]

    @property
    def base_year(self) -> int:
        return self.target.base_year or self.first_year - 1

    @property
    def deadline(self) -> date:
        """The last day on which the promise may still be kept; without a date of its own, the plan's last."""
        return self.target.period.due_in(self.last_year)

    @property
    def past(self) -> bool:
        return self.as_of > self.deadline

    def rows(self, indicator: str, region: str = "") -> tuple[Observation, ...]:
        return self.shelf.get((indicator, region or self.link.region), ())

    def published(
        self, period: ReportPeriod, form: Form, *, indicator: str = "", region: str = ""
    ) -> Observation | None:
        code = indicator or self.link.indicator
        where = region or self.link.region
        return latest(
            self.rows(code, where), indicator=code, region=where, period=period, form=form, as_of=self.as_of,
            basis=self.indicators[code].growth_basis, down_to=self.rules.actual_rank,
        )  # fmt: skip

    def standing(self, *, indicator: str = "", region: str = "") -> dict[ReportPeriod, Observation]:
        """The amount that stands for each period that any was published for."""
        periods = {row.period for row in self.rows(indicator or self.link.indicator, region)}
        found = {p: self.published(p, Form.VALUE, indicator=indicator, region=region) for p in periods}
        return {p: row for p, row in found.items() if row is not None}

    def figure(self, period: ReportPeriod, form: Form | None = None, *, region: str = "") -> Figure | None:
        """The figure of the target's indicator for a period, or None. Amounts come in the target's unit."""
        form = form or self.form
        if form is Form.VALUE and self.indicator.formula:
            parts = self.parts(period, region=region)
            if all(parts):
                return self._in_target_unit(ratio(parts[0], parts[1], indicator=self.indicator))  # type: ignore[arg-type]
        row = self.published(period, form, region=region)
        found = of(row, form) if row is not None else self._summed(period, form, region)
        if found is None:
            return None
        return self._in_target_unit(found) if form is Form.VALUE else found

    def _summed(self, period: ReportPeriod, form: Form, region: str) -> Figure | None:
        """A flow that nobody published for the whole period, from its parts."""
        if form is Form.GROWTH or self.indicator.nature is not Nature.FLOW:
            return None
        return summed(self.standing(region=region), period)

    def parts(self, period: ReportPeriod, *, region: str = "") -> tuple[Observation | None, Observation | None]:
        """Numerator and denominator of the target's ratio, where they are known."""
        formula = self.indicator.formula
        assert formula is not None
        above = self.published(period, Form.VALUE, indicator=formula.numerator, region=region)
        below = self.published(period, Form.VALUE, indicator=formula.denominator, region=region)
        return above, below

    def crosscheck(self, period: ReportPeriod) -> Observation | None:
        """The ratio as it was published, where we recompute it from its parts."""
        return self.published(period, Form.VALUE) if self.indicator.formula else None

    def at(self, year: int, month: int | None = None) -> Figure | None:
        """The figure for a deadline: the year's, or that of the months up to `month`, or the stock at its end."""
        if month in (None, 12):
            return self.figure(ReportPeriod(year))
        assert month is not None
        return self.figure(ReportPeriod(year, 1, month)) or (
            self.figure(ReportPeriod(year, month, month)) if self.indicator.nature is not Nature.FLOW else None
        )

    def usual_share(self, period: ReportPeriod) -> Season | None:
        """How much of a year's flow has usually come by the end of these months, by the `SEASONS` years before; None
        where not so many are held."""
        parts = wholes = Decimal(0)
        years = range(period.year - SEASONS, period.year)
        for year in years:
            part = self.figure(ReportPeriod(year, 1, period.last), Form.VALUE)
            whole = self.figure(ReportPeriod(year), Form.VALUE)
            if part is None or whole is None or whole.value <= 0:
                return None
            parts, wholes = parts + part.value, wholes + whole.value
        return Season(parts / wholes * 100, parts, wholes, (years[0], years[-1]))

    def newest(self, *, whole_years: bool) -> Figure | None:
        """The latest figure within the target's years. None before the first of them is published."""
        return next(iter(self.figures(whole_years=whole_years)), None)

    def figures(self, *, whole_years: bool, form: Form | None = None) -> list[Figure]:
        """Figures of the target's years known so far, newest first; year-to-date and months as well if asked for."""
        form = form or self.form
        codes = [self.link.indicator]
        if self.indicator.formula and form is Form.VALUE:
            codes += [self.indicator.formula.numerator, self.indicator.formula.denominator]
        periods = {
            row.period
            for code in codes
            for row in self.rows(code)
            if self.first_year <= row.period.year <= self.last_year and (row.period.whole_year or not whole_years)
        }
        if self.indicator.nature is Nature.FLOW:
            periods = self._since_january(periods, form, whole_years=whole_years)
        order = sorted(periods, key=lambda p: (p.ends, -p.first), reverse=True)
        return [found for period in order if (found := self.figure(period, form))]

    def _since_january(self, periods: set[ReportPeriod], form: Form, *, whole_years: bool) -> set[ReportPeriod]:
        """A flow is held against a target by what it has come to since January: a single month says nothing of that,
        and hides no sum."""
        if form is Form.GROWTH:
            return {p for p in periods if p.first == 1}
        there = self.standing()
        return {
            ReportPeriod(year, 1, last)
            for year in {p.year for p in there}
            if self.first_year <= year <= self.last_year
            for last in reaches(there, year)
            if last == MONTHS or not whole_years
        }

    def growths(self, *, since: int, until: int, region: str = "") -> list[Figure]:
        """Whole-year growth of one year after another from `since`, as far as it is known without a gap."""
        found: list[Figure] = []
        for year in range(since, until + 1):
            figure = self.figure(ReportPeriod(year), Form.GROWTH, region=region)
            if figure is None:
                break
            found.append(figure)
        return found

    @property
    def covers_money(self) -> bool:
        return is_money(self.indicator.unit)

    def _in_target_unit(self, figure: Figure) -> Figure:
        unit = self.target.unit
        if not unit or figure.unit == unit or self.target.measure is Measure.GROWTH:
            return figure
        if is_percent(unit) and is_percent(figure.unit):
            return figure
        value = convert(figure.value, figure.unit, unit, self.indicator.read_as)
        same = value == figure.value
        note = figure.formula
        if not note and not same:
            note = Said("换算：{before} = {after}", before=amount(figure.value, figure.unit), after=amount(value, unit))
        return replace(figure, value=value, unit=unit, formula=note)


def of(row: Observation, form: Form) -> Figure:
    """One published number as a figure."""
    value = row.value if form is Form.VALUE else row.growth
    assert value is not None
    return Figure(
        value=value,
        unit=row.unit if form is Form.VALUE else "%",
        period=row.period,
        form=form,
        stage=row.stage,
        known_on=row.known_on,
        observations=(row,),
    )


@dataclass(frozen=True, slots=True)
class Reference:
    """The growth that a required growth is held against. `unchanged`: there is none, and 0 stands for it."""

    rate: Decimal
    says: Said
    unchanged: bool = False


def reference_growth(desk: Desk, figure: Figure) -> Reference:
    """The last growth that a required growth may be held against, and what it is.

    Only growth in the same price as the amount counts. Where it was published at constant price, or not at all, the
    reference is an unchanged level, 0: a constant-price growth never meets a current-price amount.
    """
    parts = figure.observations
    if any(row.growth is None for row in parts):
        none = Said("同口径增速未公布，以“保持不变”为参照")
        return _growth_of_counts(desk, figure) or Reference(Decimal(0), none, unchanged=True)
    if any(row.growth_basis in (PriceBasis.CONSTANT, PriceBasis.SAME_SET) for row in parts):
        basis = next(row.growth_basis for row in parts if row.growth_basis not in (PriceBasis.NONE, PriceBasis.NOMINAL))
        other = Said("公布的增速是{basis}的，不能与现价数相除，以“保持不变”为参照", basis=basis)
        return Reference(Decimal(0), other, unchanged=True)
    if len(parts) == 1:
        growth = parts[0].growth
        assert growth is not None
        return Reference(growth, Said("{period}公布的增速", period=parts[0].period))
    above, below = (row.growth or Decimal(0) for row in parts)
    words = Said("由两部分增速算得：{above} ÷ {below} − 1", above=one_plus(above), below=one_plus(below))
    return Reference(((1 + above / 100) / (1 + below / 100) - 1) * 100, words)


def _growth_of_counts(desk: Desk, figure: Figure) -> Reference | None:
    """The growth between two published figures of a count or a share; of money it is never derived."""
    before = desk.figure(ReportPeriod(figure.period.year - 1, figure.period.first, figure.period.last), Form.VALUE)
    priced = desk.covers_money or any(is_money(row.unit) for row in figure.observations)
    if before is None or before.value <= 0 or priced:
        return None
    if any(row.source.rank > desk.rules.base_rank for row in before.observations):
        return None
    words = Said(
        "由{before}的{was}和{now}的{figure}算得",
        before=before.period, was=before.value, now=figure.period, figure=figure.value,
    )  # fmt: skip
    return Reference((figure.value / before.value - 1) * 100, words)


def one_plus(rate: Decimal, *, brackets: bool = True) -> Said:
    """(1 + 6%), (1 − 5.4%): what a growth multiplies by. A line of arithmetic is the same in every language."""
    size = amount(abs(rate), "%")
    if brackets:
        return Said("(1 + {rate})", rate=size) if rate >= 0 else Said("(1 − {rate})", rate=size)
    return Said("1 + {rate}", rate=size) if rate >= 0 else Said("1 − {rate}", rate=size)


def average_companion(desk: Desk) -> Commitment | None:
    """The average-growth target that the plan itself sets for the same indicator over the same years."""
    for other in desk.companions:
        if (
            other.id != desk.target.id
            and other.measure is Measure.GROWTH
            and other.period.kind is PeriodKind.AVERAGE
            and other.value is not None
            and (other.period.until or desk.plan_years[1]) == desk.last_year
        ):
            return other
    return None


def series_behind(links: Iterable[Link], indicators: Mapping[str, Indicator]) -> set[str]:
    """Codes of every series that judging these links may look at: a store that loads only these loads enough.

    The indicators themselves, both parts of their ratios, and the published series that are often taken for them
    (without those a missing figure could not be told from another definition).
    """
    codes = {link.indicator for link in links if link.indicator in indicators}
    by_name = {name: i.code for i in indicators.values() for name in (i.name, *i.aliases)}
    found = set(codes)
    for code in codes:
        indicator = indicators[code]
        if indicator.formula:
            found |= {indicator.formula.numerator, indicator.formula.denominator}
        found |= {by_name[name] for name, _ in indicator.not_same_as if name in by_name}
    return found
