"""The lights and the rules, explained."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from guatu.core.reports.words import NOT_YET, rule_word
from guatu.core.tasks.model import TaskState
from guatu.core.tasks.words import STATE_SAYS, STATE_SHAPES, STATE_WORDS
from guatu.web.public.presenters.lists import SHAPES
from guatu.web.standing.reading import Reading

LIGHT_SAYS = {
    "missed": "期限已过，数已公布，没有做到",
    "bad": "还在期限内，远远落后于时序",
    "slow": "还在期限内，落后于时序",
    "ok": "还在期限内，跟得上时序",
    "reached": "期限未到，已经达到；到期时仍须在线上",
    "met": "期限已过，数已公布，做到了",
    "unknown": "没有数，旁边一定写着原因",
    NOT_YET: "每年的任务，年份还没有结束，本来就不该有数",
}


SHAPE_SAYS = {
    "missed": "方块打叉",
    "bad": "实心倒三角",
    "slow": "空心倒三角",
    "ok": "半圆",
    "reached": "圆环内圆点",
    "met": "实心圆",
    "unknown": "虚线圆",
    NOT_YET: "小点",
}


def lights() -> list[dict[str, str]]:
    return [{"shape": s, "form": gettext(SHAPE_SAYS[s]), "says": gettext(LIGHT_SAYS[s])} for s in SHAPES]


def task_states() -> list[dict[str, str]]:
    return [{"shape": STATE_SHAPES[s], "word": STATE_WORDS[s], "says": gettext(STATE_SAYS[s])} for s in TaskState]


def rule_uses(reading: Reading) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for j in reading.judgements.values():
        counts[j.rule] = counts.get(j.rule, 0) + 1
    return [
        {"code": r.code, "name": rule_word(r.code), "says": r.says, "source": r.source, "count": counts.get(r.code, 0)}
        for r in reading.rules.rules.values()
    ]
