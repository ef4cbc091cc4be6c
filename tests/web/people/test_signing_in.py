"""Accounts, the first password, lock-out, and what the log says of them."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError

from guatu.web.audit.models import Entry
from guatu.web.people.models import User
from guatu.web.people.services import ensure_first_administrator
from tests.web.addresses import PLAN

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CHANGE = "/accounts/password/change/"


@pytest.fixture(autouse=True)
def forget_addresses():
    """The limits on an address are kept in memory, for the whole run."""
    cache.clear()


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def sign_in(client, username, password):
    return client.post(LOGIN, {"login": username, "password": password})


def test_the_first_administrator_must_choose_a_password(client, empty):
    user, password = ensure_first_administrator()
    assert ensure_first_administrator() is None
    assert (user.username, user.roles(), user.is_superuser) == ("admin", {"administrator"}, False)
    assert sign_in(client, "admin", password).status_code == 302
    for page in ("/", f"{PLAN}/text/", "/accounts/2fa/"):
        assert client.get(page).headers["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200
    same = {"oldpassword": password, "password1": password, "password2": password}
    assert client.post(CHANGE, same).status_code == 200
    new = {"oldpassword": password, "password1": "Wuhai-2027-ok", "password2": "Wuhai-2027-ok"}
    assert client.post(CHANGE, new).status_code == 302
    assert User.objects.get().must_change_password is False
    assert client.get("/accounts/2fa/").status_code == 200
    assert actions() == ["people.create_user", "people.grant_role", "people.sign_in", "people.change_password"]
    assert password not in json.dumps(list(Entry.objects.values()), default=str)


def test_signing_in_and_out_is_logged(client, person):
    user = person("dispatcher", username="diaodu")
    sign_in(client, "diaodu", "wrong")
    sign_in(client, "diaodu", "Guatu-2027-ok")
    client.post("/accounts/logout/")
    last = list(Entry.objects.order_by("-seq")[:3])[::-1]
    assert [(e.action, e.actor, e.address) for e in last] == [
        ("people.sign_in_failed", "diaodu", "127.0.0.1"),
        ("people.sign_in", "diaodu", "127.0.0.1"),
        ("people.sign_out", "diaodu", "127.0.0.1"),
    ]
    assert last[1].role == "dispatcher"
    assert last[1].object_id == str(user.pk)


def test_what_was_typed_as_a_name_is_not_logged_unless_it_is_one(client):
    sign_in(client, "my-Secret-password-1", "x")
    assert Entry.objects.order_by("-seq").first().actor == "unknown"


def test_five_failures_lock_the_account_also_for_the_right_password(client, person):
    person("liaison", username="lianluo")
    answers = [sign_in(client, "lianluo", f"wrong{n}").status_code for n in range(5)]
    assert answers[:4] == [200] * 4
    locked = sign_in(client, "lianluo", "Guatu-2027-ok")
    assert locked.status_code == 429
    assert "A511" in locked.content.decode()


def test_unknown_and_known_names_are_refused_alike(client, person):
    person("liaison", username="known")
    pages = [sign_in(client, name, "wrong").content.decode() for name in ("known", "nobody")]
    texts = [page.split("<main")[1].replace("nobody", "known").split("csrfmiddlewaretoken")[0] for page in pages]
    assert texts[0] == texts[1]


def test_nobody_signs_up(client):
    page = client.get("/accounts/signup/")
    assert "password1" not in page.content.decode()
    client.post("/accounts/signup/", {"username": "x", "password1": "Wuhai-2027-ok", "password2": "Wuhai-2027-ok"})
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["Short-1a", "alllowercase", "lower12345678", "UPPER1234567", "1234567890123"])
def test_plain_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["Wuhai-2027-ok", "wuhai 2027 ok", "乌海Wuhai2027"])
def test_three_classes_are_enough(password):
    validate_password(password)


def test_the_session_is_idle_for_thirty_minutes_at_most(client, person):
    person("mayor", username="shizhang")
    sign_in(client, "shizhang", "Guatu-2027-ok")
    assert client.session.get_expiry_age() <= 30 * 60
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
