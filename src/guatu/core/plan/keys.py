"""Stable keys of commitments: a short name of the sector and a number, such as 物流-03.

A key is given once, when a plan is published. Amendments carry it along; what vanished keeps its number for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from guatu.core.plan.model import Commitment, Plan

GENERAL = "总体"  # commitments of no sector
LONGEST = 4  # signs of a short name, where that tells sectors apart

_CLAUSE = re.compile(r"[，。、；：！？,;:（）()“”\"《》\s]+")
_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")
_OPENING = re.compile(
    r"^(?:大力|加快|全面|持续|深入|深化|着力|积极|切实|扎实|不断|进一步|推进|推动|促进|发展|提升|提高|增加|减少|强化|加强|完善"
    r"|优化|构建|建设|打造|实施|聚焦|立足|坚持|突出|做大做强|做优做强|现代|高质量|鼓励|引导|扩大|健全|开展)(?=..)"
)
_ENDING = re.compile(
    r"(?<=..)(?:领域服务业|服务业|行动计划|(?<!地)产业|行业|领域|行动|计划|工程|措施|体系|工作|任务|高质量发展|发展|建设|业)$"
)


def sector_names(sectors: Iterable[str], *, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A short name for every sector, each its own: 现代物流业 → 物流.

    Args:
        sectors: headings in the order of the text; "" for commitments of no sector.
        given: names that sectors of this plan have already. They stay, and nobody else gets them.
    """
    names = dict(given or {})
    for sector in sectors:
        if sector not in names:
            taken = set(names.values())
            names[sector] = next(name for name in _candidates(sector) if name not in taken)
    return names


def _candidates(sector: str) -> Iterable[str]:
    """Names for a sector, the best first; there is always one more."""
    if not sector or sector == GENERAL:
        first = GENERAL
    else:
        core = _core(sector)
        first = re.split("[和与及]", core)[0]
        first = (first if len(first) >= 2 else core)[:LONGEST]
        yield first
        yield from (core[:size] for size in range(LONGEST, len(core) + 1))
    yield first
    n = 2
    while True:
        yield f"{first}{n}"
        n += 1


def _core(sector: str) -> str:
    """The heading's own words: its first clause without the verb before them and the kind of thing behind."""
    clauses = [_SIGNS.sub("", clause) for clause in _CLAUSE.split(sector)]
    for clause in clauses:
        found = _stripped(_stripped(clause, _OPENING), _ENDING)
        if len(found) >= 2:
            return found
    return "".join(clauses) or GENERAL


def _stripped(words: str, sign: re.Pattern[str]) -> str:
    while (shorter := sign.sub("", words)) != words:
        words = shorter
    return words


def give_keys(
    items: Iterable[tuple[str, str]],
    *,
    names: Mapping[str, str],
    has: Mapping[str, str] | None = None,
    used: Iterable[str] = (),
) -> dict[str, str]:
    """A key for every commitment: the one it has, else the next free number of its sector.

    Args:
        items: code and sector of each commitment, in the order of the text.
        names: the sectors' short names (`sector_names`).
        has: keys that commitments have already, by code.
        used: every key that this plan ever gave, also to what is gone: none is given again.
    """
    kept = dict(has or {})
    last: dict[str, int] = {}
    for key in (*used, *kept.values()):
        name, number = split_key(key)
        last[name] = max(last.get(name, 0), number)
    found = {}
    for code, sector in items:
        if code in kept:
            found[code] = kept[code]
            continue
        name = names[sector]
        last[name] = last.get(name, 0) + 1
        found[code] = f"{name}-{last[name]:02d}"
    return found


def split_key(key: str) -> tuple[str, int]:
    """
    >>> split_key("物流-03")
    ('物流', 3)
    """
    name, _, number = key.rpartition("-")
    return name, int(number)


def known_as(item: Commitment, names: Mapping[str, str]) -> Commitment:
    """The commitment under its key; one that has none keeps the compiler's number."""
    return replace(item, id=names.get(item.id, item.id))


def plan_known_as(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with every commitment, question and claim under the commitments' keys."""
    if not names:
        return plan
    return replace(
        plan,
        commitments=tuple(known_as(c, names) for c in plan.commitments),
        questions=tuple(replace(q, commitment=names.get(q.commitment, q.commitment)) for q in plan.questions),
        coverage=replace(
            plan.coverage,
            claims=tuple(replace(c, commitment=names.get(c.commitment, c.commitment)) for c in plan.coverage.claims),
        ),
    )
