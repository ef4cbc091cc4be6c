"""One file that holds a whole store: its tables as rows of JSON, what they were, and a seal over every byte.

A zip that any tool opens. `tables/NAME.jsonl` has one row a line, by primary key, as a list in the order of the columns
that `manifest.json` names. The zip's comment is the SM3 (GB/T 32905) of everything before it. Rows and not pages of a
database: the same file goes into SQLite and into PostgreSQL.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from guatu.core.errors import FileError, Place

FORMAT = 1
MANIFEST, KEY = "manifest.json", "secret.key"
SEAL = "SM3:"
SEALED = len(SEAL) + 64
CHUNK = 1 << 20


class NotABackup(FileError):
    code = "F291"
    reason = "这不是挂图做的备份。"
    remedy = "请核对文件名；备份是一个 .guatu.zip 文件。"


class BackupDamaged(FileError):
    code = "F292"
    reason = "备份文件损坏：{why}。"
    remedy = "请换一份备份；库没有动过。"


class BackupNewer(FileError):
    code = "F293"
    reason = "备份由更新的版本（guatu {version}）做成，这里是 guatu {ours}。"
    remedy = "请先把软件升级到做备份的版本，再恢复；库没有动过。"


class BackupTaken(FileError):
    code = "F294"
    reason = "已有同名的文件，备份从不覆盖别的文件。"
    remedy = "请另写一个文件名。"
    command = "请用 --out 另写一个文件名。"


class KeptTable(msgspec.Struct, frozen=True):
    """One table of a backup."""

    columns: tuple[str, ...]
    rows: int
    sm3: str  # of its member


class Heads(msgspec.Struct, frozen=True):
    """The end of the audit chain when the backup was made."""

    seq: int
    hash: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says about itself."""

    format: int = FORMAT
    version: str  # of Guatu
    made_at: str  # Asia/Shanghai, ISO
    engine: str  # the database it was read from
    migrations: tuple[str, ...]  # every one applied: app.name
    heads: Heads
    tables: dict[str, KeptTable]
    left_out: tuple[str, ...] = ()  # tables whose rows stay behind
    key: bool = False  # whether the machine's key is inside


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read to the last byte and is as it was made."""

    path: Path
    manifest: Manifest
    seal: str

    def rows(self, table: str) -> Iterator[list[Any]]:
        with zipfile.ZipFile(self.path) as archive, archive.open(member(table)) as lines:
            yield from map(msgspec.json.Decoder(list[Any]).decode, lines)

    def key(self) -> str:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(KEY).decode("ascii")


def member(table: str) -> str:
    return f"tables/{table}.jsonl"


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner reads; it gets its name when it is whole, and never another file's name."""
    if path.exists():
        raise BackupTaken(Place(path.name))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            raise BackupTaken(Place(path.name)) from None
    finally:
        draft.unlink(missing_ok=True)


class Writer:
    """Writes the members of a backup one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self.archive.comment = (SEAL + "0" * 64).encode()
        self.tables: dict[str, KeptTable] = {}

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        encode, digest, count = msgspec.json.Encoder().encode, hashlib.new("sm3"), 0
        with self.archive.open(member(name), "w", force_zip64=True) as out:
            for row in rows:
                line = encode(row) + b"\n"
                digest.update(line)
                out.write(line)
                count += 1
        self.tables[name] = KeptTable(tuple(columns), count, digest.hexdigest())

    def key(self, text: str) -> None:
        self.archive.writestr(KEY, text)

    def seal(self, manifest: Manifest) -> str:
        """Ends the file; its digest."""
        self.archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        self.archive.close()
        found = digest_before_seal(self.file)
        self.file.seek(-64, os.SEEK_END)
        self.file.write(found.encode())
        return found


def digest_before_seal(file: BinaryIO) -> str:
    size = file.seek(0, os.SEEK_END) - SEALED
    digest = hashlib.new("sm3")
    file.seek(0)
    while size > 0 and (block := file.read(min(CHUNK, size))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest()


def read_backup(path: Path) -> Backup:
    """The backup in a file, every byte of it checked.

    Raises:
        NotABackup, BackupDamaged: with what is wrong.
    """
    place = Place(path.name)
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                raise NotABackup(place)
            file.seek(-min(SEALED, file.seek(0, os.SEEK_END)), os.SEEK_END)
            said = file.read().decode("ascii", "replace")
            if not said.startswith(SEAL):
                raise BackupDamaged(place, why="末尾的校验值不在，文件不完整或不是备份")
            if digest_before_seal(file) != said.removeprefix(SEAL):
                raise BackupDamaged(place, why="校验值不符，有内容变了")
        with zipfile.ZipFile(path) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            for name, table in manifest.tables.items():
                with archive.open(member(name)) as lines:
                    _check(table, name, lines, place)
    except OSError as error:
        raise BackupDamaged(place, why=error.strerror or "读不出来") from error
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError) as error:
        raise BackupDamaged(place, why="里面缺少目录或目录读不懂") from error
    return Backup(path, manifest, said.removeprefix(SEAL))


def _check(table: KeptTable, name: str, lines: Iterable[bytes], place: Place) -> None:
    digest, rows = hashlib.new("sm3"), 0
    for line in lines:
        digest.update(line)
        rows += 1
    if (digest.hexdigest(), rows) != (table.sm3, table.rows):
        raise BackupDamaged(place, why=f"表 {name} 的内容与目录不符")
