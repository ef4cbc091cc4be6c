"""Who may do what. Three administrators apart: accounts, business, audit."""

from __future__ import annotations

from datetime import date

import pytest

from guatu.core.series.model import Form
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.errors import NotAllowed
from guatu.web.figures.services import load_figures, load_regions
from guatu.web.people.models import Grant, Role, User
from guatu.web.people.services import (
    LastAdministrator,
    NameTaken,
    RolesApart,
    create_user,
    end_grant,
    grant_role,
    reset_password,
)
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.ledger.services import decide_link

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
MATRIX = {
    "people.manage": {"administrator"},
    "people.grant_role": {"administrator"},
    "people.load_units": {"administrator", "dispatcher"},
    "audit.read": {"auditor"},
    "ledger.read_original": set(Role.values),
    "ledger.load_plan": {"dispatcher"},
    "ledger.decide_link": {"dispatcher", "statistician"},
    "ledger.load_calendar": {"dispatcher", "statistician"},
    "indicators.load_figures": {"dispatcher", "statistician"},
    "indicators.load_catalogue": {"dispatcher", "statistician"},
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_may_do_exactly_this(person, role):
    user = person(role)
    assert {p for p in MATRIX if user.has_perm(p)} == {p for p, roles in MATRIX.items() if role in roles}


def test_nobody_without_a_role_or_an_active_account_may_do_anything(person):
    plain, gone = person(), person("dispatcher")
    gone.is_active = False
    assert not [p for p in MATRIX if plain.has_perm(p) or gone.has_perm(p)]


def test_a_grant_holds_from_its_first_to_its_last_day(person):
    user = person()
    Grant.objects.create(user=user, role="dispatcher", since=date(2020, 1, 1), until=date(2020, 12, 31))
    assert User.objects.get(pk=user.pk).roles() == frozenset()
    assert [Grant.objects.get().holds_on(date(*d)) for d in ((2019, 12, 31), (2020, 12, 31), (2021, 1, 1))] == [
        False, True, False,
    ]  # fmt: skip


def test_services_refuse_whom_the_rules_refuse(person):
    liaison, auditor, dispatcher = person("liaison"), person("auditor"), person("dispatcher")
    plan = newest_plan(TODAY)
    for call in (
        lambda: load_figures([], recorded_on=TODAY, by=liaison),
        lambda: load_regions([], on=TODAY, by=auditor),
        lambda: create_user("x", display_name="x", by=dispatcher),
        lambda: grant_role(liaison, "dispatcher", since=TODAY, by=dispatcher),
        lambda: decide_link(plan, "C006", indicator="x", form=Form.VALUE, reason="", on=TODAY, by=liaison),
    ):
        with pytest.raises(NotAllowed, match="A510"):
            call()


def test_nobody_grants_a_role_to_himself(person):
    administrator = person("administrator")
    with pytest.raises(NotAllowed):
        grant_role(administrator, "dispatcher", since=TODAY, by=administrator)


@pytest.mark.parametrize(("held", "asked"), [("administrator", "dispatcher"), ("dispatcher", "auditor"),
                                             ("auditor", "administrator")])  # fmt: skip
def test_administration_business_and_audit_are_three_people(person, held, asked):
    with pytest.raises(RolesApart, match="A521"):
        grant_role(person(held), asked, since=TODAY, by=person("administrator"))


def test_business_roles_go_together(person):
    user = person("dispatcher")
    grant_role(user, "statistician", since=date(2020, 1, 1), by=person("administrator"))
    assert user.roles() == {"dispatcher", "statistician"}


def test_the_last_administrator_stays(person):
    user = person("administrator")
    with pytest.raises(LastAdministrator):
        end_grant(user.grants.get(), on=TODAY, reason="退休", by=None)
    person("administrator")
    assert end_grant(user.grants.get(), on=TODAY, reason="退休", by=None).until == TODAY
    assert Entry.objects.order_by("-seq").first().reason == "退休"


def test_a_reset_password_works_once(person):
    user = person("liaison")
    password = reset_password(user, by=person("administrator"))
    again = User.objects.get(pk=user.pk)
    assert (again.check_password(password), again.must_change_password) == (True, True)
    assert password not in str(list(Entry.objects.values()))
    with pytest.raises(NotAllowed):
        reset_password(user, by=person("dispatcher"))


def test_a_role_that_was_not_granted_through_a_service_is_found(person):
    user = person("liaison")
    assert verify().findings == ()
    Grant.objects.create(user=user, role="administrator", since=TODAY)
    Grant.objects.filter(role="liaison").update(since=date(2019, 1, 1))
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    assert [f.code for f in verify().findings] == ["S440", "S440", "S441"]


def test_an_account_name_is_given_once(person):
    create_user("zhang", display_name="张三", by=person("administrator"))
    with pytest.raises(NameTaken, match="A520"):
        create_user("ZHANG", display_name="张四", by=None)
    assert User.objects.filter(username__iexact="zhang").count() == 1
