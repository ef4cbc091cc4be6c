"""The page of the original file: the link, the boxes, the picture, and who may have the file itself."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from guatu.core.plan.model import Context
from guatu.store.documents.errors import ReaderTimedOut
from guatu.store.documents.reader import read_document
from guatu.store.originals import keep_original
from guatu.store.plan_files import compiled
from guatu.web.audit.verify import verify
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.ledger import models
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.selectors import commitments
from guatu.web.plans.review.services import publish_as_read
from guatu.web.public import originals
from tests.conftest import lift_guards, put_guards
from tests.store.documents import makers
from tests.web.addresses import PLAN

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def load(path: Path, content: bytes, by=None):
    path.write_bytes(content)
    document = read_document(path)
    plan = compiled(document, context=Context("乌海市", 2025, 2025, 2027)).plan
    row = load_plan(
        plan.text, name=path.name, context=plan.context, by=by, compiled=plan, region="150300",
        original=keep_original(path, document), on=TODAY,
    ).plan  # fmt: skip
    if not row.versions.exists():
        publish_as_read(row, reason="试", on=TODAY, by=None)
    return row


@pytest.fixture(scope="module")
def pdf_bytes() -> bytes:
    return makers.plan_pdf()


@pytest.fixture
def paged(empty_plans, tmp_path, pdf_bytes):
    return load(tmp_path / "方案.pdf", pdf_bytes)


@pytest.fixture
def empty_plans(db) -> None:
    """The example's plan steps aside, so that the same plan can come from a file."""
    models.Plan.objects.update(title="另一份", digest="0")


def target_of(plan):
    return next(c for c in commitments(plan) if c.kind.value == "target" and len(c.quote) > 12)


def test_the_example_city_has_no_original_and_offers_no_link(reader):
    target = newest_plan(TODAY).commitments.filter(kind="target").first()
    for address in (f"{PLAN}/text/", f"{PLAN}/targets/{target.code}/"):
        page = reader.get(address, follow=True)
        assert page.status_code == 200
        assert "原件" not in page.content.decode()
    page = reader.get(f"{PLAN}/original/")
    assert page.status_code == 404
    assert "A551" in page.content.decode()


def test_the_quote_of_a_target_is_framed_on_its_page(reader, paged):
    target = target_of(paged)
    before = reader.get(f"/plans/{paged.code}/targets/{target.id}/", follow=True).content.decode()
    href, number = re.search(rf'href="(/plans/{paged.code}/original/\?item=[^"]+)">看原件第(\d+)页', before).groups()
    assert f"看原件第{number}页" in reader.get(f"/plans/{paged.code}/text/").content.decode()
    body = reader.get(href).content.decode()
    assert f'<h1 class="m5">原件第{number}页，共{paged.file.page_count}页</h1>' in body
    label = re.search(r'role="img" aria-label="([^"]*)"', body)[1]
    assert target.quote[:40] in label
    assert f"第{number}页" in label
    frames = re.findall(r'<rect class="found" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)">', body)
    assert frames
    width, height = map(
        float, re.search(r'<figure class="original"><svg viewBox="0 0 ([\d.]+) ([\d.]+)"', body).groups()
    )
    for x, y, w, h in (map(float, frame) for frame in frames):
        assert 0 < x < x + w < width
        assert 0 < y < y + h < height
    assert not re.search(r"\sstyle=|<style|\son\w+=", body)


def test_the_page_works_by_offset_and_turns(reader, paged):
    at = paged.text.index("旅游")
    body = reader.get(f"/plans/{paged.code}/original/?at={at}").content.decode()
    assert "旅游" in re.search(r"<blockquote[^>]*>(.*?)</blockquote>", body)[1]
    assert 'rel="next"' in body or 'rel="prev"' in body
    first, last = (
        reader.get(f"/plans/{paged.code}/original/?page={n}").content.decode() for n in (1, paged.file.page_count)
    )
    assert 'rel="prev"' not in first
    assert f'href="/plans/{paged.code}/original/?page=2"' in first
    assert 'rel="next"' not in last
    assert 'class="found"' not in last


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [("at=99999999", 400, "A550"), ("at=x", 400, "A550"), ("at=-1", 400, "A550"), ("item=C999999", 404, "A503"),
     ("page=999", 404, "A503"), ("page=0", 404, "A503"), ("page=x", 404, "A503"), ("at=²", 400, "A550")],
)  # fmt: skip
def test_a_place_that_is_not_there_is_refused_with_the_way_out(reader, paged, query, status, code):
    page = reader.get(f"/plans/{paged.code}/original/?{query}")
    assert (page.status_code, code in page.content.decode()) == (status, True)


def test_the_picture_is_sent_once(reader, paged):
    address = f"/plans/{paged.code}/original/{paged.code}/1.png"
    page = reader.get(address)
    assert (page.status_code, page["Content-Type"], page.content[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")
    again = reader.get(address, HTTP_IF_NONE_MATCH=page["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    for wrong in (f"/plans/{paged.code}/original/{paged.code}/999.png", f"/plans/{paged.code}/original/nothing/1.png"):
        assert reader.get(wrong).status_code == 404


def test_a_page_that_cannot_be_drawn_says_so_and_is_set_from_its_text(reader, paged, monkeypatch):
    def broken(*args, **options):
        raise ReaderTimedOut(seconds="20")

    monkeypatch.setattr(originals, "page_picture", broken)
    target = target_of(paged)
    body = reader.get(f"/plans/{paged.code}/original/?item={target.id}").content.decode()
    assert "这一页的图像画不出来" in body
    assert "<image" not in body
    assert target.quote[:8] in "".join(re.findall(r"<text [^>]*>([^<]*)</text>", body))


def test_a_changed_file_is_found_out_and_the_same_again_changes_nothing(paged, tmp_path, pdf_bytes):
    assert [f for f in verify().findings if f.code == "S429"] == []
    load(tmp_path / "方案.pdf", pdf_bytes)
    assert models.PlanFile.objects.count() == 1
    kept = models.PlanFile.objects.get()
    assert (bytes(kept.content), kept.size, kept.media) == (pdf_bytes, len(pdf_bytes), "application/pdf")
    with pytest.raises(DatabaseError), transaction.atomic():
        models.PlanFile.objects.update(content=pdf_bytes + b" ")
    lift_guards()
    models.PlanFile.objects.update(content=pdf_bytes + b" ")
    assert [f.code for f in verify().findings if f.code == "S429"] == ["S429"]
    models.PlanFile.objects.update(content=pdf_bytes, places={"pages": [], "lines": []})
    assert [f.code for f in verify().findings if f.code == "S429"] == ["S429"]
    put_guards()


def test_a_plan_that_came_as_text_gets_its_file_later(empty_plans, tmp_path, pdf_bytes):
    path = tmp_path / "方案.pdf"
    path.write_bytes(pdf_bytes)
    plan = compiled(read_document(path), context=Context("乌海市", 2025, 2025, 2027)).plan
    row = load_plan(plan.text, context=plan.context, region="150300", by=None, compiled=plan, on=TODAY).plan
    assert not models.PlanFile.objects.filter(plan=row).exists()
    assert load(path, pdf_bytes) == row
    assert models.PlanFile.objects.get(plan=row).name == "方案.pdf"


def test_the_file_itself_is_for_staff(reader, paged, person, pdf_bytes):
    assert reader.get(f"/plans/{paged.code}/original/file/").status_code == 403
    assert "下载来源文件" not in reader.get(f"/plans/{paged.code}/text/").content.decode()
    staff = Client(HTTP_HOST="localhost")
    staff.force_login(person("liaison"))
    assert "下载来源文件" in staff.get(f"/plans/{paged.code}/text/").content.decode()
    page = staff.get(f"/plans/{paged.code}/original/file/")
    assert (page.status_code, page.content) == (200, pdf_bytes)
    assert page["Content-Disposition"].startswith("attachment")


def test_a_word_file_is_kept_without_pages(reader, empty_plans, tmp_path, person):
    plan = load(tmp_path / "方案.docx", makers.plan_docx())
    assert plan.file.page_count == 0
    assert "看原件" not in reader.get(f"/plans/{plan.code}/text/").content.decode()
    assert reader.get(f"/plans/{plan.code}/original/").status_code == 404
    staff = Client(HTTP_HOST="localhost")
    staff.force_login(person("dispatcher"))
    assert staff.get(f"/plans/{plan.code}/original/file/").content[:2] == b"PK"


def test_an_ofd_is_drawn_from_its_text(reader, empty_plans, tmp_path):
    plan = load(tmp_path / "方案.ofd", makers.plan_ofd())
    target = target_of(plan)
    body = reader.get(f"/plans/{plan.code}/original/?item={target.id}").content.decode()
    assert "<image" not in body
    assert 'class="found"' in body
    words = "".join(re.findall(r"<text [^>]*>([^<]*)</text>", body))
    assert target.quote[:8] in words
    assert reader.get(f"/plans/{plan.code}/original/{plan.code}/1.png").status_code == 404


def test_the_page_in_english(english, paged):
    body = english.get(f"/plans/{paged.code}/original/?item={target_of(paged).id}").content.decode()
    assert re.search(r"<h1 class=\"m5\">Page \d+ of \d+ of the original</h1>", body)
