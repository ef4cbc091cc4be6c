"""方案信息: what a draft says of itself, what it still needs before it can be judged, and the form that takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _noop

from guatu.core.errors import AskedError, GuatuError, Place
from guatu.web.base.addresses import address
from guatu.web.base.asof import read_day
from guatu.web.base.errors import status_of, trouble_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.figures import selectors as figures
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.services import state_plan
from guatu.web.plans.ledger.stated import Stated, stated_of, wanting

WORDS = (_noop("标题"), _noop("地区"), _noop("起止年份"))


class NoSuchYear(AskedError):
    code = "A593"
    reason = "“{text}”不是四位年份。"
    remedy = "请写成 2025 这样的四位数字。"


class NoSuchRegion(AskedError):
    code = "A594"
    reason = "地区表里没有“{text}”。"
    remedy = "请从列出的地区里选一个，或先导入地区表。"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    value: str
    hint: str
    wanted: bool  # the plan cannot be judged without it
    listed: tuple[str, ...] = ()


def about_page(request: AppRequest, plan: Plan) -> HttpResponse:
    """The page, and what its form said when it was sent."""
    require(request.user, "review.read", plan)
    error: GuatuError | None = None
    if request.method == "POST":
        try:
            changed = state_plan(plan, said_in(request.POST, on=request.today), on=request.today, by=request.user)  # type: ignore[arg-type]
        except GuatuError as refused:
            error = refused
            plan.refresh_from_db()
        else:
            messages.success(request, gettext("已存。") if changed else gettext("没有变化。"))
            return HttpResponseRedirect(address("review:about", plan=plan.code))
    missing = wanting(plan)
    words = {
        "page": "about",
        "whole": True,
        "plan": plan,
        "fields": fields_of(plan, request.POST if error else {}, on=request.today),
        "missing": [gettext(word) for word in missing],
        "may_state": request.user.has_perm("ledger.load_plan", plan) and not plan.versions.exists(),
        "error": error and trouble_of(error),
    }
    return render(request, "review/about.html", words, status=status_of(error) if error else 200)


def said_in(post: Mapping[str, str], *, on: date) -> Stated:
    """Raises NoSuchYear, NoSuchRegion, NoSuchDay."""
    given = {name: post.get(name, "").strip() for name in ("title", "region", "plan_from", "plan_to", "issued")}
    return Stated(
        title=given["title"][:300],
        region=_region(given["region"], on=on),
        plan_from=_year(given["plan_from"]),
        plan_to=_year(given["plan_to"]),
        issued=read_day(given["issued"], said_in=gettext("印发日")) if given["issued"] else None,
    )


def fields_of(plan: Plan, typed: Mapping[str, str], *, on: date) -> list[Field]:
    said, regions = stated_of(plan), figures.regions(on)
    region = regions[said.region].name if said.region in regions else ""
    known = {
        "title": said.title,
        "region": region,
        "plan_from": str(said.plan_from or ""),
        "plan_to": str(said.plan_to or ""),
        "issued": said.issued.isoformat() if said.issued else "",
    }
    value = {name: typed.get(name, old) for name, old in known.items()}
    names = tuple(sorted({r.name for r in regions.values()}))
    return [
        Field("title", gettext("标题"), value["title"], gettext("文件的全称，不用书名号"), True),
        Field("region", gettext("地区"), value["region"], gettext("哪里的方案，如 乌海市"), True, names),
        Field("plan_from", gettext("起始年"), value["plan_from"], gettext("四位数字，如 2025"), True),
        Field("plan_to", gettext("结束年"), value["plan_to"], gettext("只管一年的，与起始年相同"), True),
        Field("issued", gettext("印发日"), value["issued"], gettext("年-月-日；方案从这一天起算"), False),
    ]


def _region(text: str, *, on: date) -> str:
    """The code of a place by its name or code."""
    if not text:
        return ""
    found = next((r.code for r in figures.regions(on).values() if text in (r.code, r.name)), "")
    if not found:
        raise NoSuchRegion(text=text[:40])
    return found


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NoSuchYear(Place(), text=text[:20])
    return int(text)
