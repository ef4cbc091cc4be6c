"""The core promise: one plan, in whatever file it comes, compiles to one ledger."""

import shutil
import subprocess

import pytest
from tests.store.documents import makers

from guatu.core.plan.compiler import compile_plan
from guatu.store.documents.model import Format
from guatu.store.documents.reader import read_document

MADE = {
    Format.TEXT: lambda: makers.PLAN.read_bytes(),
    Format.DOCX: makers.plan_docx,
    Format.PDF: makers.plan_pdf,
    Format.OFD: makers.plan_ofd,
    Format.HTML: lambda: makers.plan_html().encode(),
}


def commitments(text):
    return [
        (c.kind, c.indicator, c.comparator, c.value, c.value_max, c.unit, c.period, c.sector, c.strength)
        for c in compile_plan(text).commitments
    ]


@pytest.fixture(scope="module")
def ledger():
    return commitments(makers.PLAN.read_text("utf-8"))


@pytest.fixture(params=[f for f in MADE if f is not Format.TEXT], ids=str, scope="module")
def document(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "附件.bin"  # the ending tells nothing
    path.write_bytes(MADE[request.param]())
    found = read_document(path)
    assert found.format is request.param
    return found


def test_the_plan_reads_paragraph_by_paragraph(document):
    found = [makers.squeezed(p.span.of(document.text)) for p in document.paragraphs]
    assert found == [makers.squeezed(p) for p in makers.plan_paragraphs()]


def test_the_plan_compiles_to_the_same_ledger(document, ledger):
    assert len(ledger) > 200
    assert commitments(document.text) == ledger


def test_title_and_day_are_found(document):
    assert (document.title, str(document.issued)) == (makers.TITLE, "2025-05-31")
    assert document.warnings == ()


def test_plain_text_stays_to_the_letter(tmp_path):
    text = makers.PLAN.read_text("utf-8")
    for name, encoding in (("方案.txt", "utf-8"), ("方案.doc", "gb18030"), ("方案", "utf-16")):
        path = tmp_path / name
        path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
        document = read_document(path)
        assert document.text == text
        assert document.title == makers.TITLE


def converted(folder, ending):
    """The plan as a file of another word processor, made by LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed; it makes these files")
    (folder / "plan.docx").write_bytes(makers.plan_docx())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", ending,
         "--outdir", str(folder), str(folder / "plan.docx")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return folder / f"plan.{ending}"


@pytest.mark.parametrize("ending", ["doc", "odt"])
def test_files_of_other_word_processors_compile_to_the_same_ledger(ending, ledger, tmp_path):
    document = read_document(converted(tmp_path, ending))
    assert document.format == ending
    assert commitments(document.text) == ledger


@pytest.mark.parametrize("inside", ["doc", "docx"])
def test_a_wps_file_is_read_by_what_it_holds(inside, ledger, tmp_path):
    """WPS Writer saves .wps as a Word 97 compound file; some versions write the newer archive under the same ending."""
    content = converted(tmp_path, "doc").read_bytes() if inside == "doc" else makers.plan_docx()
    (tmp_path / "方案.wps").write_bytes(content)
    assert commitments(read_document(tmp_path / "方案.wps").text) == ledger


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed (apt-get install antiword)")
def test_an_old_word_file_without_libreoffice_says_that_numbers_may_be_missing(tmp_path, monkeypatch):
    from guatu.store.documents.formats import office
    from guatu.store.documents.limits import Limits

    made, which = converted(tmp_path, "doc"), shutil.which
    monkeypatch.setattr(office.shutil, "which", lambda name: None if name == "soffice" else which(name))
    document = office.read_doc(made.read_bytes(), Limits())
    assert "自动编号" in str(document.warnings[0])
    assert "全市服务业增加值达到344亿元以上" in document.text
