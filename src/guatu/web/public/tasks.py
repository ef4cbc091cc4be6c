"""Milestones and actions: their list, the page of one, what may be done there, and the files that prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from guatu.core.errors import GuatuError
from guatu.core.reports.tasks import tallied
from guatu.web.base.addresses import address as page_of
from guatu.web.base.errors import NotInStore, status_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.base.uploads import unheard
from guatu.web.plans.ledger.selectors import original_of
from guatu.web.public.presenters.addresses import address, query
from guatu.web.public.presenters.listed import listed
from guatu.web.public.presenters.original import OnPages
from guatu.web.public.presenters.owners import owners_of_line
from guatu.web.public.presenters.tasks import TaskEntry, forms, rows_of, sector_link, task_listing, task_page
from guatu.web.public.task_forms import CheckForm, ReportForm
from guatu.web.public.views import of_a_plan
from guatu.web.standing.reading import Reading
from guatu.web.tasks.reports import LARGEST, MB, ProofTooBig
from guatu.web.tasks.scopes import TaskPlaces
from guatu.web.tasks.selectors import file_of, task_of
from guatu.web.tasks.services import close_out, report_done, send_back

RIGHTS = {"report": "tasks.report", "close": "tasks.close", "return": "tasks.close"}
DONE = {"report": "已报告办结，等待核查。", "close": "已销号。", "return": "已退回。"}


@of_a_plan
def tasks(request: AppRequest, reading: Reading) -> HttpResponse:
    found = task_listing(reading, request.GET)
    ledger = page_of("pages:ledger_xlsx", plan=reading.plan_code)
    published = reading.line is not None and reading.line.published
    return render(request, "pages/tasks.html", {
        "p": listed(request, found, name="tasks", plan=reading.plan_code, excel=ledger),
        **_at_once(request, reading, found.rows),
        "summary": tallied(row.state for row in found.found if row.counts),
        "undated": sum(not row.counts for row in found.found),
        "may_fill": published and request.user.has_perm("tasks.report", SOMEWHERE),  # type: ignore[arg-type]
        "crumbs": [("", _("里程碑和举措"))],
    })  # fmt: skip


def _at_once(request: AppRequest, reading: Reading, entries: Sequence[TaskEntry]) -> dict[str, Any]:
    """The rows, each with whether the reader may tick it, and what may be done with all that are ticked."""
    rows, user = rows_of(reading, entries), request.user
    if not (user.has_perm("tasks.report", SOMEWHERE) or user.has_perm("tasks.close", SOMEWHERE)):  # type: ignore[arg-type]
        return {"rows": [(row, False) for row in rows]}
    places, name = TaskPlaces(reading.standing.plan, reading.today), user.get_username()
    may = {e.id: forms(reading, e.item, user, name, places) for e in entries}
    reports = {id for id, f in may.items() if f.report and not f.years}  # a yearly one says which year on its own page
    checks = {id for id, f in may.items() if f.check and not f.years and not f.same_person}
    return {
        "rows": [(row, row.task in reports or row.task in checks) for row in rows],
        "may_report": bool(reports),
        "may_check": bool(checks),
        "report": ReportForm(today=request.today),
    }


@of_a_plan
def task(request: AppRequest, reading: Reading, code: str) -> HttpResponse:
    if key := reading.standing.keys.get(code):  # the compiler's number, as links from before the publishing have it
        return redirect(address(reading, "task", key))
    if code in reading.judgements:
        return redirect(address(reading, "target", code))
    return _page(request, reading, code, ReportForm(today=request.today), CheckForm())


@csrf_exempt  # the length is looked at before the token, because reading the token reads the whole file
@require_POST
def act(request: AppRequest, plan_code: str, code: str, verb: str) -> HttpResponse:
    """Report a task done, close it out or send it back, then show it again."""
    if unheard(request, LARGEST):
        raise ProofTooBig(limit=LARGEST // MB)
    return _act(request, code, verb)


@csrf_protect
def _act(request: AppRequest, code: str, verb: str) -> HttpResponse:
    reading = Reading.of(request)
    if not request.user.is_authenticated:
        return redirect_to_login(address(reading, "task", code))
    if verb not in DONE or reading.line is None:
        raise NotInStore(kind="页", name=verb[:40])
    item = task_of(reading.line, code, on=request.today)
    require(request.user, RIGHTS[verb], TaskPlaces(reading.line.text_on(request.today), request.today).led(item))
    report, check = ReportForm(today=request.today), CheckForm()
    form: ReportForm | CheckForm
    service: Callable[..., bool]
    if verb == "report":
        form = report = ReportForm(request.POST, request.FILES, today=request.today)
        service = report_done
    else:
        form = check = CheckForm(request.POST)
        service = close_out if verb == "close" else send_back
    if not form.is_valid():
        return _page(request, reading, code, report, check, status=400)
    try:
        service(reading.line, code, **form.said(), on=request.today, by=request.user)
    except GuatuError as error:
        if status_of(error) in (403, 404):
            raise
        return _page(request, reading, code, report, check, trouble=error, status=status_of(error))
    messages.success(request, _(DONE[verb]))
    return HttpResponseRedirect(address(reading, "task", code))


@of_a_plan
def task_file(request: AppRequest, reading: Reading, code: str, sha256: str) -> HttpResponse:
    """A file that proves a task, for those who have a part in it."""
    line = reading.archive.line
    item = task_of(line, code, on=reading.today)
    require(request.user, "tasks.read", TaskPlaces(line.text_on(reading.today), reading.today).shared(item))
    named = {row.value.proof.file for row in reading.archive.steps.get(code, ())}
    row = file_of(line, sha256) if sha256 in named else None
    if row is None:
        raise NotInStore(kind=_("佐证文件"), name=sha256[:12])
    response = HttpResponse(bytes(row.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: AppRequest, reading: Reading, code: str, report: ReportForm, check: CheckForm, *,
    trouble: GuatuError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    plan = reading.standing.plan
    item = next((c for c in reading.standing.items if c.id == code), None)
    on_page = OnPages(reading, original_of(plan)).link(item) if item else None
    page = task_page(reading, code, request.user, request.user.get_username(), on_page=on_page)
    words: dict[str, Any] = {
        "t": page,
        "owned": owners_of_line(reading, code) if item else None,
        "crumbs": [(address(reading, "tasks"), _("里程碑和举措")), sector_link(reading, page), ("", code)],
        "report": report,
        "check": check,
        "limit": LARGEST // MB,
        "query": query(reading),
    }
    if trouble is not None:
        words["trouble"] = {"code": trouble.code} | {
            name: _(getattr(trouble, name)).format(**trouble.facts) for name in ("reason", "remedy")
        }
    return render(request, "pages/task.html", words, status=status)
