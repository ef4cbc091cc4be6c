"""A plan is added by its file; one that stands is amended by its new text. Both are looked at before they count."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from guatu.core.errors import GuatuError
from guatu.core.plan.certify.questions import is_account
from guatu.core.plan.model import Context
from guatu.store.documents.limits import MB
from guatu.store.originals import Original, keep_original
from guatu.store.plan_files import ReadPlan, read_plan
from guatu.web.base.addresses import address
from guatu.web.base.errors import NotAllowed, NotInStore, status_of, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.tongue import say
from guatu.web.base.uploads import unheard
from guatu.web.check.models import DraftCheck
from guatu.web.check.selectors import check_of, draft_file
from guatu.web.office.plans import presenters
from guatu.web.office.plans.forms import AmendForm, CheckedPlanForm, PlanForm
from guatu.web.office.staff import holding
from guatu.web.plans.amend.proposals import (
    drop_proposal,
    laid,
    proposal_of,
    propose_amendment,
    record_proposal,
    waiting,
)
from guatu.web.plans.amend.services import PastDeadline
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.sent import ON_A_PAGE, DraftTooBig, sent_file
from guatu.web.plans.ledger.services import PlaceUnknown, PlanLoaded, load_plan
from guatu.web.plans.ledger.stated import wanting
from guatu.web.standing.reading import Reading

_LIMIT = {"limit": ON_A_PAGE.input // MB}


@csrf_exempt  # the length is looked at before the token, because reading the token reads the whole file
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AppRequest) -> HttpResponse:
    _not_too_long(request)
    return _add(request)


@never_cache
@csrf_protect
@holding("ledger.load_plan")
def _add(request: AppRequest) -> HttpResponse:
    checked = _checked(request)
    page, asks = {"checked": checked, **_LIMIT}, CheckedPlanForm if checked else PlanForm
    if request.method != "POST":
        given = {"place": checked.place} if checked else {}
        return render(request, "planning/add.html", page | {"form": asks(initial=given)})
    form = asks(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "planning/add.html", page | {"form": form}, status=400)
    try:
        require(request.user, "ledger.load_plan")
        with _file_of(form, checked) as path:
            context = replace(form.context(), year=checked.year if checked else None)
            found = read_plan(path, context=context, limits=ON_A_PAGE, ocr=False)
            if is_account(found.plan) and not form.cleaned_data["as_plan"]:
                words = page | {"form": form, "account": len(found.plan.results)}
                return render(request, "planning/add.html", words, status=422)
            original = keep_original(path, found.document)
            try:
                loaded = _keep(request, found, found.plan.context, original)
            except PlaceUnknown as unknown:  # a draft is always kept; what it needs it says on its page
                loaded = _keep(request, found, replace(found.plan.context, place=""), original)
                said = trouble_of(unknown)
                messages.info(request, f"{say(said['reason'])}{say(said['remedy'])}")
    except NotAllowed:
        raise
    except GuatuError as error:
        words = page | {"form": form, "refused": trouble_of(error)}
        return render(request, "planning/add.html", words, status=status_of(error))
    return _read(request, loaded)


def _checked(request: AppRequest) -> DraftCheck | None:
    """The draft that was checked here and is to be the plan. Raises NotAllowed, NotInStore."""
    asked = request.POST.get("draft") or request.GET.get("draft", "")
    if not asked:
        return None
    if not (asked.isdecimal() and len(asked) < 16):
        raise NotInStore(kind="草稿检查", name=asked[:40])
    return check_of(int(asked), by=request.user)  # type: ignore[arg-type]


def _file_of(form: PlanForm, checked: DraftCheck | None) -> AbstractContextManager[Path]:
    if checked is not None:
        return draft_file(checked)
    upload = form.cleaned_data["file"]
    return sent_file(upload.name or "", upload.chunks(), size=upload.size or 0)


def _keep(request: AppRequest, found: ReadPlan, context: Context, original: Original) -> PlanLoaded:
    return load_plan(
        found.plan.text, name=original.name, context=context, compiled=replace(found.plan, context=context),
        issued=found.issued, original=original, on=request.today, by=request.user,  # type: ignore[arg-type]
    )  # fmt: skip


def _read(request: AppRequest, loaded: PlanLoaded) -> HttpResponse:
    """To the desk, or to what the plan does not say itself."""
    plan = loaded.plan
    if not loaded.new:
        messages.info(request, _("这份方案已经在库里，没有变化。"))
    else:
        words = {"n": plan.commitments.count(), "t": plan.commitments.filter(kind="target").count(),
                 "q": plan.questions.count()}  # fmt: skip
        messages.success(
            request,
            _("读出%(n)s个条目，其中目标%(t)s个；要您定的读法%(q)s处。现在是草稿，审阅、发布以后才对外。") % words,
        )
    missing = wanting(plan) and not plan.versions.exists()
    return HttpResponseRedirect(address("review:about" if missing else "review:desk", plan=plan.code))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: AppRequest, plan_code: str) -> HttpResponse:
    _not_too_long(request)
    return _amend(request, plan_code)


@never_cache
@csrf_protect
@login_required
def _amend(request: AppRequest, plan_code: str) -> HttpResponse:
    line = _line(request)
    require(request.user, "ledger.load_plan", line.newest)
    page = {"plan": line.newest, "waiting": waiting(line.plans), **_LIMIT}
    if request.method != "POST":
        return render(request, "planning/amend.html", page | {"form": AmendForm()})
    form = AmendForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "planning/amend.html", page | {"form": form}, status=400)
    given = form.cleaned_data
    upload = given["file"]
    try:
        if (upload.size or 0) > ON_A_PAGE.input:
            raise DraftTooBig(limit=ON_A_PAGE.input // MB)
        made = propose_amendment(
            line.newest, name=upload.name or "", content=upload.read(), effective=given["effective"],
            paper=given["paper"], reason=given["reason"], by=request.user,  # type: ignore[arg-type]
        )  # fmt: skip
    except NotAllowed:
        raise
    except GuatuError as error:
        words = page | {"form": form, "refused": trouble_of(error)}
        return render(request, "planning/amend.html", words, status=status_of(error))
    return HttpResponseRedirect(address("planning:proposal", made.pk, plan=line.code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal(request: AppRequest, plan_code: str, pk: int) -> HttpResponse:
    """What would change; then it is recorded, or dropped."""
    line = _line(request)
    require(request.user, "ledger.load_plan", line.newest)
    row = proposal_of(line.plans, pk)
    if request.POST.get("do") == "drop":
        drop_proposal(row, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("已放弃这次修订，方案没有变化。"))
        return HttpResponseRedirect(address("amend:changes", plan=line.code))
    asked = laid(row)
    open_choices = presenters.choices(asked.comparison, {})
    said = presenters.answers(request.POST, open_choices)
    error: GuatuError | None = None
    if request.POST.get("do") == "record":
        try:
            record_proposal(
                row, said=said, apart=len(said) == len(open_choices), late=request.POST.get("late") == "yes",
                on=request.today, by=request.user,  # type: ignore[arg-type]
            )  # fmt: skip
        except NotAllowed:
            raise
        except GuatuError as refused:
            error = refused
        else:
            messages.success(request, _("修订已登记。每处变化都列在下面。"))
            return HttpResponseRedirect(address("amend:changes", plan=line.code))
    seen = laid(row, said=said) if said else asked
    return render(request, "planning/proposal.html", {
        "row": row, "plan": row.old, "p": presenters.proposed(seen, asked=asked.comparison, said=said),
        "refused": error and trouble_of(error), "past": isinstance(error, PastDeadline),
    }, status=status_of(error) if error else 200)  # fmt: skip


def _line(request: AppRequest) -> PlanLine:
    found = Reading.of(request).line
    if found is None:
        raise NotInStore(kind="方案", name=request.plan_code)
    return found


def _not_too_long(request: AppRequest) -> None:
    if unheard(request, ON_A_PAGE.input):
        raise DraftTooBig(limit=ON_A_PAGE.input // MB)
