"""Every address and every service, as everybody: who gets in stands in two tables here, and nothing may be missing.

A new address or service fails the test until it has a line. "In" is any answer but a refusal (403) or the way to the
sign-in page: whether a page then finds something is another test's affair.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

import guatu.web
from guatu.core.errors import Place
from guatu.core.plan.model import Context, Kind
from guatu.core.plan.names import ShortName
from guatu.core.plan.owners import Assigned
from guatu.core.review.edits import Confirm, Revise
from guatu.core.series.model import Form
from guatu.store import catalogue, region_table
from guatu.store.backup_file import BackupTaken
from guatu.store.example import example_city
from guatu.web.audit.models import Entry
from guatu.web.audit.reading import LogAsked
from guatu.web.base.errors import NotAllowed
from guatu.web.base.permits import require
from guatu.web.base.scopes import Scope
from guatu.web.check.models import DraftCheck
from guatu.web.figures.services import load_regions, load_rules
from guatu.web.loads.kinds import KINDS
from guatu.web.loads.models import Load
from guatu.web.people.models import Grant, Role, Unit, User
from guatu.web.plans.in_force import line_with
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.services import Stated
from guatu.web.plans.review.services import make_edit
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)

# -- who asks: each role, and where a role has a place, one who holds it here and one who holds it elsewhere ----------

DISPATCHER, THIS_PLAN, OTHER_PLAN = "dispatcher", "dispatcher of this plan", "dispatcher of another plan"
LIAISON, OTHER_LIAISON = "liaison of the unit", "liaison of another unit"
DISTRICT, OTHER_DISTRICT = "district officer", "district officer of another district"
STATISTICIAN, MAYOR = "statistician", "mayor"
SYSTEM, SECURITY, AUDITOR = "system administrator", "security administrator", "audit administrator"
NOBODY, ANONYMOUS = "without a role", "not signed in"

PEOPLE = (DISPATCHER, THIS_PLAN, OTHER_PLAN, LIAISON, OTHER_LIAISON, STATISTICIAN, MAYOR, DISTRICT, OTHER_DISTRICT,
          SYSTEM, SECURITY, AUDITOR, NOBODY, ANONYMOUS)  # fmt: skip
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {ANONYMOUS}
BUSINESS = SIGNED_IN - {SYSTEM, SECURITY, AUDITOR, NOBODY}
READS_THE_PLAN = {DISPATCHER, THIS_PLAN, STATISTICIAN, MAYOR, DISTRICT}
ANSWERS_FOR_THE_TASK = READS_THE_PLAN | {LIAISON}
REPORTS_THE_TASK = {DISPATCHER, THIS_PLAN, LIAISON, DISTRICT}
REPORTS_SOME_TASK = {DISPATCHER, THIS_PLAN, OTHER_PLAN, LIAISON, OTHER_LIAISON, DISTRICT, OTHER_DISTRICT}
DISPATCHERS = {DISPATCHER, THIS_PLAN, OTHER_PLAN}
CHECKS_DRAFTS = {DISPATCHER, THIS_PLAN, OTHER_PLAN, STATISTICIAN}
FIGURES = {DISPATCHER, STATISTICIAN}
NO_ONE: set[str] = set()


@dataclass
class World:
    plan: Any  # published; the one that objects here belong to
    line: str  # a commitment that the unit leads
    task: str  # the key of a milestone that it leads
    people: dict[str, Any]
    someone: User  # whom the administrators act on
    grant: Grant
    folder: Path


@pytest.fixture
def world(empty, person, settings, tmp_path) -> World:
    """A small city of two plans and two units, and one person of each kind."""
    settings.GUATU_TODAY = TODAY.isoformat()
    city = example_city()
    load_regions(region_table.load_regions(city.regions_path, city.peer_regions_path).values(), on=TODAY, by=None)
    load_rules(catalogue.load_rules(city.rules_path), on=TODAY, by=None)
    plan = load_draft()
    load_draft("乌海市2026年另一个方案\n\n到2026年底，新增车位100个以上。\n")
    for code, name in (("swj", "市商务局"), ("tjj", "市统计局")):
        Unit.objects.create(code=code, name=name)
    line, milestone = (
        next(c.code for c in plan.commitments.all() if c.kind == kind.value) for kind in (Kind.TARGET, Kind.MILESTONE)
    )
    make_edit(plan, Revise(milestone, {"lead": "市商务局"}), base=0, by=None)
    publish(plan)
    make_edit(plan, Revise(line, {"lead": "市商务局"}), base=1, by=None)
    other = type(plan).objects.exclude(pk=plan.pk).get()
    people = {
        DISPATCHER: person("dispatcher"),
        THIS_PLAN: person("dispatcher", scope=Scope("plan", plan.code)),
        OTHER_PLAN: person("dispatcher", scope=Scope("plan", other.code)),
        LIAISON: person("liaison", unit="swj"),
        OTHER_LIAISON: person("liaison", unit="tjj"),
        STATISTICIAN: person("statistician"),
        MAYOR: person("mayor"),
        DISTRICT: person("district", region="150300"),
        OTHER_DISTRICT: person("district", region="999999"),
        SYSTEM: person("administrator"),
        SECURITY: person("security"),
        AUDITOR: person("auditor"),
        NOBODY: person(),
        ANONYMOUS: None,
    }
    assert {role for user in people.values() if user for role in user.roles()} == set(Role.values)
    someone = person("mayor", "dispatcher")
    return World(plan, line, keys_of(plan)[milestone], people, someone, someone.grants.get(role="mayor"), tmp_path)


# -- addresses --------------------------------------------------------------------------------------------------------

PLAN = {"plan_code": lambda w: w.plan.code}
ADDRESSES: dict[str, tuple[str, dict[str, Callable[[World], Any]], frozenset[str] | set[str]]] = {
    # name: (method, what stands in the address, who gets in)
    "set_language": ("POST", {}, EVERYBODY),
    # signing in, and one's own account
    "account_login": ("GET", {}, EVERYBODY),
    "account_logout": ("GET", {}, EVERYBODY),
    "account_inactive": ("GET", {}, EVERYBODY),
    "account_signup": ("GET", {}, EVERYBODY),  # it says that nobody signs up
    "account_reset_password": ("GET", {}, EVERYBODY),  # it says whom to ask
    "account_reset_password_done": ("GET", {}, EVERYBODY),
    "account_reset_password_from_key": ("GET", {"uidb36": lambda w: "1", "key": lambda w: "x"}, EVERYBODY),
    "account_reset_password_from_key_done": ("GET", {}, EVERYBODY),
    "account_confirm_email": ("GET", {"key": lambda w: "x"}, EVERYBODY),
    "account_email_verification_sent": ("GET", {}, EVERYBODY),
    "account_confirm_login_code": ("GET", {}, SIGNED_IN),
    "account_reauthenticate": ("GET", {}, SIGNED_IN),
    "account_email": ("GET", {}, SIGNED_IN),
    "account_change_password": ("GET", {}, SIGNED_IN),
    "account_set_password": ("GET", {}, SIGNED_IN),
    "mfa_authenticate": ("GET", {}, SIGNED_IN),
    "mfa_reauthenticate": ("GET", {}, SIGNED_IN),
    "mfa_index": ("GET", {}, SIGNED_IN),
    "mfa_activate_totp": ("GET", {}, SIGNED_IN),
    "mfa_deactivate_totp": ("GET", {}, SIGNED_IN),
    "mfa_view_recovery_codes": ("GET", {}, SIGNED_IN),
    "mfa_generate_recovery_codes": ("GET", {}, SIGNED_IN),
    "mfa_download_recovery_codes": ("GET", {}, SIGNED_IN),
    # what everybody reads
    "pages:home": ("GET", {}, EVERYBODY),
    "pages:plans": ("GET", {}, EVERYBODY),
    "pages:overview": ("GET", PLAN, EVERYBODY),
    "pages:plan": ("GET", PLAN, EVERYBODY),
    "pages:original": ("GET", PLAN, EVERYBODY),
    "pages:original_picture": ("GET", {**PLAN, "code": lambda w: w.plan.code, "page": lambda w: 1}, EVERYBODY),
    "pages:targets": ("GET", PLAN, EVERYBODY),
    "pages:target": ("GET", {**PLAN, "code": lambda w: w.line}, EVERYBODY),
    "pages:tasks": ("GET", PLAN, EVERYBODY),
    "pages:task": ("GET", {**PLAN, "code": lambda w: w.task}, EVERYBODY),
    "pages:task_file": ("GET", {**PLAN, "code": lambda w: w.task, "sha256": lambda w: "x"}, ANSWERS_FOR_THE_TASK),
    "pages:task_act": ("POST", {**PLAN, "code": lambda w: w.task, "verb": lambda w: "report"}, REPORTS_THE_TASK),
    "pages:tasks_act": (
        "POST",
        {**PLAN, "verb": lambda w: "report"},
        DISPATCHERS | {LIAISON, OTHER_LIAISON, DISTRICT, OTHER_DISTRICT},
    ),  # somewhere; which tasks, is asked of each
    "pages:sectors": ("GET", PLAN, EVERYBODY),
    "pages:sector": ("GET", {**PLAN, "number": lambda w: 1}, EVERYBODY),
    "pages:wall": ("GET", PLAN, EVERYBODY),
    "pages:wall_svg": ("GET", PLAN, EVERYBODY),
    "pages:wall_pdf": ("GET", PLAN, EVERYBODY),
    "pages:ledger_xlsx": ("GET", PLAN, EVERYBODY),
    "pages:indicators": ("GET", {}, EVERYBODY),
    "pages:indicator": ("GET", {"code": lambda w: "x"}, EVERYBODY),
    "pages:sources": ("GET", {}, EVERYBODY),
    "pages:source": ("GET", {"code": lambda w: "x"}, EVERYBODY),
    "pages:keep_view": ("POST", {}, SIGNED_IN - {NOBODY}),  # each keeps his own
    "pages:drop_view": ("POST", {"pk": lambda w: 999}, SIGNED_IN - {NOBODY}),
    "pages:search": ("GET", {}, EVERYBODY),  # what each of them finds: tests/web/search/test_rights.py
    "pages:search_now": ("GET", {}, EVERYBODY),
    "pages:rules": ("GET", {}, EVERYBODY),
    "pages:help": ("GET", {}, EVERYBODY),
    "pages:guide": ("GET", {"guide": lambda w: "visitor"}, EVERYBODY),
    "pages:moved": ("GET", {"old": lambda w: "plan/"}, EVERYBODY),
    "amend:changes": ("GET", PLAN, EVERYBODY),
    "amend:compare": ("GET", {}, EVERYBODY),
    "check:findings": ("GET", PLAN, EVERYBODY),
    # business
    "pages:original_file": ("GET", PLAN, BUSINESS),
    "office:home": ("GET", {}, SIGNED_IN),  # each sees what is his
    # figures and what is loaded
    "entry:grid": ("GET", {}, FIGURES),
    "waiting:queue": ("GET", {}, DISPATCHERS | {STATISTICIAN}),  # of one plan: its targets
    "waiting:act": ("POST", {"verb": lambda w: "link"}, DISPATCHERS | {STATISTICIAN}),
    "catalogue:home": ("GET", {}, FIGURES),
    "catalogue:indicators": ("GET", {}, FIGURES),
    "catalogue:new": ("GET", {}, FIGURES),
    "catalogue:indicator": ("GET", {"code": lambda w: "x"}, FIGURES),
    "catalogue:sources": ("GET", {}, FIGURES),
    "catalogue:source": ("GET", {"code": lambda w: "x"}, FIGURES),
    "catalogue:rules": ("GET", {}, FIGURES),
    "catalogue:calendar": ("GET", {}, FIGURES),
    "catalogue:regions": ("GET", {}, FIGURES),
    "catalogue:units": ("GET", {}, FIGURES),
    "loads:list": ("GET", {}, FIGURES),
    "loads:new": ("GET", {"kind": lambda w: "figures"}, FIGURES),
    "loads:load": ("GET", {"pk": lambda w: 999}, FIGURES),
    "loads:act": ("POST", {"pk": lambda w: 999, "verb": lambda w: "drop"}, FIGURES),
    "excel:ledger": ("GET", PLAN, {DISPATCHER, THIS_PLAN}),
    "excel:plan_table": ("GET", {**PLAN, "kind": lambda w: "tasks"}, REPORTS_SOME_TASK),
    "excel:plan_out": ("GET", {**PLAN, "kind": lambda w: "tasks"}, REPORTS_SOME_TASK),
    "excel:table": ("GET", {"kind": lambda w: "units"}, {DISPATCHER}),
    "excel:out": ("GET", {"kind": lambda w: "units"}, {DISPATCHER}),
    "owners:assign": ("GET", PLAN, BUSINESS),  # it shows; that lines are assigned is asked by its service, below
    "owners:line": ("GET", {**PLAN, "key": lambda w: w.line}, BUSINESS),
    "owners:handover": ("GET", {}, BUSINESS),
    "owners:units": ("GET", {}, BUSINESS),
    "owners:unit": ("GET", {"code": lambda w: "swj"}, {DISPATCHER}),
    "check:draft": ("GET", {}, CHECKS_DRAFTS),
    "check:checked": ("GET", {"pk": lambda w: 999}, CHECKS_DRAFTS),
    "check:annotated": ("GET", {"pk": lambda w: 999}, CHECKS_DRAFTS),
    "check:act": ("POST", {"pk": lambda w: 999, "verb": lambda w: "keep"}, CHECKS_DRAFTS),
    "review:desk": ("GET", PLAN, BUSINESS),  # whoever has no line there sees none
    "review:row": ("GET", {**PLAN, "id": lambda w: w.line}, BUSINESS),
    "review:about": ("GET", PLAN, READS_THE_PLAN),
    "review:queue": ("GET", PLAN, READS_THE_PLAN),
    "review:history": ("GET", PLAN, READS_THE_PLAN),
    "review:add": ("GET", PLAN, READS_THE_PLAN),
    "review:publish": ("GET", PLAN, READS_THE_PLAN),
    "review:act": ("POST", {**PLAN, "verb": lambda w: "undo"}, {DISPATCHER, THIS_PLAN}),
    "mayor:one_page": ("GET", PLAN, READS_THE_PLAN),
    "mayor:issue": ("POST", PLAN, {DISPATCHER, THIS_PLAN}),
    "planning:add": ("GET", {}, {DISPATCHER}),
    "planning:amend": ("GET", PLAN, {DISPATCHER, THIS_PLAN}),
    "planning:proposal": ("GET", {**PLAN, "pk": lambda w: 1}, {DISPATCHER, THIS_PLAN}),
    # the three administrators
    "rights:matrix": ("GET", {}, SIGNED_IN),
    "rights:log": ("GET", {}, {AUDITOR, SECURITY}),  # the security administrator: what auditors did
    "rights:log_file": ("GET", {}, {AUDITOR, SECURITY}),
    "rights:check_log": ("POST", {}, {AUDITOR}),
    "rights:accounts": ("GET", {}, {SYSTEM, SECURITY}),
    "health:health": ("GET", {}, {SYSTEM}),
    "health:keep": ("POST", {}, {SYSTEM}),
    "rights:account": ("GET", {"pk": lambda w: w.someone.pk}, {SYSTEM, SECURITY}),
    "rights:act": ("POST", {"pk": lambda w: w.someone.pk, "verb": lambda w: "unlock"}, {SECURITY}),
}


def address_names(patterns: Any, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from address_names(pattern.url_patterns, inner)
        else:
            yield ":".join((*spaces, pattern.name or str(pattern.pattern)))


def test_every_address_has_its_line():
    assert sorted(set(address_names(get_resolver().url_patterns))) == sorted(ADDRESSES)


def taken(path: Path, *, by: Any) -> None:
    """In place of a backup, which needs a store outside of any transaction: the rule, and no file."""
    require(by, "store.keep")
    raise BackupTaken(Place(path.name))


def test_every_address_lets_in_whom_the_table_says(world, monkeypatch):
    monkeypatch.setattr("guatu.web.office.health.views.back_up", taken)
    wrong = []
    clients = {who: Client(HTTP_HOST="localhost") for who in PEOPLE}
    for who, user in world.people.items():
        if user:
            clients[who].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name, (method, parts, allowed) in ADDRESSES.items():
        path = reverse(name, kwargs={part: of(world) for part, of in parts.items()})
        came_in = set()
        for who, client in clients.items():
            if name == "account_logout" and who != ANONYMOUS:
                came_in.add(who)
                continue
            answer = client.get(path) if method == "GET" else client.post(path)
            assert answer.status_code < 500, (name, who, answer.status_code)
            to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
            if answer.status_code != 403 and not to_sign_in:
                came_in.add(who)
        if came_in != set(allowed):
            wrong.append((name, "too many", sorted(came_in - allowed), "too few", sorted(allowed - came_in)))
    assert wrong == []


def test_what_was_refused_is_logged(world):
    client = Client(HTTP_HOST="localhost")
    client.force_login(world.people[MAYOR], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/office/audit/")
    last = Entry.objects.order_by("-seq").first()
    assert (last.action, last.actor) == ("refused", world.people[MAYOR].username)
    assert '"right":"audit.read"' in last.after
    client.get(reverse("pages:ledger_xlsx", kwargs={"plan_code": world.plan.code}))
    assert Entry.objects.order_by("-seq").first().action == "export"


# -- services ---------------------------------------------------------------------------------------------------------

DAY = {"on": TODAY}
SERVICES: dict[str, tuple[Callable[[Any, World, Any], Any], frozenset[str] | set[str]]] = {
    # name: (a call of it, who may)
    "audit.reading.read_log": (lambda f, w, by: f(LogAsked(), by=by), {AUDITOR, SECURITY}),
    "audit.reading.take_log": (lambda f, w, by: f(LogAsked(), by=by), {AUDITOR, SECURITY}),
    "audit.reading.check_log": (lambda f, w, by: f(by=by), {AUDITOR}),
    "check.selectors.check_of": (lambda f, w, by: f(999, by=by), CHECKS_DRAFTS),
    "check.services.check_draft": (lambda f, w, by: f(a_file(), context=Context(), by=by), CHECKS_DRAFTS),
    "check.services.annotated": (lambda f, w, by: f(a_check(w), by=by), CHECKS_DRAFTS),
    "check.services.keep_check": (lambda f, w, by: f(a_check(w), by=by), CHECKS_DRAFTS),
    "check.services.drop_check": (lambda f, w, by: f(a_check(w), by=by), {DISPATCHER}),  # another person's
    "figures.services.load_regions": (lambda f, w, by: f([], **DAY, by=by), {DISPATCHER, STATISTICIAN}),
    "figures.services.load_sources": (lambda f, w, by: f([], **DAY, by=by), {DISPATCHER, STATISTICIAN}),
    "figures.services.load_catalogue": (lambda f, w, by: f([], {}, **DAY, by=by), {DISPATCHER, STATISTICIAN}),
    "figures.services.edit_indicator": (lambda f, w, by: f(None, **DAY, by=by), FIGURES),
    "figures.services.edit_indicators": (lambda f, w, by: f([], **DAY, by=by), FIGURES),
    "figures.services.confirm_definition": (lambda f, w, by: f("x", **DAY, by=by), FIGURES),
    "plans.links.load_links": (lambda f, w, by: f([], **DAY, by=by), DISPATCHERS | {STATISTICIAN}),
    "figures.services.load_rules": (lambda f, w, by: f(None, **DAY, by=by), {DISPATCHER, STATISTICIAN}),
    "figures.services.load_figures": (
        lambda f, w, by: f(None, recorded_on=TODAY, by=by), {DISPATCHER, STATISTICIAN}
    ),
    "loads.selectors.load_of": (lambda f, w, by: f(a_load(w).pk, by=by), FIGURES),
    "loads.services.send": (lambda f, w, by: f(KINDS["figures"], a_file(), **DAY, by=by), FIGURES),
    "loads.services.confirm": (lambda f, w, by: f(a_load(w), **DAY, by=by), FIGURES),
    "loads.services.drop": (lambda f, w, by: f(a_load(w), by=by), FIGURES),
    "loads.services.enter_figures": (
        lambda f, w, by: f(w.folder / "none.csv", name="", source=None, **DAY, by=by), FIGURES
    ),
    "people.services.create_user": (lambda f, w, by: f("new", display_name="新", by=by), {SYSTEM}),
    "people.services.reset_password": (lambda f, w, by: f(w.someone, by=by), {SYSTEM}),
    "people.services.approve_user": (lambda f, w, by: f(w.someone, by=by), {SECURITY}),
    "people.services.disable_user": (lambda f, w, by: f(w.someone, reason="试", by=by), {SECURITY}),
    "people.services.reset_second_factor": (lambda f, w, by: f(w.someone, reason="试", by=by), {SECURITY}),
    "people.services.unlock_user": (lambda f, w, by: f(w.someone, by=by), {SECURITY}),
    "people.services.grant_role": (lambda f, w, by: f(w.someone, "statistician", since=TODAY, by=by), {SECURITY}),
    "people.services.end_grant": (lambda f, w, by: f(w.grant, on=TODAY, reason="试", by=by), {SECURITY}),
    "people.services.keep_view": (
        lambda f, w, by: f("targets", "试", "status=missed", by=by), SIGNED_IN - {NOBODY}
    ),
    "people.services.drop_view": (lambda f, w, by: f(999, by=by), SIGNED_IN - {NOBODY}),
    "people.services.load_units": (lambda f, w, by: f([], by=by), {DISPATCHER}),
    "plans.ledger.services.load_plan": (
        lambda f, w, by: f("某市方案", context=None, region="none", **DAY, by=by), {DISPATCHER}
    ),
    "plans.ledger.services.state_plan": (
        lambda f, w, by: f(w.plan, Stated(title="另一个标题"), **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.ledger.services.keep_original": (lambda f, w, by: f(w.plan, None, by=by), {DISPATCHER}),
    "plans.ledger.services.decide_link": (
        lambda f, w, by: f(w.plan, w.line, indicator="x", form=Form.VALUE, reason="试", **DAY, by=by),
        {DISPATCHER, THIS_PLAN, STATISTICIAN},
    ),
    "plans.ledger.services.load_calendar": (lambda f, w, by: f([], **DAY, by=by), {DISPATCHER, STATISTICIAN}),
    "plans.review.services.make_edit": (
        lambda f, w, by: f(w.plan, Confirm((w.line,)), base=2, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.review.services.carry_over": (lambda f, w, by: f(w.plan, w.plan, [], {}, by=by), {DISPATCHER}),
    "plans.review.services.publish": (
        lambda f, w, by: f(w.plan, base=2, reason="试", **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.review.services.publish_as_read": (
        lambda f, w, by: f(w.plan, reason="试", **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.amend.proposals.propose_amendment": (
        lambda f, w, by: f(w.plan, name="x.txt", content=b"", effective=TODAY, paper="", reason="", by=by),
        {DISPATCHER, THIS_PLAN},
    ),
    "plans.amend.proposals.record_proposal": (
        lambda f, w, by: f(Proposed(w.plan), said={}, apart=False, late=False, **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.amend.proposals.drop_proposal": (lambda f, w, by: f(Proposed(w.plan), by=by), {DISPATCHER, THIS_PLAN}),
    "plans.amend.services.amend_plan": (
        lambda f, w, by: f(w.plan, "", effective=TODAY, paper="", reason="", **DAY, by=by), {DISPATCHER}
    ),
    "tasks.services.report_done": (
        lambda f, w, by: f(line_with(w.plan.code), w.task, done_on=TODAY, paper="试", **DAY, by=by),
        REPORTS_THE_TASK,
    ),
    "tasks.services.close_out": (
        lambda f, w, by: f(line_with(w.plan.code), w.task, reason="试", **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "tasks.services.send_back": (
        lambda f, w, by: f(line_with(w.plan.code), w.task, reason="试", **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.names.services.name_targets": (
        lambda f, w, by: f(line_with(w.plan.code), {w.line: ShortName("短名")}, **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.owners.services.assign": (
        lambda f, w, by: f(line_with(w.plan.code), {w.line: Assigned("swj")}, **DAY, by=by), {DISPATCHER, THIS_PLAN}
    ),
    "plans.owners.services.load_duties": (lambda f, w, by: f([], **DAY, by=by), {DISPATCHER}),
    "standing.services.freeze": (
        lambda f, w, by: f(Standing(w.plan), paper="试", by=by), {DISPATCHER, THIS_PLAN}
    ),
    "upkeep.backup.back_up": (lambda f, w, by: f(w.folder / "none" / "x", by=by), {SYSTEM}),
    "upkeep.restore.restore": (lambda f, w, by: f(None, by=by), {SYSTEM}),
}  # fmt: skip
PARTS = {  # functions that take who acts and ask no rule of their own: each is called only by those above
    "audit.reading.actions": "asks entries_for",
    "audit.reading.entries_for": "asks audit.read",
    "audit.reading.may_read_all": "is the question itself",
    "audit.services.put_guards_back": "from the command line alone",
    "audit.services.record_changes": "writes the entry of a service",
    "base.permits.require": "is the question itself",
    "decisions.services.decide": "writes what a service decided",
    "plans.example.load_example": "each file is loaded by a service",
    "plans.ledger.keys.give_keys": "names what a service publishes",
    "plans.ledger.services.propose": "proposes the links of a plan that a service loads or publishes",
    "office.waiting.presenters.waiting": "leaves out what the person may not decide",
    "public.drawings.on_axis": "draws: `by` is a scale there",
    "public.drawings.redrawn": "draws: `by` is a scale there",
    "plans.review.selectors.desk_for": "leaves out what the person may not see",
    "people.services.password_was_changed": "the person's own, after allauth changed it",
    "people.services.password_was_hashed_anew": "the person's own, at signing in",
    "people.services.ensure_first_administrators": "on an empty store, from the command line",
}


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("月报.csv", "指标\n".encode())


def a_load(world: World) -> Load:
    now = timezone.now()
    return Load.objects.create(kind="figures", by=world.someone, sent_at=now, changed_at=now, state="waiting")


def a_check(world: World) -> DraftCheck:
    """Another person's, kept."""
    now = timezone.now()
    return DraftCheck.objects.create(
        name="草稿.txt",
        by=world.someone,
        asked_at=now,
        changed_at=now,
        state="running",
        kept=True,
        size=1,
        content=b"x",
    )


@dataclass
class Standing:
    plan: Any


@dataclass
class Proposed:
    old: Any
    name: str = "x.txt"
    content: bytes = b""
    effective: date = TODAY
    paper: str = "试"
    reason: str = "试"

    def delete(self) -> None:
        """It is no row."""


def writers() -> dict[str, Any]:
    """Every public function of the web apps that takes who acts, or is run in turn with every other writer."""
    found = {}
    for module in pkgutil.walk_packages(guatu.web.__path__, "guatu.web."):
        if ".migrations" in module.name or module.name.endswith(".wsgi"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if not inspect.isfunction(value) or name.startswith("_") or value.__module__ != module.name:
                continue
            in_turn = module.name.endswith("services") and hasattr(value, "__wrapped__")
            if "by" in inspect.signature(value).parameters or (in_turn and name != "record"):
                found[f"{module.name.removeprefix('guatu.web.')}.{name}"] = value
    return found


def test_every_service_has_its_line():
    assert sorted(writers()) == sorted({**SERVICES, **PARTS})


def test_every_service_lets_in_whom_the_table_says(world):
    wrong = []
    found = writers()
    for name, (call, allowed) in SERVICES.items():
        did = {who for who in PEOPLE if gets_in(call, found[name], world, world.people[who] or AnonymousUser())}
        if did != set(allowed):
            wrong.append((name, "too many", sorted(did - allowed), "too few", sorted(allowed - did)))
    assert wrong == []


def gets_in(call: Callable[[Any, World, Any], Any], service: Any, world: World, by: Any) -> bool:
    """Whether the rule lets a person in; what the service then says to the made-up arguments is not asked here."""
    try:
        with transaction.atomic():
            call(service, world, by)
            raise Undone
    except NotAllowed:
        return False
    except Exception:
        return True


class Undone(Exception):
    pass


def test_nobody_of_the_three_acts_on_himself_and_each_acts_on_the_others(world):
    for name in ("approve_user", "unlock_user", "reset_password"):
        call, allowed = SERVICES[f"people.services.{name}"]
        (who,) = allowed
        service, by = writers()[f"people.services.{name}"], world.people[who]
        own = World(world.plan, world.line, world.task, world.people, by, world.grant, world.folder)
        assert gets_in(call, service, world, by)
        assert not gets_in(call, service, own, by)
