"""The end of the audit chain, kept apart from the store.

A chain proves itself up to its end, not that this is the end: whoever owns the database may cut it short, begin a new
one or bring back an older store. So each end is written, after its transaction, to a file beside the store that only
grows, and is printed on papers and backups. An end that was noted anywhere must lie on the chain for ever after.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from guatu.core.errors import AskedError, Place, StoreError
from guatu.web.audit.chain import GENESIS
from guatu.web.audit.models import Entry, Head
from guatu.web.base.bulk import chunks
from guatu.web.base.digests import HASH_LENGTH

FILE = "audit.head"
SHORT = 16  # signs of a hash that are enough on paper
SPELLED = re.compile(rf"(?P<seq>\d{{1,18}}):(?P<hash>[0-9a-f]{{{SHORT},{HASH_LENGTH}}})")
log = logging.getLogger(__name__)


class HeadUnreadable(AskedError):
    code = "A558"
    reason = "“{text}”不是链头。"
    remedy = "请照备份或文件上印的抄写：条数、冒号、校验值，如 134:5f0c…。"
    command = "请照 guatu verify、备份或文件上印的抄写：条数、冒号、校验值，如 134:5f0c…。"


class HeadBeyond(StoreError):
    code = "S404"
    reason = "曾记下审计链到第{seq}条（{head}），库里的链只到第{last}条：末尾被截去过，或库被换成了较早的一份。"
    remedy = "请停止写入，用最近的备份对照；确是按规程恢复的，见 docs/operations.md。"


class HeadElsewhere(StoreError):
    code = "S405"
    reason = "曾记下的链头 {head} 不在这条审计链上：链被重写过，或库被换成了另一份。"
    remedy = "请停止写入，用最近的备份对照；确是按规程恢复的，见 docs/operations.md。"


class HeadBehind(StoreError):
    code = "S406"
    reason = "另存的链头（{file}）停在第{seq}条，审计链已到第{last}条：这以后的末尾被截去，看不出来。"
    remedy = "请核对 GUATU_HOME 里这个文件能否写入；下一次写入会补记。"


@dataclass(frozen=True, slots=True)
class End:
    """An end that a chain has or had: how many entries, and the hash of the last."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @property
    def short(self) -> str:
        """As it is printed on paper."""
        return f"{self.seq}:{self.hash[:SHORT]}"


def head() -> End:
    """The end of the chain now. One query."""
    row = Head.objects.filter(id=1).first()
    return End(row.seq, row.hash) if row else End(0, GENESIS)


def read_head(text: str) -> End:
    """An end as somebody noted it, in full or as on paper. Raises HeadUnreadable."""
    found = SPELLED.fullmatch(text.strip().lower())
    if not found:
        raise HeadUnreadable(text=text[:80])
    return End(int(found["seq"]), found["hash"])


def off_the_chain(ends: Iterable[End]) -> Iterator[StoreError]:
    """Those of `ends` that do not lie on the store's chain. A query for a thousand of them."""
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    for some in chunks(ends, 1000):
        hashes = dict(Entry.objects.filter(seq__in={end.seq for end in some}).values_list("seq", "hash"))
        hashes[0] = GENESIS
        for end in some:
            if end.seq > last:
                yield HeadBeyond(Place("审计链"), seq=end.seq, head=end.short, last=last)
            elif not hashes.get(end.seq, "").startswith(end.hash):
                yield HeadElsewhere(Place("审计链"), head=end.short)


def path() -> Path:
    return Path(settings.GUATU_HOME) / FILE


def note(end: End) -> None:
    """Write an end to the file, after the transaction that made it. The store is right also when this fails."""
    line = f"{end} {timezone.now().isoformat(timespec='seconds')}\n".encode()
    try:
        handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
    except OSError as error:
        log.error("the end of the audit chain %s could not be noted: %s", end.short, error.strerror)


def begin() -> None:
    """Note the end of a store that has no file yet: one from before there was one."""
    if not path().exists() and (end := head()).seq:
        note(end)


def noted() -> Iterator[End]:
    """Every end in the file, oldest first. A line that broke off is left out: what it said is in no other."""
    try:
        with path().open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                if found := SPELLED.match(line):
                    yield End(int(found["seq"]), found["hash"])
    except FileNotFoundError:
        return


def set_aside() -> Path | None:
    """Put the file away under another name and begin it anew, when a person has brought back an older store.

    To be called after the restoring was written to the log. Where the old file is now; nothing is lost.
    """
    kept = None
    if path().exists():
        kept = path().with_name(f"{FILE}.{timezone.now():%Y%m%d%H%M%S}")
        path().rename(kept)
    note(head())
    return kept


def astray() -> Iterator[StoreError]:
    """The first end in the file that is off the chain; the rest follow from it."""
    if (first := next(off_the_chain(noted()), None)) is not None:
        yield first


def behind() -> Iterator[StoreError]:
    """Whether the file was kept to the end."""
    last, seq = head().seq, max((end.seq for end in noted()), default=0)
    if seq < last:
        yield HeadBehind(Place("审计链"), file=FILE, seq=seq, last=last)
