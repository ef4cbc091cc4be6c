"""自检: the findings of the plan in force, for everybody; and the check of a draft that is not kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.check import verdict
from guatu.core.errors import FileError, GuatuError, PlanTextError
from guatu.store.documents.limits import MB
from guatu.store.documents.model import Format
from guatu.web.base.addresses import address
from guatu.web.base.errors import status_of, trouble_of
from guatu.web.base.request import AppRequest
from guatu.web.check import presenters
from guatu.web.check.forms import DraftForm
from guatu.web.check.services import PERMISSION, CheckedDraft, check_draft, check_stored
from guatu.web.plans.in_force import NotYetInForce
from guatu.web.plans.ledger.sent import ON_A_PAGE, DraftTooBig
from guatu.web.standing.reading import Reading

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORM_ITSELF = 64 * 1024  # bytes around the file in a form


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
        **_asked(DraftForm()),
    })  # fmt: skip


@csrf_exempt  # the length is looked at before the token, because reading the token reads the whole file
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: AppRequest) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > ON_A_PAGE.input + _FORM_ITSELF:
        raise DraftTooBig(limit=ON_A_PAGE.input // MB)
    return _draft(request)


@never_cache
@csrf_protect
@login_required
def _draft(request: AppRequest) -> HttpResponse:
    if request.method != "POST":
        if plan := Reading.of(request).plan_code:
            return redirect(address("check:findings", plan=plan) + "#draft")
        return render(request, "check/draft.html", _asked(DraftForm()))
    form = DraftForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "check/draft.html", _asked(form), status=400)
    annotate = request.POST.get("want") == "docx"
    try:
        checked = check_draft(
            form.cleaned_data["file"], context=form.context(), annotate=annotate, by=request.user  # type: ignore[arg-type]
        )  # fmt: skip
    except (FileError, PlanTextError, DraftTooBig) as error:
        return render(request, "check/draft.html", _asked(form) | _refusal(error), status=status_of(error))
    if annotate:
        response = HttpResponse(checked.annotated, content_type=WORD)
        response["Content-Disposition"] = content_disposition_header(True, f"批注-{checked.name}") or "attachment"
        return response
    return render(request, "check/draft.html", _asked(form) | _said(checked))


def _asked(form: DraftForm) -> dict[str, object]:
    return {"form": form, "limit": ON_A_PAGE.input // MB}


def _refusal(error: GuatuError) -> dict[str, object]:
    return {"refused": trouble_of(error)}


def _said(checked: CheckedDraft) -> dict[str, object]:
    plan, claims = checked.plan, checked.plan.coverage.claims
    return {
        "checked": checked,
        "verdict": verdict(checked.findings),
        "groups": presenters.groups(checked.findings, plan, page_of=checked.file.page_of),
        "n_targets": len(plan.targets),
        "n_commitments": len(plan.commitments),
        "n_numbers": len(claims),
        "n_open": len(plan.coverage.open),
        "is_word": checked.file.document.format is Format.DOCX,
    }
