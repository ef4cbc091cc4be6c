"""What the pages of owners show: lines by sector with a suggestion each, one line, a handover sheet, units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.duties import Duty, Suggested, suggest
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.owners import APART, Assigned, KnownUnit, KnownUnits, Owners
from guatu.core.reports.labels import short_label
from guatu.core.reports.target_tables import Sources, TargetRow
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import due_words, why_word
from guatu.core.tasks.model import LATE, TaskJudgement, TaskState
from guatu.core.tasks.words import STATE_SHAPES, STATE_WORDS
from guatu.core.text.said import NOTHING, Said, Sentence
from guatu.web.base.addresses import address
from guatu.web.people.models import Unit, User
from guatu.web.people.selectors import liaisons_of
from guatu.web.plans.in_force import lines
from guatu.web.plans.ledger.owners import duties
from guatu.web.plans.ledger.scopes import seen_lines
from guatu.web.plans.owners.services import UnitNotListed
from guatu.web.public.presenters.lists import KIND_WORDS
from guatu.web.public.presenters.plan_list import plan_name
from guatu.web.standing.archive import Standing, archives
from guatu.web.standing.reading import Reading

COUNTED = (Kind.TARGET, Kind.MILESTONE)
OPEN, ALL, GONE = "open", "all", "gone"


@dataclass(frozen=True, slots=True)
class LinesWanted:
    """Which lines the page shows."""

    show: str = OPEN
    kind: str = ""  # "all": measures (举措) as well
    unit: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> LinesWanted:
        show, kind = query.get("show", ""), query.get("kind", "")
        return cls(show if show in (ALL, GONE) else OPEN, "all" if kind == "all" else "", query.get("unit", "")[:40])

    def wants(self, item: Commitment, who: Owners) -> bool:
        if self.unit:
            return self.unit in who.codes
        if self.show == GONE:
            return who.lead is not None and who.lead.gone
        return (self.kind == "all" or item.kind in COUNTED) and (self.show == ALL or who.lead is None)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One line that may be ticked."""

    id: str
    label: str
    kind: str
    due: Said
    who: Owners
    ticked: bool
    href: str

    @property
    def now(self) -> str:
        """市商务局（已撤销）; empty without a lead."""
        lead = self.who.lead
        return "" if lead is None else f"{lead.name}（{gettext('已撤销')}）" if lead.gone else lead.name


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """Lines of one sector for which the same unit is suggested: one choice for all that are ticked."""

    gid: str
    whys: list[Sentence]
    lead: str  # code
    supporting: str  # as typed
    person: str
    lines: list[OwnLine]
    liaisons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SectorOwners:
    number: int
    name: str
    groups: list[OwnGroup]

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def label_of(standing: Standing, item: Commitment) -> str:
    """A target by its one short name; a milestone or an action by its own words."""
    return standing.names.get(item.id) or short_label(item, limit=40)


def sectors(reading: Reading, wanted: LinesWanted, units: KnownUnits, typed: QueryDict) -> list[SectorOwners]:
    """The lines asked for, by sector and by what would be suggested; what a person typed stays as it was typed."""
    standing, table, day = reading.standing, duties(reading.today), reading.today
    ticked = set(typed.getlist("line")) if typed else None
    found: dict[str, dict[str, tuple[list[Suggested], list[OwnLine]]]] = {}
    for item in standing.items:
        who = standing.owners[item.id]
        if not wanted.wants(item, who):
            continue
        best = suggestion(item, who, table, units, day)
        number = reading.sector_number(item.sector) if item.sector else 0
        gid = "-".join((str(number), best.lead or "none", *best.supporting))
        line = OwnLine(
            item.id, label_of(standing, item), gettext(KIND_WORDS[item.kind]), due_words(item), who,
            f"{gid}|{item.id}" in ticked if ticked is not None else wanted.show != ALL and not wanted.unit,
            address("owners:line", item.id, plan=reading.plan_code),
        )  # fmt: skip
        alike, of = found.setdefault(item.sector, {}).setdefault(gid, ([], []))
        alike.append(best)
        of.append(line)
    known = liaisons_of({alike[0].lead for groups in found.values() for alike, _ in groups.values()}, day)
    return [
        SectorOwners(
            reading.sector_number(name) if name else 0,
            name,
            [_group(gid, alike, of, units, known, typed) for gid, (alike, of) in groups.items()],
        )
        for name, groups in found.items()
    ]


def suggestion(
    item: Commitment, who: Owners, table: Sequence[Duty], units: KnownUnits, day: date
) -> Suggested:  # fmt: skip
    """The unit that took over from an abolished one; else who leads now; else what the city's table says."""
    if who.lead is not None and who.lead.code:
        heir = units.heir(who.lead.code, day)
        kept = tuple(unit.code for unit in who.supporting if unit.code and not unit.gone)
        if who.lead.gone and heir is not None:
            return Suggested(heir.code, kept, Said("承接“{unit}”的职责", unit=who.lead.name))
        if heir is not None:
            return Suggested(heir.code, kept, Said("现在的牵头单位"))
    best = suggest(item, table)
    if not (heir := units.heir(best.lead, day)):
        return Suggested()
    supporting = dict.fromkeys(h.code for code in best.supporting if (h := units.heir(code, day)))
    return Suggested(heir.code, tuple(code for code in supporting if code != heir.code), best.why)


def _group(
    gid: str, alike: list[Suggested], of: list[OwnLine], units: KnownUnits, known: Mapping[str, list[str]],
    typed: QueryDict,
) -> OwnGroup:  # fmt: skip
    best = alike[0]
    people = known.get(best.lead, [])
    return OwnGroup(
        gid,
        list(dict.fromkeys(one.why for one in alike if one.why)),
        typed.get(f"lead-{gid}", best.lead),
        typed.get(f"supporting-{gid}", names_of(best.supporting, units)),
        typed.get(f"person-{gid}", people[0] if len(people) == 1 else ""),
        of,
        people,
    )


def names_of(codes: Iterable[str], units: KnownUnits) -> str:
    return "、".join(units.by_code[code].called for code in codes if code in units.by_code)


def supporting_in(text: str, lead: str, units: KnownUnits, day: date) -> tuple[str, ...]:
    """The supporting units that a field names, in any of their words; who was chosen to lead is none of them.

    Raises UnitNotListed.
    """
    found = []
    for word in (word for word in APART.split(text) if word):
        unit = units.meant(word, day)
        if unit is None:
            raise UnitNotListed(unit=word[:40])
        found.append(unit.code)
    return tuple(dict.fromkeys(code for code in found if code != lead))


def given(post: QueryDict, standing: Standing, units: KnownUnits, day: date) -> dict[str, Assigned]:
    """What the form says about each line that is ticked: in one sector, or on the whole page.

    The liaison stays where nobody names another and the lead unit stays the same.
    """
    only, found = post.get("only", ""), {}
    for value in post.getlist("line"):
        gid, _, key = value.partition("|")
        if only and not gid.startswith(f"{only}-"):
            continue
        lead, person = post.get(f"lead-{gid}", ""), post.get(f"person-{gid}", "").strip()[:60]
        now = standing.owners.get(key)
        if not person and now is not None and now.lead is not None and now.lead.code == lead:
            person = now.person
        found[key] = Assigned(lead, supporting_in(post.get(f"supporting-{gid}", ""), lead, units, day), person)
    return found


# -- a change of post -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One line of the sheet: what it is, how it stands, and what is open about it."""

    id: str
    label: str
    kind: str
    row: TargetRow | None  # of a target
    light: tuple[str, str] | None  # shape and word
    due: Said
    role: str  # 牵头, 配合
    person: str
    open: Sentence | str
    href: str


@dataclass(frozen=True, slots=True)
class HandedPlan:
    name: str
    href: str
    lines: list[HandedLine]


@dataclass(frozen=True, slots=True)
class Handover:
    """交接单: what one unit, or one person of it, answers for on a day."""

    unit: KnownUnit | None
    person: str
    people: list[str]  # who is named as liaison of any of the unit's lines
    plans: list[HandedPlan]

    @property
    def count(self) -> int:
        return sum(len(plan.lines) for plan in self.plans)

    @property
    def leads(self) -> int:
        return sum(line.role == gettext("牵头") for plan in self.plans for line in plan.lines)

    @property
    def open(self) -> int:
        return sum(bool(line.open) for plan in self.plans for line in plan.lines)


def handover(day: date, unit: KnownUnit | None, person: str, *, reader: User) -> Handover:
    """What a unit answers for in every plan in force on the day, as far as the reader may see it."""
    if unit is None:
        return Handover(None, person, [], [])
    plans, people = [], set()
    standing_on = [line for line in lines() if line.published and line.edition_on(day)]
    for plan in archives(standing_on):
        found = plan.on(day)
        seen = seen_lines(reader, "review.read", found.plan, found.items)
        mine = [
            item for item in found.commitments
            if unit.code in found.owners[item.id].codes and (seen is None or item.id in seen)
        ]  # fmt: skip
        people |= {who for item in mine if (who := found.owners[item.id].person)}
        mine = [item for item in mine if not person or found.owners[item.id].person == person]
        if mine:
            code = plan.line.code
            plans.append(
                HandedPlan(
                    plan_name(found.plan),
                    address("pages:overview", plan=code),
                    [_handed(item, found, unit, code) for item in mine],
                )
            )
    return Handover(unit, person, sorted(people), plans)


def _handed(item: Commitment, found: Standing, unit: KnownUnit, plan: str) -> HandedLine:
    who, judgement, task = found.owners[item.id], found.judgements.get(item.id), found.tasks.get(item.id)
    leads = who.lead is not None and who.lead.code == unit.code
    row = light = None
    if judgement is not None:
        row = table_row(item, judgement, label=found.names[item.id], sources=Sources())
        light = (row.shape, "")
    elif task is not None:
        light = (STATE_SHAPES[task.state], STATE_WORDS[task.state])
    return HandedLine(
        item.id,
        label_of(found, item),
        gettext(KIND_WORDS[item.kind]),
        row,
        light,
        due_words(item),
        gettext("牵头") if leads else gettext("配合"),
        who.person if leads else "",
        open_matter(judgement, task),
        address("pages:target" if judgement is not None else "pages:task", item.id, plan=plan),
    )


def open_matter(judgement: Judgement | None, task: TaskJudgement | None) -> Sentence | str:
    """What a successor must know is still open: behind, missed, without a figure and why, late, or to be checked."""
    if task is not None:
        return task.reason if task.state in (*LATE, TaskState.REPORTED) else NOTHING
    if judgement is None or judgement.why is Why.NOT_DUE:
        return NOTHING
    if judgement.why is not None:
        return gettext(why_word(judgement))
    return judgement.reason if judgement.status in (Status.MISSED, Status.BAD, Status.SLOW) else NOTHING


# -- units ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitRow:
    unit: Unit
    leads: int
    supports: int
    gone: bool
    left: list[tuple[str, str, str]]  # lines that an abolished unit still leads: plan, key, where they are assigned


def unit_rows(units: Iterable[Unit], day: date) -> list[UnitRow]:
    """Every unit with how many lines it answers for today; of an abolished one which it still leads."""
    leads: Counter[str] = Counter()
    supports: Counter[str] = Counter()
    left: dict[str, list[tuple[str, str, str]]] = {}
    for plan in archives([line for line in lines() if line.published and line.edition_on(day)]):
        found = plan.on(day)
        for id, who in found.owners.items():
            supports.update(unit.code for unit in who.supporting if unit.code)
            if who.lead is None or not who.lead.code:
                continue
            leads[who.lead.code] += 1
            if who.lead.gone:
                where = address("owners:line", id, plan=plan.line.code)
                left.setdefault(who.lead.code, []).append((plan_name(found.plan), id, where))
    return [
        UnitRow(
            unit, leads[unit.pk], supports[unit.pk], unit.until is not None and unit.until <= day,
            left.get(unit.pk, []),
        )
        for unit in units
    ]  # fmt: skip
