"""One page: a source, and rows of figures. What is wrong stands under its cell, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guatu.core.errors import AskedError, GuatuError
from guatu.core.series.model import PriceBasis, Source, Stage
from guatu.core.time.days import month_before
from guatu.store.figures import FiguresRefused
from guatu.store.source_kinds import new_code, source_kinds
from guatu.web.base.asof import read_day
from guatu.web.base.errors import NotAllowed, status_of
from guatu.web.base.request import AppRequest
from guatu.web.figures import selectors
from guatu.web.loads.services import enter_figures
from guatu.web.office.figures.sheet import COLUMNS, CellsWrong, EntrySheet, NoRows, SourceWanting
from guatu.web.office.staff import holding, said_trouble
from guatu.web.standing.reading import Reading

NEW = "new"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@holding("indicators.load_figures")
def grid(request: AppRequest) -> HttpResponse:
    if request.method != "POST":
        sheet = EntrySheet.blank()
        sheet.source = request.GET.get("source", "")[:80]
        sheet.rows[0].typed = {**sheet.rows[0].typed, "indicator": request.GET.get("indicator", "")[:80]}
        return _page(request, sheet)
    try:
        sheet = EntrySheet.of(request.POST)
    except AskedError as error:
        return _page(request, EntrySheet.blank(), error)
    if "more" in request.POST:
        sheet.more()
        return _page(request, sheet)
    if (wrong := request.POST.get("correct", "")).isdecimal() and int(wrong[:6]) < len(sheet.rows):
        return _page(request, _as_correction(sheet, int(wrong[:6]), request.today))
    return _save(request, sheet)


def _save(request: AppRequest, sheet: EntrySheet) -> HttpResponse:
    try:
        if all(row.empty for row in sheet.rows):
            raise NoRows
        source = _source(sheet, request.today)
        with sheet.as_file(source=source.code if source else sheet.source, region=_home(request)) as path:
            load = enter_figures(
                path, name=_("网页填报"), source=source, on=request.today, by=request.user  # type: ignore[arg-type]
            )  # fmt: skip
    except NotAllowed:
        raise
    except FiguresRefused as error:
        sheet.mark(error.errors)
        return _page(request, sheet, CellsWrong(count=error.count))
    except GuatuError as error:
        return _page(request, sheet, error)
    return HttpResponseRedirect(reverse("loads:load", args=[load.pk]))


def _source(sheet: EntrySheet, on: date) -> Source | None:
    """The new source, when one is asked for. Raises SourceWanting, NoSuchDay."""
    if not sheet.source:
        raise SourceWanting(what=_("没有选来源。"), name="source")
    if sheet.source != NEW:
        return None
    new = sheet.new
    if not new["title"]:
        raise SourceWanting(what=_("新来源没有标题。"), name="title")
    if not new["published"]:
        raise SourceWanting(what=_("新来源没有公布日期：从这一天起，这些数才算已公布。"), name="published")
    published = read_day(new["published"], said_in=_("公布日期"))
    kind = next((k for k in source_kinds() if k.code == new["kind"]), None)
    if kind is None:
        raise SourceWanting(what=_("新来源没有选种类。"), name="kind")
    taken = {s.code for s in selectors.sources(on)}
    if new["code"] in taken:
        raise SourceWanting(what=_("代码“%s”已经有别的来源用了。") % new["code"], name="code")
    code = new["code"] or new_code(kind, published, taken)
    return Source(code, new["title"], new["publisher"], published, new["url"], kind.rank)


def _as_correction(sheet: EntrySheet, at: int, on: date) -> EntrySheet:
    """The row as a correction: what stands stays, and a paper of its own, from its own day, says the new figure."""
    known = {s.code: s for s in selectors.sources(on)}
    old = known.get(sheet.source)
    row = sheet.rows[at]
    row.typed = {**row.typed, "stage": Stage.REVISED.value}
    kinds = source_kinds()
    kind = next((k for k in kinds if old and k.rank >= old.rank), kinds[0])
    sheet.source = NEW
    sheet.new = {
        "title": _("%s的更正") % old.title if old else "", "published": on.isoformat(), "code": "", "kind": kind.code,
        "publisher": old.publisher if old else "", "url": "",
    }  # fmt: skip
    return sheet


def _home(request: AppRequest) -> str:
    """The place that is meant when a row names none: that of the plan, else the first that is known."""
    line = Reading.of(request).line
    return (line.newest.region_id if line else "") or next(iter(selectors.regions(request.today)), "")


def _page(request: AppRequest, sheet: EntrySheet, error: GuatuError | None = None, *, status: int = 0) -> HttpResponse:
    on = request.today
    regions = selectors.regions(on)
    words: dict[str, Any] = {
        "sheet": sheet,
        "columns": COLUMNS,
        "sources": sorted(selectors.sources(on), key=lambda s: (s.published or date.min, s.code), reverse=True),
        "kinds": source_kinds(),
        "indicators": selectors.indicators(on).values(),
        "regions": regions.values(),
        "home": regions.get(_home(request)),
        "bases": [b.value for b in PriceBasis if b.value],
        "stages": [s.value for s in Stage if s.value],
        "periods": periods(on),
        "at_fault": str(error.facts.get("name", "")) if error else "",
        **said_trouble(request, error),
    }
    return render(request, "entry/grid.html", words, status=status_of(error) if error else 200)


def periods(on: date) -> list[str]:
    """Report periods that are likely asked for: the last months, as they run from January, and the last years."""
    found, month = [], on
    for _n in range(4):
        month = month_before(month.replace(day=1))
        found.append(f"{month.year}年1—{month.month}月" if month.month > 1 else f"{month.year}年1月")
    return [*dict.fromkeys(found), f"{on.year - 1}年", f"{on.year - 2}年"]
