"""Which reading of a plan stands on a day: a plan through its amendments and published versions, as dated editions.

What is loaded is a draft. What is published stands from its day on, until a later edition takes its place. Each edition
is a dated decision, so the answer for a past day changes only when somebody says so, with a reason (追认).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from guatu.core.decisions import ALWAYS, Dated, in_force
from guatu.core.errors import AskedError, Place
from guatu.core.plan import model as core
from guatu.core.review.record import commitments_of
from guatu.core.text.figures import day
from guatu.web.base.errors import NotInStore
from guatu.web.plans.amend.models import Amendment, Change
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.selectors import NoPlan
from guatu.web.plans.review.models import Version
from guatu.web.plans.review.selectors import draft_of


class NotYetInForce(AskedError):
    code = "A506"
    reason = "{as_of}那一天，《{title}》还没有印发起用，没有可以研判的目标。"
    remedy = "请选{first}或以后的日子。"

    def __init__(self, title: str, *, as_of: date, since: date) -> None:
        self.since = since
        super().__init__(title=title, as_of=day(as_of), first=day(since))


class NothingPublished(AskedError):
    code = "A507"
    reason = "《{title}》还是草稿，没有发布过。"
    remedy = "请在审阅台发布第1版；发布以前只有工作人员看得到。"


class NotYetRecorded(AskedError):
    code = "A508"
    reason = "到{recorded_by}为止，本单位还没有录入《{title}》。"
    remedy = "请选以后的录入日，或不限录入日。"


class WhichPlan(AskedError):
    code = "A595"
    reason = "库里有几份方案在执行：{plans}。"
    remedy = "请写明是哪一份（写前面的代码）。"
    command = "请用 --plan 写明是哪一份（写前面的代码）。"


class PlanState(StrEnum):
    DRAFT = "草稿"
    RUNNING = "执行中"
    ENDED = "已结束"


@dataclass(frozen=True, slots=True)
class Edition:
    """One published reading of a plan: what it promises, from its day on."""

    plan: Plan
    version: Version | None  # without its content; None: the draft as it is, which stands on no day

    @property
    def known_on(self) -> date:
        return self.version.known_on if self.version else ALWAYS

    @property
    def commitments(self) -> tuple[core.Commitment, ...]:
        """The ledger that the version fixed: one query, none when it was read before. Of a draft, as it is now."""
        return _fixed(self.version.pk, self.version.digest) if self.version else draft_of(self.plan).commitments


@lru_cache(maxsize=32)
def _fixed(version: int, digest: str) -> tuple[core.Commitment, ...]:
    """Versions are never changed, so one that was read needs no second reading."""
    content = Version.objects.values_list("content", flat=True).get(pk=version, digest=digest)
    return commitments_of(json.loads(content))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan through all its amendments: one plan for whoever runs it, whatever its text is called."""

    plans: tuple[Plan, ...]  # as amended, the oldest first
    amendments: tuple[Amendment, ...]  # the oldest first: each leads from one plan to the next
    editions: tuple[Dated[Edition], ...]  # in the order of publishing

    @property
    def code(self) -> str:
        """The address of the plan: that of the text with which it began."""
        return self.plans[0].code

    @property
    def newest(self) -> Plan:
        """The text as last amended, be it published or not."""
        return self.plans[-1]

    @property
    def published(self) -> bool:
        return bool(self.editions)

    def has(self, code: str) -> bool:
        return any(plan.code == code for plan in self.plans)

    def state(self, day: date) -> PlanState:
        if not self.published:
            return PlanState.DRAFT
        last = self.text_on(day).plan_to
        return PlanState.ENDED if last is not None and day.year > last else PlanState.RUNNING

    def text_on(self, day: date) -> Plan:
        """The text that stood on a day; the first before any."""
        found = self.edition_on(day)
        return found.plan if found else self.plans[0]

    def version(self, code: str, day: date) -> Plan:
        """The text with this code; for the plan's own code the one that stands on the day, of a draft the newest."""
        own = self.text_on(day) if self.published else self.newest
        return next((plan for plan in self.plans[1:] if plan.code == code), own)

    def edition_on(self, as_of: date, *, recorded_by: date | None = None) -> Edition | None:
        found = in_force(self.editions, as_of=as_of, recorded_by=recorded_by)
        return found.value if found else None

    def editions_until(self, as_of: date, *, recorded_by: date | None = None) -> tuple[Edition, ...]:
        """Those that stood one after another up to a day, the oldest first; the last one stands on it."""
        seen = [row for row in self.editions if row.seen(as_of=as_of, recorded_by=recorded_by)]
        by_day: dict[date, Edition] = {}
        for row in seen:  # of one day the last written
            by_day[row.known_on] = row.value
        return tuple(by_day[on] for on in sorted(by_day))

    def required(self, as_of: date, *, recorded_by: date | None = None) -> Edition:
        """Raises NothingPublished, NotYetInForce."""
        if not self.editions:
            raise NothingPublished(Place(self.newest.title), title=self.newest.title)
        found = self.edition_on(as_of, recorded_by=recorded_by)
        if found is None and recorded_by and self.edition_on(as_of):
            raise NotYetRecorded(recorded_by=day(recorded_by), title=self.newest.title)
        if found is None:
            first = min(row.known_on for row in self.editions)
            raise NotYetInForce(self.plans[0].title, as_of=as_of, since=first)
        return found


def lines() -> tuple[PlanLine, ...]:
    """Every plan with its versions, in the order of loading. Three queries at any size; texts are not read."""
    plans = {plan.pk: plan for plan in Plan.objects.defer("text")}
    after = {a.old_id: a for a in Amendment.objects.all()}
    versions: dict[int, list[Version]] = {}
    for version in Version.objects.defer("content").order_by("id"):
        versions.setdefault(version.plan_id, []).append(version)
    begun = plans.keys() - {a.new_id for a in after.values()}
    return tuple(_line(plans[pk], plans, after, versions) for pk in plans if pk in begun)


def _line(
    first: Plan, plans: Mapping[int, Plan], after: Mapping[int, Amendment], versions: Mapping[int, list[Version]]
) -> PlanLine:
    texts, amendments = [first], []
    while (amendment := after.get(texts[-1].pk)) is not None:
        amendments.append(amendment)
        texts.append(plans[amendment.new_id])
    published = sorted((v for plan in texts for v in versions.get(plan.pk, ())), key=lambda v: v.pk)
    by_pk = {plan.pk: plan for plan in texts}
    return PlanLine(
        tuple(texts),
        tuple(amendments),
        tuple(
            Dated(Edition(by_pk[v.plan_id], v), v.known_on, v.published_on, v.basis, reason=v.reason) for v in published
        ),
    )


def line_with(code: str, among: Iterable[PlanLine] | None = None) -> PlanLine:
    """The line in which a text with this code stands. Raises NotInStore."""
    for line in lines() if among is None else among:
        if line.has(code):
            return line
    raise NotInStore(kind="方案", name=code[:40])


def the_only(found: Sequence[PlanLine]) -> PlanLine:
    """The plan that needs no naming, because it is alone. Raises NoPlan, WhichPlan."""
    if not found:
        raise NoPlan
    if len(found) > 1:
        raise WhichPlan(plans="；".join(f"{line.code} 《{line.newest.title}》" for line in found))
    return found[0]


def line_to_amend() -> PlanLine:
    """The plan that an amendment is about when none is named: the only one published, or the only draft."""
    found = lines()
    return the_only([line for line in found if line.published] or found)


def default_line(as_of: date, *, recorded_by: date | None = None) -> PlanLine:
    """The plan that is meant when none is named: the only one in force on the day.

    Raises:
        NoPlan: the store has none. NothingPublished, NotYetInForce: it has, but none stands on that day.
        WhichPlan: several do.
    """
    found = lines()
    if not found:
        raise NoPlan
    published = [line for line in found if line.published]
    standing = [line for line in published if line.edition_on(as_of, recorded_by=recorded_by)]
    if standing:
        return the_only(standing)
    (published or list(found))[0].required(as_of, recorded_by=recorded_by)
    raise NoPlan


def newest_plan(as_of: date) -> Plan:
    """The text that the desk works on when none is named: the last one that was loaded. Raises NoPlan."""
    found = lines()
    if not found:
        raise NoPlan
    return max((line.newest for line in found), key=lambda plan: plan.pk)


def renamed(lines: Iterable[PlanLine]) -> dict[int, dict[str, str]]:
    """What each commitment of an amended text was called before: new plan → new code → old code. One query at most."""
    amendments = [amendment for line in lines for amendment in line.amendments]
    found: dict[int, dict[str, str]] = {a.new_id: {} for a in amendments}
    if found:
        rows = Change.objects.filter(amendment__in=amendments).exclude(old_code="").exclude(new_code="")
        for plan, new, old in rows.values_list("amendment__new", "new_code", "old_code"):
            found[plan][new] = old
    return found
