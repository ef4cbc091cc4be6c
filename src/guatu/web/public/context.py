"""What every template knows: the day, the plan's name, the navigation, who reads and in which language."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from guatu.core.drawing.wall_values import bare_title
from guatu.core.errors import GuatuError
from guatu.web.people.models import Role
from guatu.web.plans.ledger.models import Plan
from guatu.web.standing.reading import Reading

NAVIGATION = (
    ("overview", "总览"),
    ("plan", "方案"),
    ("targets", "目标"),
    ("sectors", "领域"),
    ("indicators", "指标"),
    ("sources", "来源"),
    ("wall", "作战图"),
)
BELONGS = {"target": "targets", "sector": "sectors", "indicator": "indicators", "source": "sources"}


def page(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or ""
    as_of, today = getattr(request, "as_of", None), getattr(request, "today", None)
    words: dict[str, Any] = {
        "as_of": as_of,
        "today": today,
        "is_today": as_of == today,
        "is_past": bool(as_of and today and as_of < today),
        "is_future": bool(as_of and today and as_of > today),
        "language": language,
        "other_language": {"code": "zh-hans", "name": "中文"}
        if language.startswith("en")
        else {"code": "en", "name": "English"},
        "kept_query": [(k, v) for k, v in request.GET.items() if k not in ("as_of", "page", "size")],
        "target_address": reverse("pages:target", args=["TARGET"]),
        "navigation": navigation(request),
        "sign_in": f"{reverse('account_login')}?next={request.path}",
        "user_role": role(request),
    }
    try:
        words |= surroundings(request)
    except (
        GuatuError,
        DatabaseError,
        AttributeError,
    ):  # an error page must still be shown when the store cannot be read
        words |= {"plan_title": ""}
    return words


def navigation(request: HttpRequest) -> list[dict[str, str]]:
    match = request.resolver_match
    here = match.url_name if match and match.namespace == "pages" else ""
    query = "" if getattr(request, "as_of", None) == getattr(request, "today", None) else f"?as_of={request.as_of}"  # type: ignore[attr-defined]
    items = []
    for name, word in NAVIGATION:
        current = "page" if here == name else "true" if BELONGS.get(here or "") == name else ""
        items.append({"href": reverse(f"pages:{name}") + query, "word": gettext(word), "current": current})
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.has_perm("review.read"):
        current = "true" if match and match.namespace == "review" else ""
        items.append({"href": reverse("review:desk"), "word": gettext("审阅"), "current": current})
    return items


def role(request: HttpRequest) -> str:
    """The roles that the reader holds today, in words."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return gettext("、").join(gettext(str(r.label)) for r in Role if r.value in user.roles())


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The plan's name and its days: from the page's own reading, or one small query where the page has none."""
    reading: Reading | None = getattr(request, "reading", None)
    if reading is None or "standing" not in reading.__dict__:
        plan = Plan.objects.filter(active=True).select_related("region").defer("text").order_by("-id").first()
        return heading(plan) if plan else {"plan_title": ""}
    words = {"before": gettext("公布前"), "on": gettext("公布日")}
    return heading(reading.standing.plan) | {
        "rules_named": reading.rules.named,
        "snapshots": [(day, words[why]) for day, why in reading.snapshots],
        "last_published": reading.last_published,
    }


def heading(plan: Plan) -> dict[str, Any]:
    """乌海市促进服务业高质量发展三年攻坚行动 2025—2027."""
    city = plan.region.name if plan.region else plan.place
    span = dict.fromkeys(str(year) for year in (plan.plan_from, plan.plan_to))  # one year is said once
    years = "—".join(span) if plan.plan_from and plan.plan_to else ""
    return {"plan_title": f"{city}{bare_title(plan.title, city)}", "plan_years": years}
