"""What surrounds every page: the day it speaks of, refusals in words, language, and what a browser may load."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import RequestFactory

from guatu.core.errors import GuatuError, StoreError
from guatu.web.base.asof import NoSuchAsOf, read_day, today
from guatu.web.base.database import UnknownDatabase, database_settings
from guatu.web.base.errors import NotAllowed, NotInStore, status_of
from guatu.web.base.middleware import SayErrors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["2026-13-01", "2026-02-30", "today", "20260429", "2026-4-29", "２０２６-04-29", "x" * 5000]
)
def test_what_is_no_day_is_a_coded_page(client, text):
    page = client.get("/", {"as_of": text})
    assert page.status_code == 400
    assert "A501" in page.content.decode()
    with pytest.raises(NoSuchAsOf):
        read_day(text)


def test_a_page_speaks_of_the_day_asked_for(client):
    page = client.get("/", {"as_of": "2026-04-29"})
    assert (page.status_code, page.wsgi_request.as_of) == (200, date(2026, 4, 29))
    assert client.get("/").wsgi_request.as_of == today()


def test_today_can_be_fixed_for_a_demonstration(client, settings):
    settings.GUATU_TODAY = "2027-01-31"
    assert today() == date(2027, 1, 31)
    assert client.get("/").wsgi_request.today == date(2027, 1, 31)


def test_every_answer_says_what_a_browser_may_load(client):
    headers = client.get("/accounts/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert len(headers["X-Request-ID"]) == 32


def test_pages_are_chinese_until_the_reader_switches(client):
    assert client.get("/", headers={"accept-language": "en-US,en"}).headers["Content-Language"] == "zh-hans"
    client.post("/language/", {"language": "en"})
    assert client.get("/").headers["Content-Language"] == "en"
    client.cookies["django_language"] = "xx"
    assert client.get("/").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("error", "status"),
    [(NotInStore(kind="方案", name="x"), 404), (NotAllowed(action="x", who="y"), 403), (StoreError(), 409),
     (GuatuError(), 422)],
)  # fmt: skip
def test_each_refusal_has_its_status(error, status):
    request = RequestFactory().get("/")
    assert status_of(error) == status
    page = SayErrors(lambda r: None).process_exception(request, error)
    assert page.status_code == status
    assert error.code in page.content.decode()
    assert SayErrors(lambda r: None).process_exception(request, ValueError()) is None


def test_a_database_of_another_kind_is_refused(tmp_path):
    with pytest.raises(UnknownDatabase, match="U623"):
        database_settings("mysql://x/y", tmp_path)


def test_a_database_address_is_taken_apart(tmp_path):
    found = database_settings("postgresql://u%40x:p%2Fw@db.city:5433/guatu?sslmode=require", tmp_path)
    assert [found[k] for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")] == [
        "u@x", "p/w", "db.city", "5433", "guatu", {"sslmode": "require"},
    ]  # fmt: skip
