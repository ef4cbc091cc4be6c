"""How long one is signed in, and the second thing that administrators sign in with."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from guatu.web.audit.models import Entry
from guatu.web.people.models import User
from guatu.web.people.services import reset_second_factor
from tests.conftest import TOTP_SECRET
from tests.web.addresses import PLAN

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
ACTIVATE = "/accounts/2fa/totp/activate/"
WORD = "Guatu-2027-ok"


@pytest.fixture(autouse=True)
def forget_addresses():
    cache.clear()


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client: Client, username: str, *, then: str = "") -> str:
    """Where one is led."""
    cache.clear()  # one code is used once: the next person may need the same one in the same half minute
    answer = client.post(LOGIN, {"login": username, "password": WORD} | ({"next": then} if then else {}))
    if "2fa/authenticate" in answer.headers["Location"]:
        answer = client.post(answer.headers["Location"], {"code": code(TOTP_SECRET)})
    return answer.headers["Location"]


@pytest.mark.parametrize("role", ["dispatcher", "liaison", "statistician", "mayor", "district", "administrator",
                                  "security", "auditor"])  # fmt: skip
def test_signing_in_leads_home_or_to_the_page_one_wanted(client, person, role):
    person(role, username="who")
    assert sign_in(client, "who") == "/office/"
    assert client.get("/office/", follow=True).status_code == 200
    assert sign_in(Client(HTTP_HOST="localhost"), "who", then=f"{PLAN}/text/") == f"{PLAN}/text/"


def test_who_has_no_role_is_led_to_the_city(client, person):
    person(username="who")
    assert sign_in(client, "who") == "/"


@pytest.mark.parametrize("role", ["administrator", "security", "auditor"])
def test_an_administrator_binds_a_second_factor_before_anything_else(client, person, role):
    user = person(role, username="who")
    Authenticator.objects.filter(user=user).delete()
    assert sign_in(client, "who") == "/office/"
    assert client.get("/office/rights/").headers["Location"] == f"{ACTIVATE}?{urlencode({'next': '/office/rights/'})}"
    page = client.get(ACTIVATE).content.decode()
    secret = page.split("<code>")[1].split("</code>")[0]
    wrong = client.post(ACTIVATE, {"code": "000000"}).content.decode()
    assert "动态码不对" in wrong
    assert client.post(ACTIVATE, {"code": code(secret)}).headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/accounts/2fa/recovery-codes/").content.decode().count("<li><code>") == 10
    assert client.get("/office/rights/").status_code == 200
    assert "不能停用" in client.get("/accounts/2fa/totp/deactivate/").content.decode()


def test_others_need_none_and_may_have_one(client, person):
    person("dispatcher", username="who")
    sign_in(client, "who")
    assert client.get("/office/").status_code == 200
    assert client.get(ACTIVATE).status_code == 200


def test_a_lost_telephone_is_forgotten_by_another_security_administrator(client, person):
    user = person("administrator", username="who")
    sign_in(client, "who")
    reset_second_factor(user, reason="手机丢失", by=person("security"))
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/office/").headers["Location"].startswith(LOGIN)  # signed out
    last = Entry.objects.order_by("-seq").first()
    assert (last.action, last.object_id, last.reason) == ("people.reset_second_factor", str(user.pk), "手机丢失")


def test_nobody_is_signed_in_for_longer_than_eight_hours(client, person):
    person("dispatcher", username="who")
    sign_in(client, "who")
    for hours, goes_on in ((7, True), (9, False)):
        session = client.session
        session["began"] = (timezone.now() - timedelta(hours=hours)).isoformat()
        session.save()
        answer = client.get(f"{PLAN}/review/")
        assert (answer.status_code == 200) is goes_on
    assert answer.headers["Location"] == f"{LOGIN}?{urlencode({'next': f'{PLAN}/review/'})}"
    assert "登录已满8小时" in client.get(answer.headers["Location"]).content.decode()


def test_an_administrator_is_idle_for_ten_minutes_and_signed_in_at_one_place(client, person):
    person("security", username="who")
    sign_in(client, "who")
    assert client.session.get_expiry_age() <= 10 * 60
    assert client.get("/office/accounts/").status_code == 200
    elsewhere = Client(HTTP_HOST="localhost")
    sign_in(elsewhere, "who")
    assert elsewhere.get("/office/accounts/").status_code == 200
    answer = client.get("/office/accounts/")
    assert answer.headers["Location"].startswith(LOGIN)
    assert "刚在别处登录" in client.get(answer.headers["Location"]).content.decode()
    assert elsewhere.get("/office/accounts/").status_code == 200


def test_others_may_sit_at_two_machines(client, person):
    person("dispatcher", username="who")
    other = Client(HTTP_HOST="localhost")
    sign_in(client, "who")
    sign_in(other, "who")
    assert (client.get("/office/").status_code, other.get("/office/").status_code) == (200, 200)


def test_every_word_of_a_refused_password_is_chinese_and_says_one_word_for_it(client, person):
    person("dispatcher", username="who")
    sign_in(client, "who")
    for new in ("abc", "password", "who-who-who-1A"):
        page = client.post(
            "/accounts/password/change/", {"oldpassword": "wrong", "password1": new, "password2": new + "x"}
        ).content.decode()
        said = page.split("<main")[1].split("</main>")[0]
        assert "密码" not in said
        assert "This " not in said
    assert "密码" not in client.post(LOGIN, {"login": "who", "password": "x"}).content.decode()


def test_the_account_of_an_administrator_keeps_no_session(person):
    assert User.objects.get(pk=person("security").pk).signed_in_as == ""
