"""Formats that another program must turn into text: .doc through antiword, the rest through LibreOffice.

Both run inside the child process and inherit its limits. LibreOffice gets an empty profile of its own in which macros
and links to other files or addresses are switched off.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from guatu.core.text.said import Said
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import (
    AntiwordMissing,
    ConversionFailed,
    DocumentDamaged,
    DocumentLocked,
    OfficeMissing,
    ReaderTimedOut,
)
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import Caution, CautionKind, Document, Format

_NAMES = {Format.DOC: "旧版Word文件", Format.ODT: "ODT文件", Format.RTF: "RTF文件", Format.WPS: "WPS文件"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item></oor:items>
"""
_CELLS = re.compile(r"^\|.*\|$")
_LISTED = re.compile(rb"\x0b\x46[\x01-\xc8]\x00")  # sprmPIlfo: a paragraph or style that belongs to a list
_PICTURE = re.compile(r"^\[pic\]$")


def read_doc(data: bytes, limits: Limits) -> Document:
    """A Word 97–2003 file, or one of WPS, which writes the same.

    antiword is ten times faster; but it leaves out automatic numbers (一、 （一）), by which a plan is divided. A file
    that has them goes to LibreOffice where it is installed, and is read with a caution where it is not.

    Raises:
        DocumentLocked, DocumentDamaged, AntiwordMissing, ConversionFailed, NoText, TextTooLong.
    """
    if _is_locked(data):
        raise DocumentLocked()
    antiword, office = shutil.which("antiword"), shutil.which("soffice")
    if antiword is None and office is None:
        raise AntiwordMissing()
    numbered = bool(_LISTED.search(data))
    if office is not None and (numbered or antiword is None):
        return read_by_office(Format.DOC, data, limits)
    text = _antiword(antiword or "", data, limits)
    if text is not None:
        return _set(text, limits, numbered=numbered)
    if office is None:
        raise DocumentDamaged(why="不是完整的Word文件")
    return read_by_office(Format.DOC, data, limits)


def _is_locked(data: bytes) -> bool:
    """The flag of encryption in the file information block, wherever the stream starts."""
    for at in range(512, min(len(data) - 12, 4 * 1024 * 1024), 512):
        magic, version = struct.unpack_from("<HH", data, at)
        if magic == 0xA5EC and 0x65 <= version <= 0x200:
            return bool(data[at + 11] & 1)
    return False


def _antiword(program: str, data: bytes, limits: Limits) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.doc")
        source.write_bytes(data)
        try:
            done = subprocess.run(
                [program, "-w", "0", "-m", "UTF-8.txt", str(source)],
                capture_output=True, timeout=limits.seconds * 0.8, check=False, cwd=folder,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise ReaderTimedOut(seconds=f"{limits.seconds * 0.8:g}") from None
    if done.returncode or not done.stdout.strip():
        return None
    return done.stdout[: limits.text * 4].decode("utf-8", "replace")


def _set(text: str, limits: Limits, *, numbered: bool) -> Document:
    """antiword's text: one paragraph a line; the rows of a table between bars."""
    draft = DocumentDraft(Format.DOC, limits)
    table: list[list[DraftCell]] = []
    for raw in text.replace("\f", "\n").split("\n"):
        line = raw.strip()
        if _CELLS.match(line) and line.count("|") >= 3:
            table.append([DraftCell(cell.strip()) for cell in line.strip("|").split("|")])
            continue
        if table:
            draft.add_table(table)
            table = []
        inner = line.strip(" \t\u3000\u00a0")
        if not inner or _PICTURE.match(inner):
            continue
        draft.add(inner, indent=len(raw) - len(raw.lstrip(" \t\u3000\u00a0")) >= 2)
    if table:
        draft.add_table(table)
    if numbered:
        says = Said("文件用了自动编号（一、（一）等），编号可能没有读入，请另存为.docx后再试。")
        draft.warn(CautionKind.NOT_READ, says)
    return draft.finish()


def read_by_office(kind: Format, data: bytes, limits: Limits) -> Document:
    """A document that LibreOffice turns into Word's format first.

    Raises:
        OfficeMissing, ConversionFailed, ReaderTimedOut, and what the reader of Word files raises.
    """
    from guatu.store.documents.formats.docx import read_docx

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise OfficeMissing(what=_NAMES.get(kind, "这种文件"))
    with tempfile.TemporaryDirectory() as folder:
        converted = _convert(program, kind, data, Path(folder), limits)
    try:
        document = read_docx(converted, limits)
    except DocumentDamaged as error:
        raise ConversionFailed(why="结果不完整") from error
    return _with_doubt(_as(kind, document))


def _with_doubt(document: Document) -> Document:
    """The document, with a warning when LibreOffice wrote a ? into an automatic number (一? for 一、)."""
    garbled = [p.label for p in document.paragraphs if "?" in p.label or "\ufffd" in p.label]
    if not garbled:
        return document
    says = Said(
        "有{count}处自动编号转换后变成了“{words}”这样的字，请对照原件核对，或另存为.docx后再试。",
        count=len(garbled),
        words=garbled[0],
    )
    return replace(document, warnings=(*document.warnings, Caution(CautionKind.NOT_READ, says)))


def _convert(program: str, kind: Format, data: bytes, folder: Path, limits: Limits) -> bytes:
    source, profile = folder / f"in.{kind.value}", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.seconds * 0.8, check=False, cwd=folder)
    except subprocess.TimeoutExpired:
        raise ReaderTimedOut(seconds=f"{limits.seconds * 0.8:g}") from None
    except OSError as error:
        raise ConversionFailed(why="程序没有启动") from error
    result = folder / "out" / "in.docx"
    if not result.is_file():
        why = "有密码" if b"password" in done.stderr.lower() else "格式不对"
        raise ConversionFailed(why=why)
    return result.read_bytes()


def _as(kind: Format, document: Document) -> Document:
    return replace(document, format=kind)
