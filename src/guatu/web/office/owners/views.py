"""Who leads what. Pages ask selectors and services; every form works without script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guatu.core.errors import AskedError, GuatuError
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.names import LONGEST, ShortName
from guatu.core.plan.owners import APART, Assigned, KnownUnits
from guatu.web.base.addresses import address
from guatu.web.base.asof import read_day
from guatu.web.base.errors import NotInStore, status_of, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.office.owners import presenters, unit_lists
from guatu.web.office.staff import of_staff
from guatu.web.people import selectors as people
from guatu.web.people.models import Unit
from guatu.web.people.services import load_units
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.selectors import NoPlan
from guatu.web.plans.names.services import name_targets
from guatu.web.plans.owners.selectors import assigned_count
from guatu.web.plans.owners.services import assign as assign_lines
from guatu.web.public.list_pages import ListSheet, list_page
from guatu.web.public.presenters.first_page import claimed
from guatu.web.public.presenters.owners import owners_of_line
from guatu.web.standing.reading import Reading


class NothingTicked(AskedError):
    code = "A647"
    reason = "没有勾选任何条目。"
    remedy = "请勾选要指定的条目，再按一次。"


class UnitNameless(AskedError):
    code = "A648"
    reason = "单位没有写名称。"
    remedy = "请写全称；简称、别名可以不写。"


def dating(post: QueryDict) -> dict[str, Any]:
    """From which day it counts, by which paper and why, where the form says so."""
    given = post.get("known_on", "").strip()
    return {
        "known_on": read_day(given, said_in=gettext("起算日")) if given else None,
        "paper": post.get("paper", "").strip()[:300],
        "reason": post.get("reason", "").strip()[:300],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@of_staff
def assign(request: AppRequest, plan_code: str) -> HttpResponse:
    """指定牵头单位: the lines of a plan by sector, with a suggestion each; posted to, what is ticked is assigned."""
    reading = Reading.of(request)
    line = _line_of(reading)
    if not line.published:
        return render(request, "owners/draft.html", {"plan": line.newest})
    wanted, units = presenters.LinesWanted.of(request.GET), people.known_units()
    error: GuatuError | None = None
    if request.method == "POST":
        require(request.user, "ledger.assign_owner", line.newest)
        try:
            chosen = presenters.given(request.POST, reading.standing, units, request.today)
            if not chosen:
                raise NothingTicked
            written = assign_lines(
                line, chosen, seen=_number(request.POST.get("seen", "")), on=request.today, by=request.user,  # type: ignore[arg-type]
                **dating(request.POST),
            )  # fmt: skip
        except GuatuError as refused:
            error = refused
        else:
            said = ngettext("已为%(n)s个条目指定。", "已为%(n)s个条目指定。", len(written)) % {"n": len(written)}
            messages.success(request, said if written else gettext("没有变化：这些条目原来就是这样。"))
            return HttpResponseRedirect(request.get_full_path())
    may = request.user.has_perm("ledger.assign_owner", line.newest) and request.as_of == request.today
    words = {
        "claimed": claimed(reading),
        "sectors": presenters.sectors(reading, wanted, units, request.POST if error else QueryDict()),
        "gone": [id for id, who in reading.standing.owners.items() if who.lead is not None and who.lead.gone],
        "wanted": wanted,
        "units": units.on(request.today),
        "unit": units.by_code.get(wanted.unit),
        "seen": assigned_count(line),
        "may": may,
        "typed": request.POST if error else {},
        "trouble": error and trouble_of(error),
    }
    return render(request, "owners/assign.html", words, status=status_of(error) if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@of_staff
def line(request: AppRequest, plan_code: str, key: str) -> HttpResponse:
    """One line: who answers for it now and did before; posted to, somebody else."""
    reading = Reading.of(request)
    plan = _line_of(reading)
    if not plan.published or key not in reading.commitments:
        raise NotInStore(kind="条目", name=key[:40])
    units, error = people.known_units(), None
    if request.method == "POST":
        try:
            _save(request, plan, key, units)
        except GuatuError as refused:
            error = refused
        else:
            messages.success(request, gettext("已存。"))
            return HttpResponseRedirect(request.get_full_path())
    may_name = request.user.has_perm("ledger.name_target", plan.newest) and request.as_of == request.today
    item, now = reading.commitments[key], reading.standing.owners[key].assigned
    typed = request.POST if error else {}
    words = {
        "c": item,
        "label": presenters.label_of(reading.standing, item),
        "called": called(reading, item, typed, may_name),
        "due": presenters.due_words(item),
        "kind": gettext(presenters.KIND_WORDS[item.kind]),
        "owned": replace(owners_of_line(reading, key), href=""),  # it is changed here
        "in_plan": f"{address('pages:plan', plan=plan_code)}#{key}",
        "lead": typed.get("lead", now.lead),
        "supporting": typed.get("supporting", presenters.names_of(now.supporting, units)),
        "person": typed.get("person", now.person),
        "liaisons": people.liaisons_of([now.lead], request.today).get(now.lead, []),
        "units": units.on(request.today),
        "seen": assigned_count(plan),
        "may": request.user.has_perm("ledger.assign_owner", plan.newest) and request.as_of == request.today,
        "typed": typed,
        "trouble": error and trouble_of(error),
    }
    return render(request, "owners/line.html", words, status=status_of(error) if error else 200)


def _save(request: AppRequest, plan: PlanLine, key: str, units: KnownUnits) -> None:
    """What a target is called, or who answers for a line: whichever form was sent. Raises GuatuError."""
    post = request.POST
    said: dict[str, Any] = {"on": request.today, "by": request.user, **dating(post)}
    if "short_name" in post:
        name_targets(plan, {key: ShortName(post["short_name"])}, **said)
        return
    require(request.user, "ledger.assign_owner", plan.newest)
    lead = post.get("lead", "")
    supporting = presenters.supporting_in(post.get("supporting", ""), lead, units, request.today)
    who = Assigned(lead, supporting, post.get("person", "").strip()[:60])
    assign_lines(plan, {key: who}, seen=_number(post.get("seen", "")), **said)


def called(reading: Reading, item: Commitment, typed: Any, may: bool) -> dict[str, Any]:
    """What a target is called, and by which word a person may change that; nothing of a task."""
    if item.kind is not Kind.TARGET:
        return {}
    decided = reading.standing.named.get(item.id, "")
    return {"name": typed.get("short_name", decided), "most": LONGEST, "may": may}


@require_safe
@of_staff
def handover(request: AppRequest) -> HttpResponse:
    """交接单: what one unit, or one person, answers for on a day; to be printed and signed."""
    units = people.known_units()
    code = request.GET.get("unit", "") or request.user.unit_id or ""  # type: ignore[union-attr]
    person = request.GET.get("person", "").strip()[:60]
    sheet = presenters.handover(request.as_of, units.by_code.get(code), person, reader=request.user)  # type: ignore[arg-type]
    to = request.GET.get("to", "").strip()[:60]
    words = {"h": sheet, "units": units.by_code.values(), "unit_code": code, "successor": to}
    return render(request, "owners/handover.html", words)


@require_safe
@of_staff
def units(request: AppRequest) -> HttpResponse:
    """Every unit, and what it answers for; an abolished one with the lines that it still leads."""
    rows = presenters.unit_rows(people.units(), request.today)
    found = unit_lists.unit_duties_listing(rows, request.GET)
    sheet = ListSheet(gettext("单位"), unit_lists.SHEET, unit_lists.cells)
    words = {"rows": found.rows, "may": _may_load(request)}
    return list_page(request, "owners/units.html", found, name="units", sheet=sheet, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@of_staff
def unit(request: AppRequest, code: str) -> HttpResponse:
    """One unit's names and days; posted to, corrected. `new` is one that is not there yet."""
    require(request.user, "people.load_units")
    found = None if code == "new" else people.unit(code)
    error: GuatuError | None = None
    if request.method == "POST":
        try:
            load_units([_unit_in(request.POST, found)], by=request.user)  # type: ignore[arg-type]
        except GuatuError as refused:
            error = refused
        else:
            messages.success(request, gettext("已存。"))
            return HttpResponseRedirect(address("owners:units", plan=""))
    typed: Any = request.POST if error else {}
    fields = {
        "code": found.code if found else "",
        "name": found.name if found else "",
        "short_name": found.short_name if found else "",
        "aliases": "、".join(found.aliases) if found else "",
        "kind": found.kind if found else "",
        "since": _iso(found.since) if found else "",
        "until": _iso(found.until) if found else "",
        "successor": found.successor_id or "" if found else "",
    }
    words = {
        "found": found,
        "fields": {name: typed.get(name, value) for name, value in fields.items()},
        "others": [other for other in people.units() if found is None or other.pk != found.pk],
        "trouble": error and trouble_of(error),
    }
    return render(request, "owners/unit.html", words, status=status_of(error) if error else 200)


def _unit_in(post: QueryDict, found: Unit | None) -> Unit:
    """Raises UnitNameless, NoSuchDay."""
    given = {name: post.get(name, "").strip() for name in
             ("code", "name", "short_name", "aliases", "kind", "since", "until", "successor")}  # fmt: skip
    code = found.pk if found else given["code"][:40]
    if not code or not given["name"]:
        raise UnitNameless
    return Unit(
        code=code,
        name=given["name"][:120],
        short_name=given["short_name"][:60],
        aliases=[word for word in APART.split(given["aliases"]) if word],
        parent_id=found.parent_id if found else None,
        kind=given["kind"][:40],
        since=read_day(given["since"], said_in=gettext("设立")) if given["since"] else None,
        until=read_day(given["until"], said_in=gettext("撤销")) if given["until"] else None,
        successor_id=given["successor"] or None,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _may_load(request: AppRequest) -> bool:
    return request.user.has_perm("people.load_units")


def _line_of(reading: Reading) -> PlanLine:
    if reading.line is None:
        raise NoPlan
    return reading.line


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
