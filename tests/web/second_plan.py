"""A second plan beside the example city's: 民生实事, made up, with targets of its own."""

from __future__ import annotations

from datetime import date

from guatu.core.plan.model import Context
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.services import publish_as_read

TEXT = """乌海市2026年民生实事实施方案

一、养老服务

到2026年底，新增养老床位200张以上。

二、便民服务

2026年底前建成便民服务点30个。2026年6月底前完成社区食堂改造。
"""
ISSUED = date(2026, 3, 2)
TODAY = date(2026, 11, 23)


def load_draft(text: str = TEXT) -> Plan:
    """Loaded and not published: staff see it, nobody else."""
    context = Context("乌海市", 2026, 2026, 2026)
    return load_plan(text, context=context, region="150300", on=TODAY, by=None, issued=ISSUED).plan


def publish(plan: Plan) -> Plan:
    """In force from its day of issue on."""
    publish_as_read(plan, reason="试", on=TODAY, by=None)
    return plan
