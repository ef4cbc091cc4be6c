"""Who may do what. Three administrators apart: accounts, business, audit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from guatu.core.errors import GuatuError
from guatu.core.series.model import Form
from guatu.web.audit.models import Entry
from guatu.web.audit.services import record
from guatu.web.audit.verify import verify
from guatu.web.base.asof import today
from guatu.web.base.errors import NotAllowed
from guatu.web.base.permits import PERMITS
from guatu.web.base.scopes import SOMEWHERE, WHOLE, Scope, UnscopedTable, within
from guatu.web.figures.services import load_figures, load_regions
from guatu.web.people.models import Grant, Role, User
from guatu.web.people.services import (
    LastAdministrator,
    NameTaken,
    RolesApart,
    approve_user,
    create_user,
    disable_user,
    end_grant,
    grant_role,
    reset_password,
    unlock_user,
)
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.services import decide_link

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
BUSINESS = {"dispatcher", "liaison", "statistician", "mayor", "district"}
MATRIX = {  # whoever holds the role where it is usually held; the walk over every service is in test_rights_walk
    "people.read": {"administrator", "security"},
    "people.create_user": {"administrator"},
    "people.reset_password": {"administrator"},
    "people.approve": {"security"},
    "people.disable": {"security"},
    "people.unlock": {"security"},
    "people.reset_second_factor": {"security"},
    "people.grant_role": {"security"},
    "people.load_units": {"dispatcher"},
    "people.keep_view": set(Role.values),
    "audit.read": {"auditor"},
    "audit.read_auditors": {"security"},
    "ledger.read_original": BUSINESS,
    "ledger.load_plan": {"dispatcher"},
    "ledger.decide_link": {"dispatcher", "statistician"},
    "ledger.load_calendar": {"dispatcher", "statistician"},
    "ledger.assign_owner": {"dispatcher"},
    "ledger.load_duties": {"dispatcher"},
    "ledger.name_target": {"dispatcher"},
    "indicators.load_figures": {"dispatcher", "statistician"},
    "indicators.load_catalogue": {"dispatcher", "statistician"},
    "check.draft": {"dispatcher", "statistician"},
    "check.drop_others": {"dispatcher"},
    "review.read": BUSINESS,
    "review.edit": {"dispatcher"},
    "review.publish": {"dispatcher"},
    "tasks.read": BUSINESS,
    "tasks.report": {"dispatcher", "liaison", "district"},
    "tasks.close": {"dispatcher"},
    "standing.freeze": {"dispatcher"},
    "store.keep": {"administrator"},
}


def test_the_matrix_names_every_right():
    assert MATRIX.keys() == PERMITS.keys()


@pytest.mark.parametrize("role", Role.values)
def test_each_role_may_do_exactly_this(person, role):
    user = person(role)
    assert {p for p in MATRIX if user.has_perm(p, SOMEWHERE)} == {p for p, roles in MATRIX.items() if role in roles}


@pytest.mark.parametrize("role", ["administrator", "security", "auditor"])
def test_none_of_the_three_can_do_anothers_act_or_any_business(role):
    mine = {p for p, roles in MATRIX.items() if role in roles}
    others = {r for p in mine - {"people.read", "people.keep_view"} for r in MATRIX[p]}
    assert others == {role}


def test_nobody_without_a_role_or_an_active_account_may_do_anything(person):
    plain, gone = person(), person("dispatcher")
    gone.is_active = False
    assert not [p for p in MATRIX if plain.has_perm(p, SOMEWHERE) or gone.has_perm(p, SOMEWHERE)]


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


def test_nobody_acts_on_his_own_account(person):
    security, system = person("security"), person("administrator")
    for call in (
        lambda: grant_role(security, "dispatcher", since=TODAY, by=security),
        lambda: end_grant(security.grants.get(), on=TODAY, reason="", by=security),
        lambda: disable_user(security, reason="", by=security),
        lambda: approve_user(security, by=security),
        lambda: unlock_user(security, by=security),
        lambda: reset_password(system, by=system),
    ):
        with pytest.raises(NotAllowed):
            call()


@pytest.mark.parametrize(("held", "asked"), [(a, b) for a in ("administrator", "security", "auditor", "dispatcher")
                                             for b in ("administrator", "security", "auditor") if a != b])  # fmt: skip
def test_system_security_audit_and_business_are_four_people(person, held, asked):
    with pytest.raises(RolesApart, match="A521"):
        grant_role(person(held), asked, since=TODAY, by=person("security"))
    with pytest.raises(RolesApart, match="A521"):
        grant_role(person(asked), held, since=TODAY, by=person("security"))


def test_business_roles_go_together(person):
    user = person("dispatcher")
    grant_role(user, "statistician", since=date(2020, 1, 1), by=person("security"))
    assert user.roles() == {"dispatcher", "statistician"}


@pytest.mark.parametrize("role", ["administrator", "security", "auditor"])
def test_the_last_of_each_administrator_stays(person, role):
    user = person(role)
    shut_out = (
        lambda: end_grant(user.grants.get(), on=TODAY, reason="退休", by=None),
        lambda: disable_user(user, reason="退休", by=None),
        lambda: reset_password(user, by=person("administrator")),
    )
    for call in shut_out[: 2 if role == "administrator" else 3]:
        with pytest.raises(LastAdministrator, match="A522"):
            call()
    other = person(role)
    assert end_grant(user.grants.get(), on=TODAY, reason="退休", by=None).until == TODAY
    assert Entry.objects.order_by("-seq").first().reason == "退休"
    with pytest.raises(LastAdministrator, match="A522"):  # the first one leaves tonight
        end_grant(other.grants.get(), on=TODAY, reason="也退休", by=None)


def test_a_new_account_waits_for_the_security_administrator(client, person):
    user, password = create_user("zhang", display_name="张三", by=person("administrator"))
    assert (user.is_active, user.waiting) == (False, True)
    given = {"login": "zhang", "password": password}
    client.post("/accounts/login/", given)
    assert "_auth_user_id" not in client.session
    for role in ("administrator", "auditor", "dispatcher"):
        with pytest.raises(NotAllowed):
            approve_user(user, by=person(role))
    approve_user(user, by=person("security"))
    client.post("/accounts/login/", given)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_reset_password_works_once_and_only_with_two_administrators(person):
    user, security = person("liaison"), person("security")
    password = reset_password(user, by=person("administrator"))
    again = User.objects.get(pk=user.pk)
    assert (again.check_password(password), again.must_change_password) == (True, True)
    assert (again.is_active, again.waiting) == (False, True)
    approve_user(again, by=security)
    assert User.objects.get(pk=user.pk).is_active
    assert password not in str(list(Entry.objects.values()))
    for role in ("dispatcher", "security"):
        with pytest.raises(NotAllowed):
            reset_password(user, by=person(role))
    assert reset_password(again, by=None)
    assert again.is_active  # who holds the machine needs nobody


def test_a_role_taken_back_is_gone_at_once_also_on_the_day_it_was_given(person):
    user = person()
    grant = grant_role(user, "dispatcher", since=today(), by=None)
    assert user.roles() == {"dispatcher"}
    end_grant(grant, on=today() - timedelta(days=1), reason="误授", by=None)
    assert User.objects.get(pk=user.pk).roles() == frozenset()
    grant_role(
        User.objects.get(pk=user.pk), "auditor", since=today(), by=None
    )  # the role that was void stands in no way
    grant_role(person(), "auditor", since=today(), by=None)
    assert verify().findings == ()


# -- scopes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "scope", "code"),
    [("liaison", WHOLE, "A525"), ("district", WHOLE, "A525"), ("mayor", Scope("unit", "test-unit"), "A525"),
     ("auditor", Scope("region", "150300"), "A525"), ("district", Scope("region", "nowhere"), "A526"),
     ("dispatcher", Scope("service", "care"), "A526"), ("dispatcher", Scope("plan", "no-plan"), "A526")],
)  # fmt: skip
def test_a_role_is_given_where_it_can_be_held(person, role, scope, code):
    with pytest.raises(GuatuError, match=code):
        grant_role(person(), role, since=TODAY, scope=scope, by=None)


def test_a_liaison_is_her_units_when_nothing_is_said(person):
    user = person("liaison", unit="test-office")
    assert user.held() == {("liaison", Scope("unit", "test-office"))}


def test_a_right_reaches_its_scope_and_no_further(person):
    plan = newest_plan(TODAY)
    other = Plan(code="other", title="other", region_id="other")
    whole, mine = person("dispatcher"), person("dispatcher", scope=Scope("plan", plan.code))
    region = person("district", region=plan.region_id)
    asked = [("review.edit", plan), ("review.edit", other), ("review.edit", None), ("review.edit", SOMEWHERE),
             ("review.read", plan), ("review.read", other)]  # fmt: skip
    said = {u: [u.has_perm(p, o) for p, o in asked] for u in (whole, mine, region)}
    assert said == {
        whole: [True] * 6,
        mine: [True, False, False, True, True, False],
        region: [False, False, False, False, True, False],
    }


def test_rows_are_asked_for_within_a_scope(person):
    plan = newest_plan(TODAY)
    Plan.objects.create(code="other", title="other", text="", digest="", compiler="")
    rows = Plan.objects.all()

    def seen(user):
        return set(within(rows, user, "review.read").values_list("code", flat=True))

    everything = {"other", plan.code}
    assert seen(None) == seen(person("mayor")) == everything
    assert seen(person("dispatcher", scope=Scope("plan", "other"))) == {"other"}
    assert seen(person("district", region=plan.region_id)) == {plan.code}
    assert seen(person("district")) == seen(person("liaison")) == seen(person("administrator")) == set()
    with pytest.raises(UnscopedTable):
        within(Entry.objects.all(), person("liaison"), "review.read")


def test_djangos_own_permissions_give_nothing(person):
    user = person()
    kind = ContentType.objects.get_for_model(Plan)
    user.user_permissions.add(Permission.objects.create(codename="edit", name="x", content_type=kind))
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    again = User.objects.get(pk=user.pk)
    assert not [p for p in (*MATRIX, "ledger.edit") if again.has_perm(p, SOMEWHERE)]


def test_a_role_that_was_not_granted_through_a_service_is_found(person):
    user = person("liaison")
    assert verify().findings == ()
    Grant.objects.create(user=user, role="administrator", since=TODAY)
    Grant.objects.filter(role="liaison").update(scope_kind="", scope_key="")
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    assert [f.code for f in verify().findings] == ["S440", "S440", "S441"]


def test_a_grant_from_before_there_were_scopes_holds_in_the_whole_city(person):
    user = person()
    Grant.objects.create(user=user, role="liaison", since=date(2026, 1, 1))
    record("people.grant_role", actor=None, obj=user, after={"role": "liaison", "since": "2026-01-01", "until": None})
    assert verify().findings == ()
    assert user.has_perm("review.read")


def test_an_account_name_is_given_once(person):
    create_user("zhang", display_name="张三", by=person("administrator"))
    with pytest.raises(NameTaken, match="A520"):
        create_user("ZHANG", display_name="张四", by=None)
    assert User.objects.filter(username__iexact="zhang").count() == 1
