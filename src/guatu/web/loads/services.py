"""Writes: a file is kept while it waits, looked at, loaded whole or not at all, and what it did is kept.

A short file is looked at and loaded while its sender waits; a long one by the cluster, which says how far it has come.
What a file decides is written, and logged, by the service of its kind: here are only the errands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from guatu.core.codec import plain
from guatu.core.errors import AskedError, GuatuError, Place
from guatu.core.series.model import Source
from guatu.store.figures import FigureFile
from guatu.store.files import MB, FileEmpty, FileTooBig
from guatu.store.tables import NotATable
from guatu.web.base.permits import require
from guatu.web.figures.services import load_figures
from guatu.web.loads.kinds import KINDS, LoadKind, Told, known_on
from guatu.web.loads.models import FilePiece, Load, LoadState
from guatu.web.loads.previews import LoadTrouble, trouble
from guatu.web.people.models import User
from guatu.web.standing.turned import lights_on, turned

MOST = 300 * MB  # of one file
AT_ONCE = 2 * MB  # up to this its sender waits for the answer
PIECE = MB


class NotWaiting(AskedError):
    code = "A600"
    reason = "这次导入现在是“{state}”，不能再确认或放弃。"
    remedy = "请看它的页面；要再导入一次，请重新选文件。"


class FileGone(AskedError):
    code = "A601"
    reason = "这个文件已经不在库里。"
    remedy = "请重新选文件。"


class Contradicts(AskedError):
    code = "A602"
    reason = "文件里还有不能收的行，整个文件不导入。"
    remedy = "请照下面列出的位置改好，再选一次文件。"


@dataclass(frozen=True, slots=True)
class Did:
    """What a load did."""

    changed: int = 0
    known: int = 0
    turned: tuple[dict[str, str], ...] = ()  # standing.turned.Turned
    trouble: LoadTrouble | None = None  # what kept it from being done


def send(kind: LoadKind, upload: UploadedFile, *, on: date, by: User) -> Load:
    """Keep a file and look at it; a long one is looked at by the cluster.

    Raises:
        NotAllowed, NotATable, FileTooBig, FileEmpty.
    """
    require(by, kind.permit)
    given = Path(upload.name or "")
    name = f"{given.stem[:80]}{given.suffix[:8]}"
    if given.suffix.lower() not in kind.suffixes:
        raise NotATable(Place(name), suffix=given.suffix or "无扩展名")
    size = upload.size or 0
    if not size:
        raise FileEmpty(Place(name))
    if size > MOST:
        raise FileTooBig(Place(name), size=f"{size / MB:.0f}", limit=MOST // MB)
    load = _new(kind.code, name, LoadState.LOOKING, size=size, by=by)
    for number, chunk in enumerate(upload.chunks(PIECE)):
        FilePiece.objects.create(load=load, number=number, content=chunk)
        load.lines += chunk.count(b"\n")
    load.save(update_fields=["lines"])
    if size > AT_ONCE:
        _queue(load)
    else:
        look(load, on=on)
    return load


def confirm(load: Load, *, on: date, known_on: date | None = None, paper: str = "", reason: str = "", by: User) -> Load:
    """Load what was looked at; a long file is loaded by the cluster.

    Raises:
        NotAllowed, NotWaiting, Contradicts, and what the service of its kind raises: then it waits as before.
    """
    kind = KINDS[load.kind]
    require(by, kind.permit)
    if load.looked.get("troubled") or load.looked.get("contradicting"):
        raise Contradicts
    _step(load, LoadState.WAITING, LoadState.QUEUED)
    load.known_on, load.paper, load.reason, load.by = known_on, paper[:300], reason, by
    load.save(update_fields=["known_on", "paper", "reason", "by"])
    if load.size > AT_ONCE:
        _queue(load)
        return load
    try:
        do(load, on=on)
    except GuatuError:
        _step(load, LoadState.RUNNING, LoadState.WAITING)
        raise
    return load


def drop(load: Load, *, by: User) -> None:
    """The file is not wanted. Raises NotAllowed, NotWaiting."""
    require(by, KINDS[load.kind].permit)
    _step(load, LoadState.WAITING, LoadState.DROPPED)
    load.pieces.all().delete()


def enter_figures(path: Path, *, name: str, source: Source | None, on: date, by: User) -> Load:
    """What was typed into the grid, as the table that it is; with a source that nobody named before.

    Raises:
        NotAllowed, FiguresRefused: each error at its row and column; nothing was loaded.
    """
    require(by, KINDS["figures"].permit)
    given = known_on(on)
    if source is not None:
        given["sources"] = {**given["sources"], source.code: source}
    before = lights_on(on)
    loaded = load_figures(FigureFile(path, **given), name=name, recorded_on=on, by=by)
    did = Did(loaded.added, loaded.known, _told(before, on))
    return _new("figures", name, LoadState.DONE, did=plain(did), by=by)


# -- the errands, here or in the cluster ------------------------------------------------------------------------------


def look(load: Load, *, on: date) -> None:
    """See what the file would do. What cannot be read at all is refused."""
    kind = KINDS[load.kind]
    try:
        with _file(load) as path:
            found = kind.look(path, on, _counter(load))
    except GuatuError as error:
        refuse(load, error)
        return
    load.looked = plain(found)
    load.save(update_fields=["looked"])
    _step(load, LoadState.LOOKING, LoadState.WAITING)


def do(load: Load, *, on: date) -> None:
    """Load the file that was confirmed, in the name of who confirmed it. Raises what its service raises."""
    kind = KINDS[load.kind]
    if load.state != LoadState.RUNNING:  # a worker was killed in the middle: all of it or nothing is in the store
        _step(load, LoadState.QUEUED, LoadState.RUNNING)
    dating: dict[str, Any] = {}
    if kind.dated:
        dating = {"paper": load.paper, "reason": load.reason}
        if load.known_on:
            dating["known_on"] = load.known_on
    before = lights_on(on)
    with _file(load) as path:
        changed = kind.load(path, on, load.name, load.by, _counter(load), **dating)
    load.did = plain(Did(changed, load.looked.get("same", 0), _told(before, on)))
    load.save(update_fields=["did"])
    _step(load, LoadState.RUNNING, LoadState.DONE)
    load.pieces.all().delete()


def _told(before: Any, on: date) -> tuple[dict[str, str], ...]:
    return tuple(asdict(each) for each in turned(before, lights_on(on)))


def _queue(load: Load) -> None:
    from guatu.web.loads.jobs import queue

    queue(load)


def refuse(load: Load, error: GuatuError) -> None:
    """Say what kept a file from being loaded, and let the file go."""
    load.did = plain(Did(trouble=trouble(error)))
    load.state, load.changed_at = LoadState.REFUSED, timezone.now()
    load.save(update_fields=["did", "state", "changed_at"])
    load.pieces.all().delete()


def _new(kind: str, name: str, state: LoadState, *, size: int = 0, did: Any = None, by: User) -> Load:
    now = timezone.now()
    return Load.objects.create(
        kind=kind, name=name, by=by, sent_at=now, changed_at=now, state=state, size=size, did=did or {}
    )


def _step(load: Load, before: LoadState, after: LoadState) -> None:
    """From one state to the next; only one of two who try at once gets there. Raises NotWaiting."""
    there = Load.objects.filter(pk=load.pk, state=before)
    if not there.update(state=after, changed_at=timezone.now()):
        load.refresh_from_db(fields=["state"])
        raise NotWaiting(state=LoadState(load.state).label)
    load.state = after


def _counter(load: Load) -> Told:
    """Notes how far a file has been read."""

    def told(rows: int) -> None:
        Load.objects.filter(pk=load.pk).update(read=rows, changed_at=timezone.now())

    return told


@contextmanager
def _file(load: Load) -> Iterator[Path]:
    """The file as it came, in a folder that goes. Raises FileGone."""
    with tempfile.TemporaryDirectory(prefix="guatu-load-") as folder:
        path = Path(folder) / load.name
        size = 0
        with path.open("wb") as out:
            for content in load.pieces.values_list("content", flat=True).iterator(chunk_size=1):
                size += out.write(bytes(content))
        if size != load.size:
            raise FileGone(Place(load.name))
        yield path
