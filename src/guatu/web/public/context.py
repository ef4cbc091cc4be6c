"""What every template knows: the day, the plan's name, the navigation, who reads and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError
from django.urls import reverse
from django.utils.translation import get_language, gettext

from guatu.core.errors import GuatuError
from guatu.web.base.addresses import address
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.people.models import Role
from guatu.web.people.rules import THREE
from guatu.web.plans.ledger.models import Plan
from guatu.web.public.guide.sections import section_for
from guatu.web.public.presenters.days import days_to_see
from guatu.web.public.presenters.plan_list import plan_name, plan_years
from guatu.web.standing.reading import Reading

NAVIGATION = (
    ("overview", "总览"),
    ("plan", "方案"),
    ("targets", "目标"),
    ("tasks", "任务"),
    ("sectors", "领域"),
    ("indicators", "数据"),
    ("wall", "作战图"),
)
CITY = (("plans", "全部方案"), ("indicators", "数据"))  # with several plans, outside of each
DATA = ("entry", "waiting", "catalogue", "loads")  # rooms that stand behind one word, with tabs of their own
OFFICE = (  # pages of the three administrators: where, word, the rights that open it
    ("rights:accounts", "账号", ("people.read",)),
    ("rights:log", "审计", ("audit.read", "audit.read_auditors")),
    ("health:health", "系统", ("store.keep",)),
)
BELONGS = {
    "target": "targets",
    "task": "tasks",
    "sector": "sectors",
    "indicator": "indicators",
    "sources": "indicators",
    "source": "indicators",
}


def page(request: AppRequest) -> dict[str, Any]:
    language = get_language() or ""
    as_of, today = getattr(request, "as_of", None), getattr(request, "today", None)
    words: dict[str, Any] = {
        "as_of": as_of,
        "today": today,
        "recorded_by": getattr(request, "recorded_by", None),
        "is_today": as_of == today,
        "is_past": bool(as_of and today and as_of < today),
        "is_future": bool(as_of and today and as_of > today),
        "language": language,
        "other_language": {"code": "zh-hans", "name": "中文"}
        if language.startswith("en")
        else {"code": "en", "name": "English"},
        "kept_query": [(k, v) for k, v in request.GET.items() if k not in ("as_of", "recorded_by", "page", "size")],
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "user_role": role(request),
        "plan_code": "",
        "plan_title": "",
        "help_here": help_here(request),
    }
    if as_of is None:  # the request did not come as far as the middleware of the day
        return words | {"navigation": []}
    try:
        return words | surroundings(request)
    except (GuatuError, DatabaseError):  # an error page must still be shown when the store cannot be read
        return words | {"navigation": navigation(request, "", CITY)}


def surroundings(request: AppRequest) -> dict[str, Any]:
    """The plan's name, its days and the other plans: from the page's own reading, one query where it has none."""
    reading = Reading.of(request)
    line = reading.line
    code = reading.plan_code if request.plan_code or len(reading.published) == 1 else ""
    words: dict[str, Any] = {
        "plan_code": code,
        "target_address": address("pages:target", "TARGET", plan=reading.plan_code),
        "navigation": navigation(request, code, NAVIGATION if code else CITY),
    }
    if len(reading.lines) > 1:
        words["other_plans"] = [(plan_name(o.text_on(reading.as_of)), o.code, o is line) for o in reading.lines]
    if line is None or not code:
        return words
    words |= heading(line.text_on(reading.as_of))
    if "standing" in reading.__dict__:
        words |= {
            "rules_named": reading.rules.named,
            "days_to_see": days_to_see(reading),
            "last_published": reading.last_published,
        }
    return words


def navigation(request: AppRequest, plan: str, pages: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    match = request.resolver_match
    here = match.url_name if match and match.namespace == "pages" else ""
    query = "" if request.as_of == request.today else f"?as_of={request.as_of}"
    items = []
    user = getattr(request, "user", None)
    held = user.roles() if user is not None and user.is_authenticated else frozenset()
    if held and held <= set(THREE):  # who sees no business data needs no seven ways to it
        pages = tuple(pages)[:1]
    for name, word in pages:
        current = "page" if here == name else "true" if BELONGS.get(here or "") == name else ""
        items.append({"href": address(f"pages:{name}", plan=plan) + query, "word": gettext(word), "current": current})
    if user is None or not user.is_authenticated:
        return items
    if held:
        current = "page" if match and match.namespace == "office" else ""
        items.insert(0, {"href": reverse("office:home") + query, "word": gettext("我的工作"), "current": current})
    if plan and user.has_perm("review.read", SOMEWHERE):
        current = "true" if match and match.namespace == "review" else ""
        items.append({"href": address("review:desk", plan=plan), "word": gettext("审阅"), "current": current})
    if user.has_perm("indicators.load_figures"):
        current = "true" if match and match.namespace in DATA else ""
        items.append({"href": reverse("entry:grid"), "word": gettext("填数"), "current": current})
    items += [
        {"href": reverse(name), "word": gettext(word), "current": "page" if match and match.view_name == name else ""}
        for name, word, rights in OFFICE
        if any(user.has_perm(right) for right in rights)
    ]
    return items


def help_here(request: AppRequest) -> str:
    """Where the guide speaks of this page; empty on a page that needs no words."""
    match, user = request.resolver_match, getattr(request, "user", None)
    held = user.roles() if user is not None and user.is_authenticated else frozenset()
    guide, anchor = section_for(match.view_name if match else "", held)
    return f"{reverse('pages:guide', args=[guide])}#{anchor}" if guide else ""


def role(request: AppRequest) -> str:
    """The roles that the reader holds today, in words."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return gettext("、").join(gettext(str(r.label)) for r in Role if r.value in user.roles())


def heading(plan: Plan) -> dict[str, Any]:
    """乌海市促进服务业高质量发展三年攻坚行动 2025—2027."""
    return {"plan_title": plan_name(plan), "plan_years": plan_years(plan)}
