"""Pages: what amendments changed, and two plans side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.web.base.errors import NotInStore
from guatu.web.base.request import AppRequest
from guatu.web.plans.amend import carried, selectors
from guatu.web.plans.ledger.models import Plan
from guatu.web.public.amendments import presenters
from guatu.web.public.views import of_a_plan
from guatu.web.standing.reading import Reading


@of_a_plan
def changes(request: AppRequest, reading: Reading) -> HttpResponse:
    plan = reading.standing.plan
    line = selectors.line_of(plan)
    known = [a for a in line if a.effective <= reading.as_of or reading.as_of >= reading.today]
    reports = carried.reports(known)
    return render(request, "amend/changes.html", {
        "plan_name": plan.title,
        "amendments": [
            presenters.amendment_page(
                a, selectors.changes(a), reading=reading, report=reports.get(a.pk)
            )
            for a in known
        ],
        "hidden": len(line) - len(known),
        "may_amend": request.user.has_perm("ledger.load_plan", plan),
    })  # fmt: skip


@require_safe
def compare(request: AppRequest) -> HttpResponse:
    reading = Reading.of(request)
    choice = tuple(version for line in reading.lines for version in line.plans)
    asked = [request.GET.get(name, "").strip()[:40] for name in ("old", "new")]
    page = {"choice": choice, "old_code": asked[0], "new_code": asked[1]}
    if all(asked):
        old, new = (_plan(choice, code) for code in asked)
        versions = selectors.are_versions(old, new)
        page |= presenters.versions_page(old, new) if versions else presenters.beside_page(old, new)
    return render(request, "amend/compare.html", page)


def _plan(choice: tuple[Plan, ...], code: str) -> Plan:
    found = next((plan for plan in choice if plan.code == code), None)
    if found is None:
        raise NotInStore(kind="方案", name=code)
    return found
