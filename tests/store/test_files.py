"""Files in any of an office's encodings, within bounds; every refusal has a code and a way out."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import FileError
from guatu.store.files import decode, read_text

TEXT = "到2027年，全市服务业增加值达到344亿元以上、年均增长6%以上。\n规模（限额）以上服务业企业数量达到150家以上。\n"
TRADITIONAL = "到二零二七年，全市服務業增加值達到三百億元以上，年均增長百分之六以上。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_comes_back_exactly(tmp_path, encoding):
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_text(path) == TEXT


def test_traditional_text_in_big5():
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


def test_a_short_text_in_gb18030():
    assert decode("乌海市,150300\n".encode("gb18030")) == "乌海市,150300\n"


def test_line_ends_become_one_and_the_mark_goes():
    assert decode(codecs.BOM_UTF8 + "一\r\n二\r三\n".encode()) == "一\n二\n三\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "F203"),
        (b" \r\n\t\n", "F203"),
        (b"PK\x03\x04rest of a zip", "F204"),
        (b"%PDF-1.7 ...", "F204"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "F204"),
        (bytes(range(256)) * 20, "F204"),
        (b"\x00\x00\x00\x00abc\x00", "F204"),
        (b"\xff\xfe\x00\xd8", "F205"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, data, code):
    path = tmp_path / "坏文件.txt"
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        read_text(path)
    assert caught.value.code == code
    assert caught.value.remedy
    assert str(tmp_path) not in str(caught.value)


def test_too_big_and_missing(tmp_path):
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 2000)
    with pytest.raises(FileError, match="F202"):
        read_text(path, limit=1000)
    with pytest.raises(FileError, match="F201"):
        read_text(tmp_path / "没有.txt")
    with pytest.raises(FileError, match="F201"):
        read_text(tmp_path)


@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_whatever_break_the_reader(data):
    with contextlib.suppress(FileError):
        assert isinstance(decode(data), str)


chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60)


@given(chinese)
def test_utf8_is_never_taken_for_anything_else(text):
    assert decode(text.encode()) == text
