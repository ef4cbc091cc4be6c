"""One selector, one presenter, one template. Every page speaks of `request.as_of`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guatu.core.lists.model import Listing
from guatu.core.series.model import Observation
from guatu.store.ledger_xlsx import write_ledger
from guatu.store.list_xlsx import write_list
from guatu.web.base.addresses import address as page_of
from guatu.web.base.errors import NotInStore
from guatu.web.base.request import AppRequest
from guatu.web.figures import selectors as figures
from guatu.web.plans.in_force import NotYetInForce
from guatu.web.plans.ledger.selectors import original_of
from guatu.web.plans.ledger.stated import wanting
from guatu.web.public import drawings, ledger_sheet
from guatu.web.public.list_pages import EXCEL, ListSheet, list_page
from guatu.web.public.presenters import catalogue, decided, first_page, legend, lists, plan_list, plan_text, results
from guatu.web.public.presenters.addresses import address, sector_address, target_address
from guatu.web.public.presenters.listed import ListPage, listed
from guatu.web.public.presenters.original import OnPages
from guatu.web.public.presenters.owners import owners_of_line
from guatu.web.public.presenters.paging import pages
from guatu.web.public.presenters.sector import sector_page
from guatu.web.public.presenters.target import target_page
from guatu.web.public.presenters.tasks import task_listing
from guatu.web.standing.reading import Reading
from guatu.web.standing.selectors import count_claims

View = Callable[..., HttpResponse]


def of_a_plan(view: View) -> View:
    """A page about a plan; without one it says how to load one."""

    @require_safe
    @wraps(view)
    def shown(request: AppRequest, *args: object, plan_code: str = "", **kwargs: object) -> HttpResponse:
        reading = Reading.of(request)
        if reading.line is None:
            return render(request, "pages/empty.html", {"may_add": _may_add(request)})
        if not reading.line.published and wanting(reading.line.newest):  # it cannot be judged: it says what it needs
            return redirect(page_of("review:about", plan=reading.line.newest.code))
        try:
            return view(request, reading, *args, **kwargs)
        except NotYetInForce as error:
            if "." in request.path.rsplit("/", 1)[-1]:  # a file has no page to say it on
                raise
            return render(request, "pages/not_yet.html", {"since": error.since})

    return shown


@require_safe
def home(request: AppRequest) -> HttpResponse:
    """The city's first page: the overview of its plan, or of several plans the list."""
    return overview(request) if len(Reading.of(request).published) == 1 else plans(request)


@require_safe
def plans(request: AppRequest) -> HttpResponse:
    """Every plan with its state."""
    reading = Reading.of(request)
    if not reading.lines:
        return render(request, "pages/empty.html", {"may_add": _may_add(request)})
    return render(request, "pages/plans.html", {"groups": plan_list.groups(reading), "may_add": _may_add(request)})


def _may_add(request: AppRequest) -> bool:
    return request.user.has_perm("ledger.load_plan")


@of_a_plan
def overview(request: AppRequest, reading: Reading) -> HttpResponse:
    o = reading.overview
    return render(request, "pages/overview.html", {
        "o": o,
        "ruler": first_page.ruler(o.ruler),
        "decisions": first_page.decisions(reading),
        "matrix": first_page.matrix(reading),
        "unknown": first_page.reasons(reading),
        "revised": first_page.revised(reading),
        "claimed": first_page.claimed(reading),
        "silent": o.count - o.known,
        "earlier": [r for r in reading.releases if r.on <= reading.as_of][:4],
    })  # fmt: skip


@of_a_plan
def plan(request: AppRequest, reading: Reading) -> HttpResponse:
    found = lists.item_listing(reading, request.GET)
    file = original_of(reading.standing.plan)
    sections = plan_text.sections(reading, {row.id for row in found.found}, OnPages(reading, file))
    return render(request, "pages/plan.html", {
        "plan_name": reading.standing.plan.title,
        "version": reading.standing.edition.version,
        "sections": sections,
        "file": file,
        "may_download": file is not None and request.user.has_perm("ledger.read_original"),
        "total": len(reading.plan.commitments),
        "n_targets": sum(s.n_targets for s in sections),
        "n_milestones": sum(s.n_milestones for s in sections),
        "n_actions": sum(s.n_actions for s in sections),
        "shown": sum(s.shown for s in sections),
        "questions": plan_text.plan_questions(reading.plan),
        "unclaimed": plan_text.claims(reading.plan, excused=False),
        "excused": plan_text.claims(reading.plan, excused=True),
        "claimed": count_claims(reading.standing),
        "results": results.told(reading.plan),
        "p": _listed(request, reading, found, "plan"),
        "filtered": found.filtered,
    })  # fmt: skip


@of_a_plan
def targets(request: AppRequest, reading: Reading) -> HttpResponse:
    found = lists.target_listing(reading, request.GET)
    return render(request, "pages/targets.html", {
        "p": _listed(request, reading, found, "targets"),
        "rows": [lists.line(reading, row.item) for row in found.rows],
        "summary": lists.counted_sentence([light for row in found.found for light in row.light]),
    })  # fmt: skip


@of_a_plan
def target(request: AppRequest, reading: Reading, code: str) -> HttpResponse:
    if key := reading.standing.keys.get(code):  # the compiler's number, as links from before the publishing have it
        return redirect(target_address(reading, key))
    if code not in reading.judgements:
        raise NotInStore(kind="目标", name=code[:40])
    link = reading.standing.links.get(code)
    s = reading.standing
    definitions = s.definitions(link.indicator) if link and link.indicator else ()
    peers = _among_places(reading, link.indicator) if link and link.indicator else ()
    page = target_page(
        reading,
        code,
        definitions=definitions,
        peers=drawings.peers(reading, code, peers),
        on_page=OnPages(reading, original_of(reading.standing.plan)).link(reading.commitments[code]),
        **drawings.target(reading, code),
    )
    crumbs = [(address(reading, "targets"), _("目标")), ("", code)]
    if page.c.sector:
        crumbs.insert(1, (sector_address(reading, page.c.sector), page.c.sector))
    words = {"t": page, "crumbs": crumbs, "owned": owners_of_line(reading, code)}
    return render(request, "pages/target.html", words)


@of_a_plan
def sectors(request: AppRequest, reading: Reading) -> HttpResponse:
    return render(request, "pages/sectors.html", {"o": reading.overview, "matrix": first_page.matrix(reading)})


@of_a_plan
def sector(request: AppRequest, reading: Reading, number: int) -> HttpResponse:
    if not 1 <= number <= len(reading.sectors):
        raise NotInStore(kind="领域", name=number)
    name = reading.sectors[number - 1]
    crumbs = [(address(reading, "sectors"), _("领域")), ("", name)]
    return render(request, "pages/sector.html", {"s": sector_page(reading, name), "crumbs": crumbs})


@of_a_plan
def indicators(request: AppRequest, reading: Reading) -> HttpResponse:
    home, s = reading.standing.plan.region_id or "", reading.standing
    rows = figures.observations(indicators=s.indicators, regions=[home], sources=s.sources)
    found = catalogue.indicator_listing(reading, rows, request.GET)
    return list_page(
        request, "pages/indicators.html", found, name="indicators",
        sheet=ListSheet(_("指标"), catalogue.INDICATOR_SHEET, catalogue.indicator_cells),
        words={"rows": catalogue.indicator_rows(found.rows, since=reading.years[0] - 1)},
    )  # fmt: skip


@of_a_plan
def indicator(request: AppRequest, reading: Reading, code: str) -> HttpResponse:
    if code not in reading.standing.indicators:
        raise NotInStore(kind="指标", name=code[:40])
    s = reading.standing
    shown = catalogue.places_beside(reading, code)
    rows = figures.observations(indicators=[code], regions=shown, sources=s.sources)
    if not rows:
        places = figures.places_of(code, most=3)
        rows = figures.observations(indicators=[code], regions=places, sources=s.sources)
    if request.GET.get("out") == "xlsx":
        name, day = s.indicators[code].name, [(_("截至"), reading.as_of.isoformat())]
        book = write_list(name, catalogue.SERIES_SHEET, catalogue.series_cells(reading, rows), about=day)
        return _file(book, EXCEL, reading, "xlsx", name=f"guatu-{code}", attached=True)
    page = catalogue.indicator_page(
        reading,
        code,
        observations=rows,
        definitions=s.definitions(code),
        peers=drawings.peers_of(reading, code, _among_places(reading, code)),
        asked=request.GET.get("page", ""),
    )
    crumbs = [(address(reading, "indicators"), _("指标")), ("", page["name"])]
    return render(
        request,
        "pages/indicator.html",
        {
            "i": page,
            "chart": drawings.over_the_years(reading, code, rows),
            "crumbs": crumbs,
            "decided": decided.of_indicator(reading, code),
        },
    )


def _among_places(reading: Reading, indicator: str) -> tuple[Observation, ...]:
    s = reading.standing
    return figures.among_places(indicator, region=s.plan.region_id or "", as_of=reading.as_of, sources=s.sources)


@of_a_plan
def sources(request: AppRequest, reading: Reading) -> HttpResponse:
    given = figures.figures_by_source(reading.standing.plan.region_id)
    found = catalogue.source_listing(reading, figures.sources(reading.as_of), given, request.GET)
    return list_page(
        request, "pages/sources.html", found, name="sources",
        sheet=ListSheet(_("来源"), catalogue.SOURCE_SHEET, catalogue.source_cells), 
        words={"rows": found.rows, "ranks": catalogue.ranks()},
    )  # fmt: skip


@of_a_plan
def source(request: AppRequest, reading: Reading, code: str) -> HttpResponse:
    found = reading.standing.sources.get(code)
    if found is None:
        raise NotInStore(kind="来源", name=code[:40])
    crumbs = [(address(reading, "sources"), _("来源")), ("", found.title)]
    count = figures.count_from(found, as_of=reading.as_of)
    turn = pages(count, asked=request.GET.get("page", ""), address=lambda n: address(reading, "source", code, page=n))
    rows = figures.observations_from(found, as_of=reading.as_of, start=turn.start, end=turn.end)
    page = catalogue.source_page(reading, found, rows) | {"count": count, "pages": turn}
    return render(request, "pages/source.html", {**page, "crumbs": crumbs, "decided": decided.of_source(reading, code)})


@of_a_plan
def wall(request: AppRequest, reading: Reading) -> HttpResponse:
    hanging = _hanging(request, reading)
    return render(request, "pages/wall.html", {
        "sheets": drawings.wall_inline(reading, hanging),
        "sizes": drawings.SIZES,
        "worst_first": hanging.worst_first,
    })  # fmt: skip


@of_a_plan
def wall_svg(request: AppRequest, reading: Reading) -> HttpResponse:
    """One sheet; of a plan that takes several, the one that is asked for."""
    sheets = drawings.wall_svgs(reading, _hanging(request, reading))
    asked = request.GET.get("sheet", "1")
    if not asked.isdecimal() or not 1 <= int(asked) <= len(sheets):
        raise NotInStore(kind="作战图第几张", name=asked[:10])
    return _file(sheets[int(asked) - 1], "image/svg+xml", reading, "svg")


@of_a_plan
def wall_pdf(request: AppRequest, reading: Reading) -> HttpResponse:
    return _file(drawings.wall_pdf(reading, _hanging(request, reading)), "application/pdf", reading, "pdf")


def _hanging(request: AppRequest, reading: Reading) -> drawings.Hanging:
    return drawings.Hanging(
        size=request.GET.get("size", "A1"),
        worst_first=request.GET.get("order") == "worst",
        address=request.build_absolute_uri(
            page_of("pages:overview", plan=reading.plan_code)
        ),  # of whatever day it is then
    )


@of_a_plan
def rules(request: AppRequest, reading: Reading) -> HttpResponse:
    page = {"r": reading.rules, "uses": legend.rule_uses(reading), "lights": legend.lights()}
    page |= {"task_states": legend.task_states()}
    page |= {"crumbs": [("", _("研判规则"))], "decided": decided.of_rules(reading)}
    return render(request, "pages/rules.html", page)


@of_a_plan
def ledger_xlsx(request: AppRequest, reading: Reading) -> HttpResponse:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    shown = _asked_for(request, reading)
    book = write_ledger(
        ledger_sheet.rows(reading, shown),
        title=reading.standing.plan.title,
        about=ledger_sheet.about(reading, len(shown)),
        stamp=ledger_sheet.stamp(reading),
    )
    return _file(book, sheet, reading, "xlsx", name="guatu-ledger", attached=True)


def _asked_for(request: AppRequest, reading: Reading) -> list[str]:
    """The lines of the list that is exported, as it is filtered and sorted on the screen."""
    query = request.GET
    if query.get("list") == "targets":
        return [row.id for row in lists.target_listing(reading, query).found]
    if query.get("list") == "tasks":
        return [row.id for row in task_listing(reading, query).found]
    return [row.id for row in lists.item_listing(reading, query).found]


def _listed(request: AppRequest, reading: Reading, found: Listing[Any], name: str) -> ListPage:
    """A list of the plan's lines, which goes out as its ledger."""
    ledger = page_of("pages:ledger_xlsx", plan=reading.plan_code)
    return listed(request, found, name=name, plan=reading.plan_code, excel=ledger)


def _file(
    content: str | bytes, kind: str, reading: Reading, ending: str, *, name: str = "guatu-wall", attached: bool = False
) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    how = "attachment" if attached else "inline"
    response["Content-Disposition"] = f'{how}; filename="{name}-{reading.as_of}.{ending}"'
    return response
