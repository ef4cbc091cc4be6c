"""A file that somebody sends to a page: within what a page may wait for, where a reader can open it, and then gone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from guatu.core.errors import AskedError
from guatu.store.documents.limits import MB, Limits

ON_A_PAGE = Limits(
    seconds=30, input=10 * MB, text=300_000, pages=500, unpacked=60 * MB, members=2_000, rows=5_000
)  # a page waits for the answer: less than the command line allows


class DraftTooBig(AskedError):
    code = "A570"
    reason = "文件超过{limit}兆字节的上限。"
    remedy = "请删去图片，或请系统管理员在服务器上检查。"


@contextmanager
def sent_file(name: str, chunks: Iterable[bytes], *, size: int) -> Iterator[Path]:
    """The file in a folder of its own, under a name that does no harm.

    Raises:
        DraftTooBig: before anything is written.
    """
    if size > ON_A_PAGE.input:
        raise DraftTooBig(limit=ON_A_PAGE.input // MB)
    given = Path(name or "draft")
    with tempfile.TemporaryDirectory(prefix="guatu-draft-") as folder:
        path = Path(folder) / f"{given.stem[:50]}{given.suffix[:8]}"
        with path.open("wb") as copy:
            for chunk in chunks:
                copy.write(chunk)
        yield path
