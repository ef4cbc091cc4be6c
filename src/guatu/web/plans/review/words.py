"""The desk's Chinese words for what the core names in English: fields, choices, states, edits."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from guatu.core.plan.model import Comparator, Direction, Kind, Measure, PeriodKind, Strength
from guatu.core.reports.words import MEASURE_WORDS
from guatu.core.review.draft import ItemState, added_id
from guatu.core.review.edits import (
    Add,
    Answer,
    Confirm,
    DraftEntry,
    Edit,
    Excuse,
    Merge,
    Recheck,
    Reject,
    Reopen,
    Revise,
    Split,
    Undo,
)
from guatu.core.review.fields import Plain
from guatu.core.text.said import Listed, Piece, Said, listed, verbatim

KINDS = {Kind.TARGET: _("目标"), Kind.MILESTONE: _("里程碑"), Kind.ACTION: _("举措")}
STATES = {
    ItemState.COMPILED: _("未核"),
    ItemState.CONFIRMED: _("已核"),
    ItemState.EDITED: _("已改"),
    ItemState.ADDED: _("补录"),
    ItemState.REJECTED: _("不采纳"),
}
FIELDS = {
    "kind": _("类别"), "indicator": _("指标"), "comparator": _("比较"), "value": _("数值"), "value_max": _("区间上限"),
    "unit": _("单位"), "measure": _("度量"), "period_kind": _("期限"), "since": _("起始年"), "until": _("截止年"),
    "month": _("月"), "day": _("日"), "strength": _("力度"), "direction": _("方向"), "cumulative": _("累计"),
    "base_year": _("基年"), "relative_to": _("与谁比"), "nature": _("属性"), "sector": _("领域"), "scope": _("范围"),
    "lead": _("牵头单位"), "supporting": _("配合单位"),
}  # fmt: skip
CHOICES: Mapping[str, Mapping[str, object]] = {
    "kind": {k.value: word for k, word in KINDS.items()},
    "comparator": {
        "": "—", Comparator.AT_LEAST: _("≥ 不低于"), Comparator.ABOVE: _("> 超过"), Comparator.AT_MOST: _("≤ 不高于"),
        Comparator.BELOW: _("< 低于"), Comparator.EXACTLY: _("= 等于"), Comparator.ABOUT: _("~ 左右"),
        Comparator.RANGE: _("区间"),
    },
    "measure": {"": "—", **{m.value: MEASURE_WORDS[m] for m in Measure}},
    "period_kind": {
        PeriodKind.BY: _("到截止年底"), PeriodKind.IN: _("截止年当年"), PeriodKind.EACH_YEAR: _("每年"),
        PeriodKind.AVERAGE: _("年均"), PeriodKind.OPEN: _("未定期限"),
    },
    "strength": {Strength.FIRM: _("确定"), Strength.STRIVE: _("力争")},
    "direction": {Direction.UP: _("上升"), Direction.DOWN: _("下降")},
    "cumulative": {"": _("否"), "1": _("是")},
    "nature": {"": "—", "约束性": _("约束性"), "预期性": _("预期性")},
}  # fmt: skip


def value_word(name: str, value: Plain) -> str:
    """A field's value as the form shows it."""
    if name in CHOICES:
        key = "1" if value is True else "" if value in (None, False) else str(value)
        return str(CHOICES[name].get(key, value))
    return "—" if value in (None, "") else str(value)


def edit_words(edit: Edit, number: int = 0) -> Said:
    """What somebody did, in one line: 改C012：单位→户."""
    match edit:
        case Confirm(ids) if len(ids) > 3:
            return Said("确认{first}等{count}条", first=ids[0], count=len(ids))
        case Confirm(ids):
            return Said("确认{names}", names=listed(ids))
        case Revise(id, changes):
            return Said("改{id}：{changes}", id=id, changes=_changes(changes))
        case Split(id):
            return Said("拆分{id}，另立{new}", id=id, new=added_id(DraftEntry(number, edit)))
        case Merge(keep, others):
            return Said("把{others}并入{keep}", keep=keep, others=listed(others))
        case Reject(id, reason):
            return Said("不采纳{id}：{reason}", id=id, reason=verbatim(reason))
        case Reopen(id):
            return Said("重审{id}", id=id)
        case Add():
            return Said("补录{new}", new=added_id(DraftEntry(number, edit)))
        case Answer(question, reading, changes):
            said = Said("答{question}：{reading}", question=question, reading=verbatim(reading))
            return Said("{said}（{changes}）", said=said, changes=_changes(changes)) if changes else said
        case Excuse(place, _rule, reason):
            return Said("说明{place}：{reason}", place=place, reason=verbatim(reason))
        case Recheck(id, asks):
            return Said("再核{id}：{asks}", id=id, asks=asks)
        case Undo(undone):
            return Said("撤销第{number}步", number=undone)


def _changes(changes: Mapping[str, Plain]) -> Listed:
    return listed((_change(name, value) for name, value in changes.items()), "，")


def _change(name: str, value: Plain) -> Said:
    word = value_word(name, value)
    return Said(
        "{field}→{value}", field=Piece(str(FIELDS[name])), value=Piece(word) if name in CHOICES else verbatim(word)
    )
