"""The check on a page: the plan in force for everybody, a draft for those who may, and nothing of a draft kept."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import deactivate

from guatu.web.audit.models import Entry
from guatu.web.check import services
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.sent import ON_A_PAGE
from tests.web.addresses import PLAN

pytestmark = pytest.mark.django_db
PAGE, DRAFT = f"{PLAN}/check/", "/check/draft/"
LINES = [
    "平安县公园行动方案（2025—2027年）",
    "一、目标",
    "到2027年，服务业增加值达到344亿元以上、年均增长6%以上，公园绿地率达标率达到120%。",
]


@pytest.fixture(autouse=True)
def fixed_day(settings) -> Iterator[None]:
    settings.GUATU_TODAY = "2026-11-22"
    yield
    deactivate()  # a request in English leaves its language with the thread


@pytest.fixture
def dispatcher(client: Client, person) -> Client:
    client.force_login(person("dispatcher"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def word() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def send(client: Client, content: bytes = b"", name: str = "草稿.docx", **fields):
    upload = SimpleUploadedFile(name, content or word())
    return client.post(DRAFT, {"file": upload, **fields})


def test_everybody_reads_the_findings_of_the_plan_in_force(client):
    body = client.get(PAGE).content.decode()
    assert "自检发现" in body
    for code in ("K110", "K140", "K156", "K162"):
        assert code in body
    assert body.index("疑点") < body.index("提示")
    assert "检查一份草稿" not in body


def test_each_place_leads_into_the_text(client):
    plan = client.get(f"{PLAN}/text/").content.decode()
    anchors = set(re.findall(r' id="([^"]+)"', plan))
    links = re.findall(r'<p class="where">.*?</p>', client.get(PAGE).content.decode(), re.S)
    asked = {anchor for link in links for anchor in re.findall(rf'href="{PLAN}/text/#([^"]+)"', link)}
    assert len(asked) > 20
    assert asked <= anchors
    assert all(len(set(found)) == len(found) for found in (re.findall(r'href="([^"]+)"', link) for link in links))


def test_the_page_costs_the_same_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get(PAGE)


def test_without_a_plan_the_page_says_who_loads_one(client, empty):
    assert "先由调度员交上方案原文" in client.get(PAGE).content.decode()


def test_a_draft_is_checked_and_nothing_of_it_is_kept(dispatcher, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plans, log = Plan.objects.count(), Entry.objects.count()
    response = send(dispatcher, place="平安县", year="2025")
    body = response.content.decode()
    assert response.status_code == 200
    assert "288.83" in body
    assert "C001" not in body  # a draft has no ledger that a number could lead to
    assert re.search("“[^”]{2,20}”一句", body.replace("<wbr>", ""))
    assert "这份草稿没有保存" in body
    assert body.index("K187") < body.index("K110")
    assert "no-store" in response["Cache-Control"]
    assert (Plan.objects.count(), Entry.objects.count()) == (plans, log)
    assert list(tmp_path.iterdir()) == []


def test_the_annotated_draft_is_the_authors_own_file(dispatcher):
    response = send(dispatcher, want="docx")
    assert "attachment" in response["Content-Disposition"]
    found = b"".join(response) if response.streaming else response.content
    assert "K110" in zipfile.ZipFile(io.BytesIO(found)).read("word/comments.xml").decode()
    assert [p.text for p in docx.Document(io.BytesIO(found)).paragraphs] == LINES


@pytest.mark.parametrize(
    ("content", "name", "fields", "status", "says"),
    [
        (b"%PDF-1.4 broken", "草稿.pdf", {}, 400, "F223"),
        (b"MZ" * 99, "草稿.docx", {}, 400, "F22"),
        ("\n".join(LINES).encode(), "草稿.txt", {"want": "docx"}, 400, "F250"),
        (b"x", "草稿.txt", {"year": "去年"}, 400, "请写四位年份"),
        ("目标".encode() * 200_000, "长.txt", {}, 400, "F227"),
    ],
)
def test_what_cannot_be_checked_is_said_at_the_form(dispatcher, content, name, fields, status, says):
    response = send(dispatcher, content, name, **fields)
    assert response.status_code == status
    body = response.content.decode()
    assert says in body
    assert "<form" in body
    assert "guatu-draft-" not in body


def test_no_file_is_an_error_at_its_field(dispatcher):
    response = dispatcher.post(DRAFT, {})
    assert response.status_code == 400
    assert re.search(r'<input type="file"[^>]*aria-describedby="e-file"', response.content.decode())


def test_a_file_that_is_too_big_is_refused_before_it_is_read(dispatcher, monkeypatch):
    monkeypatch.setattr(ON_A_PAGE.__class__, "input", property(lambda self: 1000), raising=False)
    response = send(dispatcher, b"x" * 200_000, "大.txt")
    assert response.status_code == 400
    assert "A570" in response.content.decode()


def test_only_those_who_may_send_a_draft(client, person):
    assert send(client).headers["Location"].startswith("/accounts/login/")
    client.force_login(person("liaison"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "检查一份草稿" not in client.get(PAGE).content.decode()
    response = send(client)
    assert response.status_code == 403
    assert "A510" in response.content.decode()


def test_a_form_from_elsewhere_is_refused(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("dispatcher"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(strict).status_code == 403
    page = strict.get(PAGE).content.decode()
    token = re.search(r'action="/check/draft/".*?name="csrfmiddlewaretoken" value="([^"]+)"', page, re.S)[1]
    assert send(strict, csrfmiddlewaretoken=token).status_code == 200


def test_a_name_from_elsewhere_stays_a_name(dispatcher):
    for name in ("../../秘密.txt", "长" * 150 + ".txt", "a\x00b.txt"):
        response = send(dispatcher, "\n".join(LINES).encode(), name)
        assert response.status_code in (200, 400)
        assert "../" not in response.content.decode()


def test_get_of_the_draft_leads_to_its_form(dispatcher):
    assert dispatcher.get(DRAFT).headers["Location"] == f"{PAGE}#draft"


def test_in_english_the_frame_is_english(dispatcher):
    dispatcher.cookies["django_language"] = "en"
    body = send(dispatcher).content.decode()
    for pattern in (r"<button[^>]*>([^<]*)", r"<dt>([^<]*)", r"<label[^>]*>([^<]*)"):
        for words in re.findall(pattern, body):
            assert not re.search("[\u4e00-\u9fff]", words) or words == "中文", words
    assert Path(services.__file__).exists()
