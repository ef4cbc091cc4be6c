"""The catalogue: lists as they stand today, forms that decide from a day on, and the files that change many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import GuatuError
from guatu.core.series.model import Indicator
from guatu.store.source_kinds import source_kinds
from guatu.web.base.errors import NotAllowed, NotInStore, status_of
from guatu.web.base.request import AppRequest
from guatu.web.base.tongue import say
from guatu.web.decisions.selectors import histories_of_keys
from guatu.web.figures import selectors
from guatu.web.figures.services import THE_CITY, edit_indicator, load_sources
from guatu.web.loads.kinds import KINDS
from guatu.web.office.catalogue import forms, lists, presenters
from guatu.web.office.catalogue.presenters import Shelf
from guatu.web.office.dating import DatingFields
from guatu.web.office.staff import holding, said_trouble
from guatu.web.people import selectors as people
from guatu.web.plans.ledger import selectors as ledger
from guatu.web.public.list_pages import ListSheet, list_page
from guatu.web.standing.reading import Reading

RIGHT = "indicators.load_catalogue"
BOTH = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@holding(RIGHT)
def home(request: AppRequest) -> HttpResponse:
    on = request.today
    known = selectors.catalogue(on)
    years = ledger.calendar(on).tables
    missing = presenters.missing_years(ledger.calendar(on), _plan_years(request), on=on)
    rules = known.rules
    shelves = [
        Shelf("indicators", "indicators", _("指标"), len(known.indicators), _("名称、单位、性质、公式、口径")),
        Shelf("sources", "sources", _("来源"), len(known.sources), _("数出自哪些文件，哪天公布，谁先用")),
        Shelf("rules", "rules", _("研判规则"), 1 if rules else 0, say(rules.named) if rules else ""),
        Shelf("calendar", "calendar", _("节假日安排"), len(years), _years_said(missing)),
        Shelf("regions", "regions", _("地区"), len(known.regions), ""),
        Shelf("units", "units", _("单位"), len(people.units()), ""),
    ]
    may_load = {kind.code for kind in KINDS.values() if request.user.has_perm(kind.permit)}
    return render(request, "catalogue/home.html", {"shelves": shelves, "may_load": may_load})


@require_safe
@never_cache
@holding(RIGHT)
def indicators(request: AppRequest) -> HttpResponse:
    known = selectors.catalogue(request.today)
    open_ones = {d.indicator for d in known.definitions if not d.confirmed}
    found = lists.indicator_listing(known.indicators.values(), request.GET, waiting=open_ones)
    sheet = ListSheet(_("指标"), lists.INDICATOR_SHEET, lists.indicator_cells)
    words = {"open_ones": open_ones}
    return list_page(request, "catalogue/indicators.html", found, name="catalogue-indicators", sheet=sheet, words=words)


@require_http_methods(BOTH)
@never_cache
@holding(RIGHT)
def new(request: AppRequest) -> HttpResponse:
    """An indicator that the catalogue lacks; what is known of it comes in the address."""
    code = forms.new_indicator_code(selectors.indicators(request.today))
    given = {"nature": "", "wanted": "more"} | {name: request.GET.get(name, "")[:200] for name in ("name", "unit")}
    return _indicator_page(request, code, typed=given, fresh=True)


@require_http_methods(BOTH)
@never_cache
@holding(RIGHT)
def indicator(request: AppRequest, code: str) -> HttpResponse:
    known = selectors.indicators(request.today)
    if code not in known:
        raise NotInStore(kind=_("指标"), name=code[:40])
    return _indicator_page(request, code, typed=forms.typed_of(known[code], known), fresh=False)


def _indicator_page(request: AppRequest, code: str, *, typed: Mapping[str, Any], fresh: bool) -> HttpResponse:
    on = request.today
    known = selectors.catalogue(on)
    mine = tuple(d for d in known.definitions if d.indicator == code)
    error: GuatuError | None = None
    if request.method == "POST":
        try:
            return _save_indicator(request, code, known.indicators, mine, fresh=fresh)
        except NotAllowed:
            raise
        except GuatuError as refused:
            error, typed = refused, request.POST
    words: dict[str, Any] = {
        "code": code,
        "fresh": fresh,
        "typed": typed,
        "definitions": [(d, typed.get(f"definition-{d.code}", d.text)) for d in mine],
        "indicators": known.indicators.values(),
        "history": presenters.changes(histories_of_keys("indicator", [code]).get(code, ())),
        "dated": DatingFields(request.POST),
        "at_fault": str(error.facts.get("name", "")) if error else "",
        **presenters.choices(),
        **said_trouble(request, error),
    }
    return render(request, "catalogue/indicator.html", words, status=status_of(error) if error else 200)


def _save_indicator(
    request: AppRequest, code: str, known: Mapping[str, Indicator], mine: Any, *, fresh: bool
) -> HttpResponse:
    post = request.POST
    if fresh and (typed := post.get("code", "").strip()):
        if typed in known or not typed.isidentifier():
            raise forms.FieldWrong(what=_("代码用小写字母、数字和下划线，不能与别的指标相同。"), name="code")
        code = typed[:80]
    made = forms.indicator_of(post, known, code=code)
    meant = forms.definitions_of(post, mine, indicator=code)
    dating = DatingFields.of(post).given()
    changed = edit_indicator(made, meant, on=request.today, by=request.user, **dating)  # type: ignore[arg-type]
    messages.success(request, _("“%s”已保存。") % made.name if changed else _("“%s”没有变化。") % made.name)
    return HttpResponseRedirect(reverse("catalogue:indicator", args=[code]))


# -- sources ----------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
@holding(RIGHT)
def sources(request: AppRequest) -> HttpResponse:
    counts = selectors.count_by_source()
    found = lists.source_listing(selectors.sources(request.today), request.GET, counts=counts)
    sheet = ListSheet(_("来源"), lists.SOURCE_SHEET, lists.source_cells)
    lines = [(s, counts.get(s.code, 0)) for s in found.rows]
    words = {"lines": lines, "kinds": lists.kind_words()}
    return list_page(request, "catalogue/sources.html", found, name="catalogue-sources", sheet=sheet, words=words)


@require_http_methods(BOTH)
@never_cache
@holding(RIGHT)
def source(request: AppRequest, code: str) -> HttpResponse:
    on = request.today
    found = next((s for s in selectors.sources(on) if s.code == code), None)
    if found is None:
        raise NotInStore(kind=_("来源"), name=code[:40])
    error: GuatuError | None = None
    typed: Mapping[str, Any] = {
        "title": found.title, "publisher": found.publisher, "url": found.url, "rank": str(found.rank),
        "note": found.note, "published": found.published.isoformat() if found.published else "",
    }  # fmt: skip
    if request.method == "POST":
        try:
            made = forms.source_of(request.POST, found)
            dating = DatingFields.of(request.POST).given()
            changed = load_sources([made], on=on, by=request.user, **dating)  # type: ignore[arg-type]
            messages.success(request, _("来源已保存。") if changed else _("来源没有变化。"))
            return HttpResponseRedirect(reverse("catalogue:source", args=[code]))
        except NotAllowed:
            raise
        except GuatuError as refused:
            error, typed = refused, request.POST
    words = {
        "source": found,
        "typed": typed,
        "kinds": source_kinds(),
        "history": presenters.changes(histories_of_keys("source", [code]).get(code, ())),
        "dated": DatingFields(request.POST),
        "at_fault": str(error.facts.get("name", "")) if error else "",
        **said_trouble(request, error),
    }
    return render(request, "catalogue/source.html", words, status=status_of(error) if error else 200)


# -- rules, working days, places, units -------------------------------------------------------------------------------


@require_safe
@never_cache
@holding(RIGHT)
def rules(request: AppRequest) -> HttpResponse:
    stands = selectors.catalogue(request.today).rules
    history = histories_of_keys("rules", [THE_CITY]).get(THE_CITY, ())
    words = {
        "stands": stands,
        "thresholds": presenters.thresholds(stands) if stands else [],
        "versions": presenters.rule_versions(history, stands=stands),
    }
    return render(request, "catalogue/rules.html", words)


@require_safe
@never_cache
@holding(RIGHT)
def calendar(request: AppRequest) -> HttpResponse:
    known = ledger.calendar(request.today)
    asked = request.GET.get("year", "")
    years = sorted(known.tables)
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in known.tables else None
    if year is None and years:
        year = request.today.year if request.today.year in known.tables else years[-1]
    words = {
        "years": years,
        "missing": presenters.missing_years(known, _plan_years(request), on=request.today),
        "view": presenters.year_view(known, year) if year else None,
    }
    return render(request, "catalogue/calendar.html", words)


@require_safe
@never_cache
@holding(RIGHT)
def regions(request: AppRequest) -> HttpResponse:
    known = selectors.regions(request.today)
    found = lists.region_listing(known, request.GET)
    sheet = ListSheet(_("地区"), lists.REGION_SHEET, lists.region_cells)
    words = {"names": {c: r.name for c, r in known.items()}}
    return list_page(request, "catalogue/regions.html", found, name="catalogue-regions", sheet=sheet, words=words)


@require_safe
@never_cache
@holding(RIGHT)
def units(request: AppRequest) -> HttpResponse:
    found = lists.unit_listing(people.units(), request.GET, on=request.today)
    sheet = ListSheet(_("单位"), lists.UNIT_SHEET, lists.unit_cells)
    words = {"may_load": request.user.has_perm("people.load_units")}
    return list_page(request, "catalogue/units.html", found, name="catalogue-units", sheet=sheet, words=words)


def _plan_years(request: AppRequest) -> list[tuple[int | None, int | None]]:
    return [(line.newest.plan_from, line.newest.plan_to) for line in Reading.of(request).lines]


def _years_said(missing: list[int]) -> str:
    return _("缺%s年") % "、".join(map(str, missing)) if missing else ""
