"""Files that are broken, hostile or too large: a coded refusal within seconds, and nothing else."""

import io
import json
import os
import signal
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.documents import makers

from guatu.core.errors import FileError
from guatu.store.documents import bounded as jail
from guatu.store.documents import errors
from guatu.store.documents import forks as nursery_module
from guatu.store.documents.child import answer
from guatu.store.documents.forks import Nursery, environment
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import Format
from guatu.store.documents.reader import read_document
from guatu.store.documents.recognise import recognise

SOON = 6.0  # seconds, on a busy machine


def refused(tmp_path, data, *, name="方案.docx", limits=Limits()):  # noqa: B008
    """The code with which a file is refused, and that it is refused soon."""
    path = tmp_path / name
    path.write_bytes(data)
    began = time.monotonic()
    with pytest.raises(FileError) as caught:
        read_document(path, limits=limits)
    assert time.monotonic() - began < SOON
    assert caught.value.place.source == name
    assert str(tmp_path) not in str(caught.value)
    assert "{" not in str(caught.value)
    return caught.value.code


def code_of(read):
    """The code of a refusal; None when it reads. Every other error rises."""
    try:
        read()
    except FileError as error:
        return error.code
    return None


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def simple(text="到2027年，增加值达到344亿元。"):
    return makers.word(lambda d: d.add_paragraph(text))


def pages(count):
    """A PDF of many empty pages, written by hand."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (i + 3) for i in range(count))
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids))
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * count
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><w>&i;</w>"
)


def test_a_zip_bomb(tmp_path):
    bomb = makers.with_part(simple(), "word/media/a.bin", b"\0" * 60_000_000)
    assert refused(tmp_path, bomb) == "F224"


def test_an_archive_that_unpacks_to_too_much(tmp_path):
    assert refused(tmp_path, simple(), limits=Limits(unpacked=1000)) == "F224"


def test_an_archive_of_too_many_members(tmp_path):
    bomb = zipped({"word/document.xml": "<a/>", **{f"x/{n}": b"" for n in range(10_001)}})
    assert refused(tmp_path, bomb) == "F224"


def test_a_member_without_a_name_is_passed_over(tmp_path):
    nameless = io.BytesIO(simple())
    with zipfile.ZipFile(nameless, "a") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
    path = tmp_path / "方案.docx"
    path.write_bytes(nameless.getvalue())
    assert "344亿元" in read_document(path).text


def test_entities_that_multiply(tmp_path):
    assert refused(tmp_path, makers.with_part(simple(), "word/document.xml", LAUGHS)) == "F225"


def test_an_entity_that_names_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    xml = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w><body>&x;</body></w>'
    assert refused(tmp_path, makers.with_part(simple(), "word/document.xml", xml)) == "F225"


def test_elements_nested_without_end(tmp_path):
    xml = "<w>" + "<body>" * 50_000
    assert refused(tmp_path, makers.with_part(simple(), "word/document.xml", xml)) == "F225"


def test_a_word_file_with_a_password(tmp_path):
    assert refused(tmp_path, compound("EncryptionInfo", "EncryptedPackage")) == "F222"


def test_an_old_word_file_with_a_password(tmp_path):
    stream = bytearray(512)
    stream[0:4] = b"\xec\xa5\xc1\x00"
    stream[11] = 1
    assert refused(tmp_path, compound("WordDocument") + bytes(stream), name="方案.doc") == "F222"


def test_a_pdf_with_a_password(tmp_path):
    assert refused(tmp_path, locked_pdf(), name="方案.pdf") == "F222"


def test_a_pdf_of_ten_thousand_pages(tmp_path):
    assert refused(tmp_path, pages(10_000), name="方案.pdf") == "F226"


def test_a_text_that_is_too_long(tmp_path):
    data = makers.word(lambda d: d.add_paragraph("甲" * 3000))
    assert refused(tmp_path, data, limits=Limits(text=2000)) == "F227"
    assert refused(tmp_path, "甲乙。".encode() * 1000, name="方案.txt", limits=Limits(text=2000)) == "F227"


def test_a_file_that_is_too_big(tmp_path):
    assert refused(tmp_path, simple(), limits=Limits(input=1000)) == "F202"


def test_a_document_without_a_word(tmp_path):
    assert refused(tmp_path, makers.word(lambda d: d.add_paragraph(" "))) == "F228"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("make", [simple, makers.plan_ofd], ids=["docx", "ofd"])
def test_a_truncated_archive(tmp_path, make, share):
    data = make()
    assert refused(tmp_path, data[: int(len(data) * share)]) == "F223"


@pytest.mark.parametrize("gap", [1, 60, 400])
def test_an_archive_with_a_stretch_cut_out(tmp_path, gap):
    data = makers.plan_ofd()
    assert refused(tmp_path, data[:200] + data[200 + gap :], name="方案.ofd") == "F223"


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_a_truncated_pdf_is_refused_or_read_in_part(tmp_path, share):
    path = tmp_path / "方案.pdf"
    path.write_bytes(makers.plan_pdf()[: int(len(makers.plan_pdf()) * share)])
    began = time.monotonic()
    assert code_of(lambda: read_document(path)) in {None, "F223", "F228", "F240"}
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Rar!\x1a\x07\x00" + b"x" * 100, "F221"),
        (b"GIF89a" + b"\0" * 50, "F221"),
        (b"\x7fELF" + b"\0" * 100, "F221"),
        (zipped({"a.txt": "x"}), "F221"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "F221"),
        (bytes(range(256)) * 8, "F220"),
        (b"PK\x05\x06" + b"\0" * 18, "F223"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "F223"),
        (b"", "F203"),
    ],
    ids=["rar", "gif", "program", "zip", "slides", "bytes", "empty zip", "broken ole", "empty"],
)
def test_what_is_no_document_is_named(tmp_path, data, code):
    assert refused(tmp_path, data) == code


def test_a_missing_file_is_named_without_its_folder(tmp_path):
    with pytest.raises(FileError) as caught:
        read_document(tmp_path / "没有.docx")
    assert (caught.value.code, caught.value.place.source) == ("F201", "没有.docx")


def test_a_reader_that_hangs_is_stopped(tmp_path, monkeypatch):
    assert child_code(tmp_path, monkeypatch, "import time; time.sleep(60)") == "F230"


def test_a_reader_that_spins_is_stopped(tmp_path, monkeypatch):
    assert child_code(tmp_path, monkeypatch, "while True: pass") == "F230"


def test_a_reader_that_fills_the_memory_is_stopped(tmp_path, monkeypatch):
    assert child_code(tmp_path, monkeypatch, "x = bytearray(4_000_000_000)") == "F231"


def test_a_reader_that_crashes_is_named(tmp_path, monkeypatch):
    assert child_code(tmp_path, monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)") == "F232"


@pytest.mark.parametrize(
    "said",
    ["", "null", "[]", '{"document": {}}', '{"error": {"code": "X999", "facts": {}}}', "not json", '{"error": 3}'],
)
def test_an_answer_that_is_none_is_not_believed(tmp_path, monkeypatch, said):
    code = f"import os; os.write(3, {said!r}.encode())"
    assert child_code(tmp_path, monkeypatch, code) == "F232"


def child_code(tmp_path, monkeypatch, body):
    """The code that follows when the child does something else than reading. Descriptor 3 is its standard output."""
    (tmp_path / "stand_in.py").write_text(
        "import json, os\n"
        "from guatu.store.documents.child import bind\n"
        "def main(args):\n"
        "    os.dup2(1, 3)\n"
        "    bind(*json.loads(args[1])['bound'])\n"
        "    " + body.replace("\n", "\n    ") + "\n"
    )
    nursery = Nursery(path=[tmp_path])
    monkeypatch.setattr(jail, "_nursery", nursery)
    monkeypatch.setattr(jail, "_READER", "stand_in")
    try:
        return refused(tmp_path, simple(), limits=Limits(seconds=1.5))
    finally:
        nursery.close()


def test_nothing_of_the_child_outlives_its_time(tmp_path, monkeypatch):
    mark = tmp_path / "alive"
    body = (
        f"import subprocess, sys; subprocess.Popen(['sh', '-c', 'sleep 3; touch {mark}']); import time; time.sleep(60)"
    )
    assert child_code(tmp_path, monkeypatch, body) == "F230"
    time.sleep(2)
    assert not mark.exists()


def test_a_child_does_not_outlive_an_interruption(tmp_path, monkeypatch):
    mark = tmp_path / "alive"

    def interrupt(*handles):
        time.sleep(0.5)  # the child is under way
        raise KeyboardInterrupt

    heard = nursery_module.select.select
    answers = iter((heard, interrupt))
    monkeypatch.setattr(nursery_module.select, "select", lambda *handles: next(answers)(*handles))
    with pytest.raises(KeyboardInterrupt):
        child_code(tmp_path, monkeypatch, f"import time; time.sleep(1.2); open({str(mark)!r}, 'w').close()")
    time.sleep(1.5)
    assert not mark.exists()


def test_a_nursery_that_was_ended_is_started_again(tmp_path):
    path = tmp_path / "方案.docx"
    path.write_bytes(simple())
    first = read_document(path)
    os.kill(jail._nursery._process.pid, signal.SIGKILL)
    jail._nursery._process.wait()
    assert read_document(path) == first


def test_many_children_at_once_answer_each_for_itself(tmp_path):
    paths = [tmp_path / f"{number}.docx" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_bytes(simple(f"第{number}号方案，建成园区{number}个。"))
    with ThreadPoolExecutor(6) as pool:
        texts = [document.text for document in pool.map(read_document, paths)]
    assert [f"第{number}号方案" in text for number, text in enumerate(texts)] == [True] * 12


def test_the_child_sees_none_of_the_secrets_of_the_environment(monkeypatch):
    monkeypatch.setenv("GUATU_SECRET_KEY", "x")
    assert "GUATU_SECRET_KEY" not in environment()


def test_codes_are_unique_and_say_what_to_do():
    assert len(errors.BY_CODE) == len(errors.ALL)
    for error in errors.ALL:
        assert "F220" <= error.code <= "F249"
        assert error.reason
        assert error.remedy


MAGICS = {
    Format.DOCX: b"PK\x03\x04", Format.PDF: b"%PDF-1.7\n", Format.DOC: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    Format.HTML: b"<html><body>", Format.TEXT: b"", Format.OFD: b"PK\x03\x04", Format.SHEET: b"PK\x03\x04",
}  # fmt: skip
QUICK = settings(max_examples=60, deadline=4000, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", list(MAGICS), ids=str)
@given(tail=st.binary(max_size=2000))
@QUICK
def test_random_bytes_under_each_magic_are_named_or_refused(kind, tail):
    code = code_of(lambda: recognise(MAGICS[kind] + tail, "x"))
    assert code is None or code.startswith("F2")


@pytest.mark.parametrize("kind", [Format.DOCX, Format.OFD, Format.SHEET, Format.HTML, Format.PDF], ids=str)
@given(tail=st.binary(max_size=2000))
@QUICK
def test_random_bytes_never_crash_a_reader(kind, tail):
    said(answer(kind, MAGICS[kind] + tail, Limits()))


GOOD = {
    Format.DOCX: simple(), Format.OFD: makers.ofd([[(28, 50, 5.6, "正文一段。")]]),
    Format.HTML: "<p>第一段。</p><table><tr><td>甲</td><td>乙</td></tr></table>".encode(), Format.PDF: pages(2),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(GOOD), ids=str)
@given(data=st.data())
@QUICK
def test_a_file_with_bytes_knocked_out_never_crashes_a_reader(kind, data):
    broken = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    said(answer(kind, bytes(broken), Limits()))


TAGS = (
    "p", "r", "t", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "br", "tab", "pPr", "numPr", "numId", "ilvl",
    "fldSimple", "txbxContent",
)  # fmt: skip
XML = st.recursive(
    st.text("甲乙丙1234%。<&", max_size=8).map(lambda t: t.replace("&", "").replace("<", "")),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(body=XML)
@QUICK
def test_any_arrangement_of_words_elements_is_read_or_refused(body):
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    said(answer(Format.DOCX, zipped({"word/document.xml": xml}), Limits()))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def said(result):
    """An answer is a document or a coded refusal that can be written as JSON; a reader's own failure is neither."""
    json.dumps(result, ensure_ascii=False)
    assert set(result) in ({"document"}, {"error"})
    if "error" in result:
        assert result["error"]["code"] in errors.BY_CODE
        assert result["error"]["code"] != "F232", result


def compound(*names):
    """An OLE compound file with a directory that holds these names."""
    header = bytearray(512)
    header[0:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    header[80:512] = b"\xff" * 432
    table = b"\xfd\xff\xff\xff\xfe\xff\xff\xff" + b"\xff" * 504
    directory = b""
    for name in names:
        raw = (name + "\0").encode("utf-16-le")
        directory += raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + b"\x02" + b"\0" * 61
    return bytes(header) + table + directory.ljust(512, b"\0")


def locked_pdf():
    """A PDF that asks for a password: its encryption dictionary holds none that is empty."""
    body = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n4 0 obj\n<< /Filter /Standard "
        b"/V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>\nendobj\n"
    )
    places = [body.index(b"%d 0 obj" % n) for n in range(1, 5)]
    xref = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    trailer = b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + xref + trailer
