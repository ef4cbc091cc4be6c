"""Something that each write service of the web does today, for tests that ask what it must not change."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile

import guatu.web
from guatu.core.plan.duties import Duty
from guatu.core.plan.model import Context
from guatu.core.plan.names import ShortName
from guatu.core.plan.owners import Assigned
from guatu.core.review.edits import Confirm, Revise
from guatu.core.series.model import Definition, Form, Observation, PriceBasis, Region, Source, Stage
from guatu.core.tasks.model import TaskState
from guatu.core.time.periods import ReportPeriod
from guatu.core.time.workdays import YearTable
from guatu.store.documents.model import Format
from guatu.store.documents.places import Places
from guatu.store.link_table import SaidLink
from guatu.store.originals import Original
from guatu.web.check import services as checks
from guatu.web.check.models import DraftCheck
from guatu.web.decisions.services import decide
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import (
    confirm_definition,
    edit_indicator,
    edit_indicators,
    load_catalogue,
    load_figures,
    load_regions,
    load_rules,
    load_sources,
)
from guatu.web.loads import services as loads
from guatu.web.loads.kinds import KINDS
from guatu.web.loads.models import Load
from guatu.web.people import services as people
from guatu.web.people.models import SavedView, Unit, User
from guatu.web.plans.amend.services import amend_plan
from guatu.web.plans.in_force import PlanLine, line_with, newest_plan
from guatu.web.plans.ledger.models import Plan, PlanFile
from guatu.web.plans.ledger.selectors import links
from guatu.web.plans.ledger.services import decide_link, keep_original, load_calendar, load_plan, propose, state_plan
from guatu.web.plans.ledger.stated import Stated
from guatu.web.plans.links import load_links
from guatu.web.plans.names.services import name_targets
from guatu.web.plans.owners import services as owners
from guatu.web.plans.review.selectors import draft_of
from guatu.web.plans.review.services import carry_over, make_edit, publish, publish_as_read
from guatu.web.standing.selectors import standing
from guatu.web.standing.services import freeze, take_snapshot
from guatu.web.tasks.reports import Upload
from guatu.web.tasks.services import close_out, report_done, send_back
from tests.core.amend.amended import amended, plan_text
from tests.web.plans.review.test_services import settle

TODAY, PAST = date(2026, 11, 23), date(2025, 12, 20)
NUMBERS = count(1)


def write_services() -> set[str]:
    """Every function of a `services` module of the web that says in whose name it writes: app.function."""
    found = set()
    for info in pkgutil.walk_packages(guatu.web.__path__, "guatu.web."):
        if info.name.endswith(".services"):
            module = importlib.import_module(info.name)
            app = info.name.removeprefix("guatu.web.").removesuffix(".services")
            found |= {
                f"{app}.{name}"
                for name, made in vars(module).items()
                if inspect.isfunction(made) and made.__module__ == info.name and not name.startswith("_")
                and "by" in inspect.signature(made).parameters
            }  # fmt: skip
    return found


def the_line() -> PlanLine:
    return line_with(the_plan().code)


def the_plan() -> Plan:
    """The example city's text as last amended."""
    return next(p for p in (newest_plan(TODAY), *Plan.objects.order_by("id")) if p.place and "服务业" in p.title)


def regions() -> None:
    load_regions([replace(r, aliases=(*r.aliases, "本市")) for r in figures.regions(TODAY).values()], on=TODAY, by=None)


def sources() -> None:
    """H5, H6: a bulletin falls to the last rank, and gets another day."""
    (one,) = [s for s in figures.sources(TODAY) if s.code == "wh-gb-2025"]
    load_sources([replace(one, rank=95, published=date(2026, 3, 28))], on=TODAY, by=None)


def catalogue() -> None:
    """H4: another denominator, another nature, definitions confirmed."""
    known = figures.catalogue(TODAY)
    rail, estate = known.indicators["rail_freight_share"], known.indicators["tertiary_va"]
    other = replace(rail, formula=replace(rail.formula, denominator="road_freight"))
    meant = [replace(d, confirmed=True) for d in known.definitions if not d.confirmed]
    meant.append(Definition(f"new-{next(NUMBERS)}", rail.code, "另一口径", TODAY))
    load_catalogue([other, replace(estate, aliases=(*estate.aliases, "三产增加值"))], meant, on=TODAY, by=None)


def an_indicator() -> None:
    """A share is computed from other parts, and its definition is worded otherwise."""
    known = figures.catalogue(TODAY)
    rail = known.indicators["rail_freight_share"]
    parts = replace(rail.formula, numerator="road_freight") if next(NUMBERS) % 2 else rail.formula
    meant = [replace(d, text=f"另一种说法{next(NUMBERS)}") for d in known.definitions if d.indicator == rail.code]
    edit_indicator(replace(rail, formula=parts, note=f"改{next(NUMBERS)}"), meant, on=TODAY, by=None)


def some_indicators() -> None:
    """As an Excel file corrects them: another name, another formula."""
    known = figures.catalogue(TODAY).indicators
    rail, services = known["rail_freight_share"], known["tertiary_va"]
    parts = replace(rail.formula, numerator="road_freight") if next(NUMBERS) % 2 else rail.formula
    renamed = replace(services, note=f"表里改{next(NUMBERS)}")
    edit_indicators([replace(rail, formula=parts), renamed], on=TODAY, by=None)


def a_definition() -> None:
    """One that is open, with the question that it settles."""
    known = figures.catalogue(TODAY)
    for one in known.definitions:
        if not one.confirmed:
            confirm_definition(one.code, text=f"{one.text}（确认）", on=TODAY, by=None)


def rules() -> None:
    """H2: a stricter set, dated before the day on which it was loaded."""
    now = figures.catalogue(TODAY).rules
    stricter = replace(now, version=f"v{next(NUMBERS) + 1}", since=date(2026, 1, 1), ok_from=Decimal(-1))
    load_rules(stricter, on=TODAY, by=None)


def new_figures() -> None:
    source = Source(f"deed-{next(NUMBERS)}", "某公报", "统计局", TODAY, rank=1)
    row = Observation(
        f"deed{next(NUMBERS)}", "tertiary_va", "150300", ReportPeriod(2025), "亿元", Decimal("350.10"), Decimal("9.5"),
        PriceBasis.CONSTANT, Stage.FINAL, source, TODAY, TODAY,
    )  # fmt: skip
    load_figures([row], recorded_on=TODAY, by=None)


def an_officer() -> User:
    """Who sends files: a load has somebody who sent it."""
    user = User.objects.filter(username="deed-officer").first()
    if user is None:
        user, _ = people.create_user("deed-officer", display_name="某人", by=None)
        people.approve_user(user, by=None)
        people.grant_role(user, "dispatcher", since=TODAY, by=None)
    return User.objects.get(pk=user.pk)


def a_table() -> str:
    """Figures published today, in a document that is known today."""
    source = Source(f"deed-{next(NUMBERS)}", "某月报", "统计局", TODAY, rank=1)
    load_sources([source], on=TODAY, by=None)
    head = "指标,地区,报告期,数值,单位,增速,增速口径,版次,来源,备注"
    return f"{head}\ntertiary_va,150300,2025年,35{next(NUMBERS)}.1,亿元,9.5,可比价,最终,{source.code},\n"


def sent(table: str) -> Load:
    return loads.send(KINDS["figures"], SimpleUploadedFile("月报.csv", table.encode()), on=TODAY, by=an_officer())


def checked() -> DraftCheck:
    """A draft that clashes with itself, checked and not kept yet."""
    text = f"乌海市第{next(NUMBERS)}批公园建设行动方案\n\n到2027年，服务业增加值达到344亿元、年均增长6%以上。\n"
    return checks.check_draft(SimpleUploadedFile("草稿.txt", text.encode()), context=Context(), by=an_officer())


def kept() -> DraftCheck:
    row = checked()
    checks.keep_check(row, by=an_officer())
    return row


def entered() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "网页填报.csv"
        path.write_text(a_table(), encoding="utf-8")
        loads.enter_figures(path, name=path.name, source=None, on=TODAY, by=an_officer())


def another_plan() -> None:
    text = f"乌海市第{next(NUMBERS)}批公园建设行动方案\n\n到2027年，全市建成公园3个。\n"
    load_plan(text, context=Context("乌海市", 2025, 2025, 2027), region="150300", on=TODAY, by=None)


def said_of_a_draft() -> None:
    another_plan()
    state_plan(Plan.objects.latest("id"), Stated(plan_to=2028), on=TODAY, by=None)


def another_published() -> None:
    another_plan()
    publish_as_read(Plan.objects.latest("id"), reason="试", on=TODAY, by=None)


def a_link() -> None:
    """H7: a target is measured by another indicator."""
    plan = the_plan()
    for target in list(links(plan, as_of=TODAY))[:5]:
        decide_link(
            plan,
            target,
            indicator="tech_contract_value",
            form=Form.VALUE,
            reason=f"改{next(NUMBERS)}",
            on=TODAY,
            by=None,
        )


def a_table_of_links() -> None:
    """Every target of the plan by another indicator, as a file says it."""
    plan = the_plan()
    rows = [SaidLink(n, target, "tech_contract_value", plan.code, reason=f"改{next(NUMBERS)}")
            for n, target in enumerate(list(links(plan, as_of=TODAY))[:9], 2)]  # fmt: skip
    load_links(rows, on=TODAY, by=None)


def links_again() -> None:
    plan = the_plan()
    propose(plan, draft_of(plan).commitments, on=TODAY, by=None)


def short_names() -> None:
    """Some targets are called otherwise, one of them as before again."""
    now = standing(TODAY, plan=the_plan().code)
    given = {t.id: ShortName(f"短名{next(NUMBERS)}") for t in now.targets[:5]}
    name_targets(now.line, given, on=TODAY, by=None)
    name_targets(now.line, {now.targets[0].id: ShortName()}, on=TODAY, by=None)


def an_owner() -> None:
    """Another lead unit for each of some lines, one of them taken back."""
    now, unit = standing(TODAY, plan=the_plan().code), Unit(code=f"o{next(NUMBERS)}", name="某委")
    people.load_units([unit], by=None)
    given = {c.id: Assigned(unit.pk, person=f"某人{next(NUMBERS)}") for c in now.items[:5]}
    owners.assign(now.line, given, on=TODAY, by=None)
    owners.assign(now.line, {now.items[0].id: Assigned()}, on=TODAY, by=None)


def duties() -> None:
    owners.load_duties([Duty("物流业", "", "市商务局", (), f"改{next(NUMBERS)}")], on=TODAY, by=None)


def a_calendar() -> None:
    load_calendar([YearTable(2026, frozenset({TODAY}), frozenset(), f"改{next(NUMBERS)}")], on=TODAY, by=None)


def an_original() -> None:
    plan = the_plan()
    if not PlanFile.objects.filter(plan=plan).exists():
        keep_original(plan, Original("方案.txt", Format.TEXT, b"x", Places()), by=None)


def edits() -> None:
    plan = the_plan()
    draft = draft_of(plan)
    number = {"value": str(300 + next(NUMBERS))}
    make_edit(plan, Revise(draft.commitments[4].id, number), base=draft.until, by=None)


def a_version() -> None:
    plan = the_plan()
    edits()
    draft = settle(plan, None)
    publish(plan, base=draft.until, reason="市政府常务会议", on=TODAY, by=None)


def as_read() -> None:
    edits()
    publish_as_read(the_plan(), reason="试", on=TODAY, by=None)


def an_amendment() -> None:
    plan = the_plan()
    if not hasattr(plan, "amendment"):
        amend_plan(
            plan,
            amended(plan_text()),
            effective=TODAY,
            paper="某文〔2026〕1号",
            reason="调整",
            late=True,
            on=TODAY,
            by=None,
        )


def carried() -> None:
    plan = the_plan()
    another_plan()
    new = Plan.objects.latest("id")
    make_edit(plan, Confirm((draft_of(plan).commitments[0].id,)), base=draft_of(plan).until, by=None)
    carry_over(plan, new, [], {}, by=None)


def something_decided() -> None:
    place = Region(f"9{next(NUMBERS):05d}", "某地", "区", "")
    decide("region", {place.code: place}, action="indicators.load_regions", on=TODAY, by=None)


def a_person() -> User:
    name = f"deed{next(NUMBERS)}"
    user, _ = people.create_user(name, display_name=name, by=None)
    return user


def another() -> User:
    """A dispatcher who did not do what is to be checked."""
    user = a_person()
    people.grant_role(user, "dispatcher", since=date(2020, 1, 1), by=None)
    return user


def a_view(owner: User) -> SavedView:
    return people.keep_view("targets", "滞后的", "status=bad", by=owner)


def granted() -> None:
    people.grant_role(a_person(), "dispatcher", since=TODAY, by=None)


def ended() -> None:
    grant = people.grant_role(a_person(), "dispatcher", since=TODAY, by=None)
    people.end_grant(grant, on=TODAY, reason="调离", by=None)


def a_task() -> str:
    """One that nobody reported yet, or that was sent back."""
    found = standing(TODAY, plan=the_plan().code)
    return next(id for id, t in found.tasks.items() if t.state not in (TaskState.REPORTED, TaskState.CLOSED))


def a_report(task: str = "") -> str:
    task = task or a_task()
    file = Upload("验收单.pdf", f"%PDF {next(NUMBERS)}".encode())
    report_done(the_line(), task, done_on=PAST, paper="某文〔2026〕9号", file=file, on=TODAY, by=None)
    return task


def a_close_out() -> str:
    task = a_report()
    close_out(the_line(), task, reason="现场核查属实", on=TODAY, by=another())
    return task


def frozen() -> None:
    freeze(standing(TODAY, plan=the_plan().code), paper=f"某文{next(NUMBERS)}号", by=None)


def snapshot() -> None:
    take_snapshot(line_with(the_plan().code), on=TODAY)


DEEDS: dict[str, Callable[[], object]] = {
    "decisions.decide": something_decided,
    "figures.load_regions": regions,
    "figures.load_sources": sources,
    "figures.load_catalogue": catalogue,
    "figures.edit_indicator": an_indicator,
    "figures.edit_indicators": some_indicators,
    "figures.confirm_definition": a_definition,
    "figures.load_rules": rules,
    "figures.load_figures": new_figures,
    "check.check_draft": checked,
    "check.keep_check": kept,
    "check.drop_check": lambda: checks.drop_check(kept(), by=an_officer()),
    "loads.send": lambda: sent(a_table()),
    "loads.confirm": lambda: loads.confirm(sent(a_table()), on=TODAY, by=an_officer()),
    "loads.drop": lambda: loads.drop(sent(a_table()), by=an_officer()),
    "loads.enter_figures": entered,
    "plans.ledger.load_plan": another_plan,
    "plans.ledger.state_plan": said_of_a_draft,
    "plans.ledger.keep_original": an_original,
    "plans.ledger.propose": links_again,
    "plans.ledger.decide_link": a_link,
    "plans.ledger.load_calendar": a_calendar,
    "plans.review.make_edit": edits,
    "plans.review.carry_over": carried,
    "plans.review.publish": a_version,
    "plans.review.publish_as_read": as_read,
    "plans.amend.amend_plan": an_amendment,
    "plans.names.name_targets": short_names,
    "plans.owners.assign": an_owner,
    "plans.owners.load_duties": duties,
    "people.create_user": a_person,
    "people.approve_user": lambda: people.approve_user(a_person(), by=None),
    "people.disable_user": lambda: people.disable_user(a_person(), reason="离职", by=None),
    "people.unlock_user": lambda: people.unlock_user(a_person(), by=None),
    "people.reset_second_factor": lambda: people.reset_second_factor(a_person(), reason="换了手机", by=None),
    "people.reset_password": lambda: people.reset_password(a_person(), by=None),
    "people.grant_role": granted,
    "people.end_grant": ended,
    "people.keep_view": lambda: a_view(another()),
    "people.drop_view": lambda: people.drop_view(a_view(owner := another()).pk, by=owner),
    "people.load_units": lambda: people.load_units([Unit(code=f"u{next(NUMBERS)}", name="某局")], by=None),
    "tasks.report_done": a_report,
    "tasks.close_out": a_close_out,
    "tasks.send_back": lambda: send_back(the_line(), a_close_out(), reason="抽查不实", on=TODAY, by=None),
    "standing.freeze": frozen,
}
BESIDES: dict[str, Callable[[], object]] = {
    "links from a table": a_table_of_links,
    "standing.take_snapshot": snapshot,
    "another plan published": another_published,
}
