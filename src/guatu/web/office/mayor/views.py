"""The sheet, on screen and on one A4; and the standing that is kept for it when it is handed out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guatu.core.errors import AskedError, GuatuError
from guatu.web.base.addresses import address
from guatu.web.base.errors import status_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.office.mayor import presenters
from guatu.web.office.staff import of_staff, said_trouble
from guatu.web.public.presenters.addresses import query
from guatu.web.public.views import of_a_plan
from guatu.web.standing.reading import Reading
from guatu.web.standing.services import freeze

NAME_LIMIT = 100


class PaperNameless(AskedError):
    code = "A597"
    reason = "留存的文件没有名称。"
    remedy = f"请写它的名称或文号，不超过{NAME_LIMIT}字，如“市长一页纸（11月）”。"


class PaperOfNoDay(AskedError):
    code = "A598"
    reason = "这一页说的不是今天或以前、按公布知道的情况，不能留存。"
    remedy = "请把截至日改到今天或以前，并去掉“录入截至”，再留存。"


@of_staff
@of_a_plan
def one_page(request: AppRequest, reading: Reading) -> HttpResponse:
    require(request.user, "review.read", reading.plan_row)
    return _sheet(request, reading)


@require_POST
@never_cache
@of_staff
def issue(request: AppRequest, plan_code: str) -> HttpResponse:
    """What the sheet says is kept under the paper's name, word for word, with its digest in the log."""
    reading = Reading.of(request)
    require(request.user, "standing.freeze", reading.plan_row)
    name = " ".join(request.POST.get("paper", "").split())
    try:
        if not name or len(name) > NAME_LIMIT:
            raise PaperNameless
        if not _of_a_day(reading):
            raise PaperOfNoDay
        freeze(reading.standing, paper=name, by=request.user)  # type: ignore[arg-type]
    except GuatuError as error:
        return _sheet(request, reading, error)
    messages.success(request, _("已留存：%(name)s。以后问起这一天，说的还是这些话。") % {"name": name})
    return HttpResponseRedirect(address("mayor:one_page", plan=plan_code) + query(reading))


def _sheet(request: AppRequest, reading: Reading, error: GuatuError | None = None) -> HttpResponse:
    words = {
        "m": presenters.one_page(reading),
        "o": reading.overview,
        "papers": presenters.issued_papers(reading),
        "may_issue": _of_a_day(reading) and request.user.has_perm("standing.freeze", reading.plan_row),
        "typed": request.POST.get("paper", ""),
        "asked": query(reading),
    }
    status = status_of(error) if error else 200
    return render(request, "mayor/one_page.html", words | said_trouble(request, error), status=status)


def _of_a_day(reading: Reading) -> bool:
    """Whether the sheet says what was published by a day that has come."""
    return reading.recorded_by is None and reading.as_of <= reading.today
