"""The queue and its two decisions. A decision is dated, bears who, why and by which paper, and changes no past day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guatu.core.errors import GuatuError
from guatu.core.series.model import Form
from guatu.web.base.errors import NotAllowed, NotInStore, status_of
from guatu.web.base.request import AppRequest
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import confirm_definition
from guatu.web.office.dating import DatingFields
from guatu.web.office.staff import holding_somewhere, said_trouble
from guatu.web.office.waiting import presenters
from guatu.web.people.models import User
from guatu.web.plans.ledger.selectors import plan_of
from guatu.web.plans.ledger.services import decide_link
from guatu.web.public.templatetags.guatu import word_of
from guatu.web.standing.reading import Reading
from guatu.web.standing.turned import lights_on, turned

RIGHTS = ("ledger.decide_link", "indicators.load_catalogue")


@require_safe
@never_cache
@holding_somewhere(*RIGHTS)
def queue(request: AppRequest) -> HttpResponse:
    return _page(request, at=request.GET.get("at", ""))


@require_POST
@never_cache
@holding_somewhere(*RIGHTS)
def act(request: AppRequest, verb: str) -> HttpResponse:
    """Decide one thing, then go to the next."""
    at = request.POST.get("at", "")
    following = presenters.waiting(Reading.of(request), by=_by(request)).after(at)
    before = lights_on(request.today)
    try:
        said = DECISIONS[verb](request, request.POST)
    except NotAllowed:
        raise
    except GuatuError as error:
        return _page(request, at=at, error=error)
    messages.success(request, said)
    for change in turned(before, lights_on(request.today)):
        if change.by_light:
            facts = {"what": change.label, "was": word_of(change.before), "now": word_of(change.after)}
            messages.success(request, _("%(what)s：%(was)s → %(now)s") % facts)
    path = reverse("waiting:queue")
    return HttpResponseRedirect(f"{path}?at={following}#row-{following}" if following else path)


def _link(request: AppRequest, post: QueryDict) -> str:
    dated = DatingFields.of(post)
    indicator = _indicator(request, post)
    plan, target = plan_of(post.get("plan", "")[:40]), post.get("target", "")[:80]
    earlier = dated.known_on is not None and dated.known_on < request.today
    name = figures.indicators(request.today)[indicator].name
    decide_link(
        plan,
        target,
        indicator=indicator,
        form=Form.GROWTH if post.get("form") == Form.GROWTH.value else Form.VALUE,
        region=_region(request, post, "region"),
        versus=_region(request, post, "versus"),
        reason=dated.reason or ("" if earlier else _("人工确认：与指标“%s”是同一件事") % name),
        on=request.today,
        known_on=dated.known_on,
        paper=dated.paper,
        by=_by(request),
    )
    return _("已确认：%(target)s按“%(name)s”衡量。") % {"target": target, "name": name}


def _indicator(request: AppRequest, post: QueryDict) -> str:
    """The code of the one that was chosen, or of the one whose name was typed. Raises NotInStore."""
    typed = post.get("other", "").strip()[:80]
    known = figures.indicators(request.today)
    if not typed:
        return post.get("indicator", "")[:80]
    if typed in known:
        return typed
    found = next((i.code for i in known.values() if typed in (i.name, *i.aliases)), None)
    if found is None:
        raise NotInStore(kind=_("指标"), name=typed)
    return found


def _region(request: AppRequest, post: QueryDict, name: str) -> str:
    """A place by its code or its name; "" when none is said. Raises NotInStore."""
    typed = post.get(name, "").strip()[:40]
    known = figures.regions(request.today)
    if not typed or typed in known:
        return typed
    found = next((r.code for r in known.values() if r.name == typed), None)
    if found is None:
        raise NotInStore(kind=_("地区"), name=typed)
    return found


def _definition(request: AppRequest, post: QueryDict) -> str:
    dated = DatingFields.of(post)
    made = confirm_definition(
        post.get("code", "")[:80],
        text=post.get("text", "")[:2000],
        source=post.get("source", "")[:300],
        on=request.today,
        by=_by(request),
        **dated.given(),
    )
    names = figures.indicators(request.today)
    return _("已确认“%s”的口径。") % (names[made.indicator].name if made.indicator in names else made.indicator)


DECISIONS: dict[str, Callable[[AppRequest, QueryDict], str]] = {"link": _link, "definition": _definition}


def _by(request: AppRequest) -> User:
    return request.user  # type: ignore[return-value]


def _page(request: AppRequest, *, at: str, error: GuatuError | None = None) -> HttpResponse:
    reading = Reading(request.today, request.today, reader=request.user)
    found = presenters.waiting(reading, by=_by(request))
    ids = [item.id for item in found.items]
    words: dict[str, Any] = {
        "w": found,
        "at": at if at in ids else next(iter(ids), ""),
        "several": len(reading.lines) > 1,
        "plans": bool(reading.lines),
        "indicators": figures.indicators(request.today).values(),
        "regions": figures.regions(request.today).values(),
        "may_add": request.user.has_perm("indicators.load_catalogue"),
        "dated": DatingFields(request.POST),
        "typed": request.POST,
        **said_trouble(request, error),
    }
    return render(request, "waiting/queue.html", words, status=status_of(error) if error else 200)
