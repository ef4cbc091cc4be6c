"""Zip archives and the XML inside them, opened within bounds.

Used in the child process only. Nothing is ever written to disk, no entity is expanded, no address is fetched.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from guatu.store.documents.errors import ArchiveSuspicious, DocumentDamaged, DocumentLocked, MarkupForbidden
from guatu.store.documents.limits import MB, Limits

# what zipfile raises on a broken archive: its own error, and whatever a nonsensical offset or length provokes
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, IndexError, OverflowError,
          NotImplementedError, RuntimeError)  # fmt: skip
_SMALL = MB  # a member below this size may compress as well as it likes


class ZipArchive:
    """A zip archive whose directory has been held against the limits.

    Raises:
        DocumentDamaged, DocumentLocked, ArchiveSuspicious.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise DocumentDamaged(why="压缩包打不开") from error
        members = self._zip.infolist()
        if len(members) > limits.members:
            raise ArchiveSuspicious(why=f"有{len(members)}个文件，上限{limits.members}个")
        if sum(m.file_size for m in members) > limits.unpacked:
            raise ArchiveSuspicious(why=f"解压后超过{limits.unpacked // MB}兆字节")
        for member in members:
            if member.flag_bits & 1:
                raise DocumentLocked()
            if member.file_size > _SMALL and member.file_size > limits.ratio * max(1, member.compress_size):
                raise ArchiveSuspicious(why=f"压缩比超过{limits.ratio}倍")
        files = [m for m in members if not m.filename.endswith("/")]
        self._names = {m.filename.lstrip("/").replace("\\", "/").lower(): m for m in files}

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._names

    def names(self) -> list[str]:
        return list(self._names)

    def read(self, name: str) -> bytes:
        """A member's bytes; names are compared without regard to case.

        Raises:
            DocumentDamaged: it is missing or broken.
        """
        member = self._names.get(name.lstrip("/").lower())
        if member is None:
            raise DocumentDamaged(why=f"缺少{name.rsplit('/', 1)[-1]}")
        try:
            return self._zip.read(member)
        except BROKEN as error:
            raise DocumentDamaged(why=f"{name.rsplit('/', 1)[-1]}解压出错") from error

    def xml(self, name: str) -> etree._Element:
        """The root of an XML member.

        Raises:
            DocumentDamaged: missing or not well formed. MarkupForbidden: it declares entities or nests too deeply.
        """
        return parse_xml(self.read(name), name.rsplit("/", 1)[-1])


def parse_xml(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = str(error)
        if "depth" in message or "entity" in message.lower() or "huge" in message.lower():
            raise MarkupForbidden(why="嵌套过深或含有实体") from error
        raise DocumentDamaged(why=f"{name}不完整") from error
    except ValueError as error:
        raise DocumentDamaged(why=f"{name}不完整") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise MarkupForbidden(why="含有实体定义")
    return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace: transitional and strict Office files read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if local(c) == name), None)
    return element
