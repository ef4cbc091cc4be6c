"""What a person states of a draft that its text does not say: title, place, years, day of issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guatu.core.errors import AskedError
from guatu.web.plans.ledger import models

TITLE, REGION, YEARS = "标题", "地区", "起止年份"


class PlanPublished(AskedError):
    code = "A590"
    reason = "《{title}》已经发布，标题、地区、年份不能再改。"
    remedy = "有文件依据的改动，请登记为修订。"


class TitleTaken(AskedError):
    code = "A591"
    reason = "已经有一份方案叫《{title}》。"
    remedy = "请写全称，或加上年份、批次来区别。"


class YearsBackwards(AskedError):
    code = "A592"
    reason = "起止年份{first}—{last}写反了，或者超出了20年。"
    remedy = "请写成 2025 和 2027 这样先后两年。"


@dataclass(frozen=True, slots=True)
class Stated:
    """What can be said of a plan; None or "" says nothing."""

    title: str = ""
    region: str = ""  # code
    plan_from: int | None = None
    plan_to: int | None = None
    issued: date | None = None


def stated_of(plan: models.Plan) -> Stated:
    """What the plan says of itself, or was said of it."""
    return Stated(plan.title, plan.region_id or "", plan.plan_from, plan.plan_to, plan.issued)


def wanting(plan: models.Plan) -> tuple[str, ...]:
    """What the plan must still say before it can be judged, in words; empty when nothing is missing."""
    known = ((TITLE, plan.title.strip()), (REGION, plan.region_id), (YEARS, plan.plan_from and plan.plan_to))
    return tuple(word for word, value in known if not value)
