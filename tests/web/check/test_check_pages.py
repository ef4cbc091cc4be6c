"""The check on a page: the plan in force for everybody; a draft for those who may, kept if wanted, opened again."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import deactivate

from guatu.core.errors import GuatuError
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base import uploads
from guatu.web.check import jobs, services
from guatu.web.check.models import CheckState, DraftCheck
from guatu.web.check.selectors import found_in
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
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def fixed_day(settings) -> Iterator[None]:
    settings.GUATU_TODAY = "2026-11-22"
    yield
    deactivate()  # a request in English leaves its language with the thread


@pytest.fixture
def dispatcher(client: Client, person) -> Client:
    client.force_login(person("dispatcher"), backend=BACKEND)
    return client


def signed_in(user) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend=BACKEND)
    return client


def word(lines: list[str] = LINES) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def send(client: Client, content: bytes = b"", name: str = "草稿.docx", *, follow: bool = True, **fields):
    upload = SimpleUploadedFile(name, content or word())
    return client.post(DRAFT, {"file": upload, **fields}, follow=follow)


def text(response) -> str:
    return re.sub(r"<wbr>|<[^>]+>", "", response.content.decode())


# -- the plan in force ------------------------------------------------------------------------------------------------


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


def test_the_same_finding_is_said_once_with_all_its_places(client):
    body = client.get(PAGE).content.decode()
    said = re.findall(r'<h3>.*?class="tag">(K\d+)</span></h3>.*?<p class="what">(.*?)</p>', body, re.S)
    assert len(said) == len(set(said))
    several = [where for where in re.findall(r'<p class="where">.*?</p>', body, re.S) if where.count('"under"') > 1]
    assert several  # under more than one heading, each said


def test_the_page_costs_the_same_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get(PAGE)


def test_without_a_plan_the_page_says_who_loads_one(client, empty):
    assert "先由调度员交上方案原文" in client.get(PAGE).content.decode()


# -- a draft ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_checked_and_what_was_read_is_listed_with_its_places(dispatcher, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plans, log = Plan.objects.count(), Entry.objects.count()
    response = send(dispatcher, place="平安县", year="2025")
    said = text(response)
    assert response.status_code == 200
    assert "288.83" in said
    assert "C001" not in said  # a draft has no ledger that a number could lead to
    assert re.search("目标　“[^”]{2,20}”一句", said)
    assert "还没有留下" in said
    assert said.index("K187") < said.index("K110")
    assert "no-store" in response["Cache-Control"]
    assert (Plan.objects.count(), Entry.objects.count()) == (plans, log)
    assert list(tmp_path.iterdir()) == []
    found = found_in(DraftCheck.objects.get())
    assert [line.kind.value for line in found.lines] == ["target"] * 3
    for line in found.lines:
        assert line.label.replace("\u200b", "") in said
        assert line.promise in said


def test_the_same_finding_in_three_places_is_one_with_three(dispatcher):
    lines = ["平安县公园行动方案（2025—2027年）", "一、公园", "大力提升公园品质。到2027年，建成公园5个。"]
    lines += [f"{n}、道路" for n in "二三四"]
    send(
        dispatcher,
        word([*lines, "各部门要切实加强领导，取得明显成效。", "五、保障", "各部门要切实加强领导，取得明显成效。"]),
    )
    found = found_in(DraftCheck.objects.get())
    keys = [(f.code, str(f.what)) for f in found.findings]
    assert len(keys) == len(set(keys))


def test_a_check_is_kept_found_again_and_deleted(dispatcher, person):
    send(dispatcher)
    row = DraftCheck.objects.get()
    page, colleague = f"/check/drafts/{row.pk}/", signed_in(person("statistician"))
    assert colleague.get(page).status_code == 404  # not kept: its sender's alone
    assert "平安县公园行动方案" not in text(colleague.get(DRAFT))
    assert "没有留下" in text(dispatcher.get(DRAFT))
    assert "已留下" in text(dispatcher.post(f"{page}do/keep/", follow=True))
    assert "288.83" in text(colleague.get(page))
    listed = text(colleague.get(DRAFT))
    assert all(words in listed for words in ("平安县公园行动方案", "草稿.docx", str(row.by)))
    assert "删去" not in text(colleague.get(page))
    assert colleague.post(f"{page}do/drop/").status_code == 403
    assert signed_in(person("liaison")).get(page).status_code == 403
    other = signed_in(person("dispatcher"))
    assert "已删去" in text(other.post(f"{page}do/drop/", follow=True))
    assert DraftCheck.objects.count() == 0
    kept, dropped = Entry.objects.filter(action__startswith="check.").order_by("seq")
    assert (kept.action, dropped.action) == ("check.keep_draft", "check.drop_draft")
    assert '"sha256"' in dropped.before
    assert verify().findings == ()


def test_only_who_made_a_check_keeps_it(dispatcher, person):
    send(dispatcher)
    row = DraftCheck.objects.get()
    DraftCheck.objects.update(kept=True)
    page = signed_in(person("dispatcher")).post(f"/check/drafts/{row.pk}/do/keep/")
    assert (page.status_code, "A572" in text(page)) == (400, True)


def test_what_nobody_keeps_is_gone_after_a_day_and_what_is_kept_stays(dispatcher):
    send(dispatcher)
    send(dispatcher)
    first, second = DraftCheck.objects.order_by("id")
    dispatcher.post(f"/check/drafts/{first.pk}/do/keep/")
    assert jobs.forget(timezone.now().date()) == ""
    DraftCheck.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert "1份" in jobs.forget(timezone.now().date())
    assert list(DraftCheck.objects.values_list("pk", flat=True)) == [first.pk]
    assert dispatcher.get(f"/check/drafts/{second.pk}/").status_code == 404


def test_a_long_draft_is_checked_by_the_cluster_and_found_again(dispatcher, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(jobs, "queue", lambda row: asked.append(row.pk))
    monkeypatch.setattr(services, "AT_ONCE", 10)
    page = send(dispatcher)
    row = DraftCheck.objects.get()
    assert asked == [row.pk]
    assert "可以离开这一页" in text(page)
    assert 'http-equiv="refresh"' in page.content.decode()
    assert "正在查" in text(dispatcher.get(DRAFT))
    assert dispatcher.get(f"/check/drafts/{row.pk}/annotated/").status_code == 400
    assert jobs.work_on(row.pk) == "草稿.docx：查完了"
    assert "288.83" in text(dispatcher.get(f"/check/drafts/{row.pk}/"))
    assert jobs.work_on(row.pk) == ""  # once


def test_a_long_draft_that_cannot_be_read_says_so_on_its_page(dispatcher, monkeypatch):
    monkeypatch.setattr(jobs, "queue", lambda row: None)
    monkeypatch.setattr(services, "AT_ONCE", 10)
    send(dispatcher, b"%PDF-1.4 broken but long enough", "草稿.pdf")
    row = DraftCheck.objects.get()
    jobs.work_on(row.pk)
    assert DraftCheck.objects.get().state == CheckState.REFUSED
    assert "F223" in text(dispatcher.get(f"/check/drafts/{row.pk}/"))


def test_a_check_whose_worker_was_killed_is_taken_up_again(dispatcher, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(jobs, "queue", lambda row: asked.append(row.pk))
    monkeypatch.setattr(services, "AT_ONCE", 10)
    send(dispatcher)
    asked.clear()
    DraftCheck.objects.update(changed_at=timezone.now() - jobs.LEFT - timedelta(seconds=1))
    assert "接着查1份" in jobs.forget(timezone.now().date())
    assert asked == [DraftCheck.objects.get().pk]


def test_the_annotated_draft_is_the_authors_own_file(dispatcher):
    assert "下载带批注的Word" in text(send(dispatcher))
    response = dispatcher.get(f"/check/drafts/{DraftCheck.objects.get().pk}/annotated/")
    assert "attachment" in response["Content-Disposition"]
    found = b"".join(response) if response.streaming else response.content
    assert "K110" in zipfile.ZipFile(io.BytesIO(found)).read("word/comments.xml").decode()
    assert [p.text for p in docx.Document(io.BytesIO(found)).paragraphs] == LINES


def test_a_text_file_says_before_that_it_has_no_annotated_word(dispatcher):
    assert "别的格式没有批注" in text(dispatcher.get(DRAFT))
    page = send(dispatcher, "\n".join(LINES).encode(), "草稿.txt")
    assert "这份不是.docx" in text(page)
    assert "/annotated/" not in page.content.decode()
    refused = dispatcher.get(f"/check/drafts/{DraftCheck.objects.get().pk}/annotated/")
    assert (refused.status_code, "F250" in text(refused)) == (400, True)


# -- as a plan --------------------------------------------------------------------------------------------------------


def test_a_checked_draft_becomes_a_plan_without_being_sent_again(dispatcher):
    page = send(dispatcher, "\n".join(LINES).replace("平安县", "乌海市").encode(), "草稿.txt")
    address = re.search(r'href="(/office/plans/add/\?draft=\d+)"', page.content.decode())[1]
    form = dispatcher.get(address).content.decode()
    assert "不用再传" in form
    assert 'type="file"' not in form
    pk, plans = DraftCheck.objects.get().pk, Plan.objects.count()
    answer = dispatcher.post("/office/plans/add/", {"draft": str(pk), "place": ""})
    assert answer.status_code == 302, text(answer)
    assert Plan.objects.count() == plans + 1
    made = Plan.objects.latest("id")
    assert (made.title[:9], made.versions.exists()) == ("乌海市公园行动方案", False)  # a draft plan
    assert made.commitments.filter(kind="target").count() == 3


def test_a_statistician_is_not_offered_and_nobody_takes_an_unkept_draft_of_another(dispatcher, person):
    page = send(signed_in(person("statistician")))
    assert "用它作方案" not in text(page)
    pk = DraftCheck.objects.get().pk
    assert dispatcher.get(f"/office/plans/add/?draft={pk}").status_code == 404
    assert dispatcher.post("/office/plans/add/", {"draft": "x"}).status_code == 404


# -- what cannot be checked -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "fields", "status", "says"),
    [
        (b"%PDF-1.4 broken", "草稿.pdf", {}, 400, "F223"),
        (b"MZ" * 99, "草稿.docx", {}, 400, "F22"),
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
    assert DraftCheck.objects.count() == 0


def test_no_file_is_an_error_at_its_field_in_our_words(dispatcher):
    response = dispatcher.post(DRAFT, {"place": "平安县"})
    body = response.content.decode()
    assert response.status_code == 400
    assert re.search(r'<input type="file"[^>]*aria-describedby="e-file"', body)
    assert "请选一个文件。" in body
    assert 'value="平安县"' in body
    assert re.search(r"<form[^>]*novalidate[^>]*check/draft", body)


def test_a_file_that_is_too_big_is_refused_on_its_form_and_nothing_is_lost(dispatcher, monkeypatch):
    monkeypatch.setattr(ON_A_PAGE.__class__, "input", property(lambda self: 1000), raising=False)
    response = send(dispatcher, b"x" * 200_000, "大.txt", place="平安县", year="2025")
    body = response.content.decode()
    assert (response.status_code, "A570" in body) == (400, True)
    assert 'value="平安县"' in body
    assert 'value="2025"' in body
    assert DraftCheck.objects.count() == 0


def test_a_file_out_of_all_proportion_or_from_nobody_is_not_even_read(dispatcher, client, monkeypatch):
    monkeypatch.setattr(ON_A_PAGE.__class__, "input", property(lambda self: 1000), raising=False)
    monkeypatch.setattr(uploads, "HEARD", 150_000)
    response = send(dispatcher, b"x" * 200_000, "大.txt", place="平安县")
    assert (response.status_code, "A570" in text(response)) == (400, True)
    assert "<form" not in re.sub(r"(?s)<header.*?</header>", "", response.content.decode()) or "平安县" not in text(
        response
    )
    monkeypatch.setattr(uploads, "HEARD", 10**9)
    assert "A570" in text(send(Client(), b"x" * 200_000, "大.txt"))


def test_only_those_who_may_send_a_draft(client, person):
    assert send(client, follow=False).headers["Location"].startswith("/accounts/login/")
    client.force_login(person("liaison"), backend=BACKEND)
    assert "检查一份草稿" not in client.get(PAGE).content.decode()
    response = send(client)
    assert response.status_code == 403
    assert "A510" in response.content.decode()


def test_a_form_from_elsewhere_is_refused(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("dispatcher"), backend=BACKEND)
    assert send(strict).status_code == 403
    page = strict.get(DRAFT).content.decode()
    token = re.search(r'action="/check/draft/".*?name="csrfmiddlewaretoken" value="([^"]+)"', page, re.S)[1]
    assert send(strict, csrfmiddlewaretoken=token).status_code == 200


def test_a_name_from_elsewhere_stays_a_name(dispatcher):
    for name in ("../../秘密.txt", "长" * 150 + ".txt", "a\x00b.txt"):
        response = send(dispatcher, "\n".join(LINES).encode(), name)
        assert response.status_code in (200, 400)
        assert "../" not in response.content.decode()


def test_in_english_the_frame_is_english(dispatcher):
    dispatcher.cookies["django_language"] = "en"
    for body in (dispatcher.get(DRAFT).content.decode(), send(dispatcher).content.decode()):
        for pattern in (r"<button[^>]*>([^<]*)", r"<dt>([^<]*)", r"<label[^>]*>([^<]*)", r"<h2[^>]*>([^<]*)"):
            for words in re.findall(pattern, body):
                assert not re.search("[\u4e00-\u9fff]", words) or words == "中文", words


def test_a_fault_of_ours_is_said_on_the_page_of_the_check(dispatcher, monkeypatch):
    monkeypatch.setattr(jobs, "queue", lambda row: None)
    monkeypatch.setattr(services, "AT_ONCE", 10)
    send(dispatcher)
    monkeypatch.setattr(services, "read_plan", lambda *given, **facts: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        jobs.work_on(DraftCheck.objects.get().pk)
    assert GuatuError.code in text(dispatcher.get(f"/check/drafts/{DraftCheck.objects.get().pk}/"))
