"""Accounts, the first password, lock-out, and what the log says of them."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError

from guatu.web.audit.models import Entry
from guatu.web.people.models import UsedPassword, User
from guatu.web.people.services import disable_user, ensure_first_administrators, unlock_user
from guatu.web.people.verify import accounts
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


def test_the_first_administrators_are_three_and_each_must_choose_a_password(client, empty):
    made = ensure_first_administrators()
    assert ensure_first_administrators() == ()
    assert [(user.username, user.roles(), user.is_superuser) for user, _ in made] == [
        ("admin", {"administrator"}, False), ("security", {"security"}, False), ("auditor", {"auditor"}, False),
    ]  # fmt: skip
    assert len({password for _, password in made}) == 3
    password = made[0][1]
    assert sign_in(client, "admin", password).status_code == 302
    for page in ("/", f"{PLAN}/text/", "/accounts/2fa/"):
        assert client.get(page).headers["Location"] == f"{CHANGE}?{urlencode({'next': page})}"
    asked = client.get(f"{CHANGE}?next={PLAN}/text/").content.decode()
    assert "首次登录，请先改口令" in asked
    assert f'<input type="hidden" name="next" value="{PLAN}/text/">' in asked
    for refused in (password, "Wuhai-27-ok"):  # the same; eleven signs
        given = {"oldpassword": password, "password1": refused, "password2": refused}
        assert client.post(CHANGE, given).status_code == 200
    new = {"oldpassword": password, "password1": "Wuhai-2027-ok", "password2": "Wuhai-2027-ok"}
    assert client.post(CHANGE, new | {"next": f"{PLAN}/text/"}).headers["Location"] == f"{PLAN}/text/"
    assert User.objects.get(username="admin").must_change_password is False
    assert actions() == ["people.create_user", "people.grant_role"] * 3 + ["people.sign_in", "people.change_password"]
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


def test_what_was_typed_as_a_name_is_written_nowhere_unless_it_is_one(client, db):
    sign_in(client, "my-Secret-password-1", "x")
    assert Entry.objects.order_by("-seq").first().actor == "unknown"
    attempt = AccessAttempt.objects.get()
    assert "Secret" not in json.dumps(list(AccessAttempt.objects.values()), default=str)
    assert "Secret" not in f"{attempt.username}{attempt.post_data}{attempt.get_data}"
    assert not AccessFailureLog.objects.exists()


def test_every_spelling_of_a_name_counts_for_the_one_account(client, person):
    person("liaison", username="lianluo")
    spellings = ["lianluo", "Lianluo", "LIANLUO", "lIanluo", " liaNluo "]
    assert [sign_in(client, name, "wrong").status_code for name in spellings] == [200] * 4 + [429]
    assert sign_in(client, "lianluo", "Guatu-2027-ok").status_code == 429
    assert Entry.objects.filter(action="people.lock", actor="lianluo").count() >= 1


def test_unlocking_lets_in_again_and_is_logged(client, person):
    user = person("liaison", username="lianluo")
    for n in range(5):
        sign_in(client, "LianLuo", f"wrong{n}")
    unlock_user(user, by=person("security"))
    assert Entry.objects.order_by("-seq").first().action == "people.unlock"
    assert sign_in(client, "lianluo", "Guatu-2027-ok").status_code == 302


def test_an_account_that_is_shut_is_out_with_the_next_click_and_stays_out(client, person):
    user = person("dispatcher", username="diaodu")
    sign_in(client, "diaodu", "Guatu-2027-ok")
    assert client.get(f"{PLAN}/review/").status_code == 200
    disable_user(user, reason="离职", by=person("security"))
    assert client.get(f"{PLAN}/review/").headers["Location"].startswith(LOGIN)
    assert sign_in(client, "diaodu", "Guatu-2027-ok").status_code != 200 or "_auth_user_id" not in client.session
    User.objects.filter(pk=user.pk).update(is_active=True)  # opened again: the old session is not
    assert client.get(f"{PLAN}/review/").headers["Location"].startswith(LOGIN)


def test_wrong_codes_of_the_second_factor_are_logged(client, person):
    user = person("dispatcher", username="diaodu")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    assert sign_in(client, "diaodu", "Guatu-2027-ok").headers["Location"].startswith("/accounts/2fa/authenticate/")
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    last = Entry.objects.order_by("-seq").first()
    assert (last.action, last.actor, last.object_id) == ("people.second_factor_failed", "diaodu", str(user.pk))
    for n in range(30):
        client.post("/accounts/2fa/authenticate/", {"code": f"00000{n % 10}"})
    assert Entry.objects.filter(action="people.second_factor_failed").count() <= 20


def test_switching_the_second_factor_on_and_off_is_logged(person):
    user = person("dispatcher")
    totp = Authenticator(user=user, type="totp", data={})
    for signal in (authenticator_added, authenticator_reset, authenticator_removed):
        signal.send(sender=Authenticator, request=None, user=user, authenticator=totp)
    assert actions()[-3:] == ["people.second_factor_on", "people.second_factor_renewed", "people.second_factor_off"]


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


@pytest.mark.parametrize(
    "password",
    ["Short-1a", "alllowercase", "lower12345678", "UPPER1234567", "1234567890123", "Admin@123456", "P@ssw0rd1234",
     "Aa1111111111", "mayor!Mayor1", "M4yor-2027-x", "市长Mayor-2027"],
)  # fmt: skip
def test_plain_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="mayor", display_name="市长"))


def test_the_last_five_passwords_are_not_chosen_again(client, person):
    person("dispatcher", username="diaodu", password="Guatu-2027-00")
    sign_in(client, "diaodu", "Guatu-2027-00")

    def choose(old: int, new: int) -> bool:
        cache.clear()  # five changes a minute are enough for anybody
        words = [f"Guatu-2027-{n:02}" for n in (old, new, new)]
        answer = client.post(CHANGE, dict(zip(("oldpassword", "password1", "password2"), words, strict=True)))
        return answer.status_code == 302

    assert [choose(n, n + 1) for n in range(5)] == [True] * 5
    assert [choose(5, used) for used in (5, 4, 3, 2, 1)] == [False] * 5
    assert choose(5, 0)
    assert UsedPassword.objects.count() == 4


def test_administrators_need_twelve_signs(person):
    short = "Guatu-2027x"
    validate_password(short, person("dispatcher"))
    for role in ("administrator", "security", "auditor"):
        with pytest.raises(ValidationError, match="12"):
            validate_password(short, person(role))


@pytest.mark.parametrize("password", ["Wuhai-2027-ok", "wuhai 2027 ok", "乌海Wuhai2027"])
def test_three_classes_are_enough(password):
    validate_password(password)


def test_the_session_is_idle_for_thirty_minutes_at_most(client, person):
    person("mayor", username="shizhang")
    sign_in(client, "shizhang", "Guatu-2027-ok")
    assert client.session.get_expiry_age() <= 30 * 60
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_hash_made_anew_at_signing_in_is_logged(person, settings):
    user = person("dispatcher", username="older")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # fmt: skip
    before = user.password
    assert user.check_password("Guatu-2027-ok")
    user.refresh_from_db()
    assert user.password != before
    assert Entry.objects.order_by("-seq")[0].action == "people.hash_password_anew"
    assert list(accounts()) == []
    assert user.password not in Entry.objects.order_by("-seq")[0].after
