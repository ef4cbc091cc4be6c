"""How much a document may cost to read. Values only; `jail.py` and the readers keep to them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document. Times in seconds, sizes in bytes unless the name says otherwise."""

    seconds: float = 60  # wall clock for a reader; the same for its CPU time
    scan_seconds: float = 900  # for pictures, which are read at a few seconds a page
    memory: int = 1024 * MB  # address space of the reader
    scan_memory: int = 6144 * MB  # address space: model files and LibreOffice map far more than they use
    input: int = 50 * MB
    text: int = 5_000_000  # characters
    pages: int = 2_000
    scan_pages: int = 200
    unpacked: int = 300 * MB  # all members of an archive together
    ratio: int = 200  # unpacked against packed, for a member of more than a megabyte
    members: int = 10_000
    rows: int = 20_000  # of a task list

    def as_dict(self) -> dict[str, float | int]:
        return asdict(self)
