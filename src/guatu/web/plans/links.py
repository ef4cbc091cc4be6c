"""Which indicators measure the targets of any plan, many at once: the rows of a table, each decided by a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from guatu.core.errors import GuatuError, Place
from guatu.core.judging.model import Link
from guatu.core.series.model import Indicator, Region
from guatu.store.link_table import SaidLink
from guatu.web.audit.services import in_turn
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import Dating
from guatu.web.people.models import User
from guatu.web.plans.in_force import line_with, lines, the_only
from guatu.web.plans.ledger import selectors
from guatu.web.plans.ledger.keys import code_in
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.services import decide_link


@dataclass(frozen=True, slots=True)
class MeantLink:
    """A row of the table, with everything that it names found."""

    said: SaidLink
    plan: Plan
    before: Link
    indicator: Indicator
    region: str
    versus: str

    @property
    def key(self) -> str:
        return f"{self.plan.code}/{self.said.target}"

    @property
    def changes(self) -> bool:
        """Whether it says anything that does not stand."""
        was = self.before
        return not was.confirmed or (was.indicator, was.form, was.region, was.versus, str(was.reason)) != (
            self.indicator.code, self.said.form or was.form, self.region or was.region, self.versus,
            self.said.reason or str(was.reason),
        )  # fmt: skip


def meant(said: Iterable[SaidLink], *, on: date, name: str = "") -> Iterator[MeantLink]:
    """Each row with its plan, its target and its indicator. Raises NotInStore, NoPlan, WhichPlan, at its row."""
    known, regions, every = figures.indicators(on), figures.regions(on), lines()
    by_name = {spelled: i for i in known.values() for spelled in (*i.aliases, i.name)}
    links: dict[int, dict[str, Link]] = {}
    for row in said:
        try:
            line = line_with(row.plan, every) if row.plan else the_only(every)
            plan = line.version(row.plan or line.code, on)
            if plan.pk not in links:
                links[plan.pk] = selectors.links(plan, as_of=on)
            before = links[plan.pk].get(code_in(plan, row.target))
            if before is None:
                raise NotInStore(kind="目标", name=row.target)
            indicator = known.get(row.indicator) or by_name.get(row.indicator)
            if indicator is None:
                raise NotInStore(kind="指标", name=row.indicator)
            yield MeantLink(row, plan, before, indicator, _region(row.region, regions), _region(row.versus, regions))
        except GuatuError as error:
            raise type(error)(Place(name, row=row.row), **error.facts) from error


@in_turn
def load_links(said: Iterable[SaidLink], *, on: date, name: str = "", by: User | None, **dating: Unpack[Dating]) -> int:
    """Decide every row or none; how many changed.

    Raises:
        NotAllowed, NotInStore, NoPlan, WhichPlan, NoReasonForEarlier.
    """
    require(by, "ledger.decide_link", SOMEWHERE)
    changed = [row for row in meant(said, on=on, name=name) if row.changes]
    for row in changed:
        decide_link(
            row.plan,
            row.said.target,
            indicator=row.indicator.code,
            form=row.said.form or row.before.form,
            region=row.region,
            versus=row.versus,
            reason=row.said.reason or dating.get("reason", "") or f"按文件《{name}》确认",
            on=on,
            known_on=dating.get("known_on"),
            paper=dating.get("paper", ""),
            by=by,
        )
    return len(changed)


def _region(text: str, known: Mapping[str, Region]) -> str:
    """The code of a place that is named by its code or its name; "" for none. Raises NotInStore."""
    if not text or text in known:
        return text
    found = next((r.code for r in known.values() if r.name == text), None)
    if found is None:
        raise NotInStore(kind="地区", name=text)
    return found
