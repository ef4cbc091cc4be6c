"""The names of the streams in an old Office file (OLE compound file), to tell what it is.

Reads the directory only, within bounds; the streams themselves are for the reader in the child process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SECTORS = 4_096  # of the directory: over 16,000 streams
_FREE = 0xFFFFFFFA  # from here on a sector's number is a mark


class NotOle(ValueError):
    """The bytes are no compound file, or are cut short."""


def stream_names(data: bytes) -> tuple[str, ...]:
    """Names of all streams and storages, in the order of the directory.

    Raises:
        NotOle: the header or the chain of the directory is broken.
    """
    if not data.startswith(MAGIC) or len(data) < 512:
        raise NotOle("header")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise NotOle("sector size")
    size = 1 << shift
    (first,) = struct.unpack_from("<I", data, 48)
    names: list[str] = []
    for sector in _chain(data, first, size):
        start = (sector + 1) * size
        block = data[start : start + size]
        if len(block) < size and len(block) < 128:
            raise NotOle("directory")
        for at in range(0, len(block) - 127, 128):
            length, kind = struct.unpack_from("<HB", block, at + 64)
            if kind in (1, 2) and 2 <= length <= 64:
                names.append(block[at : at + length - 2].decode("utf-16-le", "replace"))
    return tuple(names)


def _chain(data: bytes, sector: int, size: int) -> Iterator[int]:
    """The directory's sectors. The file allocation table is reached through the 109 entries of the header only,
    which covers files of 6.8 MB; a chain that leaves them ends there, behind the entries that tell the format."""
    fat = struct.unpack_from("<109I", data, 76)
    seen: set[int] = set()
    while sector < _FREE and sector not in seen and len(seen) < _MOST_SECTORS:
        if (sector + 1) * size >= len(data):
            raise NotOle("directory")
        seen.add(sector)
        yield sector
        table, entry = divmod(sector, size // 4)
        if table >= len(fat) or fat[table] >= _FREE:
            return
        at = (fat[table] + 1) * size + entry * 4
        if at + 4 > len(data):
            raise NotOle("table")
        (sector,) = struct.unpack_from("<I", data, at)
