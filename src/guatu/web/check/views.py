"""自检: the findings of the plan in force, for everybody; drafts that are checked, kept, opened again and deleted."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.check import verdict
from guatu.core.errors import FileError, GuatuError, PlanTextError
from guatu.store.documents.limits import MB
from guatu.web.base.addresses import address
from guatu.web.base.errors import status_of, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.uploads import unheard
from guatu.web.check import presenters, selectors, services
from guatu.web.check.forms import DraftForm
from guatu.web.check.models import DraftCheck
from guatu.web.check.services import PERMISSION, check_stored
from guatu.web.people.models import User
from guatu.web.plans.in_force import NotYetInForce
from guatu.web.plans.ledger.sent import ON_A_PAGE, DraftTooBig
from guatu.web.standing.reading import Reading

LISTED = 100  # checks on a page
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def findings(request: AppRequest, plan_code: str) -> HttpResponse:
    """The version in force on the day asked for."""
    reading = Reading.of(request)
    if reading.line is None:
        return render(request, "pages/empty.html")
    try:
        row = reading.standing.plan
    except NotYetInForce as error:
        return render(request, "pages/not_yet.html", {"since": error.since})
    checked = check_stored(reading.standing.edition)
    query = "" if request.as_of == request.today else f"?as_of={request.as_of}"
    return render(request, "check/findings.html", {
        "plan_name": row.title,
        "verdict": verdict(checked.findings),
        "groups": presenters.groups(
            checked.findings, checked.plan, plan_address=address("pages:plan", plan=plan_code) + query
        ),
        "may_check": request.user.has_perm(PERMISSION),
    })  # fmt: skip


@csrf_exempt  # the length is looked at before the token, because reading the token reads the whole file
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: AppRequest) -> HttpResponse:
    """The form, and the checks that were kept; posted to, a check."""
    if unheard(request, ON_A_PAGE.input):
        raise DraftTooBig(limit=ON_A_PAGE.input // MB)
    return _draft(request)


@never_cache
@csrf_protect
@login_required
def _draft(request: AppRequest) -> HttpResponse:
    by = signed_in(request)
    require(by, PERMISSION)
    if request.method != "POST":
        return _form(request, DraftForm())
    form = DraftForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=400)
    try:
        row = services.check_draft(form.cleaned_data["file"], context=form.context(), by=by)
    except (FileError, PlanTextError, DraftTooBig) as error:
        return _form(request, form, status=status_of(error), refused=trouble_of(error))
    return HttpResponseRedirect(reverse("check:checked", args=[row.pk]))


def _form(request: AppRequest, form: DraftForm, *, status: int = 200, **words: object) -> HttpResponse:
    seen = selectors.checks_for(signed_in(request))[:LISTED]
    words |= {"form": form, "limit": ON_A_PAGE.input // MB, "checks": seen}
    return render(request, "check/draft.html", words, status=status)


@require_safe
@never_cache
@login_required
def checked(request: AppRequest, pk: int) -> HttpResponse:
    """What was read in a draft, and what was found."""
    return _page(request, selectors.check_of(pk, by=signed_in(request)))


def _page(request: AppRequest, row: DraftCheck, error: GuatuError | None = None) -> HttpResponse:
    words = {
        "p": presenters.draft_page(row, reader=signed_in(request)), "refused": error and trouble_of(error),
        "limit": ON_A_PAGE.input // MB,
    }  # fmt: skip
    return render(request, "check/checked.html", words, status=status_of(error) if error else 200)


@require_safe
@never_cache
@login_required
def annotated(request: AppRequest, pk: int) -> HttpResponse:
    """The author's own file with comments."""
    by = signed_in(request)
    row = selectors.check_of(pk, by=by)
    try:
        found = services.annotated(row, by=by)
    except (FileError, services.NotChecked) as error:
        return _page(request, row, error)
    response = HttpResponse(found, content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, f"批注-{row.name}") or "attachment"
    return response


@require_POST
@never_cache
@login_required
def act(request: AppRequest, pk: str, verb: str) -> HttpResponse:
    """Keep a check, or delete it."""
    by = signed_in(request)
    row = selectors.check_of(int(pk), by=by)
    try:
        if verb == "drop":
            services.drop_check(row, by=by)
            messages.success(request, gettext("“%s”的检查已删去，文件也删了。") % row.name)
            return HttpResponseRedirect(reverse("check:draft"))
        services.keep_check(row, by=by)
    except (services.NotChecked, services.OthersDraft) as error:
        return _page(request, row, error)
    messages.success(request, gettext("已留下，在“检查一份草稿”页随时再打开。"))
    return HttpResponseRedirect(reverse("check:checked", args=[row.pk]))


def signed_in(request: AppRequest) -> User:
    user = request.user
    assert user.is_authenticated
    return user
