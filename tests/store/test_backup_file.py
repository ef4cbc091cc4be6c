"""The file of a backup: what went in comes out, and no byte of it can change unseen."""

from __future__ import annotations

import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.errors import FileError
from guatu.store.backup_file import BackupTaken, Heads, Manifest, NotABackup, Writer, new_file, read_backup

ROWS = [[1, "乌海", "284.80", None, True], [2, "a\nb", "-5.4", "e", False]]


def write(path, rows=ROWS):
    with new_file(path) as file, Writer(file) as writer:
        writer.table("t", ["id", "name", "value", "note", "flag"], rows)
        writer.key("secret")
        heads = Heads(3, "0" * 64)
        return writer.seal(Manifest(version="1", made_at="", engine="sqlite", migrations=("a.0001",), heads=heads,
                                    tables=writer.tables, key=True))  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("backup") / "x.zip"
    write(path)
    return path.read_bytes()


def test_what_went_in_comes_out(tmp_path):
    path = tmp_path / "x.zip"
    seal = write(path)
    found = read_backup(path)
    assert (list(found.rows("t")), found.key(), found.seal) == (ROWS, "secret", seal)
    assert found.manifest.tables["t"].rows == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert zipfile.ZipFile(path).testzip() is None
    assert [p.name for p in tmp_path.iterdir()] == ["x.zip"]


@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_bit_of_it_can_flip_unseen(whole, tmp_path_factory, where, bit):
    broken = bytearray(whole)
    broken[int(where * len(whole))] ^= 1 << bit
    path = tmp_path_factory.getbasetemp() / "flipped.zip"
    path.write_bytes(broken)
    with pytest.raises(FileError):
        read_backup(path)


@given(kept=st.floats(0, 1, exclude_max=True))
def test_half_a_file_is_refused(whole, tmp_path_factory, kept):
    path = tmp_path_factory.getbasetemp() / "half.zip"
    path.write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(FileError):
        read_backup(path)


def test_another_file_is_no_backup(tmp_path):
    path = tmp_path / "x.zip"
    path.write_text("不是备份", encoding="utf-8")
    with pytest.raises(NotABackup):
        read_backup(path)
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("a", "b" * 100)
    with pytest.raises(FileError):
        read_backup(tmp_path / "y.zip")
    with pytest.raises(FileError):
        read_backup(tmp_path / "nothing.zip")


def test_no_other_file_is_overwritten(tmp_path):
    path = tmp_path / "x.zip"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BackupTaken):
        write(path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_failed_backup_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "x.zip", rows=([1 / 0] for _ in "a"))
    assert list(tmp_path.iterdir()) == []
