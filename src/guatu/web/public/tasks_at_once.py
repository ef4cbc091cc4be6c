"""Several tasks at once: each that is ticked is reported, closed out or sent back by its own service, and answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guatu.core.errors import AskedError, GuatuError
from guatu.core.reports.tasks import task_label
from guatu.web.base.errors import NotInStore, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.public.presenters.addresses import address
from guatu.web.public.task_forms import CheckForm, ReportForm
from guatu.web.public.tasks import DONE, RIGHTS
from guatu.web.standing.reading import Reading
from guatu.web.tasks.scopes import TaskPlaces
from guatu.web.tasks.selectors import task_of
from guatu.web.tasks.services import close_out, report_done, send_back

MOST = 200  # tasks of one act
SERVICES: dict[str, Callable[..., bool]] = {"report": report_done, "close": close_out, "return": send_back}


class NoTaskTicked(AskedError):
    code = "A684"
    reason = "没有勾选任何一项。"
    remedy = "请在清单里勾选要办的，再按一次。"


class TooManyTicked(AskedError):
    code = "A685"
    reason = "一次最多办{most}项，勾选了{count}项。"
    remedy = "请分几次办。"


class FieldUnfilled(AskedError):
    code = "A686"
    reason = "“{field}”没有填对：{why}"
    remedy = "请填好再按一次，勾选的还没有办。"


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What became of one task: something was written, nothing changed, or why it could not be done."""

    code: str
    label: str
    href: str
    written: bool = False
    trouble: dict[str, object] | None = None


@require_POST
@never_cache
def act_on_several(request: AppRequest, plan_code: str, verb: str) -> HttpResponse:
    """Each ticked task is done whole or not at all. A task that the person may not act on refuses the whole."""
    reading = Reading.of(request)
    if not request.user.is_authenticated:
        return redirect_to_login(address(reading, "tasks"))
    if verb not in DONE or reading.line is None:
        raise NotInStore(kind="页", name=verb[:40])
    require(request.user, RIGHTS[verb], SOMEWHERE)
    codes = list(dict.fromkeys(request.POST.getlist("task")))
    if not codes:
        raise NoTaskTicked
    if len(codes) > MOST:
        raise TooManyTicked(most=MOST, count=len(codes))
    places = TaskPlaces(reading.line.text_on(request.today), request.today)
    items = {code: task_of(reading.line, code[:80], on=request.today) for code in codes}
    for item in items.values():
        require(request.user, RIGHTS[verb], places.led(item))
    said = _said(request, verb)
    answers = [_answer(request, reading, verb, code, task_label(item), said) for code, item in items.items()]
    done = sum(answer.written for answer in answers)
    words = {"answers": answers, "done": done, "left": len(answers) - done, "says": _(DONE[verb]),
             "crumbs": [(address(reading, "tasks"), _("里程碑和举措")), ("", _("一次办几项"))]}  # fmt: skip
    return render(request, "pages/tasks_done.html", words)


def _said(request: AppRequest, verb: str) -> dict[str, Any]:
    """What is said of all that are ticked. Raises FieldUnfilled."""
    post = request.POST
    form: ReportForm | CheckForm
    if verb == "report":
        form = ReportForm({name: post.get(name, "") for name in ("done_on", "paper", "note")}, today=request.today)
    else:
        form = CheckForm({"reason": post.get("finding", "")})
    if not form.is_valid():
        name, why = next(iter(form.errors.items()))
        raise FieldUnfilled(field=form.fields[name].label, why=why[0])
    return form.said()


def _answer(
    request: AppRequest, reading: Reading, verb: str, code: str, label: str, said: dict[str, Any]
) -> TaskAnswer:
    href = address(reading, "task", code)
    try:
        written = SERVICES[verb](reading.line, code, **said, on=request.today, by=request.user)
    except GuatuError as error:
        return TaskAnswer(code, label, href, trouble=trouble_of(error))
    return TaskAnswer(code, label, href, written)
